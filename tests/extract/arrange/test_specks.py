"""Dirt that recognition read as signs."""

import pytest

from extract.arrange.specks import without_specks
from extract.page import Box, Line, Page, Word


def word(text, x, width, height, confidence=0.9):
    """A word on a baseline at y 100."""
    return Word(text, text, Box(x, 100 - height, x + width, 100), confidence)


TEXT = (word("Công", 10, 30, 11), word("an", 45, 12, 8), word("xã", 62, 12, 10))


@pytest.mark.parametrize(
    ("other", "stays"),
    [
        (word(".", 90, 1.2, 1.2), False),
        (word("l", 90, 0.8, 0.8), False),
        (word(":", 90, 0.7, 1.1), False),
        (word('"', 90, 5, 10, 0.2), False),
        (word("B1lf&t9f.A1Ø201:06t", 580, 8, 120, 0.01), False),
        (word("Ghi-chú", 90, 9, 40, 0.5), True),
        (word(".", 75, 1.2, 1.2), True),
        (word("-", 90, 4, 1.0), True),
        (word("-", 90, 4, 1.0, 0.1), True),
        (word("1", 90, 2, 8, 0.1), True),
        (word('"', 90, 5, 10), True),
    ],
)
def test_dirt_is_told_by_its_size(other, stays):
    """What is no larger than a dot and stands apart goes, signs hardly read, and letters too many for their place."""
    page = Page(1, 595, 842, (Line(1, (*TEXT, other)),), reading="recognised")
    kept = without_specks(page).lines[0].words
    assert kept == ((*TEXT, other) if stays else TEXT)


@pytest.mark.parametrize(
    ("read", "mended", "doubted"),
    [
        ("~ Tỷ lệ", "- Tỷ lệ", False),
        ("-_ Tỷ lệ", "- Tỷ lệ", False),
        ("a _ Tỷ lệ", "a _ Tỷ lệ", False),
        ("__3) Lãnh đạo", "3) Lãnh đạo", False),
        ("75,11]", "75,11", True),
        ("[12] xem", "[12] xem", False),
        ("a ~ b", "a ~ b", False),
        ("|Công an", "Công an", False),
    ],
)
def test_rests_of_lines_are_taken_off(read, mended, doubted):
    """Strokes that stick to words are rests of ruling lines; where a figure may have lost a digit it is doubted."""
    words = tuple(word(text, 10 + 40 * at, 30, 10) for at, text in enumerate(read.split()))
    line = without_specks(Page(1, 595, 842, (Line(1, words),), reading="recognised")).lines[0]
    assert line.text == mended
    assert any(part.doubt for part in line.words) is doubted
    assert line.raw == read


@pytest.mark.parametrize("dash", ["-", "-_", "–"])
def test_the_blank_behind_an_items_dash_is_no_word(dash):
    """Recognition writes a wide blank as a low line; behind the dash of an item it says nothing."""
    words = (word(dash, 10, 4, 1.0), word("_", 20, 12, 1.0), word("Công", 40, 30, 11), word("an", 75, 12, 8))
    page = Page(1, 595, 842, (Line(1, words),), reading="recognised")
    assert [kept.text for kept in without_specks(page).lines[0].words][1:] == ["Công", "an"]


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        ([("z", 0.27), ("Tư", 0.39), ("—", 0.5)], False),
        ([("z", 0.27), ("Tư", 0.6)], True),
        ([("Hà", 0.4), ("Văn", 0.4), ("Phúc", 0.3)], True),
        ([("19", 0.2)], True),
    ],
)
def test_a_line_of_a_pens_strokes_goes(words, stays):
    """What a signature is read as, a few letters and none surely, is left out; figures and longer lines are not."""
    scrawl = Line(1, tuple(word(text, 20 * at, 15, 10, sure) for at, (text, sure) in enumerate(words)))
    page = Page(1, 595, 842, (Line(1, TEXT), scrawl), reading="recognised")
    assert (len(without_specks(page).lines) == 2) is stays


def test_text_layers_keep_everything():
    """A text layer has no dirt."""
    page = Page(1, 595, 842, (Line(1, (*TEXT, word(".", 90, 1, 1))),), reading="text_layer")
    assert without_specks(page) is page


def test_a_line_of_dirt_goes():
    """A line that holds nothing else is left out."""
    page = Page(1, 595, 842, (Line(1, TEXT), Line(1, (word(".", 90, 1, 1),))), reading="recognised")
    assert without_specks(page).lines == page.lines[:1]
