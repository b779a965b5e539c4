"""Figures and days that a narrow cell broke over its lines ("16.80" over "0", "28/1" over "2/2026") are whole again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.page import Line, Word, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Cell, Table

_PIECES: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*\.?(?:[0-9]{1,2})?")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_DAY_BEGUN: Final = re.compile(r"\(?[0-3]?[0-9]/(?:[01]?)")
_DAY: Final = re.compile(r"\(?(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)[0-9]{2}(?![0-9])")
_DOUBTED: Final = 0.85


def with_figures_joined(table: Table) -> Table:
    """Return the table with the figures and days joined, in doubt, that stand over two lines or more of their cells."""
    rows = tuple(tuple(_with_days(_joined(cell)) for cell in row) for row in table.rows)
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
    return replace(cell, lines=(Line(cell.lines[0].page, (_one(words, figure),)),))


def _with_days(cell: Cell) -> Cell:
    """Join a day whose month is broken over two lines of a cell ("ngày 28/1" over "2/2026)")."""
    lines = list(cell.lines)
    for at in range(len(lines) - 1, 0, -1):
        if not lines[at - 1].words or not lines[at].words:
            continue
        before, behind = lines[at - 1].words[-1], lines[at].words[0]
        if _DAY_BEGUN.fullmatch(before.text) and _DAY.match(before.text + behind.text):
            one = _one((before, behind), before.text + behind.text)
            lines[at - 1] = replace(lines[at - 1], words=(*lines[at - 1].words[:-1], one))
            lines[at] = replace(lines[at], words=lines[at].words[1:])
    kept = tuple(line for line in lines if line.words)
    return replace(cell, lines=kept) if kept != cell.lines else cell


def _one(words: Sequence[Word], text: str) -> Word:
    """Make one word, in doubt, of the pieces of a figure."""
    raw = " ".join(word.raw for word in words)
    sure = min(_DOUBTED, *(word.confidence for word in words))
    box = union(word.box for word in words)
    return Word(raw, text, box, sure, words[0].bold, f"a figure over two lines of its cell: {raw}")
