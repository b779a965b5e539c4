"""Figures that cannot be trusted as they stand: repaired, read in two ways, implausible, in words and digits apart."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from extract.checks.places import holder_of, holders, spans_of, warning
from extract.grammar.binding import bind_years
from extract.grammar.doubts import doubts
from extract.grammar.quantities import find_quantities
from extract.settings import LOOK_BELOW
from models import Issue, IssueCode, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.checks.places import Holder
    from extract.grammar.quantities import Quantity
    from extract.text import Text
    from models import Plan, Target

_FLAGS: Final = {
    "implausible": (IssueCode.FIGURE_IMPLAUSIBLE, "the percentage can hardly be right"),
    "ambiguous": (IssueCode.FIGURE_AMBIGUOUS, "the dot may part thousands or decimals"),
    "suspect_lost_dash": (IssueCode.FIGURE_AMBIGUOUS, "a dash may be lost: the same digits stand as a range beside it"),
    "lost_dash": (IssueCode.FIGURE_AMBIGUOUS, "two numbers side by side are taken for a range whose dash is lost"),
    "word_digit_conflict": (IssueCode.NUMBER_WORD_CONFLICT, "the number in words and the figure beside it differ"),
    "reversed": (IssueCode.RANGE_REVERSED, "the range runs from the greater to the smaller number"),
}
_DOUBTS: Final = (
    ("readings differ", IssueCode.FIGURE_READINGS_DIFFER),
    ("read weakly", IssueCode.FIGURE_LOW_CONFIDENCE),
    ("figure:symbol", IssueCode.SYMBOL_REPAIRED),
)
_RATE: Final = re.compile(r"\s*(?:tỷ lệ|tỉ lệ|độ che phủ|tỷ trọng)(?!\w)", re.IGNORECASE)
_MAYBE: Final = "maybe:ge_"
_WHOLE: Final = Decimal(100)
_NEAR: Final = Decimal("0.06")
_DIGIT: Final = re.compile(r"[0-9]")


def figure_issues(text: Text, plan: Plan) -> Iterator[Issue]:
    """Yield issues about single figures of the text and of the targets."""
    found = holders(plan)
    yield from _doubted(text, found)
    for block in text.blocks:
        string = text.slice(block.span)
        if _DIGIT.search(string):
            yield from _flagged(string, block.span.start, found)
    for index, target in enumerate(plan.targets):
        yield from _target(f"targets/{index}", target)


def _doubted(text: Text, found: list[Holder]) -> Iterator[Issue]:
    """Yield an issue for every word that restoration or a second reading left in doubt."""
    for index, word in enumerate(text.words):
        if not word.doubt:
            continue
        span = (text.starts[index], text.starts[index] + len(word.text))
        record, field = holder_of(found, span)
        code = next((code for start, code in _DOUBTS if word.doubt.startswith(start)), IssueCode.FIGURE_REPAIRED)
        yield Issue(code=code, severity=Severity.WARNING, message=word.doubt, record=record, field=field, spans=(span,))


def _flagged(string: str, at: int, found: list[Holder]) -> Iterator[Issue]:
    """Yield issues for what the sentence around a figure makes doubtful, and for lists of unequal length."""
    quantities = find_quantities(string)
    for quantity in quantities:
        for flag in quantity.flags:
            if flag in _FLAGS:
                code, why = _FLAGS[flag]
                span = (at + quantity.start, at + quantity.end)
                guess = _guess(quantity.flags) if code is IssueCode.FIGURE_IMPLAUSIBLE else ""
                yield warning(code, f"{why}: {quantity.text}{guess}", (span,), *holder_of(found, span))
        yield from _fraction(string, quantity, at, found)
    if re.search(r"lần lượt|tương ứng", string):
        for bound in bind_years(string, quantities):
            if bound.flags:
                span = (at + bound.quantity.start, at + bound.quantity.end)
                why = "the lists of years and of values differ in length"
                yield warning(IssueCode.SERIES_LENGTH, why, (span,), *holder_of(found, span))
                return


def _fraction(string: str, quantity: Quantity, at: int, found: list[Holder]) -> Iterator[Issue]:
    """Compare "13/17 chỉ tiêu (76,5%)" with itself."""
    if "fraction" not in quantity.flags or not quantity.value_to:
        return
    percent = re.compile(r"[^;.%]{0,40}?\(?\s*(?:đạt|tỷ lệ)?\s*([0-9]+(?:,[0-9]+)?)\s*%").match(string, quantity.end)
    if percent is None:
        return
    stated = Decimal(percent[1].replace(",", "."))
    counted = quantity.value / quantity.value_to * _WHOLE
    if abs(stated - counted) > max(_NEAR, Decimal("0.6") if "," not in percent[1] else _NEAR):
        spans = ((at + quantity.start, at + quantity.end), (at + percent.start(1), at + percent.end(1)))
        why = f"{quantity.text} is {counted.quantize(Decimal('0.1'))}%, not {percent[1]}%"
        yield warning(IssueCode.PERCENT_COUNT_DIFFER, why, spans, *holder_of(found, spans[0]))


def _target(name: str, target: Target) -> Iterator[Issue]:
    """Yield issues about one target's value."""
    place = target.at.get("value")
    spans = spans_of(target, "value")
    value = Decimal(target.value)
    rate = target.unit == "%" and target.indicator is not None and _RATE.match(target.indicator) is not None
    if rate and value > _WHOLE:
        flags = doubts(value, target.value, (target.indicator or "").casefold())
        why = f"a rate of {target.value}% is over the whole{_guess(flags)}"
        yield warning(IssueCode.FIGURE_IMPLAUSIBLE, why, spans, name, "value")
    if place is not None and place.confidence is not None and place.confidence < LOOK_BELOW:
        why = f"the value was read with a confidence of {place.confidence:.2f}"
        yield warning(IssueCode.FIGURE_LOW_CONFIDENCE, why, spans, name, "value")


def _guess(flags: Iterable[str]) -> str:
    """Return what an impossible rate may have been, for the eye that looks at the page: its "≥" read as a 2."""
    least = next((flag.removeprefix(_MAYBE) for flag in flags if flag.startswith(_MAYBE)), None)
    return f", it may be ≥ {least}" if least else ""
