"""Tables whose figures are in no record: what was not read is told, not passed over."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from extract.checks.places import spans_of, warning
from extract.grammar.fold import lower
from extract.grammar.vocabulary import word_lists
from models import IssueCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.checks.places import Pair
    from extract.text import Text, TextBlock
    from models import Issue, Plan

_MANY: Final = 8
"""A table of so many figures holds values; fewer may stand in a list of anything."""

_FIGURE: Final = re.compile(r"[<>≥≤~]?\s*[+-]?[0-9][0-9.,]*(?:\s*[-–÷]\s*[0-9][0-9.,]*)?\s*%?")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}(?:\s*[-–]\s*(?:19|20)[0-9]{2})?")
_NUMBERING: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|(?:[0-9]{1,2}\.){2,}[0-9]{1,2}")


_COORDINATE: Final = re.compile(r"[0-9]{5,}(?:[.,][0-9]+)?")
_HEAD: Final = 4
"""A table's head takes no more rows."""


def table_issues(text: Text, plan: Plan) -> Iterator[Issue]:
    """Yield an issue for each table of many figures of which neither a target nor a task was read.

    And one for each whose rows were put together again, since cells of it are lost.
    """
    taken = sorted(
        {span for record in (*plan.targets, *plan.tasks) for field in record.at for span in spans_of(record, field)}
    )
    for table in _unread(text, taken):
        figures = list(_figures(text, table))
        if len(figures) >= _MANY and not _tells_places(text, table, figures):
            span = (table[0].span.start, table[-1].span.end)
            why = f"{len(figures)} figures of this table are in no record, check them by hand against the original"
            yield warning(IssueCode.TABLE_UNCERTAIN, why, (span,))
    for _, blocks in groupby((block for block in text.blocks if block.recut), key=lambda block: block.table):
        rows = list(blocks)
        why = "the lines of this table were broken anew and cells are lost, check its rows by hand against the original"
        yield warning(IssueCode.TABLE_UNCERTAIN, why, ((rows[0].span.start, rows[-1].span.end),))


def _unread(text: Text, taken: list[Pair]) -> Iterator[list[TextBlock]]:
    """Yield the tables that hold no record; those that follow one another directly are one, torn over pages."""
    run: list[TextBlock] = []
    for number, blocks in groupby(text.blocks, key=lambda block: block.table):
        rows = list(blocks)
        if number is not None and not _holds(rows, taken):
            run += rows
        elif run:
            yield run
            run = []
    if run:
        yield run


def _holds(rows: list[TextBlock], taken: list[Pair]) -> bool:
    return any(rows[0].span.start <= start and end <= rows[-1].span.end for start, end in taken)


def _figures(text: Text, rows: Sequence[TextBlock]) -> Iterator[str]:
    """Yield the figures of a table's cells; years, running numbers and the numbers of its columns are none."""
    seen: set[tuple[int, int]] = set()
    following = 1
    for row in rows:
        for cell in row.cells:
            if cell is None or (cell.start, cell.end) in seen:
                continue
            seen.add((cell.start, cell.end))
            words = text.slice(cell).strip()
            if not _FIGURE.fullmatch(words) or _YEAR.fullmatch(words) or _NUMBERING.fullmatch(words):
                continue
            if words.isdigit() and int(words) in {1, following}:
                following = int(words) + 1
            else:
                yield words


def _tells_places(text: Text, rows: Sequence[TextBlock], figures: Sequence[str]) -> bool:
    """Tell a table whose figures are coordinates, the half of them at least: nothing of it is to be reached."""
    head = lower(" ".join(text.slice(row.span) for row in rows[:_HEAD]))
    if not any(word in head for word in word_lists("tables.toml")["coordinates"]):
        return False
    return sum(_COORDINATE.fullmatch(figure) is not None for figure in figures) * 2 >= len(figures)
