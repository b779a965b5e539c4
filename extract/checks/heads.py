"""Heads that lack what every plan has: the file is no plan, or its head was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.checks.places import warning
from models import IssueCode, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models import Issue, Plan

_EXPECTED: Final = ("number", "issuer", "issued", "title")


def head_issues(plan: Plan) -> Iterator[Issue]:
    """Yield an issue for each part of the head that was not found; one that the source leaves blank is no fault."""
    for field in _EXPECTED:
        place = plan.document.at.get(field)
        blank = place is not None and place.state is State.BLANK
        if getattr(plan.document, field) is None and not blank:
            yield warning(IssueCode.HEAD_INCOMPLETE, f"the head names no {field}", (), "document", field)
