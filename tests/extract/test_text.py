"""One text and the map back from it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.page import Box, Cell, Line, Paragraph, Span, Table, Word
from extract.text import Text

LETTERS = st.text(alphabet="aăâbđeêgiôơuưyạếịốẵ0123456789.,-/", min_size=1, max_size=8)


def _word(text: str, x: float = 0.0, y: float = 0.0) -> Word:
    text = unicodedata.normalize("NFC", text)
    return Word(text, text, Box(x, y, x + 10, y + 10))


@st.composite
def blocks(draw):
    """Paragraphs and tables with words of all kinds."""

    def line() -> Line:
        words = draw(st.lists(LETTERS, max_size=5))
        return Line(draw(st.integers(1, 3)), tuple(_word(word, 12.0 * i) for i, word in enumerate(words)))

    def lines() -> tuple[Line, ...]:
        return tuple(line() for _ in range(draw(st.integers(0, 3))))

    made = []
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            made.append(Paragraph(lines()))
        else:
            columns = draw(st.integers(1, 4))
            rows = tuple(tuple(Cell(lines()) for _ in range(columns)) for _ in range(draw(st.integers(1, 3))))
            made.append(Table(1, rows))
    return made


def _words(made):
    for block in made:
        if isinstance(block, Paragraph):
            yield from (word for line in block.lines for word in line.words)
        else:
            yield from (word for row in block.rows for cell in row for line in cell.lines for word in line.words)


@given(blocks())
def test_every_word_stands_where_the_map_says(made):
    """Each word's text is the slice of the string at its start, in order, and no word is lost."""
    text = Text.of(made)
    assert [word.text for word in text.words] == [word.text for word in _words(made)]
    for word, start in zip(text.words, text.starts, strict=True):
        assert text.string[start : start + len(word.text)] == word.text
    assert list(text.starts) == sorted(text.starts)


@given(blocks())
def test_blocks_are_the_lines_of_the_string(made):
    """Blocks cover the string line by line: one paragraph or row a line, nothing between them but line ends."""
    text = Text.of(made)
    assert [text.slice(block.span) for block in text.blocks] == text.string.splitlines()
    assert text.string == "" or text.string.endswith("\n")


@given(blocks(), st.data())
def test_words_of_a_span_are_those_that_touch_it(made, data):
    """`word_indices` agrees with a slow search through all words."""
    text = Text.of(made)
    if not text.string:
        return
    start = data.draw(st.integers(0, len(text.string) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text.string))))
    slow = [
        i
        for i, (word, at) in enumerate(zip(text.words, text.starts, strict=True))
        if at < span.end and at + len(word.text) > span.start
    ]
    assert list(text.word_indices(span)) == slow


def test_a_span_over_a_page_break_has_a_box_on_each_page():
    """A value torn by a page break is shown on both pages, one box a line."""
    first = Line(1, (_word("bảo", 0), _word("hiểm", 12)))
    second = Line(2, (_word("xã", 0), _word("hội", 12)))
    text = Text.of([Paragraph((first, second))])
    found = text.boxes([Span(0, len(text.string) - 1)])
    assert [(box.page, box.x0, box.x1) for box in found] == [(1, 0, 22), (2, 0, 22)]


def test_raw_reading_of_a_split_word_is_given_once():
    """«10thang» split in two is one reading."""
    box = Box(0, 0, 30, 10)
    parts = (Word("10thang", "10", box), Word("10thang", "tháng", box, part=1))
    text = Text.of([Paragraph((Line(1, parts),))])
    assert text.string == "10 tháng\n"
    assert text.raw(Span(0, 8)) == "10thang"
    assert text.raw(Span(3, 8)) == "10thang"


def test_empty_cells_keep_their_place():
    """A row has as many cells as its table has columns; empty ones have no span."""
    row = (Cell((Line(1, (_word("1"),)),)), Cell(), Cell((Line(1, (_word("x"),)),)))
    text = Text.of([Table(1, (row,))])
    assert text.string == "1 |  | x\n"
    assert [cell and text.slice(cell) for cell in text.blocks[0].cells] == ["1", None, "x"]


@pytest.mark.parametrize("wrong", [(3, 3), (4, 2), (-1, 2)])
def test_a_span_refuses_to_be_empty_or_backward(wrong):
    """A span holds at least one code point."""
    with pytest.raises(ValueError, match="span"):
        Span(*wrong)


def test_boxes_and_words_refuse_what_they_must_not_hold():
    """Corners out of order and text that is not NFC are refused."""
    with pytest.raises(ValueError, match="corners"):
        Box(5, 0, 1, 1)
    with pytest.raises(ValueError, match="NFC"):
        Word("a", unicodedata.normalize("NFD", "ế"))
