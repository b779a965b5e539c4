"""The catalogue of phrases: every line must be read as it wants."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.grammar.binding import bind_years
from extract.grammar.cells import parse_cell
from extract.grammar.dateline import parse_dateline
from extract.grammar.dates import DateMention, find_dates
from extract.grammar.fold import lower
from extract.grammar.numbers import format_number
from extract.grammar.periods import Period, find_periods
from extract.grammar.quantities import Quantity, find_quantities
from extract.grammar.schedules import find_schedules
from extract.grammar.stops import find_stops

CATALOGUE = Path(__file__).with_name("phrases.txt")
LINES = [line for line in CATALOGUE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
Parse = dict[str, str]
SCALES = {1000: "1e3", 10_000: "1e4", 1_000_000: "1e6", 1_000_000_000: "1e9"}
UNITLESS = ("pp", "multiple")


def joined(words: str) -> str:
    """Write words as the catalogue does."""
    return words.replace(" ", "_")


def of_quantity(quantity: Quantity) -> Parse:
    """Write a quantity as the catalogue does; what has its usual value is left out."""
    unit = joined(quantity.measure) if quantity.measure and quantity.kind not in UNITLESS else ""
    fields = {
        "v": format_number(quantity.value),
        "v2": format_number(quantity.value_to) if quantity.value_to is not None else "",
        "unit": unit,
        "x": SCALES.get(quantity.scale, ""),
        "op": "" if quantity.op == "eq" else quantity.op,
        "k": "" if quantity.kind == "level" else quantity.kind,
        "s": quantity.sign or "",
        "per": ",".join(quantity.per),
        "base": joined(quantity.base or str(quantity.base_year or "")),
        "h": joined(quantity.hedge or ""),
        "f": ",".join(quantity.flags),
    }
    return {key: value for key, value in fields.items() if value}


def of_period(period: Period) -> Parse:
    """Write a period as the catalogue does."""
    if period.kind == "school_year":
        return {"y": f"{period.first}/{period.last}", "f": "school_year"}
    if period.kind == "half":
        return {"y": f"{period.last}-H1"}
    if period.months:
        return {"y": f"{period.last}-{period.months[0]:02d}..{period.last}-{period.months[1]:02d}"}
    if period.bound == "by":
        due = f"by:{period.last}-12-31" if "hết" in period.text else "by_end"
        return {"y": str(period.last), "t": due}
    if period.first != period.last:
        extra = {"f": "term"} if period.kind == "term" else {}
        return {"y": f"{period.first}..{period.last}", **extra}
    return {"y": str(period.last), "f": "năm_is_year"}


def of_date(mention: DateMention) -> Parse:
    """Write a date as the catalogue does."""
    if mention.iso is None:
        return {"t": "null", "f": "invalid_date"}
    if mention.quarter:
        return {"y": mention.iso}
    flags = [*mention.flags]
    if mention.yearly:
        flags += ["yearly", "exclusive"] if mention.relation == "before" else ["yearly"]
    elif mention.year is None:
        flags.append("year_from_context")
    if re.fullmatch(r"[0-9/]+", mention.text) and mention.relation is None:
        flags.append("dmy")
    head = f"{mention.relation}:" if mention.relation else ""
    return {"t": head + mention.iso} | ({"f": ",".join(flags)} if flags else {})


def of_schedules(text: str) -> list[Parse]:
    """Write the schedules of a phrase as the catalogue does."""
    found = find_schedules(lower(text))
    if not found:
        return []
    codes = [code for schedule in found for code in schedule.codes]
    flags = [flag for schedule in found for flag in schedule.flags]
    if found[0].bound == "chậm nhất":
        return [{"t": f"by:{codes[0]}", "f": ",".join([*flags, "inclusive"])}]
    if codes[0].startswith("R/") and len(codes) > 1:
        return [{"t": f"[{','.join(codes)}]"}]
    return [{"t": "+".join(codes)} | ({"f": ",".join(flags)} if flags else {})]


def of_stops(text: str) -> list[Parse]:
    """Write what is no quantity as the catalogue does."""
    names = {"year_word": "năm_is_word"}
    found = [stop.reason for stop in find_stops(text)]
    return [{"k": "none", "f": names.get(found[0], found[0])}] if found else []


def of_series(text: str) -> list[Parse]:
    """Write several values, each with its year or its label."""
    parses = []
    reached = 0
    for bound in bind_years(text):
        quantity = bound.quantity
        label = re.fullmatch(r"[\s,]*([A-ZĐ]{2,})\s*", text[reached : quantity.phrase_start])
        head = {"y": str(bound.period.last)} if bound.period else {}
        named = {"label": label.group(1)} if label else {}
        parses.append(named | head | of_quantity(quantity))
        reached = quantity.phrase_end
    return parses


def parse_phrase(text: str) -> list[Parse]:
    """Read one phrase with the grammar that it calls for."""
    cell = re.fullmatch(r'"(.+)" trong ô bảng', text)
    if cell:
        return [{"k": "none", "f": parse_cell(cell.group(1)).state}]
    if [quantity for quantity in find_quantities(text) if "past" not in quantity.flags]:
        return [parse for parse in of_series(text) if "past" not in parse.get("f", "").split(",")]
    dates = find_dates(text)
    if dates and not find_schedules(lower(text))[1:]:
        return [of_date(date) for date in dates]
    line = parse_dateline(text)
    if line:
        return [{"t": line.issued or "null", "f": "day_month_blank"}]
    stops = [stop.reason for stop in find_stops(text)]
    if "legal_ref" in stops or "citation" in stops:
        return of_stops(text)
    periods = find_periods(text)
    if periods:
        return [of_period(period) for period in periods]
    return of_schedules(text) or of_stops(text)


def wanted(notation: str) -> list[Parse]:
    """Read the right side of a line of the catalogue."""
    parts = re.findall(r"\[([^\[\]=]*=[^\[\]]*)\]", notation) if notation.startswith("[") else [notation]
    shared = notation.rsplit("]", 1)[1] if notation.startswith("[") else ""
    parses = []
    for part in parts:
        fields: Parse = {}
        for item in (part + shared).split():
            key, sep, value = item.partition("=")
            fields[key if sep else "label"] = value if sep else key
        parses.append(fields)
    return parses


def comparable(parses: list[Parse]) -> list[dict[str, frozenset[str] | str]]:
    """Make flags a set; a level that is said is the same as one that is not."""
    return [
        {
            key: frozenset(value.split(",")) if key == "f" else value
            for key, value in parse.items()
            if (key, value) != ("k", "level")
        }
        for parse in parses
    ]


@pytest.mark.parametrize("line", LINES)
def test_every_phrase_of_the_catalogue_is_read_as_wanted(line: str) -> None:
    """The parse of a phrase equals its notation, field for field, flags as a set."""
    phrase, notation = line.split(" => ")
    assert comparable(parse_phrase(phrase)) == comparable(wanted(notation))


def test_the_catalogue_is_whole() -> None:
    """The table holds all eight parts and its full number of phrases."""
    heads = [line for line in CATALOGUE.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    assert len(heads) == 8
    assert len(LINES) == 151
