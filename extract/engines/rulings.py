"""Ruling lines of a PDF page: thin strokes and thin filled boxes among its path objects."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final

from extract.page import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.pdfium import Upright

_THIN: Final = 2.5
_LONG: Final = 8.0
_MOST: Final = 4000
_SEGMENTS: Final = 200


def rules_of(page: Any, place: Upright) -> tuple[Rule, ...]:
    """Return the horizontal and vertical ruling lines in points on the upright page, without repeats."""
    import pypdfium2.raw as pdfium

    found: dict[tuple[float, float, float, float], Rule] = {}
    for handle in _paths(pdfium, page.raw):
        for x0, y0, x1, y1 in _edges(pdfium, handle):
            box = place.box(x0, y0, x1, y1)
            if box.height <= _THIN and box.width >= _LONG:
                y = (box.y0 + box.y1) / 2
                rule = Rule(round(box.x0, 1), round(y, 1), round(box.x1, 1), round(y, 1))
            elif box.width <= _THIN and box.height >= _LONG:
                x = (box.x0 + box.x1) / 2
                rule = Rule(round(x, 1), round(box.y0, 1), round(x, 1), round(box.y1, 1))
            else:
                continue
            found[rule.x0, rule.y0, rule.x1, rule.y1] = rule
    return tuple(found.values())


def _paths(pdfium: Any, page: Any) -> Iterator[Any]:
    """Yield path objects of the page; too many of them are a drawing and no ruling."""
    count = pdfium.FPDFPage_CountObjects(page)
    paths = 0
    for index in range(count):
        handle = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths > _MOST:
                return
            yield handle


def _edges(pdfium: Any, handle: Any) -> Iterator[tuple[float, float, float, float]]:
    """Yield the bounds of a thin path, or the sides of a stroked one that is a frame or a grid."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(handle, *map(ctypes.byref, (left, bottom, right, top))):
        return
    bounds = left.value, bottom.value, right.value, top.value
    if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
        yield bounds
        return
    stroke, mode = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(handle, ctypes.byref(mode), ctypes.byref(stroke)) or not stroke.value:
        return
    yield from _segments(pdfium, handle)


def _segments(pdfium: Any, handle: Any) -> Iterator[tuple[float, float, float, float]]:
    count = pdfium.FPDFPath_CountSegments(handle)
    if not 2 <= count <= _SEGMENTS:
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = None
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
            yield (*before, *point)
        before = point
        if start is not None and pdfium.FPDFPathSegment_GetClose(segment):
            yield (*point, *start)
            before = start
