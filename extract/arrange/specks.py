"""Dirt that recognition read as signs: told by its size, far below that of the letters around it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING, Final

from extract.arrange.numbering import with_quarters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Line, Page, Table, Word

_SPECK: Final = 0.2
_STOP_GAP: Final = 0.35
_NARROWEST: Final = 0.1
"""Share of the usual height of words below which no letter's width lies; a page's dark edge is read as many letters."""
_UNSURE: Final = 0.3
_SCRAWL: Final = 0.5
_FEW: Final = 3
_DASHES: Final = frozenset("-–—+")
_ITEM: Final = _DASHES | {"_"}
_LED: Final = re.compile(r"^[_`^|]+(?=\w)")
_TRAILED: Final = re.compile(r"(?<=[\w.])[\]|]+$")
_FIGURE: Final = re.compile(r"[\d.,%/]*\d[\d.,%/]*")
_DOUBTED: Final = 0.85
_WAVES: Final = re.compile(r"^(?=.*[~_])[-–—~_]+$")


def without_specks(page: Page) -> Page:
    """Return a recognised page without words that are no larger than a dot, or signs that were hardly read."""
    if page.reading != "recognised":
        return page
    cells = (line for table in page.tables for row in table.rows for cell in row for line in cell.lines)
    heights = [word.box.height for line in chain(page.lines, cells) for word in line.words if word.box]
    if not heights:
        return page
    usual = median(heights)
    tables = tuple(_clean_table(table, usual) for table in page.tables)
    lines = [line for line in page.lines if not _is_scrawl(line)]
    return replace(page, lines=_clean(lines, usual), tables=tables)


def _is_scrawl(line: Line) -> bool:
    """Tell whether a line is a pen's strokes read as a few letters, none of them surely; figures are never taken so."""
    lettered = [word for word in line.words if sum(map(str.isalpha, word.text)) > 1]
    sure = any(word.confidence >= _SCRAWL and any(map(str.isalnum, word.text)) for word in line.words)
    figures = any(map(str.isdigit, line.text))
    return not sure and not figures and len(lettered) < _FEW


def _clean_table(table: Table, usual: float) -> Table:
    rows = tuple(tuple(replace(cell, lines=_clean(cell.lines, usual)) for cell in row) for row in table.rows)
    return replace(table, rows=tuple(row for row in rows if any(cell.lines for cell in row)) or rows)


def _clean(lines: Sequence[Line], usual: float) -> tuple[Line, ...]:
    cleaned = []
    for line in lines:
        words = tuple(word for at, word in enumerate(line.words) if not _is_speck(line.words, at, usual))
        mended = tuple(_mended(word, first=not at) for at, word in enumerate(words))
        if words:
            cleaned.append(with_quarters(line if mended == line.words else replace(line, words=mended)))
    return tuple(cleaned)


def _is_speck(words: Sequence[Word], at: int, usual: float) -> bool:
    """Tell whether a word is dirt; a stop that stands close to the word before it is none."""
    word = words[at]
    if word.box is None:
        return False
    if len(word.text) > _FEW and word.box.width < _NARROWEST * usual * len(word.text):
        return True
    if max(word.box.width, word.box.height) < _SPECK * usual:
        before = words[at - 1].box if at else None
        return before is None or word.box.x0 - before.x1 > _STOP_GAP * usual
    signs = not any(map(str.isalnum, word.text)) and not set(word.text) <= _DASHES
    if signs and at == 1 and set(word.text) == {"_"} and set(words[0].text) <= _ITEM:
        return True  # the wide blank behind an item's dash
    return signs and word.confidence < _UNSURE


def _mended(word: Word, *, first: bool) -> Word:
    """Return the word without rests of ruling lines before and behind it, and an item's dash as a dash."""
    if first and _WAVES.match(word.text):
        return word.repaired("-", word.confidence)
    text = _LED.sub("", word.text)
    text = text if "[" in text else _TRAILED.sub("", text)
    if text == word.text:
        return word
    if not _FIGURE.fullmatch(text):
        return word.repaired(text, word.confidence)
    said = f"a stroke beside the figure was taken for a ruling line: {word.text}"
    return word.repaired(text, min(word.confidence, _DOUBTED), said)
