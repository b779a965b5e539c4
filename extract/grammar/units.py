"""Units behind a figure: percent signs, scale words, nouns that are counted, and "per" parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from extract.grammar.numbers import read_figure
from extract.grammar.vocabulary import rows

PERCENT: Final = "%"
POINTS: Final = "điểm phần trăm"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure counts.

    `printed` is the unit as it stands there, scale word included ("triệu đồng"); `name` is the unit alone; `scale` the
    factor of the scale word; `added` what a second figure adds ("1 tỷ 250 triệu": 0.25). `per` lists what it is
    counted by ("người", "năm"), `per_count` the size of that base ("85 ca/100.000 dân").
    """

    start: int
    end: int
    printed: str
    name: str | None
    kind: str | None
    scale: int = 1
    added: Decimal = Decimal(0)
    per: tuple[str, ...] = ()
    per_count: int | None = None
    flags: tuple[str, ...] = ()


_PERCENT: Final = re.compile(
    r"""
    \s{0,2} (?:
        (?P<points> điểm\s+(?:phần\s+trăm|%)
                  | %\s*điểm (?!\s+(?!phần|so|mỗi|trở|và|hoặc|trong|đến\s+năm)[^\W\d_]) )  # no points of sale
      | (?P<sign>   % )
      | (?P<words>  phần\s+trăm )
      | (?P<mille>  ‰ )
      | (?P<misread> [°º˚]\s?/\s?[oO0] | [oO]/[oO0] )
    )
    """,
    re.VERBOSE,
)
_BLANKS: Final = re.compile(r"[ \t\n]{0,3}")
_WORD: Final = re.compile(r"[^\W_]+(?:[-²³][^\W\d_]+|[²³])?")
_PER: Final = re.compile(
    r"""
    \s? / \s? (?P<size> [0-9]{1,3}(?:\.[0-9]{3})+ | vạn | nghìn | triệu | 0?1 )? \s?
    """,
    re.VERBOSE,
)
_LONGEST: Final = 5


@cache
def _units() -> dict[str, tuple[str, str]]:
    """Map a printed unit to its class and its name."""
    return {unit: (kind, unit if name == "=" else name) for unit, kind, name in rows("units.tsv")}


@cache
def _scales() -> dict[str, tuple[int, str | None]]:
    return {word: (int(factor), None if unit == "-" else unit) for word, factor, unit in rows("scales.tsv")}


@cache
def _scale_pattern() -> re.Pattern[str]:
    words = sorted(_scales(), key=len, reverse=True)
    listed = "|".join(map(re.escape, words))
    return re.compile(
        rf"""
        [ \n]{{0,2}} (?P<word> {listed} ) (?![^\W\d_])       # triệu
        (?! \s+ (?:lệ|trọng|suất|số)\b )                     # not the head of "tỷ lệ"
        """,
        re.VERBOSE,
    )


def unit_class(name: str) -> str | None:
    """Give the class of a unit ("people", "money", "duration" …), None for a word that is no unit."""
    known = _units().get(name)
    return known[0] if known else None


def _noun(low: str, pos: int) -> tuple[int, str] | None:
    """Read the longest unit noun at `pos`, over single blanks."""
    at = _BLANKS.match(low, pos)
    start = at.end() if at else pos
    words: list[str] = []
    ends: list[int] = []
    while len(words) < _LONGEST and (match := _WORD.match(low, start)):
        words.append(match.group())
        ends.append(match.end())
        gap = _BLANKS.match(low, match.end())
        start = gap.end() if gap else match.end()
        if start == match.end():
            break
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if name in _units():
            return ends[count - 1], name
    return None


def _per(low: str, pos: int) -> tuple[int, tuple[str, ...], int | None]:
    """Read "/người/năm" and "/100.000 dân"."""
    names: list[str] = []
    count: int | None = None
    while match := _PER.match(low, pos):
        noun = _noun(low, match.end())
        if noun is None:
            break
        size = match["size"]
        if size and size not in ("1", "01"):
            count = _scales()[size][0] if size in _scales() else int(size.replace(".", ""))
        names.append(noun[1])
        pos = noun[0]
    return pos, tuple(names), count


def _scaled(low: str, pos: int) -> tuple[int, int, Decimal, str | None, tuple[str, ...]] | None:
    """Read scale words: "triệu", "tỷ 250 triệu", "tỷ rưỡi", "tr.đ"; give end, factor, what is added, unit, flags."""
    match = _scale_pattern().match(low, pos)
    if match is None:
        return None
    factor, unit = _scales()[match["word"]]
    flags = ("abbr_unit",) if unit else ()
    end, added = match.end(), Decimal(0)
    half = re.match(r"\s+rưỡi\b", low[end : end + 8])
    if half:
        return end + half.end(), factor, Decimal("0.5"), unit, flags
    again = _scale_pattern().match(low, end)
    if again and not unit:
        second, unit = _scales()[again["word"]]
        return again.end(), factor * second, added, unit, flags
    gap = re.match(r"\s+(?=[0-9])", low[end : end + 4])
    figure = read_figure(low, end + gap.end()) if gap else None
    lower = _scale_pattern().match(low, figure[0]) if figure else None
    if figure and lower and _scales()[lower["word"]][0] < factor:
        added = figure[1].value * _scales()[lower["word"]][0] / factor
        end = lower.end()
    return end, factor, added, unit, flags


def _percent(low: str, match: re.Match[str]) -> tuple[int, Unit]:
    """Give a percent sign in any of its forms its usual one."""
    form = match.lastgroup
    name = POINTS if form == "points" else "‰" if form == "mille" else PERCENT
    flags = ("ocr_percent",) if form == "misread" else ()
    end, per, count = _per(low, match.end())
    start = match.start(form or 0)
    return end, Unit(start, match.end(), name, name, "percent", per=per, per_count=count, flags=flags)


def read_unit(low: str, pos: int) -> tuple[int, Unit] | None:
    """Read the unit at `pos` of a plain text in lower case; a scale word without noun is a unit too."""
    percent = _PERCENT.match(low, pos)
    if percent:
        return _percent(low, percent)
    scaled = _scaled(low, pos)
    end = scaled[0] if scaled else pos
    noun = _noun(low, end)
    if scaled is None and noun is None:
        return None
    implied = scaled[3] if scaled else None
    kind: str | None = unit_class(implied or "")
    name: str | None = implied
    if noun:
        kind, name = _units()[noun[1]]
    unit_end = noun[0] if noun else end
    gap = _BLANKS.match(low, pos)
    start = gap.end() if gap else pos
    after, per, count = _per(low, unit_end)
    unit = Unit(
        start=start,
        end=unit_end,
        printed=" ".join(low[start:unit_end].split()),
        name=name,
        kind=kind,
        scale=scaled[1] if scaled else 1,
        added=scaled[2] if scaled else Decimal(0),
        per=per,
        per_count=count,
        flags=scaled[4] if scaled else (),
    )
    return after, unit
