"""What the report shows, gathered from an output folder one plan at a time, with corrections applied."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from extract import past_run
from extract.anchors import anchors_of, page_named, page_of, spans_of
from extract.corrections import apply, load
from extract.corrections.log import PARTS, is_record, records_of
from extract.errors import OutputFault, UsageFault
from extract.settings import LOOK_BELOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.corrections.log import Json

State = str
STATES: Final = ("found", "derived", "corrected", "blank", "unreadable", "absent")
_RARE: Final = frozenset({"value_to", "kind", "base_year", "scale", "per", "area"})
"""Fields that are null unless they apply; how often they are filled says nothing."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that was read. `link` leads from the report to its file, None where there is no such way."""

    stem: str
    title: str
    territory: str
    kind: str
    pages: int
    targets: int
    tasks: int
    issues: int
    finished: bool
    link: str | None


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as the table shows it; `document` is an index into the documents, `doubtful` is about its value."""

    document: int
    indicator: str
    indicator_id: str | None
    value: str
    value_to: str
    unit: str
    comparator: str
    year: int | None
    section: str
    page: int | None
    confidence: float | None
    corrected: bool
    doubtful: bool
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue that nobody has settled; `record` counts from 0 (`targets/3`), `field` is one of its fields."""

    document: int
    code: str
    severity: str
    message: str
    record: str
    field: str
    page: int | None


@dataclass(slots=True)
class Gathered:
    """Everything the report shows; grown while plans are read."""

    documents: list[DocumentLine] = field(default_factory=list)
    targets: list[TargetLine] = field(default_factory=list)
    issues: list[IssueLine] = field(default_factory=list)
    coverage: dict[tuple[str, str], Counter[State]] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)
    duplicates: int = 0


def gather(out: Path, beside: Path | None = None) -> Gathered:
    """Read an output folder for a report that will lie in the folder `beside`, in `out` itself when not given.

    Raises UsageFault where it is no output folder, OutputFault where a plan cannot be read.
    """
    if not (out / "plans").is_dir():
        raise UsageFault(f"{out}: is no output folder (it has no plans); name the folder given to --out")
    found = Gathered()
    found.failures = past_run.failures(out)
    found.duplicates = past_run.duplicates(out)
    links = {shown: _link(place, beside or out) for shown, place in past_run.places(out).items()}
    left_out = past_run.left_out(out)
    for path in sorted((out / "plans").glob("*.json")):
        if path.stem not in left_out:
            _add(found, out, path, links)
    return found


def _add(found: Gathered, out: Path, path: Path, links: dict[str, str | None]) -> None:
    try:
        machine = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise OutputFault(f"{path}: cannot be read as a plan: {error}; delete it and run extract again") from error
    review = load(out, path.stem)
    applied = apply(machine, review)
    number = len(found.documents)
    issues = _issues(applied.plan, number)
    found.documents.append(_document(applied.plan, path.stem, links, len(issues), finished=review.finished))
    found.targets += _targets(applied.plan, number, frozenset(applied.corrected))
    found.issues += issues
    _cover(found.coverage, applied.plan, frozenset(applied.corrected))


def _link(place: Path, folder: Path) -> str | None:
    """Return the way from a folder to a file that is there, None where the two share no more than the root.

    A report is handed on: it must not tell how somebody's machine is laid out, and moves with the files beside it.
    """
    here, there = folder.resolve(), place.resolve()
    shared = [a for a, b in zip(here.parts, there.parts, strict=False) if a == b]
    if len(shared) < 2 or not there.is_file():
        return None
    return quote(Path(os.path.relpath(there, here)).as_posix())


def _document(plan: Json, stem: str, links: dict[str, str | None], issues: int, *, finished: bool) -> DocumentLine:
    head = records_of(plan, "document")[0]
    source = plan.get("source")
    facts = source if is_record(source) else {}
    pages = facts.get("pages")
    return DocumentLine(
        stem,
        _text(head, "title") or stem,
        _text(head, "locality") or _text(head, "province") or _text(head, "issuer") or "–",
        _text(facts, "kind") or "unknown",
        pages if isinstance(pages, int) else 0,
        len(records_of(plan, "targets")),
        len(records_of(plan, "tasks")),
        issues,
        finished,
        links.get(_text(facts, "path")),
    )


def _targets(plan: Json, document: int, corrected: frozenset[str]) -> list[TargetLine]:
    named: dict[str, list[Json]] = {}
    for issue in records_of(plan, "issues"):
        named.setdefault(_text(issue, "record"), []).append(issue)
    lines = []
    for index, target in enumerate(records_of(plan, "targets")):
        where = f"targets/{index}"
        year = target.get("year")
        issues = named.get(where, [])
        lines.append(
            TargetLine(
                document,
                _text(target, "indicator"),
                _text(target, "indicator_id") or None,
                _text(target, "value"),
                _text(target, "value_to"),
                _text(target, "unit"),
                _text(target, "comparator") or "eq",
                year if isinstance(year, int) else None,
                _text(target, "section"),
                _page_of(_place(target, "value")) or _page(target),
                _confidence(target),
                any(path.startswith(f"{where}/") for path in corrected),
                f"{where}/value" not in corrected and _is_doubtful(target, issues),
                tuple(dict.fromkeys(_text(issue, "code") for issue in issues)),
            )
        )
    return lines


def _is_doubtful(target: Json, issues: Sequence[Json]) -> bool:
    """Tell whether a target's value was read weakly or an issue names it."""
    sure = _place(target, "value").get("confidence")
    return (isinstance(sure, (int, float)) and sure < LOOK_BELOW) or any(
        issue.get("field") == "value" for issue in issues
    )


def _issues(plan: Json, document: int) -> list[IssueLine]:
    anchors = anchors_of(record for part in ("document", *PARTS) for record in records_of(plan, part))
    lines = []
    for issue in records_of(plan, "issues"):
        where, name = _text(issue, "record"), _text(issue, "field")
        part, _, index = where.partition("/")
        records = records_of(plan, part) if part in ("document", *PARTS) else ()
        number = int(index or 0)
        record = records[number] if number < len(records) else {}
        page = _page_of(_place(record, name)) or page_of(anchors, spans_of(issue)) or page_named(issue) or _page(record)
        code, severity, message = _text(issue, "code"), _text(issue, "severity"), _text(issue, "message")
        lines.append(IssueLine(document, code, severity, message, where, name, page))
    return lines


def _cover(coverage: dict[tuple[str, str], Counter[State]], plan: Json, corrected: frozenset[str]) -> None:
    """Count what became of every field of every record."""
    for part in ("document", *PARTS):
        for index, record in enumerate(records_of(plan, part)):
            where = part if part == "document" else f"{part}/{index}"
            for name, value in record.items():
                if name == "at" or name in _RARE:
                    continue
                state = "corrected" if f"{where}/{name}" in corrected else _state(record, name, value)
                coverage.setdefault((part, name), Counter())[state] += 1


def _state(record: Json, name: str, value: object) -> State:
    state = _place(record, name).get("state")
    if value in (None, [], ()):
        return state if state in ("blank", "unreadable") else "absent"
    return "derived" if state == "derived" else "found"


def _place(record: Json, name: str) -> Json:
    places = record.get("at")
    place = places.get(name) if is_record(places) else None
    return place if is_record(place) else {}


def _page(record: Json) -> int | None:
    places = record.get("at")
    pages = (_page_of(_place(record, name)) for name in (places if is_record(places) else ()))
    return next((page for page in pages if page is not None), None)


def _page_of(place: Json) -> int | None:
    boxes = place.get("boxes")
    page = boxes[0].get("page") if isinstance(boxes, list) and boxes and is_record(boxes[0]) else None
    return page if isinstance(page, int) else None


def _confidence(record: Json) -> float | None:
    """Return the least confidence of the fields that were found, as the tables give it."""
    places = record.get("at")
    found = [_place(record, name) for name in (places if is_record(places) else ())]
    known = [place.get("confidence") for place in found if place.get("state") == "found"]
    return min((float(value) for value in known if isinstance(value, (int, float))), default=None)


def _text(record: Json, name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""
