"""Figures that stand out from the rest of their document."""

import pytest

from extract.arrange.odd_figures import with_odd_figures_doubted
from extract.page import Cell, Line, Paragraph, Table, Word

COMMAS = "đạt 12,5% và 3,75 và 1.234,5 ha"


def line(text, confidence=0.95):
    """A line of recognised words."""
    return Line(1, tuple(Word(word, word, confidence=confidence) for word in text.split()))


def doubted(*texts, trusted=False, confidence=0.95):
    """The words of paragraphs that are doubted when they make a document."""
    blocks = tuple(Paragraph((line(text, confidence),), trusted=trusted) for text in texts)
    found = with_odd_figures_doubted(blocks)
    words = [word for block in found for each in block.lines for word in each.words]
    assert all((word.doubt is None) == (word.confidence == confidence) for word in words)
    assert [word.text for word in words] == " ".join(texts).split()
    return [word.text for word in words if word.doubt]


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("tăng 75.11% so với năm trước", ["75.11%"]),
        ("tỷ lệ 12.6; còn", ["12.6;"]),
        ("1.2. Sở Tài chính", []),
        ("1.2 Sở Tài chính", []),
        ("thu 12.600 triệu đồng", []),
        ("ngày 30.4.2026", []),
    ],
)
def test_a_stop_among_decimal_commas_is_doubted(text, odd):
    """Where a document writes commas, a stop before one or two digits was misread; thousands, items and days have stops."""
    assert doubted(COMMAS, text) == odd


def test_a_document_that_writes_stops_is_believed():
    """Without enough commas to speak against it, a stop stands; so it does in sound text."""
    assert doubted("tăng 75.11% và 3,5", "đạt 12.5 và 3.75") == []
    assert doubted(COMMAS, "tăng 75.11% so với", trusted=True) == []


def test_a_stop_that_is_seen_too_stands():
    """Where a figure was read and surely seen so, the writer set the stop."""
    assert doubted(COMMAS, "theo nội dung số (4.3) ở trên", confidence=0.99) == []


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("đến năm 3018, toàn tỉnh", ["3018,"]),
        ("Đến năm 2030 có 3018 hộ", []),
        ("năm 1975; năm 2045", []),
        ("(năm 0202)", ["0202)"]),
    ],
)
def test_what_can_hardly_be_a_year_is_doubted(text, odd):
    """After the word year stands a year of this or the last century."""
    assert doubted(text) == odd


def test_cells_are_looked_at_too():
    """In tables the first column may number its rows with stops; the others hold figures."""
    rows = [[Cell((line("1.1"),)), Cell((line("12,5"),)), Cell((line("3.5"),))]]
    rows += [[Cell((line("1.2"),)), Cell((line("2,5"),)), Cell((line("3,5 và 4,25 và 1,1 và 2,2 và 3,3"),))]]
    (table,) = with_odd_figures_doubted((Table(1, tuple(map(tuple, rows))),))
    marked = [
        cell.text for row in table.rows for cell in row if any(w.doubt for each in cell.lines for w in each.words)
    ]
    assert marked == ["3.5"]
