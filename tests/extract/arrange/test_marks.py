"""Markers and closings of paragraphs, clean and damaged."""

import pytest

from extract.arrange.marks import begins_paragraph, closes, marker, tears_range


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("I. MỤC ĐÍCH", "I."),
        ("Il. NOI DUNG", "Il."),
        ("|. MUC PiCH", "|."),
        ("IV.TO CHUC", "IV."),
        ("1. Mục tiêu", "1."),
        ("4.Tiếp tục", "4."),
        ("2) Nội dung", "2)"),
        ("2.1 Tuyên truyền", "2.1"),
        ("1.1. Hằng năm", "1.1."),
        ("a) Thời gian", "a)"),
        ("đ) Kinh phí", "đ)"),
        ("(1) Rà soát", "(1)"),
        ("- Tăng cường", "-"),
        ("-Tăng cường", "-"),
        ("+ Số người", "+"),
        ("* Cơ quan", "*"),
        ("Điều 1. Ban hành", "dieu"),
        ("Phụ lục", "phu luc"),
        ("PHỤ LỤC II", "phu luc"),
        ("Phụ lục kèm theo Kế hoạch", None),
        ("Điều kiện thực tế", None),
        ("403/NQ-CP ngày 10/12/2025", None),
        ("1.184.000 người", None),
        ("61,1%; tỷ lệ", None),
        ("2030 phấn đấu", None),
        ("5 năm 2026 - 2030", None),
        ("xã hội", None),
    ],
)
def test_markers_of_headings_and_items(line, found):
    """A marker is told from a figure that begins a line; damaged Roman numbers are markers too."""
    assert marker(line) == found


@pytest.mark.parametrize(
    ("before", "line", "begins"),
    [
        ("phát triển kinh tế", "- xã hội của tỉnh", False),
        ("giai đoạn 2026", "- 2030 trên địa bàn", False),
        ("cơ sở vật chất;", "- xã hội hóa", True),
        ("gồm các nội dung sau:", "- Năm 2026", True),
        ("theo quy định tại điểm", "a) khoản 2 Điều 5", False),
        ("theo quy định tại khoản", "2. Trường hợp", False),
        ("MỤC TIÊU", "1. Mục tiêu chung", True),
        ("CHỈ TIÊU GIAO NĂM 2026", "(Kèm theo Kế hoạch số 64/KH-UBND", True),
        ("số người tham gia", "(bắt buộc và tự nguyện)", False),
    ],
)
def test_a_marker_counts_by_what_stands_before_it(before, line, begins):
    """A dash or number that a line end has cut off its sentence begins no paragraph."""
    assert begins_paragraph(line, before) is begins


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("theo quy định./.", True),
        ("của tỉnh;", True),
        ("như sau:", True),
        ("“toàn dân”.", True),
        ("xã hội", False),
        ("TP", False),
    ],
)
def test_closings(text, closed):
    """Sentences and items end in stop, semicolon or colon, quotes and brackets after it allowed."""
    assert closes(text) is closed


@pytest.mark.parametrize(
    ("before", "line", "torn"),
    [
        ("tốc độ tăng bình quân 05", "-06%/năm. Thị trường", True),
        ("tốc độ tăng bình quân 05", "- 06%/năm", True),
        ("tốc độ tăng bình quân 05 -", "06%/năm", True),
        ("tốc độ tăng bình quân 05", "06%/năm", True),
        ("giảm 0,5 –", "0,7%", True),
        ("trồng mới 20 -", "25 ha chè", True),
        ("trồng mới 20", "-25 ha chè", True),
        ("trồng mới 20", "- 25 ha chè", False),
        ("- Số lớp: 05", "-06 buổi tuyên truyền", False),
        ("- Số lớp: 05", "06% hộ nghèo", False),
        ("tốc độ tăng bình quân 06", "05%/năm", False),
        ("theo Nghị quyết số 57", "100% cán bộ", False),
        ("tốc độ tăng bình quân 05%.", "- 06% hộ nghèo", False),
        ("trước ngày 05/6", "- 07 lớp", False),
    ],
)
def test_a_line_end_inside_a_range(before, line, torn):
    """Two ends of a range belong together over a line end; an item that begins with a count stays one."""
    assert tears_range(before, line) is torn
