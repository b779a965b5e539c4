"""The reader of figures beside the engine: what it confirms, what it replaces, what stays in doubt."""

from __future__ import annotations

import numpy as np
import pytest

from extract.page import Box, Word
from extract.reading.arbiter import as_second, confirmed, decided_by, merged
from extract.reading.glance import SIGNS, Glance
from extract.reading.weighing import Second


def word(raw: str, confidence: float = 0.8) -> Word:
    """Return a word with a box."""
    return Word(raw, raw, Box(20, 20, 50, 30), confidence)


def seen(text: str, sure: float = 0.995) -> Glance:
    """Return a glance that says a text about as surely as that."""
    each = sure ** (1 / max(2 * len(text) + 1, 1))
    rows = []
    for place in [0] + [at for sign in text for at in (SIGNS.index(sign) + 1, 0)]:
        row = np.full(len(SIGNS) + 1, (1 - each) / len(SIGNS))
        row[place] = each
        rows.append(row)
    return Glance(np.log(np.array(rows, np.float32)))


@pytest.mark.parametrize(
    ("raw", "text", "stands"),
    [
        ("13.624", "13.624", "13.624"),
        ("15/11/2017);", "15/11/2017);", "15/11/2017);"),
        ("1529/QĐ-UBND", "1529/##-####", "1529/QĐ-UBND"),
        ("§7,8%", "87,8%", "87,8%"),
        ("0I", "01", "01"),
        ("1.564", "I.564", "1.564"),
        ("21,5", "2I,5", "21,5"),
        ("lI", "11", "11"),
        (">80", "≥80", "≥80"),
        ("II", "II", "II"),
        ("2021–2025", "2021-2025", "2021–2025"),
        (">ó69", ">69", ">69"),
        ("H", "II", "II"),
        ("I/2026", "III/2026", "III/2026"),
        ("12/KH-SYT", "12/##-#X#", "12/KH-SYT"),
    ],
)
def test_what_is_seen_confirms_a_word(raw, text, stands):
    """The same figures stand at once; a sign that only looks like what is seen becomes that."""
    made = confirmed(word(raw), seen(text))
    assert made is not None
    assert made.text == stands
    assert made.doubt is None
    assert made.confidence >= (0.9 if any(map(str.isdigit, stands)) else 0.8)


@pytest.mark.parametrize(
    ("raw", "text", "sure"),
    [
        ("13.624", "13.624", 0.6),
        ("13.624", "13.524", 0.99),
        ("13.624", "", 0.99),
        ("48", "4,8", 0.99),
        ("lãi", "11", 0.99),
        ("11/2026", "II/2026", 0.99),
        ("II", "11", 0.99),
        ("8)", "#)", 0.99),
        ("1.712.6", "1.712.6", 0.5),
    ],
)
def test_what_is_seen_otherwise_or_weakly_confirms_nothing(raw, text, sure):
    """Another figure, a weak look or an empty one leave the word to further readings."""
    assert confirmed(word(raw), seen(text, sure)) is None
    assert confirmed(word(raw), None) is None


@pytest.mark.parametrize(
    ("raw", "text", "second", "stands", "doubted"),
    [
        ("7146", "746", "746", "746", False),
        ("lãi", "11", "11", "11", False),
        ("II", "11", "11", "11", False),
        ("I", "1", "I", "1", True),
        ("1.564", "I.664", "1.564", "1.664", True),
        ("197/2025/QHI5", "197/2025/##15", "197/2025/QH15", "197/2025/QH15", False),
        ("228.1", "228,1", "228.1", "228,1", False),
        ("4.5123", "4.512,3", "4.512.3", "4.512,3", False),
        ("4.5123", "4.512,3", "45.123", "4.512,3", True),
        ("228,1", "228.1", "228,1", "228.1", True),
        ("5.153", "3.153", "5.153", "3.153", True),
        ("8)", "#)", "8)", "8)", True),
        ("11/2026", "II/2026", "11/2026", "II/2026", True),
        ("1/2026", "I/2026", "1/2026", "I/2026", True),
    ],
)
def test_what_is_seen_decides_with_a_second_reading(raw, text, second, stands, doubted):
    """A second reading that says the same decides; against two readings it decides only marks that are oddly set."""
    made = decided_by(word(raw), seen(text), Second(second, 0.8))
    assert made is not None
    assert made.text == stands
    assert (made.doubt is not None) == doubted
    assert (made.confidence < 0.9) == doubted


def test_a_likely_look_stands_in_doubt_for_letters():
    """A short figure read as letters is given as it is seen, in doubt; other figures are left to be weighed."""
    made = decided_by(word("l"), seen("1", 0.85), Second("I", 0.5))
    assert (made.text, made.doubt is None) == ("1", False)
    assert decided_by(word("72"), seen("12", 0.85), Second("72", 0.9)) is None
    assert decided_by(word("84.7"), seen("84,7", 0.85), Second("84.7", 0.9)).text == "84,7"


def test_a_weak_look_decides_nothing():
    """What is seen weakly is left to be weighed, as one reading among others where it is a figure."""
    assert decided_by(word("48"), seen("4,8", 0.6), Second("4,8", 0.9)) is None
    assert as_second(seen("4,8", 0.6)).figures == ("4,8",)
    assert as_second(seen("12/##", 0.9)) is None
    assert as_second(None) is None


@pytest.mark.parametrize(
    ("raw", "text", "made"),
    [
        ("7L/NQ-CP", "71/##-##", "71/NQ-CP"),
        ("197/2025/QHI15", "197/2025/##15", "197/2025/QH15"),
        ("(7ì", "(7)", "(7)"),
        ("12", "#2", None),
        ("xã", "####", None),
    ],
)
def test_own_letters_are_kept_beside_seen_digits(raw, text, made):
    """Letters come from the word, digits and marks from what is seen; where letters do not match up, nothing is made."""
    assert merged(raw, text) == made
