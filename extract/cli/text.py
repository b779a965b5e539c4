"""`text` and `restore`: a document's repaired text on standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from extract.errors import NotReadable, UnknownKind, UsageFault

if TYPE_CHECKING:
    from pathlib import Path

    from extract.settings import Settings


def print_text(file: Path, settings: Settings) -> None:
    """Print the repaired text of a document; raises DocumentFault."""
    from extract.archive.single import read_isolated

    if not file.is_file():
        raise UsageFault(f"{file}: no such file; check the path")
    sys.stdout.write(read_isolated(file, settings).text)


def print_restored(file: Path | None) -> None:
    """Print the repaired text of a text file, or of standard input; line ends and layout stay."""
    from diacritics import Restorer
    from extract.decode import decode

    if file and not file.is_file():
        raise UsageFault(f"{file}: no such file; check the path")
    try:
        content = file.read_bytes() if file else sys.stdin.buffer.read()
    except OSError as error:
        raise NotReadable(f"cannot be opened ({error.strerror})", remedy="check the path", file=file) from error
    decoded = decode(content)
    if decoded is None:
        remedy = "for a PDF or an image use: kehoach text FILE"
        raise UnknownKind("is no text in any encoding we know", remedy=remedy, file=file or "standard input")
    sys.stdout.write(Restorer.load().restore(decoded.text).text)
