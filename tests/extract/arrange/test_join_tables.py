"""Tables over page ends."""

import pytest

from extract.arrange.join_tables import join_tables
from extract.page import Cell, Line, Paragraph, Table, Word

EDGES = (80.0, 110.0, 300.0, 400.0)


def table(page, *rows, edges=EDGES):
    """A table of texts."""

    def cell(text):
        words = tuple(Word(token, token) for token in text.split())
        return Cell((Line(page, words),) if words else ())

    return Table(page, tuple(tuple(cell(text) for text in row) for row in rows), edges=edges)


def rows(block):
    """The texts of a table."""
    return [tuple(cell.text for cell in row) for row in block.rows]


HEAD = ("TT", "Nội dung", "Chủ trì")


def test_parts_with_the_same_columns_are_joined_and_the_head_is_dropped():
    """A table that goes on is one table; its repeated head is gone, also on a shifted page."""
    shifted = tuple(edge + 9 for edge in EDGES)
    parts = [
        table(1, HEAD, ("1", "Một", "A")),
        table(2, HEAD, ("2", "Hai", "B"), edges=shifted),
        table(3, ("3", "Ba", "C")),
    ]
    assert [rows(block) for block in join_tables(parts)] == [
        [HEAD, ("1", "Một", "A"), ("2", "Hai", "B"), ("3", "Ba", "C")]
    ]


@pytest.mark.parametrize("edges", [(80.0, 110.0, 250.0, 400.0), (80.0, 300.0, 400.0), ()])
def test_other_columns_make_another_table(edges):
    """Tables whose column edges differ stay apart."""
    second = table(2, HEAD[: max(len(edges) - 1, 1)], edges=edges)
    assert len(join_tables([table(1, HEAD), second])) == 2


def test_dirt_between_two_parts_does_not_keep_them_apart():
    """A few signs that recognition made of dirt stand behind the joined table; a sentence keeps tables apart."""
    dirt = Paragraph((Line(2, tuple(Word(token, token) for token in ["_", "Ỹ", "¡", "%", "#"])),))
    joined = join_tables([table(1, HEAD, ("1", "Một", "A")), dirt, table(2, ("2", "Hai", "B"))])
    assert rows(joined[0]) == [HEAD, ("1", "Một", "A"), ("2", "Hai", "B")]
    assert joined[1:] == [dirt]


def test_a_head_misread_on_the_next_page_is_still_the_head():
    """One letter off in a long head does not make it a row of data; one figure off in a row of figures does."""
    head = ("TT", "Nội dung công việc", "Cơ quan chủ trì")
    misread = ("TT", "Nội dung cồng víệc", "Cơ quan chú trì")
    assert rows(join_tables([table(1, head, ("1", "Một", "A")), table(2, misread, ("2", "Hai", "B"))])[0])[2] == (
        "2",
        "Hai",
        "B",
    )
    assert len(rows(join_tables([table(1, head, ("1", "100", "200")), table(2, ("2", "100", "201"))])[0])) == 3


def test_a_paragraph_between_keeps_tables_apart():
    """Only tables that follow each other directly are joined."""
    between = Paragraph((Line(2, (Word("Phụ", "Phụ"),)),))
    assert len(join_tables([table(1, HEAD), between, table(2, HEAD)])) == 3


@pytest.mark.parametrize(
    "index", [("(1)", "(2)", "(3)"), ("1", "2", "3"), ("A", "1", "2"), ("1", "2", "3=2/1"), ("[1]", "[2]", "[3]")]
)
def test_index_rows_are_dropped(index):
    """A row under the head that only numbers the columns is no row of data."""
    assert rows(join_tables([table(1, HEAD, index, ("1", "Một", "A"))])[0]) == [HEAD, ("1", "Một", "A")]


@pytest.mark.parametrize("row", [("1", "12", "13"), ("1", "20", "30"), ("1", "Một", "2"), ("5", "6", "7")])
def test_rows_of_figures_stay(row):
    """Figures that do not count up from the first columns are data."""
    assert rows(join_tables([table(1, HEAD, row)])[0]) == [HEAD, row]


def test_a_torn_row_is_mended():
    """A row whose lower part stands on the next page without a number is one row, cell by cell."""
    parts = [
        table(1, HEAD, ("8", "Cung cấp danh sách hộ kinh", "Thuế cơ sở")),
        table(2, HEAD, ("", "doanh trên địa bàn", ""), ("9", "Chín", "B")),
    ]
    assert rows(join_tables(parts)[0]) == [
        HEAD,
        ("8", "Cung cấp danh sách hộ kinh doanh trên địa bàn", "Thuế cơ sở"),
        ("9", "Chín", "B"),
    ]


def test_a_new_row_is_not_taken_for_a_torn_one():
    """A row with a number of its own, or a total without one after a closed row, stays a row."""
    parts = [table(1, HEAD, ("1", "Một.", "A.")), table(2, HEAD, ("", "Cộng", "B"), ("2", "hai", "C"))]
    assert len(join_tables(parts)[0].rows) == 4
