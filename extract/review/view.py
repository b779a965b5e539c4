"""What the document page shows, as plain JSON: parts, records and fields, those that need a look first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from extract.anchors import anchors_of, page_named, page_of, spans_of
from extract.corrections import fields_of
from extract.corrections.log import PARTS, as_value, is_record, records_of
from extract.settings import LOOK_BELOW
from extract.wording import said

if TYPE_CHECKING:
    from extract.corrections import Reviewed, Value
    from extract.corrections.log import Json
    from extract.review.folder import Loaded

LISTS: Final = frozenset({"signed_for", "recipients", "lead", "coordinate"})
CHOICES: Final = {
    "comparator": ("eq", "ge", "gt", "le", "lt", "approx"),
    "recurrence": ("yearly", "half-yearly", "quarterly", "monthly", "continuous"),
    "role": ("issued", "reference", "deadline", "effective", "other"),
    "issuer_level": ("central", "province", "district", "commune"),
    "kind": ("level", "ratio", "change", "growth", "points", "multiple", "of_plan", "count", "duration"),
    "basis": ("true", "false"),
}
_HEADINGS: Final = {
    "document": ("title",), "sections": ("path", "title"), "targets": ("indicator", "value", "unit"),
    "tasks": ("task",), "dates": ("text",), "references": ("number",),
}  # fmt: skip
_RARE: Final = frozenset({"value_to", "kind", "base_year", "scale", "per", "area"})
_BLANKS: Final = (None, ())


@dataclass(frozen=True, slots=True)
class Shown:
    """What records are shown with: the document's text, and the language of messages."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class _Issues:
    """The issues of a plan by record and field."""

    by_place: dict[tuple[str, str | None], list[Json]]

    def of(self, where: str, name: str | None) -> list[Json]:
        return self.by_place.get((where, name), [])

    def named(self, where: str) -> list[Json]:
        return [issue for (record, _), found in self.by_place.items() if record == where for issue in found]


def _issues(plan: Json) -> _Issues:
    found: dict[tuple[str, str | None], list[Json]] = {}
    for issue in records_of(plan, "issues"):
        record, name = issue.get("record"), issue.get("field")
        key = (record if isinstance(record, str) else "", name if isinstance(name, str) else None)
        found.setdefault(key, []).append(issue)
    return _Issues(found)


def _place(record: Reviewed, name: str) -> Json:
    places = record.machine.get("at")
    place = places.get(name) if is_record(places) else None
    return place if is_record(place) else {}


def _confidence(record: Reviewed, name: str) -> float | None:
    found = _place(record, name).get("confidence")
    return float(found) if isinstance(found, (int, float)) else None


def _doubtful(record: Reviewed, name: str, issues: _Issues) -> bool:
    """Tell whether a field needs a look: an issue names it, it reads weakly, or it has changed since it was checked.

    A computed field is as sure as what it came from, which is asked about already.
    """
    state, confidence = _place(record, name).get("state"), _confidence(record, name)
    low = state != "derived" and confidence is not None and confidence < LOOK_BELOW
    changed = record.fates.get(name) == "changed"
    return bool(issues.of(record.where, name)) or low or changed or state == "unreadable"


def questions(loaded: Loaded) -> list[tuple[str, bool]]:
    """Return everything in a document that needs a look, and whether a reviewer has answered for it."""
    issues = _issues(loaded.plan)
    asked = []
    for record in loaded.replay.records:
        names = [name for name in record.values if _doubtful(record, name, issues)]
        asked += [(f"{record.where}/{name}", record.settled(name)) for name in names]
        if issues.of(record.where, None):
            asked.append((record.where, record.settled(None)))
    return asked


def view(loaded: Loaded, shown: Shown) -> dict[str, object]:
    """Return a document for the page: groups of records, those that need a look first, and its own issues."""
    issues = _issues(loaded.plan)
    groups = []
    for part in ("document", *PARTS):
        records = [record for record in loaded.replay.records if record.part == part]
        ranked = sorted(records, key=lambda record: _rank(record, issues))
        cards = [_record(record, issues, shown) for record in ranked]
        groups.append({"part": part, "fields": fields_of(part), "records": cards})
    source = loaded.plan.get("source")
    return {
        **_standing(loaded),
        "stem": loaded.stem,
        "source": {key: source.get(key) for key in ("path", "kind", "pages")} if is_record(source) else {},
        "groups": groups,
        "issues": _own_issues(loaded, issues, shown),
        "choices": CHOICES,
        "lists": sorted(LISTS),
    }


def changes(before: Loaded, after: Loaded, shown: Shown) -> dict[str, object]:
    """Return what an act has changed: the records that are new or otherwise now, and the names of those gone."""
    issues = _issues(after.plan)
    old = {record.where: record for record in before.replay.records}
    new = {record.where: record for record in after.replay.records}
    changed = [record for where, record in new.items() if old.get(where) != record]
    return {
        **_standing(after),
        "changed": [{"part": record.part, "record": _record(record, issues, shown)} for record in changed],
        "gone": [where for where in old if where not in new],
    }


def _standing(loaded: Loaded) -> dict[str, object]:
    return {
        "version": loaded.review.version,
        "finished": loaded.review.finished,
        "undo": loaded.review.last,
        "lost": [entry.model_dump(mode="json") for entry in loaded.replay.lost],
    }


def _own_issues(loaded: Loaded, issues: _Issues, shown: Shown) -> list[dict[str, object]]:
    """Return the issues that belong to no record, each with where it stands: spans, words and page, if that is sure."""
    known = {record.where for record in loaded.replay.records}
    own = [issue for (where, _), found in issues.by_place.items() if where not in known for issue in found]
    anchors = anchors_of(record.machine for record in loaded.replay.records)
    made = []
    for issue in own:
        spans = spans_of(issue)
        words = [_whole_words(shown.text, start, end) for start, end in spans]
        page = page_of(anchors, spans) or page_named(issue)
        made.append({**_issue(issue, shown), "spans": spans, "words": [word for word in words if word], "page": page})
    return made


def _rank(record: Reviewed, issues: _Issues) -> tuple[int, float]:
    """Order records: with an issue first, then by their least confidence."""
    known = [found for name in record.values if (found := _confidence(record, name)) is not None]
    return (0 if issues.named(record.where) else 1, min(known, default=1.0))


def _issue(issue: Json, shown: Shown) -> dict[str, object]:
    told = said(str(issue.get("code")), str(issue.get("message")), shown.language)
    return {**{key: issue.get(key) for key in ("code", "severity", "record", "field")}, "message": told}


def _record(record: Reviewed, issues: _Issues, shown: Shown) -> dict[str, object]:
    names = [name for name in fields_of(record.part) if name not in _RARE or record.values.get(name) not in _BLANKS]
    heading = [_plain(record.values.get(name)) for name in _HEADINGS[record.part]]
    return {
        "where": record.where,
        "number": None if record.index is None else record.index + 1,
        "heading": " · ".join(line for line in heading if line),
        "accepted": record.accepted,
        "rejected": record.rejected,
        "issues": [_issue(issue, shown) for issue in issues.of(record.where, None)],
        "fields": [_field(record, name, issues, shown) for name in names],
    }


def _field(record: Reviewed, name: str, issues: _Issues, shown: Shown) -> dict[str, object]:
    place = _place(record, name)
    value = record.values.get(name)
    machine = as_value(record.machine.get(name))
    raw = place.get("raw")
    spans = place.get("spans") or []
    slices = [_whole_words(shown.text, start, end) for start, end in spans] if isinstance(spans, list) else []
    return {
        "name": name,
        "value": value,
        "machine": machine if value != machine else None,
        "state": place.get("state"),
        "from": place.get("from"),
        "fate": record.fates.get(name),
        "confidence": _confidence(record, name),
        "look": _doubtful(record, name, issues),
        "settled": record.settled(name),
        "issues": [_issue(issue, shown) for issue in issues.of(record.where, name)],
        "boxes": place.get("boxes") or [],
        "spans": spans,
        "repair": _difference(raw, " ".join(slices)) if isinstance(raw, str) and all(slices) and slices else None,
    }


def _plain(value: Value) -> str:
    if value is None:
        return ""
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _whole_words(text: str, start: int, end: int) -> str:
    """Return a span's text, widened to whole words: what was read is kept word by word.

    Nothing where the text is missing or shorter than the span says.
    """
    if not 0 <= start < end <= len(text):
        return ""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _difference(raw: str, repaired: str) -> list[list[str]] | None:
    """Return runs of [`same` | `raw` | `repaired`, text], None where nothing was repaired."""
    raw, repaired = " ".join(raw.split()), " ".join(repaired.replace(" | ", " ").split())  # joints of cells are ours
    if raw == repaired:
        return None
    runs: list[list[str]] = []
    for step in Levenshtein.opcodes(raw, repaired):
        old, new = raw[step.src_start : step.src_end], repaired[step.dest_start : step.dest_end]
        if step.tag == "equal":
            runs.append(["same", old])
            continue
        runs += [[label, part] for label, part in (("raw", old), ("repaired", new)) if part]
    return runs
