"""Rows of letters that recognition passed over, found by their ink and read on their own.

The engine takes bold names beside seals and signatures for pictures; letters stand level, alike in height and dense,
as pen strokes do not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.page import Box, Line
from extract.prepare.cutting import cut
from extract.prepare.prepared import POINTS_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.engines.base import Engine
    from extract.page import Image
    from extract.prepare.prepared import Prepared

_LETTER_INCHES: Final = (0.045, 0.3)
_WIDEST_INCHES: Final = 2.0
"""Bold letters of a whole name may have grown together."""
_DENSE: Final = 0.14
_LEAST_DOTS: Final = 4
_HALF: Final = 0.5
"""Letters are found at half the size that they are read at: a quarter of the dots tells as much."""
_GAP_INCHES: Final = 0.11
_ROW_INCHES: Final = (0.05, 0.32)
_SHORTEST_INCHES: Final = 0.15
_MOST_ROWS: Final = 24
_AROUND: Final = 2.0
_BESIDE: Final = 1.5
_WEAK: Final = 0.5
_SURE: Final = 0.75


def with_missed_rows(
    lines: Sequence[Line], elsewhere: Sequence[Box], prepared: Prepared, engine: Engine
) -> tuple[Line, ...]:
    """Return the lines with rows of letters read that none of them covers; `elsewhere` is read by others.

    A row that is read surely takes the place of lines in which nothing was.
    """
    read = [line for line in lines if not _is_weak(line)]
    weak = [line for line in lines if _is_weak(line)]
    boxes = [word.box for line in read for word in line.words if word.box]
    rows = missed_rows(prepared, (*boxes, *elsewhere))
    if not rows:
        return tuple(lines)
    cuttings = [cut(prepared, row) for row in rows]
    again = engine.recognise([cutting.image for cutting in cuttings], prepared.dpi, "block")
    found = [
        cutting.placed_line(line)
        for cutting, made in zip(cuttings, again, strict=True)
        for line in made
        if _is_sure(line)
    ]
    for line in weak:
        at = next((number for number, other in enumerate(found) if _overlap(line.box, other.box)), None)
        if at is None:
            read.append(line)
        else:
            found[at] = _completed(found[at], line)
    return (*read, *found)


def _completed(found: Line, weak: Line) -> Line:
    """Return a row with the words of a weak line that stand in it beside what was read now, such as its number."""
    row = found.box
    beside = (word for word in weak.words if not _overlap(word.box, row) and _is_level(word.box, row))
    words = sorted((*found.words, *beside), key=lambda word: word.box.x0 if word.box else 0.0)
    return replace(found, words=tuple(words))


def _is_level(box: Box | None, row: Box | None) -> bool:
    return box is not None and row is not None and row.y0 < box.middle[1] < row.y1 and box.height < 1.5 * row.height


def missed_rows(prepared: Prepared, covered: Sequence[Box]) -> tuple[Box, ...]:
    """Return where letters stand in a row outside the covered places (points of the prepared image)."""
    import cv2
    import numpy as np

    dpi = prepared.dpi * _HALF
    scale = dpi / POINTS_PER_INCH
    dark = _ink(prepared.image)
    for box in covered:
        rows = slice(max(0, round((box.y0 - _BESIDE) * scale)), round((box.y1 + _BESIDE) * scale))
        dark[rows, max(0, round((box.x0 - _BESIDE) * scale)) : round((box.x1 + _BESIDE) * scale)] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    high, wide, dots = (stats[:, at] for at in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA))
    letter = (high >= _LETTER_INCHES[0] * dpi) & (high <= _LETTER_INCHES[1] * dpi) & (wide <= _WIDEST_INCHES * dpi)
    letter &= (dots >= _DENSE * high * wide) & (dots >= _LEAST_DOTS)
    letter[0] = False
    if not letter.any():
        return ()
    reach = round(_GAP_INCHES * dpi)
    letters = np.pad(letter[labels].astype(np.uint8), ((0, 0), (reach, reach)))
    grown = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))[:, reach:-reach]
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(grown), connectivity=8)
    made = [
        Box(x / scale - _AROUND, y / scale - _AROUND, (x + width) / scale + _AROUND, (y + height) / scale + _AROUND)
        for x, y, width, height, _ in stats[1:].tolist()
        if _ROW_INCHES[0] * dpi <= height <= _ROW_INCHES[1] * dpi and width >= _SHORTEST_INCHES * dpi
    ]
    return tuple(made) if len(made) <= _MOST_ROWS else ()


def _ink(image: Image) -> Image:
    """Return the ink as 0/1 at half the size."""
    import cv2
    import numpy as np

    small = cv2.resize(image, None, fx=_HALF, fy=_HALF, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.threshold(small, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1], np.uint8)


def _is_weak(line: Line) -> bool:
    """Tell whether no word of a line was read halfway surely."""
    return not any(word.confidence >= _WEAK and any(map(str.isalnum, word.raw)) for word in line.words)


def _is_sure(line: Line) -> bool:
    """Tell whether a row is words, read surely: strokes and specks read as signs are neither."""
    letters = sum(len(word.raw) for word in line.words)
    sure = sum(word.confidence * len(word.raw) for word in line.words) / letters
    return sure >= _SURE and any(sum(map(str.isalpha, word.raw)) >= 2 for word in line.words)


def _overlap(one: Box | None, two: Box | None) -> bool:
    if one is None or two is None:
        return False
    return min(one.x1, two.x1) > max(one.x0, two.x0) and min(one.y1, two.y1) > max(one.y0, two.y0)
