"""Figures whose form says that recognition tore, misplaced or misread them are doubted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.page import Table
from extract.reading.weighing import SEEN_TOO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Block, Cell, Line, Word

_LONE: Final = re.compile(r"\(?\d")
_GROUPED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+[.,;:)]*")
_HANGING: Final = re.compile(r"\d+[,']")
_DASHED: Final = re.compile(r"[-–—] \d+(?:[.,]\d+)*")
_STROKES: Final = frozenset({"I", "l", "|"})
_NUMERAL: Final = re.compile(r"(?=[IVX]{2}|[VX])[IVX]+\.?")
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WHOLE: Final = re.compile(r"\d{3,}")
_FEWEST: Final = 4
_MOST: Final = 0.7
_DOUBTED: Final = 0.85


def with_doubts(block: Block) -> Block:
    """Return the block with its torn figures doubted; one of a sound text layer is left as it is."""
    if block.trusted:
        return block
    if not isinstance(block, Table):
        lines = _parted(block.lines)
        return block if lines is block.lines else replace(block, lines=lines)
    rows = [[replace(cell, lines=_in_cell(cell.lines)) if cell.lines else cell for cell in row] for row in block.rows]
    for column in range(len(rows[0]) if rows else 0):
        _doubt_odd_ones(rows, column)
        _strokes_to_ones(rows, column)
    return replace(block, rows=tuple(map(tuple, rows)))


def _doubt_odd_ones(rows: list[list[Cell]], column: int) -> None:
    """Doubt whole numbers of three digits and more in a column of decimals, unless seen too: their comma was lost."""
    figures = [at for at, row in enumerate(rows) if not row[column].filled and _FIGURE.fullmatch(row[column].text)]
    decimals = sum("," in rows[at][column].text for at in figures)
    if len(figures) < _FEWEST or decimals < _MOST * len(figures):
        return
    for at in figures:
        cell = rows[at][column]
        if _WHOLE.fullmatch(cell.text) and cell.lines[0].words[0].confidence < SEEN_TOO:
            said = f"a whole number among decimals: {cell.text}"
            rows[at][column] = replace(cell, lines=(_doubted(cell.lines[0], 0, said), *cell.lines[1:]))


def _strokes_to_ones(rows: list[list[Cell]], column: int) -> None:
    """Read a lone stroke as 1, in doubt, at the end of a cell whose neighbours above and below end with figures.

    Where groups of rows are numbered II, III and so on, the stroke numbers the first of them.
    """
    ends = [(at, row[column].lines[-1].words[-1]) for at, row in enumerate(rows) if _has_words(row[column])]
    figures = sum(bool(_FIGURE.fullmatch(word.text)) for _, word in ends)
    numerals = any(_NUMERAL.fullmatch(word.text) for _, word in ends)
    if numerals or figures < max(_FEWEST, _MOST * (len(ends) - 1)):
        return
    for at, word in ends:
        if word.text not in _STROKES or word.confidence == 1:
            continue
        cell = rows[at][column]
        line = cell.lines[-1]
        one = word.repaired("1", min(word.confidence, _DOUBTED), f"a stroke among figures: {word.raw}")
        rows[at][column] = replace(cell, lines=(*cell.lines[:-1], replace(line, words=(*line.words[:-1], one))))


def _has_words(cell: Cell) -> bool:
    return not cell.filled and bool(cell.lines) and bool(cell.lines[-1].words)


def _in_cell(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Doubt a figure alone in its cell with a comma behind it, which belongs inside, or a dash before it."""
    if len(lines) == 1 and _DASHED.fullmatch(lines[0].text):
        return (_doubted(lines[0], 1, f"a dash or dirt before the figure: {lines[0].text}"),)
    if len(lines) == 1 and len(lines[0].words) == 1 and _HANGING.fullmatch(lines[0].text):
        return (_doubted(lines[0], 0, f"a mark hangs behind the figure: {lines[0].text}"),)
    return _parted(lines)


def _parted(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Doubt a lone digit and a figure with groups of three behind it ("1 11.000"), which may be one figure.

    Series of figures, as rows of a flattened table hold, are none.
    """
    places = [(row, at) for row, line in enumerate(lines) for at in range(len(line.words))]
    words = [lines[row].words[at] for row, at in places]
    made = list(lines)
    for index in range(len(words) - 1):
        if not _may_be_one(words, index):
            continue
        said = f"may be one figure: {words[index].text} {words[index + 1].text}"
        for row, at in places[index : index + 2]:
            made[row] = _doubted(made[row], at, said)
    return tuple(made) if made != list(lines) else lines


def _may_be_one(words: Sequence[Word], at: int) -> bool:
    if not _LONE.fullmatch(words[at].text) or not _GROUPED.fullmatch(words[at + 1].text):
        return False
    around = [*words[max(0, at - 1) : at], *words[at + 2 : at + 3]]
    return not any(word.text[:1].isdigit() for word in around)


def _doubted(line: Line, at: int, said: str) -> Line:
    word = line.words[at]
    doubted = replace(word, confidence=min(word.confidence, _DOUBTED), doubt=word.doubt or said)
    return replace(line, words=(*line.words[:at], doubted, *line.words[at + 1 :]))
