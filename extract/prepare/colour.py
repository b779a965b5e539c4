"""Red ink taken out of a colour scan: seals and stamps lie over the text that matters most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extract.page import Image

REDDER_BY: Final = 40
"""By how much red must stand above green and blue to be ink; JPEG's colour noise stays well below."""
_FRINGE: Final = 5
_LEAST_SHARE: Final = 5e-5


def without_red(drawn: Image) -> tuple[Image, bool]:
    """Return the RGB page in grey with red ink made paper, and whether there was any.

    Red ink is light in the red channel while black letters under it stay dark, so the red channel stands in for grey
    where the ink lies, brightened until the ink itself is as light as paper.
    """
    import cv2
    import numpy as np

    grey = np.asarray(cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY), np.uint8)
    red = np.ascontiguousarray(drawn[..., 0])
    redness = cv2.subtract(red, cv2.max(drawn[..., 1], drawn[..., 2]))
    ink = cv2.threshold(redness, REDDER_BY, 1, cv2.THRESH_BINARY)[1]
    count = cv2.countNonZero(ink)
    if count < ink.size * _LEAST_SHARE:
        return grey, False
    level = float(np.median(red[ink > 0]))
    paper = float(np.median(grey[::8, ::8]))
    cleared = cv2.convertScaleAbs(red, alpha=max(paper / max(level, 1.0), 1.0))
    around = cv2.dilate(ink, np.ones((_FRINGE, _FRINGE), np.uint8))
    return np.asarray(np.where(around > 0, np.minimum(cleared, round(paper)), grey), np.uint8), True
