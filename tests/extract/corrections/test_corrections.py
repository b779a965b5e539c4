"""Corrections: kept whole, never lost unseen, and found again after another extraction."""

from __future__ import annotations

import json
import multiprocessing
from typing import TYPE_CHECKING

import pytest

from extract.corrections import (
    Conflict,
    Entry,
    Review,
    append,
    apply,
    checked,
    checked_record,
    golden_of,
    load,
    record_key,
    record_sha,
    replay,
    write_golden,
)
from extract.corrections import store as store_module
from extract.errors import OutputFault, UsageFault
from models import Plan

if TYPE_CHECKING:
    from pathlib import Path

    from extract.corrections import Value

PLACE = {"state": "found", "spans": [[3, 6]], "boxes": [], "raw": "1oo", "confidence": 0.7, "from": None}


def target(value: str, evidence: str, **more: object) -> dict[str, object]:
    """Return a target with places."""
    return {
        "at": {"value": PLACE},
        "indicator": "Số người",
        "value": value,
        "unit": "người",
        "evidence": evidence,
        **more,
    }


def plan(*targets: dict[str, object], issues: tuple[dict[str, object], ...] = ()) -> dict[str, object]:
    """Return a plan that the models accept."""
    source = {"path": "a.pdf", "sha256": "0" * 64, "kind": "scan", "pages": 1, "versions": {"kehoach": "0"}}
    made = Plan.model_validate(
        {"source": source, "document": {"number": "5"}, "targets": targets, "issues": issues}, strict=False
    )
    return json.loads(made.to_json())


PLAN = plan(
    target("100", "đạt 100 người"),
    target("200", "đạt 200 người"),
    target("300", "đạt 300 người"),
    issues=(
        {"code": "figure_repaired", "severity": "warning", "message": "m", "record": "targets/1", "field": "value"},
        {"code": "sum_mismatch", "severity": "warning", "message": "m", "record": "targets/2", "field": None},
        {"code": "page_blank", "severity": "info", "message": "m"},
    ),
)


def entry(number: int, action: str, record: str, **more: object) -> Entry:
    """Return an entry about a record of PLAN, with hash, key and old value as the review page would write them."""
    part, _, index = record.partition("/")
    machine = PLAN[part] if part == "document" else PLAN[part][int(index)] if index.isdigit() else {}
    old = machine.get(more["field"]) if "field" in more else None
    return Entry.model_validate(
        {
            "n": number, "time": "2026-01-01T00:00:00Z", "action": action, "record": record, "old": old,
            "sha": record_sha(machine), "key": record_key(part, machine), **more,
        }
    )  # fmt: skip


def review(*entries: Entry) -> Review:
    """Return a review that holds these entries."""
    return Review(version=len(entries), log=entries)


def values(applied: dict[str, object]) -> list[str]:
    """Return the values of a plan's targets."""
    return [record["value"] for record in applied["targets"]]


def test_corrections_are_applied_to_a_copy() -> None:
    """The corrected plan has the new value and says where; the machine's plan stays as it is."""
    applied = apply(PLAN, review(entry(1, "correct", "targets/1", field="value", new="250")))
    assert values(applied.plan) == ["100", "250", "300"]
    assert applied.corrected == ("targets/1/value",)
    assert values(PLAN) == ["100", "200", "300"]
    assert Plan.model_validate(applied.plan).targets[1].at["value"].derived_from == ("review",)


def test_a_rejected_record_goes_and_the_others_close_up() -> None:
    """Numbers of later records, of the corrected fields and of issues follow."""
    applied = apply(
        PLAN, review(entry(1, "reject", "targets/0"), entry(2, "correct", "targets/1", field="unit", new="hộ"))
    )
    assert values(applied.plan) == ["200", "300"]
    assert applied.corrected == ("targets/0/unit",)
    assert [issue["record"] for issue in applied.plan["issues"]] == ["targets/0", "targets/1", None]


def test_issues_that_are_answered_go() -> None:
    """Accepting or correcting the field an issue names settles it; accepting the record settles all of its issues."""
    applied = apply(PLAN, review(entry(1, "accept", "targets/1", field="value"), entry(2, "accept", "targets/2")))
    assert [issue["code"] for issue in applied.plan["issues"]] == ["page_blank"]
    assert applied.corrected == ()


def test_an_added_record_stands_at_the_end_and_can_be_corrected() -> None:
    """What was added has no machine's record; all its fields count as corrected."""
    added = entry(1, "add", "targets", new={"value": "7", "unit": "xã"})
    changed = Entry(n=2, time="t", action="correct", record="targets/+1", field="value", new="8")
    applied = apply(PLAN, review(added, changed))
    assert values(applied.plan) == ["100", "200", "300", "8"]
    assert set(applied.corrected) == {"targets/3/value", "targets/3/unit"}
    assert Plan.model_validate(applied.plan).targets[3].unit == "xã"


def test_undo_takes_back_one_entry_and_can_be_undone_itself() -> None:
    """The log only grows; an undone undoing lets the first entry stand again."""
    first = entry(1, "correct", "targets/0", field="value", new="111")
    undo = Entry(n=2, time="t", action="undo", undoes=1)
    again = Entry(n=3, time="t", action="undo", undoes=2)
    assert values(apply(PLAN, review(first, undo)).plan)[0] == "100"
    assert values(apply(PLAN, review(first, undo, again)).plan)[0] == "111"


def test_finishing_and_reopening() -> None:
    """A document is finished when that was said last."""
    finish, reopen = (Entry(n=n, time="t", action=action) for n, action in ((1, "finish"), (2, "reopen")))
    assert review(finish).finished
    assert not review(finish, reopen).finished


def test_corrections_follow_a_record_that_moved() -> None:
    """Another extraction puts a record before it: the correction still finds its own."""
    later = plan(target("50", "mới"), *(target(v, f"đạt {v} người") for v in ("100", "200", "300")))
    applied = apply(later, review(entry(1, "correct", "targets/1", field="value", new="250")))
    assert values(applied.plan) == ["50", "100", "250", "300"]


@pytest.mark.parametrize(("read", "fate"), [("205", "changed"), ("250", "corrected")])
def test_a_field_that_is_read_otherwise_is_marked(read: str, fate: str) -> None:
    """The record is known by its evidence; the correction stands, marked unless the machine now agrees."""
    later = plan(target("100", "đạt 100 người"), target(read, "đạt 200 người"))
    log = review(entry(1, "correct", "targets/1", field="value", new="250"))
    assert replay(later, log).find("targets/1").fates == {"value": fate}
    assert values(apply(later, log).plan) == ["100", "250"]


def test_an_acceptance_does_not_cover_what_is_read_otherwise_later() -> None:
    """What was accepted was the old reading."""
    later = plan(target("100", "đạt 100 người"), target("999", "đạt 200 người"))
    played = replay(later, review(entry(1, "accept", "targets/1", field="value")))
    assert played.find("targets/1").fates == {"value": "changed"}
    whole = replay(later, review(entry(1, "accept", "targets/1")))
    assert not whole.find("targets/1").accepted


def test_a_record_that_is_gone_is_reported_lost() -> None:
    """Nothing is applied to a record that only happens to stand in its place."""
    later = plan(target("9", "khác"), target("8", "khác nữa"))
    applied = apply(later, review(entry(1, "correct", "targets/1", field="value", new="250")))
    assert values(applied.plan) == ["9", "8"]
    assert [lost.n for lost in applied.lost] == [1]


def test_golden_has_the_six_parts_and_no_places() -> None:
    """What is saved as golden is what the labelling guide describes; unused further fields stay out."""
    golden = golden_of(apply(PLAN, review(entry(1, "correct", "document", field="number", new="6"))).plan)
    assert list(golden) == ["document", "sections", "targets", "tasks", "dates", "references"]
    assert golden["document"]["number"] == "6"
    assert "at" not in golden["targets"][0]
    assert "value_to" not in golden["targets"][0]


def note(number: int, time: str) -> tuple[Entry, ...]:
    """Make the plainest entry."""
    return (Entry(n=number, time=time, action="finish"),)


def test_a_batch_is_undone_together() -> None:
    """Two acceptances made at once stand or fall together."""
    batch = [entry(n, "accept", f"targets/{n}", batch=1) for n in (1, 2)]
    log = review(*batch)
    assert log.last == 1
    assert len(log.active) == 2
    assert review(*batch, Entry(n=3, time="t", action="undo", undoes=1)).active == ()


def test_a_review_is_saved_at_once_and_read_back(tmp_path: Path) -> None:
    """What append returns is what stands on disk; each entry has its time."""
    saved = append(tmp_path, "a", 0, note, clock=lambda: "2026-01-01T00:00:00Z")
    assert load(tmp_path, "a") == saved
    assert saved.log[0].time == "2026-01-01T00:00:00Z"
    assert [path.name for path in (tmp_path / "reviews").glob("*.part")] == []


def test_a_writer_who_saw_an_older_version_is_refused(tmp_path: Path) -> None:
    """Two tabs: the second one learns what the first did, and nothing is overwritten."""
    append(tmp_path, "a", 0, note)
    with pytest.raises(Conflict) as caught:
        append(tmp_path, "a", 0, note)
    assert caught.value.review.version == 1
    assert load(tmp_path, "a").version == 1


def _contend(folder: Path, tries: int) -> None:
    for _ in range(tries):
        while True:
            try:
                append(folder, "a", load(folder, "a").version, note)
            except Conflict:
                continue
            break


def test_writers_in_several_processes_lose_nothing(tmp_path: Path) -> None:
    """Three processes append twenty entries each: all sixty are there, numbered from 1."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_contend, args=(tmp_path, 20)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [found.n for found in load(tmp_path, "a").log] == list(range(1, 61))


def test_a_crash_while_writing_leaves_the_old_review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new file takes its name only when it is whole."""
    append(tmp_path, "a", 0, note)

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_module.os, "fsync", fail)
    with pytest.raises(OutputFault, match="disk is full"):
        append(tmp_path, "a", 1, note)
    assert load(tmp_path, "a").version == 1
    assert sorted(path.name for path in (tmp_path / "reviews").iterdir()) == [".lock", "a.json"]


def test_a_damaged_review_is_said_and_not_overwritten(tmp_path: Path) -> None:
    """A file that is no review of ours stops the writer."""
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews/a.json").write_text("{", encoding="utf-8")
    with pytest.raises(OutputFault, match="is no review"):
        append(tmp_path, "a", 0, note)
    assert (tmp_path / "reviews/a.json").read_text(encoding="utf-8") == "{"


def test_golden_is_written_where_the_stem_says(tmp_path: Path) -> None:
    """UTF-8, two spaces, one final newline."""
    path = write_golden(tmp_path / "gold", "kế hoạch", golden_of(PLAN))
    text = path.read_text(encoding="utf-8")
    assert path == tmp_path / "gold/kế hoạch.json"
    assert text.startswith('{\n  "document"')
    assert "đạt 100 người" in text


@pytest.mark.parametrize(
    ("part", "field", "value", "kept"),
    [
        ("targets", "value", " 13624 ", "13624"),
        ("targets", "year", "2026", 2026),
        ("targets", "unit", "", None),
        ("targets", "comparator", "ge", "ge"),
        ("document", "issued", "2026-06", "2026-06"),
        ("document", "title", "Kế\nhoạch", "Kế hoạch"),
        ("tasks", "lead", ("Sở  Nội vụ", " "), ("Sở Nội vụ",)),
        ("tasks", "due", "2026/2028", "2026/2028"),
        ("dates", "iso", "--12-26", "--12-26"),
        ("references", "basis", True, True),
    ],
)
def test_values_are_kept_tidy(part: str, field: str, value: Value, kept: Value) -> None:
    """One line, NFC, of the field's type; an empty string is null."""
    assert checked(part, field, value) == kept


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("targets", "value", "13.624 người"),
        ("targets", "value", None),
        ("targets", "year", "hai nghìn"),
        ("targets", "comparator", "more"),
        ("targets", "at", "x"),
        ("document", "issued", "10/06/2026"),
        ("dates", "iso", "-"),
        ("nothing", "value", "1"),
        ("document", "title", "x" * 20_001),
    ],
)
def test_values_that_no_table_could_hold_are_refused(part: str, field: str, value: Value) -> None:
    """The reason is said; nothing is guessed."""
    with pytest.raises(UsageFault):
        checked(part, field, value)


def test_a_new_record_needs_its_leading_field() -> None:
    """A target without a value is none."""
    assert checked_record("targets", {"value": "5"})["comparator"] == "eq"
    with pytest.raises(UsageFault, match="value"):
        checked_record("targets", {"unit": "xã"})
