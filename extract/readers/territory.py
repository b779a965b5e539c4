"""Territories in the names of bodies: which one, of what level, and in which province."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.grammar.fold import fold, fold_tone_place
from extract.grammar.territories import provinces
from extract.letters import UPPER
from extract.outline.vocabulary import words
from models import IssuerLevel

_WORD: Final = rf"(?:[{UPPER}][\w'’]*|\d{{1,2}}(?![\d/.]))"
_NAME: Final = rf"{_WORD}(?:(?:[ ]+|[ ]?[-–][ ]?){_WORD})*"
_TERRITORY: Final = re.compile(
    rf"""
    (?<!\w) (?P<kind> [Tt]ỉnh | [Tt]hành\s+phố | TP\.? | [Tt]hị\s+xã | [Tt]hị\s+trấn | [Đđ]ặc\s+khu
            | [Hh]uyện | [Qq]uận | [Xx]ã | [Pp]hường )
    \s* (?P<name> {_NAME} )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory as named in a string: its kind in small letters, its name, and [start, end) there."""

    kind: str
    name: str
    start: int
    end: int

    @property
    def full(self) -> str:
        """Kind and name, the kind in small letters."""
        return f"{self.kind} {self.name}"


@cache
def _provinces() -> dict[str, tuple[str, int | None]]:
    """Provinces by folded name: name as written, and the year from which it is a central city, None for never."""
    found: dict[str, tuple[str, int | None]] = {}
    for province in sorted(provinces(), key=lambda entry: entry.valid_from):
        key = fold_tone_place(province.name)
        since = int(province.valid_from[:4] or 0) if province.kind == "thành phố" else None
        if key not in found or found[key][1] is None:
            found[key] = (province.name, since)
    return found


@cache
def _mention() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(name) for name in _provinces()), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?P<kind>tỉnh|thành phố|tp\.?|tỉnh uỷ|thành uỷ|tỉnh ủy|thành ủy) (?P<name>{names})(?!\w)"
    )


def find_territories(string: str) -> list[Territory]:
    """Return the territories that a string names, in order."""
    found = []
    for match in _TERRITORY.finditer(string):
        kind = " ".join(match["kind"].lower().split())
        found.append(
            Territory("thành phố" if kind.startswith("tp") else kind, match["name"], match.start(), match.end())
        )
    return found


def is_central_city(name: str, year: int | None = None) -> bool:
    """Tell whether a city stands directly under the centre (in the given year, where one is known)."""
    known = _provinces().get(fold_tone_place(name))
    return known is not None and known[1] is not None and (year is None or year >= known[1])


def level_of(territory: Territory, year: int | None = None) -> IssuerLevel:
    """Return the level of government of a territory."""
    kind = fold(territory.kind)
    if kind in words("document", "territories_city"):
        return IssuerLevel.PROVINCE if is_central_city(territory.name, year) else IssuerLevel.DISTRICT
    if kind in words("document", "territories_province"):
        return IssuerLevel.PROVINCE
    if kind in words("document", "territories_district"):
        return IssuerLevel.DISTRICT
    return IssuerLevel.COMMUNE


def bare_province(string: str) -> str | None:
    """Return the province that a body's name ends in without its kind ("Sở Y tế Kiên Giang")."""
    folded = fold_tone_place(string)
    ends = [name for key, (name, _) in _provinces().items() if folded.endswith(f" {key}")]
    return string[-len(max(ends, key=len)) :] if ends else None


def province_named(string: str) -> tuple[str, int, int] | None:
    """Return the province a text names most often, with its first place there; of equals the first named."""
    folded = fold_tone_place(string)
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for match in _mention().finditer(folded):
        name, since = _provinces()[match["name"]]
        if match["kind"] in ("thành phố", "tp", "tp.") and since is None:
            continue
        counts[name] += 1
        first.setdefault(name, match.span("name"))
    if not counts:
        return None
    name = max(counts, key=lambda key: (counts[key], -first[key][0]))
    start, end = first[name]
    return string[start:end], start, end
