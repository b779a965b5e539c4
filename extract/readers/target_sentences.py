"""The numbers of a stretch of text that are targets, sentence by sentence, with what they measure and when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.readers.target_choice import is_target
from extract.readers.target_context import sentences
from extract.readers.target_records import Chosen
from extract.readers.target_when import When, bounds_of, when_of
from extract.readers.target_words import Place, indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.quantities import Quantity
    from extract.page import Span
    from extract.readers.target_context import Over
    from extract.text import Text

_UNBOUNDING: Final = frozenset({"age", "condition_not_target", "ordinal"})
_UNIT: Final = re.compile(r"\s+([^\W\d_]+(?:\s[^\W\d_]+){0,2})\s*(?=[.;,(]|$)")
_TAIL: Final = 4
_SERIES: Final = re.compile(r"[\s,;]*(?:và\s*)?$")


def chosen_in(text: Text, span: Span, above: Over, path: str, issued: int | None) -> Iterator[Chosen]:
    """Yield the targets of a stretch of text, sentence by sentence."""
    last = When()
    context = " ".join(text.slice(title) for title in above.titles)
    for sentence in sentences(text, span):
        string = text.slice(sentence)
        bounds = [replace(b, quantity=_with_unit(string, b.quantity, above)) for b in bounds_of(string)]
        before: Chosen | None = None
        first: When | None = None
        for bound in bounds:
            if not is_target(string, bound, above, issued):
                continue
            others = [b.quantity for b in bounds if b is not bound and _bounding(b.quantity)]
            prior = before.words if before is not None and _same_clause(string, before, bound.quantity) else ()
            place = Place(sentence, bound.quantity, others, above.titles, prior)
            words = _same_words(text, before, bound.quantity) or indicator(text, place)
            when = when_of(string, sentence.start, bound, above, last)
            before = Chosen(sentence, bound.quantity, words, when, path, context=context)
            first = first or when
            yield before
        last = first or last


def _same_clause(string: str, before: Chosen, quantity: Quantity) -> bool:
    """Tell whether a number goes on in the clause of the one before, with no words of its own behind it."""
    own = re.match(r"\s*(?:$|[,;.(]|so với)", string[quantity.phrase_end :])
    return ";" not in string[before.quantity.phrase_end : quantity.phrase_start] and own is not None


def _with_unit(string: str, quantity: Quantity, above: Over) -> Quantity:
    """Take the words behind a bare number of a stated target for its unit ("Số vườn ươm: 4 vườn.")."""
    if quantity.unit is not None or not above.aim or quantity.kind in {"none", "duration"}:
        return quantity
    stated = quantity.phrase_start < quantity.start or string[: quantity.start].rstrip().endswith(":")
    words = _UNIT.match(string, quantity.end)
    if not stated or words is None:
        return quantity
    return replace(quantity, unit=words[1], unit_class="thing", phrase_end=words.end(1))


def _bounding(quantity: Quantity) -> bool:
    """Tell numbers that part the words of a sentence from ages, ordinals and figures inside names ("5G")."""
    if _UNBOUNDING & set(quantity.flags) or quantity.unit is None:
        return False
    return (
        len(quantity.unit) > 1 or quantity.unit in {"%", "‰"} or (quantity.unit.isalpha() and quantity.unit.islower())
    )


def _same_words(text: Text, before: Chosen | None, quantity: Quantity) -> tuple[Span, ...]:
    """Return the words of the value before where this one goes on with a series ("92%; 93,5% và 95%").

    So does one with nothing new behind it ("… 42 xã đạt chuẩn mức độ 2; đến năm 2030 có 56 xã đạt chuẩn").
    """
    if before is None or before.quantity.unit != quantity.unit:
        return ()
    string, start = text.slice(before.sentence), before.quantity.phrase_end
    between, behind = string[start : quantity.phrase_start], fold_tone_place(string[quantity.phrase_end :])
    if _SERIES.match(between) and re.match(r"\s*(?:[,;.]|và|$|\()", behind):
        return before.words
    tail = re.split(r"[;.]", behind)[0].split()
    known = fold_tone_place(" ".join(text.slice(span) for span in before.words))
    short = 0 < len(tail) <= _TAIL and ";" in between and all(word.strip(",") in known for word in tail)
    return before.words if short else ()
