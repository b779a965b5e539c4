"""Figures that a reading tore apart are doubted, not believed."""

import pytest

from extract.arrange import arrange
from extract.arrange.torn import with_doubts
from extract.engines.plain import pages_of
from extract.page import Cell, Line, Paragraph, Table, Word


def line(text, confidence=0.95):
    """A line of words without boxes."""
    return Line(1, tuple(Word(word, word, confidence=confidence) for word in text.split()))


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("tối thiểu 1 11.000 người", ["1", "11.000"]),
        ("đạt 3 1.184.000; trong đó", ["3", "1.184.000;"]),
        ("năm 2027 11.000 người", []),
        ("đạt 11.000 người", []),
        ("1. 11.000 người", []),
        ("Ia Băng 3 1.234 12 4.333", []),
        ("giao 4 xã 1.500 hộ", []),
    ],
)
def test_a_lone_digit_before_a_grouped_figure_is_doubted(text, doubted):
    """A digit and a figure with thousands may be one figure that was torn; neither is believed."""
    block = with_doubts(Paragraph((line(text),)))
    assert [word.text for part in block.lines for word in part.words if word.doubt] == doubted
    assert all(word.confidence < 0.9 for part in block.lines for word in part.words if word.doubt)


def test_a_figure_torn_by_a_line_end_is_doubted():
    """The two parts may stand on two lines."""
    block = with_doubts(Paragraph((line("tối thiểu 1"), line("11.000 người"))))
    assert [bool(word.doubt) for part in block.lines for word in part.words] == [False, False, True, True, False]


def test_sound_text_is_believed():
    """A sound text layer says what the page says."""
    block = Paragraph((line("tối thiểu 1 11.000 người"),), trusted=True)
    assert with_doubts(block) is block


@pytest.mark.parametrize(
    ("text", "doubted"), [("558,", True), ("- 6", True), ("5,58", False), ("12 hộ,", False), ("1.", False)]
)
def test_a_comma_behind_a_figure_alone_in_its_cell_is_doubted(text, doubted):
    """No one writes a comma behind a lone figure: it was misplaced."""
    table = with_doubts(Table(1, ((Cell((line(text),)), Cell()),)))
    assert any(word.doubt for word in table.rows[0][0].lines[0].words) is doubted


@pytest.mark.parametrize(
    ("column", "doubted"),
    [
        ("8,31 0,45 831 2,20 7,05", ["831"]),
        ("8,31 0,45 12 2,20 7,05", []),
        ("831 455 1.200 75 90", []),
        ("8,31 831 455 90", []),
    ],
)
def test_a_whole_number_among_decimals_is_doubted(column, doubted):
    """Where a column's figures have decimals, one without may have lost its comma."""
    table = with_doubts(Table(1, tuple((Cell((line(text),)),) for text in column.split())))
    words = [row[0].lines[0].words[0] for row in table.rows]
    assert [word.text for word in words if word.doubt] == doubted


def test_a_whole_number_that_is_seen_too_stands_among_decimals():
    """Where a figure was read and surely seen, no comma was lost: a sum of decimals may be whole."""
    lines = [line(text, 0.99) for text in ("8,31", "4,55", "12,4", "1,74", "270")]
    table = with_doubts(Table(1, tuple((Cell((each,)),) for each in lines)))
    assert not any(row[0].lines[0].words[0].doubt for row in table.rows)


@pytest.mark.parametrize(
    ("column", "last"),
    [
        ("3 7 4 9 I", "1"),
        ("3 7 4 9 l", "1"),
        ("Đông_3 Hạ_2 Đoài_4 Hạ_5 Hạ_I", "1"),
        ("I II III IV I", "I"),
        ("1 2 3 4 II 1 2 3 4 5 6 I", "I"),
        ("3 7 I", "I"),
        ("3 Hạ Đông Đoài 4 2 5 I", "I"),
    ],
)
def test_a_stroke_among_figures_is_a_doubtful_one(column, last):
    """Where a column's cells end with figures, a lone stroke is a 1, and says so; a column of numerals keeps its own."""
    cells = [line(text.replace("_", " ")) for text in column.split()]
    cells = [Line(1, tuple(Word(w.raw, w.text, confidence=0.9) for w in cell.words)) for cell in cells]
    word = with_doubts(Table(1, tuple((Cell((cell,)),) for cell in cells))).rows[-1][0].lines[0].words[-1]
    assert word.text == last
    assert bool(word.doubt) is (last == "1")


def test_text_files_are_checked_as_well():
    """Text that another program recognised is doubted in the same way."""
    text = "KẾ HOẠCH\nVề dân số\nI. MỤC TIÊU\nPhấn đấu đạt tối thiểu 1 11.000 người tham gia.\n"
    words = [word for block in arrange(pages_of(text)) for part in block.lines for word in part.words]
    assert [word.text for word in words if word.doubt] == ["1", "11.000"]
