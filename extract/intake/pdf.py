"""PDFs taken in: whole or truncated, how many pages, how large they stand upright."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from extract.errors import Damaged, TooLarge
from extract.page import Sheet
from extract.pdfium import document

if TYPE_CHECKING:
    from pathlib import Path

    from extract.settings import Limits

_TAIL: Final = 65536
_LENGTH: Final = re.compile(rb"/Linearized.{0,200}?/L\s+(\d+)", re.DOTALL)
_A4: Final = (595.3, 841.9)
_SAMPLED: Final = 8


def pdf_sheets(path: Path, limits: Limits) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the sheets of a PDF, and notes; raises Damaged, Encrypted or TooLarge."""
    whole = _is_whole(path)
    try:
        pdf = document(path)
    except Damaged as error:
        if whole:
            raise
        raise Damaged("the PDF is truncated: its end is missing", remedy="get an undamaged copy", file=path) from error
    if not whole:
        raise Damaged("the PDF is truncated: its end is missing", remedy="get an undamaged copy", file=path)
    count = len(pdf)
    if not count:
        raise Damaged("the PDF has no pages", remedy="get an undamaged copy", file=path)
    if count > limits.pages:
        raise TooLarge(f"{count} pages, over the limit of {limits.pages}", remedy="split it", file=path)
    return tuple(_sheet(path, pdf, index) for index in range(count)), ()


def _sheet(path: Path, pdf: Any, index: int) -> Sheet:
    """Return a page's sheet; one whose size cannot be told is taken for A4, and shows its fault when it is read."""
    import pypdfium2

    try:
        width, height = pdf.get_page_size(index)
    except pypdfium2.PdfiumError:
        width, height = _A4
    if width < 1 or height < 1:
        width, height = _A4
    return Sheet(path, index + 1, round(width, 3), round(height, 3))


def _is_whole(path: Path) -> bool:
    """Tell whether the file's end is there: its end mark, and the length that a linearised file states."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(2048)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    stated = _LENGTH.search(head)
    if stated and size < int(stated[1]):
        return False
    return b"%%EOF" in tail or (b"startxref" in tail and size > _TAIL)


def _characters(pdf: Any, index: int) -> int:
    import pypdfium2

    try:
        page = pdf[index]
        layer = page.get_textpage()
    except pypdfium2.PdfiumError:
        return 0
    count = int(pypdfium2.raw.FPDFText_CountChars(layer))
    layer.close()
    page.close()
    return count


def is_digital(path: Path, pages: int) -> bool:
    """Tell whether text stands on most of some pages spread over the document."""
    pdf = document(path)
    step = max(1, pages // _SAMPLED)
    sampled = range(0, pages, step)
    with_text = 0
    for index in sampled:
        with_text += _characters(pdf, index) > 100
    return with_text * 2 > len(sampled)
