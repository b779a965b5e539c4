"""Words that the engine ran together, and letters that it read twice."""

import pytest

from extract.page import Box, Line, Word
from extract.reading.seams import seamed


def line(text, boxes=None):
    """A line of words, side by side where no boxes say otherwise."""
    words = text.split()
    places = boxes or [(40 * at, 40 * at + 30) for at in range(len(words))]
    return Line(1, tuple(Word(w, w, Box(x0, 0, x1, 10), 0.9) for w, (x0, x1) in zip(words, places, strict=True)))


@pytest.mark.parametrize(
    ("read", "parted"),
    [
        ("SởY tế", "Sở Y tế"),
        ("-PhòngNVVH,NVTDTT", "-Phòng NVVH,NVTDTT"),
        ("SởVH,TT&DL;", "Sở VH,TT&DL;"),
        ("I.MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("1.2.Sở Tài chính", "1.2. Sở Tài chính"),
        ("a)Các xã", "a) Các xã"),
        ("xã I.MỤC", "xã I.MỤC"),
        ("TTra BVĐK CTr", "TTra BVĐK CTr"),
        ("VnEdu MobiFone VNeID", "VnEdu MobiFone VNeID"),
        ("12.345 75,11%", "12.345 75,11%"),
        ("1529/QĐ-UBND", "1529/QĐ-UBND"),
        ("TP.HCM", "TP.HCM"),
    ],
)
def test_words_that_ran_together_are_parted(read, parted):
    """A capital after a syllable, and a word at its item's number, begin a word; names and figures stay whole."""
    assert seamed(line(read)).raw == parted


def test_the_halves_share_the_box():
    """Each part has its share of the place, and together they have all of it."""
    left, right = seamed(line("SởY")).words
    assert left.box.x1 == right.box.x0 == pytest.approx(20)
    assert (left.box.x0, right.box.x1) == (0, 30)


def test_a_numeral_gets_no_stroke_of_the_word_behind_it():
    """Narrow letters take less of the box: the part of "I." ends before the first stem of "MỤC"."""
    numeral, word = seamed(line("I.MỤC", [(0, 100)])).words
    assert numeral.raw == "I."
    assert 15 < numeral.box.x1 == word.box.x0 < 25


@pytest.mark.parametrize(
    ("text", "boxes", "kept"),
    [
        ("chống â âm", [(0, 40), (57.5, 64.7), (60, 75.9)], "chống âm"),
        ("hiểu ý ý nghĩa", [(0, 40), (50.7, 57.1), (51, 57.5), (60, 90)], "hiểu ý nghĩa"),
        ("ở ở xã", [(0, 7), (12, 19), (24, 40)], "ở ở xã"),
        ("lớp 1 15", [(0, 20), (25, 30), (25, 40)], "lớp 1 15"),
        ("Y Y", [(0, 7), (0, 7)], "Y"),
    ],
)
def test_a_letter_read_twice_in_one_place_is_one(text, boxes, kept):
    """A lone letter is a ghost where the next word begins with it and stands in the same place; figures never are."""
    assert seamed(line(text, boxes)).raw == kept


@pytest.mark.parametrize(
    ("read", "put_right"),
    [
        ("tại xã la Dơk và xã la Chim", "tại xã Ia Dơk và xã Ia Chim"),
        ("la Dơk", "Ia Dơk"),
        ("một triệu đô la Mỹ mỗi năm", "một triệu đô la Mỹ mỗi năm"),
        ("la Mỹ mỗi năm theo giá", "la Mỹ mỗi năm theo giá"),
        ("người dân kêu la nhiều", "người dân kêu la nhiều"),
    ],
)
def test_a_capital_i_read_as_l_begins_a_name(read, put_right):
    """Behind the kind of a place, or alone in a cell, a word that begins names of places is one; else it stays."""
    assert seamed(line(read)).raw == put_right
