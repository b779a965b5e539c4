"""Pages drawn for the simulator, with seal, signature and hand-written figures where the page shows their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from build_corpus_ink import draw_figures, draw_seal, draw_signature, draw_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL import Image

_CAPACITY = re.compile(
    r"""^(?:(?:TM|KT|TL|TUQ|Q)\.\s.*                                     # on behalf of
    |(?:PHÓ\ )?(?:CHỦ\ TỊCH|GIÁM\ ĐỐC|THỦ\ TƯỚNG|BỘ\ TRƯỞNG).*)$        # the post""",
    re.MULTILINE | re.VERBOSE,
)
_NUMBER_GAP = re.compile(r"Số\s*:?([\s.…_]*)/")
_DAY_GAP = re.compile(r", ngày([\s.…_]*)tháng")
_LEAST_GAP = 12.0  # points; a printed blank between two words is narrower


@dataclass(frozen=True, slots=True)
class Hand:
    """What pen and certificate add: seal, signature, stamp, figures in blanks, the text of an e-signature."""

    ink: bool
    number: str = ""
    day: str = ""
    e_signature: str = ""
    stamp: bool = False


def draw_pages(path: Path, dpi: int, hand: Hand, seed: int) -> Iterator[NDArray[np.uint8]]:
    """Each page as RGB, the pen's work on it."""
    document = pdfium.PdfDocument(path)
    try:
        spot = _signature_spot(document) if hand.ink else None
        for index in range(len(document)):
            page = document[index]
            image = page.render(scale=dpi / 72).to_pil().convert("RGB")
            if spot is not None and spot[0] == index:
                _sign(image, spot[1], spot[2], dpi, seed)
            if index == 0 and hand.stamp:
                _stamp(image, dpi, seed)
            if index == 0:
                _fill_blanks(image, page, hand, dpi, seed)
            yield np.asarray(image)
    finally:
        document.close()


def _signature_spot(document: pdfium.PdfDocument) -> tuple[int, float, float] | None:
    """Page, x and y (points from the top left) under the last capacity line; None where a picture signs already."""
    found = None
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        if any(page_object.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE for page_object in page.get_objects()):
            return None
        for match in _CAPACITY.finditer(text.get_text_range().replace("\r\n", "\n\n")):
            boxes = [text.get_charbox(i) for i in range(match.start(), match.end())]
            left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
            if left > page.get_width() * 0.4:
                found = (index, (left + right) / 2, page.get_height() - min(b[1] for b in boxes))
    return found


def _sign(image: Image.Image, x: float, y: float, dpi: int, seed: int) -> None:
    """Seal and signature under the capacity lines, the seal over the signature's left third."""
    scale = dpi / 72
    seal = draw_seal("ỦY BAN NHÂN DÂN * VIỆT NAM *", "ỦY BAN NHÂN DÂN").resize((int(100 * scale), int(100 * scale)))
    name = draw_signature(seed).resize((int(125 * scale), int(55 * scale)))
    image.paste(name, (int((x - 50) * scale), int((y + 4) * scale)), name)
    image.paste(seal, (int((x - 112) * scale), int((y - 28) * scale)), seal)


def _stamp(image: Image.Image, dpi: int, seed: int) -> None:
    """The registry's stamp in the top left corner, with a number and day drawn from the seed."""
    rng = np.random.default_rng(seed)
    number, day = str(int(rng.integers(10, 4000))), f"{int(rng.integers(1, 29))} {int(rng.integers(1, 13))}"
    stamp = draw_stamp(number, day, seed, int(1.55 * dpi))
    image.paste(stamp, (int(0.25 * dpi), int(0.06 * dpi)), stamp)


def _fill_blanks(image: Image.Image, page: pdfium.PdfPage, hand: Hand, dpi: int, seed: int) -> None:
    """Hand-written figures in the blanks after "Số:" and "ngày"."""
    text = page.get_textpage()
    string = text.get_text_range()
    for figures, pattern in ((hand.number, _NUMBER_GAP), (hand.day, _DAY_GAP)):
        match = pattern.search(string)
        if not figures or match is None:
            continue
        before = text.get_charbox(match.start(1) - 1)
        after = text.get_charbox(match.end(1))
        if after[0] - before[2] < _LEAST_GAP:
            continue
        height = int(15 * dpi / 72)
        ink = draw_figures(figures, seed, height)
        x = int((before[2] + after[0]) / 2 * dpi / 72 - ink.width / 2)
        y = int((page.get_height() - before[1]) * dpi / 72 - height * 1.55)
        image.paste(ink, (x, y), ink)
