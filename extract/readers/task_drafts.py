"""A task on its way to its record: where its words, bodies and time stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.grammar.fold import squeeze
from extract.page import Span
from extract.readers import record
from extract.readers.task_bodies import coordinating, distinct
from extract.readers.task_times import governing_time
from models import Recurrence, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.grammar.times import TimeValue
    from extract.readers.body_lists import Body
    from extract.text import Text
    from models import Place


@dataclass(frozen=True, slots=True)
class Draft:
    """A task read from running text. `spans` are the stretches its text is joined from.

    `lead` may be names of a heading; `time` is given where a label states it, else it is read from the text.
    `sure` is the reader's own probability that this is a task and whole.
    """

    spans: tuple[Span, ...]
    path: str
    lead: tuple[Body, ...]
    coordinate: tuple[Body, ...] = ()
    time: TimeValue | None = None
    time_spans: tuple[Span, ...] = ()
    sure: float = 0.96


def draft_text(text: Text, spans: Sequence[Span]) -> str:
    """Return the text of a task on one line."""
    return " ".join(filter(None, (squeeze(text.slice(span)) for span in spans)))


def draft_task(text: Text, draft: Draft) -> Task:
    """Make the record; bodies behind "phối hợp với" in the text join those that coordinate."""
    words = draft_text(text, draft.spans)
    time, time_spans = (draft.time, draft.time_spans) if draft.time else _own_time(text, draft.spans)
    coordinate = distinct((*draft.coordinate, *coordinating(text.string, draft.spans)), draft.lead)
    recurrence = Recurrence(time.recurrence) if time and time.recurrence else None
    return Task(
        section=draft.path or None,
        task=words,
        lead=tuple(squeeze(body.name) for body in distinct(draft.lead)),
        coordinate=tuple(squeeze(body.name) for body in coordinate),
        time=time.text if time else None,
        due=time.due if time else None,
        recurrence=recurrence,
        at=_places(text, draft, coordinate, time_spans),
    )


def _own_time(text: Text, spans: Sequence[Span]) -> tuple[TimeValue | None, tuple[Span, ...]]:
    """Read the time that governs the work out of the task's own text."""
    for span in spans:
        time = governing_time(text.slice(span))
        if time is not None:
            return time, (Span(span.start + time.start, span.start + time.end),)
    return None, ()


def _places(text: Text, draft: Draft, coordinate: Sequence[Body], time: tuple[Span, ...]) -> dict[str, Place]:
    def at(spans: Sequence[Span], evidence: float) -> Place:
        return record.found(text, spans, evidence) if spans else record.absent(evidence)

    timed = record.derived(text, ("time",), time, 0.95) if time else record.absent(0.95)
    return {
        "section": record.derived(text, ("task",), evidence=draft.sure),
        "number": record.absent(0.99),
        "task": at(draft.spans, draft.sure),
        "lead": at([Span(body.start, body.end) for body in draft.lead], draft.sure),
        "coordinate": at([Span(body.start, body.end) for body in coordinate], 0.93),
        "product": record.absent(0.99),
        "time": at(time, 0.94),
        "due": timed,
        "recurrence": timed,
    }
