"""Numbers of a table's first column and numerals of quarters that recognition misread."""

import pytest

from extract.arrange.numbering import with_numbers, with_quarters
from extract.arrange.romans import numeral_of, value_of
from extract.page import Cell, Line, Table, Word


def cell(text, confidence=0.9):
    """A cell with one line, empty where the text is."""
    words = tuple(Word(word, word, confidence=confidence) for word in text.split())
    return Cell((Line(1, words),)) if words else Cell()


def column(numbers, *, trusted=False, confidence=0.9):
    """The first column of a table after its numbers are put right; a bare Roman numeral heads a group of rows."""
    rows = [(cell("TT"), cell("Nội dung"), cell("Chủ trì"))]
    for number in numbers.split():
        text = number.strip("_")
        group = number.startswith("__")
        rows.append((cell(text, confidence), cell("Việc"), cell("" if group else "Xã", confidence)))
    found = with_numbers(Table(1, tuple(rows), trusted=trusted))
    return " ".join(row[0].text or "_" for row in found.rows[1:])


@pytest.mark.parametrize(
    ("read", "put_right"),
    [
        ("1 2 3", "1 2 3"),
        ("9 10 II 12 13", "9 10 11 12 13"),
        ("9 10 II .12 13", "9 10 11 12 13"),
        ("9 10ó ii 12", "9 10 11 12"),
        ("1 2 z", "1 2 3"),
        ("l 2 3", "1 2 3"),
        ("1 2 4 5", "1 2 4 5"),
        ("1 _ 3 4", "1 _ 3 4"),
        ("5 12 7", "5 6 7"),
        ("120 75 310", "120 75 310"),
        ("__I 1 2 __II 1 2", "I 1 2 II 1 2"),
        ("__I 1 2 __II 1 2 __II 1 2", "I 1 2 II 1 2 III 1 2"),
        ("__I 1 2 __VI 1 2", "I 1 2 II 1 2"),
        ("1 2 Cộng:123", "1 2 Cộng:123"),
        ("1 2 Phần-đầu 3 4 Phần-sau 5 6 Phần-cuối 7", "1 2 Phần-đầu 3 4 Phần-sau 5 6 Phần-cuối 7"),
    ],
)
def test_numbers_count_on(read, put_right):
    """A number that does not fit is replaced where the numbers on both sides agree on another; rows lost change none.

    Nor do headings over the columns, which have no number.
    """
    assert column(read) == put_right


def test_what_is_sure_stays():
    """Tables of sound text layers are left as they are, and so are words that were not recognised."""
    assert column("1 2 5 4", trusted=True) == "1 2 5 4"
    assert column("1 2 5 4", confidence=1.0) == "1 2 5 4"


def test_a_number_put_right_says_what_was_read():
    """The reading stays beside the number, which is doubted."""
    rows = tuple((cell(text), cell("Việc"), cell("Xã")) for text in ("TT", "9", "1 0", "11"))
    word = with_numbers(Table(1, rows)).rows[2][0].lines[0].words[0]
    assert (word.raw, word.text) == ("1 0", "10")
    assert "1 0" in (word.doubt or "")


@pytest.mark.parametrize(
    ("read", "quarter"),
    [
        ("Quý 11/2027", "Quý II/2027"),
        ("quý lI", "quý II"),
        ("Quý H/2027;", "Quý H/2027;"),
        ("Quý IH/2027", "Quý III/2027"),
        ("Quý IV/2027", "Quý IV/2027"),
        ("Quý 4/2027", "Quý 4/2027"),
        ("tháng 11/2027", "tháng 11/2027"),
        ("Quý HH/2027", "Quý HH/2027"),
    ],
)
def test_quarters_have_four_numerals(read, quarter):
    """There is no quarter 11: the strokes are a Roman numeral; a month 11 is one."""
    line = with_quarters(Line(1, tuple(Word(word, word, confidence=0.9) for word in read.split())))
    assert line.text == quarter
    assert all(word.doubt for word in line.words if word.raw != word.text)


@pytest.mark.parametrize("value", [1, 4, 9, 14, 40, 89])
def test_numerals_keep_their_value(value):
    """A value's numeral has that value."""
    assert value_of(numeral_of(value)) == value
