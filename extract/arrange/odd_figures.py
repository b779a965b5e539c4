"""Figures that stand out from their document are doubted: a stop among decimal commas, a year that is none."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from extract.arrange.phrases import fold
from extract.page import Table
from extract.reading.weighing import SEEN_TOO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.page import Block, Line, Word

_COMMA: Final = re.compile(r"\(?\d{1,3}(?:\.\d{3})*,\d{1,2}%?[.,;:)]*")
_STOP: Final = re.compile(r"\(?\d{1,3}\.\d{1,2}%?[,;:)]*")
_FEWEST: Final = 3
_YEAR: Final = re.compile(r"\(?(\d{4})[.,;:)]*")
_YEARS: Final = range(1900, 2101)
_DOUBTED: Final = 0.85


def with_odd_figures_doubted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a document, recognised figures doubted whose form the rest of it speaks against."""
    words = [word.text for block in blocks if not block.trusted for word in _behind_numbers(block)]
    commas, stops = (sum(map(bool, map(form.fullmatch, words))) for form in (_COMMA, _STOP))
    odd = commas >= max(_FEWEST, stops)
    return tuple(block if block.trusted else _looked_at(block, odd=odd) for block in blocks)


def _behind_numbers(block: Block) -> Iterator[Word]:
    """Yield a block's words but for those that may number it or its rows."""
    if not isinstance(block, Table):
        yield from list(chain.from_iterable(line.words for line in block.lines))[1:]
        return
    for row in block.rows:
        yield from (word for cell in row[1:] if not cell.filled for line in cell.lines for word in line.words)


def _looked_at(block: Block, *, odd: bool) -> Block:
    if not isinstance(block, Table):
        lines = _doubted(block.lines, odd=odd, numbered=True)
        return block if lines == block.lines else replace(block, lines=lines)
    rows = tuple(
        tuple(
            replace(cell, lines=_doubted(cell.lines, odd=odd, numbered=column == 0)) for column, cell in enumerate(row)
        )
        for row in block.rows
    )
    return block if rows == block.rows else replace(block, rows=rows)


def _doubted(lines: Iterable[Line], *, odd: bool, numbered: bool) -> tuple[Line, ...]:
    """Return the lines with odd figures doubted; where lines are `numbered`, the first word may be an item's number."""
    made = []
    before = ""
    for number, line in enumerate(lines):
        words = []
        for at, word in enumerate(line.words):
            is_item = numbered and number == at == 0
            said = _said(word, before, odd=odd and not is_item)
            words.append(word.repaired(word.text, min(word.confidence, _DOUBTED), word.doubt or said) if said else word)
            before = word.text
        made.append(replace(line, words=tuple(words)))
    return tuple(made)


def _said(word: Word, before: str, *, odd: bool) -> str | None:
    """Return what speaks against a figure, None where nothing does."""
    year = _YEAR.fullmatch(word.text)
    if year and fold(before).strip("(") == "nam" and int(year[1]) not in _YEARS:
        return f"hardly a year: {word.text}"
    if odd and word.confidence < SEEN_TOO and _STOP.fullmatch(word.text):
        return f"a stop among decimal commas: {word.text}"
    return None
