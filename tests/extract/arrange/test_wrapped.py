"""Figures broken over the lines of a narrow cell are joined, in doubt; other cells stay as they are."""

import pytest

from extract.arrange.wrapped import with_figures_joined
from extract.page import Cell, Line, Table, Word


def cell(*lines: str) -> Cell:
    """Return a cell of lines."""
    return Cell(tuple(Line(1, tuple(Word(word, word) for word in line.split())) for line in lines))


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("16.80", "0"), "16.800"),
        (("1.234.", "567"), "1.234.567"),
        (("12.3", "45,6"), "12.345,6"),
        (("16.800", "12"), None),
        (("16", "800"), None),
        (("1,5", "00"), None),
        (("16.80", "tấn"), None),
        (("16.80 0",), None),
        (("1.2", "3"), None),
    ],
)
def test_only_a_broken_group_of_thousands_is_joined(lines: tuple[str, ...], joined: str | None) -> None:
    """A figure whose last group goes on in the next line is one word under 0.9, with what was read beside it."""
    table = Table(1, ((cell("Thu ngân sách"), cell(*lines)),))
    made = with_figures_joined(table)
    if joined is None:
        assert made is table
        return
    [word] = made.rows[0][1].lines[0].words
    assert (word.text, word.raw) == (joined, " ".join(lines))
    assert word.doubt is not None
    assert word.confidence < 0.9
