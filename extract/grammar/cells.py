"""Cells of tables: what is empty, repeated, or holds a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from extract.grammar.fold import lower, squeeze

CellState = Literal["empty_cell", "ditto", "value"]
_EMPTY: Final = re.compile(r"[\s\-–—_.…/]*")
_DITTO: Final = re.compile(r"\W*(?:nt|như\s+trên|//|\")\W*")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: nothing ("-"), the cell above again ("nt"), or text."""

    text: str
    state: CellState


def parse_cell(text: str) -> Cell:
    """Tell an empty cell and a repeated one from one that holds a value."""
    low = lower(text)
    state: CellState = "empty_cell" if _EMPTY.fullmatch(low) else "ditto" if _DITTO.fullmatch(low) else "value"
    return Cell(squeeze(text), state)
