"""Days that cannot be: impossible dates, and deadlines before the plan was issued."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.checks.places import holder_of, holders, spans_of, warning
from extract.grammar.dates import find_dates
from models import DateRole, Issue, IssueCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.text import Text
    from models import Plan

_DIGIT: Final = re.compile(r"[0-9]")
_YEAR: Final = re.compile(r"[0-9]{4}")


def day_issues(text: Text, plan: Plan) -> Iterator[Issue]:
    """Yield issues about dates of the text and deadlines of targets, tasks and dates."""
    found = holders(plan)
    for block in text.blocks:
        string = text.slice(block.span)
        if not _DIGIT.search(string):
            continue
        for date in find_dates(string):
            if "invalid_date" in date.flags:
                span = (block.span.start + date.start, block.span.start + date.end)
                why = f"there is no such day: {date.text}"
                yield warning(IssueCode.DATE_IMPOSSIBLE, why, (span,), *holder_of(found, span))
    issued = plan.document.issued
    if issued:
        yield from _early(plan, issued)


def _early(plan: Plan, issued: str) -> Iterator[Issue]:
    """Compare what is due with the day of issue, at the precision both have."""
    stated = spans_of(plan.document, "issued")
    due = [(f"targets/{i}", "deadline", t.deadline, spans_of(t, "deadline")) for i, t in enumerate(plan.targets)]
    due += [(f"tasks/{i}", "due", t.due, spans_of(t, "due")) for i, t in enumerate(plan.tasks)]
    due += [
        (f"dates/{i}", "iso", d.iso, spans_of(d, "text"))
        for i, d in enumerate(plan.dates)
        if d.role is DateRole.DEADLINE
    ]
    for record, field, day, spans in due:
        if day and is_before(day.split("/")[-1], issued):
            why = f"due {day}, but the plan was issued {issued}"
            yield warning(IssueCode.DEADLINE_BEFORE_ISSUE, why, (*spans, *stated), record, field)


def is_before(day: str, issued: str) -> bool:
    """Tell whether a day, month, quarter or year lies wholly before the day of issue; days of every year do not."""
    if not _YEAR.match(day):
        return False
    quarter = re.fullmatch(r"([0-9]{4})-Q([1-4])", day)
    if quarter:
        day = f"{quarter[1]}-{int(quarter[2]) * 3:02d}"
    length = min(len(day), len(issued))
    return day[:length] < issued[:length]
