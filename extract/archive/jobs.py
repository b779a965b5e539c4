"""The work a child process does for a document: frozen values that can be pickled, and one function that does them.

A document is begun as a whole; when it proves long, what is left of its pages is handed back so that other children
can share them (`Begun`), and one of them puts the pages together again.
"""

from __future__ import annotations

import pickle
import time
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from extract.errors import DocumentFault, EnvironmentFault
from models import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from extract.page import Page, Scan, Sheet
    from extract.settings import Settings

    Report = Callable[[int], None]

_RANGE_PAGES = 4


@dataclass(frozen=True, slots=True)
class Document:
    """Read one document.

    `shown` is its name for records and messages; `patience` the seconds of reading pages after which the rest is
    handed back (None: never); `skip` holds pages known to hang or crash a reader; `content` the file itself for a
    worker that does not see our files; `size` its bytes; `versions` what it must be read with on another machine.
    """

    path: Path
    shown: str
    settings: Settings
    patience: float | None = None
    skip: frozenset[int] = frozenset()
    content: bytes | None = None
    size: int = 0
    versions: str | None = None


@dataclass(frozen=True, slots=True)
class PageRange:
    """Read some pages of a document that was begun elsewhere."""

    scan: Scan
    numbers: tuple[int, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class Assembly:
    """Make the records of a document whose pages have all been read."""

    scan: Scan
    pages: tuple[bytes, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class Probe:
    """Say what results would depend on besides their input."""

    settings: Settings

    @property
    def shown(self) -> str:
        """What messages call it."""
        return "environment"


Job = Document | PageRange | Assembly | Probe


@dataclass(frozen=True, slots=True)
class Begun:
    """A long document: the pages read so far, packed, and the ranges that are left."""

    scan: Scan
    pages: bytes
    left: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class PagesRead:
    """Pages of a range, packed."""

    pages: bytes


@dataclass(frozen=True, slots=True)
class Extracted:
    """A plan as JSON, its text, and how many pages it had."""

    plan: str
    text: str
    pages: int
    issues: int


@dataclass(frozen=True, slots=True)
class Probed:
    """Versions as one string, and why no engine can be used where none can."""

    versions: str
    engine_fault: str | None


Result = Begun | PagesRead | Extracted | Probed


def do(job: Job, report: Report) -> Result:
    """Do the job; `report` is called with each page's number before the page is read.

    Raises DocumentFault for what cannot be read, with the document's shown name filled in.
    """
    if isinstance(job, Probe):
        return _probed(job.settings)
    document = job if isinstance(job, Document) else job.document
    try:
        if isinstance(job, Document):
            return _begin(job, report)
        if isinstance(job, PageRange):
            sheets = [sheet for sheet in job.scan.sheets if sheet.number in job.numbers]
            return PagesRead(_packed([page for sheet in sheets for page in _read(job.scan, sheet, document, report)]))
        pages = sorted((page for packed in job.pages for page in _unpacked(packed)), key=lambda page: page.number)
        return _assembled(job.scan, pages, job.document)
    except DocumentFault as fault:
        raise fault.located(document.shown) from None


def _probed(settings: Settings) -> Probed:
    from extract.engines.tesseract import open_engine
    from extract.provenance import own_version, restorer_version

    parts = [own_version(), f"schema {SCHEMA_VERSION}", restorer_version() if settings.restore else "no restoration"]
    fault = None
    try:
        engine = open_engine(settings)
        parts.append(f"{engine.name} {engine.version} {engine.data_hash[:16]}")
    except EnvironmentFault as error:
        fault = str(error)
        parts.append("no engine")
    return Probed(", ".join(parts), fault)


def _begin(job: Document, report: Report) -> Result:
    if job.content is not None:
        return _sent(job, job.content, report)
    return _opened(job, report)


def _sent(job: Document, content: bytes, report: Report) -> Result:
    """Read a document that came as bytes: it lies in a temporary file while it is read."""
    with TemporaryDirectory(prefix="kehoach-") as folder:
        path = Path(folder) / f"content{job.path.suffix}"
        path.write_bytes(content)
        return _opened(replace(job, path=path, content=None), report)


def _opened(job: Document, report: Report) -> Result:
    from extract.intake import open_scan
    from extract.reading import read_pages

    scan = open_scan(job.path, job.settings.limits)
    if scan.kind == "text":  # all its pages come from one reading of the file
        return _assembled(scan, read_pages(scan, job.settings), job)
    started = time.monotonic()
    pages: list[Page] = []
    for at, sheet in enumerate(scan.sheets):
        late = job.patience is not None and time.monotonic() - started > job.patience
        if late and 0 < at < len(scan.sheets) - 1:
            left = [other.number for other in scan.sheets[at:]]
            ranges = tuple(tuple(left[i : i + _RANGE_PAGES]) for i in range(0, len(left), _RANGE_PAGES))
            return Begun(scan, _packed(pages), ranges)
        pages += _read(scan, sheet, job, report)
    return _assembled(scan, pages, job)


def _read(scan: Scan, sheet: Sheet, job: Document, report: Report) -> tuple[Page, ...]:
    from extract.reading import read_pages, unreadable

    report(sheet.number)
    if sheet.number in job.skip:
        return (unreadable(sheet, "reading this page went over its limits"),)
    return read_pages(replace(scan, sheets=(sheet,)), job.settings)


def _assembled(scan: Scan, pages: Iterable[Page], job: Document) -> Extracted:
    from extract.pipeline import assemble

    extraction = assemble(scan, tuple(pages), job.settings, shown=job.shown)
    plan = extraction.plan
    return Extracted(plan.to_json(), extraction.text, plan.source.pages, len(plan.issues))


def _packed(pages: list[Page]) -> bytes:
    return zlib.compress(pickle.dumps(pages, protocol=pickle.HIGHEST_PROTOCOL), 1)


def _unpacked(packed: bytes) -> list[Page]:
    pages = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed by another child of this same run
    assert isinstance(pages, list)
    return pages
