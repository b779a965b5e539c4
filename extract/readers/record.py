"""From spans of the text to places of fields: what state a field is in, where it was read, and how sure that is.

A span turns into a `Place` once, here, when a record is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Place, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.page import Span
    from extract.text import Text


def found(text: Text, spans: Iterable[Span], evidence: float = 1.0) -> Place:
    """Return the place of a field that was read at the spans (at least one).

    `evidence` is the reader's own probability that a field read from perfect words in this way is right; it is
    weighed down by the least confidence of the words.
    """
    where = tuple(spans)
    return Place(
        state=State.FOUND,
        spans=_pairs(where),
        boxes=text.boxes(where),
        raw=" ".join(filter(None, (text.raw(span) for span in where))) or None,
        confidence=_weigh(text, where, evidence),
    )


def absent(evidence: float = 0.95) -> Place:
    """Return the place of a field that the document does not have; `evidence` is how sure that is."""
    return Place(state=State.ABSENT, confidence=round(evidence, 4))


def blank(text: Text, spans: Iterable[Span], evidence: float = 0.97) -> Place:
    """Return the place of a field that the source leaves open, such as a number given after signing."""
    return _unfilled(text, State.BLANK, tuple(spans), evidence)


def unreadable(text: Text, spans: Iterable[Span], evidence: float = 0.8) -> Place:
    """Return the place of a field of which something stands on the page that could not be read."""
    return _unfilled(text, State.UNREADABLE, tuple(spans), evidence)


def derived(text: Text, sources: Iterable[str], spans: Iterable[Span] = (), evidence: float = 1.0) -> Place:
    """Return the place of a computed field; `sources` names the fields it came from."""
    where = tuple(spans)
    return Place.model_validate(
        {
            "state": State.DERIVED,
            "spans": _pairs(where),
            "boxes": text.boxes(where),
            "confidence": _weigh(text, where, evidence),
            "from": tuple(sources),
        }
    )


def recognised(text: Text, span: Span) -> bool:
    """Tell whether a span was recognised in an image (or repaired), not read from a sound text layer."""
    found_words = [text.words[i] for i in text.word_indices(span)]
    return any(word.box is not None and (word.confidence < 1.0 or word.raw != word.text) for word in found_words)


def _unfilled(text: Text, state: State, where: tuple[Span, ...], evidence: float) -> Place:
    return Place(state=state, spans=_pairs(where), boxes=text.boxes(where), confidence=round(evidence, 4))


def _pairs(where: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in where)


def _weigh(text: Text, where: tuple[Span, ...], evidence: float) -> float:
    """Multiply the reader's evidence with the weakest word; figures weigh no less than letters."""
    return round(max(0.0, min(1.0, evidence * text.confidence(where))), 4)
