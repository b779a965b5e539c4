"""What the columns of a table are for, known by the words over them."""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Literal, cast

from rapidfuzz.distance import Indel

from extract.grammar.fold import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

Column = Literal[
    "number", "task", "lead", "coordinate", "product", "time", "note", "unit", "indicator", "area", "value"
]

_YEAR: Final = re.compile(r"\b20[0-9]{2}\b")
_INDEX_ROW: Final = re.compile(r"\(?[0-9A-Z]{1,2}\)?(?:\s*=.*)?$")


_SHARED: Final = re.compile(r"(?:chu tri|thuc hien)\s*(?:/|,|va|-)\s*(?:co quan |don vi )?phoi hop")
"""A column that names both who leads and who coordinates."""


def is_shared(words: str) -> bool:
    """Tell a column that names both who leads and who coordinates."""
    return _SHARED.search(squeeze(fold(words))) is not None


@cache
def vocabulary(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read a file of data/tasks: tables of lists of folded words; lists outside any table stand under ""."""
    read = tomllib.loads(files("extract").joinpath("data", "tasks", name).read_text(encoding="utf-8"))
    loose = {key: tuple(value) for key, value in read.items() if isinstance(value, list)}
    tables = {key: {k: tuple(v) for k, v in value.items()} for key, value in read.items() if isinstance(value, dict)}
    return tables | {"": loose}


@dataclass(frozen=True, slots=True)
class Head:
    """A table's head: what each column is for (None: unknown), its printed words, and how many rows it takes."""

    columns: tuple[Column | None, ...]
    words: tuple[str, ...]
    rows: int

    def has(self, *columns: Column) -> bool:
        """Tell whether every one of the columns is there."""
        return all(column in self.columns for column in columns)


@cache
def column_of(words: str) -> Column | None:
    """Tell what a column is for by the words over it; tolerates a letter or two read wrong."""
    folded = squeeze(re.sub(r"[:*.]", " ", fold(words)))
    if not folded:
        return None
    lists = vocabulary("columns.toml")["columns"]
    for column, phrases in lists.items():
        if folded in phrases or (column == "number" and re.sub(r"\s[0-9a-z]$", "", folded) in phrases):
            return cast("Column", column)
    if is_shared(folded):
        return "lead"
    for column, phrases in lists.items():
        if column != "number" and any(re.search(rf"\b{re.escape(phrase)}\b", folded) for phrase in phrases):
            return cast("Column", column)
    for column, phrases in lists.items():
        if any(len(phrase) > 5 and _alike(folded[: len(phrase) + 1], phrase) for phrase in phrases):
            return cast("Column", column)
    return None


def _alike(left: str, right: str) -> bool:
    return Indel.normalized_similarity(left, right) >= 0.88


def read_head(rows: Sequence[Sequence[str]]) -> Head | None:
    """Read the head off the first rows of a table, None where it has none that can be made out.

    The head ends in front of the first row that begins with a running number or names no column. Two rows of
    head are read column by column from above; a row of column numbers under them belongs to the head.
    """
    if not rows:
        return None
    columns = [column_of(cell) for cell in rows[0]]
    words = [squeeze(cell) for cell in rows[0]]
    if sum(column is not None for column in columns) < 2:
        return None
    taken = 1
    if len(rows) > 1 and _is_second_head(rows[0], rows[1]):
        words = [squeeze(f"{above} {below}") for above, below in _aligned(rows[0], rows[1])]
        columns = [column_of(below) or column_of(above) for above, below in _aligned(rows[0], rows[1])]
        taken = 2
    if len(rows) > taken and is_index_row(rows[taken]):
        taken += 1
    return Head(tuple(columns), tuple(words), taken)


def _aligned(above: Sequence[str], below: Sequence[str]) -> list[tuple[str, str]]:
    """Pair the cells of two rows of head; an empty cell above goes on with the words to its left."""
    pairs: list[tuple[str, str]] = []
    group = ""
    for upper, lower in zip(above, below, strict=False):
        group = upper or (group if lower else "")
        pairs.append((group, lower if lower != upper else ""))
    return pairs


def _is_second_head(above: Sequence[str], below: Sequence[str]) -> bool:
    """Tell a second row of head: no running number in front, nothing like a figure in it, years excepted."""
    if len(above) != len(below) or is_index_row(below):
        return False
    first = below[0].strip()
    if first and first != above[0].strip():
        return False
    filled = [cell for cell in below if cell.strip() and cell not in above]
    if not filled:
        return False
    return all(len(cell.split()) <= 12 and not re.search(r"[0-9]", _YEAR.sub("", cell)) for cell in filled)


def is_index_row(cells: Sequence[str]) -> bool:
    """Tell the row "(1) (2) (3)=(1)+(2)" under a head: numbers that count the columns; one in three may be lost."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 3 or not all(_INDEX_ROW.match(cell) for cell in filled):
        return False
    counted = [int(digits.group()) for cell in filled if (digits := re.search(r"[0-9]+", cell))]
    steps = [right - left for left, right in itertools.pairwise(counted)]
    return len(steps) >= 1 and set(steps) <= {0, 1, 2} and steps.count(2) * 3 <= len(steps)
