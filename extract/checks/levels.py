"""Targets against each other: parts and wholes, years that should rise, body against appendix."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby, pairwise
from typing import TYPE_CHECKING, Final

from extract.checks.places import spans_of
from extract.grammar.fold import fold, squeeze
from models import Issue, IssueCode, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models import Plan, Target

_RISING: Final = re.compile(
    r"(?:tong )?so (?:nguoi|doi tuong|lao dong|hoc sinh) tham gia|ty le (?:bao phu|tham gia)|do bao phu"
)
_FALLING: Final = re.compile(
    r"ngheo|cham|no dong|tron|that nghiep|suy dinh duong|tu vong|tai nan|giam|toi pham|nghien|mu chu"
)
_PARTS: Final = (("si_compulsory", "si"), ("si_voluntary", "si"), ("ui", "si"))
_WITHIN: Final = re.compile(r"trong do")


@dataclass(frozen=True, slots=True)
class Level:
    """A target's figure with what it is compared by."""

    name: str
    target: Target
    value: Decimal
    key: str

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the figure stands."""
        return spans_of(self.target, "value")


def level_issues(plan: Plan) -> Iterator[Issue]:
    """Yield what targets say against each other."""
    levels = [
        Level(f"targets/{index}", target, Decimal(target.value), _key(target))
        for index, target in enumerate(plan.targets)
        if target.indicator
    ]
    yield from _twice(levels)
    yield from _rising(levels)
    yield from _parts(levels)
    yield from _within(levels)


def _key(target: Target) -> str:
    """Return what names an indicator: its id, else its words without marks and periods."""
    if target.indicator_id:
        return f"{target.indicator_id} {target.area or ''}"
    words = re.sub(r"\b(?:nam|den|het)\s+20[0-9]{2}\b", " ", fold(target.indicator or ""))
    return squeeze(re.sub(r"[^a-z0-9 ]+", " ", words))


def _in_appendix(level: Level) -> bool:
    return (level.target.section or "").startswith("PL")


def _same(left: Level, right: Level) -> bool:
    """Tell two statements of one thing: same indicator, year, unit, area, kind."""
    a, b = left.target, right.target
    return (a.year, a.unit, a.area, a.kind, a.recurrence) == (b.year, b.unit, b.area, b.kind, b.recurrence)


def _twice(levels: list[Level]) -> Iterator[Issue]:
    """Compare what body and appendix say of the same indicator and year."""
    grouped: defaultdict[str, list[Level]] = defaultdict(list)
    for level in levels:
        grouped[level.key].append(level)
    for group in grouped.values():
        for left, right in combinations(group, 2):
            if (
                _in_appendix(left) != _in_appendix(right)
                and left.target.year
                and left.target.comparator == right.target.comparator
                and _same(left, right)
                and left.value != right.value
                and len(group) <= _MANY
            ):
                why = f"the body says {left.target.value}, the appendix {right.target.value}"
                yield _issue(IssueCode.BODY_APPENDIX_DIFFER, why, left, right)


_MANY: Final = 12
"""More statements of one indicator than this are rows of a table, not one thing said twice."""


def _rising(levels: list[Level]) -> Iterator[Issue]:
    """Compare the years of an indicator that should rise."""
    grouped: defaultdict[tuple[str, str | None, bool], list[Level]] = defaultdict(list)
    for level in levels:
        folded = fold(level.target.indicator or "")
        cumulative = _RISING.search(folded) is not None and _FALLING.search(folded) is None
        if cumulative and level.target.year is not None and level.target.kind not in {"change", "growth", "points"}:
            grouped[(level.key, level.target.unit, _in_appendix(level))].append(level)
    for group in grouped.values():
        years = sorted(group, key=lambda level: level.target.year or 0)
        for left, right in pairwise(years):
            if left.target.year != right.target.year and right.value < left.value:
                why = f"{left.target.value} in {left.target.year}, but {right.target.value} in {right.target.year}"
                yield _issue(IssueCode.YEARS_NOT_RISING, why, left, right)


def _parts(levels: list[Level]) -> Iterator[Issue]:
    """Compare schemes with all of social insurance: no part over the whole, nor compulsory and voluntary together."""
    known = {
        (level.target.indicator_id, level.target.year, level.target.area, _in_appendix(level)): level
        for level in levels
        if level.target.indicator_id and level.target.indicator_id.endswith(".participants")
    }
    for (identity, year, area, appendix), whole in known.items():
        if identity != "si.participants":
            continue
        parts = [known.get((f"{part}.participants", year, area, appendix)) for part, _ in _PARTS[:2]]
        present = [part for part in parts if part is not None]
        for part in present:
            if part.value > whole.value:
                yield _issue(IssueCode.PART_EXCEEDS_WHOLE, f"{part.value} of {whole.value}", part, whole)
        if len(present) == 2 and sum(part.value for part in present) > whole.value:
            why = f"compulsory and voluntary make {sum(part.value for part in present)}, all is {whole.value}"
            yield _issue(IssueCode.PART_EXCEEDS_WHOLE, why, *present, whole)


def _within(levels: list[Level]) -> Iterator[Issue]:
    """Compare "X: 350 người, trong đó nữ 160 người": no part of the same unit and year is greater than the whole.

    The whole is the last figure before the words "trong đó" of a sentence, the parts are those behind them.
    """
    for _, sentence in groupby(levels, key=lambda level: (spans_of(level.target, "evidence"), level.target.evidence)):
        group = [level for level in sentence if level.spans and level.target.unit != "%" and not level.target.area]
        at = _parted(group)
        before = [level for level in group if at is not None and level.spans[0][0] < at]
        for part in group[len(before) :] if before else []:
            whole = before[-1]
            same = (part.target.unit, part.target.year) == (whole.target.unit, whole.target.year)
            if same and part.value > whole.value:
                yield _issue(IssueCode.PART_EXCEEDS_WHOLE, f"{part.value} within {whole.value}", part, whole)


def _parted(group: list[Level]) -> int | None:
    """Return where in the text the parts of a sentence begin."""
    spans = spans_of(group[0].target, "evidence") if group else ()
    found = _WITHIN.search(fold(group[0].target.evidence or "")) if spans else None
    return spans[0][0] + found.start() if found else None


def _issue(code: IssueCode, message: str, *levels: Level) -> Issue:
    spans = tuple(span for level in levels for span in level.spans)
    return Issue(
        code=code, severity=Severity.WARNING, message=message, record=levels[0].name, field="value", spans=spans
    )
