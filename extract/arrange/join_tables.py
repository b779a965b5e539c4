"""Tables over page ends: parts joined, repeated heads and index rows dropped, torn rows mended."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from diacritics import syllable_share
from extract.arrange.marks import closes
from extract.arrange.phrases import fold, likeness
from extract.page import Cell, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Block, Paragraph

_INDEX: Final = re.compile(r"^[(\[]?(\d{1,2}|[A-ZĐ]|[a-z])[)\]]?(\s?=.{1,20})?$")
_HEAD_ROWS: Final = 4
_DIRT: Final = 3
_UNSURE: Final = 0.7
_EDGE: Final = 6.0

Row = tuple[Cell, ...]


def join_tables(blocks: Sequence[Block]) -> list[Block]:
    """Join tables that follow each other directly and have the same columns; drop index rows of every table."""
    made: list[Block] = []
    for block in blocks:
        at = _last_table(made)
        last = made[at] if at is not None else None
        if at is not None and isinstance(block, Table) and isinstance(last, Table) and _same_columns(last, block):
            made[at] = replace(last, rows=_joined(last.rows, block.rows), trusted=last.trusted and block.trusted)
        else:
            made.append(block)
    return [replace(block, rows=_without_heads(block.rows)) if isinstance(block, Table) else block for block in made]


def _last_table(made: Sequence[Block]) -> int | None:
    """Return where the last table stands, None where more than dirt has been read since."""
    for back, block in enumerate(reversed(made[-_DIRT - 1 :]), start=1):
        if isinstance(block, Table):
            return len(made) - back
        if block.trusted or not _is_dirt(block):
            return None
    return None


def _is_dirt(block: Paragraph) -> bool:
    """Tell whether recognition made a short paragraph of dirt: hardly a syllable, or no word read with confidence."""
    surest = max((word.confidence for line in block.lines for word in line.words), default=0.0)
    return len(block.text) <= 30 and (syllable_share(block.text) <= 0.5 or surest < _UNSURE)


def _same_columns(above: Table, below: Table) -> bool:
    """Tell whether the column edges agree, a common shift of the page allowed."""
    if above.page == below.page or len(above.edges) != len(below.edges) or not above.edges:
        return False
    shift = below.edges[0] - above.edges[0]
    if abs(shift) > 30:
        return False
    return all(abs(b - a - shift) <= _EDGE for a, b in zip(above.edges, below.edges, strict=True))


def _joined(above: tuple[Row, ...], below: tuple[Row, ...]) -> tuple[Row, ...]:
    repeated = _repeated_rows(above, below)
    below = below[repeated:]
    if below and above and _torn(above[-1], below[0], heads=repeated > 0):
        return (*above[:-1], _mended(above[-1], below[0]), *below[1:])
    return above + below


def _repeated_rows(above: tuple[Row, ...], below: tuple[Row, ...]) -> int:
    """Return how many rows at the top of a part repeat the head of the table; an index row may come first or last."""
    count = 0
    for row in below[:_HEAD_ROWS]:
        if _is_index(row) or any(_same(row, head) for head in above[:_HEAD_ROWS]):
            count += 1
        else:
            break
    return count if count < len(below) else 0


def _same(row: Row, head: Row) -> bool:
    """Tell whether a row says what the head says, an error of recognition here and there allowed."""
    left, right = _texts(row), _texts(head)
    if not any(left) or all(not text or text.isdigit() for text in left):
        return False
    return left == right or likeness(" ".join(left), " ".join(right)) > 0.93


def _texts(row: Row) -> list[str]:
    return [fold(" ".join(cell.text.split())) for cell in row]


def _is_index(row: Row) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3), A B 1 2, perhaps with a formula such as 8=7/4."""
    texts = [cell.text.strip() for cell in row if cell.text.strip() and not cell.filled]
    if len(texts) < 3 or len(texts) < 0.6 * len(row) or not all(_INDEX.match(text) for text in texts):
        return False
    numbers = [int(found[0]) for text in texts if (found := re.findall(r"\d+", text))]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers)) and numbers[0] <= 3


def _without_heads(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Drop the index row under the head, and the head wherever it comes again within the table."""
    if not rows:
        return rows
    head = rows[0] if sum(map(bool, _texts(rows[0]))) > 1 else ()
    again = {at for at, row in enumerate(rows) if at and head and _same(row, head)}
    return tuple(row for at, row in enumerate(rows) if at not in again and not (at <= _HEAD_ROWS and _is_index(row)))


def _torn(above: Row, below: Row, *, heads: bool) -> bool:
    """Tell whether a page end has torn a row: a cell goes on in small letters, and only one part has the number.

    A number that stands in the middle of its cell may be in the lower part.
    """
    numbered = above[0].text.strip() and below[0].text.strip() and not below[0].text.strip()[:1].islower()
    if numbered or any(cell.columns > 1 for cell in (*above, *below)):
        return False
    cells = [(a, b) for a, b in zip(above, below, strict=True) if b.text.strip() and not b.filled]
    pairs = [(a.text.strip(), b.text.strip()) for a, b in cells]
    if any(b[:1].islower() and a and not closes(a) for a, b in pairs):
        return True
    return bool(pairs) and bool(above[0].text.strip()) and not heads and all(a and not closes(a) for a, _ in pairs)


def _mended(above: Row, below: Row) -> Row:
    return tuple(replace(a, lines=a.lines + b.lines) if b.lines else a for a, b in zip(above, below, strict=True))
