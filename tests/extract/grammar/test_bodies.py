"""Names of bodies: recognising, splitting, roles, normal forms, territories."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.body_names import normalise_body, repair_body
from extract.grammar.territories import (
    find_province,
    level_of_issuer,
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
    ("printed", "repaired", "changed"),
    [
        ("Sở Nội vu", "Sở Nội vụ", True),
        ("Bảo hiem xã hội cơ sở", "Bảo hiểm xã hội cơ sở", True),
        ("Sở Nội vụ", "Sở Nội vụ", False),
        ("Công ty Hoa Sen", "Công ty Hoa Sen", False),
    ],
)
def test_damaged_names_are_repaired_against_the_closed_list_only(printed: str, repaired: str, changed: bool) -> None:
    """What is nearly one name of the list becomes it; all else stays."""
    assert repair_body(printed) == (repaired, changed)


@pytest.mark.parametrize(
    ("issuer", "level", "place"),
    [
        ("Ủy ban nhân dân xã Kim Thành", "commune", "xã Kim Thành"),
        ("Ủy ban nhân dân thành phố Hải Phòng", "province", "thành phố Hải Phòng"),
        ("Ủy ban nhân dân thị xã An Nhơn", "district", "thị xã An Nhơn"),
        ("UBND thành phố Vinh", "district", "thành phố Vinh"),
        ("UBND TP. Hồ Chí Minh", "province", "thành phố Hồ Chí Minh"),
        ("Sở Nội vụ tỉnh Bắc Ninh", "province", "tỉnh Bắc Ninh"),
        ("Thủ tướng Chính phủ", "central", None),
        ("Bộ Tài chính", "central", None),
        ("Bộ Chỉ huy Quân sự tỉnh", "province", None),
        ("UBND phường Văn Miếu - Quốc Tử Giám", "commune", "phường Văn Miếu - Quốc Tử Giám"),
        ("Hợp tác xã Tân Tiến", None, None),
        ("Phòng họp", None, None),
    ],
)
def test_the_level_of_an_issuer_follows_from_its_name(issuer: str, level: str | None, place: str | None) -> None:
    """Kinds of territory tell the level; cities under the centre are provinces."""
    locality = locality_of(issuer)
    assert level_of_issuer(issuer) == level
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


def test_a_province_is_found_by_its_kind_and_name() -> None:
    """Only names of the gazetteer count as provinces."""
    place = find_province("trên địa bàn xã Kim Thành, thành phố Hải Phòng")
    assert place is not None
    assert place.name == "Hải Phòng"
    assert find_province("tỉnh Đoàn và thành phố Vinh") is None


@given(st.text(alphabet="SởPhòngcácUBND xãvà,;.-()tỉnhHộiĐề nghịTàichính\n", max_size=100))
def test_any_text_can_be_normalised(text: str) -> None:
    """Writing a name out never raises, and leaves single blanks."""
    written = normalise_body(text)
    assert " ".join(written.split()) == written
