"""How a page lies: turned by quarters, and skewed by a few degrees."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.page import Image

MOST_SKEW: Final = 6.0
_WORKING_DPI: Final = 80.0
_COARSE: Final = 0.5
_FINE: Final = 0.05
_STRIPS: Final = 6


def ink(grey: Image, dpi: float) -> Image:
    """Return the ink as 0/1 at a small working size, without long straight lines, which say nothing of the letters."""
    import cv2
    import numpy as np

    factor = min(1.0, _WORKING_DPI / dpi)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    paper = cv2.blur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (31, 31))
    dark = (small.astype(np.int16) < paper.astype(np.int16) * 0.75).astype(np.uint8)
    long = round(_WORKING_DPI * 0.6)
    for shape in ((1, long), (long, 1)):
        lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        dark[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = 0
    return np.asarray(dark, np.uint8)


def skew(dark: Image) -> float:
    """Return by how many degrees lines of text fall towards the right (0 where there is too little ink to tell).

    The angle at which the rows' ink differs most from row to row, coarse first, then fine.
    """
    import numpy as np

    down, across = np.nonzero(dark)
    if len(down) < 200:
        return 0.0
    best = max(np.arange(-MOST_SKEW, MOST_SKEW + _COARSE / 2, _COARSE), key=lambda at: _sharpness(down, across, at))
    fine = np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE)
    return float(max(fine, key=lambda at: _sharpness(down, across, at)))


def lies_sideways(dark: Image) -> bool:
    """Tell whether lines of text run down the page rather than across it.

    Letters stand closer to their neighbours in the word than lines do, so letters grown together make words, longer
    than high. Rows and columns as such would not tell: a table's are alike.
    """
    import cv2
    import numpy as np

    words = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(words, connectivity=8)
    across, down = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    size = np.maximum(across, down)
    letters = (np.minimum(across, down) >= 4) & (size <= round(_WORKING_DPI * 1.5))
    wide = float(size[letters & (across > 1.5 * down)].sum())
    tall = float(size[letters & (down > 1.5 * across)].sum())
    return tall > 2.0 * wide and tall > _WORKING_DPI


def head_down(dark: Image) -> float:
    """Return how much the page looks upside down: below 0 upright, above 0 upside down, near 0 no telling.

    Lines of Latin letters end sharply at the baseline and softly at the top, where capitals and diacritics rise;
    the cubed steps of the rows' ink, summed over vertical strips, keep the sign of the sharper edge.
    """
    import numpy as np

    total, size = 0.0, 0.0
    for strip in np.array_split(dark, _STRIPS, axis=1):
        steps = np.diff(strip.sum(axis=1, dtype=np.float64))
        total += float((steps**3).sum())
        size += float((np.abs(steps) ** 3).sum())
    return total / size if size else 0.0


def rotated(grey: Image, degrees: float) -> Image:
    """Return the page rotated counter-clockwise on the same canvas, its edges continued outwards."""
    import cv2
    import numpy as np

    height, width = grey.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    turned = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def _sharpness(down: NDArray[np.intp], across: NDArray[np.intp], degrees: float) -> float:
    """Return how sharply rows of ink differ when lines falling by `degrees` are levelled."""
    import numpy as np

    rows = down - across * math.tan(math.radians(degrees))
    counts = np.bincount(np.rint(rows - rows.min()).astype(np.intp)).astype(np.float64)
    return float((np.diff(counts) ** 2).sum())
