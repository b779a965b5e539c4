"""Image-only files: PDF of JPEG or one-bit pictures, TIFF or PNG, the same bytes for the same pages."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pdf_file import pdf_of, stream
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scan:
    """One scanned page: its pixels, resolution and the JPEG quality, or 0 for one bit a pixel."""

    pixels: NDArray[np.uint8]
    dpi: int
    quality: int


def write(scans: list[Scan], path: Path, e_signature: str = "") -> None:
    """Write the pages in the form the suffix names: a PNG holds one page, a PDF alone carries an e-signature."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        path.write_bytes(_pdf(scans, e_signature))
    elif suffix in (".tif", ".tiff"):
        images = [_image(scan) for scan in scans]
        packing = "group4" if images[0].mode == "1" else "tiff_lzw"
        dpi = (scans[0].dpi, scans[0].dpi)
        images[0].save(path, save_all=True, append_images=images[1:], compression=packing, dpi=dpi)
    elif suffix == ".png" and len(scans) == 1:
        Image.fromarray(scans[0].pixels).save(path, dpi=(scans[0].dpi, scans[0].dpi), optimize=True)
    else:
        raise ValueError(f"{path}: write PDF or TIFF, or one page as PNG")


def _image(scan: Scan) -> Image.Image:
    """The page as PIL has it, after the JPEG loss it would have had."""
    if not scan.quality:
        return Image.fromarray(scan.pixels).convert("1", dither=Image.Dither.NONE)
    return Image.open(io.BytesIO(jpeg(scan)))


def jpeg(scan: Scan) -> bytes:
    """The page as JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(scan.pixels).save(buffer, "JPEG", quality=scan.quality, dpi=(scan.dpi, scan.dpi))
    return buffer.getvalue()


def _pdf(scans: list[Scan], e_signature: str) -> bytes:
    """A PDF of pictures without varying parts, an e-signature's text in page one's top right corner."""
    kids = " ".join(f"{3 + 3 * i} 0 R" for i in range(len(scans)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(scans)}/Kids[{kids}]>>".encode()]
    for index, scan in enumerate(scans):
        objects += _page_objects(scan, 3 + 3 * index, e_signature if index == 0 else "")
    return pdf_of(objects)


def _page_objects(scan: Scan, number: int, note: str) -> list[bytes]:
    """Page, contents and picture of one scan, and a note in Times 10 in the top right corner."""
    rows, columns = scan.pixels.shape[:2]
    width, height = columns * 72 / scan.dpi, rows * 72 / scan.dpi
    contents = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im Do Q".encode()
    if note:
        contents += b" BT /F 10 Tf %d %d Td (%b) Tj ET" % (width - 275, height - 24, note.encode("ascii"))
    font = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>" if note else ""
    if scan.quality:
        data, bits = jpeg(scan), 8
        packing, space = "DCTDecode", "DeviceRGB" if scan.pixels.ndim == 3 else "DeviceGray"
    else:
        data, bits = zlib.compress(np.packbits(scan.pixels > 127, axis=1).tobytes(), 9), 1
        packing, space = "FlateDecode", "DeviceGray"
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]/Contents {number + 1} 0 R"
        f"/Resources<</XObject<</Im {number + 2} 0 R>>{font}>>>>"
    )
    picture = (
        f"/Type/XObject/Subtype/Image/Width {columns}/Height {rows}/BitsPerComponent {bits}"
        f"/ColorSpace/{space}/Filter/{packing}"
    )
    return [page.encode(), stream(contents), stream(data, picture.encode())]
