"""Targets: one for each number that a plan sets out to reach (golden/GUIDE.md, "targets", and its settled questions)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.grammar.binding import Bound, bind_years
from extract.grammar.dates import find_dates
from extract.grammar.fold import fold_tone_place, squeeze
from extract.grammar.numbers import format_number
from extract.grammar.periods import Period, find_periods
from extract.grammar.times import recurrence_of
from extract.page import Span
from extract.readers import record
from extract.readers.target_choice import is_target
from extract.readers.target_context import over, sentences
from extract.readers.target_words import Words, indicator
from models import Comparator, Recurrence, Target, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.quantities import Quantity
    from extract.outline import Outline
    from extract.readers.target_context import Over
    from extract.text import Text
    from models import Document, Place

_KINDS: Final = {
    "level": TargetKind.LEVEL,
    "ratio": TargetKind.RATIO,
    "delta": TargetKind.CHANGE,
    "growth": TargetKind.GROWTH,
    "pp": TargetKind.POINTS,
    "multiple": TargetKind.MULTIPLE,
    "of_plan": TargetKind.OF_PLAN,
    "count": TargetKind.COUNT,
    "duration": TargetKind.DURATION,
}
_WITHIN: Final = re.compile(r"\s*trong đó(?!\w)")
_EACH: Final = r"(?:h[aàằ]ng|mỗi)\s+(?:năm|quý|tháng)"
_EACH_FIRST: Final = re.compile(rf"[\s;,+*-]*(?:trong đó,?\s*)?(?:phấn đấu\s+)?(?:bình quân\s+)?{_EACH}", re.IGNORECASE)
_EACH_NEAR: Final = re.compile(rf"{_EACH}(?:\s+[^\s,;]+){{0,4}}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """When a target is to be reached, and the spans that say so."""

    year: int | None = None
    recurrence: str | None = None
    deadline: str | None = None
    spans: tuple[Span, ...] = ()


def read_targets(text: Text, outline: Outline, document: Document) -> tuple[Target, ...]:
    """Return the targets of a plan in the order of the text."""
    return tuple(target for _, target in sorted(_running(text, outline, document), key=lambda pair: pair[0]))


def _running(text: Text, outline: Outline, document: Document) -> Iterator[tuple[int, Target]]:
    """Yield the targets of running text with the offset of their numbers."""
    issued = int(document.issued[:4]) if document and document.issued else None
    single = _single_year(document)
    for index in outline.in_part("body", "appendix"):
        node = outline.nodes[index]
        span = node.content or node.span
        if node.table is not None or not re.search(r"[0-9]", text.slice(span)):
            continue
        above = over(text, outline, index)
        last = When()
        for sentence in sentences(text, node.rest if node.title is not None and node.rest else span):
            words = text.slice(sentence)
            bounds = _bounds(words)
            chosen = [bound for bound in bounds if is_target(words, bound, above, issued)]
            for bound in chosen:
                when = _when(text, sentence, bound, above, last, single)
                target = _target(text, sentence, bound, [b.quantity for b in bounds], above, when, node.path)
                yield sentence.start + bound.quantity.start, target
                last = when


def _bounds(words: str) -> list[Bound]:
    """Return the quantities of a sentence with their periods."""
    bounds = bind_years(words)
    quantities = [bound.quantity for bound in bounds]
    return [replace(bound, period=_period(words, bound, quantities)) for bound in bounds]


def _single_year(document: Document | None) -> int | None:
    """Return the year of a plan for one year."""
    if document is None or document.period_start is None or document.period_start != document.period_end:
        return None
    return document.period_end


def _when(text: Text, sentence: Span, bound: Bound, above: Over, last: When, single: int | None) -> When:
    """Find the year, recurrence and deadline: of the clause, the sentence, the item or heading over it, the plan."""
    words = text.slice(sentence)
    clause = _clause(words, bound.quantity)
    deadline, at = _deadline(words, clause, sentence)
    recurrence = bound.quantity.recurrence or _recurrence(words, clause, bound)
    within = _WITHIN.match(fold_tone_place(words)) is not None
    if recurrence is None and within and bound.period is None:
        recurrence = last.recurrence
    if recurrence is not None:
        return When(None, recurrence, deadline, at)
    if bound.period is not None:
        spot = Span(sentence.start + bound.period.start, sentence.start + bound.period.end)
        return When(bound.period.last, None, deadline, (*at, spot))
    if deadline is not None and deadline[:4].isdigit():
        return When(int(deadline[:4]), None, deadline, at)
    if within and last.year is not None:
        return replace(last, deadline=deadline)
    if above.period is not None and above.period_at is not None:
        start = above.period_at.start
        return When(above.period.last, None, deadline, (*at, Span(start + above.period.start, start + above.period.end)))
    if above.recurrence is not None:
        return When(None, above.recurrence, deadline, at)
    return When(single, None, deadline, at)


def _clause(words: str, quantity: Quantity) -> tuple[int, int]:
    start = max(words.rfind(";", 0, quantity.start), 0)
    end = words.find(";", quantity.phrase_end)
    return start, end if end >= 0 else len(words)


def _deadline(words: str, clause: tuple[int, int], sentence: Span) -> tuple[str | None, tuple[Span, ...]]:
    """Return the day or month by which a target is to be reached, where its clause states one."""
    for date in find_dates(words):
        if date.iso and date.month and date.relation in {"before", "by", "until", "within"}:
            if clause[0] <= date.start < clause[1]:
                return date.iso, (Span(sentence.start + date.start, sentence.start + date.end),)
    return None, ()


def _recurrence(words: str, clause: tuple[int, int], bound: Bound) -> str | None:
    """Return the recurrence a clause or its sentence begins with, or that stands right before the number.

    A clause with a year of its own has none from its sentence.
    """
    own = words[clause[0] : bound.quantity.start]
    near = _EACH_NEAR.search(own)
    if near or _EACH_FIRST.match(own):
        return recurrence_of(near.group() if near else own[:60]) if bound.period is None or near else None
    return recurrence_of(words[:60]) if bound.period is None and _EACH_FIRST.match(words) else None


def _period(words: str, bound: Bound, others: list[Quantity]) -> Period | None:
    """Return the period of a value: one year right behind its words wins over a span of years before it."""
    quantity = bound.quantity
    end = min([_clause(words, quantity)[1], *(o.phrase_start for o in others if o.phrase_start >= quantity.phrase_end)])
    if bound.period is not None and bound.period.kind == "year":
        return bound.period
    behind = [p for p in find_periods(words) if quantity.phrase_end <= p.start < end and p.kind in {"year", "school_year"}]
    behind = [p for p in behind if not re.search(r"so\s+với\s+(?:\w+\s+)?$", words[: p.start])]
    return behind[0] if behind else bound.period


def _target(
    text: Text, sentence: Span, bound: Bound, others: list[Quantity], above: Over, when: When, path: str
) -> Target:
    quantity = bound.quantity
    rest = [other for other in others if other is not quantity and other.unit is not None and len(other.unit) > 1 or other.unit == "%"]
    rest = [other for other in rest if other is not quantity]
    words = indicator(text, sentence, quantity, rest, above.titles)
    name = squeeze(" ".join(text.slice(span) for span in words.spans)).strip(" .,;:") or None
    fraction = "fraction" in quantity.flags
    return Target(
        indicator=name,
        value=format_number(abs(quantity.value)),
        unit=quantity.unit,
        comparator=Comparator(quantity.comparator),
        year=when.year,
        recurrence=Recurrence(when.recurrence) if when.recurrence else None,
        deadline=when.deadline,
        section=path or None,
        evidence=squeeze(text.slice(sentence)),
        value_to=format_number(quantity.value_to) if quantity.value_to is not None and not fraction else None,
        kind=_KINDS.get(quantity.kind),
        base_year=quantity.base_year,
        scale=str(quantity.scale) if quantity.scale != 1 else None,
        per=", ".join(quantity.per) or None,
        at=_places(text, sentence, quantity, words, when),
    )


def _places(text: Text, sentence: Span, quantity: Quantity, words: Words, when: When) -> dict[str, Place]:
    figure = Span(sentence.start + quantity.start, sentence.start + quantity.end)
    phrase = Span(sentence.start + quantity.phrase_start, sentence.start + quantity.phrase_end)
    sure = 0.97 if not quantity.flags else 0.88
    value = record.found(text, [figure], sure)
    derived = record.derived(text, ("evidence",), [phrase], 0.95)
    timed = record.found(text, when.spans, 0.93) if when.spans else record.absent(0.9)
    return {
        "indicator": record.found(text, words.spans, 0.9) if words.spans else record.absent(0.6),
        "indicator_id": record.derived(text, ("indicator", "unit"), evidence=0.93),
        "value": value,
        "unit": record.found(text, [phrase], 0.96) if quantity.unit else record.absent(),
        "comparator": derived,
        "year": timed if when.year is not None else record.absent(0.9),
        "recurrence": timed if when.recurrence is not None and when.spans else derived,
        "deadline": timed if when.deadline is not None else record.absent(),
        "section": record.derived(text, ("evidence",), evidence=0.98),
        "evidence": record.found(text, [sentence], 0.97),
        "value_to": value if quantity.value_to is not None else record.absent(),
        "kind": derived,
        "base_year": derived if quantity.base_year is not None else record.absent(),
        "scale": derived if quantity.scale != 1 else record.absent(),
        "per": derived if quantity.per else record.absent(),
        "area": record.absent(),
    }
