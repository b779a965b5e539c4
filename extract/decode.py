"""Bytes of a text file to a string: the encoding is told by content, and a guess is said aloud."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from typing import Final

from extract.legacy_fonts import convert

_SAMPLE: Final = 65536
_CONTROLS: Final = frozenset(range(32)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A}
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text (NFC, line ends as line feeds), the encoding it was read in, and a note where that was a guess."""

    text: str
    encoding: str
    note: str | None = None


def decode(content: bytes) -> Decoded | None:
    """Return the text of a file, None when its bytes are no text in any encoding we know."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _tidy(content.decode(encoding, errors="replace"), encoding, None)
    wide = _utf16_without_mark(content)
    if wide:
        return _tidy(content.decode(wide, errors="replace"), wide, f"read as {wide}, which no mark says")
    if _CONTROLS & set(content):
        return None
    return _utf8(content) or _eight_bit(content)


def _tidy(text: str, encoding: str, note: str | None) -> Decoded | None:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    strange = sum(unicodedata.category(char) in {"Cn", "Co", "Cs"} for char in text[:_SAMPLE])
    if strange > 0.02 * min(len(text), _SAMPLE):
        return None
    return Decoded(text.lstrip("\ufeff").rstrip("\x1a"), encoding, note)


def _utf16_without_mark(content: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes: Latin letters have one in every second place."""
    sample = content[:4096]
    if len(sample) < 8 or len(content) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.05 * half else None


def _utf8(content: bytes) -> Decoded | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
        broken = text.count("\ufffd")
        if broken * 20 > sum(char > "\x7f" for char in text):
            return None
        return _tidy(text, "utf-8", f"{broken} broken byte sequences of UTF-8 replaced")
    return _from_legacy(text) or _tidy(text, "utf-8", None)


def _from_legacy(text: str) -> Decoded | None:
    """Convert text in a legacy font's codes that was saved as UTF-8 or ANSI, where that makes it Vietnamese."""
    from diacritics import syllable_share

    sample = text[:_SAMPLE]
    if sample.isascii():
        return None
    before = syllable_share(sample)
    if before > 0.8:
        return None
    shares = {family: syllable_share(convert(sample, family)) for family in ("tcvn3", "vni")}
    family = max(shares, key=lambda name: shares[name])
    if shares[family] < 0.7 or shares[family] < before + 0.15:
        return None
    return _tidy(convert(text, "vni" if family == "vni" else "tcvn3"), family, f"read as {family.upper()} by content")


def _eight_bit(content: bytes) -> Decoded | None:
    legacy = _from_legacy(content.decode("cp1252", errors="replace"))
    if legacy:
        return legacy
    return _tidy(content.decode("cp1258", errors="replace"), "windows-1258", "read as windows-1258 by content")
