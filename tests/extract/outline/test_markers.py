"""Markers at the start of a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.outline.markers import item_mark, markers, roman, to_roman


@pytest.mark.parametrize(
    ("line", "kind", "label"),
    [
        ("I. MỤC TIÊU", "roman", "I"),
        ("XIV. PHỤ CHÚ", "roman", "XIV"),
        ("1. Mục tiêu chung", "arabic", "1"),
        ("1.Mục tiêu chung", "arabic", "1"),
        ("12) Trạm y tế", "arabic", "12"),
        ("I- MỤC TIÊU", "roman", "I"),
        ("2- Mục tiêu chung", "arabic", "2"),
        ("2.1 Về giao thông", "dotted", "2.1"),
        ("2.1. Về giao thông", "dotted", "2.1"),
        ("3.2.1. Đường thôn", "dotted", "3.2.1"),
        ("a) Thời gian", "letter", "a"),
        ("đ) Địa điểm", "letter", "đ"),
        ("a. Thời gian", "letter", "a"),
        ("(3) Tỷ lệ hộ dùng nước sạch", "paren", "3"),
        ("A. ĐÁNH GIÁ CHUNG", "capital", "A"),
        ("Phần I", "part", "Phần I"),
        ("PHẦN THỨ HAI", "part", "Phần thứ hai"),
        ("Chương II: Nhiệm vụ", "chapter", "Chương II"),
        ("Mục 2. Giải pháp", "division", "Mục 2"),
        ("Điều 4. Tổ chức thi hành", "article", "Đ4"),
    ],
)
def test_usual_shapes(line: str, kind: str, label: str) -> None:
    """The likeliest reading of a marker in its usual shape is that marker, with the label a path takes."""
    first = markers(line)[0]
    assert (first.kind, first.label) == (kind, label)


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("Il. NỘI DUNG", "roman", 2),
        ("|. MỤC ĐÍCH", "roman", 1),
        ("lll. GIẢI PHÁP", "roman", 3),
        ("111.TỔ CHỨC", "roman", 3),
        ("IV.TỔ CHỨC", "roman", 4),
        ("1O.Hội Nông dân", "arabic", 10),
        ("l. Công an xã", "arabic", 1),
        ("2,1 Về nước sạch", "dotted", 1),
    ],
)
def test_damaged_shapes_are_among_the_readings(line: str, kind: str, number: int) -> None:
    """A marker whose strokes were misread keeps its right reading as a candidate."""
    assert (kind, number) in {(marker.kind, marker.number) for marker in markers(line)}


@pytest.mark.parametrize(
    "line",
    [
        "2020. Trong đó có ba xã",
        "13.624 người",
        "61,1% dân số",
        "10/12/2025 của Chính phủ",
        "2026-2030 như sau",
        "ban hành",
        "Mục đích của việc này",
        "Điều kiện tự nhiên",
        "Phần lớn hộ dân",
        "1.234,5 ha",
        "7.2% hộ nghèo",
        "100% hộ dân",
        "2- 3 người",
        "5-7 xã",
    ],
)
def test_figures_and_words_are_no_markers(line: str) -> None:
    """Figures, years, percentages and words that begin like a marker give no reading."""
    assert markers(line) == ()


def test_behind_a_marker_the_words_begin() -> None:
    """The end of a marker is where the words behind it begin."""
    line = "2.4.  Nước sạch"
    assert line[markers(line)[0].end :] == "Nước sạch"


@pytest.mark.parametrize(
    ("line", "mark", "rest"),
    [
        ("- Xây cầu", "-", "Xây cầu"),
        ("–Xây cầu", "-", "Xây cầu"),
        ("+ Đường", "+", "Đường"),
        ("* Đơn vị", "*", "Đơn vị"),
        (". - Xây cầu", "-", "Xây cầu"),
        ("~ Xây cầu", "-", "Xây cầu"),
        ("~— Xây cầu", "-", "Xây cầu"),
        ("• Chợ", "•", "Chợ"),
    ],
)
def test_item_marks(line: str, mark: str, rest: str) -> None:
    """Dashes of every length are one mark; the words behind are what is left."""
    found = item_mark(line)
    assert found is not None
    assert (found[0], line[found[1] :]) == (mark, rest)


@given(st.integers(min_value=1, max_value=89))
def test_roman_numerals_go_both_ways(number: int) -> None:
    """A Roman numeral that was written is read as the same number."""
    assert roman(to_roman(number)) == number


@given(st.text())
def test_any_line_may_be_asked(line: str) -> None:
    """No text makes the search for markers fail, and a marker never ends behind its line."""
    assert all(0 < marker.end <= len(line) for marker in markers(line))
