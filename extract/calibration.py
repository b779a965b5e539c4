"""Confidence as a probability: what a reader and its words make of a field, mapped by curves fitted on labelled data.

The curves stand in data/readers/confidence.toml, one for each group of fields and kind of source, as points
(evidence, share of fields that were right) between which it is interpolated; scripts/fit_confidence writes them.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, TypeVar

from models import State
from models.records import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.text import Text
    from models import Place, Plan

PARTS: Final = ("document", "sections", "targets", "tasks", "dates", "references")
KINDS: Final = ("printed", "recognised", "damaged")
"""Kinds of source: a sound text or text layer; a page recognised in an image; a text of which words were repaired."""

_R = TypeVar("_R", bound=Record)
_DAMAGED: Final = 0.02
"""Share of repaired words from which a text counts as damaged."""
WORN: Final = 0.85
"""No more for "quý I" on a recognised page: what stands there is II as often as not, since its strokes run together."""


def calibrated(plan: Plan, text: Text) -> Plan:
    """Return the plan with the confidence of every field that was read mapped to a probability."""
    recognised, base = recognised_pages(plan), base_kind(text)
    rest = {part: tuple(_record(part, one, base, recognised) for one in getattr(plan, part)) for part in PARTS[1:]}
    return plan.model_copy(update={"document": _record("document", plan.document, base, recognised), **rest})


def probability(part: str, field: str, kind: str, evidence: float) -> float:
    """Return the share of fields of a group that were right with such evidence, in a kind of source."""
    points = _table().curves[group_of(part, field)][kind]
    after = bisect_right(points, evidence, key=lambda point: point[0])
    if after == len(points):
        return points[-1][1]
    if after == 0:
        return points[0][1]
    (x0, y0), (x1, y1) = points[after - 1], points[after]
    return y0 + (y1 - y0) * (evidence - x0) / (x1 - x0)


def group_of(part: str, field: str) -> str:
    """Return the group of fields that share a curve."""
    groups = _table().groups
    return groups.get(f"{part}.{field}") or groups[part]


def kind_of(place: Place, base: str, recognised: frozenset[int]) -> str:
    """Return the kind of source a field was read from; `recognised` are the pages that were."""
    if recognised and (not place.boxes or any(box.page in recognised for box in place.boxes)):
        return "recognised"
    return base


def base_kind(text: Text) -> str:
    """Return the kind of what was not recognised: damaged, where many of its words were repaired."""
    changed = sum(word.raw != word.text for word in text.words)
    return "damaged" if changed >= _DAMAGED * max(1, len(text.words)) else "printed"


def recognised_pages(plan: Plan) -> frozenset[int]:
    """Return the numbers of the pages that were recognised in an image."""
    return frozenset(page.page for page in plan.source.reading if page.reading == "recognised")


def _record(part: str, record: _R, base: str, recognised: frozenset[int]) -> _R:
    places = {
        field: _place(part, field, place, kind_of(place, base, recognised), getattr(record, field, None))
        for field, place in record.at.items()
    }
    return record.model_copy(update={"at": places})


def _place(part: str, field: str, place: Place, kind: str, value: object) -> Place:
    """Map one confidence; for what was not read there is nothing to map."""
    if place.confidence is None or place.state not in (State.FOUND, State.DERIVED):
        return place
    mapped = probability(part, field, kind, place.confidence)
    if kind == "recognised" and isinstance(value, str) and value.endswith("-Q1"):
        mapped = min(mapped, WORN)
    return place.model_copy(update={"confidence": round(mapped, 4)})


@dataclass(frozen=True, slots=True)
class _Table:
    """The group of each field (or part), and the points of each group's curves by kind of source."""

    groups: Mapping[str, str]
    curves: Mapping[str, Mapping[str, tuple[tuple[float, float], ...]]]


@cache
def _table() -> _Table:
    text = files("extract").joinpath("data", "readers", "confidence.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    curves = {
        group: {kind: tuple((float(x), float(y)) for x, y in points) for kind, points in kinds.items()}
        for group, kinds in read["curves"].items()
    }
    return _Table(read["fields"], curves)
