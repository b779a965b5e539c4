"""Tables of text files whose rows were cut anew: every line as many cells as the first row had, the next cell lost.

Some archives keep tables as one stream of cells, an empty cell between two rows, broken after as many cells as the
first row has; the cell at each break is gone. Where every row has that many cells nothing is harmed, for the break
falls on the empty cell. Where rows are wider (a head with merged cells) or narrower (a group's heading) they run over
line ends. The rows are found again as the cheapest way to cut the stream: at empty cells or breaks, into rows of one
width that begin with a running number, a blank or a name. A cell that is lost stays empty.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.arrange.recut_costs import (
    At,
    Grid,
    Row,
    Stream,
    cost_of,
    kind_of,
    kinds_in,
    mixed,
    numbers_aside,
    shares_of_figures,
    stream_of,
)
from extract.arrange.recut_head import shares
from extract.page import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.page import Table

_FEWEST: Final = 3
"""A table of fewer cells a line, or of fewer lines, is left as it is."""

_NARROWEST: Final = 2
"""A part of a table may open with a heading of two cells."""

_MOST: Final = 1000
"""So is one of more lines: cutting takes some milliseconds a line."""

_WIDEST: Final = 12
"""Rows are at most so many cells wider than the first."""

_PENDING: Final = 2
"""A dropped line of empty cells reaches at most so far into the next row."""

_SOUND: Final = 1.2
"""Lines that cost no more each are rows of a table that is whole."""

_MIXED: Final = 0.1
"""In a table whose lines broke anew at least so many cells are figures in a column of words, or the other way round."""

_SHIFTED: Final = 0.25
"""Running numbers in another column than the first tell as much as so many odd cells."""

_TIDIER: Final = 0.4
"""In the right rows no more than this share of them still are."""

_TRIED: Final = 4
"""So many widths, the cheapest at first sight, are looked at more closely."""

_GAIN: Final = 0.75
"""A new cut must cost less than the lines as they are by this factor."""


Rows = tuple[tuple[At | None, ...], ...]
"""Rows of equal width, each place holding where its cell stood; None: empty or lost."""

_Way = tuple[Row, "_Way | None"]
"""A row and the ones before it."""


def whole(table: Table) -> Table:
    """Return the table, its rows put together again where its lines broke anew; one with merged cells is as it was."""
    if any(cell.filled for row in table.rows for cell in row):
        return table
    anew = recut([[cell.text for cell in row] for row in table.rows])
    if anew is None:
        return table
    return replace(table, rows=_cells(table, anew), edges=(), recut=True)


def continued(above: Table, below: Table) -> Table | None:
    """Return both tables as one where the second is the first's rest, broken anew at the width of its own first row.

    So are parts of a long table that a heading of its own opens: they have the columns of the part before.
    """
    width, broken = len(above.rows[0]), len(below.rows[0])
    lines = [[cell.text for cell in row] for row in below.rows]
    if not _NARROWEST <= broken < width or len(lines) <= _FEWEST or any(c.filled for row in below.rows for c in row):
        return None
    torn = _torn(lines)
    if torn < _MIXED:
        return None
    stream = stream_of(lines, broken)
    cost, rows, _ = _cut(stream, _cheapest(stream, Grid(width))[1], width)
    as_is = _cost_of_lines(stream, len(lines))
    if cost >= as_is * _GAIN or mixed([kinds_in(stream, row) for row in rows]) >= torn * _TIDIER:
        return None
    first = (*below.rows[0], *(Cell(),) * (width - broken))
    rest = _cells(below, tuple(_places(stream, row, width) for row in rows))
    return replace(above, rows=(*above.rows, first, *rest), edges=(), recut=True)


def _cells(table: Table, rows: Rows) -> tuple[tuple[Cell, ...], ...]:
    """Return the table's cells in their places."""
    return tuple(tuple(table.rows[at[0]][at[1]] if at else Cell() for at in row) for row in rows)


def recut(lines: Sequence[Sequence[str]]) -> Rows | None:
    """Find the rows of a table whose lines broke anew; None where its lines are its rows, or nothing fits better."""
    broken = len(lines[0]) if lines else 0
    if broken < _FEWEST or not _FEWEST < len(lines) <= _MOST or any(len(line) != broken for line in lines[:-1]):
        return None
    torn = _torn(lines[1:])
    if torn < _MIXED:
        return None
    stream = stream_of(lines, broken)
    as_is = _cost_of_lines(stream, len(lines))
    if as_is < _SOUND * len(lines):
        return None
    for cost, rows, width in _cuts(stream):
        anew = placed(lines, stream, rows, width) if cost < as_is * _GAIN else None
        if anew is not None and mixed([kinds_in(stream, row) for row in rows if not row.head]) < torn * _TIDIER:
            return anew
    return None


def _torn(lines: Sequence[Sequence[str]]) -> float:
    """Return how torn lines look: cells in a column of another kind, running numbers in another than the first."""
    shift = _SHIFTED if numbers_aside(lines) else 0.0
    return max(shift, mixed([[kind_of(words) for words in line] for line in lines]))


def _cuts(stream: Stream) -> list[tuple[float, list[Row], int]]:
    """Return the cuts of all widths, cheapest first; one of half the width and not twice the cost goes before another.

    Two rows taken for one cost little too.
    """
    first = {width: _cheapest(stream, Grid(width)) for width in range(stream.broken, stream.broken + _WIDEST)}
    closer = sorted(first, key=lambda width: first[width][0])[:_TRIED]
    cuts = {width: _cut(stream, first[width][1], width) for width in closer}
    order = sorted(cuts.values(), key=lambda cut: cut[0])
    half = cuts.get((order[0][2] - 1) // 2) if order[0][2] % 2 else None
    return [half, *order] if half is not None and half[0] <= 2 * order[0][0] else order


def _cost_of_lines(stream: Stream, lines: int) -> float:
    """Return what the lines cost as rows of their own."""
    step = stream.broken + 1
    rows = [Row(n * step, min((n + 1) * step - 1, len(stream.cells))) for n in range(lines)]
    grid = Grid(stream.broken, shares_of_figures(stream, rows, stream.broken))
    return sum(cost_of(stream, row, grid) + _end_cost(stream, row.end) for row in rows[1:])


def _cut(stream: Stream, rows: list[Row], width: int) -> tuple[float, list[Row], int]:
    """Cut the stream again, twice, by what the columns of the cut before hold."""
    cost = 0.0
    for _ in range(2):
        cost, rows = _cheapest(stream, Grid(width, shares_of_figures(stream, rows, width)))
    return cost, rows, width


def _cheapest(stream: Stream, grid: Grid) -> tuple[float, list[Row]]:
    """Find the cheapest rows by dynamic programming; the first line is the first row.

    A state is where a row begins and how many empty cells of a dropped line stand before it.
    """
    total = len(stream.cells)
    states: dict[int, dict[int, tuple[float, _Way | None]]] = {n: {} for n in range(total + 2)}
    states[stream.broken + 1][0] = (0.0, None)
    for start in range(stream.broken + 1, total):
        for lead, (worth, way) in list(states[start].items()):
            for row, cost, after, pending in _rows_from(stream, start, lead, grid):
                known = states[after].get(pending)
                if known is None or worth + cost < known[0]:
                    states[after][pending] = (worth + cost, (row, way))
    ends = [*states[total].values(), *states[total + 1].values()]
    cost, way = min(ends, key=lambda end: end[0], default=(float("inf"), None))
    rows: list[Row] = []
    while way is not None:
        rows.append(way[0])
        way = way[1]
    return cost, rows[::-1]


def _rows_from(stream: Stream, start: int, lead: int, grid: Grid) -> Iterator[tuple[Row, float, int, int]]:
    """Yield the rows that may begin at `start`: each with its cost, where the next begins, and with what lead."""
    total = len(stream.cells)
    step = stream.broken + 1
    for end in range(start + 1, min(start + grid.width - lead, total) + 1):
        if end == total or stream.kinds[end] in {"empty", "lost"}:
            row, cost = _row(stream, Row(start, end, lead), grid)
            yield row, cost + _end_cost(stream, end), end + 1, 0
        if stream.kinds[end - 1] != "lost":
            continue
        missing = grid.width - lead - (end - start)
        for pending in range(_PENDING + 1):
            if missing >= 0 and (missing + 1 + pending) % step == 0:
                row = Row(start, end, lead, missing, end - 1)
                yield row, cost_of(stream, row, grid) + 0.6, end, pending


def _end_cost(stream: Stream, end: int) -> float:
    """Return what it costs that a row ends in front of a cell: a lost one may have held something."""
    return 0.5 if end < len(stream.cells) and stream.kinds[end] == "lost" else 0.0


def _row(stream: Stream, row: Row, grid: Grid) -> tuple[Row, float]:
    """Return the best way to take a stretch for a row, and its cost; the first may be the head's second row."""
    missing = grid.width - row.lead - (row.end - row.start)
    step = stream.broken + 1
    ways = [(row, cost_of(stream, row, grid))]
    if missing > 0 and missing % step == 0:
        for at in range(row.start, row.end):
            if stream.kinds[at] == "lost":
                spread = replace(row, gap=missing, gap_at=at)
                ways.append((spread, cost_of(stream, spread, grid) + 0.6 * missing / step))
    kinds = stream.kinds[row.start : row.end]
    words = kinds.count("text") * 2 >= len(kinds) and "marker" not in kinds
    if row.start == step and words and kinds[0] != "empty":
        ways.append((replace(row, head=True), 0.4))
    return min(ways, key=lambda way: way[1])


def placed(lines: Sequence[Sequence[str]], stream: Stream, rows: Sequence[Row], width: int) -> Rows | None:
    """Put cells into their columns; None where the head cannot be dealt out to them."""
    head = rows[0] if rows and rows[0].head else None
    first = [(0, place) for place in range(len(lines[0]))]
    below = list(stream.cells[head.start : head.end]) if head else []
    taken = shares(lines[0], [lines[at[0]][at[1]] if at else "" for at in below], width)
    if taken is None:
        return None
    upper, lower = _head_rows(first, below, taken)
    body = [_places(stream, row, width) for row in rows[1 if head else 0 :]]
    return (tuple(upper), *([tuple(lower)] if head else []), *body)


def _head_rows(
    first: Sequence[At], below: Sequence[At | None], taken: Sequence[int]
) -> tuple[list[At | None], list[At | None]]:
    """Lay a head's two rows over the columns; a cell over several stands in the first of them."""
    upper: list[At | None] = []
    lower: list[At | None] = []
    left = list(below)
    for cell, count in zip(first, taken, strict=True):
        upper += [cell, *([None] * (count - 1))]
        lower += [left.pop(0) for _ in range(count)] if count > 1 else [None]
    return upper, lower


def _places(stream: Stream, row: Row, width: int) -> tuple[At | None, ...]:
    """Return a row's cells by column; one too narrow begins at the left."""
    cells = stream.cells[row.start : row.end]
    cut = row.gap_at - row.start + 1 if row.gap else 0
    spread = (*(None,) * row.lead, *cells[:cut], *(None,) * row.gap, *cells[cut:])
    return (*spread, *(None,) * (width - len(spread)))
