"""Counting the strokes of Roman numerals in their cut-outs."""

import numpy as np
import pytest

from extract.page import Word
from extract.reading.strokes import strokes, with_strokes_counted


def picture(count, *, serifs=True, dot=False):
    """White paper with so many upright strokes of 18 dots, 3 wide, whose serifs touch; a full stop may follow."""
    image = np.full((42, 30 + 9 * count), 255, np.uint8)
    for index in range(count):
        x = 12 + 9 * index
        image[12:30, x + 3 : x + 6] = 20
        if serifs:
            image[12:14, x : x + 9] = image[28:30, x : x + 9] = 20
    if dot:
        image[27:30, 15 + 9 * count : 18 + 9 * count] = 20
    return image


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("serifs", [True, False])
def test_strokes_are_counted_in_any_face(count, serifs):
    """Serifs that touch and a stop behind the numeral change nothing; white paper has none."""
    assert strokes(picture(count, serifs=serifs)) == count
    assert strokes(picture(count, serifs=serifs, dot=True)) == count or count == 0


@pytest.mark.parametrize(
    ("read", "count", "stands"),
    [
        ("II", 3, "III"),
        ("II.", 3, "III."),
        ("IH", 3, "III"),
        ("HI", 2, "II"),
        ("III", 3, "III"),
        ("(II)", 3, "(III)"),
        ("II", 4, "II"),
        ("II", 0, "II"),
        ("IV", 1, "IV"),
        ("H", 2, "H"),
        ("11", 3, "11"),
    ],
)
def test_a_numeral_has_the_strokes_of_its_picture(read, count, stands):
    """Only words of strokes are touched, and only where the picture shows one to three."""
    word = with_strokes_counted(Word(read, read, confidence=0.9), picture(count))
    assert (word.raw, word.text) == (stands, stands)
