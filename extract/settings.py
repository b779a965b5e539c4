"""All settings as frozen values, handed down by argument; only the command line reads the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from pathlib import Path

EngineName = Literal["auto", "tesserocr", "pytesseract"]
LOOK_BELOW: Final = 0.9
"""A field of lower confidence is flagged: it should be looked at before anybody relies on it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. Bytes, pages, pixels a page, seconds, and MiB of address space of a worker."""

    file_bytes: int = 1 << 30
    text_bytes: int = 64 << 20
    pages: int = 3000
    pixels: int = 120_000_000
    page_seconds: float = 60.0
    document_seconds: float = 1800.0
    memory_mib: int = 3072


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read. `tessdata` None means: ask the tesseract program."""

    engine: EngineName = "auto"
    tessdata: Path | None = None
    language: str = "vie"
    restore: bool = True
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
