"""The characters of a PDF page, gathered into words as fast as PDFium's calls allow."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

_BOLD_WEIGHT: Final = 600
_BOLD_FLAG: Final = 1 << 18
_GAP: Final = 0.25
_Box = tuple[float, float, float, float]
_BLANKS: Final = frozenset(" \r\n\t\x00\xa0\u3000\u2002\u2003\u2009")


class Run(NamedTuple):
    """Characters with no blank between them: box in the page's own space, font, quarter turns counter-clockwise.

    `hidden` text is laid under or over an image without being drawn, as programs do that recognise scans.

    Coordinates are points, origin bottom left, before /Rotate; the box is as high as the font and as wide as the
    characters' advance.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    font: str
    bold: bool | None
    quarter: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Font:
    name: str
    bold: bool | None
    quarter: int
    hidden: bool = False


def runs(page: Any) -> list[Run]:
    """Return the words of a pypdfium2 page in the order PDFium reads them; a layer it cannot load counts as none."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        layer = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        count = pdfium.FPDFText_CountChars(layer)
        return _gather(pdfium, layer.raw, _characters(pdfium, layer.raw, count)) if count > 0 else []
    finally:
        layer.close()


def _characters(pdfium: Any, layer: Any, count: int) -> list[str]:
    """Return one string a character; one call does it unless the layer holds what UTF-16 needs two units for."""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = pdfium.FPDFText_GetText(layer, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(got - 1, 0)].decode("utf-16-le", errors="surrogatepass")
    if len(text) == count:
        return list(text)
    return [chr(pdfium.FPDFText_GetUnicode(layer, index) or 0) for index in range(count)]


def _gather(pdfium: Any, layer: Any, chars: list[str]) -> list[Run]:
    """Cut characters into runs at blanks, at wide gaps and where the baseline changes.

    One loop without helpers, for it runs once a character.
    """
    rect = pdfium.FS_RECTF()
    where = ctypes.byref(rect)
    read_box = pdfium.FPDFText_GetLooseCharBox
    fonts = _Fonts(pdfium)
    made: list[Run] = []
    text = ""
    font = _Font("", None, 0)
    box = (0.0, 0.0, 0.0, 0.0)
    size = end = 0.0
    for index, char in enumerate(chars):
        if char in _BLANKS:
            if text:
                made.append(_run(text, box, end, font))
                text = ""
            continue
        read_box(layer, index, where)
        here = rect.left, rect.bottom, rect.right, rect.top
        if text:
            if font.quarter:
                here = _along(here, font.quarter)
            gap = here[0] - end
            if gap > _GAP * size or gap < -3 * size or abs(here[1] - box[1]) > 0.6 * size:
                made.append(_run(text, box, end, font))
                text = ""
        if not text:
            font = fonts.of(layer, index)
            here = box = _along((rect.left, rect.bottom, rect.right, rect.top), font.quarter)
            size = max(box[3] - box[1], 1.0)
            end = box[2]
        elif here[2] > end:
            end = here[2]
        text += char
    if text:
        made.append(_run(text, box, end, font))
    return made


def _along(box: _Box, quarter: int) -> _Box:
    """Return a box in a frame whose x runs in reading direction."""
    if not quarter:
        return box
    left, low, right, high = box
    if quarter == 1:
        return low, -right, high, -left
    if quarter == 2:
        return -right, -high, -left, -low
    return -high, left, -low, right


def _run(text: str, first: _Box, end: float, font: _Font) -> Run:
    """Make a run of the first character's box, as far as the last one's end."""
    box = _along((first[0], first[1], end, first[3]), -font.quarter % 4)
    return Run(text, *box, font.name, font.bold, font.quarter, font.hidden)


class _Fonts:
    """Fonts by text object, asked once each; lives while one page is read."""

    def __init__(self, pdfium: Any) -> None:
        self.pdfium = pdfium
        self.by_object: dict[int, _Font] = {}
        self.by_font: dict[int, tuple[str, bool | None]] = {}

    def of(self, layer: Any, index: int) -> _Font:
        handle = self.pdfium.FPDFText_GetTextObject(layer, index)
        if not handle:
            return _Font("", None, 0)
        address = ctypes.addressof(handle.contents)
        known = self.by_object.get(address)
        if known is None:
            angle = self.pdfium.FPDFText_GetCharAngle(layer, index)
            quarter = -round(angle / (math.pi / 2)) % 4 if angle >= 0 else 0
            hidden = self.pdfium.FPDFTextObj_GetTextRenderMode(handle) == self.pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            known = self.by_object[address] = _Font(*self._font(handle), quarter, hidden)
        return known

    def _font(self, handle: Any) -> tuple[str, bool | None]:
        font = self.pdfium.FPDFTextObj_GetFont(handle)
        address = ctypes.addressof(font.contents) if font else 0
        if address not in self.by_font:
            self.by_font[address] = self._describe(font) if font else ("", None)
        return self.by_font[address]

    def _describe(self, font: Any) -> tuple[str, bool | None]:
        length = self.pdfium.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(max(length, 1))
        self.pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
        name = buffer.value.decode("utf-8", errors="replace")
        if not name:
            return "", None
        bold = "bold" in name.lower() or "black" in name.lower()
        flags = self.pdfium.FPDFFont_GetFlags(font)
        weight = self.pdfium.FPDFFont_GetWeight(font)
        return name, bold or (flags > 0 and bool(flags & _BOLD_FLAG)) or weight >= _BOLD_WEIGHT
