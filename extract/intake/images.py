"""Images taken in: how many pages a file holds, how large they are on paper, whether they are whole."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.errors import Damaged, NoText, TooLarge
from extract.page import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

    from extract.settings import Limits

_SMALLEST: Final = 64
_A4_LONG_INCHES: Final = 11.69
_LEAST_DPI, _MOST_DPI = 100.0, 1200.0
_TURNED: Final = frozenset({5, 6, 7, 8})
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True)
class _Size:
    width: int
    height: int
    dpi: float


def image_sheets(path: Path, limits: Limits) -> tuple[Sheet, ...]:
    """Return a sheet for each image of the file; raises Damaged, TooLarge, or NoText for one too small to hold any."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings(), Image.open(path) as image:
            warnings.simplefilter("ignore")
            sizes = list(_sizes(image, path, limits))
            _check(image, path)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        reason = f"the image is truncated or broken ({error})"
        raise Damaged(reason, remedy="get an undamaged copy", file=path) from error
    return tuple(
        Sheet(path, number, round(size.width * 72 / size.dpi, 3), round(size.height * 72 / size.dpi, 3))
        for number, size in enumerate(sizes, start=1)
    )


def _sizes(image: Image, path: Path, limits: Limits) -> Iterator[_Size]:
    frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if frames > limits.pages:
        raise TooLarge(f"{frames} pages, over the limit of {limits.pages}", remedy="split it", file=path)
    for frame in range(frames):
        image.seek(frame)
        width, height = image.size
        if width * height > limits.pixels:
            reason = f"{width}x{height} pixels, over the limit of {limits.pixels}"
            raise TooLarge(reason, remedy="scan it at 300 dpi", file=path, page=frame + 1)
        if min(width, height) < _SMALLEST:
            reason = f"an image of {width}x{height} pixels is too small to hold text"
            raise NoText(reason, remedy="give a scan of a whole page", file=path, page=frame + 1)
        if image.getexif().get(_ORIENTATION) in _TURNED:
            width, height = height, width
        yield _Size(width, height, _dpi(image, width, height))


def _dpi(image: Image, width: int, height: int) -> float:
    """Return the resolution the file states where that makes a page; else the one at which it would be an A4 page."""
    stated = image.info.get("dpi")
    dpi = float(stated[0]) if isinstance(stated, tuple) and stated[0] else 0.0
    long_side = max(width, height)
    if _LEAST_DPI <= dpi <= _MOST_DPI and 5 <= long_side / dpi <= 34:
        return dpi
    return long_side / _A4_LONG_INCHES


def _check(image: Image, path: Path) -> None:
    """Read a PNG or JPEG to its end, as small as the decoder can, so that truncation shows at once."""
    if image.format == "PNG":
        image.load()
    elif image.format == "JPEG":
        image.draft("L", (image.width // 8, image.height // 8))
        image.load()
    elif path.stat().st_size < 8:
        raise ValueError("no image in it")
