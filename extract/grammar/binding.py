"""Which year belongs to which value in a sentence with several of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extract.grammar.fold import lower
from extract.grammar.periods import Period, find_periods
from extract.grammar.quantities import Quantity, find_quantities

_SERIES: Final = re.compile(r"(?<!\w)(?:lần\s+lượt|tương\s+ứng)(?!\w)")
_SENTENCE_END: Final = re.compile(r"\.(?=\s|$)|\n")
_CLAUSE_END: Final = re.compile(r"[;,](?=\s)|\.(?=\s|$)|\n")
_COMPARISON: Final = re.compile(r"so\s+với\s+(?:cuối\s+)?$")
_FOLLOWS: Final = re.compile(r"\s*\(?\s*(?:vào\s+|trong\s+|cho\s+)?$")


@dataclass(frozen=True, slots=True)
class Bound:
    """A value with the period by whose end it is to be reached; `flags` tells of lists of unequal length."""

    quantity: Quantity
    period: Period | None
    flags: tuple[str, ...] = ()


def bind_years(text: str, quantities: list[Quantity] | None = None, periods: list[Period] | None = None) -> list[Bound]:
    """Give each value its period: by "lần lượt" in order, else the one that follows at once, else the last before.

    A value takes nothing from another sentence, nor the period that a comparison names ("so với năm 2025").
    """
    low = lower(text)
    values = find_quantities(text) if quantities is None else quantities
    years = find_periods(text) if periods is None else periods
    years = [
        year for year in years if not re.search(r"so\s+với\s+(?:cuối\s+)?$", low[max(0, year.start - 14) : year.start])
    ]
    bound: list[Bound] = []
    for start, end in _sentences(low, years):
        inside = [value for value in values if start <= value.start < end]
        own = [year for year in years if start <= year.start < end]
        bound.extend(_series(low, inside, own) or [_nearest(low, value, own) for value in inside])
    return bound


def _sentences(low: str, years: list[Period]) -> list[tuple[int, int]]:
    """Cut a text into sentences, but not inside a period that a line break runs through."""
    ends = (match.end() for match in _SENTENCE_END.finditer(low))
    cuts = [0, *(end for end in ends if not any(year.start < end < year.end for year in years)), len(low) + 1]
    return [(left, right) for left, right in pairwise(cuts) if left < right]


def _series(low: str, values: list[Quantity], years: list[Period]) -> list[Bound] | None:
    """Pair "các năm 2026, 2027, 2028 lần lượt 92%; 93,5% và 95%" in order; unequal lists are flagged."""
    if len(values) < 2 or len(years) < 2:
        return None
    sign = _SERIES.search(low, years[0].start, values[-1].start)
    if sign is None:
        return None
    listed = [value for value in values if value.start > sign.start()]
    if len(listed) != len(years):
        return [Bound(value, None, ("unequal_series",)) for value in values]
    before = [Bound(value, None) for value in values if value.start < sign.start()]
    return before + [Bound(value, year) for value, year in zip(listed, years, strict=True)]


def _nearest(low: str, value: Quantity, years: list[Period]) -> Bound:
    following = next((year for year in years if year.start >= value.phrase_end), None)
    before = [year for year in years if year.end <= value.start]
    if following is not None and _FOLLOWS.fullmatch(low, value.phrase_end, following.start):
        return Bound(value, following)
    if before:
        return Bound(value, before[-1])
    if following is not None and not _CLAUSE_END.search(low, value.phrase_end, following.start):
        return Bound(value, following)
    return Bound(value, None)
