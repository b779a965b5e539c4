"""PDF files through PDFium: opened once and kept open while their pages are read. Never from two threads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extract.errors import Damaged, Encrypted, NotReadable
from extract.page import Box

if TYPE_CHECKING:
    from pathlib import Path

    from extract.page import Sheet


@dataclass(frozen=True, slots=True)
class Upright:
    """How a page's own space (origin bottom left of its crop box) lies on the upright page.

    `turns` counts quarter turns clockwise; `width` and `height` are those of the upright page in points.
    """

    left: float
    bottom: float
    width: float
    height: float
    turns: int

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return a rectangle of the page's own space on the upright page, origin top left."""
        a, b = self._point(x0, y0), self._point(x1, y1)
        return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))

    def turned(self, turns: int) -> Upright:
        """Return the same page turned by so many quarters clockwise instead, as its text asks for."""
        if (turns - self.turns) % 2:
            return replace(self, turns=turns, width=self.height, height=self.width)
        return replace(self, turns=turns)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turns == 0:
            return x, self.height - y
        if self.turns == 1:
            return y, x
        if self.turns == 2:
            return self.width - x, y
        return self.width - y, self.height - x


def upright(page: Any) -> Upright:
    """Return how an open pypdfium2 page lies when it stands upright."""
    left, bottom, right, top = page.get_bbox()
    turns = page.get_rotation() // 90 % 4
    width, height = right - left, top - bottom
    if turns % 2:
        width, height = height, width
    return Upright(left, bottom, width, height, turns)


def document(path: Path) -> Any:
    """Return the open pypdfium2 document; raises Encrypted, Damaged or NotReadable."""
    try:
        stat = path.stat()
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror})"
        raise NotReadable(reason, remedy="check that it is still there", file=path) from error
    return _open(path, stat.st_mtime_ns, stat.st_size)


def open_page(sheet: Sheet) -> Any:
    """Return an open pypdfium2 page, to be closed by the caller; raises Damaged when it cannot be loaded."""
    return _page(document(sheet.path), sheet)


def _page(pdf: Any, sheet: Sheet) -> Any:
    import pypdfium2

    try:
        return pdf[sheet.number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        reason = "the page is broken"
        raise Damaged(reason, remedy="get an undamaged copy", file=sheet.path, page=sheet.number) from error


def flattened_page(sheet: Sheet) -> Any:
    """Return an open page with its annotations made part of it, in a copy in memory; to be closed by the caller."""
    import pypdfium2.raw as pdfium

    stat = sheet.path.stat()
    copy = _open_copy(sheet.path, stat.st_mtime_ns, stat.st_size)
    page = _page(copy, sheet)
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return _page(copy, sheet)


@lru_cache(maxsize=1)
def _open_copy(path: Path, changed: int, size: int) -> Any:
    return _open.__wrapped__(path, changed, size)


@lru_cache(maxsize=1)
def _open(path: Path, _changed: int, _size: int) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Encrypted("the PDF needs a password", remedy="save a copy without password", file=path) from error
        raise Damaged("the PDF cannot be opened", remedy="get an undamaged copy", file=path) from error
