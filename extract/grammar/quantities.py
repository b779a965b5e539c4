"""Quantities in running text, in order: figure, unit, operator, kind of value."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from extract.grammar.amounts import Amount, find_amounts
from extract.grammar.doubts import doubts, lost_dash
from extract.grammar.fold import lower
from extract.grammar.kinds import with_kind
from extract.grammar.numbers import format_number, plain
from extract.grammar.operators import Lead, read_lead
from extract.grammar.quantity import TO_LEVEL, Context, Quantity, shape
from extract.grammar.stops import Stop, find_stops
from extract.grammar.units import PERCENT

__all__ = ["Quantity", "find_quantities"]

_Read = tuple[Quantity, Lead]
_SENTENCE_END: Final = re.compile(r"[;\n]|\.\s")
_SENTENCE_WIDTH: Final = 200
_BRACKET_WIDTH: Final = 48
_GAP: Final = re.compile(
    r"""
    [\s,]* (?: \(? \s* (?:vào\s+|của\s+)? (?:cuối\s+|đầu\s+)? năm\s+ (?P<year>(?:19|20)[0-9]{2}) \)? )? [\s,]*
    """,
    re.VERBOSE,
)
_ANY_NUMBER: Final = re.compile(
    r"""
    [0-9] | \b (?: một | hai | ba | bốn | năm | sáu | bảy | bẩy | tám | chín | mười | nửa | gấp ) \b
    """,
    re.VERBOSE,
)
_DOUBLE: Final = re.compile(r"(?<!\w)gấp\s+(?P<times>đôi|ba|bốn|năm|mười)(?!\w)(?!\s+lần)")
_TIMES: Final = {"đôi": 2, "ba": 3, "bốn": 4, "năm": 5, "mười": 10}
_BARE_YEARS: Final = range(1945, 2100)


def _sentence(low: str, start: int, end: int) -> str:
    """Cut out the sentence around a figure, at most 200 letters to either side."""
    before = _SENTENCE_END.split(low[max(0, start - _SENTENCE_WIDTH) : start])[-1]
    after = _SENTENCE_END.split(low[end : end + _SENTENCE_WIDTH])[0]
    return before + low[start:end] + after


def _doubted(context: Context, read: Quantity) -> Quantity:
    if read.measure != PERCENT:
        return read
    sentence = _sentence(context.low, read.start, read.end)
    flags = doubts(read.value, read.text, sentence)
    if read.value_to is None and lost_dash(read.text, sentence):
        flags = (*flags, "suspect_lost_dash")
    return replace(read, flags=(*read.flags, *flags)) if flags else read


def _read(context: Context, amount: Amount) -> _Read | None:
    """Read one amount; a bare year and "bình quân một hợp tác xã" are no quantities."""
    lead = read_lead(context.low, amount.start)
    bounded = lead.has("ge", "gt", "le", "lt", "approx")
    if amount.unit is None and not bounded and amount.value in _BARE_YEARS and amount.value_to is None:
        return None
    if amount.in_words and amount.value == 1 and lead.words and lead.words[0][0] == "average":
        return None
    return _doubted(context, with_kind(context, amount, lead, shape(context, amount, lead))), lead


def _bracketed(low: str, left: Quantity, right: Quantity) -> bool:
    """Tell whether a bracket opens between two figures of one clause."""
    between = low[left.end : right.start]
    return "(" in between and len(between) < _BRACKET_WIDTH and not re.search(r"[;.:)]\s", between)


def _joined(low: str, left: _Read, right: _Read) -> Quantity | None:
    """Join two figures that say one thing: "từ 82% lên 86%", "giảm 0,7% (còn 4,33%)", "13/17 chỉ tiêu (76,5%)"."""
    (last, begins), (read, lead) = left, right
    level = format_number(read.value)
    gap = _GAP.fullmatch(low, last.phrase_end, read.phrase_start)
    if gap and begins.has("from") and lead.has(*TO_LEVEL):
        year = int(gap["year"]) if gap["year"] else None
        base = format_number(last.value)
        return replace(read, base=base, base_year=year, sign=None, phrase_start=last.phrase_start)
    if not _bracketed(low, last, read):
        return None
    if last.kind in ("delta", "growth") and lead.has(*TO_LEVEL):
        return replace(last, result=read.value, flags=(*last.flags, f"result:{level}"))
    if "fraction" in last.flags and read.measure == PERCENT and not lead.has("ratio"):
        return replace(last, flags=(*last.flags, f"alt:{level}%"))
    return None


def _doubled(low: str) -> list[Quantity]:
    """Read "gấp đôi" and its like."""
    return [
        Quantity(
            start=match.start("times"),
            end=match.end(),
            phrase_start=match.start(),
            phrase_end=match.end(),
            text=match["times"],
            value=Decimal(_TIMES[match["times"]]),
            kind="multiple",
            in_words=True,
        )
        for match in _DOUBLE.finditer(low)
    ]


def find_quantities(text: str, stops: list[Stop] | None = None) -> list[Quantity]:
    """Find the quantities of a text in order. Pass `find_stops(text)` if it is at hand already."""
    low = lower(plain(text))
    if not _ANY_NUMBER.search(low):
        return []
    context = Context(text, low)
    kept: list[_Read] = []
    for amount in find_amounts(low, find_stops(text) if stops is None else stops):
        if kept and amount.start < kept[-1][0].phrase_end:
            continue
        read = _read(context, amount)
        joint = _joined(low, kept[-1], read) if kept and read else None
        if joint is not None and read is not None:
            kept[-1] = (joint, read[1])
        elif read is not None:
            kept.append(read)
    return sorted([*(read for read, _ in kept), *_doubled(low)], key=lambda read: read.start)
