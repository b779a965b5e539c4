"""The score of folders: which files belong together, what is left out, and what the command says."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from extract.errors import UsageFault
from extract.score import score_folders
from extract.score.command import ScoreOptions, run_score

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Kế hoạch giảm nghèo bền vững\nnăm 2026 của xã\n"


def write(path: Path, plan: object) -> Path:
    """Write a plan, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    return path


def plan(number: str, **more: object) -> dict[str, object]:
    """Return a plan that holds a number and two references."""
    references = [{"number": "1/KH", "basis": True}, {"number": "2/KH", "basis": True}]
    return {"document": {"number": number}, "references": references, **more}


def test_a_variant_falls_back_to_the_stem_before_the_double_underscore(tmp_path: Path) -> None:
    """`a__scan` is scored against `a`, and is pooled with `a` itself."""
    write(tmp_path / "out/plans/a.json", plan("1", source={"kind": "digital"}))
    write(tmp_path / "out/plans/a__scan.json", plan("7", source={"kind": "scan"}))
    write(tmp_path / "gold/a.json", plan("1"))
    report = score_folders(tmp_path / "out", tmp_path / "gold")
    assert [(score.stem, score.golden, score.kind) for score in report.plans] == [
        ("a", "a", "digital"),
        ("a__scan", "a", "scan"),
    ]
    assert report.pooled("references").right == 4
    assert report.pooled("document").wrong == 1
    assert report.missing == ()


def test_a_document_that_was_not_extracted_counts_as_missed(tmp_path: Path) -> None:
    """A failed document is a loss: its fields are missed and it gets nothing for what it leaves blank."""
    write(tmp_path / "out/a.json", plan("1"))
    write(tmp_path / "gold/a.json", plan("1"))
    write(tmp_path / "gold/b.json", plan("2"))
    report = score_folders(tmp_path / "out", tmp_path / "gold")
    assert report.missing == ("b",)
    assert report.pooled("references").recall == 0.5
    assert report.pooled("document").missed == 1
    assert report.pooled("document").right == 15


def test_a_document_that_was_never_given_is_no_loss(tmp_path: Path) -> None:
    """Where the run's ledger is at hand, only its own inputs count as missed."""
    write(tmp_path / "out/plans/a.json", plan("1"))
    for stem in ("a", "failed", "elsewhere"):
        write(tmp_path / f"gold/{stem}.json", plan("1"))
    with closing(sqlite3.connect(tmp_path / "out/run.sqlite")) as db:
        db.execute("CREATE TABLE inputs (stem, state, present)")
        db.executemany("INSERT INTO inputs VALUES (?, ?, 1)", [("a", "done"), ("failed", "failed")])
        db.commit()
    assert score_folders(tmp_path / "out", tmp_path / "gold").missing == ("failed",)


def test_a_document_without_a_golden_record_is_left_out_and_named(tmp_path: Path) -> None:
    """What nobody labelled changes no count."""
    write(tmp_path / "out/a.json", plan("1"))
    write(tmp_path / "out/z.json", plan("9"))
    write(tmp_path / "gold/a.json", plan("1"))
    report = score_folders(tmp_path / "out", tmp_path / "gold")
    assert report.unlabelled == ("z",)
    assert report.f1 == 1.0


def test_two_files_are_scored_whatever_their_names(tmp_path: Path) -> None:
    """One file against one file needs no equal stem."""
    read = write(tmp_path / "mine.json", plan("1"))
    golden = write(tmp_path / "theirs.json", plan("1"))
    assert score_folders(read, golden).f1 == 1.0


def spanned(title: object) -> dict[str, object]:
    """Return a golden plan whose title is given by span."""
    return plan("1", text_sha256=hashlib.sha256(TEXT.encode()).hexdigest()) | {
        "document": {"number": "1", "title": title}
    }


def test_strings_given_by_span_are_read_from_the_text(tmp_path: Path) -> None:
    """The text is found by its hash, whatever its name; a line break in the span is a blank."""
    write(tmp_path / "out/a.json", plan("1") | {"document": {"number": "1", "title": "giảm nghèo bền vững năm 2026"}})
    write(tmp_path / "gold/a.json", spanned({"start": 9, "end": 37}))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/other.txt").write_text("nothing", encoding="utf-8")
    (tmp_path / "texts/source.txt").write_bytes(TEXT.encode())
    report = score_folders(tmp_path / "out", tmp_path / "gold", tmp_path / "texts")
    assert report.notes == ()
    assert report.pooled("document").right == 15


def test_a_text_that_is_not_at_hand_is_said_and_not_counted(tmp_path: Path) -> None:
    """The field is left out, neither right nor wrong, and a note names it."""
    write(tmp_path / "out/a.json", plan("1"))
    write(tmp_path / "gold/a.json", spanned({"start": 9, "end": 37}))
    report = score_folders(tmp_path / "out", tmp_path / "gold")
    assert report.pooled("document").golden == 14
    assert "document.title" in report.notes[0]


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("a.json", "{not json", "cannot be read as JSON"),
        ("a.json", "[1, 2]", "is no plan"),
        ("b.json", '{"document": {}}', "none of its plans"),
        ("a.txt", "", "no plan JSON"),
    ],
)
def test_what_cannot_be_scored_is_a_usage_fault(tmp_path: Path, file: str, content: str, says: str) -> None:
    """One error that names the file and the reason."""
    write(tmp_path / "gold/a.json", plan("1"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / file).write_text(content, encoding="utf-8")
    with pytest.raises(UsageFault, match=says):
        score_folders(tmp_path / "out", tmp_path / "gold")


def test_the_command_fails_under_the_wanted_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1 where the pooled F1 is lower than asked for, 0 where it is not; JSON carries the counts."""
    write(tmp_path / "out/a.json", plan("7"))
    write(tmp_path / "gold/a.json", plan("1"))
    assert run_score(tmp_path / "out", tmp_path / "gold", ScoreOptions(as_json=True, fail_under=0.99)) == 1
    assert run_score(tmp_path / "out", tmp_path / "gold", ScoreOptions(as_json=False, fail_under=0.9)) == 0
    printed = capsys.readouterr().out
    content = json.loads(printed[: printed.index("\n}\n") + 3])
    assert content["parts"]["document"]["wrong"] == 1
    assert content["figures"] == {"right": 2, "missed": 0, "wrong_flagged": 0, "wrong_not_flagged": 1}
    assert "1 wrong and NOT flagged" in printed


def test_machines_get_the_figures_of_each_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON says of every document how many of its figures are wrong, and they add up to those of all."""
    for stem, number in (("a", "1"), ("b", "9")):
        write(tmp_path / f"out/{stem}.json", plan(number))
        write(tmp_path / f"gold/{stem}.json", plan("1"))
    assert run_score(tmp_path / "out", tmp_path / "gold", ScoreOptions(as_json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    each = [document["figures"] for document in told["documents"].values()]
    assert [figures["wrong_not_flagged"] for figures in each] == [0, 1]
    assert told["figures"] == {name: sum(figures[name] for figures in each) for name in each[0]}
