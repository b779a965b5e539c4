"""Tesseract in process (tesserocr) or as a program (pytesseract), behind one interface.

An engine is a frozen value that can be handed to another process; the loaded model is kept once in each process.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.errors import EnvironmentFault
from extract.page import Box, Line, Word

if TYPE_CHECKING:
    from extract.engines.base import Engine, Image, Mode
    from extract.settings import Settings

POINTS_PER_INCH: Final = 72.0
FIGURE_CHARACTERS: Final = "0123456789.,%/-+()"
_LAYOUT: Final[dict[Mode, int]] = {"page": 3, "block": 6, "line": 7, "figures": 6, "figure": 7}
_DATA_FOLDER = re.compile(r'in "(?P<folder>.+)"')


def open_engine(settings: Settings) -> Engine:
    """Return the engine that the settings name; `auto` takes tesserocr where it is installed.

    Raises EnvironmentFault, naming the command that installs it, when program, package or language data are missing.
    """
    # several Tesseract processes with several threads each slow one another down 5 to 15 times
    os.environ["OMP_THREAD_LIMIT"] = "1"
    in_process = importlib.util.find_spec("tesserocr") is not None
    if settings.engine == "tesserocr" and not in_process:
        raise EnvironmentFault("the package tesserocr is not installed: pip install tesserocr")
    folder = data_folder(settings.tessdata)
    data_hash = _data_hash(folder, settings.language)
    if in_process and settings.engine != "pytesseract":
        return InProcess(folder, settings.language, data_hash, _library_version())
    return Program(folder, settings.language, data_hash, _program_version())


def data_folder(chosen: Path | None) -> Path:
    """Return where language data lie: the chosen folder, else what the tesseract program says."""
    if chosen is not None:
        return chosen
    found = _DATA_FOLDER.search(_ask_program("--list-langs"))
    if found is None:
        raise EnvironmentFault(f"tesseract does not say where its language data lie: {install_command()}")
    return Path(found["folder"])


def install_command() -> str:
    """Return the command that installs Tesseract with Vietnamese data on this kind of machine."""
    if sys.platform == "darwin":
        return "brew install tesseract tesseract-lang"
    return "sudo apt-get install tesseract-ocr tesseract-ocr-vie"


@dataclass(frozen=True, slots=True)
class InProcess:
    """Tesseract through tesserocr: no process and no model loading for each image."""

    folder: Path
    language: str
    data_hash: str
    version: str
    name: str = "tesserocr"

    def recognise(self, image: Image, dpi: float, mode: Mode = "page") -> tuple[Line, ...]:
        """Return the lines of the image; see Engine."""
        import numpy as np

        api = _loaded(str(self.folder), self.language)
        api.SetVariable("tessedit_char_whitelist", FIGURE_CHARACTERS if mode.startswith("figure") else "")
        api.SetPageSegMode(_LAYOUT[mode])
        pixels = np.ascontiguousarray(image)
        height, width = pixels.shape[:2]
        depth = 1 if pixels.ndim == 2 else pixels.shape[2]
        api.SetImageBytes(pixels.tobytes(), width, height, depth, width * depth)
        api.SetSourceResolution(round(dpi))
        table = api.GetTSVText(0)
        api.Clear()
        return lines_of(table, dpi)


@dataclass(frozen=True, slots=True)
class Program:
    """Tesseract through pytesseract: a process for each image, on any machine that has the program."""

    folder: Path
    language: str
    data_hash: str
    version: str
    name: str = "pytesseract"

    def recognise(self, image: Image, dpi: float, mode: Mode = "page") -> tuple[Line, ...]:
        """Return the lines of the image; see Engine."""
        import pytesseract
        from PIL import Image as Pictures

        options = f'--tessdata-dir "{self.folder}" --oem 1 --psm {_LAYOUT[mode]} --dpi {round(dpi)}'
        if mode.startswith("figure"):
            options += f" -c tessedit_char_whitelist={FIGURE_CHARACTERS}"
        try:
            table = pytesseract.image_to_data(Pictures.fromarray(image), lang=self.language, config=options)
        except pytesseract.TesseractNotFoundError as fault:
            raise EnvironmentFault(f"the tesseract program is not installed: {install_command()}") from fault
        except pytesseract.TesseractError as fault:
            raise EnvironmentFault(f"tesseract failed ({fault.message[:200]}): {install_command()}") from fault
        return lines_of(table, dpi)


def lines_of(table: str, dpi: float) -> tuple[Line, ...]:
    """Turn Tesseract's table of words (TSV, with or without its heading) into lines with boxes in points."""
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in table.split("\n"):
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        left, top, width, height = (float(field) * POINTS_PER_INCH / dpi for field in fields[6:10])
        text = unicodedata.normalize("NFC", fields[11].strip())
        box = Box(left, top, left + width, top + height)
        confidence = min(max(float(fields[10]) / 100, 0.0), 1.0)
        lines.setdefault(tuple(fields[1:5]), []).append(Word(text, text, box, confidence))
    return tuple(Line(0, tuple(words)) for words in lines.values())


@lru_cache(maxsize=4)
def _loaded(folder: str, language: str) -> Any:
    """Load the model once in a process (the library's type is not known to the type checker)."""
    import tesserocr

    try:
        return tesserocr.PyTessBaseAPI(path=folder, lang=language, oem=tesserocr.OEM.LSTM_ONLY)
    except RuntimeError as fault:
        raise EnvironmentFault(f"Tesseract cannot load {language} from {folder}: {install_command()}") from fault


def _data_hash(folder: Path, language: str) -> str:
    """Return the hash of the language data; EnvironmentFault when a file of it is missing."""
    digest = hashlib.sha256()
    for part in language.split("+"):
        data = folder / f"{part}.traineddata"
        try:
            digest.update(data.read_bytes())
        except OSError as fault:
            remedy = install_command() if part == "vie" else f"put {part}.traineddata there"
            raise EnvironmentFault(f"no language data {part} in {folder}: {remedy}") from fault
    return digest.hexdigest()


def _library_version() -> str:
    import tesserocr

    return str(tesserocr.tesseract_version()).split("\n", 1)[0].removeprefix("tesseract ")


def _program_version() -> str:
    return _ask_program("--version").split("\n", 1)[0].removeprefix("tesseract ").strip()


def _ask_program(question: str) -> str:
    try:
        answer = subprocess.run(["tesseract", question], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise EnvironmentFault(f"the tesseract program does not run ({fault}): {install_command()}") from fault
    return answer.stdout + answer.stderr
