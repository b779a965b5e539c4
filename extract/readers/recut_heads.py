"""Heads of tables put together again: what stands over each column, lost words put back where they are sure."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import squeeze
from extract.readers.columns import is_index_row

if TYPE_CHECKING:
    from collections.abc import Sequence

_YEAR: Final = re.compile(r"20[0-9]{2}")
_FIXED: Final = 2
"""Number and name stand in the first row of a head only."""


def recut_head_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows the head takes: its first, one whose first columns are empty, one that counts columns."""
    count = 1
    if len(rows) > 1 and not any(cell.strip() for cell in rows[1][:_FIXED]) and _is_words(rows[1]):
        count = 2
    return count + (len(rows) > count and is_index_row(rows[count]))


def _is_words(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return bool(filled) and all(re.search(r"[^\W\d_]{2}", cell) or _YEAR.fullmatch(cell.strip()) for cell in filled)


def recut_words(rows: Sequence[Sequence[str]]) -> list[str]:
    """Join a head's rows column by column: the words over a group of columns count for each of them."""
    upper = [squeeze(cell) for cell in rows[0]]
    if len(rows) == 1:
        return upper
    lower = [squeeze(cell) for cell in rows[1]]
    groups = _groups(upper, lower)
    words = list(upper)
    for start, end in groups:
        below = _mended(lower, start, end, groups)
        words[start:end] = [" - ".join(part for part in (upper[start], name) if part) for name in below]
    return words


def _groups(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[int, int]]:
    """Return the stretches of columns under one cell of the first row that have words of the second."""
    starts = [place for place, words in enumerate(upper) if words]
    ends = [*starts[1:], len(upper)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end - start > 1 and any(lower[start:end])]


def _mended(lower: Sequence[str], start: int, end: int, groups: Sequence[tuple[int, int]]) -> list[str]:
    """Return the words of a group's columns; a lost one is what other groups have there, or the year that is due."""
    words = list(lower[start:end])
    for place, name in enumerate(words):
        if name:
            continue
        like = [lower[s:e] for s, e in groups if s != start and e - s == end - start and _agree(lower[s:e], words)]
        others = {other[place] for other in like if other[place]}
        words[place] = others.pop() if len(others) == 1 else _due_year(words, place)
    return words


def _agree(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether two groups have the same words wherever both have any, in one column at least."""
    pairs = [(one, other) for one, other in zip(left, right, strict=True) if one and other]
    return bool(pairs) and all(one == other for one, other in pairs)


def _due_year(words: Sequence[str], place: int) -> str:
    """Return the words of a lost year: between two years that are two apart, or at the end of a run of them."""
    years = [int(found[0]) if (found := _YEAR.search(name)) else None for name in words]
    before, after = (years[at] if 0 <= at < len(years) else None for at in (place - 1, place + 1))
    model = next((name for name, year in zip(words, years, strict=True) if year is not None), "")
    runs = any(right == left + 1 for left, right in itertools.pairwise(y for y in years if y is not None))
    if before is not None and (after == before + 2 or (place == len(words) - 1 and runs)):
        return _YEAR.sub(str(before + 1), model)
    if before is None and after is not None and place and runs:
        return _YEAR.sub(str(after - 1), model)
    return ""
