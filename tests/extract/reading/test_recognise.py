"""Recognition of a sheet with engines that are not there: fakes that answer, fail, or must not be asked."""

from __future__ import annotations

import importlib.util
import pickle
import shutil
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from extract.engines import open_engine
from extract.errors import EnvironmentFault
from extract.intake import open_scan
from extract.page import Box, Line, Sheet, Word
from extract.reading.recognise import recognise_sheet
from extract.settings import Settings

CORPUS = Path(__file__).resolve().parents[3] / "corpus"


@dataclass(frozen=True, slots=True)
class Fake:
    """Reads one word, "chữ", wherever an image holds ink: at its ink's bounds, 10 a line."""

    name: str = "fake"
    version: str = "1"
    data_hash: str = "abc"

    def recognise(self, images, dpi, mode="page"):
        """Return the ink's bounds as one word."""
        del mode
        return tuple(self._read(image, dpi) for image in images)

    def _read(self, image, dpi):
        rows, columns = np.nonzero(image < 128)
        if not len(rows):
            return ()
        scale = 72 / dpi
        box = Box(columns.min() * scale, rows.min() * scale, (columns.max() + 1) * scale, (rows.max() + 1) * scale)
        return (Line(0, (Word("chữ", "chữ", box, 0.9),)),)


@dataclass(frozen=True, slots=True)
class Failing:
    """Cannot be used."""

    name: str = "failing"
    version: str = "0"
    data_hash: str = ""

    def recognise(self, images, dpi, mode="page"):
        """Raise what an engine raises whose data are gone."""
        raise EnvironmentFault(f"cannot read {len(images)} images at {dpi} in mode {mode}")


def sheet_of(folder: Path, image: np.ndarray) -> Sheet:
    """Write an A4 image at 200 dpi and return its sheet."""
    path = folder / "page.png"
    cv2.imwrite(str(path), image)
    return Sheet(path, 1, image.shape[1] * 72 / 200, image.shape[0] * 72 / 200)


def paper() -> np.ndarray:
    """Return an empty page."""
    return np.full((2339, 1654), 255, np.uint8)


def test_words_stand_where_they_are_on_the_page(tmp_path):
    """Boxes are points on the page as drawn, lines carry its number, and the page says who read it.

    Two blots may be levelled by a degree, which turns a box's outline; hence the tolerance.
    """
    image = paper()
    cv2.rectangle(image, (400, 600), (460, 640), 0, -1)
    cv2.rectangle(image, (600, 600), (660, 640), 0, -1)
    page = recognise_sheet(sheet_of(tmp_path, image), Settings(), Fake())
    (line,) = page.lines
    assert line.page == 1
    assert line.box is not None
    assert (line.box.x0, line.box.y1) == pytest.approx((400 * 0.36, 641 * 0.36), abs=2.5)
    assert (page.reading, page.engine, page.language_data) == ("recognised", "fake 1", "abc")


def test_blank_page_is_not_given_to_the_engine(tmp_path):
    """A page without ink is blank, and costs no recognition."""
    page = recognise_sheet(sheet_of(tmp_path, paper()), Settings(), Failing())
    assert page.reading == "blank"
    assert page.lines == ()


def test_engine_that_cannot_be_used_is_a_fault_of_the_environment(tmp_path):
    """What the engine raises comes through unchanged."""
    image = paper()
    cv2.rectangle(image, (400, 600), (460, 640), 0, -1)
    with pytest.raises(EnvironmentFault):
        recognise_sheet(sheet_of(tmp_path, image), Settings(), Failing())


def grid() -> np.ndarray:
    """Return a page with a ruled table of two columns and three rows, its first row merged, one cell empty."""
    image = paper()
    for y in (800, 900, 1000, 1100):
        cv2.line(image, (300, y), (1300, y), 0, 3)
    for x, top in ((300, 800), (800, 900), (1300, 800)):
        cv2.line(image, (x, top), (x, 1100), 0, 3)
    for x, y in ((700, 840), (400, 940), (1000, 940), (400, 1040)):
        cv2.rectangle(image, (x, y), (x + 16, y + 24), 0, -1)
    cv2.rectangle(image, (300, 300), (360, 340), 0, -1)
    return image


def test_cells_of_a_ruled_table_are_read_one_by_one(tmp_path):
    """Each cell is read on its own, merged cells are filled and marked, and the body does not hold the table again."""
    page = recognise_sheet(sheet_of(tmp_path, grid()), Settings(), Fake())
    (table,) = page.tables
    assert [[cell.text for cell in row] for row in table.rows] == [["chữ", "chữ"], ["chữ", "chữ"], ["chữ", ""]]
    assert [cell.filled for cell in table.rows[0]] == [False, True]
    assert table.rows[0][0].columns == 2
    box = table.rows[1][1].lines[0].words[0].box
    assert box is not None
    assert (box.x0, box.y0) == pytest.approx((1000 * 0.36, 940 * 0.36), abs=0.6)
    assert len(page.lines) == 1
    assert page.lines[0].box is not None
    assert page.lines[0].box.y1 < 150


def test_result_crosses_processes(tmp_path):
    """Sheet, settings and page can be pickled, so that pages can be read in children."""
    sheet = sheet_of(tmp_path, grid())
    page = recognise_sheet(*pickle.loads(pickle.dumps((sheet, Settings(), Fake()))))  # noqa: S301  our own bytes
    assert pickle.loads(pickle.dumps(page)) == page  # noqa: S301


@pytest.mark.tesseract
@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("tesseract") is None or importlib.util.find_spec("tesserocr") is None, reason="needs Tesseract"
)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_is_read_whichever_way_it_lies(tmp_path, turn):
    """A scan of the corpus is read upright, on its sides and on its head, and the figures in it are there."""
    image = cv2.imread(str(CORPUS / "kh_hien_mau_phuong_cam_duong__scan.png"), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    path = tmp_path / "scan.png"
    cv2.imwrite(str(path), np.rot90(image, -turn // 90))
    settings = Settings()
    page = recognise_sheet(open_scan(path, settings.limits).sheets[0], settings, open_engine(settings))
    words = {word.text.strip(",.;") for line in page.lines for word in line.words}
    assert {"KẾ", "HOẠCH", "Lào", "Cai"} <= words
    assert page.height > page.width
    assert page.turned == (360 - turn) % 360
