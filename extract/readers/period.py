"""The years a plan covers: from its title, or from the heading of its targets where that says more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold
from extract.grammar.periods import Period, find_periods
from extract.page import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.outline import Outline
    from extract.text import Text

_VISION: Final = re.compile(r"(?:tam nhin|dinh huong)[\s\w]{0,14}$")
_ELECTED: Final = re.compile(r"\b(?:bau cu|dai bieu|dai hoi)\b")
_TARGETS: Final = re.compile(r"\b(?:chi tieu|muc tieu)\b")


@dataclass(frozen=True, slots=True)
class Years:
    """First and last year with the place they were read at; `span` is None where nothing was."""

    first: int | None = None
    last: int | None = None
    span: Span | None = None

    @property
    def told(self) -> int:
        """How many of the two years are known."""
        return (self.first is not None) + (self.last is not None)


def read_period(text: Text, outline: Outline, title: Sequence[Span]) -> Years:
    """Return the plan's years by its title; a heading of its targets wins where it names more of them."""
    best = Years()
    if title:
        best = _years(text, Span(title[0].start, title[-1].end))
    for i in outline.sections():
        node = outline.nodes[i]
        if best.told == 2:
            break
        if node.title is None or not _TARGETS.search(fold(text.slice(node.title))):
            continue
        found = _years(text, node.title)
        if found.told > best.told and _says_more(found, best, top=node.depth == 0):
            best = found
    return best


def _says_more(found: Years, title: Years, *, top: bool) -> bool:
    """Tell whether a heading's years are those of the whole plan, not of a step on its way."""
    if title.last is not None:
        return found.last == title.last
    return top or (found.first is not None and found.first != found.last)


def _years(text: Text, span: Span) -> Years:
    """Pick among the periods of a title: a single year inside a longer run is the plan's own, else the last named."""
    string = text.slice(span)
    folded = fold(string)
    periods = [p for p in find_periods(string) if not _is_foreign(folded, p)]
    periods = [p for p in periods if not _is_vision(folded, p)] or periods
    if not periods:
        return Years()
    runs = [p for p in periods if p.first is not None and p.first < p.last]
    inside = [
        p
        for p in periods
        if p.first == p.last and any(r.first is not None and r.first <= p.last <= r.last for r in runs)
    ]
    own = inside[-1] if inside else periods[-1]
    return Years(own.first, own.last, Span(span.start + own.start, span.start + own.end))


def _is_foreign(folded: str, period: Period) -> bool:
    """Tell the term of an elected body, which is not the plan's ("bầu cử đại biểu … nhiệm kỳ 2026 - 2031")."""
    return "nhiem ky" in folded[max(0, period.start - 10) : period.end] and _ELECTED.search(folded) is not None


def _is_vision(folded: str, period: Period) -> bool:
    """Tell an outlook ("tầm nhìn đến năm 2045"), which the plan does not cover."""
    return bool(_VISION.search(folded[max(0, period.start - 24) : period.start])) or folded[
        period.start : period.end
    ].startswith(("tam nhin", "dinh huong"))
