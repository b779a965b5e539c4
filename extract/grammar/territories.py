"""Territories: the level and place of an issuer, provinces named in a text, official codes with their validity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place, lower, squeeze
from extract.grammar.vocabulary import rows
from extract.letters import UPPER

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Territory:
    """A kind of territory in lower case with its proper name as printed; the span of both."""

    start: int
    end: int
    kind: str
    name: str

    @property
    def full(self) -> str:
        """Kind and name, "xã Kim Thành"."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Province:
    """A province or central city with its official code; dates are ISO, empty where open."""

    code: str
    name: str
    kind: str
    valid_from: str
    valid_to: str
    successor: str


_KINDS: Final = r"(?:thị\s+trấn|thị\s+xã|thành\s+phố|đặc\s+khu|phường|huyện|quận|tỉnh|xã|tp\.?)"
_PART: Final = rf"(?:[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?|[0-9]{{1,2}})"
_TERRITORY: Final = re.compile(
    rf"""
    (?<!\w) (?<!ợp\ tác\ ) (?P<kind> (?i:{_KINDS}) ) \s+
    (?P<name> (?!(?i:ủy|uỷ|hội|đoàn)\b) {_PART} (?: (?:\s+|\s*-\s*) (?!(?i:{_KINDS})(?!\w)) {_PART} ){{0,5}} )
    """,
    re.VERBOSE,
)
_OPEN: Final = "9999"


@cache
def provinces() -> tuple[Province, ...]:
    """List all provinces with their dates of validity."""
    padded = ((*row, *[""] * (6 - len(row))) for row in rows("provinces.tsv", "gazetteer"))
    return tuple(Province(*row[:6]) for row in padded)


@lru_cache(maxsize=2048)
def _key(name: str) -> str:
    return fold_tone_place(squeeze(name)).replace(" - ", "-").replace("–", "-").replace("'", "").replace("’", "")


@cache
def _province_names() -> dict[str, str]:
    return {_key(province.name): province.name for province in provinces()}


def find_territories(text: str) -> list[Territory]:
    """Find kinds of territory with proper names, in order ("xã Kim Thành", "TP. Hải Phòng")."""
    found = []
    for match in _TERRITORY.finditer(text):
        kind = squeeze(lower(match["kind"]))
        kind = "thành phố" if kind.startswith("tp") else kind
        found.append(Territory(match.start(), match.end(), kind, _cut(kind, squeeze(match["name"]))))
    return found


def _cut(kind: str, name: str) -> str:
    """Cut a province's name at its known end, since a heading in capitals goes on in capitals."""
    if kind not in ("tỉnh", "thành phố"):
        return name
    words = name.split(" ")
    for count in range(len(words), 0, -1):
        if _key(" ".join(words[:count])) in _province_names():
            return " ".join(words[:count])
    return name


def locality_of(issuer: str) -> Territory | None:
    """Give the issuer's own territory: the first one in its name."""
    found = find_territories(issuer)
    return found[0] if found else None


def province_name(name: str) -> str | None:
    """Give the gazetteer's spelling of a province's name, None for what is no province."""
    return _province_names().get(_key(name))


_Units = dict[tuple[str, str], list[tuple[str, str]]]
_TWO_LEVELS_SINCE: Final = "2025-07-01"


@cache
def _units_since() -> _Units:
    """Map (kind, name) to the (code, province) of the communes of today."""
    found: _Units = {}
    for code, name, kind, province in rows("communes.tsv", "gazetteer"):
        found.setdefault((kind, _key(name)), []).append((code, province))
    return found


@cache
def _units_before() -> _Units:
    """Map (kind, name) to the (code, province) of districts and communes until mid-2025."""
    found: _Units = {}
    province_of: dict[str, str] = {}
    for code, name, kind, province in rows("districts.tsv", "gazetteer"):
        province_of[code] = province
        found.setdefault((kind, _key(name)), []).append((code, province))
    for code, name, kind, district in rows("communes_before_2025.tsv", "gazetteer"):
        found.setdefault((kind, _key(name)), []).append((code, province_of[district]))
    return found


def province_code(name: str, on: date | None = None) -> str | None:
    """Give the official code of a province on a day; without a day the last one that it had."""
    known = [province for province in provinces() if _key(province.name) == _key(name)]
    if on is None:
        return max(known, key=lambda province: province.valid_to or _OPEN).code if known else None
    day = on.isoformat()
    return next((p.code for p in known if p.valid_from <= day <= (p.valid_to or _OPEN)), None)


def unit_code(place: Territory, province: str | None, on: date | None = None) -> str | None:
    """Give the official code of a territory on a day, None where it is unknown or several share the name.

    A commune is known only together with its province, unless its name occurs once in the country. Without a day the
    units of today are asked first, then those until mid-2025.
    """
    if place.kind in ("tỉnh", "thành phố") and province_name(place.name):
        return province_code(place.name, on)
    if on is not None:
        return _unit(_units_since() if on.isoformat() >= _TWO_LEVELS_SINCE else _units_before(), place, province)
    return _unit(_units_since(), place, province) or _unit(_units_before(), place, province)


def _unit(units: _Units, place: Territory, province: str | None) -> str | None:
    codes = units.get((place.kind, _key(place.name)), [])
    if province is not None:
        keys = {entry.code for entry in provinces() if _key(entry.name) == _key(province)}
        codes = [entry for entry in codes if entry[1] in keys]
    return codes[0][0] if len(codes) == 1 else None
