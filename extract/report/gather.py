"""What the report shows, gathered from an output folder one plan at a time, with corrections applied."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from extract import past_run
from extract.corrections import apply, load
from extract.corrections.log import PARTS, is_record, records_of
from extract.errors import OutputFault, UsageFault

if TYPE_CHECKING:
    from pathlib import Path

    from extract.corrections.log import Json

State = str
STATES: Final = ("found", "derived", "corrected", "blank", "unreadable", "absent")
_RARE: Final = frozenset({"value_to", "kind", "base_year", "scale", "per", "area"})
"""Fields that are null unless they apply; how often they are filled says nothing."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that was read. `uri` opens its file, None where it is not known to lie on this machine."""

    stem: str
    title: str
    territory: str
    kind: str
    pages: int
    targets: int
    tasks: int
    issues: int
    finished: bool
    uri: str | None


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as the table shows it; `document` is an index into the documents."""

    document: int
    indicator: str
    indicator_id: str | None
    value: str
    unit: str
    comparator: str
    year: int | None
    section: str
    page: int | None
    confidence: float | None
    corrected: bool
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue that nobody has settled."""

    document: int
    code: str
    severity: str
    message: str
    record: str
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


def gather(out: Path) -> Gathered:
    """Read an output folder; raises UsageFault where it is none, OutputFault where a plan cannot be read."""
    if not (out / "plans").is_dir():
        raise UsageFault(f"{out}: is no output folder (it has no plans); name the folder given to --out")
    found = Gathered()
    found.failures = past_run.failures(out)
    found.duplicates = past_run.duplicates(out)
    places = past_run.places(out)
    for path in sorted((out / "plans").glob("*.json")):
        _add(found, out, path, places)
    return found


def _add(found: Gathered, out: Path, path: Path, places: dict[str, Path]) -> None:
    try:
        machine = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise OutputFault(f"{path}: cannot be read as a plan: {error}") from error
    review = load(out, path.stem)
    applied = apply(machine, review)
    number = len(found.documents)
    issues = _issues(applied.plan, number)
    found.documents.append(_document(applied.plan, path.stem, places, len(issues), finished=review.finished))
    found.targets += _targets(applied.plan, number, frozenset(applied.corrected))
    found.issues += issues
    _cover(found.coverage, applied.plan, frozenset(applied.corrected))


def _document(plan: Json, stem: str, places: dict[str, Path], issues: int, *, finished: bool) -> DocumentLine:
    head = records_of(plan, "document")[0]
    source = plan.get("source")
    facts = source if is_record(source) else {}
    place = places.get(_text(facts, "path"))
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
        place.as_uri() if place and place.is_file() else None,
    )


def _targets(plan: Json, document: int, corrected: frozenset[str]) -> list[TargetLine]:
    named: dict[str, list[str]] = {}
    for issue in records_of(plan, "issues"):
        named.setdefault(_text(issue, "record"), []).append(_text(issue, "code"))
    lines = []
    for index, target in enumerate(records_of(plan, "targets")):
        where = f"targets/{index}"
        year = target.get("year")
        lines.append(
            TargetLine(
                document,
                _text(target, "indicator"),
                _text(target, "indicator_id") or None,
                _text(target, "value"),
                _text(target, "unit"),
                _text(target, "comparator") or "eq",
                year if isinstance(year, int) else None,
                _text(target, "section"),
                _page(target),
                _confidence(target),
                any(path.startswith(f"{where}/") for path in corrected),
                tuple(dict.fromkeys(named.get(where, ()))),
            )
        )
    return lines


def _issues(plan: Json, document: int) -> list[IssueLine]:
    lines = []
    for issue in records_of(plan, "issues"):
        where = _text(issue, "record")
        part, _, index = where.partition("/")
        records = records_of(plan, part) if part in PARTS else ()
        record = records[int(index)] if index.isdigit() and int(index) < len(records) else None
        page = _page(record) if record else None
        code, severity, message = _text(issue, "code"), _text(issue, "severity"), _text(issue, "message")
        lines.append(IssueLine(document, code, severity, message, where, page))
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
    for name in places if is_record(places) else ():
        boxes = _place(record, name).get("boxes")
        if isinstance(boxes, list) and boxes and is_record(boxes[0]):
            page = boxes[0].get("page")
            return page if isinstance(page, int) else None
    return None


def _confidence(record: Json) -> float | None:
    places = record.get("at")
    known = [_place(record, name).get("confidence") for name in places] if is_record(places) else []
    return min((float(value) for value in known if isinstance(value, (int, float))), default=None)


def _text(record: Json, name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""
