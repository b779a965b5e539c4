"""Ruling lines: found, taken out of the image before recognition, and kept for the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.page import Rule

if TYPE_CHECKING:
    from extract.engines.base import Image

SHORTEST_INCHES: Final = 0.36
_THICKEST_INCHES: Final = 0.04
_POINTS: Final = 72.0
_CROWDED: Final = 0.3


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
    """Return the ink as 0/1 at full size."""
    import cv2
    import numpy as np

    return np.asarray(cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1], np.uint8)


def _paper_level(grey: Image) -> int:
    import numpy as np

    return int(np.percentile(grey[::4, ::4], 75))


def _lines(dark: Image, dpi: float, *, across: bool) -> tuple[Image, list[Rule]]:
    """Return the mask of long thin lines in one direction, and the lines themselves in points."""
    import cv2
    import numpy as np

    length, thick = round(dpi * SHORTEST_INCHES), round(dpi * _THICKEST_INCHES)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 3) if across else (3, 1), np.uint8))
    lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length) if across else (length, 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    kept = np.zeros(count, np.uint8)
    rules = []
    scale = _POINTS / dpi
    for label, (x, y, width, height, _area) in enumerate(stats[1:].tolist(), start=1):
        if (height if across else width) > 2 * thick or not _stands_free(dark, (x, y, width, height), across=across):
            continue
        kept[label] = 1
        if across:
            middle = (y + height / 2) * scale
            rules.append(Rule(x * scale, middle, (x + width) * scale, middle))
        else:
            middle = (x + width / 2) * scale
            rules.append(Rule(middle, y * scale, middle, (y + height) * scale))
    return kept[labels], rules


def _stands_free(dark: Image, box: tuple[int, int, int, int], *, across: bool) -> bool:
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
