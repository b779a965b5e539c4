"""Restoration of blocks: words, boxes and raw readings survive it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diacritics import Correction, Restoration
from extract.page import Box, Cell, Line, Paragraph, Table, Word
from extract.restore import normalise, restore


@dataclass(frozen=True)
class Replacing:
    """A restorer that puts fixed strings in place of others: what it changes is known beforehand."""

    changes: tuple[tuple[str, str], ...]
    reason: str = "language"

    def restore(self, text, confidences=None):
        """Replace each string wherever it stands."""
        if confidences is not None:
            assert len(confidences) == len(text.split())
        found, corrections, shift = text, [], 0
        places = sorted((at, a, b) for a, b in self.changes for at in _places(text, a))
        for at, a, b in places:
            start = at + shift
            found = found[:start] + b + found[start + len(a) :]
            corrections.append(Correction(at, at + len(a), start, start + len(b), a, b, 0.8, (), self.reason))
            shift += len(b) - len(a)
        return Restoration(text, found, tuple(corrections))


def _places(text, part):
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def _line(text, page=1):
    words = text.split()
    return Line(page, tuple(Word(w, w, Box(20.0 * i, 0, 20.0 * i + 18, 10)) for i, w in enumerate(words)))


def _texts(block):
    return [[word.text for word in line.words] for line in block.lines]


def test_a_changed_word_keeps_its_box_and_reading():
    """What was read stays beside what is said now, with the probability of the change."""
    (block,) = restore([Paragraph((_line("Ké hoach xa"),))], Replacing((("Ké hoach", "Kế hoạch"),)))
    words = block.lines[0].words
    assert [(w.raw, w.text, w.confidence) for w in words] == [
        ("Ké", "Kế", 0.8),
        ("hoach", "hoạch", 0.8),
        ("xa", "xa", 1),
    ]
    assert words[0].box == Box(0, 0, 18, 10)


def test_a_split_gives_each_part_the_whole_box():
    """«10thang» becomes two words in one place."""
    (block,) = restore([Paragraph((_line("ngày 10thang 6"),))], Replacing((("10thang", "10 tháng"),)))
    words = block.lines[0].words
    assert [(w.text, w.raw, w.part) for w in words[1:3]] == [("10", "10thang", 0), ("tháng", "10thang", 1)]
    assert words[1].box == words[2].box == Box(20, 0, 38, 10)


def test_a_merge_takes_the_union_and_says_that_a_figure_changed():
    """«1 02/NQ-CP» becomes one word over both boxes, and doubt is cast on it."""
    restorer = Replacing((("1 02", "102"),), reason="figure:split_number")
    (block,) = restore([Paragraph((_line("số 1 02/NQ-CP ngày"),))], restorer)
    word = block.lines[0].words[1]
    assert (word.text, word.raw, word.box) == ("102/NQ-CP", "1 02/NQ-CP", Box(20, 0, 58, 10))
    assert "split_number" in word.doubt


def test_a_figure_is_no_surer_than_it_was_read():
    """Language lifts the confidence of a word, never that of a figure, nor of one put together from two words."""
    words = [Word(raw, raw, Box(20.0 * i, 0, 20.0 * i + 18, 10), 0.4) for i, raw in enumerate(["Só", "1O", "0", "2"])]
    restorer = Replacing((("Só", "Số"), ("1O", "10"), ("0 2", "02")), reason="figure:digits")
    (block,) = restore([Paragraph((Line(1, tuple(words)),))], restorer)
    assert [(word.text, word.confidence) for word in block.lines[0].words] == [("Số", 0.8), ("10", 0.4), ("02", 0.4)]


def test_a_merge_over_a_line_end_stays_on_the_first_line():
    """A word broken by a line end goes to the line where it began."""
    (block,) = restore([Paragraph((_line("số 57-NQ/"), _line("TW ngày")))], Replacing((("57-NQ/\nTW", "57-NQ/TW"),)))
    assert _texts(block) == [["số", "57-NQ/TW"], ["ngày"]]


def test_cells_and_paragraphs_are_restored_each_for_itself():
    """A table's cells come back in their cells."""
    table = Table(1, ((Cell((_line("Ké hoach"),)), Cell(), Cell((_line("xa"), _line("Ké")))),))
    restored, paragraph = restore([table, Paragraph((_line("Ké"),))], Replacing((("Ké", "Kế"),)))
    assert [cell.text for cell in restored.rows[0]] == ["Kế hoach", "", "xa Kế"]
    assert paragraph.text == "Kế"


def test_trusted_text_is_left_alone():
    """A sound text layer is only normalised."""
    (block,) = restore([Paragraph((_line("Ké hoach"),), trusted=True)], Replacing((("Ké", "Kế"),)))
    assert _texts(block) == [["Ké", "hoach"]]


WORDS = st.lists(st.sampled_from(["Ké", "hoach", "10thang", "1", "02/NQ-CP", "xa", "phat"]), min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=4), st.booleans())
def test_restoring_again_changes_nothing(rows, as_figures):
    """It starts from what was read, so a second pass gives the same."""
    reason = "figure:rule" if as_figures else "language"
    restorer = Replacing((("Ké", "Kế"), ("10thang", "10 tháng"), ("1 02", "102")), reason)
    once = restore([Paragraph(tuple(_line(" ".join(row)) for row in rows))], restorer)
    assert restore(once, restorer) == once


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_readings_are_never_lost(rows):
    """All raw readings, joined, are what the engine read."""
    block = Paragraph(tuple(_line(" ".join(row)) for row in rows))
    (restored,) = restore([block], Replacing((("Ké", "Kế"), ("10thang", "10 tháng"), ("1 02", "102"))))
    raws = " ".join(word.raw for line in restored.lines for word in line.words if not word.part)
    assert raws == " ".join(line.raw for line in block.lines)


@pytest.mark.parametrize("blocks", [[], [Paragraph(())], [Paragraph((Line(1, ()),))]])
def test_nothing_to_restore_is_no_fault(blocks):
    """Empty documents, paragraphs and lines pass through."""
    assert restore(blocks, Replacing(())) == tuple(blocks)
    assert normalise(blocks) == tuple(blocks)
