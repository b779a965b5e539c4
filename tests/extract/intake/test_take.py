"""Taking documents in: kinds by content, and one typed error for each way in which a file cannot be read."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extract.errors import Damaged, EmptyFile, Encrypted, NoText, NotReadable, TooLarge, UnknownKind
from extract.intake import draw, native_dpi, open_scan
from extract.settings import Limits
from tests.extract.pdfs import Leaf, pdf, picture, say

LIMITS = Limits()
GOOD = pdf(Leaf(say("Ke hoach", 100, 700)), Leaf(say("Trang hai", 100, 700), 842, 595))


def put(folder: Path, name: str, content: bytes) -> Path:
    """A file of that content."""
    path = folder / name
    path.write_bytes(content)
    return path


def image_bytes(tmp_path: Path, kind: str, size=(800, 1100), **options) -> bytes:
    """The bytes of a plain grey image."""
    path = tmp_path / f"made.{kind}"
    Image.new("L", size, 200).save(path, **options)
    return path.read_bytes()


def test_a_pdf_has_a_sheet_for_each_page_as_it_stands_upright(tmp_path):
    """Sheets carry number and upright size; a page with /Rotate 90 is as wide as it is shown."""
    content = pdf(Leaf(b""), Leaf(b"", 595, 842, 90))
    scan = open_scan(put(tmp_path, "a.pdf", content), LIMITS)
    assert [(s.number, s.width, s.height) for s in scan.sheets] == [(1, 595, 842), (2, 842, 595)]
    assert scan.media == "application/pdf"


@pytest.mark.parametrize(("name", "noted"), [("a.pdf", False), ("a.txt", True), ("a", True), ("a.png", True)])
def test_the_kind_is_what_the_content_says(tmp_path, name, noted):
    """A PDF is a PDF under any name; a suffix that says otherwise is noted."""
    scan = open_scan(put(tmp_path, name, GOOD), LIMITS)
    assert scan.media == "application/pdf"
    assert any(note.startswith("suffix") for note in scan.notes) is noted


def test_text_named_pdf_is_text_with_a_note(tmp_path):
    """A text file under a PDF's name is read as text, and that is said."""
    scan = open_scan(put(tmp_path, "a.pdf", "Kế hoạch".encode()), LIMITS)
    assert scan.kind == "text"
    assert scan.notes == ("suffix: named .pdf, but the content is text/plain",)


def test_form_feeds_count_the_pages_of_a_text(tmp_path):
    """Each form feed but a last one begins a page."""
    assert len(open_scan(put(tmp_path, "a.txt", b"one\ftwo\fthree\n\f"), LIMITS).sheets) == 3


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_images_are_sheets_of_the_size_on_paper(tmp_path, kind):
    """An image with a stated resolution is as large as on paper, one without is an A4 page."""
    stated = open_scan(put(tmp_path, "a", image_bytes(tmp_path, kind, (1654, 2339), dpi=(200, 200))), LIMITS).sheets[0]
    assert (stated.width, stated.height) == (pytest.approx(595.4, abs=1), pytest.approx(842, abs=1))
    silent = open_scan(put(tmp_path, "b", image_bytes(tmp_path, kind, (827, 1169))), LIMITS).sheets[0]
    assert silent.height == pytest.approx(841.7, abs=1)


def test_a_tiff_may_hold_many_pages(tmp_path):
    """Each image of a TIFF is a sheet, and each is drawn from its own pixels."""
    path = tmp_path / "a.tif"
    pages = [Image.new("L", (600, 800), shade) for shade in (10, 120, 250)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    scan = open_scan(path, LIMITS)
    assert [int(np.median(draw(sheet, 72, limits=LIMITS))) for sheet in scan.sheets] == [10, 120, 250]


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"", EmptyFile, "empty"),
        (b"  \n\t \n", EmptyFile, "white space"),
        (GOOD[: len(GOOD) // 2], Damaged, "truncated"),
        (b"%PDF-1.7\n%%EOF\n", Damaged, "cannot be opened"),
        (bytes(range(256)) * 3, UnknownKind, "neither"),
        (b"PK\x03\x04rest", UnknownKind, "Office"),
        (b"GIF89a" + bytes(20), UnknownKind, "GIF"),
        (b"BM\x36\x00\x0c\x00" + bytes(40), UnknownKind, "BMP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(10), Damaged, "image"),
    ],
)
def test_each_bad_file_has_its_error(tmp_path, content, error, says):
    """What cannot be read raises the error of its cause, in one line with file, reason and remedy."""
    path = put(tmp_path, "bad", content)
    with pytest.raises(error, match=says) as caught:
        open_scan(path, LIMITS)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_a_truncated_image_is_damaged(tmp_path, kind):
    """Half an image is no image; a TIFF may show it only when its pixels are drawn."""
    noise = np.random.default_rng(3).integers(0, 255, (400, 300), dtype=np.uint8)
    whole = tmp_path / f"whole.{kind}"
    Image.fromarray(noise).save(whole)
    content = whole.read_bytes()
    path = put(tmp_path, "half", content[: len(content) // 2])
    with pytest.raises(Damaged):
        draw(open_scan(path, LIMITS).sheets[0], 100, limits=LIMITS)


def test_a_png_of_one_pixel_holds_no_text(tmp_path):
    """An image too small to hold text fails with that reason."""
    with pytest.raises(NoText, match="1x1 pixels"):
        open_scan(put(tmp_path, "a.png", image_bytes(tmp_path, "png", (1, 1))), LIMITS)


def test_an_encrypted_pdf_is_told_apart(tmp_path):
    """A PDF that needs a password says so."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt")
    path = tmp_path / "locked.pdf"
    page = canvas.Canvas(str(path), encrypt=encryption.StandardEncryption("secret", canPrint=0))
    page.drawString(100, 700, "Ke hoach")
    page.save()
    with pytest.raises(Encrypted, match="password"):
        open_scan(path, LIMITS)


def test_a_missing_file_is_not_readable(tmp_path):
    """A path that is not there fails with the system's reason."""
    with pytest.raises(NotReadable, match="No such file"):
        open_scan(tmp_path / "gone.pdf", LIMITS)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX users")
def test_a_file_that_may_not_be_read_says_so(tmp_path):
    """A user without the right to read gets NotReadable; root, who may read all, becomes nobody for it."""
    folder = Path("/tmp" if os.getuid() == 0 else tmp_path)  # noqa: S108
    path = folder / f"kehoach-unreadable-{os.getpid()}.txt"
    path.write_text("Kế hoạch", encoding="utf-8")
    path.chmod(0)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from extract.intake import open_scan\n"
        "from extract.settings import Limits\n"
        "from extract.errors import NotReadable\n"
        "import extract.decode, diacritics\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: open_scan(Path(sys.argv[1]), Limits())\n"
        "except NotReadable as error: print(error)\n"
    )
    try:
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    finally:
        path.unlink()
    assert "Permission denied" in done.stdout


@pytest.mark.parametrize(
    ("limits", "content"),
    [
        (Limits(file_bytes=100), GOOD),
        (Limits(pages=1), GOOD),
        (Limits(text_bytes=3), b"Ke hoach"),
    ],
)
def test_limits_are_kept(tmp_path, limits, content):
    """A file over a limit is refused before it is read further."""
    with pytest.raises(TooLarge):
        open_scan(put(tmp_path, "big", content), limits)


def test_a_bomb_of_pixels_is_refused(tmp_path):
    """An image over the limit on pixels is not decoded; nor is a page drawn at a resolution that goes over it."""
    path = put(tmp_path, "a.png", image_bytes(tmp_path, "png", (1000, 1000)))
    with pytest.raises(TooLarge, match="pixels"):
        open_scan(path, Limits(pixels=500_000))
    sheet = open_scan(put(tmp_path, "a.pdf", GOOD), LIMITS).sheets[0]
    with pytest.raises(TooLarge, match="dpi"):
        draw(sheet, 600, limits=Limits(pixels=1_000_000))


def test_drawing_gives_the_page_at_the_wanted_resolution(tmp_path):
    """Height and width follow from points and dpi, within a pixel; a page without colour is grey."""
    sheet = open_scan(put(tmp_path, "a.pdf", GOOD), LIMITS).sheets[0]
    pixels = draw(sheet, 144, limits=LIMITS)
    assert pixels.ndim == 2
    assert abs(pixels.shape[0] - 1684) <= 1
    assert abs(pixels.shape[1] - 1190) <= 1
    assert pixels.min() < 100 < pixels.max()


def test_the_resolution_of_a_scanned_page_is_that_of_its_image(tmp_path):
    """An image over the whole page tells the resolution; a page without one has none."""
    scanned = open_scan(put(tmp_path, "a.pdf", pdf(Leaf(picture(0, 0, 595, 842)))), LIMITS)
    assert native_dpi(scanned.sheets[0]) == pytest.approx(72 / (595 * 842) ** 0.5, rel=0.05)
    assert native_dpi(open_scan(put(tmp_path, "b.pdf", GOOD), LIMITS).sheets[0]) is None


def test_the_original_is_left_as_it_is(tmp_path):
    """Taking in and drawing leaves bytes and times of the file alone."""
    path = put(tmp_path, "a.pdf", GOOD)
    before = path.stat()
    draw(open_scan(path, LIMITS).sheets[0], 72, limits=LIMITS)
    assert path.read_bytes() == GOOD
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_text_that_begins_like_a_bitmap_is_text(tmp_path):
    """The letters BM alone make no image."""
    assert open_scan(put(tmp_path, "a.txt", "BM 01: Danh sách hộ nghèo\n".encode()), LIMITS).media == "text/plain"
