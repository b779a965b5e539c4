"""Reading of dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.dateline import parse_dateline
from extract.grammar.dates import find_dates

DATES = [
    ("ngày 10 tháng 06 năm 2026", [("ngày 10 tháng 06 năm 2026", "2026-06-10")]),
    ("NGÀY 10 THÁNG 6 NĂM 2026", [("NGÀY 10 THÁNG 6 NĂM 2026", "2026-06-10")]),
    ("ngày 10thang 06 nãm 2026", [("ngày 10thang 06 nãm 2026", "2026-06-10")]),
    ("ngày 24/4/2026 về việc", [("24/4/2026", "2026-04-24")]),
    ("ngày 20/6/20 19 của", [("20/6/20 19", "2019-06-20")]),
    ("ngày tháng 5 năm 2026", [("ngày tháng 5 năm 2026", "2026-05")]),
    ("ngày … tháng 5 năm 2026", [("ngày … tháng 5 năm 2026", "2026-05")]),
    ("ngày    tháng    năm 2026", []),
    ("Quý II/2026", [("Quý II/2026", "2026-Q2")]),
    ("Quý 4 năm 2026", [("Quý 4 năm 2026", "2026-Q4")]),
    ("Quý IV/2025- Quý II/2026", [("Quý IV/2025", "2025-Q4"), ("Quý II/2026", "2026-Q2")]),
    ("Tháng 1 hằng năm", [("Tháng 1", "--01")]),
    ("Tháng 11 - 12/2025", [("Tháng 11", "2025-11"), ("12/2025", "2025-12")]),
    ("từ tháng 3 đến tháng 11 hằng năm", [("tháng 3", "--03"), ("tháng 11", "--11")]),
    ("trước ngày 25/12 hằng năm", [("25/12", "--12-25")]),
    ("Định kỳ hàng năm (trước ngày 26/12) và đột xuất", [("26/12", "--12-26")]),
    ("trước ngày 30 tháng 11 hàng năm", [("ngày 30 tháng 11", "--11-30")]),
    ("từ ngày 15/11 đến ngày 20/11/2025", [("15/11", "2025-11-15"), ("20/11/2025", "2025-11-20")]),
    ("trước ngày 15/11 của năm 2027", [("15/11", "2027-11-15")]),
    ("năm 2030, giai đoạn 2026-2030", []),
    ("hoàn thành 19/19 tiêu chí, 10/12 chỉ tiêu, đạt 3/4", []),
    ("từ 03 tháng trở lên, 15 cuộc trong 01 tháng", []),
    ("Thông tư số 12/2024/TT-BTC", []),
    ("6 tháng đầu năm 2026", []),
    ("báo cáo hằng tháng\n6. Cập nhật", []),
    ("trong tháng\n6 năm 2026", [("tháng 6 năm 2026", "2026-06")]),
]


@pytest.mark.parametrize(("text", "wanted"), DATES)
def test_dates_are_read_at_the_precision_given(text: str, wanted: list[tuple[str, str]]) -> None:
    """Each form of a date gives its printed text without the binding words, and its ISO form."""
    found = find_dates(text)
    assert [(each.text, each.iso) for each in found] == wanted
    assert [" ".join(text[each.start : each.end].split()) for each in found] == [each.text for each in found]


@pytest.mark.parametrize("text", ["ngày 31 tháng 6 năm 2026", "ngày 29/02/2026", "ngày 05/13/2026"])
def test_a_date_that_cannot_be_is_marked_and_not_repaired(text: str) -> None:
    """An impossible date stays an entry without ISO form."""
    (mention,) = find_dates(text)
    assert mention.iso is None
    assert "invalid_date" in mention.flags


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("trước ngày 31/12/2026", "before"),
        ("chậm nhất ngày 31/12/2026", "by"),
        ("đến hết ngày 31/12/2026", "by"),
        ("đến ngày 31/12/2026", "until"),
        ("từ ngày 31/12/2026", "from"),
        ("trong tháng 6/2026", "within"),
        ("số 12/KH-UBND ngày 31/12/2026", None),
    ],
)
def test_the_words_before_a_date_tell_how_it_binds(text: str, relation: str | None) -> None:
    """The relation is read from the words right before the date."""
    (mention,) = find_dates(text)
    assert mention.relation == relation


@pytest.mark.parametrize(
    ("text", "place", "issued", "flags"),
    [
        ("Bình An, ngày 05 tháng 01 năm 2026", "Bình An", "2026-01-05", ()),
        ("Bình An, ngày tháng 5 năm 2026", "Bình An", "2026-05", ("day_blank",)),
        ("Bình An, ngày    tháng    năm 2026", "Bình An", "2026", ("day_blank", "month_blank")),
        ("Bình An, ngày OC. tháng 8 năm 2019", "Bình An", "2019-08", ("day_unreadable",)),
        ("Bình An, ngày 21 tháng II năm 2025", "Bình An", "2025-11-21", ("month_worn",)),
        ("Bình An, ngày l9 tháng 1] năm 2025", "Bình An", "2025-11-19", ("day_worn", "month_worn")),
        ("Bình An, ngày Í ?tháng I1 năm 2017", "Bình An", "2017-11", ("day_unreadable", "month_worn")),
        ("Bình An, ngày 21 tháng ATD năm 2025", "Bình An", "2025", ("month_unreadable",)),
        ("ngày 05 tháng 01 năm 2026", None, "2026-01-05", ()),
    ],
)
def test_a_dateline_is_cut_at_what_is_filled_in(
    text: str, place: str | None, issued: str | None, flags: tuple[str, ...]
) -> None:
    """Blank slots shorten the date and say which slot was blank or could not be read."""
    line = parse_dateline(text)
    assert line is not None
    assert (line.place, line.issued, line.flags) == (place, issued, flags)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["written", "slashed"]))
def test_every_calendar_date_is_read_back(day: date, form: str) -> None:
    """Writing a date in either form and reading it gives the same date."""
    written = f"ngày {day.day} tháng {day.month} năm {day.year}"
    text = written if form == "written" else f"{day.day:02d}/{day.month}/{day.year}"
    (mention,) = find_dates(text)
    assert mention.iso == day.isoformat()


@given(st.text(alphabet="0123456789/-. \nngàythángnămquýIVhằtrướcđến", max_size=80))
def test_any_text_gives_ordered_disjoint_dates(text: str) -> None:
    """Reading never raises; dates are in order and do not overlap."""
    found = find_dates(text)
    for left, right in pairwise(found):
        assert left.end <= right.start
    parse_dateline(text)
