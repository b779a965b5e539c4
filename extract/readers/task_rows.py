"""A row of a task table, wherever its cells came from, and the task it states."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import squeeze
from extract.grammar.times import TimeValue, parse_time
from extract.page import Span
from extract.readers import record
from extract.readers.body_lists import read_bodies
from extract.readers.task_bodies import agency_bodies
from models import Place, Recurrence, Task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.readers.columns import Column
    from extract.text import Text

_YEAR: Final = re.compile(r"20[0-9]{2}")

Cells = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row: the span of its number, and the spans of each cell (several where a page break tore it).

    `sure` is the reader's own probability that the words lie in the right cells.
    """

    number: Span | None
    task: tuple[Span, ...]
    lead: tuple[Span, ...] = ()
    coordinate: tuple[Span, ...] = ()
    product: tuple[Span, ...] = ()
    time: tuple[Span, ...] = ()
    sure: float = 0.97
    shared: bool = False
    """The column of those that lead names those that coordinate too ("Đơn vị chủ trì/phối hợp")."""

    @classmethod
    def of(cls, number: Span | None, cells: Mapping[Column, Sequence[Span]], sure: float = 0.97) -> TaskRow:
        """Make a row of the columns a task has; other columns are left aside."""
        return cls(
            number,
            tuple(cells.get("task", ())),
            tuple(cells.get("lead", ())),
            tuple(cells.get("coordinate", ())),
            tuple(cells.get("product", ())),
            tuple(cells.get("time", ())),
            sure,
        )


def joined(text: Text, spans: Sequence[Span]) -> str:
    """Return the words of spans on one line."""
    return squeeze(" ".join(text.slice(span) for span in spans))


def row_task(text: Text, row: TaskRow, path: str) -> Task:
    """Make the record of a row; `path` is the section it stands in."""
    product = joined(text, row.product).strip(" .;,-") or None
    time = _time(joined(text, row.time)) if row.time else None
    recurrence = Recurrence(time.recurrence) if time and time.recurrence else None
    lead, coordinate = _parties(text, row)
    number = text.slice(row.number).strip(" .)") if row.number else None
    return Task(
        section=path or None,
        number=number,
        task=joined(text, row.task),
        lead=lead,
        coordinate=coordinate,
        product=product,
        time=time.text if time else None,
        due=time.due if time else None,
        recurrence=recurrence,
        at=_places(text, row, time is not None),
    )


def _time(words: str) -> TimeValue:
    """Read a cell of time; a year alone is one ("2026")."""
    time = parse_time(words)
    return replace(time, due=words.strip(" .;")) if _YEAR.fullmatch(words.strip(" .;")) else time


def _parties(text: Text, row: TaskRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who leads and who coordinates; where one column names both, the first leads."""
    lead, coordinate = names(text, row.lead), names(text, row.coordinate)
    words = joined(text, row.lead)
    if re.search(r"phối\s+hợp", words, re.IGNORECASE):
        leading, helping = agency_bodies(words, 0, len(words))
        return tuple(body.name for body in leading), (*(body.name for body in helping), *coordinate)
    if row.shared and not coordinate:
        return lead[:1], lead[1:]
    return lead, coordinate


def names(text: Text, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the bodies a cell lists, dashes in front of its lines left out."""
    words = re.sub(r"(?:^|(?<=[.;,:]\s))[-+*•]\s+(?=\S)", "; ", joined(text, spans))
    return tuple(dict.fromkeys(body.name for body in read_bodies(words.strip(" ;"))))


def _places(text: Text, row: TaskRow, timed: bool) -> dict[str, Place]:
    places = {
        field: record.found(text, spans, row.sure) if spans else record.absent(row.sure)
        for field, spans in (
            ("number", (row.number,) if row.number else ()),
            ("task", row.task),
            ("lead", row.lead),
            ("coordinate", row.coordinate),
            ("product", row.product),
            ("time", row.time),
        )
    }
    section = record.derived(text, ("task",), evidence=row.sure)
    due = record.derived(text, ("time",), row.time, row.sure) if timed else record.absent(row.sure)
    return places | {"section": section, "due": due, "recurrence": due}
