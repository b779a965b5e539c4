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
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from extract.errors import EnvironmentFault
from extract.page import Box, Line, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.engines.base import Engine, Mode
    from extract.page import Image
    from extract.settings import Settings

POINTS_PER_INCH: Final = 72.0
FIGURE_LANGUAGE: Final = "eng"
"""Data that read figures better than Vietnamese data do (97 against 89 of 100 cut out of poor scans)."""
FIGURE_CHARACTERS: Final = "0123456789.,%/-+()"
"""The alphabet for figures where those data are not installed."""
_LAYOUT: Final[dict[Mode, int]] = {"page": 3, "block": 6, "figures": 7}
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
    figures = FIGURE_LANGUAGE if (folder / f"{FIGURE_LANGUAGE}.traineddata").exists() else ""
    data_hash = _data_hash(folder, "+".join(filter(None, (settings.language, figures))))
    if in_process and settings.engine != "pytesseract":
        return InProcess(folder, settings.language, figures, data_hash, _library_version())
    return Program(folder, settings.language, figures, data_hash, _program_version())


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
    figures: str
    data_hash: str
    version: str
    name: str = "tesserocr"

    def recognise(self, images: Sequence[Image], dpi: float, mode: Mode = "page") -> tuple[tuple[Line, ...], ...]:
        """Return the lines of each image; see Engine."""
        import numpy as np

        only_figures = mode == "figures"
        api = _loaded(str(self.folder), (only_figures and self.figures) or self.language)
        api.SetVariable("tessedit_char_whitelist", FIGURE_CHARACTERS if only_figures and not self.figures else "")
        api.SetPageSegMode(_LAYOUT[mode])
        read = []
        for image in images:
            pixels = np.ascontiguousarray(image)
            height, width = pixels.shape[:2]
            depth = 1 if pixels.ndim == 2 else pixels.shape[2]
            api.SetImageBytes(pixels.tobytes(), width, height, depth, width * depth)
            api.SetSourceResolution(round(dpi))
            read.append(lines_of(api.GetTSVText(0), dpi)[0])
            api.Clear()
        return tuple(read)


@dataclass(frozen=True, slots=True)
class Program:
    """Tesseract through pytesseract: a process for each call, on any machine that has the program."""

    folder: Path
    language: str
    figures: str
    data_hash: str
    version: str
    name: str = "pytesseract"

    def recognise(self, images: Sequence[Image], dpi: float, mode: Mode = "page") -> tuple[tuple[Line, ...], ...]:
        """Return the lines of each image, all of them read by one process; see Engine."""
        import pytesseract

        if not images:
            return ()
        only_figures = mode == "figures"
        options = f'--tessdata-dir "{self.folder}" --oem 1 --psm {_LAYOUT[mode]} --dpi {round(dpi)}'
        if only_figures and not self.figures:
            options += f" -c tessedit_char_whitelist={FIGURE_CHARACTERS}"
        language = (only_figures and self.figures) or self.language
        with TemporaryDirectory(prefix="kehoach-") as folder:
            listed = _written(images, Path(folder))
            try:
                table = pytesseract.image_to_data(str(listed), lang=language, config=options)
            except pytesseract.TesseractNotFoundError as fault:
                raise EnvironmentFault(f"the tesseract program is not installed: {install_command()}") from fault
            except pytesseract.TesseractError as fault:
                raise EnvironmentFault(f"tesseract failed ({fault.message[:200]}): {install_command()}") from fault
        return lines_of(table, dpi, len(images))


def _written(images: Sequence[Image], folder: Path) -> Path:
    """Write the images and a list of their names, which the program reads like one document of many pages."""
    from PIL import Image as Pictures

    names = [folder / f"{number}.png" for number in range(len(images))]
    for name, image in zip(names, images, strict=True):
        Pictures.fromarray(image).save(name, compress_level=1)
    listed = folder / "images.txt"
    listed.write_text("\n".join(str(name) for name in names), encoding="utf-8")
    return listed


def lines_of(table: str, dpi: float, pages: int = 1) -> tuple[tuple[Line, ...], ...]:
    """Turn Tesseract's table of words (TSV, with or without its heading) into the lines of each of its pages.

    Boxes are in points. Pages are counted from 1 in the table; a single page may call itself 0 or 1.
    """
    read: list[dict[tuple[str, ...], list[Word]]] = [{} for _ in range(pages)]
    for row in table.split("\n"):
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        left, top, width, height = (float(field) * POINTS_PER_INCH / dpi for field in fields[6:10])
        text = unicodedata.normalize("NFC", fields[11].strip())
        box = Box(left, top, left + width, top + height)
        confidence = min(max(float(fields[10]) / 100, 0.0), 1.0)
        page = max(int(fields[1]) - 1, 0)
        read[page].setdefault(tuple(fields[2:5]), []).append(Word(text, text, box, confidence))
    return tuple(tuple(Line(0, tuple(words)) for words in lines.values()) for lines in read)


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
            remedy = f"install it: {install_command()}" if part == "vie" else f"put {part}.traineddata there"
            missing = f"no language data {part} in {folder}"
            raise EnvironmentFault(f"{missing}; name the folder that has it with --tessdata, or {remedy}") from fault
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
