"""The numbers of a stretch of text that are targets, sentence by sentence, with what they measure and when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.readers.target_around import Place
from extract.readers.target_choice import describes, is_target
from extract.readers.target_context import aim_words, sentences
from extract.readers.target_records import Chosen
from extract.readers.target_series import goes_on, is_listed, is_part, is_restated, same_words, with_bound
from extract.readers.target_when import When, bounds_of, when_of
from extract.readers.target_words import indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.quantities import Quantity
    from extract.page import Span
    from extract.readers.target_context import Over
    from extract.text import Text

_UNBOUNDING: Final = frozenset({"age", "condition_not_target", "ordinal"})
_UNIT: Final = re.compile(r"\s+([^\W\d_]+(?:\s[^\W\d_]+){0,2})\s*(?=[.;,(]|$)")


def chosen_in(text: Text, span: Span, above: Over, path: str, issued: int | None) -> Iterator[Chosen]:
    """Yield the targets of a stretch of text, sentence by sentence; a part that states something else has none."""
    if above.other:
        return
    last = When()
    context = " ".join(text.slice(title) for title in above.titles)
    for sentence in sentences(text, span):
        string = text.slice(sentence)
        bounds = [replace(b, quantity=_with_unit(string, b.quantity, above)) for b in bounds_of(string)]
        before: Chosen | None = None
        first: When | None = None
        for bound in bounds:
            again = is_restated(string, before, bound.quantity)
            listed = again or is_listed(string, before, bound.quantity)
            if not is_target(string, bound, above, issued, listed=listed):
                continue
            others = [b.quantity for b in bounds if b is not bound and _bounding(string, b.quantity)]
            prior = before.words if before is not None and goes_on(string, before, bound.quantity) else ()
            place = Place(sentence, bound.quantity, others, above.titles, prior, before)
            words = before.words if again and before else same_words(text, before, bound.quantity)
            words = words or indicator(text, place)
            when = when_of(string, sentence.start, bound, above, last)
            quantity = with_bound(string, before, bound.quantity)
            part = is_part(string, before, quantity) and bool(words)
            asked = text.slice(words[-1]) if part else None
            before = Chosen(sentence, quantity, words, when, path, context="" if part else context, asked=asked)
            first = first or when
            yield before
        last = first or last


def _with_unit(string: str, quantity: Quantity, above: Over) -> Quantity:
    """Take the words behind a bare number of a stated target for its unit ("Số vườn ươm: 4 vườn.")."""
    if quantity.unit is not None or not above.aim or quantity.kind in {"none", "duration"}:
        return quantity
    stated = quantity.phrase_start < quantity.start or string[: quantity.start].rstrip().endswith(":")
    words = _UNIT.match(string, quantity.end)
    if not stated or words is None:
        return quantity
    return replace(quantity, unit=words[1], unit_class="thing", phrase_end=words.end(1))


def _bounding(string: str, quantity: Quantity) -> bool:
    """Tell numbers that part the words of a sentence from ages, ordinals and figures inside names ("5G")."""
    if _UNBOUNDING & set(quantity.flags) or quantity.unit is None or describes(string, quantity):
        return False
    if quantity.unit.lower() in aim_words("technical"):
        return False
    return (
        len(quantity.unit) > 1 or quantity.unit in {"%", "‰"} or (quantity.unit.isalpha() and quantity.unit.islower())
    )
