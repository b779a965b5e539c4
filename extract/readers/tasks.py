"""Tasks: every assignment of work to a named body (golden/GUIDE.md, "tasks")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.readers.flattened import flat_rows
from extract.readers.task_agency_lines import agency_tasks
from extract.readers.task_drafts import draft_task
from extract.readers.task_headings import heading_tasks
from extract.readers.task_rows import TaskRow, row_task
from extract.readers.task_tables import table_rows
from extract.readers.task_tails import tail_tasks

if TYPE_CHECKING:
    from extract.outline import Outline
    from extract.text import Text
    from models import Document, Task


def read_tasks(text: Text, outline: Outline, document: Document) -> tuple[Task, ...]:
    """Return the tasks of a plan in the order of the text: from running text, tables, and flattened tables."""
    del document
    flat = list(flat_rows(text))
    rows = [*table_rows(text, outline), *((row, outline.path_at(_start(row))) for row in flat)]
    found = [(_start(row), row_task(text, row, _section(path))) for row, path in rows]
    tables = [_reach(row) for row in flat]
    lines = list(agency_tasks(text, outline))
    taken = {node for task in lines for node in task.nodes}
    drafts = [task.draft for task in lines]
    drafts += heading_tasks(text, outline, taken)
    drafts += list(tail_tasks(text, outline, drafts))
    for draft in drafts:
        start = draft.spans[0].start
        if not any(first <= start < last for first, last in tables):
            found.append((start, draft_task(text, draft)))
    return tuple(task for _, task in sorted(found, key=lambda pair: pair[0]))


def _start(row: TaskRow) -> int:
    return row.number.start if row.number else row.task[0].start


def _reach(row: TaskRow) -> tuple[int, int]:
    """Return the stretch of text a row takes up."""
    spans = [*row.task, *row.lead, *row.coordinate, *row.product, *row.time]
    return _start(row), max(span.end for span in spans)


def _section(path: str) -> str:
    return path or "PL"
