"""The vocabulary of bodies: closed names, kinds of territory and abbreviations, ready for look-up."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from extract.grammar.fold import fold_tone_place


def key(phrase: str) -> str:
    """Give the look-up form of a phrase: lower case, one placement of tones, blanks round dashes and commas."""
    spaced = fold_tone_place(phrase).replace("–", "-").replace("—", "-")
    for mark in ("-", ",", "/"):
        spaced = spaced.replace(mark, f" {mark} ")
    return " ".join(spaced.split())


def _keys(phrases: list[str]) -> frozenset[str]:
    return frozenset(key(phrase) for phrase in phrases)


@cache
def body_table() -> dict[str, dict[str, list[str]]]:
    """Read the tables of phrases, by part and list."""
    text = files("extract").joinpath("data", "grammar", "bodies.toml").read_text(encoding="utf-8")
    return {part: dict(values) for part, values in tomllib.loads(text).items() if part != "abbreviations"}


@cache
def territory_kinds() -> tuple[str, ...]:
    """List the kinds of territory, the longest first."""
    return tuple(sorted(_keys(body_table()["qualifiers"]["territories"]), key=len, reverse=True))


@cache
def abbreviations() -> dict[str, str]:
    """Map abbreviations, in lower case, to what they stand for."""
    text = files("extract").joinpath("data", "grammar", "bodies.toml").read_text(encoding="utf-8")
    return {short: str(full) for short, full in tomllib.loads(text)["abbreviations"].items()}
