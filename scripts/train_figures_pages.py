#!/usr/bin/env python3
"""Cut-outs of figures for training: pages of figures drawn, damaged as scans are, prepared and cut as pages are read.

train_figures_pages.py OUT.npz PAGES [SEED]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from simulate_scan_damage import age
from simulate_scan_levels import LEVELS, Damage
from train_figures_words import WORDS, figure

from extract.page import Box
from extract.prepare.cutting import cut_word
from extract.prepare.page import prepare
from extract.reading.glance import fitted

if TYPE_CHECKING:
    from numpy.random import Generator

    from extract.prepare.prepared import Prepared

FONTS = Path("/usr/share/fonts")
_CUTS = ("regular", "bold", "italic", "bolditalic")
_SERIF = tuple(f"truetype/liberation2/LiberationSerif-{cut}.ttf" for cut in ("Regular", "Bold", "Italic", "BoldItalic"))
_TERMES = tuple(f"../texmf/fonts/opentype/public/tex-gyre/texgyretermes-{cut}.otf" for cut in _CUTS)
_OTHERS = (
    *(f"truetype/dejavu/DejaVuSerif{cut}.ttf" for cut in ("", "-Bold")),
    *(f"../texmf/fonts/opentype/public/tex-gyre/texgyre{face}-regular.otf" for face in ("schola", "bonum", "pagella")),
    *(f"truetype/liberation2/LiberationSans-{cut}.ttf" for cut in ("Regular", "Bold")),
)
INCHES = (8.27, 5.6)
_POINTS = 72.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A word where it was drawn, in points, and where the words beside it end and begin."""

    text: str
    box: Box
    before: float
    after: float


def face(rng: Random, dpi: int) -> ImageFont.FreeTypeFont:
    """A face at a size that plans are set in, mostly Times."""
    name = rng.choices([rng.choice(_SERIF), rng.choice(_TERMES), rng.choice(_OTHERS)], [5, 4, 3])[0]
    size = rng.choice((10, 11, 11.5, 12, 12, 13, 13, 14, 14)) * dpi / _POINTS
    return ImageFont.truetype(str(FONTS / name), round(size))


def drawn(rng: Random, dpi: int) -> tuple[np.ndarray, list[Placed]]:
    """A page of rows of figures and words, some in the cells of a table, and where each stands."""
    width, height = round(INCHES[0] * dpi), round(INCHES[1] * dpi)
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    placed: list[Placed] = []
    y = round(0.3 * dpi)
    while y < height - 0.5 * dpi:
        font = face(rng, dpi)
        ascent, descent = font.getmetrics()
        in_cells = rng.random() < 0.5
        row = _row(pen, rng, font, y, dpi, in_cells=in_cells)
        placed += row
        step = round((ascent + descent) * rng.uniform(1.0, 1.5))
        if in_cells:
            rule = y + step
            pen.line((0.4 * dpi, rule, width - 0.4 * dpi, rule), fill=0, width=max(1, dpi // 150))
        y += step + rng.randint(1, dpi // 25)
    return np.asarray(page), placed


def _row(  # noqa: PLR0913  what is drawn with, where and how
    pen: ImageDraw.ImageDraw, rng: Random, font: ImageFont.FreeTypeFont, y: int, dpi: int, *, in_cells: bool
) -> list[Placed]:
    """Draw a row of words, each alone in a cell or a blank's width from the next."""
    scale = _POINTS / dpi
    x = round(rng.uniform(0.3, 0.6) * dpi)
    boxes: list[tuple[str, tuple[int, ...]]] = []
    while x < INCHES[0] * dpi - 1.2 * dpi:
        text = figure(rng) if in_cells or rng.random() < 0.75 else rng.choice(WORDS)
        pen.text((x, y), text, font=font, fill=rng.choice((0, 0, 20, 40)))
        left, top, right, bottom = (round(side) for side in pen.textbbox((x, y), text, font=font))
        boxes.append((text, (left, top, right, bottom)))
        x = right + round(rng.uniform(0.12, 0.6) * dpi if in_cells else font.getlength(" ") * rng.uniform(0.8, 1.6))
        if in_cells and rng.random() < 0.4:
            _upright(pen, rng, x, y, dpi)
            x += round(rng.uniform(0.03, 0.2) * dpi)
    ends = [-np.inf] + [box[2] * scale for _, box in boxes] if not in_cells else [-np.inf] * (len(boxes) + 1)
    starts = [box[0] * scale for _, box in boxes[1:]] + [np.inf] if not in_cells else [np.inf] * len(boxes)
    return [
        Placed(text, Box(*(side * scale for side in box)), ends[at], starts[at]) for at, (text, box) in enumerate(boxes)
    ]


def _upright(pen: ImageDraw.ImageDraw, rng: Random, x: int, y: int, dpi: int) -> None:
    """Draw a piece of a column's line."""
    reach = round(rng.uniform(0.2, 0.6) * dpi)
    pen.line((x, y - reach, x, y + reach), fill=rng.choice((0, 90)), width=max(1, dpi // 150))


def damage(rng: Random) -> Damage:
    """Damage between that of two levels, in one of a scanner's modes."""
    level = LEVELS[rng.choice((2, 3, 3, 4, 4, 4, 5))]
    mode = rng.choice(("grey", "grey", "bitonal")) if level.mode != "bitonal" else "bitonal"
    part = rng.uniform(0.4, 1.15)
    return Damage(
        dpi=rng.choice((200, 200, 300)),
        mode=mode,  # type: ignore[arg-type]
        skew=0.0,
        blur=level.blur * rng.uniform(0.6, 1.2),
        shade=level.shade * part,
        tint=level.tint * part,
        noise=level.noise * part,
        salt=level.salt * part * rng.choice((0.2, 1)),
        speckle=level.speckle * rng.choice((1, 2, 8)),
        toner=level.toner * part,
        contrast=level.contrast * part,
        edges=0,
        folds=rng.choice((0, 0, 1)),
        jpeg=level.jpeg,
        ink=False,
    )


def scanned(rng: Random, noise: Generator) -> tuple[Prepared, list[Placed]]:
    """A page drawn, damaged and prepared."""
    how = damage(rng)
    page, placed = drawn(rng, how.dpi)
    aged, _ = age(page, how, noise)
    if how.mode != "bitonal":
        aged = cv2.imdecode(cv2.imencode(".jpg", aged, [cv2.IMWRITE_JPEG_QUALITY, how.jpeg])[1], cv2.IMREAD_GRAYSCALE)
    return prepare(aged, float(how.dpi)), placed


def cuttings(rng: Random, prepared: Prepared, placed: list[Placed]) -> list[tuple[np.ndarray, str]]:
    """What stands where words are, and now and then where there is only dirt, as the reader is shown it."""
    made = []
    for word in placed:
        jitter = [rng.gauss(0, 0.5) for _ in range(4)]
        box = word.box
        around = Box(
            min(max(0.0, box.x0 + jitter[0]), box.x1 - 1), max(0.0, box.y0 + jitter[1]), box.x1 + abs(jitter[2]),
            max(box.y1 + jitter[3], box.y0 + jitter[1] + 2),
        )  # fmt: skip
        made.append((fitted(cut_word(prepared, around, (word.before, word.after)).image), word.text))
        if rng.random() < 0.06:
            x, y = rng.uniform(0, INCHES[0] * 70), rng.uniform(0, INCHES[1] * 70)
            bare = Box(x, y, x + rng.uniform(3, 20), y + rng.uniform(7, 13))
            if not any(other.box.x0 < bare.x1 + 8 and bare.x0 < other.box.x1 + 8 and other.box.y0 < bare.y1
                       and bare.y0 < other.box.y1 for other in placed):  # fmt: skip
                made.append((fitted(cut_word(prepared, bare).image), ""))
    return [(image, text) for image, text in made if image is not None]


def main() -> int:
    """Write pages of cut-outs: their dots one after another, where each begins, how wide it is, and what it says."""
    target, pages, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    rng, noise = Random(seed), np.random.default_rng(seed)
    cut = [pair for _ in range(pages) for pair in cuttings(rng, *scanned(rng, noise))]
    np.savez(
        target,
        dots=np.concatenate([image.ravel() for image, _ in cut]),
        widths=np.array([image.shape[1] for image, _ in cut]),
        texts=np.array([text for _, text in cut]),
    )
    print(f"{target}: {len(cut)} cut-outs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
