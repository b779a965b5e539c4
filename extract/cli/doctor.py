"""`kehoach doctor`: what is there, what is missing, and the command that mends it."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from extract.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEEDED = ("cv2", "numpy", "onnxruntime", "pandas", "pdfplumber", "pyarrow", "pydantic", "pypdfium2", "underthesea")
_BROUGHT_BY = {"cv2": "opencv-python-headless"}
_EXTRAS = {"distributed": "dask", "fastapi": "review", "openpyxl": "xlsx"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: is it there, is it needed, what was found, and what mends it."""

    what: str
    found: str
    well: bool = True
    mend: str = ""
    needed: bool = True


def examine() -> int:
    """Print every finding and return 0 when nothing needed is missing, else 3."""
    findings = list(findings_here())
    for finding in findings:
        mark = "ok" if finding.well else "MISSING" if finding.needed else "not there"
        print(f"{mark:9} {finding.what}: {finding.found}")
        if not finding.well and finding.mend:
            print(f"          {finding.mend}")
    missing = sum(finding.needed and not finding.well for finding in findings)
    print(f"{missing} missing." if missing else "Everything that is needed is there.")
    return EnvironmentFault.exit_code if missing else 0


def findings_here() -> Iterator[Finding]:
    """Look at Python, packages, Tesseract with its data, and the trained files."""
    python = platform.python_version()
    yield Finding("Python", python, well=sys.version_info >= (3, 11), mend="install Python 3.11 or newer")
    for module in _NEEDED:
        yield _package(module, f"pip install {_BROUGHT_BY.get(module, module)}", needed=True)
    yield from _one_opencv()
    for module, extra in _EXTRAS.items():
        yield _package(module, f"pip install 'kehoach[{extra}]'", needed=False)
    yield from _engines()
    yield _trained()


def _package(module: str, mend: str, *, needed: bool) -> Finding:
    if find_spec(module) is None:
        return Finding(f"package {module}", "not installed", well=False, mend=mend, needed=needed)
    return Finding(f"package {module}", _version_of(module), needed=needed)


def _version_of(module: str) -> str:
    for name in packages_distributions().get(module, []):
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    return "installed"


def _one_opencv() -> Iterator[Finding]:
    both = sorted({name.lower() for name in packages_distributions().get("cv2", [])})
    if len(both) > 1:
        found = " and ".join(both) + " overwrite each other's cv2"
        mend = f"pip uninstall -y {' '.join(both)} && pip install opencv-python-headless"
        yield Finding("OpenCV", found, well=False, mend=mend)


def _engines() -> Iterator[Finding]:
    from extract.engines.tesseract import open_engine
    from extract.settings import EngineName, Settings

    names: tuple[EngineName, ...] = ("tesserocr", "pytesseract")
    usable = False
    for name in names:
        try:
            engine = open_engine(Settings(engine=name))
        except EnvironmentFault as fault:
            yield Finding(f"engine {name}", str(fault), well=False, needed=name == "pytesseract" and not usable)
        else:
            usable = True
            yield Finding(f"engine {name}", f"Tesseract {engine.version}, data {engine.data_hash[:12]}")


def _trained() -> Finding:
    from diacritics import Restorer

    try:
        repaired = Restorer.load().restore("Ke hoach phat trien kinh te xa hoi").text
    except OSError as error:
        mend = "install kehoach again: its wheel with pip install --force-reinstall, or a fresh clone"
        return Finding("restorer", f"cannot be read ({error})", well=False, mend=mend)
    return Finding("restorer", f"«Ke hoach phat trien kinh te xa hoi» → «{repaired}»")
