"""Preparation of one page: every step only where the page needs it, so that a clean page goes through untouched."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from extract.prepare import angle, light
from extract.prepare.colour import without_red
from extract.prepare.prepared import POINTS_PER_INCH, Prepared, Upright
from extract.prepare.rules import without_rules
from extract.prepare.seal import without_seals

if TYPE_CHECKING:
    from extract.page import Image

READ_AT: Final = 200.0
"""Resolution at which pages are read: 300 dpi costs half as much again and reads no better."""
_TEXT_SKEW: Final = 0.5
"""Degrees from which text is levelled: the engine follows lines that lean less, and rotation costs sharpness."""
_TABLE_SKEW: Final = 0.12
_TABLE_RULES: Final = 6
_LEAST_INK: Final = 40


def prepare(drawn: Image, dpi: float, turned: int = 0) -> Prepared:
    """Return the drawn page (grey or RGB), turned clockwise by `turned` degrees, as a grey image fit to be read."""
    import cv2
    import numpy as np

    cv2.setNumThreads(1)  # pages are spread over processes; more threads would only fight for the same cores
    steps: list[str] = []
    grey, red = (drawn, False) if drawn.ndim == 2 else without_red(drawn)
    if turned:
        grey = np.ascontiguousarray(np.rot90(grey, -turned // 90))
    grey, dpi, cleaned = _cleaned(grey, dpi)
    dark = angle.ink(grey, dpi)
    degrees = angle.skew(dark)
    height, width = grey.shape
    upright = Upright(width * POINTS_PER_INCH / dpi, height * POINTS_PER_INCH / dpi)
    if _needs_levelling(grey, dpi, degrees):
        grey = angle.rotated(grey, degrees)
        slope = math.radians(degrees)
        upright = Upright(upright.width, upright.height, math.sin(slope), math.cos(slope))
        dark = angle.ink(grey, dpi)
        steps.append(f"deskewed by {degrees:.1f} degrees")
    if not red:
        grey, sealed = without_seals(grey, dpi)
        steps += ["seal removed"] * sealed
    grey, rules = without_rules(grey, dpi)
    return Prepared(
        grey,
        dpi,
        upright,
        turned=turned,
        rules=rules,
        blank=int(dark.sum()) < _LEAST_INK,
        steps=(*(["red ink removed"] if red else []), *cleaned, *steps),
        head_down=angle.head_down(dark),
        sideways=angle.lies_sideways(dark),
    )


def _needs_levelling(grey: Image, dpi: float, degrees: float) -> bool:
    """Tell whether a page leans too much: for its text, or for its tables, whose lines must meet."""
    if abs(degrees) >= _TEXT_SKEW:
        return True
    return abs(degrees) >= _TABLE_SKEW and len(without_rules(grey, dpi)[1]) >= _TABLE_RULES


def _cleaned(grey: Image, dpi: float) -> tuple[Image, float, list[str]]:
    """Return the page without border, noise and shading, at the resolution to be read, and what was done.

    Noise goes first: enlarging or reducing would smear it.
    """
    import cv2
    import numpy as np

    steps = []
    if light.speckle(grey) > light.SPECKLED_FROM:
        grey = light.without_speckle(grey)
        steps.append("speckle removed")
    if not READ_AT * 0.85 < dpi < READ_AT * 1.1:
        factor = READ_AT / dpi
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        grey = np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how), np.uint8)
        dpi = READ_AT
    grey, bordered = light.without_border(grey, dpi)
    if bordered:
        steps.append("border removed")
    behind = light.paper(grey)
    if light.is_shaded(behind):
        grey = light.without_shading(grey, behind)
        steps.append("shading removed")
    return grey, dpi, steps
