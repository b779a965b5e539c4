"""Cut-outs of a prepared page, set on white paper, and the way back from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Final

from extract.page import Box, Line
from extract.prepare.prepared import POINTS_PER_INCH

if TYPE_CHECKING:
    from extract.page import Image
    from extract.prepare.prepared import Prepared

REDUCED_TO: Final = 0.75
MARGIN: Final = 12
"""White dots around a cut-out; the engine reads text that touches the edge badly."""
_DARK_BY: Final = 70
_PAPER_FROM: Final = 0.92
"""Share of the paper's brightness from which a dot is paper; faint rests of ruling lines are misread as strokes."""
_LEAST_INK: Final = 6
_REACH_INCHES: Final = 0.5
"""How far a cut-out grows: the engine may have read the half of a date as another word, where a fold crosses it."""
_NEAR_INCHES: Final = 0.042
_NEAR_HEIGHTS: Final = 0.3
_SLACK: Final = 0.8
_TALL: Final = 0.5
_SLIMMEST: Final = 0.3
_DIGIT_INCHES: Final = (0.06, 0.25)
_TAIL: Final = 0.22
"""Share of a word's height kept below it: where a comma was overlooked, its tail is not in the word's box."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """A cut-out on white paper; `x`, `y` is where its top left corner lies on the prepared page, in points."""

    image: Image
    x: float
    y: float

    def placed(self, box: Box | None) -> Box | None:
        """Return the box as it stands on the prepared page."""
        if box is None:
            return None
        return Box(box.x0 + self.x, box.y0 + self.y, box.x1 + self.x, box.y1 + self.y)

    def placed_line(self, line: Line) -> Line:
        """Return the line with its words as they stand on the prepared page."""
        return Line(line.page, tuple(replace(word, box=self.placed(word.box)) for word in line.words))


def cut(prepared: Prepared, box: Box) -> Cutting:
    """Return what stands in a box (points of the prepared page), with a white margin."""
    import cv2
    import numpy as np

    scale = prepared.dpi / POINTS_PER_INCH
    height, width = prepared.image.shape
    x0, y0 = max(0, round(box.x0 * scale)), max(0, round(box.y0 * scale))
    x1, y1 = min(width, max(round(box.x1 * scale), x0 + 1)), min(height, max(round(box.y1 * scale), y0 + 1))
    part = prepared.image[min(y0, height - 1) : y1, min(x0, width - 1) : x1]
    paper = float(np.percentile(part, 90))
    white = cv2.convertScaleAbs(part, alpha=255 / max(paper * _PAPER_FROM, 1.0))
    framed = cv2.copyMakeBorder(white, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=(255,))
    return Cutting(np.asarray(framed, np.uint8), (x0 - MARGIN) / scale, (y0 - MARGIN) / scale)


def has_ink(image: Image) -> bool:
    """Tell whether anything of a letter's or digit's size stands in a cut-out."""
    import cv2
    import numpy as np

    dark = (image < int(image.max()) - _DARK_BY).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    heights, widths, areas = (stats[1:, column] for column in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA))
    return bool(((areas >= _LEAST_INK) & (np.maximum(heights, widths) >= 5)).any())


def lone_ink(prepared: Prepared, box: Box) -> Box | None:
    """Return the place of the signs as high as digits in a box of the prepared page, None where there are none."""
    import cv2
    import numpy as np

    scale = prepared.dpi / POINTS_PER_INCH
    x, y = round(box.x0 * scale), round(box.y0 * scale)
    part = prepared.image[y : round(box.y1 * scale), x : round(box.x1 * scale)]
    if not part.size:
        return None
    dark = (part < int(part.max()) - _DARK_BY).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    high = stats[1:, cv2.CC_STAT_HEIGHT] / prepared.dpi
    signs = stats[1:][(high >= _DIGIT_INCHES[0]) & (high <= _DIGIT_INCHES[1])]
    if not len(signs):
        return None
    left, top = signs[:, cv2.CC_STAT_LEFT], signs[:, cv2.CC_STAT_TOP]
    right, bottom = left + signs[:, cv2.CC_STAT_WIDTH], top + signs[:, cv2.CC_STAT_HEIGHT]
    return Box(
        (x + int(left.min())) / scale, (y + int(top.min())) / scale,
        (x + int(right.max())) / scale, (y + int(bottom.max())) / scale,
    )  # fmt: skip


def cut_word(prepared: Prepared, box: Box, between: tuple[float, float] = (-inf, inf)) -> Cutting:
    """Return a word's cut-out, widened to ink that stands as near to it as letters of one word do.

    An engine's box sometimes leaves out the first or last digit; a second reading of the same box would not see it.
    What lies outside `between`, the words beside it, stays out, also where the engine's box reaches into them.
    """
    import numpy as np

    scale = prepared.dpi / POINTS_PER_INCH
    box = _narrowed(box, between)
    height, width = prepared.image.shape
    y0, y1 = max(0, round(box.y0 * scale)), min(height, round(box.y1 * scale) + 1)
    x0, x1 = max(0, round(box.x0 * scale)), min(width, round(box.x1 * scale) + 1)
    reach = round(_REACH_INCHES * prepared.dpi)
    left, right = max(0, x0 - reach), min(width, x1 + reach)
    band = prepared.image[y0:y1, left:right]
    if not band.size:
        return cut(prepared, box)
    inked = (band < int(band.max()) - _DARK_BY).sum(axis=0) >= 2
    near = max(1, round(min(_NEAR_HEIGHTS * (y1 - y0), _NEAR_INCHES * prepared.dpi)))
    first, last = x0 - left, x1 - left
    before = np.flatnonzero(inked[:first])[::-1]
    for column in before:
        if first - column > near:
            break
        first = int(column)
    for column in np.flatnonzero(inked[last:]) + last:
        if column - last >= near:
            break
        last = int(column) + 1
    top, bottom = _digits_rows(band[:, first:last], y0, y1)
    above, below = _SLACK, _TAIL * (bottom - top) / scale
    wide = Box(
        (left + first) / scale - above, top / scale - above, (left + last) / scale + above, bottom / scale + below
    )
    return cut(prepared, _narrowed(wide, between))


def _digits_rows(band: Image, y0: int, y1: int) -> tuple[int, int]:
    """Return from where to where the tall signs of a word reach; specks above and below it stretch an engine's box."""
    import cv2
    import numpy as np

    dark = (band < int(band.max()) - _DARK_BY).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    starts, heights = stats[1:, cv2.CC_STAT_TOP], stats[1:, cv2.CC_STAT_HEIGHT]
    if not heights.size:
        return y0, y1
    tall = heights >= _TALL * heights.max()
    return y0 + int(starts[tall].min()), y0 + int((starts + heights)[tall].max())


def _narrowed(box: Box, between: tuple[float, float]) -> Box:
    """Return the part of a box between two words; the box itself where hardly a digit's width would be left."""
    x0, x1 = max(box.x0, between[0]), min(box.x1, between[1])
    return Box(x0, box.y0, x1, box.y1) if x1 - x0 >= _SLIMMEST * box.height else box


def blurred(image: Image) -> Image:
    """Return a cut-out slightly out of focus: specks and faint strokes across it lose their weight."""
    import cv2
    import numpy as np

    return np.asarray(cv2.GaussianBlur(image, (0, 0), 1.0), np.uint8)


def reduced(image: Image) -> Image:
    """Return a cut-out at three quarters of its size."""
    import cv2
    import numpy as np

    return np.asarray(cv2.resize(image, None, fx=REDUCED_TO, fy=REDUCED_TO, interpolation=cv2.INTER_AREA), np.uint8)
