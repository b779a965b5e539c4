"""The engines behind one interface."""

from __future__ import annotations

import importlib.util
import pickle
import shutil

import cv2
import numpy as np
import pytest

from extract.engines import tesseract
from extract.engines.tesseract import data_folder, lines_of, open_engine
from extract.errors import EnvironmentFault
from extract.settings import Settings

TABLE = """\
level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
4\t1\t1\t1\t1\t0\t0\t0\t400\t40\t-1\t
5\t1\t1\t1\t1\t1\t100\t200\t50\t40\t96.5\tKê\u0301
5\t1\t1\t1\t1\t2\t160\t200\t50\t40\t-1\t\x20
5\t1\t1\t1\t1\t3\t220\t200\t50\t40\t101\thoạch
5\t1\t1\t1\t2\t1\t100\t260\t50\t40\t12\t2026
"""

needs_program = pytest.mark.skipif(shutil.which("tesseract") is None, reason="the tesseract program is not installed")
needs_package = pytest.mark.skipif(importlib.util.find_spec("tesserocr") is None, reason="tesserocr is not installed")
both = pytest.mark.parametrize("name", [pytest.param("tesserocr", marks=needs_package), "pytesseract"])


def printed(text: str) -> np.ndarray:
    """Return a white image with one printed line."""
    image = np.full((200, 900), 255, np.uint8)
    cv2.putText(image, text, (20, 120), cv2.FONT_HERSHEY_COMPLEX, 1.5, 0, 3)
    return image


def test_table_becomes_lines_in_points():
    """Words are grouped by line, boxes are points, confidences lie in 0..1, text is NFC, blanks are dropped."""
    ((first, second),) = lines_of(TABLE, 100)
    assert [word.text for word in first.words] == ["Kế", "hoạch"]
    assert first.words[0].box is not None
    assert (first.words[0].box.x0, first.words[0].box.y1) == pytest.approx((72.0, 172.8))
    assert [word.confidence for word in first.words] == pytest.approx([0.965, 1.0])
    assert second.words[0].confidence == pytest.approx(0.12)


@pytest.mark.tesseract
@needs_program
@both
def test_engine_reads_and_crosses_processes(name):
    """Both engines read a printed line, say what they are, and still read after being pickled."""
    engine = pickle.loads(pickle.dumps(open_engine(Settings(engine=name))))  # noqa: S301  our own bytes
    ((line,),) = engine.recognise([printed("Nam 2026 tang 345")], 200)
    assert line.raw.startswith("Nam 2026")
    assert engine.name == name
    assert engine.version[0].isdigit()
    assert len(engine.data_hash) == 64


@pytest.mark.tesseract
@needs_program
@both
def test_many_images_are_read_in_order(name):
    """Several images in one call come back each with its own lines, in any mode."""
    engine = open_engine(Settings(engine=name))
    images = [printed("Nam 211"), np.full((60, 200), 255, np.uint8), printed("754")]
    for mode in ("page", "block", "figures"):
        first, _blank, third = engine.recognise(images, 200, mode)
        assert first[0].raw[0] == "N"
        assert third[0].raw.startswith("7")
    assert engine.recognise([], 200) == ()


@pytest.mark.tesseract
@needs_program
@both
def test_without_data_for_figures_only_digits_are_read(tmp_path, name):
    """Where only the main language is installed, the mode for figures reads digits and marks alone."""
    (tmp_path / "vie.traineddata").write_bytes((data_folder(None) / "vie.traineddata").read_bytes())
    engine = open_engine(Settings(engine=name, tessdata=tmp_path))
    (lines,) = engine.recognise([printed("Ha Nam 123")], 200, "figures")
    assert not any(letter.isalpha() for line in lines for letter in line.raw)


def test_missing_program_names_the_install_command(monkeypatch, tmp_path):
    """Without the program the fault says which command installs it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentFault, match="install"):
        data_folder(None)


def test_missing_language_is_an_environment_fault(tmp_path):
    """A folder without the language's data is refused with its name and a remedy."""
    with pytest.raises(EnvironmentFault, match=r"vie.*install"):
        open_engine(Settings(tessdata=tmp_path))


def test_missing_package_is_an_environment_fault(monkeypatch):
    """Asking for tesserocr where it is not installed names the command."""
    monkeypatch.setattr(tesseract.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(EnvironmentFault, match="pip install tesserocr"):
        open_engine(Settings(engine="tesserocr"))


@pytest.mark.tesseract
@needs_program
@both
def test_damaged_language_data_are_an_environment_fault(tmp_path, name):
    """Data that are no data fail when first used, as a fault of the environment, not as a crash."""
    (tmp_path / "vie.traineddata").write_bytes(b"nothing")
    engine = open_engine(Settings(engine=name, tessdata=tmp_path))
    with pytest.raises(EnvironmentFault, match="install"):
        engine.recognise([printed("123")], 200)
