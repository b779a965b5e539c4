"""What a text leads to expect: names of its province, units in cells, what it says elsewhere, what is no word."""

from __future__ import annotations

import pytest

from diacritics import Restorer
from diacritics.letters import marks_are_missing
from diacritics.places import Places

PLACES = Places.of(["Bắc Hà;Nam Hà\tHoa Sơn;Đại Lộc", "Đông Hà\tHòa Sơn;Tân An"])


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    """One restorer for all tests."""
    return Restorer.load()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tinh Bac Ha va Nam Ha co xa Hoa Son", [(1, ("bắc", "hà")), (4, ("nam", "hà")), (8, ("hoa", "sơn"))]),
        ("tinh Dong Ha va Dong Ha co xa Hoa Son", [(1, ("đông", "hà")), (4, ("đông", "hà")), (8, ("hòa", "sơn"))]),
        ("tinh Bac Ha co xa Hoa Son", [(1, ("bắc", "hà"))]),
        ("Bac Ha Bac Ha xa hoa son", [(0, ("bắc", "hà")), (2, ("bắc", "hà"))]),
    ],
)
def test_places_are_those_of_the_province_a_text_names_twice(
    text: str, wanted: list[tuple[int, tuple[str, ...]]]
) -> None:
    """The province named most often decides whose places are meant; names have capitals."""
    assert [(place, *names) for place, names in PLACES.named(text.split())] == wanted


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("Chi tieu | Don vi | Nam\nDien tich | Ha | 12\n", "Chỉ tiêu | Đơn vị | Năm\nDiện tích | Ha | 12\n"),
        ("San luong thu hoach | Tan | 250\n", "Sản lượng thu hoạch | Tấn | 250\n"),
        ("| II | Ke hoach phat trien kinh te |\n", "| II | Kế hoạch phát triển kinh tế |\n"),
        ("Ung dung AI vao cong tac quan ly nha nuoc", "Ứng dụng AI vào công tác quản lý nhà nước"),
        ("Dien tich dat 75 ha, ty le tren dia ban: dat 75%.", "Diện tích đất 75 ha, tỷ lệ trên địa bàn: đạt 75%."),
        ("1 | UBND cac xa | Quy IV/2026\n", "1 | UBND các xã | Quý IV/2026\n"),
        ("Quy I va quy II nam 2026, quy tinh thuong", "Quý I và quý II năm 2026, quỹ tình thương"),
        (
            "Đơn vị phân khu theo quy I và phân khu theo quy II của đồ án.",
            "Đơn vị phân khu theo quy I và phân khu theo quy II của đồ án.",
        ),
        ("VI. TO CHUC THUC HIEN\nGiao Uy ban nhan dan", "VI. TỔ CHỨC THỰC HIỆN\nGiao Ủy ban nhân dân"),
    ],
)
def test_tables_and_capitals_without_marks_are_read_by_their_layout(raw: str, wanted: str, restorer: Restorer) -> None:
    """A unit alone in a cell is that unit; numerals of items and capitals among small letters stay."""
    assert restorer.restore(raw).text == wanted


@pytest.mark.parametrize(("province", "commune"), [("Ha Noi", "Phúc Diễn"), ("Hai Duong", "Phúc Điền")])
def test_names_of_the_province_are_preferred(province: str, commune: str, restorer: Restorer) -> None:
    """A commune is written as the province that the text names writes it."""
    text = f"Can bo {province} thuc hien. UBND {province} giao UBND Phuc Dien chu tri, phoi hop."
    assert f"UBND {commune} chủ trì" in restorer.restore(text).text


def test_what_a_text_says_again_and_again_decides(restorer: Restorer) -> None:
    """The same letters beside the same word are not restored now so, now otherwise."""
    line = "Uy ban nhan dan xa phoi hop voi hai quan cua khau kiem tra hang hoa.\n"
    done = restorer.restore(line * 6).text
    assert len({line.strip() for line in done.splitlines()}) == 1


@pytest.mark.parametrize(
    ("text", "missing"),
    [("ke hoach phat trien", True), ("kế hoạch phát triển", False), ("ke hoach", True), ("", True)],
)
def test_text_without_marks_is_told_from_text_with_them(text: str, missing: bool) -> None:
    """Next to no letter of text without marks bears one."""
    assert marks_are_missing(text, 0) == missing
