"""What a plan says of its source: kind, reading of each page, versions; and the issues that reading itself raised."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from models import Issue, IssueCode, PageSource, Severity, Source, SourceKind, Versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.page import Page, Scan
    from extract.settings import Settings


def source_of(scan: Scan, pages: Sequence[Page], settings: Settings, shown: str) -> Source:
    """Describe where a plan came from; `shown` is its path relative to the path given."""
    read = next((page for page in pages if page.engine), None)
    return Source(
        path=shown,
        sha256=scan.sha256,
        kind=_kind(scan, pages),
        pages=len(pages),
        reading=tuple(
            PageSource(page=page.number, reading=page.reading, why=page.why, turned=page.turned) for page in pages
        ),
        versions=Versions(
            kehoach=own_version(),
            engine=read.engine if read else None,
            language_data=read.language_data if read else None,
            restorer=restorer_version() if settings.restore else None,
        ),
    )


def _kind(scan: Scan, pages: Sequence[Page]) -> SourceKind:
    if scan.kind == "text":
        return "text"
    ways = {page.reading for page in pages} & {"text_layer", "recognised"}
    if ways == {"text_layer"}:
        return "digital"
    return "mixed" if len(ways) == 2 else "scan"


def page_issues(scan: Scan, pages: Sequence[Page]) -> Iterator[Issue]:
    """Yield what intake and reading noticed about the file and its pages."""
    for note in scan.notes:
        code = IssueCode.ENCODING_GUESSED if "encod" in note else IssueCode.WRONG_SUFFIX
        yield Issue(code=code, severity=Severity.INFO, message=note)
    for page in pages:
        if page.reading == "unreadable":
            message = f"page {page.number} could not be read: {page.why}"
            yield Issue(code=IssueCode.PAGE_UNREADABLE, severity=Severity.ERROR, message=message)
        if page.reading == "blank":
            yield Issue(code=IssueCode.PAGE_BLANK, severity=Severity.INFO, message=f"page {page.number} is blank")
    for numbers, why in _rejected(pages):
        message = f"the text layer of {_listed(numbers)} was not used: {why}"
        yield Issue(code=IssueCode.TEXT_LAYER_REJECTED, severity=Severity.INFO, message=message)


def _rejected(pages: Sequence[Page]) -> Iterator[tuple[list[int], str]]:
    """Yield pages that were recognised although they have a text layer, by why; the first page's reason stands for all.

    The reason says so where it speaks of a text layer's words or letters; stray text of a signature is no such layer.
    """
    alike: dict[str, tuple[list[int], str]] = {}
    for page in pages:
        why = page.why.partition("; ")[0]
        if page.reading == "recognised" and "text layer" in why and why != "no text layer":
            kind = why.partition(":")[0].strip("0123456789% ")
            alike.setdefault(kind, ([], why))[0].append(page.number)
    yield from alike.values()


def _listed(numbers: Sequence[int]) -> str:
    """Write pages as people do: page 3; pages 1-4, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"page{'s' * (len(numbers) > 1)} {told}"


@lru_cache(maxsize=1)
def own_version() -> str:
    """The installed version of kehoach; a checkout that was never installed says so."""
    try:
        return version("kehoach")
    except PackageNotFoundError:
        return "0+checkout"


@lru_cache(maxsize=1)
def restorer_version() -> str:
    """A hash of the restorer's trained files: results depend on them as they do on code."""
    from hashlib import sha256
    from importlib.resources import files

    digest = sha256()
    data = files("diacritics") / "data"
    for file in sorted((file for file in data.iterdir() if file.is_file()), key=lambda file: file.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
