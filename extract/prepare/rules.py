"""Ruling lines: found, taken out of the image before recognition, and kept for the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.page import Rule

if TYPE_CHECKING:
    from extract.page import Image

SHORTEST_INCHES: Final = 0.36
_PIECE_INCHES: Final = 0.17
_BESIDE_INCHES: Final = 0.015
_Pixels = tuple[int, int, int, int]
_THICKEST_INCHES: Final = 0.04
_POINTS: Final = 72.0
_CROWDED: Final = 0.3
_FAINT: Final = 0.86


def without_rules(grey: Image, dpi: float) -> tuple[Image, tuple[Rule, ...]]:
    """Return the page without straight lines along its sides, and the lines in points.

    Letters that a line crosses are mended: where ink goes on above and below a horizontal line it is left in it.
    """
    import cv2
    import numpy as np

    dark = dark_ink(grey)
    rules: list[Rule] = []
    cleared = grey
    for across in (True, False):
        mask, found = _lines(dark, dpi, across=across)
        if not found:
            continue
        rules.extend(found)
        wide = cv2.dilate(mask, np.ones((5, 3) if across else (3, 5), np.uint8))
        without = cv2.subtract(dark, wide)
        reach = round(dpi * _THICKEST_INCHES) + 5
        bridge = cv2.morphologyEx(without, cv2.MORPH_CLOSE, np.ones((reach, 1) if across else (1, reach), np.uint8))
        gone = (wide > 0) & ((bridge == 0) | (dark == 0))
        cleared = np.where(gone, _paper_level(grey), cleared)
    return np.asarray(cleared, np.uint8), tuple(rules)


def dark_ink(grey: Image) -> Image:
    """Return the ink as 0/1 at full size; faint ink too, as lines lose toner first."""
    import cv2
    import numpy as np

    level = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[0]
    faint = max(level, _paper_level(grey) * _FAINT)
    return np.asarray(cv2.threshold(grey, faint, 1, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _paper_level(grey: Image) -> int:
    import numpy as np

    return int(np.percentile(grey[::4, ::4], 75))


def _lines(dark: Image, dpi: float, *, across: bool) -> tuple[Image, list[Rule]]:
    """Return the mask of thin lines in one direction, and the lines themselves in points.

    Short ones down the page, such as the column lines of a single row, count only where they continue a long one.
    """
    import cv2
    import numpy as np

    least, thick = round(dpi * (SHORTEST_INCHES if across else _PIECE_INCHES)), round(dpi * _THICKEST_INCHES)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 3) if across else (3, 1), np.uint8))
    lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, least) if across else (least, 1), np.uint8))
    outlines = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    boxes: list[_Pixels] = [tuple(cv2.boundingRect(outline)) for outline in outlines]  # type: ignore[misc]
    thin = [box for box in boxes if box[3 if across else 2] <= 2 * thick and _stands_free(dark, box, across=across)]
    long = [box for box in thin if box[2 if across else 3] >= dpi * SHORTEST_INCHES]
    levels = np.array([_level(box, across=across) for box in long])
    kept = [
        box for box in thin if len(long) and np.abs(levels - _level(box, across=across)).min() <= _BESIDE_INCHES * dpi
    ]
    mask = np.zeros_like(lines)
    for x, y, width, height in kept:
        mask[y : y + height, x : x + width] = np.maximum(
            mask[y : y + height, x : x + width], lines[y : y + height, x : x + width]
        )
    rules = (_rule(box, _POINTS / dpi, across=across) for box in kept)
    return np.asarray(mask, np.uint8), sorted(rules, key=_corner)


def _level(box: _Pixels, *, across: bool) -> float:
    """Return where a line lies: its y where it runs across, else its x."""
    x, y, width, height = box
    return y + height / 2 if across else x + width / 2


def _rule(box: _Pixels, scale: float, *, across: bool) -> Rule:
    x, y, width, height = box
    at = _level(box, across=across) * scale
    return Rule(x * scale, at, (x + width) * scale, at) if across else Rule(at, y * scale, at, (y + height) * scale)


def _corner(rule: Rule) -> tuple[float, float]:
    return rule.y0, rule.x0


def _stands_free(dark: Image, box: _Pixels, *, across: bool) -> bool:
    """Tell whether there is mostly paper on both sides of a line, as there is not along a row of letters."""
    x, y, width, height = box
    if across:
        before, after = dark[max(0, y - 4) : max(0, y - 2), x : x + width], dark[y + height + 2 :, x : x + width][:2]
    else:
        before, after = (
            dark[y : y + height, max(0, x - 4) : max(0, x - 2)],
            dark[y : y + height, x + width + 2 :][:, :2],
        )
    return all(side.size == 0 or side.mean() < _CROWDED for side in (before, after))
