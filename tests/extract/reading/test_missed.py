"""Rows of letters that recognition passed over."""

from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from extract.page import Box, Line, Word
from extract.prepare.prepared import Prepared, Upright
from extract.reading.missed import missed_rows, with_missed_rows

DPI = 200.0
SEEN = Line(0, (Word("Ke", "Ke", Box(70, 90, 200, 115), 0.9),))
NAME = Box(150, 195, 198, 215)


def page(*, pen=False):
    """A page with a printed row where SEEN says one is, and a name that nothing has read, or a pen stroke."""
    paper = np.full((900, 1000), 255, np.uint8)
    cv2.putText(paper, "Ke hoach nam", (200, 300), cv2.FONT_HERSHEY_COMPLEX, 1.0, 0, 2)
    if pen:
        cv2.ellipse(paper, (560, 570), (130, 25), 20, 0, 300, 0, 2)
    else:
        cv2.putText(paper, "Ha Van", (430, 580), cv2.FONT_HERSHEY_COMPLEX, 1.0, 0, 4)
    return Prepared(paper, DPI, Upright(360, 324))


@dataclass(frozen=True, slots=True)
class Answering:
    """Reads the same words, as surely as it is told, in every image."""

    text: str = "Ha Van"
    sure: float = 0.9
    name: str = "answering"
    version: str = "1"
    data_hash: str = "0"

    def recognise(self, images, dpi, mode="page"):
        """Answer with one line an image."""
        del dpi, mode
        words = tuple(Word(word, word, Box(20, 5, 40, 15), self.sure) for word in self.text.split())
        return tuple((Line(0, words),) for _ in images)


def test_a_row_that_nothing_covers_is_found():
    """What was read, and what others read, is left alone; a row of letters besides is one place."""
    (row,) = missed_rows(page(), [word.box for word in SEEN.words])
    assert row.holds(*NAME.middle)
    assert missed_rows(page(), [SEEN.box, NAME]) == ()


def test_pen_strokes_are_no_letters():
    """A signature covers much and inks little of it."""
    assert missed_rows(page(pen=True), [SEEN.box]) == ()


def test_a_missed_row_is_read_and_stands_in_its_place():
    """Its words come with boxes on the page."""
    lines = with_missed_rows((SEEN,), (), page(), Answering())
    assert [line.raw for line in lines] == ["Ke", "Ha Van"]
    assert lines[1].box.x0 > 140
    assert lines[1].box.y0 > 180


@pytest.mark.parametrize(("text", "sure"), [("Ha Van", 0.5), ("| .", 0.95), ("_ J", 0.95)])
def test_what_is_no_word_or_not_sure_is_not_taken(text, sure):
    """Rests of a seal and of pens are not read as words."""
    assert with_missed_rows((SEEN,), (), page(), Answering(text, sure)) == (SEEN,)


def test_a_row_takes_the_place_of_scrawl():
    """A line in which nothing was read gives way to the words that stand there, and stays where there are none."""
    scrawl = Line(0, (Word("(9", "(9", Box(120, 170, 320, 230), 0.1),))
    assert [line.raw for line in with_missed_rows((SEEN, scrawl), (), page(), Answering())] == ["Ke", "Ha Van"]
    assert with_missed_rows((SEEN, scrawl), (), page(pen=True), Answering()) == (SEEN, scrawl)


def test_a_row_keeps_the_number_beside_it():
    """Of a weak line what stands level with the row, and apart from it, is kept: the number of a heading."""
    number = Word("I.", "I.", Box(130, 198, 140, 210), 0.2)
    weak = Line(0, (number, Word("MUG", "MUG", Box(150, 198, 180, 210), 0.2)))
    lines = with_missed_rows((SEEN, weak), (), page(), Answering())
    assert [line.raw for line in lines] == ["Ke", "I. Ha Van"]
