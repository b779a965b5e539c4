"""Ruled tables of scanned pages: the grid from the ruling lines, and each cell recognised on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.engines.ruled import Grid, grids_of, may_hold_grid
from extract.page import Box, Cell, Line, Table, Word
from extract.prepare.cutting import blurred, cut, cut_word, has_ink, lone_ink
from extract.prepare.grid import mended
from extract.reading.glance import glances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.engines.base import Engine
    from extract.prepare.prepared import Prepared

_INSET: Final = 1.2
_LEAST_FILLED: Final = 2
_SEEN: Final = 0.6
"""Least probability of a number that only the reader of figures sees."""
_NUMBER: Final = re.compile(r"[\d.,%/()-]*\d[\d.,%/()-]*|[IVX]+\.?")


@dataclass(frozen=True, slots=True)
class ReadGrid:
    """A grid and the lines of each of its cells, in points of the prepared image."""

    grid: Grid
    cells: tuple[tuple[Line, ...], ...]

    def table(self, page: int) -> Table:
        """Return the table, a merged cell repeated, and marked as filled, wherever its span reaches."""
        made = [Cell(lines, box) for lines, box in zip(self.cells, self.grid.cells, strict=True)]
        rows = tuple(
            tuple(_slot(self.grid, made, row, column) for column in range(len(slots)))
            for row, slots in enumerate(self.grid.slots)
        )
        return Table(page, rows, self.grid.box, self.grid.xs)


def read_grids(prepared: Prepared, engine: Engine) -> tuple[ReadGrid, ...]:
    """Return the page's ruled tables with their cells read; a frame in which hardly anything stands is none."""
    rules = mended(prepared.rules)
    if not may_hold_grid(rules):
        return ()
    grids = (_without_holes(grid) for grid in grids_of(rules))
    read = (ReadGrid(grid, _read_cells(prepared, grid.cells, engine)) for grid in grids)
    return tuple(table for table in read if sum(map(bool, table.cells)) >= _LEAST_FILLED)


def _without_holes(grid: Grid) -> Grid:
    """Return the grid with a cell of its own in each slot whose lines are too broken to close one.

    The table's place is left out when the page is read, so what stands in a hole would be lost.
    """
    cells = list(grid.cells)
    slots = [list(row) for row in grid.slots]
    for row, found in enumerate(slots):
        for column, index in enumerate(found):
            if index is None:
                found[column] = len(cells)
                cells.append(Box(grid.xs[column], grid.ys[row], grid.xs[column + 1], grid.ys[row + 1]))
    return replace(grid, slots=tuple(tuple(row) for row in slots), cells=tuple(cells))


def _read_cells(prepared: Prepared, cells: Sequence[Box], engine: Engine) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of each cell, read on its own; an empty one is looked at again for a lone number."""
    cuttings = [cut(prepared, _inside(cell)) for cell in cells]
    inked = [index for index, cutting in enumerate(cuttings) if has_ink(cutting.image)]
    read = engine.recognise([cuttings[index].image for index in inked], prepared.dpi, "block")
    lines: list[tuple[Line, ...]] = [()] * len(cells)
    for index, found in zip(inked, read, strict=True):
        lines[index] = tuple(map(cuttings[index].placed_line, found))
    for index in inked:
        if not any(map(str.isalnum, "".join(line.raw for line in lines[index]))):
            lines[index] = _lone_figure(prepared, _inside(cells[index])) or lines[index]
    silent = [index for index in inked if not lines[index]]
    again = engine.recognise([blurred(cuttings[index].image) for index in silent], prepared.dpi, "figures")
    for index, found in zip(silent, again, strict=True):
        lines[index] = tuple(cuttings[index].placed_line(line) for line in found if _NUMBER.fullmatch(line.raw))
    return tuple(lines)


def _lone_figure(prepared: Prepared, cell: Box) -> tuple[Line, ...]:
    """Return the number that stands alone in a cell which the engine passed over, where it is seen surely."""
    box = lone_ink(prepared, cell)
    if box is None:
        return ()
    (seen,) = glances([cut_word(prepared, box).image])
    if seen is None or not _NUMBER.fullmatch(seen.text):
        return ()
    sure = seen.probability(seen.text)
    return (Line(0, (Word(seen.text, seen.text, box, sure),)),) if sure >= _SEEN else ()


def _inside(cell: Box) -> Box:
    across, down = min(_INSET, cell.width / 3), min(_INSET, cell.height / 3)
    return Box(cell.x0 + across, cell.y0 + down, cell.x1 - across, cell.y1 - down)


def _slot(grid: Grid, made: Sequence[Cell], row: int, column: int) -> Cell:
    index = grid.slots[row][column]
    if index is None:
        return Cell()
    rows = [number for number, slots in enumerate(grid.slots) if index in slots]
    first = (rows[0], grid.slots[rows[0]].index(index))
    spanning = replace(made[index], rows=len(rows), columns=grid.slots[row].count(index))
    return spanning if first == (row, column) else replace(spanning, filled=True)
