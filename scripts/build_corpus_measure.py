"""How hard the corpus scans are: words and figures that Tesseract alone gets wrong on each of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageSequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Misread:
    """Tokens wrong (missed or invented, order not counted) of all, and the same of those that hold a digit."""

    words_wrong: int
    words: int
    figures_wrong: int
    figures: int


def misread(scan: Path, truth: list[str]) -> Misread:
    """Read a scan with Tesseract `vie` as it is and count against the lines it should give."""
    import pytesseract

    got: list[str] = []
    for page in _pages(scan):
        got += _tokens(pytesseract.image_to_string(page, lang="vie"))
    want = _tokens("\n".join(truth))
    figures = [[token for token in side if any(c.isdigit() for c in token)] for side in (want, got)]
    return Misread(_wrong(want, got), len(want), _wrong(*figures), len(figures[0]))


def _tokens(text: str) -> list[str]:
    """Runs of letters and digits, lower case; lines that hold only a page number left out."""
    lines = unicodedata.normalize("NFC", text).lower().splitlines()
    return [token for line in lines if not line.strip().isdigit() for token in re.findall(r"\w+", line)]


def _wrong(want: list[str], got: list[str]) -> int:
    """Tokens missed or invented, whichever are more, after taking out what both have."""
    return max(len(want), len(got)) - sum((Counter(want) & Counter(got)).values())


def _pages(scan: Path) -> Iterator[Image.Image]:
    """The pictures of a scan at their own resolution."""
    import pypdfium2 as pdfium

    if scan.suffix != ".pdf":
        with Image.open(scan) as image:
            for frame in ImageSequence.Iterator(image):
                page = frame.convert("L")
                page.info["dpi"] = tuple(float(value) for value in image.info["dpi"])
                yield page
        return
    document = pdfium.PdfDocument(scan)
    for page in document:
        picture = next(page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]))
        dpi = picture.get_px_size()[0] * 72 / page.get_width()
        drawn = page.render(scale=dpi / 72).to_pil().convert("RGB")
        drawn.info["dpi"] = (dpi, dpi)
        yield drawn
    document.close()
