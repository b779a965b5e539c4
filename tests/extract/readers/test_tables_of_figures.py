"""Tables of figures: heads of one and two rows, places as rows, years as columns, what is past and what is a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.arrange import arrange
from extract.engines.plain import pages_of
from extract.outline import outline
from extract.readers import read_document, read_targets
from extract.readers.columns import column_of, is_index_row, read_head
from extract.readers.figure_heads import figure_head, head_rows, words_over
from extract.readers.recut_heads import recut_words
from extract.readers.row_names import bare_name
from extract.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from models import Target

    TextOf = Callable[[str], Text]

HEAD = """
head> UBND XÃ ĐỒNG LÁT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
head> Số: 12/KH-UBND | Đồng Lát, ngày 03 tháng 02 năm 2026
title> KẾ HOẠCH
title> Trồng cây giai đoạn 2026 - 2030
Thực hiện chương trình công tác, UBND xã ban hành Kế hoạch như sau:
II. CHỈ TIÊU
"""


def read(text_of: TextOf, table: str) -> tuple[Target, ...]:
    """Read the targets of a table under the heading of a part that states targets."""
    text = text_of(HEAD + table)
    lined = outline(text)
    return read_targets(text, lined, read_document(text, lined))


def test_years_as_columns_give_a_target_a_cell(text_of: TextOf) -> None:
    """The row's name is the indicator, the head's year the year, the column of units the unit; past years are none."""
    found = read(
        text_of,
        """
TT | Chỉ tiêu | ĐVT | TH 2025 | KH 2026 | Năm 2027
1 | Số cây trồng mới | cây | 280 | 300 | 1.250
2 | Tỷ lệ cây sống | % | 80 | 85,5 | 90
""",
    )
    assert [(t.indicator, t.unit, t.value, t.year) for t in found] == [
        ("Số cây trồng mới", "cây", "300", 2026),
        ("Số cây trồng mới", "cây", "1250", 2027),
        ("Tỷ lệ cây sống", "%", "85.5", 2026),
        ("Tỷ lệ cây sống", "%", "90", 2027),
    ]
    assert all(t.area is None for t in found)


def test_places_as_rows_give_the_area(text_of: TextOf) -> None:
    """In an allocation the row is the area, and the column's words with their unit complete the indicator."""
    found = read(
        text_of,
        """
Phân bổ chỉ tiêu năm 2026:
TT | Thôn | Số cây trồng mới (cây) | Tỷ lệ cây sống (%)
1 | Thôn Thượng | 120 | 90
2 | Thôn Hạ | 80 | 85
""",
    )
    assert [(t.indicator, t.unit, t.value, t.area) for t in found] == [
        ("Thôn Thượng - Số cây trồng mới", "cây", "120", "Thôn Thượng"),
        ("Thôn Thượng - Tỷ lệ cây sống", "%", "90", "Thôn Thượng"),
        ("Thôn Hạ - Số cây trồng mới", "cây", "80", "Thôn Hạ"),
        ("Thôn Hạ - Tỷ lệ cây sống", "%", "85", "Thôn Hạ"),
    ]
    assert {t.year for t in found} == {2026}


def test_a_table_of_results_has_no_targets(text_of: TextOf) -> None:
    """A table whose columns say what was reached holds none."""
    table = "TT | Nội dung | ĐVT | Thực hiện 2024 | Ước thực hiện 2025\n1 | Số cây | cây | 250 | 280\n2 | Số vườn | vườn | 3 | 4\n"
    assert read(text_of, table) == ()


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("STT", "number"),
        ("Cơ quan chủ trì", "lead"),
        ("Đơn vị phối hợp", "coordinate"),
        ("Thời gian hoàn thành", "time"),
        ("Sản phẩm", "product"),
        ("NỘI DUNG CÔNG VIỆC", "task"),
        ("ĐVT", "unit"),
        ("Cơ quan chù trì", "lead"),
        ("Đồng Lát", None),
    ],
)
def test_columns_are_known_by_the_words_over_them(words: str, column: str | None) -> None:
    """Capitals, marks and a letter read wrong do not matter."""
    assert column_of(words) == column


def test_two_rows_of_head_are_read_from_above() -> None:
    """A merged cell goes on over the columns under it, and a counting row belongs to the head."""
    rows = [
        ["STT", "Nhiệm vụ", "Phân công", "", "Thời gian"],
        ["", "", "Chủ trì", "Phối hợp", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "Trồng cây", "Phòng Kinh tế", "Công an xã", "2026"],
    ]
    head = read_head(rows)
    assert head is not None
    assert head.columns == ("number", "task", "lead", "coordinate", "time")
    assert head.rows == 3


def test_a_counting_row_counts() -> None:
    """Letters and numbers in order count columns; figures do not."""
    assert is_index_row(["(1)", "(2)", "(3)=(1)+(2)"])
    assert is_index_row(["A", "B", "1", "2"])
    assert not is_index_row(["1", "120", "90"])


def test_heads_of_figures_end_before_the_first_figures() -> None:
    """Years are no figures; words of two rows are joined column by column."""
    rows = [["TT", "Chỉ tiêu", "Kế hoạch", ""], ["", "", "2026", "2027"], ["1", "Số cây", "300", "350"]]
    assert head_rows(rows) == 2
    assert words_over(rows, 2) == ["TT", "Chỉ tiêu", "Kế hoạch - 2026", "Kế hoạch - 2027"]
    head = figure_head(rows, "chi tieu", 2025)
    assert head is not None
    assert [column.period.last for column in head.values if column.period is not None] == [2026, 2027]
    assert (head.name, head.number, head.area) == (1, 0, False)


@pytest.mark.parametrize(("printed", "unit"), [("%", "%"), ("%c", "%"), ("hộ `", "hộ"), (": cây", "cây")])
def test_specks_beside_a_unit_are_dropped(text_of: TextOf, printed: str, unit: str) -> None:
    """A stroke of the percent sign and specks of a scan are no part of the unit."""
    found = read(
        text_of,
        f"TT | Chỉ tiêu | ĐVT | KH 2026 | KH 2027\n1 | Số cây trồng mới | {printed} | 30 | 35\n2 | Tỷ lệ sống | % | 8 | 9\n",
    )
    assert [target.unit for target in found[:2]] == [unit, unit]


def test_a_cell_with_several_figures_is_doubtful(text_of: TextOf) -> None:
    """Figures of other rows that slipped into a cell make it and the cells beside it less sure."""
    found = read(
        text_of,
        "TT | Chỉ tiêu | ĐVT | KH 2026 | KH 2027\n1 | Số cây mít | cây | 30 41 52 | 35\n2 | Số cây ổi | cây | | 9\n",
    )
    sure = [target.at["value"].confidence for target in found]
    assert sure[0] is not None
    assert sure[0] < 0.7
    assert all(value is not None and value < 0.9 for value in sure)


TORN = """
PHỤ LỤC
CHỈ TIÊU TRỒNG TRỌT GIAI ĐOẠN 2026 - 2030
TT | Chỉ tiêu | ĐVT | Ước TH 2025 | Giai đoạn 2026 - 2030
Năm 2026 | Năm 2027 | Năm 2028 | Năm 2029 | Năm 2030
1 | Diện tích chè | ha | 11 | 12
14 | 15 | 16 |  | 2
ha | 31 | 32 | 33 | 34
36 |  | 3 | Diện tích lúa | ha
62 | 63 | 64 | 65 | 66
4 | Năng suất ngô | tạ/ha | 41 | 42
44 | 45 | 46 |  | 5
kg | 51 | 52 | 53 | 54
56 |  |  | Sản lượng thanh long | kg
72 | 73 | 74 | 75 | 76
"""


def test_a_table_put_together_again_gives_each_figure_its_own_year() -> None:
    """Figures behind a break keep their columns, a row whose name is lost keeps its figures, all of them in doubt."""
    text = Text.of(arrange(pages_of(HEAD.replace("head> ", "").replace("title> ", "") + TORN)))
    lined = outline(text)
    found = read_targets(text, lined, read_document(text, lined))
    years = {(target.indicator, target.value): target.year for target in found}
    assert years["Diện tích chè", "12"] == 2026
    assert years["Diện tích chè", "14"] == 2028
    assert years["Diện tích lúa", "62"] == 2026
    assert years["Năng suất ngô", "46"] == 2030
    assert {target.year for target in found if target.value == "36"} == {2030}
    assert not {target.value for target in found} & {"11", "31", "41", "51"}
    assert all(target.at["value"].confidence < 0.9 for target in found)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([["TT", "Tên", "", ""], ["", "", "Năm 2026", ""]], ["TT", "Tên", "", ""]),
        ([["TT", "Tên", "2026 - 2028", "", ""], ["", "", "Năm 2026", "", "Năm 2028"]], ["Năm 2027"]),
        ([["TT", "Tên", "Năm 2026", "", "Năm 2027", ""], ["", "", "Lượng", "", "Lượng", "Giá trị"]], ["Giá trị"]),
        ([["TT", "Tên", "Năm 2025", "", "Dự kiến", ""], ["", "", "Kế hoạch", "Ước", "Năm 2026", ""]], ["Dự kiến"]),
    ],
)
def test_lost_words_of_a_head_are_put_back_where_they_are_sure(rows: list[list[str]], wanted: list[str]) -> None:
    """A lost year between two others, a lost word that the next group has; nothing where neither says it."""
    words = recut_words(rows)
    if len(wanted) > 1:
        assert words[:2] == wanted[:2]
    else:
        assert [word for word in words if word.endswith(wanted[0])]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Diện tích rừng (ha)", "Diện tích rừng"),
        ("Tỷ lệ che phủ rừng (%)", "Tỷ lệ che phủ rừng"),
        ("Tổng thu (I+II+III)", "Tổng thu (I+II+III)"),
        ("Thu nhập bình quân (giá hiện hành)", "Thu nhập bình quân (giá hiện hành)"),
        ("Tổng sản phẩm (GRDP)", "Tổng sản phẩm (GRDP)"),
    ],
)
def test_only_a_unit_in_brackets_is_taken_from_a_name(name: str, bare: str) -> None:
    """What stands in brackets behind a row's name is its unit only where it is one."""
    assert bare_name(name) == bare


def test_a_target_among_the_tasks_of_a_table_is_read(text_of: TextOf) -> None:
    """What a task's words set out to reach is a target; what they merely count is none."""
    found = read(
        text_of,
        """
III. NHIỆM VỤ
TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian
1 | Vận động người dân, bảo đảm tối thiểu 85% hộ gia đình trồng cây quanh nhà | Các thôn | 2026
2 | Rà soát hồ sơ của 05 thôn và lập danh sách gửi phòng chuyên môn | Phòng Kinh tế | 2026
""",
    )
    assert [(target.value, target.comparator) for target in found] == [("85", "ge")]
