"""Vocabulary files of the grammars, read once when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def _read(folder: str, name: str) -> str:
    return files("extract").joinpath("data", folder, name).read_text(encoding="utf-8")


@cache
def rows(name: str, folder: str = "grammar") -> tuple[tuple[str, ...], ...]:
    """Read the rows of a TSV file without comments, blank lines and head row."""
    lines = (line for line in _read(folder, name).splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(line.split("\t")) for line in lines)[1:]


@cache
def word_lists(name: str) -> dict[str, tuple[str, ...]]:
    """Read the lists of words of a TOML file, by key."""
    table = tomllib.loads(_read("grammar", name))
    return {key: tuple(str(word) for word in words) for key, words in table.items() if isinstance(words, list)}
