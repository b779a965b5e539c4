"""Seals as dark as print, as bitonal scans have them: the rings and the inscription go, print that crosses stays.

Brightness tells nothing of such a seal, so shape must: its rings are lines along a circle about one middle, its
inscription lies within them, and what belongs to the page comes in from outside as a row of letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from extract.page import Image

_SEARCH: Final = 10
"""Dots, at half size, by which a ring's middle may lie beside where it was first seen."""
_AS_INKED: Final = 0.85
_ARC: Final = 0.09
"""Share of the full turn from which a stroke along the circle is a ring's; letters' strokes are shorter."""
_BRIDGE: Final = 15
"""Dots of a ring's thickness over which a letter is known to go on."""
_INNERMOST: Final = 0.5
_INSIDE: Final = 0.86
_OUTSIDE: Final = 1.16
_REACH: Final = 2.6
"""Radii within which rows of letters are looked for beside a seal."""
_LETTER_INCHES: Final = (0.05, 0.2)
_WIDEST_INCHES: Final = 0.35
_ROW_INCHES: Final = (0.06, 0.3)
_WORD_GAP_INCHES: Final = 0.14
_LEAST_IN_ROW: Final = 12
_ABOVE, _BELOW = 0.5, 0.35
"""Heights of a row's letters by which marks rise above them and tails hang below."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed row that runs into the seal from the left, the right or both; `top` and `bottom` in dots."""

    top: int
    bottom: int
    left: bool
    right: bool


def without_dark_seal(grey: Image, circle: tuple[float, float, float], dpi: float) -> Image:
    """Return the page with a seal made paper, except what printed rows leave of themselves in its circle."""
    import cv2
    import numpy as np

    level = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[0]
    x, y, radius = circle
    reach = _REACH * radius * 1.1
    top, left = max(0, round(y - reach)), max(0, round(x - reach))
    around = grey[top : round(y + reach), left : round(x + reach)]
    dark = (around < level).astype(np.uint8)
    ring = _fitted(dark, (x - left, y - top, radius))
    rings = _rings_of(dark, ring)
    print_of = np.asarray(cv2.subtract(dark, rings), np.uint8)
    rows = tuple(_rows_into(print_of, ring, dpi))
    gone = (rings > 0) | (_within(dark.shape, ring) & (_crossing(print_of, ring, rows, dpi) == 0))
    cleared = grey.copy()
    paper = int(np.percentile(around, 75))
    cleared[top : top + dark.shape[0], left : left + dark.shape[1]] = np.where(gone, paper, around)
    return cleared


def _fitted(dark: Image, circle: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return the circle moved to where most of its length is inked, the outermost of rings that are nearly as inked."""
    import cv2
    import numpy as np

    halved = cv2.resize(dark, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    small = np.asarray(cv2.dilate(halved, np.ones((3, 3), np.uint8)), np.uint8)
    x, y, radius = (value / 2 for value in circle)
    turn = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    radii = np.arange(0.85 * radius, 1.25 * radius, 1.0)
    steps = np.arange(-_SEARCH, _SEARCH + 1)
    best, shares, middle = -1.0, np.zeros(len(radii)), (x, y)
    for down in steps:
        for across in steps:
            found = _polar(small, (x + across, y + down), radii, turn).mean(axis=1)
            if found.max() > best:
                best, shares, middle = float(found.max()), found, (x + across, y + down)
    outermost = radii[np.flatnonzero(shares >= _AS_INKED * best)[-1]]
    return 2 * middle[0], 2 * middle[1], 2 * float(outermost)


def _polar(
    dark: Image, middle: tuple[float, float], radii: NDArray[np.float64], turn: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """Return the ink about a middle, a row for each radius and a column for each angle; paper beyond the edge."""
    import numpy as np

    across = np.rint(middle[0] + radii[:, None] * np.cos(turn)).astype(int)
    down = np.rint(middle[1] + radii[:, None] * np.sin(turn)).astype(int)
    height, width = dark.shape
    inside = (across >= 0) & (across < width) & (down >= 0) & (down < height)
    return np.where(inside, dark[np.clip(down, 0, height - 1), np.clip(across, 0, width - 1)], 0).astype(np.uint8)


def _rings_of(dark: Image, ring: tuple[float, float, float]) -> Image:
    """Return the strokes that run along the circle, without the letters that cross them."""
    import cv2
    import numpy as np

    x, y, radius = ring
    around, outwards = round(2 * np.pi * radius), round(_OUTSIDE * radius)
    turn = np.linspace(0, 2 * np.pi, around, endpoint=False)
    arc = round(_ARC * around)
    flat = _polar(dark, (x, y), np.arange(outwards, dtype=np.float64), turn)
    flat = np.hstack([flat[:, -2 * arc :], flat, flat[:, : 2 * arc]])
    tall = cv2.dilate(flat, np.ones((5, 1), np.uint8))
    lines = cv2.bitwise_and(cv2.morphologyEx(tall, cv2.MORPH_OPEN, np.ones((1, arc), np.uint8)), flat)
    lines[: round(_INNERMOST * radius)] = 0
    wide = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    bridge = cv2.morphologyEx(cv2.subtract(flat, wide), cv2.MORPH_CLOSE, np.ones((_BRIDGE, 1), np.uint8))
    gone = cv2.dilate(((wide > 0) & (bridge == 0)).astype(np.uint8), np.ones((3, 3), np.uint8))
    gone = gone[:, 2 * arc : 2 * arc + around]
    rows, columns = np.ogrid[: dark.shape[0], : dark.shape[1]]
    away = np.rint(np.hypot(rows - y, columns - x)).astype(int)
    angle = np.rint((np.arctan2(rows - y, columns - x) % (2 * np.pi)) * around / (2 * np.pi)).astype(int) % around
    found = gone[np.minimum(away, outwards - 1), angle]
    return np.asarray(np.where(away < outwards - 1, found, 0) & dark, np.uint8)


def _within(shape: tuple[int, ...], ring: tuple[float, float, float]) -> NDArray[np.bool_]:
    import numpy as np

    rows, columns = np.ogrid[: shape[0], : shape[1]]
    return np.asarray(np.hypot(rows - ring[1], columns - ring[0]) < ring[2] * 1.03)


def _rows_into(print_of: Image, ring: tuple[float, float, float], dpi: float) -> Iterator[_Row]:
    """Yield the printed rows whose letters stand as near to the seal as words stand to one another."""
    import cv2
    import numpy as np

    x, y, radius = ring
    beside = np.where(_within(print_of.shape, ring), 0, print_of).astype(np.uint8)
    beside[: max(0, round(y - 1.15 * radius))] = 0
    beside[round(y + 1.15 * radius) :] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(beside, connectivity=8)
    high, wide = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    letter = (high >= _LETTER_INCHES[0] * dpi) & (high <= _LETTER_INCHES[1] * dpi) & (wide <= _WIDEST_INCHES * dpi)
    letter &= stats[:, cv2.CC_STAT_AREA] >= 0.12 * high * wide
    letter[0] = False
    letters = letter[labels]
    for top, bottom in _runs(letters.sum(axis=1) >= _LEAST_IN_ROW):
        if not _ROW_INCHES[0] * dpi <= bottom - top <= _ROW_INCHES[1] * dpi:
            continue
        columns = np.flatnonzero(letters[top:bottom].any(axis=0))
        half = np.sqrt(max(radius**2 - ((top + bottom) / 2 - y) ** 2, 0.0))
        before, after = columns[columns < x], columns[columns >= x]
        left = len(before) > 0.1 * dpi and x - half - before.max() < _WORD_GAP_INCHES * dpi
        right = len(after) > 0.1 * dpi and after.min() - x - half < _WORD_GAP_INCHES * dpi
        if left or right:
            yield _Row(top, bottom, bool(left), bool(right))


def _runs(on: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[0], on.astype(np.int8), [0]])))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield int(start), int(end)


def _crossing(print_of: Image, ring: tuple[float, float, float], rows: tuple[_Row, ...], dpi: float) -> Image:
    """Return the ink in the seal's circle that goes on with a printed row, as far as letters follow one another."""
    import cv2
    import numpy as np

    kept = np.zeros_like(print_of)
    disc = _within(print_of.shape, ring)
    for row in rows:
        high = row.bottom - row.top
        top, bottom = max(0, row.top - round(_ABOVE * high)), row.bottom + round(_BELOW * high)
        band = np.where(disc[top:bottom], print_of[top:bottom], 0).astype(np.uint8)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(band, connectivity=8)
        starts = stats[:, cv2.CC_STAT_TOP] + top
        ends = starts + stats[:, cv2.CC_STAT_HEIGHT]
        core = np.minimum(ends, row.bottom) - np.maximum(starts, row.top)
        stands = (core >= 0.5 * high) | (stats[:, cv2.CC_STAT_WIDTH] > high)
        stands[0] = False
        columns = np.flatnonzero(stands[labels].any(axis=0))
        first, last = _span(columns, row, ring, dpi)
        near = (stats[:, cv2.CC_STAT_LEFT] <= last) & (
            stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH] >= first
        )
        near[0] = False
        piece = near[labels].astype(np.uint8)
        piece[:, : max(0, first)] = 0
        piece[:, max(0, last + 1) :] = 0
        kept[top:bottom] = np.maximum(kept[top:bottom], piece) if count > 1 else kept[top:bottom]
    return kept


def _span(columns: NDArray[np.intp], row: _Row, ring: tuple[float, float, float], dpi: float) -> tuple[int, int]:
    """Return from which to which column a row's letters follow one another into the seal; an empty span has none."""
    x, y, radius = ring
    away = (row.top + row.bottom) / 2 - y
    half, inner = (max(reach**2 - away**2, 0.0) ** 0.5 for reach in (radius, _INSIDE * radius))
    if row.left and row.right:
        return round(x - half), round(x + half)
    edge, reach = (x - half, x - (inner or half)) if row.left else (x + half, x + (inner or half))
    ordered = columns if row.left else columns[::-1]
    for column in ordered:
        if abs(column - x) > inner:
            continue  # among the rings, where letters may have been lost
        if abs(column - reach) > _WORD_GAP_INCHES * dpi:
            break
        reach = float(column)
    return (round(edge), round(reach)) if row.left else (round(reach), round(edge))
