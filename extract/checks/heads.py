"""Heads that lack what every plan has (the file is no plan, or its head was not read), and names mended in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.checks.places import warning
from extract.grammar.fold import lower, squeeze
from models import Issue, IssueCode, Severity, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models import Plan

_EXPECTED: Final = ("number", "issuer", "issued", "title")
_NAMES: Final = ("signer", "locality", "province", "place")
"""Proper names, which nothing in the language proves."""


def head_issues(plan: Plan) -> Iterator[Issue]:
    """Yield an issue for each part of the head that was not found, and one for each name that was not read so.

    What the source leaves blank is no fault.
    """
    for field in _EXPECTED:
        place = plan.document.at.get(field)
        blank = place is not None and place.state is State.BLANK
        if getattr(plan.document, field) is None and not blank:
            yield warning(IssueCode.HEAD_INCOMPLETE, f"the head names no {field}", (), "document", field)
    for field in _NAMES:
        place, value = plan.document.at.get(field), getattr(plan.document, field)
        if value is None or place is None or place.state is not State.FOUND or not place.raw:
            continue
        if lower(squeeze(value)) not in lower(squeeze(place.raw)):
            yield Issue(
                code=IssueCode.NAME_REPAIRED,
                severity=Severity.INFO,
                message=f"{squeeze(place.raw)} → {value}",
                record="document",
                field=field,
                spans=place.spans,
            )
