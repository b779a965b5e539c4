"""The way of a document, on one screen: intake, reading, arranging, restoration, text, outline, records, checks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extract import readers
from extract.arrange import arrange
from extract.calibration import calibrated
from extract.checks import check
from extract.errors import NoText
from extract.outline import outline
from extract.provenance import page_issues, source_of
from extract.restore import normalise, restore
from extract.text import Text
from models import Plan

if TYPE_CHECKING:
    from pathlib import Path

    from diacritics import Restorer
    from extract.page import Page, Scan
    from extract.settings import Settings


@dataclass(frozen=True, slots=True)
class Extraction:
    """A plan and the text its spans point into."""

    plan: Plan
    text: str


def extract_document(path: Path, settings: Settings, *, shown: str | None = None) -> Extraction:
    """Read one document in this process; raises DocumentFault for what cannot be read."""
    from extract.intake import open_scan
    from extract.reading import read_pages

    scan = open_scan(path, settings.limits)
    return assemble(scan, read_pages(scan, settings), settings, shown=shown or path.name)


def assemble(scan: Scan, pages: tuple[Page, ...], settings: Settings, *, shown: str) -> Extraction:
    """Make the records of a document whose pages have been read; `shown` is its path in the records."""
    plan, text = drafted(scan, pages, settings, shown=shown)
    plan = calibrated(plan, text)
    checked = plan.model_copy(update={"issues": (*plan.issues, *check(text, plan))})
    return Extraction(checked, text.string)


def drafted(scan: Scan, pages: tuple[Page, ...], settings: Settings, *, shown: str) -> tuple[Plan, Text]:
    """Make the records of a document before their confidence is calibrated and their figures are checked."""
    arranged = arrange(pages)
    blocks = restore(arranged, restorer()) if settings.restore else normalise(arranged)
    text = Text.of(blocks)
    if not text.words:
        why = "; ".join(dict.fromkeys(page.why for page in pages if page.why))
        raise NoText(f"no text on any page ({why})", remedy="look at the file; it may be blank or a photograph")
    records = readers.read(text, outline(text))
    source = source_of(scan, pages, settings, shown)
    return Plan(source=source, **records.parts(), issues=tuple(page_issues(scan, pages))), text


@lru_cache(maxsize=1)
def restorer() -> Restorer:
    """Load the restorer once a process."""
    from diacritics import Restorer

    return Restorer.load()
