"""The bodies of a plan and what they are in it: derived from the other records, one entry for each name and role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from extract.grammar.body_names import normalise_body
from extract.grammar.fold import fold_tone_place, squeeze
from extract.grammar.territories import locality_of, unit_code
from extract.readers.body_lists import begins_body
from models import Agency, AgencyRole, Place, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models import Plan

_ORDER: Final = tuple(AgencyRole)
_BRACKET: Final = re.compile(r"\s*\([^()]*\)")


@dataclass(slots=True)
class _Entry:
    """One body in one role while its mentions are counted."""

    name: str
    role: AgencyRole
    place: Place
    mentions: int = 0


def agencies(plan: Plan) -> tuple[Agency, ...]:
    """Return the bodies of a plan by role, in order of first mention.

    Names that differ only in letters' case, in tone place or in an abbreviation are one body; its first printed
    form stands. A recipient line that names no body ("Lưu: VT") is none.
    """
    entries: dict[tuple[AgencyRole, str], _Entry] = {}
    for role, name, place in _mentions(plan):
        normal = normalise_body(name)
        key = (role, fold_tone_place(normal))
        entry = entries.setdefault(key, _Entry(name, role, place))
        entry.mentions += 1
    day = _day(plan.document.issued)
    ordered = sorted(entries.values(), key=lambda entry: _ORDER.index(entry.role))
    return tuple(_agency(entry, plan.document.province, day) for entry in ordered)


def _mentions(plan: Plan) -> Iterator[tuple[AgencyRole, str, Place]]:
    """Yield every mention of a body: role, name as printed, place."""
    document = plan.document
    unknown = Place(state=State.ABSENT)
    if document.issuer:
        yield AgencyRole.ISSUER, document.issuer, document.at.get("issuer", unknown)
    for task in plan.tasks:
        for name in task.lead:
            yield AgencyRole.LEAD, name, task.at.get("lead", unknown)
        for name in task.coordinate:
            yield AgencyRole.COORDINATE, name, task.at.get("coordinate", unknown)
    for line in document.recipients:
        name = squeeze(_BRACKET.sub("", line)).strip(" ;.,")
        if begins_body(name):
            yield AgencyRole.RECIPIENT, name, document.at.get("recipients", unknown)
    for reference in plan.references:
        if reference.issuer:
            yield AgencyRole.REFERENCE, reference.issuer, reference.at.get("issuer", unknown)


def _agency(entry: _Entry, province: str | None, day: date | None) -> Agency:
    """Make the record; the code is that of the territory in the name, where it names one."""
    normal = normalise_body(entry.name)
    place = entry.place.model_copy(update={"state": State.DERIVED, "derived_from": (entry.role.value,)})
    return Agency(
        name=entry.name,
        name_normal=normal,
        role=entry.role,
        unit_code=_code(normal, province, day),
        mentions=entry.mentions,
        at={"name": place, "name_normal": Place.model_validate({"state": State.DERIVED, "from": ("name",)})},
    )


def _code(name: str, province: str | None, day: date | None) -> str | None:
    """Return the official code of the territory a name ends in."""
    territory = locality_of(name)
    return unit_code(territory, province, day) if territory is not None else None


def _day(issued: str | None) -> date | None:
    """Return the day of issue, the first of the month or year where only these are known."""
    if not issued:
        return None
    parts = [int(part) for part in issued.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
