"""What a PDF page draws besides text: ruling lines (thin strokes, thin filled boxes) and images."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from extract.page import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.pdfium import Upright

_THIN: Final = 2.5
_LONG: Final = 4.0
_MOST_PATHS: Final = 20_000
_SEGMENTS: Final = 200
_DEPTH: Final = 3
_Edge = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
_UNIT: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Ruling lines on the upright page, the share of the page that images cover (0 to 1), and the number of paths."""

    rules: tuple[Rule, ...]
    image_share: float
    paths: int


def drawn(page: Any, place: Upright) -> Drawn:
    """Look at everything the page draws, also inside its form objects; a drawing of thousands of paths is no ruling."""
    import pypdfium2.raw as pdfium

    found: dict[tuple[float, float, float, float], Rule] = {}
    area = 0.0
    paths = 0
    for handle, matrix in _objects(pdfium, page.raw):
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths <= _MOST_PATHS:
                for edge in _edges(pdfium, handle, matrix):
                    _add(found, edge, place)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            bounds = _bounds(pdfium, handle, matrix)
            area += (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) if bounds else 0.0
    rules = tuple(found.values()) if paths <= _MOST_PATHS else ()
    return Drawn(rules, min(area / (place.width * place.height), 1.0), paths)


def _add(found: dict[tuple[float, float, float, float], Rule], edge: tuple[float, ...], place: Upright) -> None:
    box = place.box(edge[0], edge[1], edge[2], edge[3])
    if box.height <= _THIN and box.width >= _LONG:
        y = round((box.y0 + box.y1) / 2, 1)
        rule = Rule(round(box.x0, 1), y, round(box.x1, 1), y)
    elif box.width <= _THIN and box.height >= _LONG:
        x = round((box.x0 + box.x1) / 2, 1)
        rule = Rule(x, round(box.y0, 1), x, round(box.y1, 1))
    else:
        return
    found[rule.x0, rule.y0, rule.x1, rule.y1] = rule


def _objects(pdfium: Any, page: Any) -> Iterator[tuple[Any, _Matrix]]:
    """Yield every path and image with the matrix of the forms it lies in."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        handle = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _inside(pdfium, handle, _UNIT, 1)
        else:
            yield handle, _UNIT


def _inside(pdfium: Any, form: Any, outer: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    matrix = _times(_matrix(pdfium, form), outer)
    for index in range(pdfium.FPDFFormObj_CountObjects(form)):
        handle = pdfium.FPDFFormObj_GetObject(form, index)
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEPTH:
                yield from _inside(pdfium, handle, matrix, depth + 1)
        else:
            yield handle, matrix


def _matrix(pdfium: Any, handle: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(matrix)):
        return _UNIT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(pdfium: Any, handle: Any, matrix: _Matrix) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(handle, *map(ctypes.byref, (left, bottom, right, top))):
        return None
    one, two = _moved(matrix, left.value, bottom.value), _moved(matrix, right.value, top.value)
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def _edges(pdfium: Any, handle: Any, matrix: _Matrix) -> Iterator[_Edge]:
    """Yield the bounds of a thin path, or the sides of a stroked one that is a frame or a grid."""
    bounds = _bounds(pdfium, handle, matrix)
    if bounds is None:
        return
    if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
        yield bounds
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if pdfium.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke)) and (stroke.value or fill.value):
        yield from _segments(pdfium, handle, matrix, stroked=bool(stroke.value))


def _segments(pdfium: Any, handle: Any, outer: _Matrix, *, stroked: bool) -> Iterator[_Edge]:
    """Yield the sides of a stroked path, or the thin boxes among those of a filled one."""
    count = pdfium.FPDFPath_CountSegments(handle)
    if not 2 <= count <= _SEGMENTS:
        return
    matrix = _times(_matrix(pdfium, handle), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _moved(matrix, x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _filled(outline, stroked=stroked)
            outline = [point]
            continue
        if stroked and outline:
            yield (*outline[-1], *point)
        outline.append(point)
        if stroked and pdfium.FPDFPathSegment_GetClose(segment):
            yield (*point, *outline[0])
    yield from _filled(outline, stroked=stroked)


def _filled(outline: list[tuple[float, float]], *, stroked: bool) -> Iterator[_Edge]:
    if stroked or len(outline) < 4:
        return
    across, down = [x for x, _ in outline], [y for _, y in outline]
    if min(max(across) - min(across), max(down) - min(down)) <= _THIN:
        yield min(across), min(down), max(across), max(down)
