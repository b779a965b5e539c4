"""The vocabulary of bodies: heads, closed names, generic nouns and qualifiers, ready for look-up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.grammar.fold import fold_tone_place


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Phrases by kind, in lower case with one placement of tones; the longest phrase has `longest` words."""

    names: frozenset[str]
    heads: frozenset[str]
    weak: frozenset[str]
    committees: frozenset[str]
    offices: frozenset[str]
    determiners: frozenset[str]
    nouns: frozenset[str]
    verbs_too: frozenset[str]
    qualifiers: frozenset[str]
    belonging: frozenset[str]
    asides: frozenset[str]
    territories: frozenset[str]
    longest: int


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
def full_names() -> tuple[str, ...]:
    """List the closed names as they are spelled."""
    table = body_table()
    departments = [f"{head} {name}" for head, names in table["names"].items() for name in names]
    return (*departments, *table["whole"]["names"])


@cache
def body_words() -> BodyWords:
    """Read the vocabulary of bodies."""
    table = body_table()
    names = _keys(list(full_names()))
    qualifiers = _keys(table["qualifiers"]["words"])
    return BodyWords(
        names=names,
        heads=_keys([*table["names"], *table["heads"]["words"]]),
        weak=_keys(table["whole"]["weak"]),
        committees=_keys(table["committee"]["heads"]),
        offices=_keys(table["office"]["heads"]),
        determiners=_keys(table["generic"]["determiners"]),
        nouns=_keys(table["generic"]["nouns"]),
        verbs_too=_keys(table["generic"]["verbs_too"]),
        qualifiers=qualifiers,
        belonging=_keys(table["qualifiers"]["belonging"]),
        asides=_keys(table["qualifiers"]["asides"]),
        territories=_keys(table["qualifiers"]["territories"]),
        longest=max(len(name.split()) for name in names | qualifiers),
    )


@cache
def abbreviations() -> dict[str, str]:
    """Map abbreviations, in lower case, to what they stand for."""
    text = files("extract").joinpath("data", "grammar", "bodies.toml").read_text(encoding="utf-8")
    return {short: str(full) for short, full in tomllib.loads(text)["abbreviations"].items()}
