"""Rules for figures: what they mend, and what they must leave."""

from __future__ import annotations

import pytest

from diacritics.restorer import mend_figures, tidy


def mended(text: str) -> str:
    """The text after all rules for figures."""
    return mend_figures(tidy(text)).text


@pytest.mark.parametrize(
    ("raw", "wanted", "reason"),
    [
        ("tăng 1O,5%", "tăng 10,5%", "figure:ocr_O0"),
        ("năm 2O26 là", "năm 2026 là", "figure:ocr_O0"),
        ("l5 thôn", "15 thôn", "figure:ocr_count"),
        ("O5 xã", "05 xã", "figure:ocr_count"),
        ("đạt 95°/o", "đạt 95%", "figure:ocr_percent"),
        ("đạt 12 ,5 %", "đạt 12,5 %", "figure:space_fixed"),
        ("số 254/2025/QP-UBND", "số 254/2025/QĐ-UBND", "figure:symbol"),
        ("số 73/NQ-HPND ngày", "số 73/NQ-HĐND ngày", "figure:symbol"),
        ("số 15/ND-CP", "số 15/NĐ-CP", "figure:symbol"),
        ("số 411/QD-TTg", "số 411/QĐ-TTg", "figure:symbol"),
        ("số 650/QD-LDTBXH", "số 650/QĐ-LĐTBXH", "figure:symbol"),
        ("số 109-KHITU ngày", "số 109-KH/TU ngày", "figure:symbol"),
        ("quyết số 1 02/NQ-CP", "quyết số 102/NQ-CP", "figure:split_number"),
        ("quyết số i 02/NQ-CP", "quyết số 102/NQ-CP", "figure:split_number"),
        ("ngày 20/6/20 19 của", "ngày 20/6/2019 của", "figure:split_year"),
        ("năm 20 26, các", "năm 2026, các", "figure:split_year"),
        ("1.3 85 người", "1.385 người", "figure:split_thousands"),
        ("ngày OC. tháng 8", "ngày 06 tháng 8", "figure:ocr_date"),
        ("ngày 10tháng 6", "ngày 10 tháng 6", "figure:glued"),
        ("năm2026", "năm 2026", "figure:glued"),
        ("ngày8 tháng", "ngày 8 tháng", "figure:glued"),
        ("trong tháng6", "trong tháng 6", "figure:glued"),
        ("Dieu6 khoan", "Dieu 6 khoan", "figure:glued"),
        ("lớp12 và", "lớp 12 và", "figure:glued"),
        ("ngàyô8 tháng", "ngày 08 tháng", "figure:ocr_date"),
        ("thángO6 năm", "tháng 06 năm", "figure:ocr_date"),
        ("Il. NỘI DUNG", "II. NỘI DUNG", "figure:roman"),
        ("111.TỔ CHỨC", "III.TỔ CHỨC", "figure:roman"),
    ],
)
def test_damaged_figures_are_mended_and_marked(raw: str, wanted: str, reason: str) -> None:
    """Each repair of a figure says which rule made it, and is less than certain."""
    done = mend_figures(tidy(raw))
    assert done.text == wanted
    assert [c.reason for c in done.corrections] == [reason]
    assert all(0.5 <= c.probability < 1 for c in done.corrections)


@pytest.mark.parametrize(
    "text",
    [
        "12.850 người, 7.213,5 tỷ đồng, 28,333 ha",
        "1 250 000 đồng",
        "từ 5 10 đến 15",
        "khoản 1, 2 Điều 3",
        "QL1A và A4, CO2, 5G, NH4, PO43, Covid19",
        "dong bé6 cac",
        "11. ỦY BAN",
        "II. NỘI DUNG",
        "Biểu II.4 và mục III.1 của",
        "Số 20 26 hộ",
        "Phòng 2I, 3B",
        "s6 403/NQ-CP",
        "đại l2 thu",
        "ngày 20/6/2019",
        "13/17 chỉ tiêu",
        "10 km2, 15m3",
        "5-7%",
        "Nghị quyết 33-NQ/TW",
        "giai đoạn 2026-2030",
        "01/2024/TT-BTTTT",
        "0,5‰",
    ],
)
def test_sound_figures_stay(text: str) -> None:
    """No rule touches a figure, code or list number that is right or cannot be known."""
    assert mended(text) == text


def test_figures_of_sound_text_are_never_lost() -> None:
    """Mending twice is mending once."""
    once = mended("1O,5% của l5 thôn; 1 02/NQ-CP; ngày 20/6/20 19")
    assert mended(once) == once
