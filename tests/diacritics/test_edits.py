"""The map between raw and repaired text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diacritics.edits import Edit, apply_edits
from diacritics.results import Correction, Restoration


def replayed(done: Restoration) -> str:
    """The raw text with the corrections put in."""
    pieces, place = [], 0
    for correction in done.corrections:
        pieces += [done.raw[place : correction.raw_start], correction.text]
        place = correction.raw_end
    return "".join(pieces) + done.raw[place:]


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int, str]]]]:
    """A text and rounds of ordered cuts, given as shares of the text of their round."""
    text = draw(st.text("abcd ", max_size=30))
    pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.text("xyz", max_size=3)), max_size=6)
    return text, draw(st.lists(pairs, min_size=1, max_size=4))


@given(rounds())
def test_corrections_map_exactly_after_any_rounds(case: tuple[str, list[list[tuple[int, int, str]]]]) -> None:
    """However many stages edit, the corrections turn raw into text and quote both faithfully."""
    text, many = case
    state = Restoration(text, text, ())
    for steps in many:
        edits, place, expected, done = [], 0, [], 0
        for gap, length, new in steps:
            start = min(place + gap, len(state.text))
            end = min(start + length, len(state.text))
            if edits and start == end and start == edits[-1].end:
                continue
            edits.append(Edit(start, end, new, 0.9, "test"))
            expected += [state.text[done:start], new]
            place = done = end
        wanted = "".join(expected) + state.text[done:]
        state = apply_edits(state, edits)
        assert state.text == wanted
    assert replayed(state) == state.text
    end = raw_end = 0
    for c in state.corrections:
        assert c.start >= end
        assert c.raw_start >= raw_end
        assert state.text[c.start : c.end] == c.text
        assert state.raw[c.raw_start : c.raw_end] == c.raw
        assert state.text[end : c.start] == state.raw[raw_end : c.raw_start]
        end, raw_end = c.end, c.raw_end


def test_an_edit_that_undoes_another_leaves_no_correction() -> None:
    """There and back again is no change."""
    there = apply_edits(Restoration("ab", "ab", ()), [Edit(0, 1, "x", 0.9, "one")])
    assert apply_edits(there, [Edit(0, 1, "a", 0.9, "two")]) == Restoration("ab", "ab", ())


def test_edits_of_one_place_keep_the_lesser_probability_and_both_reasons() -> None:
    """A correction of corrections is as sure as its least sure part."""
    once = apply_edits(Restoration("l0", "l0", ()), [Edit(0, 1, "1", 0.9, "one")])
    twice = apply_edits(once, [Edit(0, 2, "15", 0.7, "two")])
    assert twice.corrections == (Correction(0, 2, 0, 2, "l0", "15", 0.7, (), "one+two"),)


@pytest.mark.parametrize(("raw", "text", "probability"), [("ab", "x", 0.5), ("a", "xy", 0.5), ("a", "x", 1.5)])
def test_a_correction_refuses_what_it_cannot_be(raw: str, text: str, probability: float) -> None:
    """Spans fit their strings, probabilities lie between 0 and 1."""
    with pytest.raises(ValueError, match=r"span|probability"):
        Correction(0, 1, 0, 1, raw, text, probability, (), "test")
