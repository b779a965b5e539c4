"""Scores broken down, calibrated, compared and shown, against figures counted by hand."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from extract.errors import OutputFault, UsageFault
from extract.score import Counts, Report, score_pair
from extract.score.breakdown import Bin, by_band, by_field, by_issue, by_kind, calibrate, worst
from extract.score.command import ScoreOptions, run_score
from extract.score.compare import compare
from extract.score.html import difference, to_html

if TYPE_CHECKING:
    from pathlib import Path


def target(value: str, confidence: float | None = None, year: int = 2026) -> dict[str, object]:
    """Return a target named after nothing but its value's place in the list."""
    at = {} if confidence is None else {"value": {"state": "found", "spans": [[0, 1]], "confidence": confidence}}
    return {"at": at, "indicator": f"Chỉ tiêu {value}", "value": value, "unit": "xã", "comparator": "eq", "year": year}


def plan(
    *targets: dict[str, object], kind: str = "scan", issues: tuple[dict[str, object], ...] = ()
) -> dict[str, object]:
    """Return a plan with targets only."""
    return {"source": {"kind": kind}, "document": {}, "targets": list(targets), "issues": list(issues)}


GOLDEN = plan(target("10"), target("200"), target("3000"))


def report(*plans: dict[str, object]) -> Report:
    """Score plans against GOLDEN, as documents a, b, c …."""
    return Report(tuple(score_pair(read, GOLDEN, "abcdef"[i]) for i, read in enumerate(plans)))


def test_fields_kinds_bands_and_issues_are_counted() -> None:
    """Each judged field is counted once under each heading that applies to it."""
    warned = {"code": "figure_repaired", "record": "targets/1", "field": "value"}
    found = report(
        plan(target("10", 0.99), target("777", 0.4), issues=(warned,)),
        plan(target("10", 0.92, year=2030), target("200", 0.92), target("3000"), kind="digital"),
    )
    assert by_field(found)["targets.value"] == Counts(right=4, wrong=1, missed=1)
    assert by_field(found)["targets.year"] == Counts(right=3, wrong=1)
    assert by_issue(found) == {"figure_repaired": Counts(wrong=1)}
    assert by_kind(found)["digital"].wrong == 1
    assert by_band(found)["0.00–0.50"] == Counts(wrong=1)
    assert by_band(found)["0.90–0.95"] == Counts(right=2)
    assert by_band(found)["0.99–1.00"] == Counts(right=1)
    assert worst(by_field(found), 1)[0][0] == "targets.value"


def test_calibration_weighs_each_band_by_its_number() -> None:
    """Two of 0.9 with one right, two of 0.6 both right: gap (2·0.4 + 2·0.4) ÷ 4, Brier (0.01 + 0.81 + 0.16 + 0.16) ÷ 4."""
    found = calibrate([(0.9, True), (0.9, False), (0.6, True), (0.6, True)])
    assert found.bins == (Bin(0.5, 2, 0.6, 2), Bin(0.9, 2, 0.9, 1))
    assert found.error == pytest.approx(0.4)
    assert found.brier == pytest.approx(1.14 / 4)
    assert calibrate([]).error is None


def test_two_runs_are_compared_field_by_field() -> None:
    """A field right in one run only has turned; what both have wrong has not."""
    before = report(plan(target("10"), target("200", year=2030), target("3000", year=2031)))
    after = report(plan(target("10", year=2030), target("200"), target("3000", year=2032), target("5")))
    found = compare(before, after, draws=50)
    turned = {
        (turn.better, (turn.after or turn.before).where, (turn.after or turn.before).field) for turn in found.turns
    }
    assert turned == {(False, "targets/0", "year"), (True, "targets/1", "year"), (False, "targets/3", "value")}


def test_the_interval_is_seeded_and_holds_the_change() -> None:
    """The same runs give the same interval; with every document better it lies above 0."""
    before = report(*(plan(target("10")) for _ in range(5)))
    after = report(*(plan(target("10"), target("200")) for _ in range(5)))
    first, second = compare(before, after, draws=200), compare(before, after, draws=200)
    assert first == second
    change = next(change for change in first.changes if change.part == "targets_value")
    assert (change.before, change.after) == (pytest.approx(2 / 4), pytest.approx(4 / 5))
    assert (change.low, change.high) == (pytest.approx(0.3), pytest.approx(0.3))


def test_runs_without_a_common_document_cannot_be_compared() -> None:
    """There is nothing to say."""
    with pytest.raises(UsageFault):
        compare(Report(()), report(GOLDEN))


class Links(HTMLParser):
    """Collects every attribute that could load something."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep sources and links."""
        self.found += [value or "" for name, value in attrs if name in {"src", "href", "srcset", "action"}]


def test_the_html_is_one_file_that_loads_nothing_and_escapes_everything() -> None:
    """A value with a script in it comes out as text; there is no link to anything."""
    attack = "<script>alert(1)</script>"
    page = to_html(report(plan({**target("10"), "unit": attack}, target("99", 0.99))))
    links = Links()
    links.feed(page)
    assert links.found == []
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "not flagged" in page
    assert page.count("<svg") == 3


def test_differences_are_shown_word_by_word() -> None:
    """What golden has is struck out, what was read is put in; a side that is missing is shown whole."""
    assert difference("đạt 10 xã", "đạt 12 xã") == "đạt <del>10</del><ins>12</ins> xã"
    assert difference(None, "<b>") == "<ins>&lt;b&gt;</ins>"
    assert difference("x", None) == "<del>x</del>"


def write(path: Path, content: object) -> None:
    """Write a plan, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_agreement_looks_only_at_what_both_labelled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document that one labeller did not do is no disagreement; F1 is the same from either side."""
    write(tmp_path / "a/x.json", plan(target("10"), target("200")))
    write(tmp_path / "b/x.json", plan(target("10"), target("7", year=2031)))
    write(tmp_path / "b/y.json", plan(target("1")))
    assert run_score(tmp_path / "a", tmp_path / "b", ScoreOptions(agreement=True)) == 0
    one = capsys.readouterr().out
    run_score(tmp_path / "b", tmp_path / "a", ScoreOptions(agreement=True))
    other = capsys.readouterr().out
    said = "1 documents labelled by both; mean of the parts' pooled F1:"
    assert said in one
    assert one[one.index(said) : one.index(said) + 70] == other[other.index(said) : other.index(said) + 70]
    assert "x targets/1 value: A '200', B None" in one


def test_everything_is_in_the_json_and_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One call prints JSON with the comparison and writes the HTML."""
    write(tmp_path / "old/x.json", plan(target("10")))
    write(tmp_path / "new/x.json", GOLDEN)
    write(tmp_path / "gold/x.json", GOLDEN)
    options = ScoreOptions(as_json=True, html=tmp_path / "score.html", against=tmp_path / "old")
    assert run_score(tmp_path / "new", tmp_path / "gold", options) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["against"]["better"] == 2
    assert content["fields"]["targets.value"]["right"] == 3
    assert "Against the earlier run" in (tmp_path / "score.html").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """The fault names the file."""
    write(tmp_path / "a/x.json", GOLDEN)
    with pytest.raises(OutputFault, match=r"none/score\.html"):
        run_score(tmp_path / "a", tmp_path / "a", ScoreOptions(html=tmp_path / "none/score.html"))
