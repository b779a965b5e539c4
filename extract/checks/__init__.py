"""Checks that need no model: what was read is compared with itself; what disagrees becomes an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.checks.days import day_issues
from extract.checks.figures import figure_issues
from extract.checks.heads import head_issues
from extract.checks.levels import level_issues
from extract.checks.sums import sum_issues
from extract.checks.tables import table_issues

if TYPE_CHECKING:
    from extract.text import Text
    from models import Issue, Plan

__all__ = ["check"]


def check(text: Text, plan: Plan) -> tuple[Issue, ...]:
    """Return the issues of a plan in the order of the text; both places stand in each that names two values."""
    found = [
        *head_issues(plan), *figure_issues(text, plan), *sum_issues(text, plan), *level_issues(plan),
        *day_issues(text, plan), *table_issues(text, plan),
    ]  # fmt: skip
    kept: dict[tuple[str, str | None, str | None, tuple[tuple[int, int], ...]], Issue] = {}
    for issue in found:
        kept.setdefault((issue.code, issue.record, issue.field, issue.spans), issue)
    return tuple(sorted(kept.values(), key=lambda issue: (issue.spans[:1] or ((0, 0),), issue.code)))
