"""What each level of the scan simulator does to a page: plain figures, so that a bench can name them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Mode = Literal["colour", "grey", "bitonal"]


@dataclass(frozen=True, slots=True)
class Damage:
    """Strengths of the single faults; a strength of zero leaves the fault out."""

    dpi: int
    mode: Mode
    skew: float  # degrees, the largest turn either way
    blur: float  # sigma in pixels at 200 dpi
    shade: float  # share of light lost in the darkest corner
    tint: float  # levels by which the paper is off white
    noise: float  # sigma of the sensor's noise in grey levels
    salt: float  # share of pixels turned black or white
    speckle: float  # dirt spots in a square inch
    toner: float  # share of ink lost where the toner is weakest
    contrast: float  # steepness of the copier's curve, 0 is straight
    edges: int  # sides, at most, along which the dark lid shows
    folds: int
    jpeg: int  # quality, unused for bitonal pages
    ink: bool  # red seal and blue signature are put on a page that has none
    rotate: int = 0  # degrees clockwise by which the sheets lie wrong


LEVELS: dict[int, Damage] = {
    1: Damage(300, "grey", 0.0, 0.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0, 85, ink=False),
    2: Damage(300, "colour", 0.6, 0.55, 0.05, 8.0, 2.5, 0.0, 0.05, 0.0, 0.0, 0, 0, 60, ink=True),
    3: Damage(200, "grey", 1.2, 0.7, 0.25, 14.0, 7.0, 0.0005, 0.2, 0.15, 0.0, 2, 0, 42, ink=True),
    4: Damage(200, "grey", 1.5, 0.88, 0.18, 12.0, 15.0, 0.009, 0.6, 0.45, 1.1, 2, 1, 32, ink=True),
    5: Damage(200, "bitonal", 1.8, 0.95, 0.12, 10.0, 20.0, 0.01, 2.0, 0.6, 1.4, 2, 2, 30, ink=True),
}


def damage_of(level: int, dpi: int | None = None, mode: Mode | None = None) -> Damage:
    """The level's figures, with resolution and mode replaced where the caller names them."""
    damage = LEVELS[level]
    return replace(damage, dpi=dpi or damage.dpi, mode=mode or damage.mode)
