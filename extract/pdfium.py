"""PDF files through PDFium: opened once and kept open while their pages are read. Never from two threads."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extract.errors import Damaged, Encrypted, NotReadable

if TYPE_CHECKING:
    from pathlib import Path


def document(path: Path) -> Any:
    """Return the open pypdfium2 document; raises Encrypted, Damaged or NotReadable."""
    try:
        stat = path.stat()
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror})"
        raise NotReadable(reason, remedy="check that it is still there", file=path) from error
    return _open(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1)
def _open(path: Path, _changed: int, _size: int) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Encrypted("the PDF needs a password", remedy="save a copy without password", file=path) from error
        raise Damaged("the PDF cannot be opened", remedy="get an undamaged copy", file=path) from error
