"""Preparation of one page: every step only where the page needs it, so that a clean page goes through untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.prepare.prepared import POINTS_PER_INCH, Prepared, Upright

if TYPE_CHECKING:
    from extract.engines.base import Image


def prepare(drawn: Image, dpi: float) -> Prepared:
    """Return the drawn page (grey or RGB) as a grey image fit to be recognised."""
    import cv2
    import numpy as np

    grey: Image = drawn if drawn.ndim == 2 else np.asarray(cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY), np.uint8)
    height, width = grey.shape
    return Prepared(grey, dpi, Upright(width * POINTS_PER_INCH / dpi, height * POINTS_PER_INCH / dpi))
