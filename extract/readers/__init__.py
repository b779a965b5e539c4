"""Readers: from a text and its outline to records, each field with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from extract.readers.cited import scan
from extract.readers.dates import read_dates
from extract.readers.document import read_document
from extract.readers.references import read_references
from extract.readers.sections import read_sections
from extract.readers.targets import read_targets
from extract.readers.tasks import read_tasks

if TYPE_CHECKING:
    from extract.outline import Outline
    from extract.text import Text
    from models import Date, Document, Reference, Section, Target, Task

__all__ = [
    "Parts",
    "Records",
    "read",
    "read_dates",
    "read_document",
    "read_references",
    "read_sections",
    "read_targets",
    "read_tasks",
]


class Parts(TypedDict):
    """The six parts of a plan, as `models.Plan` takes them."""

    document: Document
    sections: tuple[Section, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    dates: tuple[Date, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """All records of one document."""

    document: Document
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    dates: tuple[Date, ...] = ()
    references: tuple[Reference, ...] = ()

    def parts(self) -> Parts:
        """Return the records by the names of a plan's parts."""
        return Parts(
            document=self.document,
            sections=self.sections,
            targets=self.targets,
            tasks=self.tasks,
            dates=self.dates,
            references=self.references,
        )


def read(text: Text, outline: Outline) -> Records:
    """Read all records of a text. Never raises: what cannot be read is absent, blank or unreadable."""
    document = read_document(text, outline)
    scanned = scan(text, outline)
    return Records(
        document=document,
        sections=read_sections(text, outline),
        targets=read_targets(text, outline, document),
        tasks=read_tasks(text, outline, document),
        dates=read_dates(text, outline, document, scanned),
        references=read_references(text, outline, document, scanned),
    )
