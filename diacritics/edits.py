"""Changes laid upon changes: each stage edits the text of the one before, and the map to the raw text stays exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diacritics.results import Correction, Restoration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of [start, end) of the current text."""

    start: int
    end: int
    text: str
    probability: float
    reason: str
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(slots=True)
class _Group:
    """Corrections and edits that touch each other and so become one correction."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    edits: list[Edit]
    probability: float
    reasons: list[str]


def _grouped(before: Sequence[Correction], edits: Sequence[Edit]) -> list[_Group]:
    """Both lists merged by place in the current text; what overlaps (or touches an emptied place) falls together."""
    groups: list[_Group] = []
    shift = i = k = 0
    while i < len(before) or k < len(edits):
        take_old = k == len(edits) or (i < len(before) and before[i].start <= edits[k].start)
        if take_old:
            old = before[i]
            i += 1
            shift = old.raw_end - old.end
            part = _Group(old.start, old.end, old.raw_start, old.raw_end, [], old.probability, [old.reason])
        else:
            new = edits[k]
            k += 1
            part = _Group(new.start, new.end, new.start + shift, new.end + shift, [new], new.probability, [new.reason])
        if groups and _touch(groups[-1], part):
            _join(groups[-1], part)
        else:
            groups.append(part)
    return groups


def _touch(left: _Group, right: _Group) -> bool:
    if right.start < left.end:
        return True
    empty = left.start == left.end or right.start == right.end
    return right.start == left.end and empty


def _join(left: _Group, right: _Group) -> None:
    if right.edits and right.end > left.end:
        # Behind the last old correction raw and current text run in step.
        left.raw_end += right.end - left.end
    elif not right.edits:
        left.raw_end = right.raw_end + max(left.end - right.end, 0)
    left.end = max(left.end, right.end)
    left.edits += right.edits
    left.probability = min(left.probability, right.probability)
    left.reasons += [reason for reason in right.reasons if reason not in left.reasons]


def apply_edits(before: Restoration, edits: Iterable[Edit]) -> Restoration:
    """The restoration after ordered, disjoint `edits` of `before.text`; an edit that changes nothing is dropped."""
    wanted = [edit for edit in edits if before.text[edit.start : edit.end] != edit.text]
    if not wanted:
        return before
    pieces: list[str] = []
    corrections: list[Correction] = []
    done = length = 0
    for group in _grouped(before.corrections, wanted):
        same = before.text[done : group.start]
        new = _rewritten(before.text, group)
        raw = before.raw[group.raw_start : group.raw_end]
        length += len(same)
        if raw != new:
            alternatives = group.edits[0].alternatives if len(group.edits) == 1 and len(group.reasons) == 1 else ()
            corrections.append(
                Correction(
                    group.raw_start,
                    group.raw_end,
                    length,
                    length + len(new),
                    raw,
                    new,
                    group.probability,
                    alternatives,
                    "+".join(group.reasons),
                )
            )
        pieces += [same, new]
        length += len(new)
        done = group.end
    pieces.append(before.text[done:])
    return Restoration(before.raw, "".join(pieces), tuple(corrections))


def _rewritten(text: str, group: _Group) -> str:
    pieces = []
    done = group.start
    for edit in group.edits:
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    pieces.append(text[done : group.end])
    return "".join(pieces)
