"""Tables without ruling lines: told by their head ("TT …") and by the white columns that run down between the cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from extract.arrange import flat
from extract.arrange.marks import marker
from extract.arrange.phrases import is_doc_type
from extract.page import Box, Cell, Line, Table, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.arrange.placed import Frame, Placed
    from extract.page import Word

_WHITE: Final = 5.0
_CROSSING: Final = 0.04
_FEWEST: Final = 3
_NUMBER: Final = re.compile(r"^\(?([IVXL]{1,5}|\d{1,3}(\.\d{1,2})*|[A-ZĐa-z])\)?[.)]?$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column edges of a table that may go on over the page, outermost ones included."""

    edges: tuple[float, ...]

    def of(self, x: float) -> int:
        """Return the column that holds an x; what stands outside belongs to the nearest."""
        return min(sum(edge <= x for edge in self.edges[1:-1]), len(self.edges) - 2)


def lift(rows: Sequence[Placed], frame: Frame, carried: Columns | None) -> tuple[list[Placed | Table], Columns | None]:
    """Return a page's rows with its unruled tables made of them, and the columns of one that reaches the page's end."""
    made: list[Placed | Table] = []
    at = 0
    if carried and rows and _goes_on(rows, carried):
        end = _end_of(rows, 0, frame)
        made.append(_table(rows[:end], carried))
        at = end
        if at == len(rows):
            return made, carried
    while at < len(rows):
        if not _opens(rows, at):
            made.append(rows[at])
            at += 1
            continue
        start = _head_start(made)
        region = [item for item in made[len(made) - start :] if not isinstance(item, Table)]
        end = _end_of(rows, at, frame)
        region += rows[at:end]
        columns = _columns(region, frame)
        if columns is None:
            made.append(rows[at])
            at += 1
            continue
        made = made[: len(made) - start]
        made.append(_table(region, columns))
        at = end
        if at == len(rows):
            return made, columns
    return made, None


def _opens(rows: Sequence[Placed], at: int) -> bool:
    """Tell whether a row holds the "TT" of a table's head; the head's other cells may stand higher or lower."""
    row = rows[at]
    if row.zone is not None or not flat.opens(row.line.words[0].text):
        return False
    near = [other for other in rows[max(0, at - 2) : at + 3] if abs(other.y0 - row.y0) < 1.6 * row.height]
    stretches = sorted(segment for other in near for segment in _segments(other))
    ends = accumulate((right for _, right in stretches), max)
    apart = sum(left > end for (left, _), end in zip(stretches[1:], ends, strict=False))
    return apart + 1 >= _FEWEST


def _segments(row: Placed) -> list[tuple[float, float]]:
    """Return the stretches of a row between gaps wider than its height."""
    made: list[tuple[float, float]] = []
    for word in row.line.words:
        if word.box is None:
            continue
        if made and word.box.x0 - made[-1][1] < 0.8 * row.height:
            made[-1] = (made[-1][0], max(made[-1][1], word.box.x1))
        else:
            made.append((word.box.x0, word.box.x1))
    return made


def _head_start(made: Sequence[Placed | Table]) -> int:
    """Return how many rows over the one with "TT" belong to the head: cells of two lines whose first stands higher."""
    count = 0
    for item in reversed(made[-3:]):
        if isinstance(item, Table) or item.zone is not None or len(_segments(item)) < 2:
            break
        count += 1
    return count


def _end_of(rows: Sequence[Placed], start: int, frame: Frame) -> int:
    """Return where a table ends: at a zone, a new part, or two rows that fill the whole width without a gap."""
    full = 0
    for index in range(start + 1, len(rows)):
        row = rows[index]
        if row.zone is not None or is_doc_type(row.text) or marker(row.text) == "phu luc":
            return index
        solid = len(_segments(row)) == 1 and row.x1 - row.x0 > 0.8 * (frame.right - frame.left)
        full = full + 1 if solid else 0
        if full == 2:
            return index - 1
    return len(rows)


def _columns(rows: Sequence[Placed], frame: Frame) -> Columns | None:
    """Return the columns between the white stretches that hardly a row crosses; None for fewer than three."""
    stretches = [segment for row in rows for segment in _segments(row)]
    left, right = min(x for x, _ in stretches), max(x for _, x in stretches)
    allowed = max(1.0, _CROSSING * len(rows))
    edges = [min(left, frame.left)]
    inked = float("inf")
    x = left
    while x < right:
        if sum(a <= x <= b for a, b in stretches) > allowed:
            if x - inked > _WHITE:
                edges.append((inked + x) / 2)
            inked = x
        x += 1.0
    edges.append(max(right, frame.right))
    return Columns(tuple(edges)) if len(edges) > _FEWEST and len(rows) >= _FEWEST else None


def _goes_on(rows: Sequence[Placed], columns: Columns) -> bool:
    """Tell whether the first rows of a page keep to the columns of the table that ended the page before."""
    first = [row for row in rows[:6] if row.zone is None]
    inner = columns.edges[1:-1]
    crossing = sum(any(a < edge - 2 and b > edge + 2 for a, b in _segments(row) for edge in inner) for row in first)
    return bool(first) and crossing <= len(first) // 4 and any(len(_segments(row)) >= 2 for row in first)


def _table(rows: Sequence[Placed], columns: Columns) -> Table:
    groups = _grouped(rows, columns)
    made = tuple(_cells(group, columns) for group in groups)
    return Table(rows[0].page, made, _bounds(rows), columns.edges)


def _bounds(rows: Sequence[Placed]) -> Box | None:
    return union(row.line.box for row in rows)


def _grouped(rows: Sequence[Placed], columns: Columns) -> list[list[Placed]]:
    """Group lines into rows: at the white stretches that part the running numbers best, else before each number.

    A number may stand beside the first line of its row or in the middle of it, so white space is asked first.
    """
    numbered = [_number(row, columns) for row in rows]
    bottoms = list(accumulate((row.y1 for row in rows), max))
    spaces = [0.0, *(row.y0 - bottom for row, bottom in zip(rows[1:], bottoms, strict=False))]
    cuts = [index for index, found in enumerate(numbered) if found]
    best = 0
    for least in sorted({round(space, 1) for space in spaces if space > 0}, reverse=True):
        tried = [index for index, space in enumerate(spaces) if space >= least - 0.05]
        score = _score([numbered[a:b] for a, b in pairwise([0, *tried, len(rows)])])
        if score >= max(best, 1):
            best, cuts = score, tried
    return [list(rows[a:b]) for a, b in pairwise(sorted({0, *cuts, len(rows)}))]


def _score(groups: Sequence[Sequence[bool]]) -> int:
    """Count the groups with one number, less those with none (the first is the head) and surplus numbers twice."""
    counts = [sum(group) for group in groups]
    return counts.count(1) - counts[1:].count(0) - 2 * sum(count - 1 for count in counts if count > 1)


def _number(row: Placed, columns: Columns) -> bool:
    word = row.line.words[0]
    return word.box is not None and columns.of(word.box.middle[0]) == 0 and bool(_NUMBER.match(word.text))


def _cells(rows: Sequence[Placed], columns: Columns) -> tuple[Cell, ...]:
    """Put the words of a row's lines into columns; words that run on over an edge without a gap stay with the first."""
    count = len(columns.edges) - 1
    lines: list[list[Line]] = [[] for _ in range(count)]
    for row in rows:
        words: list[list[Word]] = [[] for _ in range(count)]
        column, end = 0, float("-inf")
        for word in row.line.words:
            if word.box is None:
                continue
            between = any(end - 1 < edge < word.box.x0 + 1 for edge in columns.edges[1:-1])
            if between or word.box.x0 - end > 0.8 * row.height:
                column = columns.of(word.box.x0 + min(word.box.width, 12) / 2)
            words[column].append(word)
            end = word.box.x1
        for index, found in enumerate(words):
            if found:
                lines[index].append(Line(row.page, tuple(found)))
    return tuple(Cell(tuple(found)) for found in lines)
