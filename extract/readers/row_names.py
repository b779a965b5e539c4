"""Names of rows in tables of figures: without the unit in brackets behind them, the dash before them and specks."""

from __future__ import annotations

import re
from typing import Final

from extract.grammar.fold import lower, squeeze
from extract.grammar.units import read_unit

_BRACKET: Final = re.compile(r"\s*\((?P<unit>[^()]{1,20})\)\s*$|,\s*(?P<percent>%)\s*$")
_COUNTED: Final = re.compile(r"[^\W\d_A-ZĐ][^\W\d_]*(?:\s[^\W\d_]+)?")
"""What a bracket may count by that is no known unit: a small word or two."""

_LEAD: Final = re.compile(r"^(?:[-+*•]\s*|trong đó\s*:\s*)+", re.IGNORECASE)
SPECKS: Final = " .:;,`'^~ˆ|"


def bare_name(words: str) -> str:
    """Return a row's name without the unit in brackets and the dash before it."""
    bare = squeeze(words)
    bracket = unit_bracket(bare)
    return _LEAD.sub("", bare[: bracket[0]] if bracket else bare).strip(SPECKS)


def unit_bracket(words: str) -> tuple[int, str] | None:
    """Return where the unit behind a row's name begins, and the unit ("Diện tích (ha)", "Tỷ lệ hộ nghèo, %")."""
    found = _BRACKET.search(words)
    if found is None:
        return None
    unit = found["percent"] or found["unit"].strip()
    read = read_unit(lower(unit), 0)
    known = read is not None and read[0] == len(unit)
    return (found.start(), unit) if known or _COUNTED.fullmatch(unit) else None
