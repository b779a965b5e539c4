"""Units: the smallest stretches an outline is built from, each one line start worth looking at.

A paragraph is one unit, unless one of its source lines plainly begins something new (a layout that joined too
much); a row of the head or foot gives one unit a cell, any other row is a unit with its cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold
from extract.letters import UPPER
from extract.outline.markers import item_mark, markers
from extract.outline.vocabulary import words as _words
from extract.page import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.page import Role
    from extract.text import Text, TextBlock

_ENDED: Final = (".", ";", ":", "/", "!", "?", "…")
_OPENERS: Final = re.compile(
    r"(?:nơi nhận|phụ lục|(?:tm|kt|tl|tuq|t/m|k/t|t/l)[.\s]\s*[A-ZĐ])|^\(kèm theo", re.IGNORECASE
)
_GLANCE: Final = 60
_MOST_SMALL: Final = 12
"""A line in capitals has at most one small letter in so many (an abbreviation, a misreading)."""
_LONGEST_TYPE: Final = 48
_CAPITAL_START: Final = re.compile(rf"[\"“'(]?[{UPPER}0-9]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one block. `inner` marks one that begins at a line inside its paragraph."""

    span: Span
    words: str
    block: int
    page: int
    role: Role
    kind: str = "paragraph"
    cells: tuple[Span | None, ...] = ()
    table: int | None = None
    inner: bool = False
    centred: bool = False


def upper(words: str) -> bool:
    """Tell whether a line is set in capitals: it has at least two letters and hardly a small one."""
    if not words.isupper() and sum(map(str.islower, words[:_GLANCE])) * _MOST_SMALL > len(words):
        return False
    letters = sum(map(str.isalpha, words))
    small = sum(map(str.islower, words))
    return letters >= 2 and small * _MOST_SMALL <= letters


def units(text: Text) -> Iterator[Unit]:
    """Yield the units of a text in order."""
    for index, block in enumerate(text.blocks):
        if block.kind == "row":
            yield _unit(text, index, block.span, cells=block.cells)
        else:
            yield from _paragraph(text, index, block)


def cell_units(text: Text, unit: Unit) -> Iterator[Unit]:
    """Yield a row's filled cells as units of their own, for the head and the foot."""
    for cell in unit.cells:
        if cell is not None:
            yield _unit(text, unit.block, cell)


def _unit(text: Text, index: int, span: Span, *, cells: tuple[Span | None, ...] = (), inner: bool = False) -> Unit:
    block = text.blocks[index]
    return Unit(
        span,
        text.slice(span),
        index,
        block.page,
        block.role,
        "row" if cells else "paragraph",
        cells,
        block.table if cells else None,
        inner,
        block.centred,
    )


def _paragraph(text: Text, index: int, block: TextBlock) -> Iterator[Unit]:
    start = block.span.start
    previous = ""
    for line in block.lines:
        words = text.slice(line)
        if line.start > start and (block.role in ("head", "title", "signature") or _begins(previous, words)):
            yield _unit(text, index, Span(start, _trimmed(text, start, line.start)), inner=start > block.span.start)
            start = line.start
        previous = words
    yield _unit(text, index, Span(start, block.span.end), inner=start > block.span.start)


def _trimmed(text: Text, start: int, end: int) -> int:
    while end > start + 1 and text.string[end - 1].isspace():
        end -= 1
    return end


def type_name(words: str) -> bool:
    """Tell whether a line is the name of a kind of document, in capitals and alone but for a stamp."""
    return type_span(words) is not None


def type_span(words: str) -> tuple[int, int] | None:
    """Return where in a line the name of a kind of document stands that makes the line, None for any other line."""
    start, end = _stripped(words, 0, len(words))
    if end - start > _LONGEST_TYPE or not upper(words[start:end]):
        return None
    folded = fold(words[start:end])
    stamp = next((stamp for stamp in _words("outline", "stamps") if folded.startswith(stamp)), None)
    if stamp is not None:
        start, end = _stripped(words, start + len(stamp), end)
    return (start, end) if fold(words[start:end]) in _words("outline", "types") else None


def _stripped(words: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not words[start].isalnum():
        start += 1
    while end > start and not words[end - 1].isalnum():
        end -= 1
    return start, end


def _begins(previous: str, words: str) -> bool:
    if type_name(words) or type_name(previous):
        return True
    if _OPENERS.match(words) and previous.endswith((*_ENDED, ")")):
        return True
    mark = item_mark(words)
    if mark is not None:
        return previous.endswith(_ENDED) and bool(_CAPITAL_START.match(words[mark[1] :]))
    found = markers(words)
    if not found:
        return False
    behind = words[found[0].end :]
    if found[0].kind == "roman" and found[0].clear and upper(behind):
        return True
    if found[0].kind == "letter" and found[0].clear and _CAPITAL_START.match(behind):
        return True
    return previous.endswith(_ENDED) and found[0].clear and bool(_CAPITAL_START.match(behind))
