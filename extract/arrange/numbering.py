"""Running numbers of a table's first column and numerals of quarters, put right where recognition misread them.

Numbering goes on by one and begins anew under each group, which tells what a misread number must be.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extract.arrange.phrases import fold
from extract.arrange.romans import numeral_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.page import Cell, Line, Table, Word

_REACH: Final = 3
_LONGEST: Final = 5
_SURE: Final = 0.9
_NUMBER: Final = re.compile(r"(\d{1,3})[.)]?")
_ROMAN: Final = re.compile(r"([IVXL]{1,6})[.)]?")
_QUARTER: Final = re.compile(r"([IVHl1|]{1,4})((?:[/,;.)-].*)?)")
_STROKES: Final = {"I": "I", "l": "I", "1": "I", "|": "I", "H": "II", "V": "V"}
_QUARTERS: Final = frozenset({"I", "II", "III", "IV"})

Row = tuple["Cell", ...]


def with_numbers(table: Table) -> Table:
    """Return a recognised table with the first column counting on; a number is due where its neighbours agree on it."""
    if table.trusted:
        return table
    texts = [_text(row) for row in table.rows]
    groups = [at for at, row in enumerate(table.rows) if at and _is_group(row) and _following(texts, at) == 1]
    due = {at: str(number) for run in _runs(len(texts), groups) for at, number in _due(texts, run)}
    if groups and any(_ROMAN.fullmatch(texts[at]) for at in groups):
        due |= {at: numeral_of(count) for count, at in enumerate(groups, start=1) if texts[at]}
    return replace(
        table, rows=tuple(_numbered(row, due[at]) if at in due else row for at, row in enumerate(table.rows))
    )


def _text(row: Row) -> str:
    return "" if not row or row[0].filled else row[0].text.strip()


def _runs(count: int, groups: Sequence[int]) -> Iterator[range]:
    """Yield the rows between groups' headings, the table's head left out."""
    for start, end in pairwise([0, *groups, count]):
        yield range(start + 1, end)


def _due(texts: Sequence[str], run: range) -> Iterator[tuple[int, int]]:
    """Yield the rows of a run whose number is not the one that those before and behind it agree on."""
    held = [at for at in run if 0 < len(texts[at]) <= _LONGEST]  # a heading over the columns has no number
    offsets = [None if (value := _value(texts[at])) is None else value - count for count, at in enumerate(held)]
    for count, at in enumerate(held):
        before = [offset for offset in offsets[max(0, count - _REACH) : count] if offset is not None]
        after = [offset for offset in offsets[count + 1 : count + 1 + _REACH] if offset is not None]
        agreed = _agreed(before, after)
        if agreed is None or agreed == offsets[count]:
            continue
        if before or count + agreed == 1:
            yield at, count + agreed


def _agreed(before: Sequence[int], after: Sequence[int]) -> int | None:
    """Return the offset on which both sides agree, or two neighbours where one side is empty."""
    near = [*before[-1:], *after[:1]] if before and after else [*before, *after]
    return near[0] if len(near) > 1 and len(set(near)) == 1 else None


def _value(text: str) -> int | None:
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def _following(texts: Sequence[str], at: int) -> int | None:
    """Return the number of the next row, None where it has none."""
    return _value(texts[at + 1]) if at + 1 < len(texts) else None


def _is_group(row: Row) -> bool:
    """Tell whether a row holds a group's heading alone."""
    return not any(cell.text.strip() for cell in row[2:] if not cell.filled)


def _numbered(row: Row, number: str) -> Row:
    """Return the row with the number that is due in its first cell, which keeps what was read beside it."""
    line = row[0].lines[0]
    word = line.words[0]
    if _text(row).rstrip(".)") == number or word.confidence == 1:
        return row
    read = " ".join(line.raw for line in row[0].lines)
    said = f"numbering: {read} stands where {number} is due"
    mended = replace(word, raw=read).repaired(number, min(word.confidence, _SURE), said)
    return (replace(row[0], lines=(replace(line, words=(mended,)),)), *row[1:])


def with_quarters(line: Line) -> Line:
    """Return the line with the numerals of quarters (Quý I to IV) made of the strokes that were read instead."""
    words = list(line.words)
    for at in range(1, len(words)):
        if fold(words[at - 1].text) == "quy":
            words[at] = _quarter(words[at])
    return line if words == list(line.words) else replace(line, words=tuple(words))


def _quarter(word: Word) -> Word:
    found = _QUARTER.fullmatch(word.text)
    if not found or word.confidence == 1 or len(found[1]) == 1 or found[1] in _QUARTERS:
        return word
    numeral = "".join(_STROKES[sign] for sign in found[1])
    if numeral not in _QUARTERS:
        return word
    return word.repaired(numeral + found[2], min(word.confidence, _SURE), f"a quarter was read {found[1]}")
