"""Lists of words of the outline and the readers, read from data files when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """Return one list of words of `data/readers/<name>.toml`, in the file's order."""
    table = _table(name)
    return tuple(str(word) for word in table[key])


@cache
def _table(name: str) -> dict[str, list[str]]:
    text = files("extract").joinpath("data", "readers", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
