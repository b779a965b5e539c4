"""Two columns that the engine took for one, as in a letter's foot, read apart where their rows were mixed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.page import Box, Line, union
from extract.prepare.cutting import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.engines.base import Engine
    from extract.page import Word
    from extract.prepare.prepared import Prepared

_GULF: Final = 60.0
"""Points between two words of a line from which these stand in two columns."""
_NARROWEST: Final = 24.0
_APART: Final = 40.0
_LOST: Final = 0.3
_FEWEST_LOST: Final = 3
_AROUND: Final = 2.0


@dataclass(frozen=True, slots=True)
class _Split:
    """A line over both columns: its words on the left and on the right."""

    line: Line
    left: tuple[Word, ...]
    right: tuple[Word, ...]

    @property
    def gulf(self) -> tuple[float, float]:
        """From where to where nothing stands."""
        return _box(self.left).x1, _box(self.right).x0


def with_columns_apart(lines: Sequence[Line], prepared: Prepared, engine: Engine) -> tuple[Line, ...]:
    """Return the lines, those over two columns read again column by column where words were lost in them."""
    made = list(lines)
    for group in _groups(sorted(filter(None, map(_split, lines)), key=lambda one: _box(one.line.words).y0)):
        halves = [[Line(one.line.page, one.left) for one in group], [Line(one.line.page, one.right) for one in group]]
        if len(group) < 2 or not any(map(_lost_words, halves)):
            continue
        for one in group:
            made.remove(one.line)
        apart, places = _read_apart(halves, prepared, engine)
        made = [line for line in made if not any(place.holds(*_box(line.words).middle) for place in places)]
        made += apart
    return tuple(made)


def _split(line: Line) -> _Split | None:
    words = line.words
    if any(word.box is None for word in words):
        return None
    for at in range(1, len(words)):
        if _box(words[at:]).x0 - _box(words[:at]).x1 >= _GULF:
            return _Split(line, words[:at], words[at:])
    return None


def _groups(splits: Iterable[_Split]) -> list[list[_Split]]:
    """Put together lines that follow one another with a gulf in common."""
    groups: list[list[_Split]] = []
    for one in splits:
        last = groups[-1] if groups else []
        start, end = _gulf((*last, one))
        near = last and _box(one.line.words).y0 - _box(last[-1].line.words).y1 < _APART
        if near and end - start >= _NARROWEST:
            last.append(one)
        else:
            groups.append([one])
    return groups


def _gulf(group: Sequence[_Split]) -> tuple[float, float]:
    return max(one.gulf[0] for one in group), min(one.gulf[1] for one in group)


def _lost_words(half: Sequence[Line]) -> bool:
    """Tell whether words were lost in a column; signs that a signature was read as are none."""
    lost = (word for line in half for word in line.words if word.confidence < _LOST)
    return sum(sum(map(str.isalpha, word.raw)) > 1 for word in lost) >= _FEWEST_LOST


def _read_apart(halves: Sequence[list[Line]], prepared: Prepared, engine: Engine) -> tuple[list[Line], list[Box]]:
    """Return the columns, one in which words were lost as read on its own if that is surer; and where that is."""
    places = [_box([word for line in half for word in line.words]) for half in halves]
    around = [Box(box.x0 - _AROUND, max(0.0, box.y0 - _AROUND), box.x1 + _AROUND, box.y1 + _AROUND) for box in places]
    cuttings = [cut(prepared, box) for box in around]
    read = engine.recognise([cutting.image for cutting in cuttings], prepared.dpi, "block")
    made: list[Line] = []
    again: list[Box] = []
    for half, place, cutting, found in zip(halves, around, cuttings, read, strict=True):
        placed = [cutting.placed_line(line) for line in found]
        surer = _lost_words(half) and _certainty(placed) > _certainty(half)
        made += placed if surer else half
        again += [place] * surer
    return made, again


def _certainty(lines: Iterable[Line]) -> float:
    return sum(word.confidence * len(word.raw) for line in lines for word in line.words)


def _box(words: Sequence[Word]) -> Box:
    box = union(word.box for word in words)
    assert box is not None  # a line whose words have no boxes is not split
    return box
