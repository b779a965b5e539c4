"""Plans to rows: one mapping a record, with the columns of schema.py."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from extract.anchors import anchors_of, page_named, page_of
from extract.settings import LOOK_BELOW
from models import Record, State, Target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from extract.anchors import Anchor
    from models import Agency, Issue, Place, Plan

Cell = str | int | bool | float | Decimal | tuple[str, ...] | None
Row = dict[str, Cell]

PARTS = ("sections", "targets", "tasks", "dates", "references")
_NUMBERS = ("value", "value_to")


@dataclass(frozen=True, slots=True)
class Answers:
    """What reviewers did to a plan, by paths in its numbering: fields corrected, records and fields answered for."""

    corrected: Collection[str] = ()
    settled: Collection[str] = ()
    finished: bool = False


UNREVIEWED: Final = Answers()


def document_row(stem: str, plan: Plan, answers: Answers = UNREVIEWED) -> Row:
    """Return the row of a document that was read."""
    head = plan.document
    flagged = _flagged("document", head, _named(plan.issues).get("document", ()), answers)
    return {
        "document": stem,
        "path": plan.source.path,
        "sha256": plan.source.sha256,
        "state": "done",
        "kind": plan.source.kind,
        "pages": plan.source.pages,
        **_fields(head),
        "confidence": _confidence(head.at),
        "flagged": bool(flagged),
        "issues": len(plan.issues),
        "corrected": _corrected("document", answers.corrected),
        "reviewed": answers.finished,
    }


def failed_row(stem: str, path: str, sha256: str | None, reason: str) -> Row:
    """Return the row of a document that could not be read."""
    return {"document": stem, "path": path, "sha256": sha256, "state": "failed", "reason": reason}


def duplicate_row(stem: str, path: str, sha256: str, original: str) -> Row:
    """Return the row of a source whose content was read under another name."""
    return {"document": stem, "path": path, "sha256": sha256, "state": "duplicate", "duplicate_of": original}


def record_rows(stem: str, plan: Plan, answers: Answers = UNREVIEWED) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for every record and issue of a plan, in order."""
    named = _named(plan.issues)
    for part in PARTS:
        records: Sequence[Record] = getattr(plan, part)
        for n, record in enumerate(records, 1):
            where = f"{part}/{n - 1}"
            row = {"document": stem, "n": n, **_fields(record)}
            yield part, row | _checked(where, record, named.get(where, ()), answers)
    anchors = _anchors(plan) if plan.issues else []
    for n, issue in enumerate(plan.issues, 1):
        yield "issues", _issue_row(stem, n, issue, plan, anchors)


def agency_rows(stem: str, agencies: Iterable[Agency]) -> Iterator[Row]:
    """Yield the rows of the bodies that a plan's records name."""
    for n, agency in enumerate(agencies, 1):
        yield {"document": stem, "n": n, **_fields(agency)}


def _checked(where: str, record: Record, issues: Sequence[Issue], answers: Answers) -> Row:
    """Return what a reader needs to trust a record: its page, how sure it is, and what somebody should look at."""
    flagged = _flagged(where, record, issues, answers)
    figure = record.at.get("value") if isinstance(record, Target) else None
    row: Row = {
        "page": _page({"value": figure} if figure and figure.boxes else record.at),
        "confidence": _confidence(record.at),
        "flagged": bool(flagged),
        "issues": tuple(dict.fromkeys(issue.code.value for issue in issues)),
        "corrected": _corrected(where, answers.corrected),
    }
    if isinstance(record, Target):
        row["value_confidence"] = figure.confidence if figure else None
        row["value_flagged"] = bool(flagged & {"value", None})
    return row


def _flagged(where: str, record: Record, issues: Iterable[Issue], answers: Answers) -> set[str | None]:
    """Return the fields that are to be looked at, None for the record as a whole; a computed field is as its source."""
    if where in answers.settled:
        return set()
    doubtful: set[str | None] = {issue.field for issue in issues}
    for name, place in record.at.items():
        weak = place.confidence is not None and place.confidence < LOOK_BELOW
        if (weak and place.state is not State.DERIVED) or place.state is State.UNREADABLE:
            doubtful.add(name)
    return {name for name in doubtful if f"{where}/{name}" not in answers.settled}


def _fields(record: Record) -> Row:
    row: Row = {}
    for name in type(record).model_fields:
        if name == "at":
            continue
        value = getattr(record, name)
        row[name] = Decimal(value) if name in _NUMBERS and value is not None else value
    return row


def _confidence(at: Mapping[str, Place]) -> float | None:
    known = [place.confidence for place in at.values() if place.state is State.FOUND and place.confidence is not None]
    return min(known, default=None)  # not rounded: 0.8996 is under 0.9


def _page(at: Mapping[str, Place]) -> int | None:
    return next((place.boxes[0].page for place in at.values() if place.boxes), None)


def _named(issues: Iterable[Issue]) -> dict[str, list[Issue]]:
    named: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        if issue.record:
            named[issue.record].append(issue)
    return named


def _corrected(where: str, corrected: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(path.removeprefix(f"{where}/") for path in corrected if path.startswith(f"{where}/")))


def _anchors(plan: Plan) -> list[Anchor]:
    records = (record for part in PARTS for record in getattr(plan, part))
    return anchors_of(record.model_dump(mode="json", include={"at"}) for record in (plan.document, *records))


def _issue_row(stem: str, n: int, issue: Issue, plan: Plan, anchors: Sequence[Anchor]) -> Row:
    """Return the row of an issue; its `record` counts from 1, as the column `n` of the tables does.

    Its page is that of its field, else of its place in the text, else of its record.
    """
    part, _, index = (issue.record or "").partition("/")
    record, about = issue.record, plan.document.at if part == "document" else {}
    if index.isdigit():
        records: Sequence[Record] = getattr(plan, part)
        about = records[int(index)].at if int(index) < len(records) else {}
        record = f"{part}/{int(index) + 1}"
    place = about.get(issue.field or "")
    page = place.boxes[0].page if place and place.boxes else page_of(anchors, issue.spans)
    page = page or page_named(issue.model_dump(mode="json")) or _page(about)
    return {
        "document": stem,
        "n": n,
        "code": issue.code.value,
        "severity": issue.severity.value,
        "message": issue.message,
        "record": record,
        "field": issue.field,
        "page": page,
    }
