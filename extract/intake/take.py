"""A file becomes a `Scan`: its hash, its kind told by content, and its sheets. The file is only ever read."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from extract.decode import decode
from extract.errors import Damaged, EmptyFile, NotReadable, TooLarge, UnknownKind
from extract.intake.images import image_sheets
from extract.intake.pdf import is_digital, pdf_sheets
from extract.page import Scan, Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from extract.settings import Limits
    from models import SourceKind

_CHUNK: Final = 1 << 20
_PDF_HEAD: Final = 1024
_IMAGES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
)
_OTHERS: Final = (
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"GIF8", "a GIF image"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7z archive"),
)
_BITMAP: Final = re.compile(rb"BM.{4}\0{4}", re.DOTALL)
"""A BMP image has its size and four zero bytes behind its letters; a text may begin with them ("BMI", "BM 01")."""

_SUFFIXES: Final = {
    "application/pdf": {".pdf"},
    "image/png": {".png"},
    "image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "image/tiff": {".tif", ".tiff"},
    "text/plain": {".txt", ".md", ".markdown", ".text", ""},
}


def open_scan(path: Path, limits: Limits) -> Scan:
    """Take a document in.

    Raises NotReadable, EmptyFile, TooLarge, UnknownKind, Damaged, Encrypted or NoText, each with the file's name.
    """
    head, sha256, size = _hash(path, limits)
    media = _media(head, path)
    if media == "application/pdf":
        sheets, notes = pdf_sheets(path, limits)
        kind: SourceKind = "digital" if is_digital(path, len(sheets)) else "scan"
        return Scan(path, sha256, kind, media, sheets, _suffix_note(path, media) + notes)
    if media.startswith("image/"):
        return Scan(path, sha256, "scan", media, image_sheets(path, limits), _suffix_note(path, media))
    if size > limits.text_bytes:
        raise TooLarge(f"{size} bytes of text, over the limit of {limits.text_bytes}", remedy="split it", file=path)
    return _text(path, sha256)


def _hash(path: Path, limits: Limits) -> tuple[bytes, str, int]:
    """Return the first bytes, the SHA-256 and the size, reading the file once."""
    digest = hashlib.sha256()
    head, size = b"", 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                head = head or chunk[:4096]
                size += len(chunk)
                if size > limits.file_bytes:
                    raise TooLarge(f"over the limit of {limits.file_bytes} bytes", remedy="split it", file=path)
                digest.update(chunk)
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror})"
        raise NotReadable(reason, remedy="check that it is there and may be read", file=path) from error
    if not size:
        raise EmptyFile("the file is empty", remedy="get the document again", file=path)
    return head, digest.hexdigest(), size


def _media(head: bytes, path: Path) -> str:
    if b"%PDF-" in head[:_PDF_HEAD]:
        return "application/pdf"
    for magic, media in _IMAGES:
        if head.startswith(magic):
            return media
    if path.suffix.lower() == ".pdf" and head.startswith(b"%PD"):
        raise Damaged("the PDF ends after its first bytes", remedy="get an undamaged copy", file=path)
    names = [name for magic, name in _OTHERS if head.startswith(magic)]
    if names or _BITMAP.match(head):
        name = names[0] if names else "a BMP image"
        raise UnknownKind(f"it is {name}", remedy="give a PDF, an image or a text file", file=path)
    return "text/plain"


def _text(path: Path, sha256: str) -> Scan:
    decoded = decode(path.read_bytes())
    if decoded is None:
        raise UnknownKind("neither PDF nor image nor text", remedy="give a PDF, an image or a text file", file=path)
    if not decoded.text.strip():
        raise EmptyFile("there is nothing but white space in it", remedy="get the document again", file=path)
    pages = decoded.text.rstrip("\f \n").count("\f") + 1
    sheets = tuple(Sheet(path, number, 0.0, 0.0) for number in range(1, pages + 1))
    notes = (f"encoding: {decoded.note}",) if decoded.note else ()
    return Scan(path, sha256, "text", "text/plain", sheets, _suffix_note(path, "text/plain") + notes)


def _suffix_note(path: Path, media: str) -> tuple[str, ...]:
    suffix = path.suffix.lower()
    known = {name for names in _SUFFIXES.values() for name in names}
    if suffix in _SUFFIXES[media] or (media == "text/plain" and suffix not in known):
        return ()
    return (f"suffix: named {suffix or 'without suffix'}, but the content is {media}",)
