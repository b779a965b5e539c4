"""Years and periods of years: "đến năm 2030", "giai đoạn 2026-2030", "năm học 2026-2027", "6 tháng đầu năm 2026"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from extract.grammar.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["year", "range", "school_year", "term", "half", "months"]
Bound = Literal["in", "by", "before", "from"]


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a run of years.

    `last` is the year by whose end it is over (a school year counts as the one in which it ends); `first` is None for
    "đến năm 2030". `bound` tells "năm 2030" (in) from "đến năm 2030" (by) and "trước năm 2030" (before). `months` are
    the first and last month of a part of a year.
    """

    start: int
    end: int
    text: str
    first: int | None
    last: int
    kind: Kind = "year"
    bound: Bound = "in"
    months: tuple[int, int] | None = None
    recurring: bool = False


_Y: Final = r"(?:19|20)[0-9]{2}"
_DASH: Final = r"\s*[-–—÷‐‑\u00ad]\s*"
_RULES: Final = re.compile(
    rf"""
    (?<![\w/.,])
    (?:
        (?P<part> (?P<count>0?[3-9]|1[01]) \s+ thang \s+ (?P<half>(?:dau|cuoi)\s+)? nam \s+ (?P<part_year>{_Y}) )
      | (?P<school> nam \s+ hoc \s+ (?P<s1>{_Y}) (?: {_DASH} (?P<s2>{_Y}) )? )
      | (?P<long> tu \s+ (?:dau\s+)?nam \s+ (?P<l1>{_Y})
                  (?: \s*,?\s* (?:cho\s+)?den (?:\s+(?:het|cuoi))? (?:\s+nam)? \s+ | {_DASH} (?:nam\s+)? )
                  (?P<l2>{_Y}) )
      | (?P<torn> (?:giai\s+doan|nhiem\s+ky|thoi\s+ky) \s+ (?P<t1>{_Y}) \s+ (?P<t2>{_Y}) )
      | (?P<range> (?:(?P<name>giai\s+doan|nhiem\s+ky|thoi\s+ky)\s+)? (?:(?:0?[2-9]|10)\s+nam\s+)? (?:nam\s+)?
                   (?P<r1>{_Y}) {_DASH} (?:nam\s+)? (?P<r2>{_Y}|[2-9][0-9](?![0-9/])) )
      | (?P<until> (?P<bound>(?:tam\s+nhin|dinh\s+huong)?\s*(?:(?:cho|tinh|keo\s+dai)\s+)?den|truoc|tu|sau)
                   (?:\s+(?:het|cuoi|dau))? \s+ nam \s+ (?P<u>{_Y}) )
      | (?P<brief> (?P<brief_bound> tam\s+nhin(?:\s+den)? | dinh\s+huong\s+den | den | vao ) \s+ (?P<b>{_Y}) )
      | (?P<single> (?:(?:het|cuoi|dau|trong|ca)\s+)? nam \s+ (?P<y>{_Y}) )
    )
    (?![0-9]) (?!/[0-9]) (?!/[A-Z])
    """,
    re.VERBOSE,
)
_ANY_YEAR: Final = re.compile("(?:19|20)[0-9][0-9]")
_IN_DATE: Final = re.compile(r"(?:thang|quy)\s*(?:[0-9]{1,2}|i{1,3}|iv)?\s*,?\s*$")
_MORE_YEARS: Final = re.compile(
    rf"""
    \s* (?: , | ; | va | hoac ) \s* (?:nam\s+)? (?P<y> {_Y} ) (?![0-9/]) (?! {_DASH} [0-9] )
    """,
    re.VERBOSE,
)


def _longest_year(first: int, second: str) -> int:
    return int(second) if len(second) == len("2030") else first // 100 * 100 + int(second)


def _part(match: re.Match[str]) -> tuple[int, int, Kind, tuple[int, int]]:
    year, count = int(match["part_year"]), int(match["count"])
    half = (match["half"] or "dau").strip()
    months = (1, count) if half == "dau" else (13 - count, 12)
    return year, year, "half" if count == 6 and match["half"] else "months", months


def _range_kind(match: re.Match[str]) -> Kind:
    return "term" if (match["name"] or "").startswith("nhiem") else "range"


def _read(text: str, match: re.Match[str]) -> Period | None:
    span = match.span()
    start = span[0] + len(match.group()) - len(match.group().lstrip())
    printed = text[start : span[1]]
    if match["part"]:
        first, last, kind, months = _part(match)
        return Period(start, span[1], printed, first, last, kind, months=months)
    if match["school"]:
        last = int(match["s2"]) if match["s2"] else int(match["s1"])
        return Period(start, span[1], printed, int(match["s1"]), last, "school_year")
    if match["long"]:
        return Period(start, span[1], printed, int(match["l1"]), int(match["l2"]), "range")
    if match["torn"]:
        first, last = int(match["t1"]), int(match["t2"])
        return Period(start, span[1], printed, first, last, "range") if first < last else None
    if match["range"]:
        first = int(match["r1"])
        last = _longest_year(first, match["r2"])
        return Period(start, span[1], printed, first, last, _range_kind(match)) if first <= last else None
    if match["until"]:
        year = int(match["u"])
        word = match["bound"].split()[-1]
        bound: Bound = "by" if word == "den" else "before" if word == "truoc" else "from"
        return Period(start, span[1], printed, None if bound != "from" else year, year, "year", bound)
    if match["brief"]:
        return Period(
            start, span[1], printed, None, int(match["b"]), "year", "in" if match["brief_bound"] == "vao" else "by"
        )
    return Period(start, span[1], printed, int(match["y"]), int(match["y"]))


def _listed(text: str, folded: str, pos: int) -> Iterator[Period]:
    """Read the further years of "các năm 2026, 2027 và 2028"."""
    match = _MORE_YEARS.match(folded, pos)
    while match:
        year = int(match["y"])
        yield Period(match.start("y"), match.end(), text[match.start("y") : match.end()], year, year)
        match = _MORE_YEARS.match(folded, match.end())


def find_periods(text: str) -> list[Period]:
    """Find years and periods in the order of the text; years inside dates and document numbers are left out."""
    if not _ANY_YEAR.search(text):
        return []
    folded = fold(text)
    found: list[Period] = []
    pos = 0
    while match := _RULES.search(folded, pos):
        pos = match.end()
        period = _read(text, match)
        if period is None or _inside_date(folded, match.start()):
            continue
        found.append(period)
        if match["single"]:
            found.extend(_listed(text, folded, pos))
            pos = found[-1].end
    return found


def _inside_date(folded: str, start: int) -> bool:
    """Tell the year of "tháng 6 năm 2026" or "quý II năm 2026", which belongs to a date."""
    return (
        re.search(r"(?:thang|quy)\s*(?:[0-9]{1,2}|i{1,3}|iv)?\s*,?\s*$", folded[max(0, start - 12) : start]) is not None
    )
