"""Names of bodies: recognising, splitting, roles, normal forms, territories."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.bodies import coordinated, find_roles, is_body, split_bodies
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

LISTS = [
    ("UBND các xã, phường, đặc khu", ["UBND các xã, phường, đặc khu"]),
    ("các cơ quan, đơn vị, ban, ngành", ["các cơ quan, đơn vị, ban, ngành"]),
    ("Sở Nội vụ; BHXH thành phố; UBND xã, phường", ["Sở Nội vụ", "BHXH thành phố", "UBND xã, phường"]),
    ("Sở Tài chính, Sở Y tế và các đơn vị liên quan", ["Sở Tài chính", "Sở Y tế", "các đơn vị liên quan"]),
    ("Các Sở, ngành, đơn vị, UBND cấp xã", ["Các Sở, ngành, đơn vị", "UBND cấp xã"]),
    ("Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh", ["Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh"]),
    ("Phòng Kinh tế, Hạ tầng và Đô thị; Công an phường", ["Phòng Kinh tế, Hạ tầng và Đô thị", "Công an phường"]),
    ("Sở Nội vụ\nBHXH thành phố", ["Sở Nội vụ", "BHXH thành phố"]),
    ("Đề nghị Hội Phụ nữ; Hội Nông dân xã", ["Hội Phụ nữ", "Hội Nông dân xã"]),
    ("các phòng, các đơn vị cùng cơ quan BHXH", ["các phòng", "các đơn vị", "cơ quan BHXH"]),
    ("Thuế cơ sở 8 tỉnh An Bình, Thống kê", ["Thuế cơ sở 8 tỉnh An Bình", "Thống kê"]),
    ("UBND các xã: Gia Lộc, Tân Hương; Sở Y tế", ["UBND các xã: Gia Lộc, Tân Hương", "Sở Y tế"]),
    ("Các phòng, đơn vị thuộc Sở; Văn phòng Sở", ["Các phòng, đơn vị thuộc Sở", "Văn phòng Sở"]),
    ("Trạm Y tế (đóng tại xã), các bản, tiểu khu", ["Trạm Y tế (đóng tại xã)", "các bản, tiểu khu"]),
    ("Sở Y tế (chủ trì); Tổ công nghệ số cộng đồng các khóm", ["Sở Y tế", "Tổ công nghệ số cộng đồng các khóm"]),
    ("Ban điều hành Quỹ; Sở Y tế", ["Ban điều hành Quỹ", "Sở Y tế"]),
]

BODIES = [
    "Phòng Văn hóa - Xã hội xã",
    "Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức thành viên",
    "Đề nghị Viện kiểm sát nhân dân tỉnh, Tòa án nhân dân tỉnh",
    "Các Hợp tác xã",
    "Hiệp hội Doanh nghiệp trên địa bàn",
    "Chi cục Hải quan khu vực V",
    "ỦY BAN NHÂN DÂN XÃ HÒA AN",
    "Báo và Phát thanh, Truyền hình tỉnh",
    "Sở Tài chính (cơ quan chủ trì)",
]

OTHERS = [
    "Mục đích, yêu cầu",
    "TỔ CHỨC THỰC HIỆN",
    "Tổ chức tuyên truyền, phổ biến",
    "Kinh phí thực hiện",
    "Thống kê số liệu",
    "Phòng chống dịch bệnh",
    "Thuế thu nhập doanh nghiệp",
    "Bảo vệ môi trường",
    "",
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_lists_are_split_between_different_bodies_only(text: str, names: list[str]) -> None:
    """Runs under one head word stay one name; unknown names are kept."""
    assert [" ".join(text[start:end].split()) for start, end in split_bodies(text)] == names


@pytest.mark.parametrize("text", BODIES)
def test_a_heading_of_names_is_a_body(text: str) -> None:
    """Headings made of names only are recognised, with "Đề nghị" before them or a note behind."""
    assert is_body(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_headings_are_no_bodies(text: str) -> None:
    """Verbs and subjects that share a word with bodies are not taken for them."""
    assert not is_body(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Phối hợp với BHXH cơ sở trong công tác kiểm tra", ["BHXH cơ sở"]),
        ("Chủ trì, phối hợp các phòng và BHXH cơ sở tham mưu", ["các phòng", "BHXH cơ sở"]),
        ("phối hợp chặt chẽ với các ngành, các cấp thực hiện", ["các ngành", "các cấp"]),
        ("Phối hợp với các cơ quan liên quan tổ chức tuyên truyền", ["các cơ quan liên quan"]),
        ("Phối hợp tuyên truyền, vận động hội viên", []),
        ("Thực hiện tốt Quy chế phối hợp giữa hai đơn vị", []),
    ],
)
def test_helpers_are_read_after_phoi_hop_and_end_before_the_verb(text: str, names: list[str]) -> None:
    """The list of helping bodies ends where the work begins."""
    assert [body.text for body in coordinated(text)] == names


def test_an_item_that_names_its_own_body_gives_lead_and_helpers() -> None:
    """Bodies before "chủ trì" or after "Đề nghị" lead, those after "phối hợp với" help."""
    roles = find_roles("Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra cơ sở")
    assert [body.text for body in roles.lead] == ["Sở Y tế"]
    assert [body.text for body in roles.coordinate] == ["Công an tỉnh"]
    asked = find_roles("Đề nghị Hội Phụ nữ; Hội Nông dân xã có kế hoạch vận động")
    assert [body.text for body in asked.lead] == ["Hội Phụ nữ", "Hội Nông dân xã"]
    assert find_roles("Xây dựng kế hoạch của xã").lead == ()


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
def test_any_text_can_be_split(text: str) -> None:
    """Splitting never raises; the spans are in order, not empty and inside the text."""
    reached = 0
    for start, end in split_bodies(text):
        assert reached <= start < end <= len(text)
        reached = end
    is_body(text)
    coordinated(text)
    normalise_body(text)


def test_splitting_takes_linear_time() -> None:
    """Eight times the list takes well under thirty times as long."""
    part = "Sở Nội vụ, các cơ quan liên quan; đơn vị lạ nào đó, rồi đến việc khác và Công an xã, "

    def seconds(count: int) -> float:
        begun = time.perf_counter()
        split_bodies(part * count)
        return time.perf_counter() - begun

    seconds(5)
    short = min(seconds(20) for _ in range(3))
    assert seconds(160) < 30 * short
