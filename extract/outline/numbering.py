"""Which markers hold: numbering must go on, and that is the strongest evidence for or against a doubtful one.

Each marker is weighed by how it continues what is open (I then II; 2 then 2.1), by its shape, and by the words
behind it. "2020." in running text continues nothing and falls; "Il." after I is II and stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold
from extract.outline.romans import shared
from extract.outline.units import upper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.outline.markers import Marker, MarkerKind

_RANK: Final[dict[MarkerKind, int]] = {
    "part": 0,
    "chapter": 1,
    "division": 2,
    "article": 3,
    "capital": 4,
    "roman": 5,
    "arabic": 6,
    "dotted": 7,
    "letter": 9,
    "paren": 9,
}
_ENOUGH: Final = 2.0
_CONTINUES: Final = 3.0
_REFUSED: Final = -9.0
_ALONE: Final = 0.0
_CITED: Final = re.compile(
    r"(?:cua|tai|quy dinh|dieu [0-9]|khoan [0-9]|nghi dinh|luat|thong tu|nghi quyet nay|ke hoach nay)\b"
)
_UNITS: Final = re.compile(r"(?:%|ty dong|trieu|nguoi|ha\b|km|m2|dong\b|ho\b)")


@dataclass(frozen=True, slots=True)
class Step:
    """An open section: its marker, and the index of its node."""

    marker: Marker
    node: int


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of a line that may be a section: its words, and where it stands."""

    words: str
    inner: bool = False
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """Numbers of the following lines: the Arabic ones of each, and the next Roman one of a heading in capitals."""

    arabic: Sequence[tuple[int, ...]] = ()
    roman: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A marker that holds and how many open sections stay open over it."""

    marker: Marker
    keep: int
    score: float


def choose(stack: Sequence[Step], candidates: Sequence[Marker], line: Line, ahead: Ahead) -> Choice | None:
    """Return the reading of a line's start that fits best, None where none fits well enough."""
    best: Choice | None = None
    for marker in candidates:
        if marker.worn:
            continue
        if (
            marker.kind == "roman"
            and line.words[: marker.end].strip(" .,)/").isdigit()
            and not _romans_around(stack, marker, ahead)
        ):
            continue
        keep, fit = _fit(stack, marker, ahead)
        score = fit + _shape(marker, line)
        if best is None or score > best.score:
            best = Choice(marker, keep, score)
    return best if best is not None and best.score >= _ENOUGH else None


def _romans_around(stack: Sequence[Step], marker: Marker, ahead: Ahead) -> bool:
    """Tell whether Roman numbers before or behind make it likely that figures of ones are a Roman number misread."""
    before = any(step.marker.kind == "roman" and step.marker.number == marker.number - 1 for step in stack)
    return before or marker.number < ahead.roman <= marker.number + 2


def _shape(marker: Marker, line: Line) -> float:
    """Weigh the marker's own shape and the words behind it."""
    behind = line.words[marker.end :]
    score = 1.0 if marker.clear else 0.0
    folded = fold(behind[:24])
    if _CITED.match(folded) and behind[:1].islower():
        return _REFUSED
    if not behind:
        score -= 0.5
    elif behind[:1].isupper() or behind[:1] in "\"“'(0123456789":
        score += 0.5
    elif behind[:1].islower():
        score -= 2.0 if marker.kind not in ("letter", "paren") else 0.5
    if _UNITS.match(folded):
        score -= 2.0
    if marker.kind in ("roman", "capital") and upper(behind):
        score += 1.5
    elif (
        marker.kind == "roman"
        and not marker.clear
        and not line.annex
        and not shared(behind)
        and not line.words[: marker.end].rstrip().endswith((".", ",", ")", "/", "-", "–"))
    ):
        score -= 3.0
    if marker.kind in ("part", "chapter", "division", "article") and not marker.clear:
        score -= 1.0 if upper(line.words[: marker.end]) or upper(behind) else 2.5
    return score - (0.75 if line.inner else 0.0)


def _fit(stack: Sequence[Step], marker: Marker, ahead: Ahead) -> tuple[int, float]:
    """Return how many open sections stay open over the marker, and how well it goes on with them."""
    if marker.kind == "dotted":
        return _fit_dotted(stack, marker)
    options = [
        _step_on(marker, stack[i].marker, i, len(stack) - 1 - i)
        for i in range(len(stack))
        if stack[i].marker.kind == marker.kind
    ]
    keep = _opening(stack, marker)
    if not options:
        return keep, _first(marker)
    if marker.number == 1 and marker.kind in ("arabic", "letter", "paren"):
        options.append(_again(stack, marker, ahead))
        if marker.kind == "arabic" and not _second_ahead(ahead):
            options = [(place, min(fit, _ALONE)) for place, fit in options]
    return max(options, key=lambda option: option[1])


def _second_ahead(ahead: Ahead) -> bool:
    """Tell whether a 2 follows before the next 1: a numbering that begins anew in the midst of another goes on."""
    for numbers in ahead.arabic:
        if 2 in numbers:
            return True
        if 1 in numbers:
            return False
    return False


def _step_on(marker: Marker, last: Marker, at: int, above: int) -> tuple[int, float]:
    delta = marker.number - last.number
    near = -0.01 * above
    if delta == 1:
        return at, _CONTINUES + near
    if marker.kind == "letter" and 1 <= delta <= 2:
        return at, _CONTINUES - 0.5 + near
    if delta in (2, 3):
        return at, 1.0 + near
    if delta == 0:
        return at, 0.6 + near
    if marker.number == 1:
        return at, 1.6 + near
    return at, -2.0


def _again(stack: Sequence[Step], marker: Marker, ahead: Ahead) -> tuple[int, float]:
    """Weigh a numbering that begins anew under a deeper section, which holds where the outer one goes on later."""
    outer = max(i for i, step in enumerate(stack) if step.marker.kind == marker.kind)
    if outer == len(stack) - 1 or marker.kind != "arabic":
        return outer, -2.0
    expected = 2
    for numbers in ahead.arabic:
        if expected in numbers:
            expected += 1
        elif stack[outer].marker.number + 1 in numbers and expected != stack[outer].marker.number + 1:
            return len(stack), 2.0
        elif 1 in numbers:
            break
    return outer, -2.0


def _first(marker: Marker) -> float:
    if marker.number == 1:
        return _CONTINUES
    return 0.8 if marker.number == 2 else -1.5


def _opening(stack: Sequence[Step], marker: Marker) -> int:
    """Return how many sections stay open over a kind of marker that is not open yet: those of a higher rank."""
    keep = len(stack)
    while keep and _RANK[stack[keep - 1].marker.kind] > _RANK[marker.kind]:
        keep -= 1
    return keep


def _fit_dotted(stack: Sequence[Step], marker: Marker) -> tuple[int, float]:
    """Weigh a dotted marker: its front numbers name the section over it."""
    front = marker.dotted[:-1]
    for i in range(len(stack) - 1, -1, -1):
        last = stack[i].marker
        if last.kind == "dotted" and len(last.dotted) == len(marker.dotted):
            if last.dotted[:-1] == front:
                return _step_on(marker, last, i, len(stack) - 1 - i)
            if len(front) == 1 and front[0] == last.dotted[0] + 1 and marker.number == 1:
                return i, 1.0
        if (last.kind == "dotted" and last.dotted == front) or (
            len(front) == 1 and abs(front[0]) == last.number and _may_bear(last, front[0])
        ):
            return i + 1, _CONTINUES if marker.number == 1 else (0.8 if marker.number == 2 else -1.0)
    keep = _opening(stack, marker)
    return keep, 0.6 if marker.number == 1 and len(front) == 1 else -1.0


def _may_bear(last: Marker, front: int) -> bool:
    return last.kind == "letter" if front < 0 else last.kind in ("arabic", "roman", "paren")
