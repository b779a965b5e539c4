"""Text in the fonts and encodings of before Unicode (TCVN3, VNI): which table applies, and the conversion."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal

Family = Literal["tcvn3", "vni"]

_SUBSET_PREFIX: Final = re.compile(r"^[A-Z]{6}\+")


@lru_cache(maxsize=256)
def family_of_font(name: str) -> Family | None:
    """Return the legacy table that a font's name calls for (`.VnTime`, `VNI-Times`), None for any other font."""
    bare = _SUBSET_PREFIX.sub("", name).lstrip(".").lower()
    if bare.startswith(("vni-", "vni ")):
        return "vni"
    return "tcvn3" if bare.startswith("vn") and not bare.startswith("vnu") else None


@lru_cache(maxsize=256)
def is_capitals_font(name: str) -> bool:
    """Tell whether a TCVN3 font shows small letters as capitals; such fonts' names end in H (`.VnTimeH`)."""
    bare = _SUBSET_PREFIX.sub("", name).split(",")[0].split("-")[0]
    return family_of_font(name) == "tcvn3" and bare.endswith("H")


def convert(text: str, family: Family) -> str:
    """Return the text in Unicode (NFC); characters that the table does not know stay."""
    table = _table(family)
    if family == "tcvn3":
        return "".join(table.get(char, char) for char in text)
    return _vni_pattern().sub(lambda match: table[match.group()], text)


@lru_cache(maxsize=2)
def _table(family: Family) -> dict[str, str]:
    text = (files("extract") / "data" / "legacy_fonts" / f"{family}.tsv").read_text(encoding="utf-8")
    pairs = (line.partition("\t") for line in text.split("\n") if line)
    return {old: new for old, _, new in pairs}


@lru_cache(maxsize=1)
def _vni_pattern() -> re.Pattern[str]:
    keys = sorted(_table("vni"), key=lambda key: (-len(key), key))
    return re.compile("|".join(map(re.escape, keys)))
