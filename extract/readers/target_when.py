"""When a target is to be reached (golden/GUIDE.md, settled question 6): year, recurrence, deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.grammar.binding import Bound, bind_years
from extract.grammar.dates import find_dates
from extract.grammar.fold import fold_tone_place
from extract.grammar.periods import Period, find_periods
from extract.grammar.times import recurrence_of
from extract.page import Span

if TYPE_CHECKING:
    from extract.grammar.quantities import Quantity
    from extract.readers.target_context import Over

_EACH: Final = r"(?:h[aàằ]ng|mỗi)\s+(?:năm|quý|tháng)"
_EACH_FIRST: Final = re.compile(rf"[\s;,+*-]*(?:trong đó,?\s*)?(?:phấn đấu\s+)?(?:bình quân\s+)?{_EACH}", re.IGNORECASE)
_EACH_NEAR: Final = re.compile(rf"{_EACH}(?:\s+[^\s,;]+){{0,4}}\s*$", re.IGNORECASE)
_RANGE: Final = re.compile(
    r"(?<!\w)(?:từ\s+)?(?:tháng|ngày|quý)\s+[^;.()]{1,30}?\s+đến\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
"""The last day of a span of work is no day by which a figure is to be reached."""

_PER_BEHIND: Final = re.compile(r"(?:\s+[^\s,;.:/]+){1,5}\s?/\s?(?P<period>năm|quý|tháng)(?!\w)", re.IGNORECASE)
_WITHIN: Final = re.compile(r"\s*trong đó(?!\w)")
_COMPARED: Final = re.compile(r"so\s+với\s+(?:[^\s,;.]+\s+){0,6}$")


@dataclass(frozen=True, slots=True)
class When:
    """When a target is to be reached, and the spans that say so."""

    year: int | None = None
    recurrence: str | None = None
    deadline: str | None = None
    spans: tuple[Span, ...] = ()


def bounds_of(words: str) -> list[Bound]:
    """Return the quantities of a sentence with their periods."""
    bounds = bind_years(words)
    quantities = [bound.quantity for bound in bounds]
    return [replace(bound, period=_period(words, bound, quantities)) for bound in bounds]


def _period(words: str, bound: Bound, others: list[Quantity]) -> Period | None:
    """Return the period of a value: one year right behind its words wins over a span of years before it."""
    quantity = bound.quantity
    bind = bound.period
    if bind is not None and _COMPARED.search(words[: bind.start]):
        bind = None
    if bind is not None and bind.kind == "year":
        return bind
    later = [other.phrase_start for other in others if other.phrase_start >= quantity.phrase_end]
    end = min([_clause(words, quantity)[1], *later])
    behind = [p for p in find_periods(words) if quantity.phrase_end <= p.start < end]
    single = (p for p in behind if p.kind in {"year", "school_year"} and not _COMPARED.search(words[: p.start]))
    return next(single, bind)


def _clause(words: str, quantity: Quantity) -> tuple[int, int]:
    start = max(words.rfind(";", 0, quantity.start), 0)
    end = words.find(";", quantity.phrase_end)
    return start, end if end >= 0 else len(words)


def when_of(words: str, at: int, bound: Bound, above: Over, last: When) -> When:
    """Find the year, recurrence and deadline of a value: of its clause and sentence, else of what stands over it.

    `words` is the sentence, `at` its offset in the text; a sentence "Trong đó …" takes over from the one before.
    """
    clause = _clause(words, bound.quantity)
    deadline, spans = _deadline(words, clause, at)
    recurrence = bound.quantity.recurrence or _recurrence(words, clause, bound)
    year = bound.period if bound.period is not None and bound.period.kind == "year" else None
    if year is not None and year.start >= bound.quantity.phrase_end:
        rate = "/" in words[bound.quantity.end : bound.quantity.phrase_end]
        recurrence = recurrence if rate and "," in words[bound.quantity.phrase_end : year.start] else None
    within = _WITHIN.match(fold_tone_place(words)) is not None
    if recurrence is None and within and bound.period is None:
        recurrence = last.recurrence
    if recurrence is not None:
        return When(None, recurrence, deadline, spans)
    if bound.period is not None:
        return When(bound.period.last, None, deadline, (*spans, _span(at, bound.period)))
    if deadline is not None and deadline[:4].isdigit():
        return When(int(deadline[:4]), None, deadline, spans)
    if within and last.year is not None:
        return replace(last, deadline=deadline)
    if above.period is not None and above.period_at is not None:
        return When(above.period.last, None, deadline, (*spans, _span(above.period_at.start, above.period)))
    return When(None, above.recurrence, deadline, spans)


def _span(at: int, period: Period) -> Span:
    return Span(at + period.start, at + period.end)


def _deadline(words: str, clause: tuple[int, int], at: int) -> tuple[str | None, tuple[Span, ...]]:
    """Return the day or month by which a target is to be reached, where its clause states one."""
    for date in find_dates(words):
        due = date.iso and date.month and date.relation in {"before", "by", "until", "within"}
        if due and clause[0] <= date.start < clause[1] and not _RANGE.search(words[: date.start]):
            return date.iso, (Span(at + date.start, at + date.end),)
    return None, ()


def _recurrence(words: str, clause: tuple[int, int], bound: Bound) -> str | None:
    """Return the recurrence a clause or its sentence begins with, or that stands right before the number.

    A clause with a year of its own has none from its sentence.
    """
    behind = _PER_BEHIND.match(words, bound.quantity.phrase_end, clause[1])
    if behind:
        return recurrence_of(f"mỗi {behind['period']}")
    own = words[clause[0] : bound.quantity.start]
    near = _EACH_NEAR.search(own)
    if near:
        return recurrence_of(near.group())
    if bound.period is not None:
        return None
    if _EACH_FIRST.match(own):
        return recurrence_of(own[:60])
    return recurrence_of(words[:60]) if _EACH_FIRST.match(words) else None
