"""Rows of tables that were put together again: which had a number that is lost, what a lost name must have been."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold, squeeze
from extract.page import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.outline import Node
    from extract.text import Text

_NUMBER: Final = re.compile(r"([0-9]{1,3})\.?")
_FEWEST: Final = 2
"""So many rows must be named alike before a lost name is taken for the same."""


def unnumbered(text: Text, nodes: Sequence[Node], column: int) -> frozenset[int]:
    """Return the indices of rows whose running number is lost: the only ones between n and n + 2 without a number."""
    found: set[int] = set()
    before: int | None = None
    open_rows: list[int] = []
    for index, node in enumerate(nodes):
        words = _cell(text, node, column)
        number = _NUMBER.fullmatch(words)
        if number is None:
            open_rows = [] if words else [*open_rows, index]
            continue
        if before is not None and int(number[1]) == before + 2 and len(open_rows) == 1:
            found.add(open_rows[0])
        before, open_rows = int(number[1]), []
    return frozenset(found)


def names_by_unit(text: Text, nodes: Sequence[Node], name: int, unit: int | None) -> dict[str, Span]:
    """Return for each unit the words all names of its rows begin with ("Sản lượng" for tấn), where several agree."""
    if unit is None:
        return {}
    named: dict[str, list[Span]] = {}
    for node in nodes:
        words = node.cells[name] if name < len(node.cells) else None
        if words is not None and (of := fold(_cell(text, node, unit))):
            named.setdefault(of, []).append(words)
    common = {of: _common(text, spans) for of, spans in named.items() if len(spans) >= _FEWEST}
    return {of: span for of, span in common.items() if span is not None}


def _common(text: Text, spans: Sequence[Span]) -> Span | None:
    """Return the first words that all spans share, in the first of them, two at least."""
    shared = 0
    for words in zip(*(list(_words(text, span)) for span in spans), strict=False):
        if len({fold(text.slice(word)) for word in words}) > 1:
            break
        shared += 1
    first = list(_words(text, spans[0]))
    return Span(first[0].start, first[shared - 1].end) if shared >= _FEWEST else None


def _words(text: Text, span: Span) -> Iterator[Span]:
    for match in re.finditer(r"\S+", text.slice(span)):
        yield Span(span.start + match.start(), span.start + match.end())


def _cell(text: Text, node: Node, column: int) -> str:
    cell = node.cells[column] if column < len(node.cells) else None
    return squeeze(text.slice(cell)) if cell is not None else ""
