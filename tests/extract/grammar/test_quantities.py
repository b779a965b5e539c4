"""Quantities in running text: traps, doubts, places and binding."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.binding import bind_years
from extract.grammar.numbers import find_figures, format_number, group, plain
from extract.grammar.quantities import find_quantities
from extract.grammar.words import find_words

TRAPS = [
    "Căn cứ Nghị quyết số 403/NQ-CP ngày 10/12/2025 của Chính phủ",
    "khoản 2 Điều 15 và điểm a khoản 3 Điều 7 của Luật",
    "khóa XIII, nhiệm kỳ 2020 - 2025",
    "phòng, chống dịch COVID-19 và cúm A/H5N1",
    "điện thoại: 0225.3842.123",
    "\n2.1. Công tác tuyên truyền",
    "(3)=(1)+(2)",
    "Thuế cơ sở 8 phối hợp",
    "tổ dân phố số 4 và thôn 3",
    "hằng năm, trong năm và cả năm",
    "một số đơn vị, một trong các giải pháp, hai bên",
    "mạng 5G, công nghiệp 4.0, trực 24/7",
    "Đề án 06; Chương trình 135",
    "quý I, II, III và tháng 6/2026",
    "trường THPT số 2",
    "lần thứ XIV, lần thứ 2",
]

UNITS = [
    ("400 triệu USD", "400", "triệu USD", 10**6),
    ("15.300 tỷ đồng", "15300", "tỷ đồng", 10**9),
    ("13.624 người", "13624", "người", 1),
    ("02 lớp tập huấn", "2", "lớp", 1),
    ("61,1%", "61.1", "%", 1),
    ("1,5 điểm phần trăm", "1.5", "điểm phần trăm", 1),
    ("70 triệu đồng/người/năm", "70", "triệu đồng", 10**6),
    ("32 bác sĩ/vạn dân", "32", "bác sĩ", 1),
]

COMPARATORS = [
    ("dự kiến đạt 43%", "approx"),
    ("dự kiến đạt trên 43%", "gt"),
    ("đạt và vượt 95%", "ge"),
    ("vượt 95%", "gt"),
    ("không quá 2%", "le"),
    ("dưới 2%", "lt"),
    ("5-7%", "eq"),
    ("ít nhất khoảng 40 hộ", "ge"),
    ("đạt từ 80% trở lên", "ge"),
    ("đạt 97,6% dân số trở lên", "ge"),
    ("từ 90% hộ nghèo trở lên được sử dụng nước sạch", "ge"),
    ("100% trẻ em từ 06 tuổi trở lên", "eq"),
]


@pytest.mark.parametrize("text", TRAPS)
def test_what_is_no_quantity_gives_none(text: str) -> None:
    """Citations, dates, names, ordinals and codes hold digits but set no figure."""
    assert find_quantities(text) == []


@pytest.mark.parametrize(("text", "value", "unit", "scale"), UNITS)
def test_a_unit_is_kept_as_printed_with_its_scale_word(text: str, value: str, unit: str, scale: int) -> None:
    """The scale word stays in the unit; the factor stands beside it."""
    (read,) = find_quantities(text)
    assert (format_number(read.value), read.unit, read.scale) == (value, unit, scale)


@pytest.mark.parametrize(("text", "comparator"), COMPARATORS)
def test_the_guide_decides_on_the_comparator(text: str, comparator: str) -> None:
    """The stricter word wins, "dự kiến" alone is approximate, a range is eq."""
    assert find_quantities(text)[0].comparator == comparator


def test_a_fall_is_no_exact_rise() -> None:
    """A fall keeps a positive value and says that it falls."""
    (read,) = find_quantities("giảm 1,5%")
    assert (read.value, read.sign) == (Decimal("1.5"), "down")


def test_scale_before_a_foreign_currency_is_kept() -> None:
    """The scale is read before the currency."""
    (read,) = find_quantities("kim ngạch đạt 400 triệu USD")
    assert read.amount == Decimal(400_000_000)


def test_a_range_keeps_both_ends() -> None:
    """A range is not turned into its middle."""
    (read,) = find_quantities("từ 1,3% đến 1,5%")
    assert (read.value, read.value_to) == (Decimal("1.3"), Decimal("1.5"))


def test_the_level_that_a_change_starts_from_is_its_base() -> None:
    """In "từ … năm 2025 xuống còn …" the first figure is the base of the second, with its year."""
    (read,) = find_quantities("giảm từ 3,5% năm 2025 xuống còn 2,8% năm 2026")
    assert (format_number(read.value), read.base, read.base_year) == ("2.8", "3.5", 2025)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("từ 95% đến trên 98%", [("95", "98")]),
        ("trên 1/3 số xã", [("1", "3")]),
        ("đạt 13.624người", [("13624", None)]),
        ("đạt 43, 5%", [("43.5", None)]),
        ("+5% so với 2025", [("5", None)]),
        ("ít nhất từ 01 đến 02 mô hình", [("1", "2")]),
        ("tầm nhìn đến 2045", []),
    ],
)
def test_figures_are_read_over_odd_spacing_and_wording(text: str, values: list[tuple[str, str | None]]) -> None:
    """Glued units, torn commas, fractions of a whole and bare years are read as they are meant."""
    found = find_quantities(text)
    ends = [format_number(read.value_to) if read.value_to is not None else None for read in found]
    assert list(zip([format_number(read.value) for read in found], ends, strict=True)) == values


def test_each_year_goes_to_its_own_value() -> None:
    """The first year of a sentence is not given to every number."""
    found = bind_years("Năm 2026 đạt 43%, năm 2027 đạt 45%, đến năm 2030 đạt 60%.")
    assert [(format_number(b.quantity.value), b.period and b.period.last) for b in found] == [
        ("43", 2026),
        ("45", 2027),
        ("60", 2030),
    ]


def test_a_year_behind_its_value_binds_to_it() -> None:
    """A value takes the year that follows it at once ("86% vào năm 2030")."""
    found = bind_years("Nâng tỷ lệ lên 82% năm 2026 và 86% vào năm 2030")
    assert [b.period and b.period.last for b in found] == [2026, 2030]


def test_a_period_broken_over_a_line_binds_to_the_value_behind_it() -> None:
    """A line break inside a period ends no sentence."""
    (bound,) = bind_years("Trong giai đoạn 2026\n2030 phấn đấu có ít nhất 10% cán bộ")
    assert bound.period is not None
    assert bound.period.last == 2030


def test_lists_of_unequal_length_are_flagged_and_not_paired() -> None:
    """With "lần lượt", three years cannot be given to two values."""
    found = bind_years("các năm 2026, 2027, 2028 lần lượt đạt 92% và 95%")
    assert [(b.period, b.flags) for b in found] == [(None, ("unequal_series",))] * 2


def test_the_year_compared_with_is_not_the_year_of_the_target() -> None:
    """The year in "so với năm 2025" is the base of a growth."""
    (bound,) = bind_years("Năm 2026 tăng 10,5% so với năm 2025")
    assert (bound.period and bound.period.last, bound.quantity.base_year) == (2026, 2025)


def test_spans_point_at_the_figure_in_a_decomposed_layout() -> None:
    """Spans hold the figure as it stands, over wide digits and odd blanks."""
    text = "đạt\u00a0１２，５\u00a0% dân số"
    (read,) = find_quantities(text)
    assert text[read.start : read.end] == "１２，５"
    assert read.value == Decimal("12.5")


decimals = st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=2)


@given(decimals)
def test_a_number_written_with_points_and_comma_is_read_back(value: Decimal) -> None:
    """Grouping a number and reading it gives the same number."""
    (figure,) = find_figures(group(value))
    assert figure.value == value


DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spoken_below_thousand(number: int) -> str:
    """Say a number below a thousand in words."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    parts = [f"{DIGITS[hundreds]} trăm"] if hundreds else []
    if hundreds and not tens and ones:
        return f"{parts[0]} linh {DIGITS[ones]}"
    if tens > 1:
        last = {1: " mốt", 5: " lăm", 0: ""}.get(ones, f" {DIGITS[ones]}")
        parts.append(f"{DIGITS[tens]} mươi{last}")
    elif tens:
        parts.append(("mười " + {5: "lăm", 0: ""}.get(ones, DIGITS[ones])).strip())
    elif ones:
        parts.append(DIGITS[ones])
    return " ".join(parts)


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=999))
def test_a_number_said_in_words_is_read_back(thousands: int, rest: int) -> None:
    """Saying a number and reading the words gives the same number."""
    tail = spoken_below_thousand(rest)
    if 0 < rest < 100:
        tail = "không trăm " + (f"linh {tail}" if rest < 10 else tail)
    (word,) = find_words(f"{spoken_below_thousand(thousands)} nghìn {tail}".strip())
    assert word.value * (word.scale or 1) == thousands * 1000 + rest


ALPHABET = "0123456789.,%/-–()|OlI đạttrêntừngườinămtháng triệuđồngtỷlệmộthaimươi\n"


@given(st.text(alphabet=ALPHABET, max_size=120))
def test_any_text_gives_ordered_spans_of_figures(text: str) -> None:
    """Reading never raises; figures are in order, disjoint and inside the text."""
    found = find_quantities(text)
    for read in found:
        assert 0 <= read.phrase_start <= read.start < read.end <= read.phrase_end <= len(text)
    for left, right in pairwise(found):
        assert left.end <= right.start


@given(st.text(max_size=80))
def test_any_characters_can_be_read(text: str) -> None:
    """Characters of any script neither raise nor shift the text."""
    assert len(plain(text)) == len(text)
    find_quantities(text)


def test_reading_takes_linear_time() -> None:
    """Eight times the text takes well under thirty times as long."""
    sentence = "Đến năm 2030, số người tham gia đạt trên 13.624 người, tăng 5,2% so với năm 2025 (120 hộ/xã). "

    def seconds(count: int) -> float:
        text = sentence * count
        begun = time.perf_counter()
        find_quantities(text)
        return time.perf_counter() - begun

    seconds(5)
    short = min(seconds(40) for _ in range(3))
    assert seconds(320) < 30 * short


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1234567890123456789012345678901234", "1234567890123456789012345678901234"),
        ("95.50", "95.5"),
        ("100", "100"),
        ("0.00", "0"),
        ("-0", "0"),
        ("1E+3", "1000"),
    ],
)
def test_numbers_are_written_to_the_last_digit(value: str, written: str) -> None:
    """No digit is rounded away, however long the figure; idle zeros go only behind the point."""
    assert format_number(Decimal(value)) == written
