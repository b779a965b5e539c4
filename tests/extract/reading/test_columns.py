"""Columns that the engine mixed up are read apart."""

from dataclasses import dataclass

import numpy as np
import pytest

from extract.page import Box, Line, Word
from extract.prepare.prepared import Prepared, Upright
from extract.reading.columns import with_columns_apart

PAGE = Prepared(np.full((1000, 1600), 255, np.uint8), 200.0, Upright(576, 360))


def line(y, left, right, sure=0.9, gulf=150.0):
    """A line with words on the left, read as surely as told, and on the right, a gulf away."""
    words = [(text, 40 + 30 * at, sure) for at, text in enumerate(left.split())]
    start = words[-1][1] + 25 + gulf
    words += [(text, start + 40 * at, 0.9) for at, text in enumerate(right.split())]
    return Line(1, tuple(Word(text, text, Box(x, y, x + 25, y + 10), conf) for text, x, conf in words))


@dataclass(slots=True)
class Answering:
    """Reads two lines in the first image and nothing in others; counts how often it is asked."""

    sure: float = 0.9
    asked: int = 0
    name: str = "answering"
    version: str = "1"
    data_hash: str = "0"

    def recognise(self, images, dpi, mode="page"):
        """Answer for each image."""
        del dpi, mode
        self.asked += 1
        made = tuple(
            Line(0, tuple(Word(text, text, Box(10, y, 40, y + 9), self.sure) for text in row.split()))
            for y, row in ((5, "- Sở Y tế;"), (18, "- TT Huyện ủy, TT HĐND huyện;"))
        )
        return (made, *(() for _ in images[1:]))


LOST = (line(100, "kề kêu ĐT", "KT. CHỦ TỊCH", 0.1), line(114, "- uyện ủy,", "PHÓ CHỦ TỊCH"))


def test_a_column_with_lost_words_is_read_on_its_own():
    """The rows of the left take the place of the mixed ones; the right stays as it was."""
    read = with_columns_apart(LOST, PAGE, Answering())
    assert [each.raw for each in read] == [
        "- Sở Y tế;",
        "- TT Huyện ủy, TT HĐND huyện;",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ]
    assert read[0].box.y0 > 95


def test_a_reading_that_is_no_surer_changes_nothing_but_the_lines():
    """Every word is still there when reading again gains nothing."""
    read = with_columns_apart(LOST, PAGE, Answering(0.01))
    assert sorted(word.raw for each in read for word in each.words) == sorted(
        word.raw for each in LOST for word in each.words
    )


@pytest.mark.parametrize(
    "lines",
    [
        (line(100, "Nơi nhận:", "CHỦ TỊCH"), line(114, "- Sở Y tế;", "PHÓ CHỦ TỊCH")),
        (line(100, "§ ( ~ l", "KT. CHỦ TỊCH", 0.1), line(114, "- UBND xã", "PHÓ CHỦ TỊCH")),
        (line(100, "kề kêu ĐT", "KT. CHỦ TỊCH", 0.1), line(300, "- uyện ủy,", "PHÓ CHỦ TỊCH")),
        (line(100, "kề kêu ĐT", "KT.", 0.1, gulf=20.0), line(114, "- uyện ủy,", "PHÓ", gulf=20.0)),
    ],
)
def test_sound_columns_and_single_lines_are_left_alone(lines):
    """No words lost, signs alone, lines far apart, or no gulf: the engine is not asked again."""
    engine = Answering()
    assert with_columns_apart(lines, PAGE, engine) == lines
    assert engine.asked == 0
