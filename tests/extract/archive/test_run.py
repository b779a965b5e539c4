"""Whole runs through the command line: outputs, going on, failing in the open."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from frictionless import Package

from extract.archive.inputs import sha256_of
from extract.archive.jobs import Extracted
from extract.archive.ledger import Entry
from extract.archive.run import of_one_file
from extract.archive.work import Outcome
from extract.corrections import Entry as Correction
from extract.corrections import append
from tests.extract.conftest import CLONE, PLAN, kehoach


def _table(out, name):
    with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _files(out):
    patterns = ("plans/*", "text/*", "*.csv", "datapackage.json")
    return {path.relative_to(out): path.read_bytes() for pattern in patterns for path in out.glob(pattern)}


def test_a_folder_becomes_tables(plans, tmp_path):
    """Every document has a row, duplicates are read once, records point to their document."""
    out = tmp_path / "out"
    assert kehoach("extract", plans, "--out", out, "--jobs", 2).code == 0
    rows = {row["path"]: row for row in _table(out, "documents")}
    assert {row["state"] for row in rows.values()} == {"done", "duplicate"}
    assert rows["sub/copy.txt"]["duplicate_of"] == "plan3"
    assert len(list((out / "plans").iterdir())) == 6
    assert {row["document"] for row in _table(out, "sections")} == {f"plan{n}" for n in range(1, 7)}
    package = Package(str(out / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])


def test_spans_point_into_the_text(plans, tmp_path):
    """Every found field has a span of the text that stands beside the plan."""
    out = tmp_path / "out"
    kehoach("extract", plans, "--out", out)
    for path in (out / "plans").iterdir():
        plan = json.loads(path.read_text(encoding="utf-8"))
        text = (out / "text" / f"{path.stem}.txt").read_text(encoding="utf-8")
        for part in ("sections", "targets", "tasks", "dates", "references"):
            for record in [plan["document"], *plan[part]]:
                for name, place in record["at"].items():
                    assert place["state"] in {"found", "absent", "blank", "unreadable", "derived"}, name
                    assert all(0 <= start < end <= len(text) for start, end in place["spans"])
                    assert place["state"] != "found" or place["spans"]


def test_a_second_start_reads_nothing_again(plans, tmp_path):
    """Done documents of the same content are kept; a changed and a new one are read."""
    out = tmp_path / "out"
    kehoach("extract", plans, "--out", out)
    before = _files(out)
    assert "0 to read, 6 done already" in kehoach("extract", plans, "--out", out).said
    assert _files(out) == before
    (plans / "plan1.txt").write_text(PLAN.format(n=99), encoding="utf-8")
    (plans / "plan7.txt").write_text(PLAN.format(n=7), encoding="utf-8")
    assert "2 to read, 5 done already" in kehoach("extract", plans, "--out", out).said
    assert "6 to read" not in kehoach("extract", plans, "--out", out, "--redo").said


def test_workers_and_order_do_not_change_a_byte(plans, tmp_path):
    """One worker, three workers, and a run in two parts give the same files."""
    kehoach("extract", plans, "--out", tmp_path / "one", "--jobs", 1)
    kehoach("extract", plans, "--out", tmp_path / "three", "--jobs", 3)
    assert _files(tmp_path / "one") == _files(tmp_path / "three")


@pytest.mark.slow
def test_a_killed_run_goes_on_to_the_same_bytes(plans, tmp_path):
    """SIGKILL to the whole process group, several times, then a run to the end."""
    for n in range(8, 40):
        (plans / f"plan{n}.txt").write_text(PLAN.format(n=n), encoding="utf-8")
    kehoach("extract", plans, "--out", tmp_path / "whole")
    out = tmp_path / "killed"
    for seconds in (0.3, 1.2, 2.0, 2.6):
        process = subprocess.Popen(
            [sys.executable, "-m", "extract.cli", "extract", str(plans), "--out", str(out), "--jobs", "2"],
            cwd=CLONE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert kehoach("extract", plans, "--out", out).code == 0
    assert _files(out) == _files(tmp_path / "whole")
    assert list(out.rglob("*.part")) == []


def _heed_interrupts():
    """A suite that runs in the background inherits SIGINT ignored, and would hand that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
def test_an_interrupted_run_says_how_to_go_on(plans, tmp_path):
    """Ctrl-C ends it cleanly with 130."""
    for n in range(8, 400):
        (plans / f"plan{n}.txt").write_text(PLAN.format(n=n), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "extract.cli", "extract", str(plans), "--out", str(tmp_path / "out")],
        cwd=CLONE, stderr=subprocess.PIPE, text=True,
        preexec_fn=_heed_interrupts,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not any((tmp_path / "out").glob("plans/*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert "goes on from here" in said
    assert "Traceback" not in said


def test_status_says_where_a_run_stands(plans, tmp_path):
    """Counts, and each failure with its reason."""
    (plans / "empty.txt").write_bytes(b"")
    out = tmp_path / "out"
    assert kehoach("extract", plans, "--out", out).code == 1
    said = kehoach("status", out).printed
    assert "8 of 8 documents: 6 done, 1 duplicate, 1 failed" in said
    assert "empty.txt" in said
    assert "failed: 1 empty" in said
    assert ", ended " in said
    failures = tmp_path / "failures.csv"
    kehoach("status", out, "--failures", failures)
    assert "empty.txt,empty," in failures.read_text(encoding="utf-8-sig")
    state = json.loads(kehoach("status", out, "--json").printed)
    assert state["counts"] == {"done": 6, "duplicate": 1, "failed": 1}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "empty"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged"),
        ("random.bin", bytes(range(256)) * 40, "unknown_kind"),
        ("blank.txt", b" \n \n", "empty"),
    ],
)
def test_bad_input_costs_itself_only(plans, tmp_path, name, content, code):
    """One line that says what and why, exit code 1, and the other files are done."""
    (plans / name).write_bytes(content)
    out = tmp_path / "out"
    done = kehoach("extract", plans, "--out", out, "--json")
    assert done.code == 1
    (row,) = [row for row in _table(out, "documents") if row["state"] == "failed"]
    assert name in row["reason"]
    with closing(sqlite3.connect(out / "run.sqlite")) as ledger:
        assert ledger.execute("SELECT code FROM inputs WHERE state = 'failed'").fetchall() == [(code,)]
    events = [json.loads(line) for line in done.said.splitlines() if line.startswith("{")]
    assert [event["document"] for event in events if event["event"] == "failed"] == [name]
    assert sum(row["state"] == "done" for row in _table(out, "documents")) == 6


def test_wrong_usage_is_told_from_bad_input(tmp_path):
    """Exit code 2: no such path, a folder without documents."""
    (tmp_path / "empty").mkdir()
    assert kehoach("extract", tmp_path / "nowhere", "--out", tmp_path / "out").code == 2
    assert kehoach("extract", tmp_path / "empty", "--out", tmp_path / "out").code == 2
    assert kehoach("score", tmp_path / "nowhere", tmp_path).code == 2
    assert kehoach("extract").code == 2


def test_an_output_folder_that_cannot_be_used_is_code_4(plans, tmp_path):
    """A file in its place, a damaged ledger."""
    (tmp_path / "file").write_text("x")
    done = kehoach("extract", plans, "--out", tmp_path / "file")
    assert (done.code, len(done.said.splitlines())) == (4, 1)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.sqlite").write_bytes(b"nonsense" * 1000)
    assert kehoach("extract", plans, "--out", tmp_path / "out").code == 4


@pytest.mark.skipif(sys.platform != "linux" and os.geteuid() == 0, reason="root reads everything here")
def test_a_file_that_may_not_be_read_is_named(plans, tmp_path):
    """A user without the right: that file fails with its reason, the others are done."""
    secret = plans / "secret.txt"
    secret.write_text(PLAN.format(n=77), encoding="utf-8")
    secret.chmod(0)
    out = tmp_path / "out"
    done = kehoach("extract", plans, "--out", out, bound_by_modes=True)
    assert done.code == 1, done.said
    (row,) = [row for row in _table(out, "documents") if row["state"] == "failed"]
    assert row["path"] == "secret.txt"
    assert "permission" in row["reason"].lower()


@pytest.mark.skipif(sys.platform != "linux" and os.geteuid() == 0, reason="root writes everything here")
def test_a_folder_that_may_not_be_written_is_code_4(plans, tmp_path):
    """One line that says so and what to do; nothing is written."""
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(0o555)
    done = kehoach("extract", plans, "--out", out, bound_by_modes=True)
    assert (done.code, len(done.said.splitlines())) == (4, 1)
    assert "--out" in done.said
    assert list(out.iterdir()) == []


def test_two_archives_into_one_folder_lose_nothing(plans, tmp_path):
    """Documents of equal relative paths are all read, at once and one archive after the other; what is absent is told."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "plan1.txt").write_text(PLAN.format(n=77), encoding="utf-8")
    assert kehoach("extract", plans, other, "--out", tmp_path / "once").code == 0
    rows = {row["path"]: row for row in _table(tmp_path / "once", "documents")}
    assert [rows[name]["number"] for name in ("plan1.txt", "plans/plan1.txt")] == ["77", "1"]
    out = tmp_path / "turns"
    kehoach("extract", plans, "--out", out)
    said = kehoach("extract", other, "--out", out).said
    assert "1 document found, 1 to read, 6 of earlier runs not among them" in said
    assert "0 to read, 7 done already" in kehoach("extract", plans, other, "--out", out).said


def test_what_is_done_stays_the_original(plans, tmp_path):
    """A copy that sorts before a document that was read, and may have been reviewed, is a duplicate of it."""
    out = tmp_path / "out"
    kehoach("extract", plans, "--out", out)
    (plans / "a_copy.txt").write_text(PLAN.format(n=5), encoding="utf-8")
    assert "0 to read, 6 done already" in kehoach("extract", plans, "--out", out).said
    assert {row["path"]: row["duplicate_of"] for row in _table(out, "documents")}["a_copy.txt"] == "plan5"
    (plans / "plan5.txt").unlink()
    assert "1 to read, 5 done already" in kehoach("extract", plans, "--out", out).said
    assert {row["path"]: row["state"] for row in _table(out, "documents")}["a_copy.txt"] == "done"


def test_a_renamed_document_keeps_its_review(plans, tmp_path):
    """What a reviewer did goes with the document to its new name; a review that is there already stays."""
    out = tmp_path / "out"
    kehoach("extract", plans, "--out", out)
    entry = Correction(
        n=1, time="2026-01-01T00:00:00Z", action="correct", record="document", field="number", old="2", new="22"
    )
    append(out, "plan2", 0, lambda _n, _time: (entry,))
    (plans / "plan2.txt").rename(plans / "other_name.txt")
    assert "1 review taken over from a former name" in kehoach("extract", plans, "--out", out).said
    kehoach("export", out, "--to", "csv")
    rows = {row["document"]: row for row in _table(out / "export" / "csv", "documents")}
    assert "plan2" not in rows
    assert (rows["other_name"]["number"], rows["other_name"]["corrected"]) == ("22", '["number"]')
    assert "taken over" not in kehoach("extract", plans, "--out", out, "--redo").said


def test_odd_names_cost_nothing(tmp_path):
    """Long names, names with line breaks, quotes, formulas and foreign bytes: all are read and listed."""
    folder = tmp_path / "odd"
    folder.mkdir()
    names = [
        "d" * 250 + ".txt",
        "a\nb.txt",
        "q\"u'o.txt",
        "=1+1.txt",
        "-x.txt",
        "[red]x.txt",
        "100%.txt",
        "Plan.txt",
        "plan.txt",
    ]
    for n, name in enumerate([os.fsencode(name) for name in names] + [b"k\xe9.txt"]):
        with open(os.fsencode(folder) + b"/" + name, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(PLAN.format(n=n))
    out = tmp_path / os.fsdecode(b"s3:\xe9")
    done = kehoach("extract", folder, "--out", out, "--jobs", 1)
    assert done.code == 0, done.said
    assert [row["state"] for row in _table(out, "documents")] == ["done"] * len(list(folder.iterdir()))
    assert "0 to read" in kehoach("extract", folder, "--out", out).said
    assert kehoach("export", out, "--to", "parquet").code == 0
    assert "trồng 9.500 cây" in kehoach("text", folder / os.fsdecode(b"k\xe9.txt")).printed


def test_a_folder_that_may_not_be_listed_is_told(plans, tmp_path):
    """Its documents are not known, so it counts as one that cannot be opened; the others are read."""
    (plans / "sub").chmod(0)
    try:
        done = kehoach("extract", plans, "--out", tmp_path / "out", bound_by_modes=True)
    finally:
        (plans / "sub").chmod(0o755)
    assert done.code == 1
    assert "sub: cannot be opened (Permission denied)" in done.said
    assert "6 documents done" in done.said


def test_a_file_that_changes_while_it_is_read_is_no_result(plans):
    """Pages of two versions must not make one record: the document fails for now, and the same command reads it."""
    path = plans / "plan1.txt"
    status = path.stat()
    seen = (sha256_of(path), status.st_size, status.st_mtime_ns)
    entry = Entry("plan1.txt", "plan1", *seen, "waiting", None, None, 0, None, None, None, None)
    outcome = Outcome("plan1.txt", Extracted("{}", "", 1, 0), None)
    assert of_one_file(outcome, entry, path) == outcome
    os.utime(path)
    assert of_one_file(outcome, entry, path) == outcome, "touched, but the same"
    path.write_text("other", encoding="utf-8")
    assert "changed while it was read" in str(of_one_file(outcome, entry, path).fault)
    path.unlink()
    assert of_one_file(outcome, entry, path) == outcome, "gone: what was read is all there is"
