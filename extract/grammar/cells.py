"""Cells of tables and levels that hold no number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from extract.grammar.fold import lower, squeeze
from extract.grammar.operators import Op, op_of, read_lead

CellState = Literal["empty_cell", "ditto", "value"]
_EMPTY: Final = re.compile(r"[\s\-–—_.…/]*")
_DITTO: Final = re.compile(r"\W*(?:nt|như\s+trên|//|\")\W*")
_RELATIVE: Final = re.compile(
    r"""
    (?<!\w) (?: mức | bình\s+quân | mức\s+bình\s+quân | trung\s+bình ) (?:\s+chung)? \s+ của \s+ (?P<whom> [^\W\d_]+ )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: nothing ("-"), the cell above again ("nt"), or text."""

    text: str
    state: CellState


@dataclass(frozen=True, slots=True)
class RelativeLevel:
    """A level given by another body's ("không thấp hơn mức của tỉnh"), which is no number."""

    start: int
    end: int
    op: Op
    relative_to: str


def parse_cell(text: str) -> Cell:
    """Tell an empty cell and a repeated one from one that holds a value."""
    low = lower(text)
    state: CellState = "empty_cell" if _EMPTY.fullmatch(low) else "ditto" if _DITTO.fullmatch(low) else "value"
    return Cell(squeeze(text), state)


def relative_level(text: str) -> RelativeLevel | None:
    """Read the first level that is bound to another body's."""
    low = lower(text)
    match = _RELATIVE.search(low)
    if match is None:
        return None
    lead = read_lead(low, match.start())
    op = op_of(lead)
    return RelativeLevel(lead.start, match.end(), op, match["whom"]) if op != "eq" else None
