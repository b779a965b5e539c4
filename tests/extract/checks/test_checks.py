"""Checks that need no model: what disagrees becomes an issue with both places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from extract import readers
from extract.checks import check
from extract.checks.days import is_before
from extract.outline import outline
from extract.wording import said
from models import IssueCode, Plan, Severity, Source, Versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.text import Text
    from models import Issue

    TextOf = Callable[[str], Text]

HEAD = """
head> UBND XÃ ĐỒNG LÁT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
head> Số: 12/KH-UBND | Đồng Lát, ngày 03 tháng 02 năm 2026
title> KẾ HOẠCH
title> Phát triển người tham gia bảo hiểm giai đoạn 2026 - 2030
UBND xã ban hành Kế hoạch như sau:
"""


def issues(text: Text) -> tuple[Issue, ...]:
    """Check a text with the records read from it."""
    records = readers.read(text, outline(text))
    source = Source(path="a.txt", sha256="0", kind="text", pages=1, versions=Versions(kehoach="0"))
    return check(text, Plan(source=source, **records.parts()))


FAULTS = [
    (
        "II. CHỈ TIÊU\n- Tỷ lệ bao phủ bảo hiểm y tế đạt 295%.",
        IssueCode.FIGURE_IMPLAUSIBLE,
    ),
    ("II. CHỈ TIÊU\n- Giá trị sản phẩm tăng bình quân 05 06%/năm.", IssueCode.FIGURE_AMBIGUOUS),
    ("II. NHIỆM VỤ\n- Lập mười (15) tổ tuyên truyền.", IssueCode.NUMBER_WORD_CONFLICT),
    ("II. CHỈ TIÊU\n- Tỷ lệ hộ nghèo giảm 7-5%.", IssueCode.RANGE_REVERSED),
    ("II. NHIỆM VỤ\n- Họp dân ngày 31/6/2026 tại nhà văn hóa.", IssueCode.DATE_IMPOSSIBLE),
    (
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Báo cáo kết quả trước ngày 15/01/2026.",
        IssueCode.DEADLINE_BEFORE_ISSUE,
    ),
    (
        (
            "II. CHỈ TIÊU\n- Năm 2026: Tổng số người tham gia bảo hiểm xã hội đạt 900 người.\n"
            "- Năm 2027: Tổng số người tham gia bảo hiểm xã hội đạt 850 người."
        ),
        IssueCode.YEARS_NOT_RISING,
    ),
    (
        (
            "II. CHỈ TIÊU\n- Năm 2026: Tổng số người tham gia bảo hiểm xã hội đạt 900 người; trong đó số người tham gia "
            "bảo hiểm xã hội tự nguyện đạt 950 người."
        ),
        IssueCode.PART_EXCEEDS_WHOLE,
    ),
    (
        (
            "II. CHỈ TIÊU\nGiao chỉ tiêu năm 2026:\nTT | Thôn | Bảo hiểm y tế (người)\n1 | Thôn Thượng | 120\n"
            "2 | Thôn Trung | 80\n3 | Thôn Hạ | 95\n | Tổng cộng | 305"
        ),
        IssueCode.SUM_MISMATCH,
    ),
    (
        (
            "II. CHỈ TIÊU\n- Năm 2026, số người tham gia bảo hiểm y tế đạt 700 người.\nPHỤ LỤC\nCHỈ TIÊU NĂM 2026\n"
            "- Năm 2026, số người tham gia bảo hiểm y tế đạt 760 người."
        ),
        IssueCode.BODY_APPENDIX_DIFFER,
    ),
    ("II. CHỈ TIÊU\n- Hoàn thành 13/17 tiêu chí (86,5%).", IssueCode.PERCENT_COUNT_DIFFER),
]


@pytest.mark.parametrize(("body", "code"), FAULTS, ids=[code for _, code in FAULTS])
def test_a_planted_fault_is_found(text_of: TextOf, body: str, code: IssueCode) -> None:
    """Each kind of disagreement gives an issue of its code, with places in the text."""
    text = text_of(HEAD + body)
    found = [issue for issue in issues(text) if issue.code is code]
    assert found
    assert all(0 <= start < end <= len(text.string) for issue in found for start, end in issue.spans)
    assert found[0].spans


SOUND = """
II. CHỈ TIÊU
- Năm 2026: Tổng số người tham gia bảo hiểm xã hội đạt 900 người; trong đó tự nguyện tối thiểu 150 người.
- Năm 2027: Tổng số người tham gia bảo hiểm xã hội đạt 950 người.
- Hoàn thành 13/17 tiêu chí (76,5%).
Giao chỉ tiêu năm 2026:
TT | Thôn | Bảo hiểm y tế (người)
1 | Thôn Thượng | 120
2 | Thôn Trung | 80
3 | Thôn Hạ | 95
 | Tổng cộng | 295
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Báo cáo kết quả trước ngày 15/12/2026.
"""


def test_a_sound_plan_raises_nothing(text_of: TextOf) -> None:
    """Figures that agree give no issue."""
    assert not issues(text_of(HEAD + SOUND))


def test_a_word_in_doubt_becomes_an_issue_of_its_target(text_of: TextOf) -> None:
    """What restoration or a second reading doubted is named with the record and field it belongs to."""
    text = text_of(HEAD + "II. CHỈ TIÊU\n- Số người tham gia bảo hiểm y tế: 760 người.")
    words = tuple(
        replace(word, doubt="readings differ: 760 / 766", confidence=0.6) if word.text == "760" else word
        for word in text.words
    )
    found = [issue for issue in issues(replace(text, words=words)) if issue.record == "targets/0"]
    assert {issue.code for issue in found} == {IssueCode.FIGURE_READINGS_DIFFER, IssueCode.FIGURE_LOW_CONFIDENCE}


@pytest.mark.parametrize(
    ("day", "issued", "before"),
    [
        ("2026-01-15", "2026-02-03", True),
        ("2026", "2026-02-03", False),
        ("2025", "2026-02-03", True),
        ("2025-Q4", "2026-02-03", True),
        ("2026-Q1", "2026-02-03", False),
        ("--01-15", "2026-02-03", False),
        ("2026-02", "2026-02-03", False),
    ],
)
def test_days_are_compared_at_the_precision_both_have(day: str, issued: str, before: bool) -> None:
    """A month or year that holds the day of issue is not before it; a day of every year never is."""
    assert is_before(day, issued) is before


def test_a_word_in_doubt_outside_figures_names_the_field_it_stands_in(text_of: TextOf) -> None:
    """A doubted figure within a title is an issue of that section, so that a reader finds it."""
    text = text_of(HEAD + "I. MỤC TIÊU\n1. Chương trình 135 của Chính phủ\n- Tỷ lệ hộ nghèo giảm 5%.")
    words = tuple(
        replace(word, doubt="readings differ: 135 / 133", confidence=0.6) if word.text == "135" else word
        for word in text.words
    )
    found = [issue for issue in issues(replace(text, words=words)) if issue.code is IssueCode.FIGURE_READINGS_DIFFER]
    assert [(issue.record, issue.field) for issue in found] == [("sections/1", "title")]


@pytest.mark.parametrize(("body", "code"), FAULTS)
def test_every_check_speaks_vietnamese(body: str, code: IssueCode, text_of: TextOf) -> None:
    """No message of a check is shown in English to a Vietnamese reader."""
    found = [issue for issue in issues(text_of(HEAD + body)) if issue.code is code]
    assert found
    assert all(said(issue.code, issue.message, "vi") != issue.message for issue in found)


def test_parts_are_compared_with_their_whole_alone(text_of: TextOf) -> None:
    """One part may be greater than another; only a part over the whole is a fault."""
    words = "II. CHỈ TIÊU\n- Diện tích rừng đạt {} ha, trong đó rừng tre 300 ha, rừng quế 500 ha.\n"
    sound, faulty = (
        [issue.code for issue in issues(text_of(HEAD + words.format(whole)))] for whole in ("1.000", "400")
    )
    assert IssueCode.PART_EXCEEDS_WHOLE not in sound
    assert faulty.count(IssueCode.PART_EXCEEDS_WHOLE) == 1


def test_a_bound_and_a_figure_do_not_disagree(text_of: TextOf) -> None:
    """A body that says "at least 80" is not gainsaid by the sum of the rows an appendix lists."""
    body = (
        "II. CHỈ TIÊU\n- Năm 2026: {} 80 sản phẩm OCOP mới.\n"
        "PHỤ LỤC\nCHỈ TIÊU NĂM 2026\n- Năm 2026: đạt 17 sản phẩm OCOP mới.\n"
    )
    codes = [{issue.code for issue in issues(text_of(HEAD + body.format(word)))} for word in ("có ít nhất", "đạt")]
    assert IssueCode.BODY_APPENDIX_DIFFER not in codes[0]
    assert IssueCode.BODY_APPENDIX_DIFFER in codes[1]


def test_what_the_head_lacks_is_said_and_what_it_leaves_blank_is_not(text_of: TextOf) -> None:
    """A text that is no plan names neither number nor body nor day; "Số:    /KH-UBND" is a blank, not a fault."""
    lacking = issues(text_of("Họp dân tại nhà văn hóa.\nMời bà con đến dự đông đủ."))
    assert {issue.field for issue in lacking if issue.code is IssueCode.HEAD_INCOMPLETE} >= {
        "number",
        "issuer",
        "issued",
    }
    assert all(said(issue.code, issue.message, "vi") != issue.message for issue in lacking)
    blank = issues(text_of(HEAD.replace("Số: 12/KH-UBND", "Số:      /KH-UBND")))
    assert [issue for issue in blank if issue.code is IssueCode.HEAD_INCOMPLETE] == []


def test_a_name_that_was_not_read_so_is_told(text_of: TextOf) -> None:
    """A name of the head with marks that were put on it gives an issue with what was read; one read as it is, none."""
    text = text_of(HEAD)
    worn = replace(text, words=tuple(replace(w, raw="Dong") if w.text == "Đồng" else w for w in text.words))
    assert not [issue for issue in issues(text) if issue.code is IssueCode.NAME_REPAIRED]
    told = [issue for issue in issues(worn) if issue.code is IssueCode.NAME_REPAIRED]
    assert "place" in {issue.field for issue in told}
    assert all(issue.severity is Severity.INFO and issue.spans for issue in told)
    assert all(said(issue.code, issue.message, "vi") != issue.message for issue in told)


def test_a_mended_symbol_has_a_code_of_its_own(text_of: TextOf) -> None:
    """A symbol that restoration mended is told as a symbol, another mended figure as a figure."""
    text = text_of(HEAD + "Thực hiện Quyết định số 15/QĐ-UBND, đạt 95% kế hoạch.")
    doubts = {"15/QĐ-UBND,": "figure:symbol: 15/QP-UBND → 15/QĐ-UBND", "95%": "figure:percent: 95°/o → 95%"}
    worn = replace(text, words=tuple(replace(w, doubt=doubts.get(w.text)) for w in text.words))
    codes = [issue.code for issue in issues(worn) if issue.message in doubts.values()]
    assert codes == [IssueCode.SYMBOL_REPAIRED, IssueCode.FIGURE_REPAIRED]


@pytest.mark.parametrize(("figure", "told"), [("295", ["≥ 95"]), ("310", [])])
@pytest.mark.parametrize(
    "body", ["- Tỷ lệ bao phủ bảo hiểm y tế đạt {}%.", "TT | Chỉ tiêu | Năm 2026\n1 | Tỷ lệ bao phủ (%) | {}"]
)
def test_an_impossible_rate_is_told_with_what_it_may_be(
    body: str, figure: str, told: list[str], text_of: TextOf
) -> None:
    """A "≥" that was read as a 2 is named, in a sentence and in a table; nothing is guessed of other figures."""
    found = issues(text_of(HEAD + "II. CHỈ TIÊU\n" + body.format(figure)))
    messages = [issue.message for issue in found if issue.code is IssueCode.FIGURE_IMPLAUSIBLE]
    assert messages
    assert [message.rpartition(", it may be ")[2] for message in messages if "may be" in message] == told


def test_a_total_whose_cells_moved_is_compared_with_nothing(text_of: TextOf) -> None:
    """A total row that lost its blank first cell stands under other columns; its sums say nothing."""
    rows = "TT | Thôn | Cây trồng mới (cây) | Vườn ươm (vườn)\n1 | Thượng | 120 | 2\n2 | Trung | 130 | 4\n3 | Hạ | 95 | 1\n"
    for last, wrong in (("Tổng cộng | 345 | 7", False), (" | Tổng cộng | 999 | 7", True)):
        codes = {issue.code for issue in issues(text_of(f"{HEAD}II. CHỈ TIÊU\n{rows}{last}\n"))}
        assert (IssueCode.SUM_MISMATCH in codes) == wrong


TORN = """
PHỤ LỤC
ĐỊNH HƯỚNG TRỒNG RỪNG GIAI ĐOẠN 2026 - 2030
TT | Chỉ tiêu | ĐVT | Năm 2026 | Năm 2027
Năm 2028 | Năm 2029 | 1 | Rừng tre | ha
120 | 125,5 | 130 |  | 2
Rừng quế | ha | 1.200 | 1.250 | 1.300
 | Tỷ lệ sống | % | 80 | 82
84,5% |  | 3 | Rừng mỡ | 40 - 45
"""
STANDING = """
II. CHỈ TIÊU
TT | Chỉ tiêu | ĐVT | Năm 2026 | Năm 2027 | Năm 2028
1 | Rừng tre | ha | 120 | 125 | 130
2 | Rừng quế | ha | 1.200 | 1.250 | 1.300
3 | Rừng mỡ | ha | 40 | 50 | 60
"""
TASKED = """
PHỤ LỤC
TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian | Kinh phí (triệu đồng)
""" + "\n".join(f"{n} | Trồng rừng tại thôn số {n} | Phòng Kinh tế | 15/{n}/2026 | 1.{n}00" for n in range(1, 10))
NUMBERED = """
PHỤ LỤC
TT | Thôn | Cột 1 | Năm bắt đầu
1 | 2 | 3 | 4
""" + "\n".join(f"{n} | Thôn Thượng | 1.{n}. | 2026\n | 03/{n}/2026 | 2026 - 2030 |" for n in range(1, 13))
PLACED = """
PHỤ LỤC
TT | Điểm lấy mẫu | Tọa độ X | Tọa độ Y
""" + "\n".join(f"{n} | Thôn Thượng | 57494{n}.0 | 150625{n}" for n in range(1, 9))


@pytest.mark.parametrize(
    ("body", "told"),
    [(TORN, [10]), (TORN + "Biểu 2\n" + TORN, [10, 10]), (STANDING, []), (TASKED, []), (NUMBERED, []), (PLACED, [])],
    ids=["torn", "twice", "read", "tasks", "numbers", "places"],
)
def test_a_table_that_is_not_read_is_told_with_the_number_of_its_figures(
    body: str, told: list[int], text_of: TextOf
) -> None:
    """Figures of a torn table give one warning, in both languages; dates, years, row numbers and places give none."""
    found = [issue for issue in issues(text_of(HEAD + body)) if issue.code is IssueCode.TABLE_UNCERTAIN]
    assert [int(issue.message.split()[0]) for issue in found] == told
    for language in ("vi", "en"):
        assert all(said(issue.code, issue.message, language) != issue.message for issue in found)
    assert all(issue.severity is Severity.WARNING and issue.spans for issue in found)
