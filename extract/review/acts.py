"""What the browser may do to a document: each request becomes entries of the review, checked against the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from extract.corrections import Entry, Review, append, checked, checked_record, record_key, record_sha
from extract.corrections.log import PARTS, Value, as_value
from extract.errors import KehoachError
from models import Frozen

if TYPE_CHECKING:
    from extract.corrections import Reviewed
    from extract.review.folder import Folder, Loaded


class NoSuchRecord(KehoachError):
    """The request names a record or part that the document does not have."""


class Act(Frozen):
    """A request: `version` is what the tab last saw; `record` and `field` say what it is about.

    `accept_rest` accepts every record that nobody has answered for and finishes the document.
    """

    version: int = Field(ge=0)
    action: Literal["accept", "correct", "reject", "add", "undo", "finish", "reopen", "accept_rest"]
    record: str | None = Field(default=None, max_length=60)
    field: str | None = Field(default=None, max_length=60)
    value: Value = None
    values: dict[str, Value] | None = None


def carry_out(folder: Folder, loaded: Loaded, act: Act) -> Review:
    """Write the act into the review and return it; raises Conflict, UsageFault, NoSuchRecord or OutputFault."""
    drafts = _drafts(loaded, act)
    if not drafts:
        return loaded.review
    batched = len(drafts) > 1

    def number(first: int, time: str) -> tuple[Entry, ...]:
        return tuple(
            draft.model_copy(update={"n": first + i, "time": time, "batch": first if batched else None})
            for i, draft in enumerate(drafts)
        )

    return append(folder.out, loaded.stem, act.version, number)


def _drafts(loaded: Loaded, act: Act) -> list[Entry]:
    """Return the entries of an act, not yet numbered and dated."""
    match act.action:
        case "finish" | "reopen":
            return [_entry(act.action)]
        case "undo":
            last = loaded.review.last
            return [] if last is None else [_entry("undo", undoes=last)]
        case "add":
            if act.record not in PARTS:
                raise NoSuchRecord(f"nothing can be added to {act.record!r}")
            return [_entry("add", record=act.record, new=checked_record(act.record, act.values or {}))]
        case "accept_rest":
            rest = [record for record in loaded.replay.records if not record.accepted and not record.rejected]
            return [*(_about(record, "accept") for record in rest), _entry("finish")]
        case "accept" | "reject" | "correct":
            return [_change(_named(loaded, act.record), act)]


def _named(loaded: Loaded, where: str | None) -> Reviewed:
    record = loaded.replay.find(where or "")
    if record is None:
        raise NoSuchRecord(f"the document has no record {where!r}")
    return record


def _change(record: Reviewed, act: Act) -> Entry:
    if act.action == "correct":
        if act.field is None or act.field == "at":
            raise NoSuchRecord("a correction names a field")
        return _about(record, "correct", act.field, checked(record.part, act.field, act.value))
    if act.field is not None and act.field not in record.values:
        raise NoSuchRecord(f"{record.where} has no field {act.field!r}")
    if act.action == "reject":
        if record.part == "document":
            raise NoSuchRecord("the document itself cannot be rejected")
        return _about(record, "reject")
    return _about(record, "accept", act.field)


def _about(
    record: Reviewed, action: Literal["accept", "correct", "reject"], field: str | None = None, new: Value = None
) -> Entry:
    return Entry(
        n=0,
        time="",
        action=action,
        record=record.where,
        field=field,
        old=as_value(record.machine.get(field)) if field else None,
        new=new,
        sha=record_sha(record.machine) if record.index is not None else None,
        key=record_key(record.part, record.machine),
    )


def _entry(
    action: Literal["finish", "reopen", "undo", "add"],
    record: str | None = None,
    new: dict[str, Value] | None = None,
    undoes: int | None = None,
) -> Entry:
    return Entry(n=0, time="", action=action, record=record, new=new, undoes=undoes)
