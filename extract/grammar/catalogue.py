"""The catalogue of indicators, read from one TOML file a domain."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final, NotRequired, TypedDict

DOMAINS: Final = (
    "social_insurance", "socio_economic", "poverty", "new_rural", "digital", "health", "education", "environment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    `aliases` are its names in lower case; a text is taken for it by words when every group of `must` has a phrase in
    the text and `negative` has none. `units` are those it is measured in; `scheme` is set for social insurance, where
    the text must name that scheme and no other. `least` and `most` bound what is plausible.
    """

    id: str
    domain: str
    name_vi: str
    name_en: str
    aliases: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]
    negative: tuple[str, ...]
    units: tuple[str, ...]
    kind: str
    direction: str
    least: Decimal | None = None
    most: Decimal | None = None
    scheme: str | None = None


class Scheme(TypedDict):
    """A scheme of social insurance with its names."""

    id: str
    names: list[str]
    name_en: str


class _Entry(TypedDict):
    """An entry of a file; `min` and `max` may be missing."""

    id: str
    name_vi: str
    name_en: str
    aliases: list[str]
    must: list[list[str]]
    negative: list[str]
    units: list[str]
    kind: str
    direction: str
    min: NotRequired[float]
    max: NotRequired[float]


class _Domain(TypedDict):
    """A file of the catalogue."""

    domain: str
    indicator: list[_Entry]
    scheme: list[Scheme]
    measure: list[_Entry]


@cache
def _domain(name: str) -> _Domain:
    text = files("extract").joinpath("data", "indicators", f"{name}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return _Domain(
        domain=table["domain"],
        indicator=table.get("indicator", []),
        scheme=table.get("scheme", []),
        measure=table.get("measure", []),
    )


def _bound(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _indicator(entry: _Entry, domain: str) -> Indicator:
    return Indicator(
        id=entry["id"],
        domain=domain,
        name_vi=entry["name_vi"],
        name_en=entry["name_en"],
        aliases=tuple(entry["aliases"]),
        must=tuple(tuple(group) for group in entry["must"]),
        negative=tuple(entry["negative"]),
        units=tuple(entry["units"]),
        kind=entry["kind"],
        direction=entry["direction"],
        least=_bound(entry.get("min")),
        most=_bound(entry.get("max")),
    )


def _measured(entry: _Entry, scheme: Scheme, domain: str) -> Indicator:
    """Make the indicator of one measure for one scheme."""
    plain = _indicator(entry, domain)
    first = scheme["names"][0]
    return Indicator(
        id=f"{scheme['id']}.{plain.id}",
        domain=domain,
        name_vi=plain.name_vi.replace("{scheme}", first),
        name_en=plain.name_en.replace("{scheme}", scheme["name_en"]),
        aliases=tuple(alias.replace("{scheme}", name) for alias in plain.aliases for name in scheme["names"]),
        must=plain.must,
        negative=plain.negative,
        units=plain.units,
        kind=plain.kind,
        direction=plain.direction,
        least=plain.least,
        most=plain.most,
        scheme=scheme["id"],
    )


@cache
def indicators() -> tuple[Indicator, ...]:
    """List every indicator of the catalogue."""
    found: list[Indicator] = []
    for name in DOMAINS:
        domain = _domain(name)
        found += [_indicator(entry, name) for entry in domain["indicator"]]
        found += [_measured(entry, scheme, name) for scheme in domain["scheme"] for entry in domain["measure"]]
    return tuple(found)


@cache
def schemes() -> tuple[Scheme, ...]:
    """List the schemes of social insurance."""
    return tuple(scheme for name in DOMAINS for scheme in _domain(name)["scheme"])


@cache
def by_id() -> dict[str, Indicator]:
    """Map ids to indicators."""
    return {indicator.id: indicator for indicator in indicators()}
