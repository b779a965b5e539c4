"""Task tables with cells: rows of a ruled table, or lines of text whose cells are parted by bars.

Where every row has its number in the number's column, the head's columns decide. Where rows were shifted (a lost
cell, a joined heading), the cells are taken as one stream, cut at the running numbers and dealt out by what fits.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import squeeze
from extract.page import Span
from extract.readers.body_lists import begins_body
from extract.readers.cell_kinds import is_time
from extract.readers.columns import Column, Head, column_of, is_shared, read_head
from extract.readers.flattened import Atom, deal
from extract.readers.task_rows import TaskRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.outline import Node, Outline
    from extract.text import Text

_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})*[.)]?")
_GROUP: Final = re.compile(r"(?:[IVXLl|]{1,5}|[A-HĐ])[.)]?")
_TASK_COLUMNS: Final[tuple[Column, ...]] = ("task", "lead", "coordinate", "product", "time", "note")

_HEAD_WORDS: Final = 5
_SENTENCE: Final = 5
"""A task has more blanks between its words than this."""

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SHORT: Final = 6
_OPENING: Final = 3

Row = tuple[TaskRow, str]
"""A row and the path of the section it stands in."""


def tables_of(outline: Outline) -> Iterator[list[Node]]:
    """Yield the nodes of each table: its rows, and its group headings where they kept their cells."""
    rows = (node for node in outline.nodes if node.table is not None and node.cells)
    for _, nodes in groupby(rows, key=lambda node: node.table):
        yield list(nodes)


def listing_tables(text: Text, outline: Outline) -> Iterator[int]:
    """Yield the tables that have a column of times and state no work: the days in them are those of events."""
    for nodes in tables_of(outline):
        head = read_head([cell_words(text, node) for node in nodes[:4]])
        if head is not None and head.has("time") and not head.has("task") and nodes[0].table is not None:
            yield nodes[0].table


def cell_words(text: Text, node: Node) -> list[str]:
    """Return the words of a row's cells, each on one line."""
    return [squeeze(text.slice(cell)) if cell else "" for cell in node.cells]


def table_rows(text: Text, outline: Outline) -> Iterator[Row]:
    """Yield the rows of all task tables that have cells."""
    for nodes in tables_of(outline):
        head, rows = _headed(text, nodes)
        if head is None:
            continue
        shifted = not text.blocks[nodes[0].block].recut and _is_shifted(text, rows, head)
        read = _shifted(text, rows, head) if shifted else _regular(text, rows, head)
        yield from (row for row in read if _assigns(text, row[0]))


def _assigns(text: Text, row: TaskRow) -> bool:
    """Tell a row that says who or when from a heading within the table, and from one of its heads."""
    cells = [cell for cell in (row.lead, row.coordinate, row.time, row.product) if cell]
    words = [squeeze(" ".join(map(text.slice, spans))) for spans in (row.task, *cells)]
    return bool(cells) and not _is_head(words)


def _is_head(words: Sequence[str]) -> bool:
    """Tell whether all cells are names of columns."""
    return all(len(cell.split()) <= _HEAD_WORDS and column_of(cell) is not None for cell in words)


def _headed(text: Text, nodes: list[Node]) -> tuple[Head | None, list[Node]]:
    """Return a task table's head and the rows; where the first head is spoilt, one that a later page repeats."""
    words = [cell_words(text, node) for node in nodes]
    for place in range(len(nodes)):
        head = read_head(words[place : place + 4])
        if head is not None and head.has("task", "lead"):
            before = [node for node, cells in zip(nodes, words[:place], strict=False) if not read_head([cells])]
            return head, before + nodes[place + head.rows :]
    return None, []


def _is_shifted(text: Text, rows: Sequence[Node], head: Head) -> bool:
    """Tell a table whose cells slipped: running numbers stand in other columns than the number's."""
    if "number" not in head.columns:
        return False
    place = head.columns.index("number")
    slipped = 0
    for node in rows:
        cells = cell_words(text, node)
        others = cells[:place] + cells[place + 1 :]
        own = cells[place] if place < len(cells) else ""
        wrong = len(_WORD.findall(own)) > 1
        slipped += wrong or (not own and any(re.fullmatch(r"[0-9]{1,2}", cell) for cell in others))
    return slipped >= 2 and slipped * 6 >= len(rows)


def _regular(text: Text, rows: Sequence[Node], head: Head) -> Iterator[Row]:
    """Read rows column by column; a row without number that goes on in the cells above is joined to it."""
    open_row: Row | None = None
    numbered = "number" in head.columns
    for node in rows:
        if node.kind != "row":
            if open_row:
                yield open_row
            open_row = None
            continue
        row = _row(text, node, head)
        if text.blocks[node.block].recut and _heads_part(text, node, row):
            continue
        if open_row and _continues(text, row, open_row[0], numbered=numbered):
            open_row = (_merged(open_row[0], row), open_row[1])
            continue
        if open_row:
            yield open_row
        open_row = (row, node.path) if row.task else None
    if open_row:
        yield open_row


def _heads_part(text: Text, node: Node, row: TaskRow) -> bool:
    """Tell, in a table put together again, a row that opens a part: its heading alone, or the head once more."""
    alone = row.number is None and not (row.lead or row.coordinate or row.product or row.time)
    words = [cell for cell in cell_words(text, node) if cell]
    return alone or (len(words) > 1 and _is_head(words))


def _row(text: Text, node: Node, head: Head) -> TaskRow:
    """Read a row; a cell merged over columns counts in the first, a task or number merged over rows in the first."""
    cells: dict[Column, list[Span]] = {}
    number = None
    for place, (column, cell) in enumerate(zip(head.columns, node.cells, strict=False)):
        if cell is None or column is None or cell in node.cells[:place]:
            continue
        if column in {"number", "task"} and cell.start < node.span.start:
            continue
        if column == "number":
            number = _number(text, cell)
        elif column in _TASK_COLUMNS and _filled(text, cell):
            cells.setdefault(column, []).append(cell)
    shared = any(column == "lead" and is_shared(words) for column, words in zip(head.columns, head.words, strict=True))
    return replace(TaskRow.of(number, cells), shared=shared)


def _number(text: Text, cell: Span) -> Span | None:
    """Return a row's number: the whole cell, or the figure in one that holds little besides ("6,")."""
    words = text.slice(cell)
    if _NUMBER.fullmatch(words.strip()):
        return cell
    figure = re.search(r"[0-9]{1,3}", words)
    if figure is None or len(words.strip()) > _SHORT or cell.end - cell.start != len(words):
        return None
    return Span(cell.start + figure.start(), cell.start + figure.end())


def _filled(text: Text, cell: Span) -> bool:
    """Tell a cell that says something from one with a dash."""
    return re.search(r"\w", text.slice(cell)) is not None


def _continues(text: Text, row: TaskRow, above: TaskRow, *, numbered: bool) -> bool:
    """Tell the second half of a torn row: no number of its own, and its task goes on in small letters or is empty."""
    if row.number is not None or not (numbered and above.number is not None):
        return False
    return not row.task or text.slice(row.task[0]).lstrip()[:1].islower()


def _merged(above: TaskRow, row: TaskRow) -> TaskRow:
    return replace(
        above,
        task=above.task + row.task,
        lead=above.lead + row.lead,
        coordinate=above.coordinate + row.coordinate,
        product=above.product + row.product,
        time=above.time + row.time,
    )


def _shifted(text: Text, rows: Sequence[Node], head: Head) -> Iterator[Row]:
    """Read the cells as one stream: a row from each running number to the next, or to a group's number.

    A row may have lost its number; it begins where a task, bodies and what is due follow one another.
    """
    columns = tuple(column if column in _TASK_COLUMNS else "note" for column in head.columns if column != "number")
    number: Span | None = None
    path, expected, inside = "", 1, False
    atoms: list[Atom] = []
    torn: set[Span] = set()
    for node in rows:
        if node.kind != "row":
            yield from _dealt(number, path, atoms, columns, torn)
            number, atoms, expected, inside = None, [], 1, False
            continue
        own = dict.fromkeys(cell for cell in node.cells if cell and cell.start >= node.span.start)
        cells = [(cell, words) for cell in own if (words := squeeze(text.slice(cell)))]
        for place, (cell, words) in enumerate(cells):
            group = _GROUP.fullmatch(words) is not None
            counted = re.fullmatch(r"[0-9]{1,3}[.)]?", words) is not None
            value = int(words.rstrip(".)")) if counted else 0
            counted = counted and value in {expected, expected + 1, 1}
            unnumbered = (bool(atoms) or not inside) and _begins_row([w for _, w in cells[place : place + _OPENING]])
            if group or counted or unnumbered:
                yield from _dealt(number, path, atoms, columns, torn)
                number, path, inside, atoms = cell if counted else None, node.path, not group, []
                expected = 1 if group else value + 1 if counted else expected
            if inside and not counted:
                atoms.append(Atom(cell, words, 0.0))
                if cell == node.cells[0] and place + 1 < len(cells) and is_time(cells[place + 1][1]):
                    torn.add(cell)
    yield from _dealt(number, path, atoms, columns, torn)


def _begins_row(cells: Sequence[str]) -> bool:
    """Tell a task, a list of bodies and another or a time in a row: the first cells of a row without its number."""
    if len(cells) < _OPENING or cells[0].count(" ") < _SENTENCE or begins_body(cells[0]) or is_time(cells[0]):
        return False
    return begins_body(cells[1]) and (begins_body(cells[2]) or is_time(cells[2]))


def _dealt(
    number: Span | None, path: str, atoms: Sequence[Atom], columns: Sequence[Column], torn: set[Span]
) -> Iterator[Row]:
    """Yield a row; bodies that begin a torn line in front of a time stand in the last column of bodies."""
    if not atoms:
        return
    row = TaskRow.of(number, deal(atoms, columns), 0.8)
    if row.lead and not row.coordinate and "coordinate" in columns and torn.issuperset(row.lead):
        row = replace(row, lead=(), coordinate=row.lead)
    if row.task:
        yield row, path
