"""The line of place and date at the head of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extract.grammar.dates import YEAR, is_date, iso_of, number_of
from extract.grammar.fold import fold, squeeze


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line of place and date. `issued` is cut at the precision given (`2026-06-10`, `2026-05`, `2026`)."""

    start: int
    end: int
    place: str | None
    place_span: tuple[int, int] | None
    issued: str | None
    date_span: tuple[int, int]
    flags: tuple[str, ...] = ()


_DATELINE: Final = re.compile(
    rf"""
    \bngay \s* (?P<day> [0-9o]{{1,2}} | [\s.…_\-]* | [^\s]{{1,5}}? (?:\s[^\s]{{1,2}})?) \s*[.,]?\s*
    thang \s* (?P<month> [0-9o]{{1,2}} | [\s.…_\-]* | [^\s]{{1,4}}?) \s*[.,]?\s*
    nam \s* (?P<year> {YEAR})
    """,
    re.VERBOSE,
)


_WORN: Final = str.maketrans("oil|][!t", "01111111")
_MONTHS: Final = 12
_DAYS: Final = 31


def _slot(match: re.Match[str], slot: str) -> tuple[int | None, list[str]]:
    """Read the day or the month; what is no number is flagged as worn down, blank or unreadable."""
    raw = match[slot].strip()
    if re.fullmatch(r"[0-9o]{1,2}", raw) and re.search("[0-9]", raw):
        return number_of(raw), []
    worn = raw.translate(_WORN)
    if re.fullmatch(r"[0-9]{1,2}", worn) and 0 < int(worn) <= (_MONTHS if slot == "month" else _DAYS):
        return int(worn), [f"{slot}_worn"]
    return None, [f"{slot}_blank" if re.fullmatch(r"[\s.…_\-]*", raw) else f"{slot}_unreadable"]


def parse_dateline(text: str) -> Dateline | None:
    """Read place and date of the first dateline in a text; None when there is none."""
    folded = fold(text)
    match = _DATELINE.search(folded)
    if match is None:
        return None
    year = number_of(match["year"])
    day, day_flags = _slot(match, "day")
    month, month_flags = _slot(match, "month")
    flags = day_flags + month_flags
    issued: str | None = str(year) if month is None else iso_of(year, month, day)
    if month is not None and not is_date(year, month, day):
        issued, flags = None, [*flags, "invalid_date"]
    place = re.search(r"([^\W\d_][^,\n;:|]{0,40}?)\s*,?\s*$", text[: match.start()])
    comma = place is not None and "," in text[place.start() : match.start()]
    span = place.span(1) if place and comma else None
    return Dateline(
        start=span[0] if span else match.start(),
        end=match.end(),
        place=squeeze(text[span[0] : span[1]]) if span else None,
        place_span=span,
        issued=issued,
        date_span=match.span(),
        flags=tuple(flags),
    )
