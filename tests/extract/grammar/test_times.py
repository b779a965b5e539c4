"""Reading of periods, due dates and recurrence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.periods import find_periods
from extract.grammar.times import find_times, parse_time, task_time

PERIODS = [
    ("đến năm 2030", (None, 2030, "year", "by")),
    ("đến hết năm 2026", (None, 2026, "year", "by")),
    ("đến cuối năm 2030", (None, 2030, "year", "by")),
    ("trước năm 2030", (None, 2030, "year", "before")),
    ("giai đoạn 2026-2030", (2026, 2030, "range", "in")),
    ("giai đoạn 2026\n2030", (2026, 2030, "range", "in")),
    ("giai đoạn 2026-30", (2026, 2030, "range", "in")),
    ("03 năm 2026 - 2028", (2026, 2028, "range", "in")),
    ("từ năm 2026 đến hết năm 2028", (2026, 2028, "range", "in")),
    ("nhiệm kỳ 2025 - 2030", (2025, 2030, "term", "in")),
    ("năm học 2026-2027", (2026, 2027, "school_year", "in")),
    ("6 tháng đầu năm 2026", (2026, 2026, "half", "in")),
    ("9 tháng năm 2026", (2026, 2026, "months", "in")),
    ("năm 2026", (2026, 2026, "year", "in")),
]

CELLS = [
    ("Tháng 3, 4 và 5/2026", "2026-03/2026-05", None),
    ("Quý IV/2026 Quý IV/2026", "2026-Q4", None),
    ("Quý II/2026", "2026-Q2", None),
    ("Quý IV/2025- Quý II/2026", "2025-Q4/2026-Q2", None),
    ("Tháng 11 - 12/2025.", "2025-11/2025-12", None),
    ("Tháng 1 hằng năm", "--01", "yearly"),
    ("Định kỳ, trước ngày 25/12 hằng năm", "--12-25", "yearly"),
    ("Từ ngày 01/01/2026 đến ngày 31/3/2026", "2026-01-01/2026-03-31", None),
    ("Trước ngày 31/01/2031", "2031-01-31", None),
    ("Năm 2026", "2026", None),
    ("Năm 2026, năm 2027", "2026/2027", None),
    ("Năm 2026 và cập nhật hằng năm", "2026", "yearly"),
    ("Từ năm 2026 đến năm 2028", "2026/2028", None),
    ("Từ nay đến hết năm 2030", "2030", None),
    ("Từ 01/7/2025", None, None),
    ("Từ tháng 11/2025 đến khi kết thúc", None, None),
    ("6 tháng một lần", None, "half-yearly"),
    ("trước ngày 20 hằng tháng", None, "monthly"),
    ("Hằng tuần", None, None),
    ("Theo năm học", None, None),
    ("Thường xuyên, theo yêu cầu nhiệm vụ", None, "continuous"),
    ("Thường xuyên, định kỳ hằng quý", None, "quarterly"),
    ("định kỳ hàng quý, 06 tháng, hàng năm", None, "quarterly"),
    ("Định kỳ 6 tháng", None, "half-yearly"),
    ("Định kỳ", None, None),
    ("Theo kế hoạch và đột xuất", None, None),
    ("Theo kế hoạch công tác hàng năm", None, None),
]

TEXTS = [
    ("Hằng năm, xây dựng chỉ tiêu của xã", ("Hằng năm", None, "yearly")),
    ("Thường xuyên đôn đốc các đơn vị", ("Thường xuyên", None, "continuous")),
    ("Rà soát lao động; thường xuyên tập huấn", ("thường xuyên", None, "continuous")),
    ("Tham mưu định kỳ hàng năm, tổ chức sơ kết", ("định kỳ hàng năm", None, "yearly")),
    ("Định kỳ rà soát danh sách", ("Định kỳ", None, None)),
    ("Định kỳ hằng năm (trước ngày 20/11) tổng hợp", ("Định kỳ hằng năm (trước ngày 20/11)", "--11-20", "yearly")),
    ("Báo cáo kết quả trước ngày 15/4/2026.", ("trước ngày 15/4/2026", "2026-04-15", None)),
    ("Hoàn thành trong tháng 11/2025.", ("trong tháng 11/2025", "2025-11", None)),
    ("Lồng ghép vào kế hoạch phát triển hàng năm của xã", None),
    ("Bảo đảm hoàn thành chỉ tiêu được giao hằng năm và đến năm 2030", None),
    ("Thực hiện Nghị quyết số 5/NQ-CP ngày 10/12/2025 của Chính phủ", None),
    ("Bố trí kinh phí chi thường xuyên trong dự toán", None),
]


@pytest.mark.parametrize(("text", "wanted"), PERIODS)
def test_years_and_periods_are_read_with_their_bound(text: str, wanted: tuple[int | None, int, str, str]) -> None:
    """Each way to name years gives first and last year, kind and bound."""
    (period,) = find_periods(text)
    assert (period.first, period.last, period.kind, period.bound) == wanted
    assert text[period.start : period.end] == period.text


def test_listed_years_are_periods_of_their_own() -> None:
    """A list of years under one word gives one period a year."""
    found = find_periods("các năm 2026, 2027 và 2028 lần lượt")
    assert [period.last for period in found] == [2026, 2027, 2028]


@pytest.mark.parametrize("text", ["tháng 6 năm 2026", "quý II năm 2026", "số 12/2026/NĐ-CP", "10/6/2026"])
def test_the_year_of_a_date_is_no_period(text: str) -> None:
    """Years inside dates and numbers of documents are left to their own grammars."""
    assert find_periods(text) == []


@pytest.mark.parametrize(("text", "due", "recurrence"), CELLS)
def test_a_cell_of_time_gives_due_and_recurrence(text: str, due: str | None, recurrence: str | None) -> None:
    """A whole cell is read; of several periods the shortest counts."""
    value = parse_time(text)
    assert (value.due, value.recurrence) == (due, recurrence)


@pytest.mark.parametrize(("text", "wanted"), TEXTS)
def test_only_times_that_govern_the_work_count(text: str, wanted: tuple[str, str | None, str | None] | None) -> None:
    """In running text a period counts at the head of a clause or with "định kỳ", not where it qualifies a noun."""
    value = task_time(text)
    assert (None if value is None else (value.text, value.due, value.recurrence)) == wanted


@given(st.text(alphabet="0123456789/-. ,;()\nngàythángnămquýhằtrướcđếnịkỳườxuê", max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    """Reading never raises and spans lie inside the text."""
    for time in find_times(text):
        assert 0 <= time.start < time.end <= len(text)
    parse_time(text)
