"""Figures that a narrow cell broke over its lines ("16.80" over "0") are one figure again, in doubt."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.page import Line, Word, union

if TYPE_CHECKING:
    from extract.page import Cell, Table

_PIECES: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*\.?(?:[0-9]{1,2})?")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_DOUBTED: Final = 0.85


def with_figures_joined(table: Table) -> Table:
    """Return the table with the figures joined that stand over two lines or more of their cells."""
    rows = tuple(tuple(_joined(cell) for cell in row) for row in table.rows)
    return replace(table, rows=rows) if rows != table.rows else table


def _joined(cell: Cell) -> Cell:
    """Join the lines of a cell that holds nothing but one grouped figure whose last group is broken."""
    words = [word for line in cell.lines for word in line.words]
    if cell.filled or len(cell.lines) < 2 or len(words) != len(cell.lines):
        return cell
    figure = "".join(word.text for word in words)
    broken = _GROUPED.fullmatch(words[0].text) is None and _PIECES.fullmatch(words[0].text) is not None
    if "." not in words[0].text or not broken or not _GROUPED.fullmatch(figure):
        return cell
    raw = " ".join(word.raw for word in words)
    sure = min(_DOUBTED, *(word.confidence for word in words))
    box = union(word.box for word in words)
    one = Word(raw, figure, box, sure, words[0].bold, f"a figure over two lines of its cell: {raw}")
    return replace(cell, lines=(Line(cell.lines[0].page, (one,)),))
