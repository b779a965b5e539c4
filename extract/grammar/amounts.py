"""Amounts: figures and number words with their units, ranges and fractions, before any operator is read."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from extract.grammar.numbers import Figure, find_figures, read_figure
from extract.grammar.stops import Stop
from extract.grammar.units import PERCENT, Unit, read_unit
from extract.grammar.words import WordNumber, find_words


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, or two ends of a range, or the part and the whole of a fraction (`whole`), with a unit.

    `start:end` covers the figures, `unit_end` lies behind unit and "per" parts.
    """

    start: int
    end: int
    unit_end: int
    value: Decimal
    value_to: Decimal | None = None
    whole: Decimal | None = None
    unit: Unit | None = None
    padded: bool = False
    in_words: bool = False
    flags: tuple[str, ...] = ()


_RANGE: Final = re.compile(
    r"""
    \s{0,2} (?P<sep> [-–—÷~] | (?:cho\s+)?đến | tới ) \s{0,2} (?: (?:dưới|trên)\s )?
    """,
    re.VERBOSE,
)
_UNDASHED: Final = re.compile(r"\s{1,2}(?=[0-9])")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]\s$")
_SLASH: Final = re.compile(r"\s?/\s?(?=[0-9])")
_IN_BRACKETS: Final = re.compile(r"\s*\(\s*(?P<digits>[0-9]{1,6})\s*\)")
_FROM: Final = re.compile(r"(?<!\w)(?:từ|trên|đạt|khoảng|giữa)\s*(?:khoảng\s+)?$")
_OF_ALL: Final = re.compile(r"\s+(?:tổng\s+)?(?:số|diện tích|dân số)(?!\w)")
_REACHED: Final = re.compile(r"(?<!\w)(?:đạt|hoàn thành|có)\s*$")


_SCALE_NAMES: Final = {10**3: "nghìn", 10**4: "vạn", 10**6: "triệu", 10**9: "tỷ"}


class _Mask:
    """Spans that may not be read, for look-up by offset."""

    def __init__(self, stops: list[Stop]) -> None:
        """Merge the spans of the stops."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for stop in stops:
            if self._ends and stop.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], stop.end)
            else:
                self._starts.append(stop.start)
                self._ends.append(stop.end)

    def hits(self, start: int, end: int) -> bool:
        """Tell whether a span touches one that may not be read."""
        at = bisect_left(self._ends, start + 1)
        return at < len(self._starts) and self._starts[at] < end


def _with_unit(low: str, amount: Amount) -> Amount:
    read = read_unit(low, amount.end)
    if read is None:
        return replace(amount, unit_end=amount.end)
    unit = read[1]
    if unit.name == "năm" and re.match(r"\s*(?:19|20)[0-9]{2}", low[read[0] : read[0] + 8]):
        return replace(amount, unit_end=amount.end)
    flags = amount.flags + tuple(flag for flag in unit.flags if flag not in amount.flags)
    if unit.scale > 1 and unit.added:
        end = amount.value_to + unit.added if amount.value_to is not None else None
        return replace(amount, value=amount.value + unit.added, value_to=end, unit=unit, unit_end=read[0], flags=flags)
    return replace(amount, unit=unit, unit_end=read[0], flags=flags)


def _same_unit(left: Unit | None, right: Unit | None) -> bool:
    return left is None or (right is not None and (left.name, left.scale) == (right.name, right.scale))


def _range_end(low: str, left: Amount, mask: _Mask) -> Amount | None:
    """Read the upper end of a range; a unit at the lower end must come again at the upper one."""
    for place, unit in ((left.end, None), (left.unit_end, left.unit)):
        sep = _RANGE.match(low, place)
        read = read_figure(low, sep.end()) if sep else None
        if sep is None or read is None or mask.hits(read[1].start, read[1].end):
            continue
        figure = read[1]
        right = _with_unit(low, Amount(figure.start, figure.end, figure.end, figure.value, flags=figure.flags))
        worded = sep["sep"][-1:] in "ni" and not sep["sep"].startswith(("-", "–"))
        if worded and unit is None and left.unit is None and not _FROM.search(low, max(0, left.start - 20), left.start):
            continue
        if unit is not None and not _same_unit(unit, right.unit):
            continue
        flags = left.flags + tuple(flag for flag in right.flags if flag not in left.flags)
        return replace(right, start=left.start, value=left.value, value_to=right.value, padded=left.padded, flags=flags)
    return None


def _undashed(low: str, left: Amount, mask: _Mask) -> Amount | None:
    """Read "tăng bình quân 05 06%" as the range that it must be: its dash is lost, most often at a line's end.

    Both ends look alike and rise; flagged, for they stand in no other way of writing.
    """
    gap = _UNDASHED.match(low, left.end)
    if gap is None or left.unit is not None or not _WORD_BEFORE.search(low, max(0, left.start - 2), left.start):
        return None
    read = read_figure(low, gap.end())
    if read is None or mask.hits(read[1].start, read[1].end):
        return None
    figure = read[1]
    right = _with_unit(low, Amount(figure.start, figure.end, figure.end, figure.value, flags=figure.flags))
    alike = re.sub(r"[0-9]", "0", low[left.start : left.end]) == re.sub(r"[0-9]", "0", low[right.start : right.end])
    if right.unit is None or right.unit.name != PERCENT or not alike or left.value >= right.value:
        return None
    flags = (*left.flags, *right.flags, "lost_dash")
    return replace(right, start=left.start, value=left.value, value_to=right.value, padded=left.padded, flags=flags)


def _fraction(low: str, figure: Figure) -> Amount | None:
    """Read "13/17 chỉ tiêu"; without a unit a fraction needs a word such as "đạt" before it."""
    slash = _SLASH.match(low, figure.end)
    read = read_figure(low, slash.end()) if slash else None
    if read is None and slash and (digits := re.compile("[0-9]+").match(low, slash.end())):
        read = digits.end(), Figure(digits.start(), digits.end(), Decimal(digits.group()))
    if read is None or figure.value != int(figure.value):
        return None
    whole = read[1].value
    amount = Amount(
        figure.start, read[0], read[0], figure.value, whole=whole, padded=figure.padded, flags=("fraction",)
    )
    amount = _with_unit(low, amount)
    before = _REACHED.search(low, max(0, figure.start - 14), figure.start) or _OF_ALL.match(low, amount.end)
    if low[amount.end : amount.end + 1] == "/" or figure.value > whole or not (amount.unit or before):
        return None
    return amount


def _from_figures(low: str, mask: _Mask) -> list[Amount]:
    found: list[Amount] = []
    reached = -1
    for figure in find_figures(low):
        if figure.start < reached or mask.hits(figure.start, figure.end):
            continue
        fraction = _fraction(low, figure)
        slash = _SLASH.match(low, figure.end)
        if fraction is None and slash:
            reached = slash.end() + 1
            continue
        amount = fraction or _with_unit(
            low, Amount(figure.start, figure.end, figure.end, figure.value, padded=figure.padded, flags=figure.flags)
        )
        ranged = None if fraction else _range_end(low, amount, mask) or _undashed(low, amount, mask)
        if ranged is None and fraction is None and _leads_to_stop(low, figure.end, mask):
            continue
        amount = ranged or amount
        found.append(amount)
        reached = amount.unit_end
    return found


def _leads_to_stop(low: str, end: int, mask: _Mask) -> bool:
    """Tell the "12" of "12-15/5", whose other end is a date."""
    sep = re.compile(r"\s?[-–]\s?(?=[0-9])").match(low, end)
    return sep is not None and mask.hits(sep.end(), sep.end() + 1)


def _from_words(low: str, mask: _Mask) -> list[Amount]:
    found = []
    for word in find_words(low):
        if mask.hits(word.start, word.start + 1):
            continue
        amount = _worded(low, word)
        if amount is not None:
            found.append(amount)
    return found


def _worded(low: str, word: WordNumber) -> Amount | None:
    """Give number words a unit; a single word counts only before a unit or beside its digits."""
    end, flags = word.end, word.flags
    value = word.value
    digits = _IN_BRACKETS.match(low, end)
    if digits:
        printed = Decimal(digits["digits"])
        agree = printed == word.value * (word.scale or 1)
        flags = (*flags, "word+digit_agree" if agree else "word_digit_conflict")
        value, end = printed, digits.end()
    amount = _with_unit(low, Amount(word.start, end, end, value, in_words=True, flags=flags))
    if word.scale and not digits:
        base = amount.unit
        printed_unit = f"{_SCALE_NAMES[word.scale]} {base.printed if base else ''}".strip()
        kind, name = (base.kind, base.name) if base else (None, None)
        amount = replace(amount, unit=Unit(end, end, printed_unit, name, kind, word.scale))
    if digits or word.count > 1 or (amount.unit is not None and amount.unit.kind not in (None, "duration", "age")):
        return amount
    return None


def find_amounts(low: str, stops: list[Stop]) -> list[Amount]:
    """Find the amounts of a plain text in lower case outside the stops, in order and disjoint."""
    mask = _Mask(stops)
    worded = _from_words(low, mask)
    taken = _Mask([Stop(amount.start, amount.end, "code") for amount in worded])
    figures = [amount for amount in _from_figures(low, mask) if not taken.hits(amount.start, amount.end)]
    merged = sorted(worded + figures, key=lambda amount: amount.start)
    kept: list[Amount] = []
    for amount in merged:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return kept
