"""A whole plan: its source, its six parts, and its issues."""

from __future__ import annotations

from typing import Literal

from models.base import SCHEMA_VERSION, Frozen
from models.issues import Issue
from models.records import Date, Document, Reference, Section, Target, Task

SourceKind = Literal["digital", "scan", "mixed", "text"]
Reading = Literal["text_layer", "recognised", "plain_text", "blank", "unreadable"]


class PageSource(Frozen):
    """How one page was read and why, and by how many degrees clockwise it was turned to stand upright."""

    page: int
    reading: Reading
    why: str
    turned: int = 0


class Versions(Frozen):
    """What a result depends on besides its input."""

    kehoach: str
    engine: str | None = None
    language_data: str | None = None
    restorer: str | None = None


class Source(Frozen):
    """Where a plan came from. `path` is relative to the path given on the command line."""

    path: str
    sha256: str
    kind: SourceKind
    pages: int
    reading: tuple[PageSource, ...] = ()
    versions: Versions


class Plan(Frozen):
    """Everything kehoach says about one document."""

    schema_version: str = SCHEMA_VERSION
    source: Source
    document: Document
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    dates: tuple[Date, ...] = ()
    references: tuple[Reference, ...] = ()
    issues: tuple[Issue, ...] = ()

    def to_json(self) -> str:
        """Return the plan as JSON: two-space indent, UTF-8 letters as they are, one final newline."""
        return self.model_dump_json(indent=2, by_alias=True) + "\n"
