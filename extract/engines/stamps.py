"""Text that a signing system has stamped on a page as an annotation: the number and the day of an electronic document.

Such text is no part of the page's own text layer, but every viewer shows it where the number or day was left blank.
What an electronic signature says of itself (signer, e-mail, time) is longer, stands apart, and is left out.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from extract.engines.glyphs import runs
from extract.page import Word
from extract.pdfium import flattened_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.engines.glyphs import Run
    from extract.page import Sheet
    from extract.pdfium import Upright

_FREE_TEXT, _STAMP, _WIDGET = 3, 13, 20
_MOST_WORDS: Final = 3
_MOST_LETTERS: Final = 16


@dataclass(frozen=True, slots=True)
class Stamps:
    """Stamped words; those in `undrawn` are not shown when the page is drawn. `signature`: more was left out."""

    undrawn: tuple[Word, ...] = ()
    drawn: tuple[Word, ...] = ()
    signature: bool = False

    @property
    def words(self) -> tuple[Word, ...]:
        """All stamped words."""
        return self.undrawn + self.drawn


def stamps_of(sheet: Sheet, page: Any, found: Sequence[Run], place: Upright) -> Stamps:
    """Return what is stamped on an open page besides the runs of its own text layer."""
    import pypdfium2.raw as pdfium

    frames = [*_frames(pdfium, page.raw)]
    if not frames:
        return Stamps()
    extra = _extra(sheet, found)
    undrawn: list[Word] = []
    drawn: list[Word] = []
    signature = False
    for kind, *frame in frames:
        inside = [run for run in extra if _within(run, frame)]
        if not inside:
            continue
        if _fills_a_blank(inside):
            words = [Word(run.text, run.text, place.box(run.x0, run.y0, run.x1, run.y1)) for run in inside]
            (undrawn if kind == _WIDGET else drawn).extend(words)
        else:
            signature = True
    return Stamps(tuple(undrawn), tuple(drawn), signature)


def _frames(pdfium: Any, page: Any) -> list[tuple[int, float, float, float, float]]:
    """Return kind and rectangle of each annotation that may show text."""
    made: list[tuple[int, float, float, float, float]] = []
    rect = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        handle = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(handle)
        if kind in {_FREE_TEXT, _STAMP, _WIDGET} and pdfium.FPDFAnnot_GetRect(handle, ctypes.byref(rect)):
            made.append((kind, rect.left, rect.bottom, rect.right, rect.top))
        pdfium.FPDFPage_CloseAnnot(handle)
    return made


def _extra(sheet: Sheet, found: Sequence[Run]) -> list[Run]:
    """Return the runs that the page has only with its annotations made part of it."""
    page = flattened_page(sheet)
    try:
        whole = runs(page)
    finally:
        page.close()
    own = Counter(_key(run) for run in found)
    extra: list[Run] = []
    for run in whole:
        if own[_key(run)]:
            own[_key(run)] -= 1
        else:
            extra.append(run)
    return extra


def _key(run: Run) -> tuple[str, int, int]:
    return run.text, round(run.x0), round(run.y0)


def _within(run: Run, frame: Sequence[float]) -> bool:
    left, bottom, right, top = frame
    return left <= (run.x0 + run.x1) / 2 <= right and bottom <= (run.y0 + run.y1) / 2 <= top


def _fills_a_blank(inside: Sequence[Run]) -> bool:
    text = "".join(run.text for run in inside)
    return len(inside) <= _MOST_WORDS and len(text) <= _MOST_LETTERS and any(map(str.isdigit, text))
