"""What a reviewer did to a document, as an append-only log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeGuard

from models import Frozen

Value = str | bool | int | tuple[str, ...] | None
"""A field's value: text, number, truth, list of strings, or null."""
Json = Mapping[str, object]
Action = Literal["accept", "correct", "reject", "add", "undo", "finish", "reopen"]

PARTS: Final = ("sections", "targets", "tasks", "dates", "references")
_KEYS: Final = {
    "sections": "path", "targets": "evidence", "tasks": "task", "dates": "text", "references": "number",
}  # fmt: skip


class Entry(Frozen):
    """One thing a reviewer did.

    `record` is `document`, `targets/3` (the machine's third target, from 0) or `targets/+7` (the one that entry 7
    added); `field` None means the whole record. `old` is the machine's value then, `sha` the hash of the machine's
    record and `key` the text by which the record is known again when a later extraction reads it otherwise.
    `batch` is the number of the first of several entries made, and undone, together.
    """

    n: int
    time: str
    action: Action
    record: str | None = None
    field: str | None = None
    old: Value = None
    new: Value | dict[str, Value] = None
    sha: str | None = None
    key: str | None = None
    undoes: int | None = None
    batch: int | None = None


class Review(Frozen):
    """Everything done to one document. `version` grows by one with every entry; writers must name the one they saw."""

    version: int = 0
    log: tuple[Entry, ...] = ()

    @property
    def active(self) -> tuple[Entry, ...]:
        """The entries that stand: what was undone is left out, and the undoing with it."""
        undone: set[int] = set()
        for entry in reversed(self.log):
            if entry.action == "undo" and entry.n not in undone and entry.undoes is not None:
                undone.add(entry.undoes)
        return tuple(
            entry for entry in self.log if entry.action != "undo" and undone.isdisjoint((entry.n, entry.batch))
        )

    @property
    def last(self) -> int | None:
        """The number to undo next: of the newest entry that stands, or of the batch it belongs to."""
        standing = self.active
        return (standing[-1].batch or standing[-1].n) if standing else None

    @property
    def finished(self) -> bool:
        """Whether the reviewer said that the document is done."""
        states = [entry.action for entry in self.active if entry.action in ("finish", "reopen")]
        return bool(states) and states[-1] == "finish"


def is_record(value: object) -> TypeGuard[Json]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, Mapping)


def records_of(plan: Json, part: str) -> tuple[Json, ...]:
    """Return the machine's records of a part; the document is one record."""
    found = plan.get(part)
    if part == "document":
        return (found,) if is_record(found) else ({},)
    if isinstance(found, Sequence) and not isinstance(found, str):
        return tuple(record for record in found if is_record(record))
    return ()


def record_sha(record: Json) -> str:
    """Hash what a record says; where it was read does not count."""
    content = {name: value for name, value in record.items() if name != "at"}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def record_key(part: str, record: Json) -> str | None:
    """Return the text by which a record is known again in another extraction, None where it has none."""
    found = record.get(_KEYS.get(part, ""))
    return found if isinstance(found, str) else None


def as_value(value: object) -> Value:
    """Narrow a JSON value to a field's value; anything else becomes its JSON text."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return tuple(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False)
