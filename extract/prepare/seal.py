"""Seals on scans without colour: found by their ring, and made paper where they are not print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.prepare.dark_seal import without_dark_seal

if TYPE_CHECKING:
    from extract.page import Image

_WORKING_DPI: Final = 50.0
_LEAST_RADIUS, _MOST_RADIUS = 0.5, 0.95
"""Inches: offices' seals are 32 to 42 mm wide."""
_ROUND: Final = 0.75
_WHOLE: Final = 0.88
"""A seal's ring is inked nearly all round where it is inked most, a circle through lines of text three quarters."""
_CONTRAST: Final = 0.3
_VOTES: Final = 22.0
_LIGHTER_BY: Final = 35
_Circle = tuple[float, float, float]


def without_seals(grey: Image, dpi: float) -> tuple[Image, bool]:
    """Return the page with seals made paper, and whether there was one.

    Print under a seal's ink stays where it is darker; of a seal as dark as print, as on a bitonal scan, only the rows
    of print that run into it stay.
    """
    cleared = grey
    for circle in _rings(grey, dpi):
        lightened = _lightened(cleared, circle)
        cleared = lightened if lightened is not cleared else without_dark_seal(cleared, circle, dpi)
    return cleared, cleared is not grey


def _rings(grey: Image, dpi: float) -> list[_Circle]:
    """Return centre and radius, in dots of the page, of circles that are inked for most of their length."""
    import cv2
    import numpy as np

    factor = _WORKING_DPI / dpi
    small = cv2.GaussianBlur(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), (0, 0), 0.8)
    found = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, 1, _WORKING_DPI, param1=80, param2=_VOTES,
        minRadius=round(_LEAST_RADIUS * _WORKING_DPI), maxRadius=round(_MOST_RADIUS * _WORKING_DPI),
    )  # fmt: skip
    if found is None:
        return []
    dark = (small < np.median(small) - 25).astype(np.uint8)
    candidates = [(float(x), float(y), float(radius)) for x, y, radius in np.reshape(found, (-1, 3))[:8]]
    rings = (_ring(dark, circle) for circle in candidates)
    return [(ring[0] / factor, ring[1] / factor, ring[2] / factor) for ring in rings if ring is not None]


def _ring(dark: Image, circle: _Circle) -> _Circle | None:
    """Return the outermost ring about a circle's centre that is inked nearly all round; None where there is none.

    Just outside it there is less ink, as there is not round a circle drawn through text.
    """
    x, y, radius = circle
    inked = {reach: _inked(dark, (x, y, reach)) for reach in range(round(radius * 0.85), round(radius * 1.25))}
    if max(inked.values()) < _WHOLE:
        return None
    ring = (x, y, float(max(reach for reach, share in inked.items() if share >= _ROUND)))
    outside = _inked(dark, (x, y, ring[2] * 1.15))
    return ring if _inked(dark, ring) - outside >= _CONTRAST else None


def _inked(dark: Image, circle: _Circle) -> float:
    """Return the share of a circle's length that is inked within a dot of it."""
    import numpy as np

    x, y, radius = circle
    around = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    found = np.zeros(len(around), bool)
    for reach in (radius - 1, radius, radius + 1):
        across = np.clip(np.rint(x + reach * np.cos(around)).astype(int), 0, dark.shape[1] - 1)
        down = np.clip(np.rint(y + reach * np.sin(around)).astype(int), 0, dark.shape[0] - 1)
        found |= dark[down, across] > 0
    return float(found.mean())


def _lightened(grey: Image, circle: _Circle) -> Image:
    """Return the page with what is lighter than print made paper in a circle; the page itself if print is no darker."""
    import cv2
    import numpy as np

    x, y, radius = circle
    reach = radius * 1.08
    top, left = max(0, round(y - reach)), max(0, round(x - reach))
    part = grey[top : round(y + reach), left : round(x + reach)]
    rows, columns = np.ogrid[: part.shape[0], : part.shape[1]]
    away = np.hypot(rows + top - y, columns + left - x)
    ring = part[(np.abs(away - radius) < radius * 0.05) & (part < 200)]
    inked = grey[::3, ::3][grey[::3, ::3] < 128]
    if not ring.size or not inked.size:
        return grey
    seal, print_level = float(np.percentile(ring, 25)), float(np.percentile(inked, 15))
    if seal - print_level < _LIGHTER_BY:
        return grey
    middle = print_level + 0.85 * (seal - print_level)
    stretched = cv2.convertScaleAbs(
        np.clip(part.astype(np.float32) - print_level, 0, None), alpha=255 / (middle - print_level)
    )
    cleared = grey.copy()
    cleared[top : top + part.shape[0], left : left + part.shape[1]] = np.where(away <= reach, stretched, part)
    return cleared
