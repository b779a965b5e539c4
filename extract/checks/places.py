"""Where records stand: spans of their fields, and which record a stretch of text belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models import Issue, Severity, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models import IssueCode, Plan
    from models.records import Record

Pair = tuple[int, int]
Holder = tuple[Pair, str, str]
"""A span, and the record and field that stand there."""
_FIGURES: Final = {
    "targets": ("value",),
    "dates": ("text", "iso"),
    "references": ("number", "date"),
    "tasks": ("due", "time"),
}


def warning(
    code: IssueCode, message: str, spans: tuple[Pair, ...], record: str | None = None, field: str | None = None
) -> Issue:
    """Return an issue that says what disagrees and where it stands."""
    return Issue(code=code, severity=Severity.WARNING, message=message, record=record, field=field, spans=spans)


def spans_of(record: Record, field: str) -> tuple[Pair, ...]:
    """Return the spans of a field, empty where it has none."""
    place = record.at.get(field)
    return place.spans if place is not None else ()


def records(plan: Plan) -> Iterator[tuple[str, Record]]:
    """Yield every record of a plan with its name ("targets/3")."""
    yield "document", plan.document
    for part in ("sections", "targets", "tasks", "dates", "references"):
        for index, record in enumerate(getattr(plan, part)):
            yield f"{part}/{index}", record


def holders(plan: Plan) -> list[Holder]:
    """Return the spans of all fields with record and field: those that bear figures, then the others, narrow first."""
    ranked: list[tuple[int, Holder]] = []
    for name, record in records(plan):
        figures = _FIGURES.get(name.split("/")[0], ("number", "issued"))
        for field, place in record.at.items():
            if field in figures or place.state is State.FOUND:
                width = 0 if field in figures else 1
                ranked += [(width * (end - start), ((start, end), name, field)) for start, end in place.spans]
    return [holder for _, holder in sorted(ranked)]


def holder_of(found: list[Holder], span: Pair) -> tuple[str | None, str | None]:
    """Return the record and field whose span shares a code point with `span`, None and None where there is none."""
    return next(
        ((name, field) for (start, end), name, field in found if start < span[1] and span[0] < end), (None, None)
    )
