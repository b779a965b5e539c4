"""Names of bodies: recognising, splitting, roles, normal forms, territories."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.body_names import normalise_body
from extract.grammar.territories import (
    locality_of,
    province_code,
    provinces,
    unit_code,
)
from extract.grammar.vocabulary import rows


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("BHXH cơ sở Thanh Hà", "Bảo hiểm xã hội cơ sở Thanh Hà"),
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("Phòng Văn hóa- Xã hội", "Phòng Văn hóa - Xã hội"),
        ("Văn phòng HĐND-UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("Ủy ban MTTQ Việt Nam xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
        ("UBND THỊ XÃ AN NHƠN", "Ủy ban nhân dân thị xã An Nhơn"),
        ("các đơn vị liên quan.", "Các đơn vị liên quan"),
    ],
)
def test_names_get_one_normal_form(printed: str, normal: str) -> None:
    """Abbreviations are written out, capitals become sentence case; the normal form is its own normal form."""
    assert normalise_body(printed) == normal
    assert normalise_body(normal) == normal


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("Ủy ban nhân dân xã Kim Thành", "xã Kim Thành"),
        ("Ủy ban nhân dân thành phố Hải Phòng", "thành phố Hải Phòng"),
        ("Ủy ban nhân dân thị xã An Nhơn", "thị xã An Nhơn"),
        ("UBND thành phố Vinh", "thành phố Vinh"),
        ("UBND TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("Sở Nội vụ tỉnh Bắc Ninh", "tỉnh Bắc Ninh"),
        ("Thủ tướng Chính phủ", None),
        ("Bộ Tài chính", None),
        ("Bộ Chỉ huy Quân sự tỉnh", None),
        ("UBND phường Văn Miếu - Quốc Tử Giám", "phường Văn Miếu - Quốc Tử Giám"),
        ("Hợp tác xã Tân Tiến", None),
        ("Phòng họp", None),
    ],
)
def test_the_territory_of_an_issuer_stands_in_its_name(issuer: str, place: str | None) -> None:
    """The first kind of territory with a proper name is the issuer's own; one without a name is none."""
    locality = locality_of(issuer)
    assert (locality.full if locality else None) == place


def test_the_gazetteer_holds_the_provinces_of_both_times() -> None:
    """There were 63 units until mid-2025 and 34 since; every successor is in force today."""
    before = [p for p in provinces() if p.valid_from <= "2025-06-30" <= (p.valid_to or "9999")]
    since = [p for p in provinces() if p.valid_from <= "2025-07-01" <= (p.valid_to or "9999")]
    today = {p.code for p in provinces() if not p.valid_to}
    assert (len(before), len(since), len(today)) == (63, 34, 34)
    assert {p.successor for p in before} <= today
    assert len(rows("communes.tsv", "gazetteer")) == 3321


def test_codes_depend_on_the_day_and_a_commune_on_its_province() -> None:
    """A merged province has no code later on; a commune's name shared by several needs its province."""
    assert province_code("Hải Dương", date(2024, 1, 1)) == "30"
    assert province_code("Hải Dương", date(2026, 1, 1)) is None
    shared = locality_of("xã Tân Tiến")
    assert shared is not None
    assert unit_code(shared, None) is None
    assert unit_code(shared, "Đồng Nai") is not None
    town = locality_of("thị xã Sa Pa")
    assert town is not None
    assert unit_code(town, "Lào Cai", date(2019, 12, 1)) == "088"
    assert unit_code(town, "Lào Cai", date(2026, 1, 1)) is None


@given(st.text(alphabet="SởPhòngcácUBND xãvà,;.-()tỉnhHộiĐề nghịTàichính\n", max_size=100))
def test_any_text_can_be_normalised(text: str) -> None:
    """Writing a name out never raises, and leaves single blanks."""
    written = normalise_body(text)
    assert " ".join(written.split()) == written
