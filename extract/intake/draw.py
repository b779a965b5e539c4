"""Pixels of a sheet on demand."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

from extract.errors import Damaged, TooLarge
from extract.pdfium import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from extract.page import Sheet
    from extract.settings import Limits

_PDF: Final = b"%PDF-"
_POINTS: Final = 72.0


def draw(sheet: Sheet, dpi: float, *, limits: Limits) -> NDArray[np.uint8]:
    """Return the upright page as grey (H, W) or RGB (H, W, 3) pixels at `dpi`.

    Raises TooLarge over the limit on pixels, Damaged when the page cannot be drawn.
    """
    pixels = round(sheet.width * dpi / _POINTS) * round(sheet.height * dpi / _POINTS)
    if pixels > limits.pixels:
        reason = f"{pixels} pixels at {dpi:g} dpi, over the limit of {limits.pixels}"
        raise TooLarge(reason, remedy="raise the limit or leave the page out", file=sheet.path, page=sheet.number)
    return _draw_pdf(sheet, dpi) if _is_pdf(sheet) else _draw_image(sheet, dpi)


def native_dpi(sheet: Sheet) -> float | None:
    """Return the resolution of a scanned page's own pixels, None where no image covers most of the page."""
    if not _is_pdf(sheet):
        return _image_dpi(sheet)
    page = document(sheet.path)[sheet.number - 1]
    best = max(_image_scales(page, sheet), default=(0.0, 0.0))
    page.close()
    return best[1] if best[0] >= 0.5 else None


def _is_pdf(sheet: Sheet) -> bool:
    with sheet.path.open("rb") as file:
        return _PDF in file.read(1024)


def _image_scales(page: Any, sheet: Sheet) -> Iterator[tuple[float, float]]:
    """Yield (share of the page covered, dots per inch) for each image on a page."""
    import pypdfium2.raw as pdfium

    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = item.get_bounds()
        if right > left and top > bottom:
            across, down = item.get_px_size()
            share = (right - left) * (top - bottom) / (sheet.width * sheet.height)
            dots = (across * down) ** 0.5 / ((right - left) * (top - bottom)) ** 0.5 * _POINTS
            yield min(share, 1.0), dots


def _draw_pdf(sheet: Sheet, dpi: float) -> NDArray[np.uint8]:
    import numpy as np
    import pypdfium2

    try:
        page = document(sheet.path)[sheet.number - 1]
        bitmap = page.render(scale=dpi / _POINTS, rev_byteorder=True)
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise _broken(sheet, "the page cannot be drawn") from error
    pixels = np.asarray(bitmap.to_numpy())
    pixels = np.ascontiguousarray(pixels[:, :, :3] if pixels.ndim == 3 else pixels, dtype=np.uint8)
    copy = _grey_if_colourless(pixels.copy())
    bitmap.close()
    page.close()
    return copy


def _broken(sheet: Sheet, reason: str) -> Damaged:
    return Damaged(reason, remedy="get an undamaged copy", file=sheet.path, page=sheet.number)


def _grey_if_colourless(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        return pixels[:, :, 0]
    if pixels.ndim == 3 and (pixels[:, :, 0] == pixels[:, :, 1]).all() and (pixels[:, :, 1] == pixels[:, :, 2]).all():
        return pixels[:, :, 0].copy()
    return pixels


def _image_dpi(sheet: Sheet) -> float:
    from PIL import Image

    with Image.open(sheet.path) as image:
        if sheet.number > 1:
            image.seek(sheet.number - 1)
        return float(max(image.size) * _POINTS / max(sheet.width, sheet.height))


def _draw_image(sheet: Sheet, dpi: float) -> NDArray[np.uint8]:
    import numpy as np
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None
    size = (max(1, round(sheet.width * dpi / _POINTS)), max(1, round(sheet.height * dpi / _POINTS)))
    try:
        with warnings.catch_warnings(), Image.open(sheet.path) as opened:
            warnings.simplefilter("ignore")
            if sheet.number > 1:
                opened.seek(sheet.number - 1)
            image = _flat(ImageOps.exif_transpose(opened))
            if abs(image.width - size[0]) > 2 or abs(image.height - size[1]) > 2:
                smaller = image.width > size[0]
                image = image.resize(size, Image.Resampling.BOX if smaller else Image.Resampling.BICUBIC)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _broken(sheet, f"the image is broken ({error})") from error
    return np.asarray(image, dtype=np.uint8)


def _flat(image: Any) -> Any:
    """Return the image as 8-bit grey or RGB; what is transparent becomes white paper."""
    from PIL import Image

    if image.mode in {"1", "L"}:
        return image.convert("L")
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if "A" in image.mode or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("RGB")
