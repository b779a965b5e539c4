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


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Quyết định ngày 28/1", "2/2026 của tỉnh"), "Quyết định ngày 28/12/2026 của tỉnh"),
        (("(ngày 5/", "11/2026)"), "(ngày 5/11/2026)"),
        (("đợt 28/12", "2/2026"), "đợt 28/12 2/2026"),
        (("lớp 9/1", "2 buổi"), "lớp 9/1 2 buổi"),
        (("ngày 28/1", "3/2026"), "ngày 28/1 3/2026"),
    ],
)
def test_a_day_whose_month_is_broken_is_joined(lines: tuple[str, ...], text: str) -> None:
    """Only pieces that make a day of the calendar are one; nothing of the cell's words is lost."""
    [[made]] = with_figures_joined(Table(1, ((cell(*lines),),))).rows
    assert made.text == text
    assert "".join(made.text.split()) == "".join("".join(lines).split())
