"""Tables whose lines broke anew are put together again; tables that are whole are left alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.arrange import arrange
from extract.arrange.plain import arrange_plain
from extract.arrange.recut import recut, whole
from extract.arrange.recut_head import shares
from extract.engines.plain import pages_of
from extract.page import Table

NAMES = ("Cây lúa", "Diện tích nuôi tôm", "Sản lượng chè", "Thu ngân sách xã", "Đàn trâu", "Số hộ nghèo")


def torn(head: list[str], rows: list[list[str]]) -> list[list[str]]:
    """Break a table as some programs do: one stream of cells, an empty one between rows, a cell lost at each break."""
    stream = [*head, ""]
    for row in rows:
        stream += [*row, ""]
    step = len(head) + 1
    return [stream[at : at + len(head)] for at in range(0, len(stream) - 1, step)]


def restored(lines: list[list[str]]) -> list[list[str]]:
    """Return the rows of a table put together again, lost cells empty."""
    anew = recut(lines)
    assert anew is not None
    return [[lines[at[0]][at[1]] if at else "" for at in row] for row in anew]


def body(count: int, values: int) -> list[list[str]]:
    """Return rows with a number, a name, a unit and some values."""
    return [
        [str(n + 1), NAMES[n % len(NAMES)], "tấn", *(f"{(n + 3) * 100 + v}" for v in range(values))]
        for n in range(count)
    ]


@settings(deadline=None, max_examples=30)
@given(st.integers(8, 30), st.integers(3, 7))
def test_every_cell_left_stands_in_its_own_column(count: int, values: int) -> None:
    """A table wider than its head's first row comes back row by row; only lost cells are empty."""
    head = ["TT", "Chỉ tiêu", "ĐVT", "Giai đoạn 2027 - 2040"]
    lower = [f"Năm {2027 + v}" for v in range(values)]
    rows = body(count, values)
    made = restored(torn(head, [lower, *rows]))
    assert made[0] == [*head, *[""] * (values - 1)]
    assert [cell for cell in made[1] if cell] == [name for name in lower if name in made[1]]
    for row, true in zip(made[2:], rows, strict=True):
        assert all(cell in {"", want} for cell, want in zip(row, true, strict=True))


def test_groups_of_merged_cells_keep_the_rows_behind_them_in_place() -> None:
    """A group's heading of two cells shifts the breaks, not the rows."""
    head = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]
    rows = [[str(n + 1), f"Xây dựng kế hoạch {NAMES[n]}", "Sở Y tế", "Các xã", "2027"] for n in range(6)]
    made = restored(torn(head, [["I", "Nhóm thứ nhất"], *rows[:3], ["II", "Nhóm thứ hai"], *rows[3:]]))
    assert [row[0] for row in made[1:] if row[0]] == ["I", "1", "2", "3", "II", "4", "5", "6"]
    assert all(row[4] in {"", "2027"} for row in made[1:])


def test_a_dropped_line_of_empty_cells_is_put_back() -> None:
    """Where a whole line of empty cells is gone, the rows behind it still stand in their columns."""
    head = ["TT", "Chỉ tiêu", "ĐVT", "Ước 2026", "Giai đoạn 2027 - 2031"]
    lower = [f"Năm {year}" for year in range(2027, 2032)]
    groups = []
    for n in range(5):
        groups += [[str(n + 1), NAMES[n], *[""] * 7]]
        groups += [["", what, unit, *(f"{n + 2}.{v}00" for v in range(6))] for what, unit in (("Diện tích", "Ha"),)]
    lines = [line for line in torn(head, [lower, *groups]) if any(line)]
    for row in restored(lines)[2:]:
        assert row[2] in {"", "Ha"}
        assert all(not cell or cell[0].isdigit() for cell in row[3:])


@pytest.mark.parametrize(
    "lines",
    [
        [["TT", "Nội dung", "Chủ trì"], *[[str(n), NAMES[n % 6], "Sở Tài chính"] for n in range(1, 9)]],
        [["Chỉ tiêu", "2026", "2027"], *[[NAMES[n % 6], str(n * 7), str(n * 9)] for n in range(1, 9)]],
        [["TT", "Tên", "Năm"], ["1", "Một", "2027"]],
        [],
    ],
)
def test_whole_tables_are_left_alone(lines: list[list[str]]) -> None:
    """Where every line is a row nothing fits better."""
    assert recut(lines) is None


@pytest.mark.parametrize(
    ("upper", "lower", "width", "wanted"),
    [
        (
            ["TT", "Tên", "ĐVT", "2025", "Giai đoạn 2026 - 2028"],
            ["Năm 2026", "Năm 2027", "Năm 2028"],
            7,
            (1, 1, 1, 1, 3),
        ),
        (["TT", "Tên", "Năm 2026", "Năm 2027"], ["Lượng", "Giá trị"] * 2, 6, (1, 1, 2, 2)),
        (["TT", "Tên", "Năm 2025", "Năm 2026", "Năm 2027"], ["Kế hoạch", "Ước thực hiện"], 6, (1, 1, 2, 1, 1)),
        (["TT", "Tên", "Năm 2025", "So sánh 2026 với 2025", "Năm 2026"], ["Dự toán", "Ước"], 6, (1, 1, 2, 1, 1)),
        (["TT", "Tên", "Chủ trì"], [], 3, (1, 1, 1)),
        (["TT", "Tên"], ["Một"], 3, None),
    ],
)
def test_a_second_row_of_head_is_dealt_out_by_years_and_sizes(
    upper: list[str], lower: list[str], width: int, wanted: tuple[int, ...] | None
) -> None:
    """Words of the second row go under the cell whose years or fellows they fit; what cannot be dealt out is None."""
    assert shares(upper, lower, width) == wanted


def test_a_text_file_with_such_a_table_gives_its_rows() -> None:
    """From the lines of a file to a table marked as put together again; no filled cell is lost on the way."""
    head = ["TT", "Chỉ tiêu", "ĐVT", "Giai đoạn 2027 - 2031"]
    lines = torn(head, [[f"Năm {year}" for year in range(2027, 2032)], *body(8, 5)])
    [table] = [b for b in arrange(pages_of("\n".join(" | ".join(line) for line in lines))) if isinstance(b, Table)]
    assert table.recut
    cells = [cell.text for row in table.rows for cell in row if cell.text]
    assert sorted(cells) == sorted(cell for line in lines for cell in line if cell)


def test_merged_cells_tell_of_a_table_as_it_was() -> None:
    """A table in which a cell was merged over others did not come out of a stream of cells."""
    head = ["TT", "Chỉ tiêu", "ĐVT", "Giai đoạn 2027 - 2031"]
    lines = torn(head, [[f"Năm {year}" for year in range(2027, 2032)], *body(8, 5)])
    [table] = [
        b for b in arrange_plain(pages_of("\n".join(" | ".join(line) for line in lines))) if isinstance(b, Table)
    ]
    merged = replace(table, rows=((replace(table.rows[0][0], filled=True), *table.rows[0][1:]), *table.rows[1:]))
    assert whole(table).recut
    assert whole(merged) is merged


KINDS = {
    "words": st.sampled_from(["Sở Y tế", "Trồng rừng phòng hộ", "Đường thôn", "Các xã"]),
    "figures": st.sampled_from(["12,5", "3.400", "85%", "", "7"]),
    "maybe": st.sampled_from(["", "", "Ghi chú thêm"]),
}


@settings(deadline=None, max_examples=60)
@given(st.data(), st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=7), st.integers(4, 20))
def test_tables_whose_columns_hold_one_kind_are_left_alone(data: st.DataObject, kinds: list[str], count: int) -> None:
    """Whatever its columns and however many rows: where figures and words do not mix, nothing is cut anew."""
    head = ["Nội dung", *("Số liệu" if kind == "figures" else "Mô tả" for kind in kinds)]
    lines = [head, *([f"Mục {n}", *(data.draw(KINDS[kind]) for kind in kinds)] for n in range(count))]
    assert recut(lines) is None


def test_a_part_with_a_heading_of_its_own_has_the_columns_of_the_part_before() -> None:
    """Parts of a long table that open with a heading of two cells break after two; they are rows of the same table."""
    head = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]
    rows = [[str(n + 1), f"Xây dựng kế hoạch {NAMES[n % 6]}", "Sở Y tế", "Các xã", "2027"] for n in range(9)]
    first = torn(head, [["I", "Nhóm thứ nhất"], *rows])
    second = torn(["II", "Nhóm thứ hai"], rows)
    text = "\n".join(" | ".join(line) for line in (*first, *second))
    [table] = [block for block in arrange(pages_of(text)) if isinstance(block, Table)]
    numbers = [row[0].text for row in table.rows]
    assert numbers.count("II") == 1
    assert len(table.rows[0]) == 5
    for row in table.rows[1:]:
        assert row[0].text in {"", "I", "II", *"123456789"}
        assert row[4].text in {"", "2027"}
    kept = sorted(cell.text for row in table.rows for cell in row if cell.text)
    assert kept == sorted(cell for line in (*first, *second) for cell in line if cell)


def test_two_whole_tables_stay_two() -> None:
    """A small table behind another is no rest of it."""
    one = [["TT", "Nội dung", "Chủ trì"], *([str(n), NAMES[n % 6], "Sở Tài chính"] for n in range(1, 7))]
    other = [["Thôn", "Số hộ"], *([f"Thôn {name}", "12"] for name in NAMES)]
    text = "\n".join(" | ".join(line) for line in (*one, *other))
    assert len([block for block in arrange(pages_of(text)) if isinstance(block, Table)]) == 2
