"""The page's words in Vietnamese and English, from locale/*.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("vi", "en")


@lru_cache(maxsize=len(LANGUAGES))
def wording(language: str) -> dict[str, dict[str, str]]:
    """Return the words of a language: `page`, `parts`, `fields`, `issues`, `values`, `keys`."""
    content = files("extract.review").joinpath("locale", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)
