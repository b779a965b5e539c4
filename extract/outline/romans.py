"""Roman numbers of headings in a scan: settled together, because strokes are lost and each number bears on the next.

"I, I, II, IV, V" can only have been I, II, III, IV, V. The numbers that were read for sure stay as printed; among
the ways to read the others the one is taken that leaves the numbering with the fewest breaks for the fewest repairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold
from extract.outline.markers import Marker, to_roman
from extract.outline.units import upper
from extract.outline.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NEVER: Final = 99.0
_STEPS: Final = {1: 0.0, 2: 1.5, 0: 2.0, 3: 3.0}
"""What a step from one heading's number to the next costs; any other costs the last resort."""
_LAST_RESORT: Final = 5.0
_MISREAD: Final = 0.3
_WORN: Final = 0.8
_ONES: Final = 0.6
_LOST: Final = 1.2
_LONGEST: Final = 110
_HIGHEST: Final = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be a Roman-numbered heading: its readings, or none where its marker may have been lost."""

    words: str
    markers: tuple[Marker, ...]
    sure: bool

    @property
    def marked(self) -> bool:
        """Tell whether it begins with something like a Roman number, and goes on in capitals."""
        return bool(self.markers) and upper(self.words[self.markers[0].end :])

    @property
    def bare(self) -> bool:
        """Tell whether it is a line in capitals without a marker, read from an image."""
        return not self.markers and not self.sure and len(self.words) <= _LONGEST and upper(self.words)


@dataclass(frozen=True, slots=True)
class _State:
    """The cheapest way to a last number: its cost, what was chosen for the last line (0: none), the way before."""

    cost: float
    chosen: int = 0
    before: _State | None = None


def romans(markers: Iterable[Marker]) -> tuple[Marker, ...]:
    """Return the Roman readings among a line's markers."""
    return tuple(marker for marker in markers if marker.kind == "roman")


def settle(headings: Sequence[Heading]) -> list[Marker | None]:
    """Return the Roman marker of each line, None for those that have none or are left as they were read."""
    settled: list[Marker | None] = [None] * len(headings)
    asked = [i for i, heading in enumerate(headings) if heading.marked or heading.bare]
    if all(headings[i].sure for i in asked) or not any(headings[i].marked for i in asked):
        return settled
    states = {0: _State(0.0)}
    for i in asked:
        states = _advance(states, headings[i])
    state = min(states.values(), key=lambda state: state.cost)
    for i in reversed(asked):
        if state.chosen and not headings[i].sure:
            settled[i] = _marker(headings[i], state.chosen)
        assert state.before is not None  # one state a line
        state = state.before
    return settled


def _advance(states: dict[int, _State], heading: Heading) -> dict[int, _State]:
    """Extend each numbering so far by every reading of the next line, keeping the cheapest for each last number."""
    after: dict[int, _State] = {}
    for last, state in states.items():
        for number, cost in _readings(heading, last):
            reached = number or last
            total = state.cost + cost + (_step(last, number) if number else 0.0)
            if reached <= _HIGHEST and (reached not in after or total < after[reached].cost):
                after[reached] = _State(total, number, state)
    return after


def _readings(heading: Heading, last: int) -> list[tuple[int, float]]:
    """Return the numbers a line can bear with what each costs; 0 stands for none."""
    if not heading.marked:
        if not heading.bare:
            return [(0, 0.0)]
        common = shared(heading.words)
        return [(0, 1.0 if common else 0.0), (last + 1, _WORN if common else _LOST)]
    ones = heading.words[: heading.markers[0].end].strip(" .,)/").isdigit()
    skip = 0.5 if ones else _NEVER if heading.sure else 3.0
    return [(0, skip), *((m.number, _cost(m, ones=ones)) for m in heading.markers if m.clear or not heading.sure)]


def _cost(marker: Marker, *, ones: bool) -> float:
    if marker.clear:
        return 0.0
    return _WORN if marker.worn else _ONES if ones else _MISREAD


def _step(last: int, number: int) -> float:
    return _STEPS.get(number - last, _LAST_RESORT)


def shared(line: str) -> bool:
    """Tell whether a line is a heading that plans share, marks and case aside."""
    return fold(line).strip(" .:") in _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(fold(heading) for heading in words("headings", "common"))


def _marker(heading: Heading, number: int) -> Marker:
    end = heading.markers[0].end if heading.markers else 0
    return Marker("roman", number, to_roman(number), end)
