"""One document in one child process, without an output folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.archive.inputs import as_text
from extract.archive.jobs import Document, Extracted
from extract.archive.local import local_workshop

if TYPE_CHECKING:
    from pathlib import Path

    from extract.settings import Settings


def read_isolated(path: Path, settings: Settings) -> Extracted:
    """Read a document in children that are limited and killed from outside; raises DocumentFault."""
    with local_workshop(settings) as workshop:
        (outcome,) = workshop.outcomes([Document(path, as_text(path.name), settings)], lambda _: None)
    if outcome.fault is not None:
        raise outcome.fault
    assert outcome.result is not None
    return outcome.result
