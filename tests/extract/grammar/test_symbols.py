"""Reading of document numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.symbols import find_references

NUMBERS = [
    ("Nghị quyết số 403/NQ-CP ngày", "403/NQ-CP", "nghị quyết"),
    ("theo Nghị định 30/2020/NĐ-CP.", "30/2020/NĐ-CP", "nghị định"),
    ("Luật Đất đai số 31/2024/QH15", "31/2024/QH15", "luật"),
    ("Nghị quyết số 197/2025/QH15", "197/2025/QH15", "nghị quyết"),
    ("Công văn số 12/UBND-VX", "12/UBND-VX", "công văn"),
    ("công văn số 324/QTR-KTr2 ngày", "324/QTR-KTr2", "công văn"),
    ("Công văn số 7886/HD-BNV", "7886/HD-BNV", "công văn"),
    ("số 12 /KH-UBND", "12/KH-UBND", "kế hoạch"),
    ("Nghị quyết 237/NQ-UBTVQH16", "237/NQ-UBTVQH16", "nghị quyết"),
    ("Nghị quyết số 57-NQ/TW", "57-NQ/TW", "nghị quyết"),
    ("số 132- KL/TW", "132-KL/TW", "kết luận"),
    ("Nghị quyết số 73/NQ-\nHĐND ngày", "73/NQ-HĐND", "nghị quyết"),
    ("Nghị định số 78/2021/NĐ -CP", "78/2021/NĐ-CP", "nghị định"),
    ("Tờ trình số 9512/TTr- SNN-CCTL ngày", "9512/TTr-SNN-CCTL", "tờ trình"),
    ("Nghị quyết số 66.2/2025/NQ-CP", "66.2/2025/NQ-CP", "nghị quyết"),
    ("Nghị quyết 30a/2008/NQ-CP", "30a/2008/NQ-CP", "nghị quyết"),
    ("QUYẾT ĐỊNH SỐ 06/QĐ-TTG", "06/QĐ-TTg", "quyết định"),
    ("Thông tư liên tịch số 01/2007/TTLT-BTC-BNV", "01/2007/TTLT-BTC-BNV", "thông tư liên tịch"),
    ("Thông báo Kết luận số 30-TB/TGV", "30-TB/TGV", "thông báo"),
    ("403/NQ-CP. - Vi", "403/NQ-CP", "nghị quyết"),
    ("403/NQ-CP - UBND tỉnh", "403/NQ-CP", "nghị quyết"),
    ("Kế\nhoạch số\n0204/KH-UBND", "0204/KH-UBND", "kế hoạch"),
    ("Đề án 06 của Chính phủ", "06", "đề án"),
    ("triển khai Nghị quyết 57 của Bộ Chính trị", "57", "nghị quyết"),
    ("theo Chỉ thị số 40 của Ban Bí thư", "40", "chỉ thị"),
    ("Đề án số 06/QĐ-TTg", "06/QĐ-TTg", "đề án"),
    ("Số: 17 /KH-TTTTƯD", "17/KH-TTTTƯD", "kế hoạch"),
    ("Công văn 1935/BYT-KCB", "1935/BYT-KCB", "công văn"),
    ("công văn 251/TTrB-P2 ngày", "251/TTrB-P2", "công văn"),
    ("Chỉ thị số 4/CT-BCA-V05", "4/CT-BCA-V05", "chỉ thị"),
    ("Công văn số 9/V05-P2", "9/V05-P2", "công văn"),
]

REPAIRED = [
    ("Quyết định số 12/QP-UBND", "12/QĐ-UBND"),
    ("Nghị quyết số 5/NQ-GP", "5/NQ-CP"),
    ("số 7/NQ-HPND", "7/NQ-HĐND"),
    ("Nghị định số 12/2020/ND-CР", "12/2020/NĐ-CP"),
    ("Kế hoạch số 1 09-KHITU ngày", "109-KH/TU"),
    ("Nghị quyết số i 02/NQ-CP", "102/NQ-CP"),
    ("Luật Giống số 31/2024/QHI5", "31/2024/QH15"),
    ("Luật Giống số 31/2024/QHI15", "31/2024/QH15"),
    ("Nghị quyết số 28-NQ/TWngày 23/5/2018", "28-NQ/TW"),
]

TRAPS = [
    "ngày 10/6/2026",
    "2025/QĐ",
    "73,1 triệu đồng/người/năm",
    "khoản 2 Điều 15",
    "giai đoạn 2026-2030",
    "19/19 tiêu chí",
    "quý IV/2025- Quý II",
    "Sở Nội vụ - BHXH",
    "http://a.vn/12/KH-UBND",
]

OPEN = [
    ("Số:    /KH-UBND", "blank", "KH-UBND", "kế hoạch"),
    ("Số: ..../KH-UBND", "blank", "KH-UBND", "kế hoạch"),
    ("Số: …/QĐ-UBND", "blank", "QĐ-UBND", "quyết định"),
    ("(Kèm theo Kế hoạch số     /KH-UBND ngày   tháng   năm 2026", "blank", "KH-UBND", "kế hoạch"),
    ("Số:          -KH/TU", "blank", "KH/TU", "kế hoạch"),
    ("Số:A553 /KH-UBND", "unreadable", "KH-UBND", "kế hoạch"),
    ("Số:{7,1 /KH-SXD", "unreadable", "KH-SXD", "kế hoạch"),
    ("Số:Øđ/KH-UBND", "unreadable", "KH-UBND", "kế hoạch"),
    ("Số:e@?/KH-UBND", "unreadable", "KH-UBND", "kế hoạch"),
]


@pytest.mark.parametrize(("text", "number", "doc_type"), NUMBERS)
def test_a_number_is_read_whole_and_in_its_normal_form(text: str, number: str, doc_type: str) -> None:
    """Each shape gives exactly one symbol with its normal number and the kind of its document."""
    (symbol,) = find_references(text)
    assert (symbol.number, symbol.doc_type) == (number, doc_type)
    assert text[symbol.start : symbol.end] == symbol.text


@pytest.mark.parametrize(("text", "number"), REPAIRED)
def test_damage_is_undone_after_matching_against_closed_lists(text: str, number: str) -> None:
    """A damaged symbol is read as the one entry of the lists that it can stand for."""
    (symbol,) = find_references(text)
    assert symbol.number == number


@pytest.mark.parametrize("text", TRAPS)
def test_dates_money_and_fractions_are_no_numbers_of_documents(text: str) -> None:
    """What only looks like a symbol gives nothing."""
    assert find_references(text) == []


@pytest.mark.parametrize(("text", "state", "code", "doc_type"), OPEN)
def test_an_open_number_keeps_its_symbol_and_says_why(text: str, state: str, code: str, doc_type: str) -> None:
    """A blank number is told from an unreadable one; both keep the symbol."""
    (symbol,) = find_references(text)
    assert (symbol.number, symbol.state, symbol.code, symbol.doc_type) == (None, state, code, doc_type)


def test_numbers_listed_after_one_word_share_its_kind_by_their_code() -> None:
    """In a list of numbers the later ones take the kind from their code."""
    found = find_references("các Nghị quyết số 03/NQ-CP, số 71/NQ-CP và Công điện số 007/CĐ-UBND")
    assert [(s.number, s.doc_type) for s in found] == [
        ("03/NQ-CP", "nghị quyết"),
        ("71/NQ-CP", "nghị quyết"),
        ("007/CĐ-UBND", "công điện"),
    ]


@given(st.text(alphabet="0123456789/-–. \nKHNQĐCPTUBDW:Sốsốngày", max_size=60))
def test_any_text_gives_ordered_spans_that_hold_their_text(text: str) -> None:
    """Reading never raises; spans are ordered, disjoint and hold what they say."""
    found = find_references(text)
    for symbol in found:
        assert 0 <= symbol.lead_start <= symbol.start < symbol.end <= len(text)
        assert text[symbol.start : symbol.end] == symbol.text
    for left, right in pairwise(found):
        assert left.end <= right.start


@pytest.mark.parametrize(
    "text", ["Kế hoạch 05 năm", "Quy định 12 điều", "Nghị quyết số 57 NQ/TW", "Thông tư 30 ngày", "Quyết định 15"]
)
def test_a_kind_before_a_count_is_no_short_citation(text: str) -> None:
    """A number that counts, or that is the head of a longer one, is no number of a document by itself."""
    assert [found.number for found in find_references(text) if found.number and found.number.isdigit()] == []
