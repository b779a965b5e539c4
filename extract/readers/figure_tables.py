"""Tables of figures: one target a cell, its indicator from the heads of row and column (golden/GUIDE.md, 20)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.grammar.cells import parse_cell
from extract.grammar.fold import fold, squeeze
from extract.grammar.periods import find_periods
from extract.grammar.quantities import Quantity, find_quantities
from extract.page import Span
from extract.readers.columns import read_head, vocabulary
from extract.readers.figure_heads import (
    FigureHead,
    ValueColumn,
    caption_unit,
    figure_head,
    has_task_columns,
    is_moved_total,
)
from extract.readers.recut_rows import names_by_unit, unnumbered
from extract.readers.row_names import SPECKS, bare_name, unit_bracket
from extract.readers.target_context import over
from extract.readers.target_records import Chosen
from extract.readers.target_sentences import chosen_in
from extract.readers.target_when import When
from extract.readers.task_tables import cell_words, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.outline import Node, Outline
    from extract.text import Text

_SENTENCE: Final = 5
"""A cell of so many words states its target as a sentence."""

_PART: Final = re.compile(r"\s*(?:[-+*•]|trong đó|tr\.đó|trđó|tđ:|- )", re.IGNORECASE)
_AMONG: Final = re.compile(r"\W*(?:trong đó|tr\.đó|trđó|bao gồm|gồm)\W*", re.IGNORECASE)
"""A row that only leads on to the parts of the one before."""

_MEASURE: Final = re.compile(
    r"\s*(?:tỷ lệ|tỉ lệ|số|tổng|tốc độ|thu nhập|mức|giá trị|chỉ số|cơ cấu|quy mô)(?!\w)", re.IGNORECASE
)


_PERCENT: Final = re.compile(r"%\s*[^oO0‰]")
"""A percent sign whose last stroke was read as a letter of its own; "%o" may be a per mille."""

_CROWDED: Final = 0.6
"""How sure a cell with several figures is: those of other rows have slipped into it."""

_BESIDE: Final = 0.85
"""How sure the cells beside a crowded one are, and those of a table that was put together again."""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of figures: its nodes under the head, its head, the words over it and where they stand.

    In a table that was put together again (`recut`) the name of a row may be lost.
    """

    nodes: tuple[Node, ...]
    heads: tuple[Node, ...]
    head: FigureHead
    caption: str
    unit: str | None
    when: When
    sure: float = 0.95
    recut: bool = False


def figure_targets(text: Text, outline: Outline, issued: int | None) -> Iterator[Chosen]:
    """Yield the cells of all tables of figures that are targets, in the order of the text."""
    for nodes in tables_of(outline):
        table = _table(text, outline, nodes, issued)
        if table is not None:
            yield from _cells(text, table)
        else:
            yield from _sentences(text, outline, nodes, issued)


def _sentences(text: Text, outline: Outline, nodes: list[Node], issued: int | None) -> Iterator[Chosen]:
    """Yield the targets of a table that states each in a sentence ("Tỷ lệ X đạt 60%"), under a head like "Chỉ tiêu".

    Among tasks a number must say itself that it is to be reached.
    """
    head = read_head([cell_words(text, node) for node in nodes[:4]])
    column = next((c for c in ("indicator", "task") if head is not None and c in head.columns), None)
    if head is None or column is None:
        return
    place = head.columns.index(column)
    told = fold(_caption(text, outline, nodes[0])[0])
    lists = vocabulary("aims.toml")[""]
    if any(word in told for word in lists["other_captions"]) and not any(w in told for w in lists["target_captions"]):
        return
    above = replace(over(text, outline, outline.nodes.index(nodes[0])), aim=column == "indicator", other=False)
    for node in nodes[head.rows :]:
        cell = node.cells[place] if place < len(node.cells) else None
        if cell is None or node.kind != "row" or len(text.slice(cell).split()) < _SENTENCE:
            continue
        for chosen in chosen_in(text, cell, above, node.path or "PL", issued):
            yield replace(chosen, evidence=node.span)


def _table(text: Text, outline: Outline, nodes: list[Node], issued: int | None) -> FigureTable | None:
    rows = [cell_words(text, node) for node in nodes]
    if has_task_columns(read_head(rows[:4])):
        return None
    caption, spans = _caption(text, outline, nodes[0])
    recut = text.blocks[nodes[0].block].recut
    head = figure_head(rows, caption, issued, recut=recut)
    if head is None:
        return None
    found = [(span, periods[-1]) for span in spans if (periods := find_periods(text.slice(span)))]
    when = When()
    if found:
        span, period = found[0]
        when = When(period.last, None, None, (Span(span.start + period.start, span.start + period.end),))
    body = tuple(nodes[head.rows :])
    crowded = any(_is_crowded(text, node, column) for node in body for column in head.values)
    sure = _BESIDE if crowded or recut else 0.95
    return FigureTable(body, tuple(nodes[: head.rows]), head, caption, caption_unit(caption), when, sure, recut)


def _is_crowded(text: Text, node: Node, column: ValueColumn) -> bool:
    """Tell a cell into which figures of other cells have slipped."""
    cell = _value(text, node, column)
    return cell is not None and len(find_quantities(text.slice(cell))) > 1


def _caption(text: Text, outline: Outline, first: Node) -> tuple[str, list[Span]]:
    """Return the words over a table, nearest first: the lines before it, its appendix's title, its headings."""
    index = outline.nodes.index(first)
    spans: list[Span] = []
    for place in range(index - 1, max(-1, index - 5), -1):
        node = outline.nodes[place]
        if node.table is not None or (node.kind == "section" and node.heading):
            break
        if len(text.slice(node.span)) <= 300:
            spans.append(node.span)
    spans.extend(over(text, outline, index).titles)
    return " ".join(text.slice(span) for span in spans), spans


def _cells(text: Text, table: FigureTable) -> Iterator[Chosen]:
    """Walk the rows; each is named by itself and by what stands over it."""
    above = _Above()
    numbered = _numbered(text, table)
    alike = names_by_unit(text, table.nodes, table.head.name, table.head.unit) if table.recut else {}
    for index, node in enumerate(table.nodes):
        name = _name(node, table)
        filled = [column for column in table.head.values if _value(text, node, column) is not None]
        if not filled:
            if name is None or _AMONG.fullmatch(text.slice(name)) is None:
                above = _Above(group=name)
            continue
        if name is None and table.recut:
            above = _Above() if index in numbered else above
            joined = tuple(span for span in (above.group, alike.get(_unit_words(text, table, node))) if span)
        elif name is None or is_moved_total(cell_words(text, node), table.head.name):
            continue
        else:
            above, joined = _named(text, name, above, numbered=index in numbered)
        for column in filled:
            yield from _chosen(text, table, node, column, joined)


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands over a row: the row without values that opened its group, the last numbered row, the last at all."""

    group: Span | None = None
    parent: Span | None = None
    last: Span | None = None


def _named(text: Text, name: Span, above: _Above, *, numbered: bool) -> tuple[_Above, tuple[Span, ...]]:
    """Join a row's name with that of the row it is a part of, or of its group, where it needs one."""
    dashed = _PART.match(text.slice(name)) is not None
    part = dashed or not numbered
    whole = above.parent or (above.last if dashed else None)
    over_it = whole if part and whole is not None else above.group
    joined = (over_it, name) if over_it is not None and _needs(text, name, part=part) else (name,)
    if not part:
        return replace(above, parent=name, last=name), joined
    return above if dashed else replace(above, last=name), joined


def _name(node: Node, table: FigureTable) -> Span | None:
    """Return a row's name; where its cell is empty the first filled one, unless cells may be lost."""
    name = node.cells[table.head.name] if table.head.name < len(node.cells) else None
    if name is None and not table.recut:
        return next((cell for cell in node.cells[:2] if cell is not None), None)
    return name


def _numbered(text: Text, table: FigureTable) -> frozenset[int]:
    """Return the indices of rows that have a number, or had one that is lost; all, in a table without numbers."""
    own = {index for index, node in enumerate(table.nodes) if _number(text, node, table.head) is not None}
    column = table.head.number
    lost = unnumbered(text, table.nodes, column) if table.recut and column is not None else frozenset[int]()
    return frozenset(own | lost)


def _unit_words(text: Text, table: FigureTable, node: Node) -> str:
    place = table.head.unit
    cell = node.cells[place] if place is not None and place < len(node.cells) else None
    return fold(squeeze(text.slice(cell))) if cell is not None else ""


def _needs(text: Text, name: Span, *, part: bool) -> bool:
    """Tell a row's name that is not understandable without the row or group over it."""
    words = text.slice(name)
    if _is_total(words):
        return False
    return part or (len(words.split()) <= 3 and _MEASURE.match(words) is None)


def _is_total(words: str) -> bool:
    return squeeze(fold(words)).strip(" :.") in vocabulary("aims.toml")[""]["total_rows"]


def _number(text: Text, node: Node, head: FigureHead) -> Span | None:
    """Return the row's running number; rows of a table without numbers count as having one."""
    if head.number is None:
        return node.span
    cell = node.cells[head.number] if head.number < len(node.cells) else None
    return cell if cell is not None and re.search(r"\w", text.slice(cell)) else None


def _value(text: Text, node: Node, column: ValueColumn) -> Span | None:
    """Return a cell that holds a value; "-" is none, "nt" repeats the cell above and is none either.

    A cell merged over several rows or columns counts in the first.
    """
    cell = node.cells[column.place] if column.place < len(node.cells) else None
    if cell is None or cell.start < node.span.start or cell in node.cells[: column.place]:
        return None
    if parse_cell(text.slice(cell)).state != "value" or not re.search(r"[0-9]", text.slice(cell)):
        return None
    return cell


def _chosen(
    text: Text, table: FigureTable, node: Node, column: ValueColumn, names: tuple[Span, ...]
) -> Iterator[Chosen]:
    """Make the target of one cell."""
    cell = _value(text, node, column)
    quantity = _quantity(text.slice(cell)) if cell is not None else None
    if cell is None or quantity is None:
        return
    name = " - ".join(bare for span in names if (bare := bare_name(text.slice(span))))
    area = table.head.area
    headed = area or not column.only_when
    label = " - ".join(part for part in (name, column.words if headed else "") if part)
    heads = [head.cells[column.place] for head in table.heads if column.place < len(head.cells)]
    yield Chosen(
        cell,
        quantity,
        (*names, *(span for span in heads if span is not None and headed)),
        _when(table, column, heads),
        node.path or "PL",
        area=names[-1] if area and names and not _is_total(text.slice(names[-1])) else None,
        unit=_unit(text, table, node, column, names) or quantity.unit,
        sure=_CROWDED if _is_crowded(text, node, column) else table.sure,
        name=label,
        evidence=node.span,
        context=table.caption,
        asked=column.words if area else None,
    )


def _quantity(words: str) -> Quantity | None:
    found = find_quantities(words)
    return found[0] if found else None


def _unit(text: Text, table: FigureTable, node: Node, column: ValueColumn, names: Sequence[Span]) -> str | None:
    """Return the unit: the row's own column, the brackets of its name, the column's head, the caption."""
    place = table.head.unit
    cell = node.cells[place] if place is not None and place < len(node.cells) else None
    if cell is not None and parse_cell(text.slice(cell)).state == "value":
        unit = squeeze(text.slice(cell)).strip(SPECKS)
        if re.fullmatch(r"[0-9.,\s]+", unit):  # a figure has slipped into the column
            return None
        return ("%" if _PERCENT.fullmatch(unit) else unit) or None
    bracket = unit_bracket(squeeze(text.slice(names[-1]))) if names else None
    if bracket:
        return bracket[1]
    return column.unit or table.unit


def _when(table: FigureTable, column: ValueColumn, heads: Sequence[Span | None]) -> When:
    """Return the year of a cell: of its column's head, else of the words over the table."""
    if column.period is not None:
        return When(column.period.last, None, None, tuple(span for span in heads if span is not None))
    return table.when
