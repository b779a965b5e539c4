"""Figures read twice: what stands, what is replaced, and what is doubted."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from extract.page import Box, Line, Word
from extract.prepare.prepared import Prepared, Upright
from extract.reading.figures import joined, with_figures_read_twice
from extract.reading.weighing import Second, decided, figures_in, may_hold, same_figures, settled


def word(raw: str, confidence: float, x: float = 20.0) -> Word:
    """Return a word with a box."""
    return Word(raw, raw, Box(x, 20, x + 30, 30), confidence)


@dataclass(slots=True)
class Scripted:
    """An engine that answers each call for figures with the next of its scripted readings."""

    answers: list[list[tuple[str, float]]]
    modes: list[str] = field(default_factory=list)
    name: str = "scripted"
    version: str = "1"
    data_hash: str = "0"

    def recognise(self, images, dpi, mode="page"):
        """Answer with the next list of readings, one for each image."""
        del dpi
        self.modes.append(mode)
        readings = self.answers.pop(0)
        assert len(readings) == len(images)
        return tuple((Line(0, (Word(text, text, None, sure),)),) if text else () for text, sure in readings)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("13.624", ("13.624",)),
        ("(15/11/2017);", ("15/11/2017",)),
        ("1529/QĐ-UBND", ("1529",)),
        ("2021–2025,", ("2021-2025",)),
        ("5,5%.", ("5,5",)),
        ("xã", ()),
    ],
)
def test_figures_of_a_word(text, figures):
    """Marks inside a figure belong to it, marks around it do not."""
    assert figures_in(text) == figures


@pytest.mark.parametrize(
    ("raw", "first", "second", "sure", "text"),
    [
        ("13.624", 0.9, "13.624", 0.9, "13.624"),
        ("§.70", 0.9, "8.70", 0.97, "8.70"),
        ("l", 0.65, "1", 0.85, "1"),
        ("IIS", 0.4, "115", 0.9, "115"),
        ("1529/QĐ-UBND", 0.85, "1529/0D-UBND", 0.6, "1529/QĐ-UBND"),
        ("xã", 0.9, "xa", 0.9, "xã"),
    ],
)
def test_two_readings_that_agree_settle_a_figure(raw, first, second, sure, text):
    """Equal figures stand, also where one reading has a sign that looks like the other's digit, and no doubt is left."""
    result = settled(word(raw, first), Second(second, sure))
    assert result is not None
    assert (result.text, result.doubt) == (text, None)
    assert result.confidence >= 0.9


@pytest.mark.parametrize(
    ("raw", "first", "second", "sure"),
    [
        ("13.624", 0.9, "13.824", 0.9),
        ("000", 0.97, "000", 0.96),
        ("164.3", 0.97, "164.3", 0.97),
        ("6l", 0.63, "6l", 0.86),
        ("2", 0.79, "2", 0.69),
        ("17", 0.3, "17", 0.4),
    ],
)
def test_two_readings_do_not_settle_what_misreading_makes(raw, first, second, sure):
    """Different figures, bare noughts, odd marks, stray letters, weak lone digits and two weak readings stay open."""
    assert settled(word(raw, first), Second(second, sure)) is None


def test_sure_majority_decides():
    """Three further readings that agree replace the first; two that agree with the first confirm it; nothing is doubted."""
    replaced = decided(word("15", 0.57), [Second("13", 0.97), Second("13", 0.97), Second("13", 0.9)])
    assert (replaced.text, replaced.raw, replaced.doubt) == ("13", "13", None)
    kept = decided(word("327", 0.96), [Second("B27,", 0.8), Second("327", 0.97), Second("327", 0.9)])
    assert (kept.text, kept.doubt) == ("327", None)
    assert min(replaced.confidence, kept.confidence) >= 0.9


def test_no_majority_leaves_a_doubt_that_names_both():
    """Where readings go on differing, the word's confidence falls below 0.9 and both readings are named."""
    result = decided(word("13.624", 0.8), [Second("13.824", 0.7), Second("13.624", 0.6), Second("13.524", 0.6)])
    assert result.confidence < 0.9
    assert result.doubt == "readings differ: 13.624 / 13.824"
    assert result.raw == "13.624"


def test_a_reading_that_loses_a_digit_never_stands_unasked():
    """Further readings with fewer digits than a sure first one are doubted, however sure they are."""
    result = decided(word("66", 0.9), [Second("6", 0.97), Second("6", 0.97), Second("6", 0.97)])
    assert result.doubt is not None


def test_impossible_marks_are_doubted_even_when_all_agree():
    """Nobody writes 4.113.6: whatever the readings say, it is flagged."""
    result = decided(word("4.113.6", 0.95), [Second("4.113.6", 0.9)] * 3)
    assert result.doubt is not None
    assert result.confidence < 0.9


def test_numerals_and_words_are_left_alone():
    """A Roman numeral is not turned into a figure, and a word stays a word when one reading sees a digit."""
    assert decided(word("II", 0.84), [Second("11", 0.9)] * 3).text == "II"
    assert decided(word("lb", 0.9), [Second("15", 0.4), Second("", 0.0), Second("lb", 0.9)]).text == "lb"


@pytest.mark.parametrize(("raw", "expected"), [("345", True), ("§", True), ("l", True), ("số", False), ("xã", False)])
def test_which_words_are_read_again(raw, expected):
    """Words with digits or with nothing but signs that stand for misread ones, and no real words."""
    assert may_hold(word(raw, 0.9)) is expected


def test_symbols_forgive_letters_that_look_like_digits():
    """Letters of a document's symbol may look like digits to data that do not know them; its number may not differ."""
    assert same_figures("66/2018/QĐ-UBND", "66/2018/0D-UBND")
    assert not same_figures("190/QĐ-UBND", "90/2D-UBND")
    assert not same_figures("190", "190 2")


def test_torn_figures_are_joined():
    """Digits that stand as near as digits of one number do are one word; figures a blank apart stay two."""
    near = Line(1, (word("1", 0.5, 20), Word("18/NQ", "18/NQ", Box(51, 20, 90, 30), 0.95)))
    far = Line(1, (word("1", 0.5, 20), Word("18", "18", Box(56, 20, 90, 30), 0.95)))
    assert [found.raw for found in joined(near).words] == ["118/NQ"]
    assert joined(near).words[0].confidence == 0.5
    assert len(joined(far).words) == 2
    stroke = Line(1, (word("203", 0.9, 20), Word("l.", "l.", Box(51, 20, 56, 30), 0.7)))
    assert [found.raw for found in joined(stroke).words] == ["203l."]


def test_only_figures_are_read_again_and_only_open_ones_further():
    """One call reads all figures of a page; the two further calls carry only those that two readings left open."""
    page = Prepared(np.full((400, 900), 255, np.uint8), 200.0, Upright(324, 144))
    lines = (
        Line(0, (word("tăng", 0.9), word("345", 0.9, 60), word("người", 0.9, 110))),
        Line(0, (word("13.624", 0.9), word("xã", 0.9, 60))),
    )
    engine = Scripted([[("345", 0.9), ("13.824", 0.9)], [("13.824", 0.95)], [("13.824", 0.95)]])
    read = with_figures_read_twice(lines, page, engine)
    assert engine.modes == ["figures"] * 3
    assert [found.text for line in read for found in line.words] == ["tăng", "345", "người", "13.824", "xã"]


def test_a_page_without_figures_costs_no_call():
    """Nothing is asked of the engine where there is nothing to read again."""
    page = Prepared(np.full((400, 900), 255, np.uint8), 200.0, Upright(324, 144))
    lines = (Line(0, (word("kế", 0.9), word("hoạch", 0.9, 60))),)
    assert with_figures_read_twice(lines, page, Scripted([])) == lines


def test_roman_numerals_are_read_from_their_strokes():
    """H for II and IH for III are mended when two further readings see the strokes; a letter h among words is not."""
    others = [Second("IL.", 0.65), Second("Il.", 0.68), Second("lI.", 0.55)]
    assert decided(word("H.", 0.5), others).text == "II."
    assert decided(word("IH", 0.9), [Second("Til", 0.6), Second("", 0.0), Second("Til", 0.6)]).text == "III"
    assert decided(word("ïI", 0.4), others).text == "II"
    assert decided(word("h", 0.9), [Second("h", 0.9)] * 3).text == "h"


@pytest.mark.parametrize(
    ("raw", "sure", "second", "doubted"), [("Í", 0.5, "I", True), ("Í", 0.9, "I", False), ("I", 0.5, "I", False)]
)
def test_a_lone_sign_that_may_be_one_digit_is_doubted(raw, sure, second, doubted):
    """A letter that stands for no word, read weakly, may be a 1; a Roman numeral I is none."""
    assert (settled(word(raw, sure), Second(second, 0.6)).doubt is not None) is doubted


def test_a_quarter_keeps_its_numeral():
    """II/2026 read as 11/2026 says the same year, and the numeral is left as it is."""
    result = settled(word("II/2026", 0.8), Second("11/2026", 0.9))
    assert result is not None
    assert (result.text, result.doubt) == ("II/2026", None)
    assert decided(word("III/2026", 0.5), [Second("111/2026", 0.95)] * 3).text == "III/2026"


def test_a_lone_stroke_is_a_one():
    """A line of nothing but a stroke is the figure 1; a stroke among words stays what it is."""
    page = Prepared(np.full((400, 900), 255, np.uint8), 200.0, Upright(324, 144))
    alone = with_figures_read_twice((Line(0, (word("l", 0.7),)),), page, Scripted([[("1", 0.9)]]))
    assert alone[0].words[0].text == "1"


def test_a_mark_that_cut_outs_lose_is_kept():
    """A sure first reading keeps its comma or stop where others have lost it, and its comma where they say a stop."""
    assert (
        decided(word("68,7%;", 0.95), [Second("687%;", 0.9), Second("687%:", 0.8), Second("68,7%", 0.4)]).doubt is None
    )
    assert decided(word("16,9", 0.95), [Second("16.9", 0.9)] * 3).text == "16,9"
    assert decided(word("42", 0.97), [Second("4.2", 0.8), Second("42", 0.8), Second("4.2", 0.7)]).doubt is not None


def test_the_number_of_a_symbol_is_mended_by_its_second_reading():
    """A letter in a document's number becomes the digit that the other reading has there; the symbol stays."""
    result = settled(word("I147/KH-UBND", 0.8), Second("1147/KH-UBND", 0.9))
    assert result is not None
    assert (result.text, result.doubt) == ("1147/KH-UBND", None)


def test_a_symbol_whose_stroke_was_read_as_a_letter_is_mended():
    """010ACĐ-UBND is 010/CĐ-UBND where the other reading sees the stroke; where it does not, it is not settled."""
    result = settled(word("010ACĐ-UBND", 0.5), Second("010/CD-UBND", 0.8))
    assert result is not None
    assert result.text == "010/CĐ-UBND"
    assert settled(word("010ACĐ-UBND", 0.5), Second("010ACD-UBND", 0.8)) is None


@pytest.mark.parametrize(
    ("raw", "sure", "others", "text", "believed"),
    [
        ("T7", 0.6, [("77", 0.95), ("77", 0.89), ("77", 0.94)], "77", True),
        ("79]", 0.41, [("791", 0.88), ("791", 0.93), ("791", 0.88)], "791", True),
        ("2018,", 0.83, [("", 0.0), ("30 18,", 0.92), ("30 18,", 0.95)], "2018,", False),
        ("2.2.", 0.95, [("V9", 0.24), ("79", 0.55), ("1,9", 0.21)], "2.2.", False),
        ("4/15", 0.97, [("4/5", 0.06), ("4/15", 0.87), ("4/tS", 0.23)], "4/15", True),
        ("01", 0.96, [("al", 0.5), ("ol", 0.57), ("ol", 0.82)], "01", True),
        ("12,6", 0.82, [("12.6", 0.93), ("12.6", 0.87), ("12,6", 0.73)], "12,6", True),
        ("68,7%;", 0.81, [("687%;", 0.2), ("68,7%;", 0.78), ("68.7%;", 0.41)], "68,7%;", True),
        ("687%;", 0.81, [("68,7%;", 0.2), ("687%;", 0.78), ("68.7%;", 0.81)], "687%;", False),
        ("7", 0.8, [("7", 0.3), ("7", 0.2), ("1", 0.95)], "7", False),
        ("20/12/2026", 0.96, [("20/1 2/2026", 0.77), ("20/1 2/2026", 0.87), ("20/12/2026", 0.9)], "20/12/2026", True),
        ("1", 0.63, [("1", 0.66), ("1", 0.47), ("1", 0.75)], "1", True),
        ("1", 0.4, [("1", 0.3), ("1", 0.4), ("1", 0.55)], "1", False),
    ],
)
def test_what_four_readings_decide(raw, sure, others, text, believed):
    """A figure is believed when enough readings say so; torn or weak ones never replace it unasked."""
    found = decided(word(raw, sure), [Second(*other) for other in others])
    assert (found.text, found.doubt is None) == (text, believed)
    assert (found.confidence >= 0.9) is believed


def test_signs_that_no_plan_writes_beside_a_figure_are_no_part_of_it():
    """A percent sign misread as a letter goes where the second reading has the figure alone."""
    assert settled(word("9Œ", 0.9), Second("9", 0.95)).text == "9"
