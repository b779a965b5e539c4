"""The faults of paper, copier and scanner, each a function from picture to picture with a seeded generator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from numpy.random import Generator
    from simulate_scan_levels import Damage

Picture = NDArray[np.float32]
Bytes = NDArray[np.uint8]


def age(page: Bytes, damage: Damage, rng: Generator) -> tuple[Bytes, dict[str, float]]:
    """A damaged copy of an upright RGB or grey page, and what was done to it: angle, lost ink, noise, likeness.

    `psnr` compares the result with the same page turned but not damaged, so it measures the dirt and not the skew.
    """
    scale = damage.dpi / 200
    angle = float(rng.uniform(0.3, 1.0) * rng.choice([-1, 1]) * damage.skew)
    clean = turn(page.astype(np.float32), angle)
    picture = lose_toner(clean, damage.toner, scale, rng)
    picture = steepen(picture, damage.contrast)
    picture = spot(picture, damage.speckle, damage.dpi, rng)
    for _ in range(damage.folds):
        picture = fold(picture, scale, rng)
    picture = cv2.GaussianBlur(picture, (0, 0), damage.blur * scale).astype(np.float32) if damage.blur else picture
    picture = shade(picture, damage.shade, damage.tint, rng)
    picture = edge(picture, damage.edges, scale, rng)
    picture = sensor(picture, damage.noise, damage.salt, rng)
    result = np.clip(picture, 0, 255).astype(np.uint8)
    if damage.mode == "bitonal":
        result = threshold(result, rng)
    error = float(np.mean((result.astype(np.float32) - clean) ** 2))
    return result, {
        "angle": round(angle, 3),
        "psnr": round(10 * float(np.log10(255**2 / max(error, 1e-6))), 2),
        "ink_before": round(_ink(clean), 5),
        "ink_after": round(_ink(result), 5),
    }


def _ink(picture: NDArray[np.float32] | Bytes) -> float:
    """Share of dark pixels."""
    grey = picture if picture.ndim == 2 else picture.mean(axis=2)
    return float((grey < 128).mean())


def turn(picture: Picture, angle: float) -> Picture:
    """The page turned about its middle, white coming in at the corners."""
    if not angle:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    white = (255.0, 255.0, 255.0)
    turned = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)
    return np.clip(turned, 0, 255).astype(np.float32)


def field(shape: tuple[int, ...], cells: int, rng: Generator) -> Picture:
    """A smooth random surface between 0 and 1."""
    height, width = shape[:2]
    coarse = rng.random((cells, max(2, cells * width // height))).astype(np.float32)
    surface = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(surface, 0, 1).astype(np.float32)


def lose_toner(picture: Picture, strength: float, scale: float, rng: Generator) -> Picture:
    """Ink made paler in patches, with fine white grain where it is palest."""
    if not strength:
        return picture
    weak = field(picture.shape, 9, rng) ** 2
    grain = cv2.GaussianBlur(rng.random(picture.shape[:2]).astype(np.float32), (0, 0), 0.7 * scale)
    grain = (grain - grain.mean()) / grain.std()
    keep = 1 - strength * weak * 0.6
    keep = keep * np.where(grain > 2.6 - 1.6 * strength * weak, 0.25, 1.0)
    return (255 - (255 - picture) * _like(keep, picture)).astype(np.float32)


def _like(mask: NDArray[np.floating], picture: Picture) -> NDArray[np.floating]:
    """The mask with a colour axis where the picture has one."""
    return mask if picture.ndim == 2 else mask[..., np.newaxis]


def steepen(picture: Picture, strength: float) -> Picture:
    """A copier's curve: greys pushed towards black and white, which stay what they are."""
    if not strength:
        return picture
    curve = 1 / (1 + np.exp(-(picture / 255 - 0.55) * 6 * strength))
    black, white = (1 / (1 + np.exp(-(end - 0.55) * 6 * strength)) for end in (0.0, 1.0))
    return np.asarray(255 * (curve - black) / (white - black), np.float32)


def spot(picture: Picture, per_inch: float, dpi: int, rng: Generator) -> Picture:
    """Dirt: dark dots of a few pixels and, rarer, short hairs."""
    if not per_inch:
        return picture
    result = picture.copy()
    height, width = picture.shape[:2]
    count = int(per_inch * height * width / dpi**2)
    for _ in range(count):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        tone = float(rng.uniform(10, 120))
        ink = (tone,) * 3
        if rng.random() < 0.06:
            dx, dy = (int(v) for v in rng.normal(0, dpi / 14, 2))
            cv2.line(result, (x, y), (x + dx, y + dy), ink, 1, cv2.LINE_AA)
        else:
            cv2.circle(result, (x, y), int(rng.integers(1, 2 + dpi // 130)), ink, -1, cv2.LINE_AA)
    return result


def fold(picture: Picture, scale: float, rng: Generator) -> Picture:
    """A crease across the page: a pale hairline between two soft shadows."""
    height, width = picture.shape[:2]
    across = bool(rng.random() < 0.7)
    length = height if across else width
    middle = length * float(rng.uniform(0.3, 0.7))
    distance = np.abs(np.arange(length, dtype=np.float32) - middle)
    shadow = 1 - 0.16 * np.exp(-distance / (14 * scale))
    line = np.where(distance < 0.8 * scale, 45.0, 0.0).astype(np.float32)
    shape = (-1, 1) if across else (1, -1)
    return np.asarray(picture * _like(shadow.reshape(shape), picture) + _like(line.reshape(shape), picture), np.float32)


def shade(picture: Picture, strength: float, tint: float, rng: Generator) -> Picture:
    """Uneven light: one corner darker, soft clouds over it, and paper that is not white."""
    height, width = picture.shape[:2]
    slope_x, slope_y = rng.uniform(-1, 1, 2)
    plane = slope_x * np.linspace(-0.5, 0.5, width)[None, :] + slope_y * np.linspace(-0.5, 0.5, height)[:, None]
    plane = (plane - plane.min()) / max(float(np.ptp(plane)), 1e-6)
    light = 1 - strength * (0.75 * plane + 0.25 * field(picture.shape, 4, rng))
    paper = (255 - tint) / 255
    colour = np.array([1.0, 0.985, 0.95]) if picture.ndim == 3 and tint else np.array([1.0])
    return (picture * _like(light, picture) * paper * (colour if picture.ndim == 3 else 1.0)).astype(np.float32)


def edge(picture: Picture, most: int, scale: float, rng: Generator) -> Picture:
    """The scanner's lid seen past one or more sides of the sheet, uneven and dark."""
    if not most:
        return picture
    result = picture.copy()
    height, width = picture.shape[:2]
    for side in rng.choice(4, size=int(rng.integers(1, most + 1)), replace=False):
        length = height if side < 2 else width
        depth = float(rng.uniform(8, 26)) * scale
        ripple = cv2.GaussianBlur(rng.normal(0, 3 * scale, (1, length)).astype(np.float32), (0, 0), 40 * scale)[0]
        slope = np.linspace(0, float(rng.uniform(-14, 14)) * scale, length)
        width_at = np.maximum(depth + slope + ripple, 0)
        reach = np.arange(width if side < 2 else height, dtype=np.float32)
        dark = reach[None, :] < width_at[:, None]
        dark = dark if side % 2 == 0 else dark[:, ::-1]
        dark = dark if side < 2 else dark.T
        result[dark] = float(rng.uniform(15, 60))
    return result


def sensor(picture: Picture, noise: float, salt: float, rng: Generator) -> Picture:
    """Grain of the sensor and single pixels turned black or white."""
    result = picture + rng.normal(0, noise, picture.shape).astype(np.float32) if noise else picture.copy()
    if salt:
        draw = rng.random(picture.shape[:2])
        result[draw < salt / 2] = 0
        result[draw > 1 - salt / 2] = 255
    return result.astype(np.float32)


def threshold(picture: Bytes, rng: Generator) -> Bytes:
    """Black and white as a fax-like scan saves it: one level for the page, ragged by what noise there is."""
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    shifted = float(level) + float(rng.uniform(-4, 18))
    return np.where(grey > shifted, 255, 0).astype(np.uint8)
