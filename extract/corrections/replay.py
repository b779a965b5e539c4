"""Reviews meeting plans: which record each correction means, and what the plan says with all of them applied.

A later extraction may read a record otherwise or elsewhere. A correction finds its record by the hash of what the
machine said, else by the record's own text; what it cannot find is kept and reported as lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from extract.corrections.log import (
    PARTS,
    Entry,
    Json,
    Review,
    Value,
    as_value,
    is_record,
    record_key,
    record_sha,
    records_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Fate = Literal["accepted", "corrected", "changed"]
"""`changed`: the machine now reads the field otherwise than when the reviewer looked at it."""
_OPTIONAL: Final = ("value_to", "kind", "base_year", "scale", "per", "area")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A record with its corrections. `where` is its name in entries; `index` the machine's, None for an added one."""

    part: str
    where: str
    index: int | None
    machine: Json
    values: dict[str, Value]
    fates: Mapping[str, Fate] = field(default_factory=dict)
    accepted: bool = False
    rejected: bool = False

    @property
    def corrected(self) -> tuple[str, ...]:
        """The fields whose value is the reviewer's."""
        if self.index is None:
            return tuple(name for name, value in self.values.items() if value not in (None, ()))
        return tuple(name for name, value in self.values.items() if value != as_value(self.machine.get(name)))

    def settled(self, name: str | None) -> bool:
        """Tell whether the reviewer has answered for a field, or for the whole record where `name` is None."""
        return (
            self.accepted or self.rejected or (name is not None and self.fates.get(name) in ("accepted", "corrected"))
        )


@dataclass(frozen=True, slots=True)
class Replay:
    """All records of a plan with their corrections, and the entries whose record is no longer there."""

    records: tuple[Reviewed, ...]
    lost: tuple[Entry, ...] = ()

    def find(self, where: str) -> Reviewed | None:
        """Return the record of that name, None where there is none."""
        return next((record for record in self.records if record.where == where), None)


@dataclass(frozen=True, slots=True)
class Applied:
    """A plan as corrected, and the paths (`targets/3/value`, in its own numbering) of the fields that were.

    `settled` are the paths of all fields that a reviewer answered for, and of whole records (`targets/3`).
    """

    plan: dict[str, object]
    corrected: tuple[str, ...]
    lost: tuple[Entry, ...] = ()
    settled: tuple[str, ...] = ()


def replay(plan: Json, review: Review) -> Replay:
    """Find every correction's record and play the log over the plan, in order."""
    standing = {record.where: record for record in _machine_records(plan)}
    register = _Register.of(standing.values()) if review.log else _Register({}, {})
    lost: list[Entry] = []
    for entry in review.active:
        if entry.action in ("finish", "reopen") or entry.record is None:
            continue
        if entry.action == "add":
            added = _added(entry)
            standing[added.where] = added
            continue
        where = _locate(entry, standing, register)
        if where is None:
            lost.append(entry)
        else:
            standing[where] = _play(entry, standing[where], register)
    order = {part: i for i, part in enumerate(("document", *PARTS))}
    return Replay(tuple(sorted(standing.values(), key=lambda record: order[record.part])), tuple(lost))


@dataclass(frozen=True, slots=True)
class _Register:
    """Where the machine's records are, by part and content hash and by part and key; and each one's hash."""

    by_name: Mapping[tuple[str, str], tuple[int, ...]]
    shas: Mapping[str, str]

    @classmethod
    def of(cls, records: Iterable[Reviewed]) -> _Register:
        places: dict[tuple[str, str], list[int]] = {}
        shas = {}
        for record in records:
            shas[record.where] = sha = record_sha(record.machine)
            for name in (sha, record_key(record.part, record.machine)):
                if name is not None and record.index is not None:
                    places.setdefault((record.part, name), []).append(record.index)
        return cls({name: tuple(found) for name, found in places.items()}, shas)


def _machine_records(plan: Json) -> list[Reviewed]:
    found = []
    for part in ("document", *PARTS):
        for index, record in enumerate(records_of(plan, part)):
            values = {name: as_value(value) for name, value in record.items() if name != "at"}
            where = part if part == "document" else f"{part}/{index}"
            found.append(Reviewed(part, where, index, record, values))
    return found


def _added(entry: Entry) -> Reviewed:
    part = (entry.record or "").partition("/")[0]
    values = dict(entry.new) if isinstance(entry.new, dict) else {}
    return Reviewed(part, f"{part}/+{entry.n}", None, {}, values, dict.fromkeys(values, "corrected"), accepted=True)


def _locate(entry: Entry, standing: Mapping[str, Reviewed], register: _Register) -> str | None:
    """Return the name of the record an entry means: of equal content, else of equal key; the nearest one first."""
    where = entry.record or ""
    part, _, place = where.partition("/")
    if part == "document" or place.startswith("+"):
        return where if where in standing else None
    alike = register.by_name.get((part, entry.sha or "")) or register.by_name.get((part, entry.key or ""))
    if not alike:
        return None
    wanted = int(place) if place.isdigit() else 0
    return f"{part}/{min(alike, key=lambda index: (abs(index - wanted), index))}"


def _play(entry: Entry, record: Reviewed, register: _Register) -> Reviewed:
    """Return the record after one entry; an entry about a value that has since changed is marked, not trusted."""
    if entry.field is None:
        unchanged = record.index is None or record.part == "document" or register.shas[record.where] == entry.sha
        if entry.action == "reject" and unchanged:
            return replace(record, rejected=True)
        if entry.action == "accept" and unchanged:
            return replace(record, accepted=True)
        return replace(record, fates={**record.fates, **dict.fromkeys(record.values, "changed")})
    now = as_value(record.machine.get(entry.field))
    changed = record.index is not None and now != entry.old
    if entry.action == "accept":
        fate: Fate = "changed" if changed else "accepted"
        return replace(record, fates={**record.fates, entry.field: fate})
    if isinstance(entry.new, dict):
        return record
    fate = "changed" if changed and now != entry.new else "corrected"
    return replace(record, values={**record.values, entry.field: entry.new}, fates={**record.fates, entry.field: fate})


def apply(plan: Json, review: Review) -> Applied:
    """Return the plan with all corrections in it: values replaced, rejected records gone, added ones at the end.

    Issues that the reviewer has settled are dropped, the others follow their record to its new number. The place of a
    corrected field is `derived` from `review`.
    """
    played = replay(plan, review)
    result: dict[str, object] = dict(plan)
    numbers: dict[str, str] = {}
    corrected: list[str] = []
    settled: list[str] = []
    for part in ("document", *PARTS):
        kept = [record for record in played.records if record.part == part and not record.rejected]
        written = []
        for index, record in enumerate(kept):
            name = part if part == "document" else f"{part}/{index}"
            numbers[record.where] = name
            corrected += [f"{name}/{changed}" for changed in record.corrected]
            settled += (
                [name] if record.accepted else [f"{name}/{field}" for field in record.fates if record.settled(field)]
            )
            written.append(_written(record))
        result[part] = written[0] if part == "document" else written
    result["issues"] = _issues_left(plan, played, numbers)
    return Applied(result, tuple(corrected), played.lost, tuple(settled))


def _written(record: Reviewed) -> dict[str, object]:
    places = record.machine.get("at")
    at = dict(places) if is_record(places) else {}
    for name in record.corrected:
        old = at.get(name)
        kept = {key: old[key] for key in ("spans", "boxes", "raw") if key in old} if is_record(old) else {}
        at[name] = {**kept, "state": "derived", "from": ["review"], "confidence": 1.0}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in record.values.items()}
    return {"at": at, **values}


def _issues_left(plan: Json, played: Replay, numbers: Mapping[str, str]) -> list[object]:
    left: list[object] = []
    for issue in records_of(plan, "issues"):
        where, name = issue.get("record"), issue.get("field")
        record = played.find(where) if isinstance(where, str) else None
        if record is None:
            left.append(issue)
        elif not record.settled(name if isinstance(name, str) else None):
            left.append({**issue, "record": numbers[record.where]})
    return left


def golden_of(plan: Json) -> dict[str, object]:
    """Return the six parts of a plan as a golden record: no places, no further target fields that are null."""
    golden: dict[str, object] = {"document": _bare(records_of(plan, "document")[0])}
    for part in PARTS:
        golden[part] = [_bare(record) for record in records_of(plan, part)]
    return golden


def _bare(record: Json) -> dict[str, object]:
    return {name: value for name, value in record.items() if name != "at" and not (name in _OPTIONAL and value is None)}
