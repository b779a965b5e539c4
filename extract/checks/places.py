"""Where records stand: spans of their fields, and which record a stretch of text belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models import IssueCode, Plan
    from models.records import Record

Pair = tuple[int, int]


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


def holders(plan: Plan) -> list[tuple[Pair, str, str]]:
    """Return each figure-bearing field's spans with record and field, in order of the text."""
    fields = {
        "targets": ("value",),
        "dates": ("text", "iso"),
        "references": ("number", "date"),
        "tasks": ("due", "time"),
    }
    found = []
    for name, record in records(plan):
        wanted = fields.get(name.split("/")[0], ("number", "issued"))
        for field in wanted:
            found += [(span, name, field) for span in spans_of(record, field)]
    return sorted(found)


def holder_of(found: list[tuple[Pair, str, str]], span: Pair) -> tuple[str | None, str | None]:
    """Return the record and field whose span shares a code point with `span`, None and None where there is none."""
    return next(
        ((name, field) for (start, end), name, field in found if start < span[1] and span[0] < end), (None, None)
    )
