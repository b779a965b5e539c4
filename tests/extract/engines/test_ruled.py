"""Ruled tables of born-digital pages: cells, merged cells, torn ends, and what is no table."""

from collections import Counter

import pytest

from extract.engines.ruled import with_tables
from extract.engines.text_layer import read
from extract.page import Sheet
from tests.extract.pdfs import Leaf, grid, line, pdf, say


@pytest.fixture
def page_of(tmp_path):
    """Return a function that reads a page made of some content, tables lifted out."""

    def made(content):
        path = tmp_path / "made.pdf"
        path.write_bytes(pdf(Leaf(content)))
        return with_tables(read(Sheet(path, 1, 595, 842)))

    return made


def rows(table):
    """The texts of the cells, row by row."""
    return [[cell.text for cell in row] for row in table.rows]


def test_a_grid_gives_rows_of_cells(page_of):
    """Each word goes to the cell it stands in, lines of a cell in order; words outside stay lines."""
    content = grid([100, 150, 400], [500, 560, 600]) + say("TT", 110, 580) + say("Noi dung", 160, 580)
    content += say("1", 110, 530) + say("dong mot", 160, 540) + say("dong hai", 160, 520) + say("Duoi bang", 100, 400)
    page = page_of(content)
    assert rows(page.tables[0]) == [["TT", "Noi dung"], ["1", "dong mot dong hai"]]
    assert [line.text for line in page.lines] == ["Duoi bang"]
    assert page.tables[0].edges == pytest.approx((100, 150, 400), abs=1)


def test_what_a_narrow_cell_breaks_is_joined(page_of):
    """A syllable or a figure cut by the cell's edge is whole again; two figures under each other stay two."""
    content = grid([100, 140, 190, 400], [500, 560, 600]) + say("a", 110, 580) + say("b", 150, 580) + say("c", 200, 580)
    content += (
        say("NghiÖ", 105, 540, font="F3")
        + say("p", 105, 525, font="F3")
        + say("121.1841", 143, 540)
        + say("75", 143, 525)
    )
    content += say("12", 200, 540) + say("34", 200, 525)
    assert rows(page_of(content).tables[0])[1] == ["Nghiệp", "121.184175", "12 34"]


def test_merged_cells_are_filled_and_marked(page_of):
    """A cell over two columns tells its span once; the slot beside it repeats the text and is marked."""
    content = line(100, 500, 400, 500) + line(100, 550, 400, 550) + line(100, 600, 400, 600)
    content += line(100, 500, 100, 600) + line(400, 500, 400, 600) + line(250, 500, 250, 550)
    content += say("Ca hai", 200, 570) + say("trai", 120, 520) + say("phai", 300, 520)
    table = page_of(content).tables[0]
    assert rows(table) == [["Ca hai", "Ca hai"], ["trai", "phai"]]
    assert [(cell.columns, cell.filled) for cell in table.rows[0]] == [(2, False), (2, True)]


def test_a_row_torn_by_the_page_end_is_closed(page_of):
    """Column lines that run on below the last line across hold a row too."""
    content = grid([100, 150, 300, 400], [500, 550, 600]) + b"".join(line(x, 450, x, 500) for x in (100, 150, 300, 400))
    content += say("a", 110, 570) + say("b", 110, 520) + say("c", 110, 470) + say("d", 320, 470)
    assert [row[0] for row in rows(page_of(content).tables[0])] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "content",
    [
        line(100, 700, 300, 700) + say("Doc lap", 100, 710),
        grid([50, 550], [50, 800]) + say("Trang co khung", 100, 700),
        grid([100, 150, 200], [500, 550, 600]) + say("ngoai bang", 300, 700),
    ],
)
def test_underlines_frames_and_empty_grids_are_no_tables(page_of, content):
    """A rule under a motto, a frame round the page and a grid without words leave the lines as they are."""
    page = page_of(content)
    assert not page.tables
    assert len(page.lines) == 1


def test_no_word_is_lost_or_doubled(page_of):
    """Every word of the page stands in exactly one cell that is not filled, or in a line."""
    content = (
        grid([100, 200, 300, 400], [400, 450, 500, 550])
        + b"".join(say(f"w{i}{j}", 110 + 100 * i, 420 + 50 * j) for i in range(3) for j in range(3))
        + say("tren", 100, 700)
        + say("duoi", 100, 300)
    )
    page = page_of(content)
    found = [cell.text for row in page.tables[0].rows for cell in row if not cell.filled]
    found += [line.text for line in page.lines]
    assert Counter(found) == Counter([f"w{i}{j}" for i in range(3) for j in range(3)] + ["tren", "duoi"])
