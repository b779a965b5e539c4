"""Lists of bodies: where names end and begin."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.page import Span
from extract.readers.body_lists import begins_body, read_bodies
from extract.readers.task_bodies import agency_bodies, coordinating, heading_bodies

LISTS = [
    ("Sở Nội vụ, Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    ("Sở Khoa học và Công nghệ; Sở Công Thương", ["Sở Khoa học và Công nghệ", "Sở Công Thương"]),
    ("Sở Khoa học và Công nghệ Sở Công Thương", ["Sở Khoa học và Công nghệ", "Sở Công Thương"]),
    ("UBND các xã, phường, đặc khu", ["UBND các xã, phường, đặc khu"]),
    ("các sở, ban, ngành và Ủy ban nhân dân các xã", ["các sở, ban, ngành", "Ủy ban nhân dân các xã"]),
    (
        "UBND các xã, phường và cơ quan, đơn vị có liên quan",
        ["UBND các xã, phường", "cơ quan, đơn vị có liên quan"],
    ),
    ("các sở, ban, ngành và đơn vị liên quan", ["các sở, ban, ngành", "đơn vị liên quan"]),
    ("các cơ quan, đơn vị và địa phương liên quan", ["các cơ quan, đơn vị và địa phương liên quan"]),
    ("các sở, ngành và địa phương có liên quan", ["các sở, ngành", "địa phương có liên quan"]),
    ("Khoa Lâm học, Khoa Đất; 05 khoa liên quan", ["Khoa Lâm học", "Khoa Đất", "05 khoa liên quan"]),
    ("Sở Khoa học và Công nghệ; Ban Khoa giáo", ["Sở Khoa học và Công nghệ", "Ban Khoa giáo"]),
    ("Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ", ["Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ"]),
    (
        "các sở, ngành cấp tỉnh, cơ quan ngành dọc trên địa bàn",
        ["các sở, ngành cấp tỉnh", "cơ quan ngành dọc trên địa bàn"],
    ),
    ("Đoàn thanh niên, Đội thiếu niên", ["Đoàn thanh niên", "Đội thiếu niên"]),
    ("Giám đốc Sở Y tế, đơn vị liên quan", ["Giám đốc Sở Y tế", "đơn vị liên quan"]),
    ("các cơ quan và đơn vị liên quan", ["các cơ quan và đơn vị liên quan"]),
    ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
    ("Công an phường, Thống kê, Thuế cơ sở 3", ["Công an phường", "Thống kê", "Thuế cơ sở 3"]),
    ("Hội Nông dân; hội, đoàn thể", ["Hội Nông dân", "hội, đoàn thể"]),
    ("Thủ trưởng các sở, ban, ngành", ["Thủ trưởng các sở, ban, ngành"]),
    ("Báo và Phát thanh, Truyền hình tỉnh", ["Báo và Phát thanh, Truyền hình tỉnh"]),
    ("Trung tâm Dịch vụ việc làm (Sở Nội vụ), các thôn", ["Trung tâm Dịch vụ việc làm (Sở Nội vụ)", "các thôn"]),
    ("Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", ["Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"]),
]

RUNNING = [
    ("các phòng và Trạm Y tế xã tham mưu UBND xã ban hành", ["các phòng", "Trạm Y tế xã"]),
    (
        "Hội Phụ nữ xã các đơn vị, các hội, đoàn thể xã tăng cường",
        ["Hội Phụ nữ xã", "các đơn vị", "các hội, đoàn thể xã"],
    ),
    ("phòng ban liên quan, cơ quan Thuế cơ sở tăng thời lượng", ["phòng ban liên quan", "cơ quan Thuế cơ sở"]),
    ("các phòng và các cơ quan hữu quan có liên quan tiến hành", ["các phòng", "các cơ quan hữu quan có liên quan"]),
    ("các cơ quan liên quan và khả năng cân đối ngân sách", ["các cơ quan liên quan"]),
    ("Phòng Văn hóa xã hội triển khai", ["Phòng Văn hóa xã hội"]),
    (
        "Bộ Chỉ huy Quân sự tỉnh và sở, ngành có liên quan tham mưu",
        ["Bộ Chỉ huy Quân sự tỉnh", "sở, ngành có liên quan"],
    ),
    ("cấp trên để bảo đảm nguồn lực", ["cấp trên"]),
    ("tuyên truyền, vận động hội viên", []),
]

HEADINGS = [
    ("Đề nghị Bảo hiểm xã hội cơ sở Mường Lò", ["Bảo hiểm xã hội cơ sở Mường Lò"]),
    ("Sở Y tế chỉ đạo Chi cục Dân số thực hiện các nội dung sau", ["Sở Y tế"]),
    ("Bộ phận Một cửa", ["Bộ phận Một cửa"]),
    ("Công chức Địa chính - Xây dựng", ["Công chức Địa chính - Xây dựng"]),
    ("Công chức, viên chức", []),
    ("Đội ngũ giáo viên", []),
    ("Các trường tham gia hội thi", ["Các trường tham gia hội thi"]),
    ("Các phòng chủ trì thực hiện các nội dung sau", ["Các phòng"]),
    ("Trưởng các thôn, bản", ["Trưởng các thôn, bản"]),
    ("Tổ chức tập huấn", []),
    ("Báo cáo kết quả", []),
    ("Thống kê, rà soát", []),
    ("Các nhiệm vụ trọng tâm", []),
    ("Phòng chống bệnh mùa hè", []),
]


@pytest.mark.parametrize(("words", "names"), LISTS)
def test_a_list_is_parted_as_the_guide_says(words: str, names: list[str]) -> None:
    """A list is parted at ";", at "," between different bodies and at a joining "và"; a common run is one name."""
    assert [body.name for body in read_bodies(words)] == names


@pytest.mark.parametrize(("words", "names"), RUNNING)
def test_a_list_in_running_text_ends_at_its_verb(words: str, names: list[str]) -> None:
    """In running text the list ends where a word cannot belong to a name."""
    assert [body.name for body in read_bodies(words, running=True)] == names


@pytest.mark.parametrize(("words", "names"), HEADINGS)
def test_only_a_heading_made_of_bodies_names_them(words: str, names: list[str]) -> None:
    """A heading that is a noun or verb phrase for something else names no body."""
    assert [body.name for body in heading_bodies(words, 0, len(words))] == names


def test_bodies_before_phoi_hop_lead_and_those_behind_coordinate() -> None:
    """In an agency line "A phối hợp với B và C", A leads, B and C coordinate."""
    words = "Phòng Kinh tế phối hợp với Hội Nông dân xã và các thôn."
    lead, coordinate = agency_bodies(words, 0, len(words))
    assert [body.name for body in lead] == ["Phòng Kinh tế"]
    assert [body.name for body in coordinate] == ["Hội Nông dân xã", "các thôn"]


def test_only_bodies_right_behind_phoi_hop_coordinate() -> None:
    """Nouns such as "Phối hợp tuyên truyền" and "cơ chế phối hợp" name nobody."""
    words = (
        "Phối hợp tuyên truyền chính sách; phối hợp chặt chẽ với Công an xã kiểm tra; xây dựng cơ chế phối hợp các bên."
    )
    assert [body.name for body in coordinating(words, [Span(0, len(words))])] == ["Công an xã"]


@given(st.text(max_size=60))
def test_names_lie_in_order_inside_the_text(words: str) -> None:
    """Whatever the text, names are slices of it, in order and apart."""
    bodies = read_bodies(words)
    assert all(words[body.start : body.end] == body.name for body in bodies)
    assert all(left.end <= right.start for left, right in itertools.pairwise(bodies))
    assert begins_body(words) in {True, False}
