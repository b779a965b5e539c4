"""Numbers written in words, up to thousands of milliards, with their colloquial and fractional forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_DIGITS: Final = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNITS_AFTER_TEN: Final = _DIGITS | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_ONLY_AFTER_TEN: Final = {"mốt": 1, "lăm": 5, "nhăm": 5}
_SCALES: Final = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ZERO_TENS: Final = ("linh", "lẻ")
_TOKEN: Final = re.compile(r"[^\W\d_]+")
_STARTERS: Final = "|".join([word for word in _DIGITS if word != "không"] + ["mười", "nửa"])
_START: Final = re.compile(rf"(?<!\w)(?:{_STARTERS})(?!\w)")
_LONGEST: Final = 16
_FRACTION_DIGITS: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words. `scale` is set where one scale word stands last ("một triệu rưỡi": 1.5 × 10⁶)."""

    start: int
    end: int
    value: Decimal
    scale: int | None = None
    count: int = 1
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """What a rule has read: the next token and the value so far."""

    next: int
    value: int
    colloquial: bool = False


def _tokens(low: str, pos: int) -> list[tuple[str, int]]:
    """List the words that follow one another with nothing but blanks between, with their ends."""
    found: list[tuple[str, int]] = []
    match = _TOKEN.match(low, pos)
    while match and len(found) < _LONGEST:
        found.append((match.group(), match.end()))
        after = match.end()
        while after < len(low) and low[after] in " \n\t" and after - match.end() < 3:
            after += 1
        match = _TOKEN.match(low, after) if after > match.end() else None
    return found


def _tens(words: list[str], at: int) -> _Read | None:
    """Read below a hundred: mười hai, hai mươi mốt, hai lăm, năm."""
    word = words[at] if at < len(words) else ""
    following = words[at + 1] if at + 1 < len(words) else ""
    if word == "mười":
        extra = _UNITS_AFTER_TEN.get(following)
        return _Read(at + 2, 10 + extra) if extra else _Read(at + 1, 10)
    if word not in _DIGITS:
        return None
    digit = _DIGITS[word]
    if following in ("mươi", "chục") and digit:
        last = words[at + 2] if at + 2 < len(words) else ""
        extra = _UNITS_AFTER_TEN.get(last)
        return _Read(at + 3, digit * 10 + extra) if extra else _Read(at + 2, digit * 10)
    if digit > 1 and following in _ONLY_AFTER_TEN:
        return _Read(at + 2, digit * 10 + _ONLY_AFTER_TEN[following], colloquial=True)
    return _Read(at + 1, digit)


def _hundreds(words: list[str], at: int) -> _Read | None:
    """Read below a thousand: một trăm linh năm, một trăm hai (120)."""
    if at + 1 < len(words) and words[at] in _DIGITS and words[at + 1] == "trăm":
        base = _DIGITS[words[at]] * 100
        following = words[at + 2] if at + 2 < len(words) else ""
        if following in _ZERO_TENS and at + 3 < len(words) and words[at + 3] in _UNITS_AFTER_TEN:
            return _Read(at + 4, base + _UNITS_AFTER_TEN[words[at + 3]])
        rest = _tens(words, at + 2)
        if rest is None or rest.value == 0:
            return _Read(at + 2, base)
        if rest.next == at + 3 and rest.value < 10:
            return _Read(rest.next, base + rest.value * 10, colloquial=True)
        return _Read(rest.next, base + rest.value, rest.colloquial)
    return _tens(words, at)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Groups and their scales added up."""

    next: int
    value: Decimal
    last_scale: int | None
    colloquial: bool


def _integer(words: list[str]) -> _Sum | None:
    """Read groups with falling scales: một nghìn không trăm linh tám; một triệu rưỡi."""
    total, at, limit = Decimal(0), 0, 10**12
    scale: int | None = None
    colloquial = False
    while (read := _hundreds(words, at)) is not None:
        factor = _SCALES.get(words[read.next]) if read.next < len(words) else None
        if factor is not None and factor >= limit:
            break
        total += Decimal(read.value) * (factor or 1)
        colloquial |= read.colloquial
        at, scale = read.next, None
        if factor is None:
            break
        at, scale, limit = at + 1, factor, factor
        if at < len(words) and words[at] == "rưỡi":
            total += Decimal(factor) / 2
            return _Sum(at + 1, total, scale, colloquial)
    return _Sum(at, total, scale, colloquial) if at else None


def _fraction(words: list[str], tokens: list[tuple[str, int]], start: int) -> WordNumber | None:
    """Read một phần ba, một nửa, nửa."""
    if words[:1] == ["nửa"] or words[:2] == ["một", "nửa"]:
        count = 1 if words[0] == "nửa" else 2
        return WordNumber(start, tokens[count - 1][1], Decimal("0.5"), None, count, ("half",))
    if len(words) > 2 and words[0] in _DIGITS and words[1] == "phần" and words[2] in _UNITS_AFTER_TEN:
        above, below = _DIGITS[words[0]], _UNITS_AFTER_TEN[words[2]]
        if above and below > above:
            value = (Decimal(above) / Decimal(below)).quantize(_FRACTION_DIGITS)
            return WordNumber(start, tokens[2][1], value, None, 3, (f"fraction:{above}/{below}",))
    return None


def read_words(low: str, pos: int) -> tuple[int, WordNumber] | None:
    """Read the number words at `pos` of a text in lower case, with the offset behind them."""
    tokens = _tokens(low, pos)
    words = [token for token, _ in tokens]
    if not words or words[0] == "không":
        return None
    fraction = _fraction(words, tokens, pos)
    if fraction is not None:
        return fraction.end, fraction
    read = _integer(words)
    if read is None:
        return None
    value, at, flags = read.value, read.next, ("colloquial",) if read.colloquial else ()
    if read.last_scale is None and at + 1 < len(words) and words[at] == "phẩy" and words[at + 1] in _DIGITS:
        value += Decimal(_DIGITS[words[at + 1]]) / 10
        at += 2
    end = tokens[at - 1][1]
    single = read.last_scale if _single_scale(words[:at]) else None
    amount = value / single if single else value
    return end, WordNumber(pos, end, amount, single, at, flags)


def _single_scale(words: list[str]) -> bool:
    scales = [word for word in words if word in _SCALES]
    return len(scales) == 1 and words[-1] in (scales[0], "rưỡi")


def find_words(low: str) -> list[WordNumber]:
    """Find number words in a text in lower case; a bare "năm" that means year is left to the caller."""
    found: list[WordNumber] = []
    pos = 0
    while match := _START.search(low, pos):
        read = read_words(low, match.start())
        pos = read[0] if read else match.end()
        if read:
            found.append(read[1])
    return found
