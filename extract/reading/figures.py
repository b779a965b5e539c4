"""Figures read twice: every word that holds a digit, or may, is read again from its own cut-out with other data.

What two readings leave open is read twice more, from the cut-out blurred and reduced; `weighing` says what stands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Final

from extract.page import union
from extract.prepare.cutting import REDUCED_TO, blurred, cut_word, reduced
from extract.reading.arbiter import as_second, confirmed, decided_by
from extract.reading.glance import glances
from extract.reading.seams import seamed
from extract.reading.strokes import with_strokes_counted
from extract.reading.weighing import SETTLED, Second, decided, may_be_figure_alone, may_hold, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.engines.base import Engine
    from extract.page import Image, Line, Word
    from extract.prepare.prepared import Prepared
    from extract.reading.glance import Glance

_Place = tuple[int, int]
_STROKES: Final = frozenset({"l", "|", "!"})
_STROKE_AT_END: Final = re.compile(r"[lI|!][.,;:)]*")
_DIRT: Final = 0.5
_SPLIT_AT_MARK: Final = re.compile(r"(?<=\d[.,])\s(?=\d)|(?<=\d)\s(?=[.,]\d)")
_TORN: Final = 0.3
"""Share of a digit's height: two digits of one number stand at most so far apart, two words farther."""
_SLIMMER: Final = 0.14
"""As much more for each 1 beside the gap, which fills but half its width."""


def with_figures_read_twice(lines: Sequence[Line], prepared: Prepared, engine: Engine) -> tuple[Line, ...]:
    """Return the lines with their figures weighed against further readings; boxes in points of the prepared image."""
    lines = [stroke_as_one(joined(seamed(line))) for line in lines]
    at = [
        (row, column)
        for row, line in enumerate(lines)
        for column, word in enumerate(line.words)
        if may_hold(word) or (len(line.words) == 1 and may_be_figure_alone(word))
    ]
    words = {place: lines[place[0]].words[place[1]] for place in at}
    cuttings = {
        place: cut_word(prepared, word.box, _beside(lines[place[0]].words, place[1])).image
        for place, word in words.items()
        if word.box
    }
    seen = dict(zip(cuttings, glances(list(cuttings.values())), strict=True))
    sure = {place: word for place in cuttings if (word := confirmed(words[place], seen[place]))}
    open_ones = {place: image for place, image in cuttings.items() if place not in sure}
    weighed = _weighed({place: words[place] for place in open_ones}, open_ones, seen, prepared.dpi, engine)
    counted = sure | {place: with_strokes_counted(word, cuttings[place]) for place, word in weighed.items()}
    return tuple(
        replace(line, words=tuple(counted.get((row, column), word) for column, word in enumerate(line.words)))
        for row, line in enumerate(lines)
    )


def _weighed(
    words: dict[_Place, Word],
    cuttings: dict[_Place, Image],
    seen: dict[_Place, Glance | None],
    dpi: float,
    engine: Engine,
) -> dict[_Place, Word]:
    """Return words as a second reading and what was seen settle them, what these leave open as further ones decide."""
    seconds = _read(cuttings, dpi, engine)
    made = {
        place: word
        for place, second in seconds.items()
        if (word := decided_by(words[place], seen[place], second) or settled(words[place], second))
    }
    unsettled = {place: image for place, image in cuttings.items() if place not in made}
    thirds = _read({place: blurred(image) for place, image in unsettled.items()}, dpi, engine)
    looked = {place: as_second(seen[place]) for place in unsettled}
    rest = [place for place, second in looked.items() if second is None]
    fourths = _read({place: reduced(unsettled[place]) for place in rest}, dpi * REDUCED_TO, engine)
    for place in unsettled:
        fourth = looked[place] or fourths[place]
        made[place] = decided(words[place], (seconds[place], thirds[place], fourth))
    return made


def _beside(words: Sequence[Word], at: int) -> tuple[float, float]:
    """Return where the word before ends and the word behind begins, as far as they do not lie under the word.

    Words that were hardly read are dirt, whose boxes say nothing.
    """
    box = words[at].box
    before = words[at - 1].box if at and words[at - 1].confidence >= _DIRT else None
    after = words[at + 1].box if at + 1 < len(words) and words[at + 1].confidence >= _DIRT else None
    left = before.x1 if before and box and before.x1 < box.middle[0] else -inf
    return left, after.x0 if after and box and after.x0 > box.x0 else inf


def joined(line: Line) -> Line:
    """Return the line with figures put together that were torn: digits stand nearer to one another than words do."""
    words: list[Word] = []
    for word in line.words:
        before = words[-1] if words else None
        begins = word.raw[0].isdigit() or _STROKE_AT_END.fullmatch(word.raw)
        if before is not None and before.raw[-1].isdigit() and begins and _touch(before, word):
            raw = before.raw + word.raw
            sure = min(before.confidence, word.confidence)
            words[-1] = replace(before, raw=raw, text=raw, box=union((before.box, word.box)), confidence=sure)
        else:
            words.append(word)
    return line if len(words) == len(line.words) else replace(line, words=tuple(words))


def _touch(left: Word, right: Word) -> bool:
    if left.box is None or right.box is None:
        return False
    height = min(left.box.height, right.box.height)
    apart = _TORN + _SLIMMER * sum((left.raw[-1] + right.raw[0]).count(sign) for sign in "1lI|!")
    return -_TORN * height < right.box.x0 - left.box.x1 < apart * height


def stroke_as_one(line: Line) -> Line:
    """Return a line that is nothing but a stroke as the figure 1, weakly: no Vietnamese word is a lone l."""
    if len(line.words) != 1 or line.words[0].raw.strip(".)") not in _STROKES:
        return line
    word = line.words[0]
    raw = "1" + word.raw.strip("l|!")
    return replace(line, words=(replace(word, raw=raw, text=raw, confidence=min(word.confidence, SETTLED)),))


def _read(cuttings: dict[tuple[int, int], Image], dpi: float, engine: Engine) -> dict[tuple[int, int], Second]:
    """Read cut-outs for their figures, all in one call."""
    if not cuttings:
        return {}
    read = engine.recognise(list(cuttings.values()), dpi, "figures")
    return {place: _second(lines) for place, lines in zip(cuttings, read, strict=True)}


def _second(lines: Iterable[Line]) -> Second:
    words = [word for line in lines for word in line.words]
    text = _SPLIT_AT_MARK.sub("", " ".join(word.raw for word in words))
    return Second(text, min((word.confidence for word in words), default=0.0))
