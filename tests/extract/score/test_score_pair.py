"""The score of one plan, against counts made by hand."""

from __future__ import annotations

import copy
from fractions import Fraction

import pytest

from extract.score import Counts, Figures, PlanScore, score_pair

DOCUMENT = {
    "doc_type": "kế hoạch", "number": "05", "symbol": "KH-UBND", "issuer": "Ủy ban nhân dân xã An Phú",
    "issuer_level": "commune", "locality": "xã An Phú", "province": None, "place": "An Phú", "issued": "2026-03-02",
    "title": "Giảm nghèo bền vững năm 2026", "period_start": 2026, "period_end": 2026, "signer": "Lê Văn Tám",
    "signer_title": "Chủ tịch", "signed_for": ["TM. Ủy ban nhân dân"], "recipients": ["UBND tỉnh", "Lưu: VT"],
}  # fmt: skip


def target(value: str, indicator: str, **fields: object) -> dict[str, object]:
    """Return a target with everything else plain."""
    plain = {"unit": "%", "comparator": "eq", "year": 2026, "recurrence": None, "deadline": None, "section": "I"}
    return {"indicator": indicator, "indicator_id": None, "value": value, **plain, **fields}


def task(text: str, **fields: object) -> dict[str, object]:
    """Return a task led by one body."""
    plain = {"lead": ["Công an xã"], "coordinate": [], "due": None, "recurrence": None}
    return {"section": "III", "number": None, "task": text, **plain, **fields}


GOLDEN: dict[str, object] = {
    "document": DOCUMENT,
    "sections": [{"path": "I", "title": "MỤC TIÊU"}, {"path": "I/1", "title": None}, {"path": "II", "title": "GIẢI PHÁP"}],
    "targets": [
        target("100", "Tỷ lệ hộ nghèo được hỗ trợ nhà ở"),
        target("100", "Tỷ lệ trẻ em đến trường", comparator="ge"),
        target("13624", "Số người tham gia bảo hiểm", unit="người", indicator_id="si.participants"),
    ],
    "tasks": [task("Tuần tra ban đêm tại các thôn"), task("Lập danh sách hộ nghèo", due="2026-06", lead=["Phòng Kinh tế"])],
    "dates": [
        {"text": "ngày 02 tháng 3 năm 2026", "iso": "2026-03-02", "role": "issued"},
        {"text": "10/12/2025", "iso": "2025-12-10", "role": "reference"},
        {"text": "10/12/2025", "iso": "2025-12-10", "role": "reference"},
    ],
    "references": [{"doc_type": "nghị quyết", "number": "403/NQ-CP", "date": "2025-12-10", "issuer": None, "basis": True}],
}  # fmt: skip


def plan(**parts: object) -> dict[str, object]:
    """Return a copy of the golden plan with some parts replaced."""
    return {**copy.deepcopy(GOLDEN), **parts}


def document(**fields: object) -> dict[str, object]:
    """Return the head with some fields replaced."""
    return {**DOCUMENT, **fields}


def counts(score: PlanScore, row: str) -> tuple[int, int, int, int]:
    """Return (right, wrong, missed, invented) of a row."""
    found = score.counts[row]
    return found.right, found.wrong, found.missed, found.invented


def test_a_plan_scored_against_itself_is_all_right() -> None:
    """Nothing is wrong, missed or invented where both sides are the same; the one null field is blank."""
    score = score_pair(GOLDEN, GOLDEN)
    assert {row: (found.wrong, found.missed, found.invented) for row, found in score.counts.items()} == dict.fromkeys(
        score.counts, (0, 0, 0)
    )
    assert score.counts["document"] == Counts(right=15, blank=1)
    assert score.figures == Figures(right=3 + 2 + 3 + 1)
    assert score.f1 == 1.0


def test_head_fields_are_right_wrong_missed_and_invented() -> None:
    """15 fields: one wrong, two missed, one invented, eleven right; F1 is 22 ÷ (13 + 14)."""
    read = plan(document=document(number="06", signer=None, signed_for=[], province="An Giang"))
    score = score_pair(read, GOLDEN)
    assert counts(score, "document") == (11, 1, 2, 1)
    assert score.counts["document"].f1 == pytest.approx(float(Fraction(22, 13 + 14)))


@pytest.mark.parametrize(
    ("title", "right"),
    [("Giảm nghèo bền vững năm 202", True), ("GIẢM NGHÈO BỀN VỮNG NĂM 2026.", True), ("Giảm nghèo năm 2026", False)],
)
def test_a_title_may_differ_by_a_twentieth(title: str, right: bool) -> None:
    """Title and issuer are right from a similarity of 0.95 on."""
    score = score_pair(plan(document=document(title=title)), GOLDEN)
    assert score.counts["document"].wrong == int(not right)


def test_recipients_pair_by_likeness_whatever_their_order() -> None:
    """Order does not count; a line that is not there is missed, an extra one invented."""
    read = plan(document=document(recipients=["Lưu: VT.", "Các thôn", "Công an xã"]))
    assert counts(score_pair(read, GOLDEN), "recipients") == (1, 0, 1, 2)


def test_sections_pair_by_path() -> None:
    """A wrong title is wrong, a null title is right only against null, an unknown path is invented."""
    read = plan(
        sections=[
            {"path": "I", "title": "Mục tiêu:"},
            {"path": "I/1", "title": "Hằng năm"},
            {"path": "III", "title": "X"},
        ]
    )
    assert counts(score_pair(read, GOLDEN), "sections") == (1, 1, 1, 1)


def test_of_equal_values_the_one_that_agrees_most_is_paired() -> None:
    """Two targets of value 100 in exchanged order pair by their indicator and comparator."""
    targets = GOLDEN["targets"]
    assert isinstance(targets, list)
    score = score_pair(plan(targets=[targets[1], targets[0], targets[2]]), GOLDEN)
    assert counts(score, "targets_strict") == (3, 0, 0, 0)


def test_value_and_strict_are_counted_apart() -> None:
    """A wrong year spoils the strict row alone: 2 of 3; it earns five sixths of partial credit."""
    read = plan(
        targets=[
            target("100", "Tỷ lệ hộ nghèo được hỗ trợ nhà ở", year=2030),
            target("100", "trẻ em đến trường tỷ lệ", comparator="ge"),
            target("13624.0", "Người dân", unit="Người", indicator_id="si.participants"),
        ]
    )
    score = score_pair(read, GOLDEN)
    assert counts(score, "targets_value") == (3, 0, 0, 0)
    assert counts(score, "targets_strict") == (2, 1, 0, 0)
    assert score.counts["targets_strict"].partial_f1 == pytest.approx(float(Fraction(2, 3) + Fraction(5, 18)))


@pytest.mark.parametrize(
    ("labelled", "read", "verdicts"),
    [
        (None, "poverty.rate", []),
        (None, "hi.participants", ["invented"]),
        (None, None, ["blank"]),
        ("hi.participants", "poverty.rate", ["wrong"]),
        ("poverty.rate", None, ["missed"]),
    ],
)
def test_an_id_beyond_the_guides_catalogue_is_not_held_against_a_null(
    labelled: str | None, read: str | None, verdicts: list[str]
) -> None:
    """Labels with the guide's catalogue say nothing of other indicators; an id they do give is always compared."""
    golden, found = (plan(targets=[target("5", "Tỷ lệ", indicator_id=identity)]) for identity in (labelled, read))
    judged = [judgement for judgement in score_pair(found, golden).judgements if judgement.field == "indicator_id"]
    assert [judgement.verdict for judgement in judged] == verdicts


def test_a_misread_value_is_wrong_and_a_strange_one_invented() -> None:
    """The same indicator and year with another value is one wrong; a value from nowhere is invented."""
    read = plan(
        targets=[
            target("100", "Tỷ lệ hộ nghèo được hỗ trợ nhà ở"),
            target("13524", "Số người tham gia bảo hiểm", unit="người"),
            target("7", "Diện tích rừng", unit="ha"),
        ]
    )
    score = score_pair(read, GOLDEN)
    assert counts(score, "targets_value") == (1, 1, 1, 1)
    assert score.figures.silent == 2


def test_tasks_and_their_bodies_and_times() -> None:
    """Found by likeness; bodies count one by one in paired tasks only; due and recurrence must both be equal."""
    read = plan(
        tasks=[
            task("Tuần tra ban đêm tại các thôn.", lead=["công an xã", "Dân quân"], recurrence="monthly"),
            task("Lập danh sách các hộ nghèo", due="2026-07", lead=["Phòng Kinh tế"]),
            task("Việc khác hẳn"),
        ]
    )
    score = score_pair(read, GOLDEN)
    assert counts(score, "tasks_found") == (2, 0, 0, 1)
    assert counts(score, "tasks_lead") == (2, 0, 0, 1)
    assert counts(score, "tasks_coordinate") == (0, 0, 0, 0)
    assert counts(score, "tasks_when") == (0, 1, 0, 1)


def test_dates_are_a_multiset() -> None:
    """One of two equal mentions read is one right and one missed; a wrong role is wrong, its day still right."""
    read = plan(
        dates=[
            {"text": "ngày 02 tháng 3 năm 2026", "iso": "2026-03-02", "role": "other"},
            {"text": "10/12/2025", "iso": "2025-12-10", "role": "reference"},
        ]
    )
    score = score_pair(read, GOLDEN)
    assert counts(score, "dates") == (1, 1, 1, 0)
    assert score.figures.missed == 1


def test_references_need_kind_date_and_basis() -> None:
    """A reference is paired by its number; the issuer is looked at but does not decide."""
    reference = {
        "doc_type": "nghị quyết",
        "number": "403/nq-cp",
        "date": "2025-12-10",
        "issuer": "Chính phủ",
        "basis": True,
    }
    assert counts(score_pair(plan(references=[reference]), GOLDEN), "references") == (1, 0, 0, 0)
    assert counts(score_pair(plan(references=[{**reference, "basis": False}]), GOLDEN), "references") == (0, 1, 0, 0)
    misread = score_pair(plan(references=[{**reference, "number": "408/NQ-CP"}]), GOLDEN)
    assert counts(misread, "references") == (0, 1, 0, 0)
    assert misread.figures.silent == 1


WRONG_NUMBER = document(number="06")


@pytest.mark.parametrize(
    ("at", "issues", "flagged"),
    [
        ({}, [], False),
        ({"number": {"state": "found", "confidence": 0.95}}, [], False),
        ({"number": {"state": "found", "confidence": 0.89}}, [], True),
        ({}, [{"code": "figure_repaired", "record": "document", "field": "number"}], True),
        ({}, [{"code": "head_incomplete", "record": "document", "field": None}], True),
        ({}, [{"code": "figure_repaired", "record": "document", "field": "issued"}], False),
        ({}, [{"code": "figure_repaired", "record": "targets/0", "field": "number"}], False),
        ({"number": {"state": "derived", "from": ["symbol"]}, "symbol": {"confidence": 0.5}}, [], True),
    ],
)
def test_a_wrong_figure_is_flagged_by_its_confidence_or_an_issue(
    at: dict[str, object], issues: list[object], flagged: bool
) -> None:
    """Under 0.9, or named by an issue, itself or through what it was derived from: else the fault is silent."""
    read = plan(document={**WRONG_NUMBER, "at": at}, issues=issues)
    figures = score_pair(read, GOLDEN).figures
    assert (figures.flagged, figures.silent) == (int(flagged), int(not flagged))


def test_an_empty_plan_misses_everything() -> None:
    """Nothing read: no row has a right one that is not blank."""
    score = score_pair({}, GOLDEN)
    assert all(found.right == found.blank for found in score.counts.values())
    assert score.figures == Figures(missed=9)


def test_a_part_that_was_not_labelled_is_not_scored() -> None:
    """A golden record with some parts only says nothing of the others; an empty part says that there is nothing."""
    score = score_pair(GOLDEN, {"targets": GOLDEN["targets"], "dates": []})
    assert {row for row in score.counts if not score.counts[row].empty} == {"targets_value", "targets_strict", "dates"}
    assert {judgement.part for judgement in score.judgements} <= {"targets", "dates"}
    assert score.counts["dates"].invented


def test_nothing_to_find_and_nothing_found_has_no_rate() -> None:
    """Rates are None, not 0 or 1, where both sides are empty."""
    nothing = score_pair({}, {}).counts["targets_value"]
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


def test_counts_refuse_what_cannot_be() -> None:
    """Blank ones are among the right ones."""
    with pytest.raises(ValueError, match="impossible"):
        Counts(right=1, blank=2)
