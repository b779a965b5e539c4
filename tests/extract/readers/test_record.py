"""From spans to places of fields."""

from __future__ import annotations

import pytest

from extract.page import Box, Line, Paragraph, Span, Word
from extract.readers import record
from extract.text import Text
from models import State


@pytest.fixture
def text() -> Text:
    """Three words on one line of a page; the second was repaired, the third never in doubt."""
    words = (
        Word("Trong", "Trồng", Box(10, 10, 40, 20), confidence=0.9),
        Word("2OO", "200", Box(45, 10, 60, 20), confidence=0.5, doubt="O read as 0"),
        Word("cây", "cây", Box(65, 10, 80, 20)),
    )
    return Text.of([Paragraph((Line(2, words),))])


def test_a_found_field_weighs_its_weakest_word(text: Text) -> None:
    """Confidence is the reader's evidence times the least of the words', and what was read stands beside it."""
    place = record.found(text, [Span(0, 9)], 0.8)
    assert (place.state, place.spans, place.raw, place.confidence) == (State.FOUND, ((0, 9),), "Trong 2OO", 0.4)
    assert [(box.page, box.x0, box.x1) for box in place.boxes] == [(2, 10.0, 60.0)]


def test_a_computed_field_names_its_sources(text: Text) -> None:
    """A derived field says what it came from, in the model and in JSON."""
    place = record.derived(text, ["issuer"], [Span(10, 13)], 0.9)
    assert (place.state, place.derived_from, place.confidence) == (State.DERIVED, ("issuer",), 0.9)
    assert place.model_dump(by_alias=True)["from"] == ("issuer",)


def test_unfilled_fields_keep_their_place(text: Text) -> None:
    """Blank and unreadable fields point to where they should be; an absent one points nowhere."""
    assert record.blank(text, [Span(6, 9)]).spans == ((6, 9),)
    assert record.unreadable(text, [Span(6, 9)]).state is State.UNREADABLE
    assert record.absent().spans == ()


@pytest.mark.parametrize(("span", "recognised"), [(Span(0, 5), True), (Span(10, 13), False)])
def test_what_was_recognised_in_an_image(text: Text, span: Span, recognised: bool) -> None:
    """A word with a box that was not beyond doubt was recognised; one of a sound text layer was not."""
    assert record.recognised(text, span) is recognised
