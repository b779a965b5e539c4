"""Ruled tables of born-digital pages: the grid from the page's ruling lines, the cells' words from its own words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.engines.text_layer import lines_of, one_word
from extract.page import Box, Cell, Line, Page, Rule, Table, Word, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_SNAP: Final = 3.0
_Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """Column and row edges in points, and for each slot the index of the cell that covers it (None: a hole)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[tuple[int | None, ...], ...]
    cells: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """The table's bounds."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def with_tables(page: Page) -> Page:
    """Return the page with its ruled tables lifted out of its lines; each word stands in a table or in a line."""
    grids = grids_of(page.rules) if may_hold_grid(page.rules) else ()
    tables: list[Table] = []
    for grid in grids:
        table, left = _fill(page, grid)
        if table is None:
            continue
        tables.append(table)
        page = replace(page, lines=left)
    return replace(page, tables=tuple(tables)) if tables else page


def may_hold_grid(rules: Sequence[Rule]) -> bool:
    """Tell whether there are lines enough both ways for a grid of at least two columns."""
    across = sum(rule.horizontal for rule in rules)
    return across >= 2 and len(rules) - across >= 3


def grids_of(rules: Sequence[Rule]) -> tuple[Grid, ...]:
    """Return the grids that ruling lines make, top to bottom; a frame around one column is none."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges([_edge(rule) for rule in (*rules, *_missing_ends(rules))], _SNAP, _SNAP, _SNAP, _SNAP)
    cells = intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP))
    grids = (_grid(group) for group in cells_to_tables(cells))
    return tuple(sorted((g for g in grids if len(g.xs) > 2 and len(g.ys) > 1), key=lambda grid: grid.ys[0]))


def _missing_ends(rules: Sequence[Rule]) -> list[Rule]:
    """Return the lines that a page end leaves out: where three column lines or more end with nothing across."""
    across = [rule for rule in rules if rule.horizontal]
    ends: dict[tuple[bool, int], list[tuple[float, float]]] = {}
    for rule in rules:
        if not rule.horizontal:
            for below, y in ((False, min(rule.y0, rule.y1)), (True, max(rule.y0, rule.y1))):
                ends.setdefault((below, round(y / _SNAP)), []).append((rule.x0, y))
    made: list[Rule] = []
    for points in ends.values():
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        y = points[0][1]
        closed = any(abs(rule.y0 - y) < 2 * _SNAP and rule.x0 < right and rule.x1 > left for rule in across)
        if len({round(x) for x, _ in points}) >= 3 and not closed:
            made.append(Rule(left, y, right, y))
    return made


def _edge(rule: Rule) -> dict[str, float | str]:
    x0, x1 = sorted((rule.x0, rule.x1))
    y0, y1 = sorted((rule.y0, rule.y1))
    orientation = "h" if rule.horizontal else "v"
    return {
        "x0": x0, "x1": x1, "top": y0, "bottom": y1, "width": x1 - x0, "height": y1 - y0,
        "orientation": orientation, "object_type": "line",
    }  # fmt: skip


def _grid(cells: Sequence[_Bounds]) -> Grid:
    xs = _clustered(value for cell in cells for value in (cell[0], cell[2]))
    ys = _clustered(value for cell in cells for value in (cell[1], cell[3]))
    slots: list[list[int | None]] = [[None] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    boxes: list[Box] = []
    for x0, y0, x1, y1 in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        columns, rows = range(_at(xs, x0), _at(xs, x1)), range(_at(ys, y0), _at(ys, y1))
        if any(slots[row][column] is not None for row in rows for column in columns):
            continue
        for row in rows:
            for column in columns:
                slots[row][column] = len(boxes)
        boxes.append(Box(x0, y0, x1, y1))
    return Grid(xs, ys, tuple(tuple(row) for row in slots), tuple(boxes))


def _clustered(values: Iterable[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return tuple(kept)


def _at(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _fill(page: Page, grid: Grid) -> tuple[Table | None, tuple[Line, ...]]:
    """Return the table with its words, and the lines without them; no table where hardly a cell holds a word."""
    taken: dict[int, list[Word]] = {}
    left: list[Line] = []
    for line in page.lines:
        outside: list[Word] = []
        for word in line.words:
            index = _cell_of(word, grid)
            if index is None:
                outside.append(word)
            else:
                taken.setdefault(index, []).append(word)
        if outside:
            left.append(line if len(outside) == len(line.words) else Line(page.number, tuple(outside)))
    if len(taken) < 2:
        return None, page.lines
    made = [Cell(_unbroken(lines_of(taken.get(i, ()), page.number), box), box) for i, box in enumerate(grid.cells)]
    columns = range(len(grid.xs) - 1)
    rows = tuple(tuple(_slot(grid, made, row, column) for column in columns) for row in _rows(grid, taken))
    return Table(page.number, rows, grid.box, grid.xs, page.trusted), tuple(left)


def _unbroken(lines: tuple[Line, ...], cell: Box) -> tuple[Line, ...]:
    """Join words and figures that a narrow cell has broken over its line end without a hyphen."""
    made: list[Line] = []
    for line in lines:
        last = made[-1].words[-1] if made else None
        first = line.words[0]
        figure = last is not None and _broken_figure(made[-1], line, cell)
        if last is None or not (figure or one_word(last.text, first.text)):
            made.append(line)
            continue
        whole = Word(last.raw + first.raw, last.text + first.text, union((last.box, first.box)), bold=last.bold)
        whole = replace(whole, doubt="joined over a line end of its cell") if figure else whole
        made[-1] = replace(made[-1], words=(*made[-1].words[:-1], whole))
        if len(line.words) > 1:
            made.append(replace(line, words=line.words[1:]))
    return tuple(made)


def _broken_figure(above: Line, below: Line, cell: Box) -> bool:
    """Tell whether a figure fills its cell and goes on, digits alone, on the next line."""
    if len(above.words) > 1 or len(below.words) > 1 or not below.text.isdigit() or above.box is None:
        return False
    return above.text[-1:].isdigit() and above.text[:1].isdigit() and above.box.width > 0.75 * cell.width


def _cell_of(word: Word, grid: Grid) -> int | None:
    assert word.box is not None  # every word of a text layer has one
    x, y = word.box.middle
    if not grid.box.holds(x, y):
        return None
    row = max((i for i, top in enumerate(grid.ys[:-1]) if top <= y), default=0)
    column = max((i for i, edge in enumerate(grid.xs[:-1]) if edge <= x), default=0)
    return grid.slots[row][column]


def _rows(grid: Grid, taken: dict[int, list[Word]]) -> list[int]:
    """Leave out rows that double rules make: thinner than print and without words of their own."""
    return [
        row
        for row in range(len(grid.ys) - 1)
        if grid.ys[row + 1] - grid.ys[row] > 5 or any(index in taken for index in grid.slots[row] if index is not None)
    ]


def _slot(grid: Grid, made: Sequence[Cell], row: int, column: int) -> Cell:
    """Return a slot's cell: the first slot of a merged cell tells its span, the others repeat it, marked as filled."""
    index = grid.slots[row][column]
    if index is None:
        return Cell()
    cell = made[index]
    rows = sum(index in slots for slots in grid.slots)
    columns = grid.slots[row].count(index)
    first_row = next(i for i, slots in enumerate(grid.slots) if index in slots)
    if (first_row, grid.slots[first_row].index(index)) == (row, column):
        return replace(cell, rows=rows, columns=columns)
    return replace(cell, filled=True, rows=rows, columns=columns)
