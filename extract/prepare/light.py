"""Noise, shading and dark borders: what copying leaves on the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extract.page import Image

_STANDS_OUT: Final = 60
SPECKLED_FROM: Final = 1.5e-4
"""Share of lone dots from which a page counts as speckled: clean pages have 0 to 1e-5, bad copies 1e-3."""
SHADED_FROM: Final = 20.0
_DARK: Final = 110


def speckle(grey: Image) -> float:
    """Return the share of dots much darker, or much lighter, than all eight neighbours."""
    import cv2
    import numpy as np

    around = np.ones((3, 3), np.uint8)
    around[1, 1] = 0
    pepper = cv2.subtract(cv2.erode(grey, around), grey)
    salt = cv2.subtract(grey, cv2.dilate(grey, around))
    lone = cv2.countNonZero(cv2.threshold(cv2.max(pepper, salt), _STANDS_OUT, 1, cv2.THRESH_BINARY)[1])
    return lone / grey.size


def without_speckle(grey: Image) -> Image:
    """Return the page through a 3x3 median filter."""
    import cv2
    import numpy as np

    return np.asarray(cv2.medianBlur(grey, 3), np.uint8)


def paper(grey: Image) -> Image:
    """Return the brightness of the paper behind the print, a quarter the size of the page."""
    import cv2
    import numpy as np

    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21), np.uint8)


def is_shaded(paper_of: Image) -> bool:
    """Tell whether the paper is much darker in one place than in another, or grey all over."""
    import numpy as np

    low, high = np.percentile(paper_of, (5, 95))
    return bool(high - low > SHADED_FROM or high < 255 - 2 * SHADED_FROM)


def without_shading(grey: Image, paper_of: Image) -> Image:
    """Return the page divided by its paper, so that paper is white everywhere."""
    import cv2
    import numpy as np

    height, width = grey.shape
    behind = np.maximum(cv2.resize(paper_of, (width, height), interpolation=cv2.INTER_LINEAR), 1)
    return np.asarray(cv2.divide(grey, behind, scale=255), np.uint8)


def without_border(grey: Image, dpi: float) -> tuple[Image, bool]:
    """Return the page with the dark margins that a scanner's lid leaves made white, and whether there were any.

    A margin is a dark area, solid over a tenth of an inch, that touches the page's edge.
    """
    import cv2
    import numpy as np

    factor = 50.0 / dpi
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = cv2.threshold(small, _DARK, 1, cv2.THRESH_BINARY_INV)[1]
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    _, labels = cv2.connectedComponents(solid, connectivity=8)
    edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    margin = np.isin(labels, edge[edge > 0]).astype(np.uint8)
    if not 0.0005 < margin.mean() < 0.4:
        return grey, False
    height, width = grey.shape
    mask = cv2.resize(cv2.dilate(margin, np.ones((3, 3), np.uint8)), (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(np.where(mask > 0, 255, grey), np.uint8), True
