"""Ink that no printer made: the red seal, the hand-written signature and figures, drawn from a seed with PIL."""

from __future__ import annotations

import math
from pathlib import Path
from zlib import crc32

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

RED = (205, 28, 42)
BLUE = (28, 46, 150)
_BOLD = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")

_Stroke = tuple[tuple[float, float], ...]
_DIGITS: dict[str, tuple[_Stroke, ...]] = {
    "0": (((0.5, 0.0), (0.1, 0.3), (0.1, 0.75), (0.5, 1.0), (0.9, 0.7), (0.9, 0.3), (0.5, 0.0)),),
    "1": (((0.25, 0.25), (0.6, 0.0), (0.55, 1.0)),),
    "2": (((0.1, 0.25), (0.45, 0.0), (0.85, 0.25), (0.5, 0.65), (0.1, 1.0), (0.9, 0.95)),),
    "3": (((0.15, 0.1), (0.6, 0.0), (0.8, 0.25), (0.4, 0.48), (0.85, 0.7), (0.5, 1.0), (0.1, 0.9)),),
    "4": (((0.55, 0.0), (0.1, 0.65), (0.95, 0.62)), ((0.7, 0.35), (0.65, 1.0))),
    "5": (((0.85, 0.02), (0.25, 0.05), (0.2, 0.45), (0.7, 0.45), (0.8, 0.8), (0.4, 1.0), (0.1, 0.9)),),
    "6": (((0.75, 0.0), (0.25, 0.4), (0.15, 0.8), (0.5, 1.0), (0.85, 0.75), (0.5, 0.52), (0.2, 0.75)),),
    "7": (((0.1, 0.05), (0.9, 0.0), (0.45, 1.0)), ((0.35, 0.5), (0.8, 0.47))),
    "8": (((0.75, 0.15), (0.4, 0.0), (0.25, 0.25), (0.75, 0.7), (0.45, 1.0), (0.2, 0.75), (0.75, 0.15)),),
    "9": (((0.8, 0.25), (0.45, 0.0), (0.2, 0.3), (0.5, 0.5), (0.8, 0.25), (0.75, 0.7), (0.4, 1.0)),),
}


def seed_of(text: str) -> int:
    """A seed that depends on the text alone."""
    return crc32(text.encode())


def draw_seal(ring: str, inner: str, size: int = 260) -> Image.Image:
    """The round red seal of an office: two rings, a ring of text, a star and the office's name in the middle."""
    scale = 2
    s = size * scale
    image = Image.new("RGBA", (s, s), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    ink = (*RED, 215)
    draw.ellipse((4, 4, s - 4, s - 4), outline=ink, width=s // 60)
    draw.ellipse((s * 0.05, s * 0.05, s * 0.95, s * 0.95), outline=ink, width=s // 150)
    draw.ellipse((s * 0.22, s * 0.22, s * 0.78, s * 0.78), outline=ink, width=s // 150)
    _ring_text(image, ring.upper(), s, ink)
    draw.polygon(_star(s / 2, s * 0.36, s * 0.09), fill=ink)
    _inner_text(draw, inner.upper(), s, ink)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _ring_text(image: Image.Image, text: str, s: int, ink: tuple[int, int, int, int]) -> None:
    """Letters set along the upper three quarters of the ring."""
    font = ImageFont.truetype(str(_BOLD), s // 13)
    span = math.radians(min(300, 15 * len(text)))
    for index, letter in enumerate(text):
        angle = -span / 2 + span * (index + 0.5) / len(text)
        tile = Image.new("RGBA", (s // 6, s // 6), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((s // 12, s // 12), letter, font=font, fill=ink, anchor="mm")
        tile = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        x, y = s / 2 + s * 0.365 * math.sin(angle), s / 2 - s * 0.365 * math.cos(angle)
        image.alpha_composite(tile, (int(x - s / 12), int(y - s / 12)))


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Corners of a five-pointed star."""
    return [
        (
            x + (radius if i % 2 == 0 else radius * 0.4) * math.sin(i * math.pi / 5),
            y - (radius if i % 2 == 0 else radius * 0.4) * math.cos(i * math.pi / 5),
        )
        for i in range(10)
    ]


def _inner_text(draw: ImageDraw.ImageDraw, text: str, s: int, ink: tuple[int, int, int, int]) -> None:
    """The office's name in up to three lines under the star."""
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 10 and lines[-1]:
            lines.append("")
        lines[-1] = (lines[-1] + " " + word).strip()
    font = ImageFont.truetype(str(_BOLD), s // 14)
    for index, line in enumerate(lines[:3]):
        draw.text((s / 2, s * (0.52 + 0.085 * index)), line, font=font, fill=ink, anchor="mm")


def draw_signature(seed: int, width: int = 300, height: int = 132) -> Image.Image:
    """A scrawl in blue ink: a few loops and a long last stroke, the same for the same seed."""
    rng = np.random.default_rng(seed)
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    knots = [(width * 0.08, height * 0.6)]
    for step in range(8):
        x = width * (0.12 + 0.08 * step) + rng.normal(0, width * 0.03)
        y = height * (0.25 if step % 2 == 0 else 0.75) + rng.normal(0, height * 0.1)
        knots.append((x, y))
    knots += [(width * 0.95, height * rng.uniform(0.2, 0.5)), (width * 0.35, height * 0.85)]
    _stroke(image, knots, BLUE, 4)
    return image.filter(ImageFilter.GaussianBlur(0.6))


def draw_stamp(number: str, day: str, seed: int, width: int = 420) -> Image.Image:
    """The red box "CÔNG VĂN ĐẾN" of a registry, its number and day filled in by hand, put on a little askew."""
    height = width * 4 // 9
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    ink = (*RED, 220)
    draw.rectangle((3, 3, width - 4, height - 4), outline=ink, width=max(2, width // 120))
    title, line = (ImageFont.truetype(str(_BOLD), width // size) for size in (12, 16))
    draw.text((width / 2, height * 0.22), "CÔNG VĂN ĐẾN", font=title, fill=ink, anchor="mm")
    for place, label, figures in ((0.52, "Số:", number), (0.8, "Ngày:", day)):
        draw.text((width * 0.08, height * place), f"{label} ....................", font=line, fill=ink, anchor="lm")
        hand = draw_figures(figures, seed, height // 6)
        image.alpha_composite(hand, (int(width * 0.3), int(height * place - hand.height / 2)))
    angle = float(np.random.default_rng(seed).uniform(-5, 5))
    return image.rotate(angle, Image.Resampling.BICUBIC, expand=True)


def draw_figures(text: str, seed: int, height: int = 60) -> Image.Image:
    """Figures as a clerk writes them into a blank: uneven, slanted, in blue ink; other characters leave a gap."""
    rng = np.random.default_rng(seed)
    image = Image.new("RGBA", (int(height * 0.62 * len(text)) + height, height * 2), (0, 0, 0, 0))
    x = height * 0.3
    for letter in text:
        tall = height * rng.uniform(0.85, 1.15)
        y = height * 0.5 + rng.normal(0, height * 0.05)
        for stroke in _DIGITS.get(letter, ()):
            points = [
                (x + (px + (1 - py) * 0.25) * tall * 0.5 + rng.normal(0, 1), y + py * tall + rng.normal(0, 1))
                for px, py in stroke
            ]
            _stroke(image, points, BLUE, max(2, height // 14))
        x += tall * 0.6
    return image.filter(ImageFilter.GaussianBlur(0.5))


def _stroke(image: Image.Image, knots: list[tuple[float, float]], ink: tuple[int, int, int], width: int) -> None:
    """A smooth line through the knots (Catmull-Rom), a little thinner where the pen is fast."""
    draw = ImageDraw.Draw(image)
    padded = [knots[0], *knots, knots[-1]]
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        last = b
        for step in range(1, 17):
            t = step / 16
            point = tuple(
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
            speed = math.dist(b, c)
            draw.line((*last, *point), fill=(*ink, 225), width=max(2, width - int(speed > 75)), joint="curve")
            last = (point[0], point[1])
