"""One document in one child process, without an output folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.archive.isolation import Children
from extract.archive.jobs import Document, Extracted, Probe, Probed
from extract.archive.local import local_workshop

if TYPE_CHECKING:
    from pathlib import Path

    from extract.settings import Settings


def read_isolated(path: Path, settings: Settings) -> Extracted:
    """Read a document in children that are limited and killed from outside; raises DocumentFault."""
    with local_workshop(settings) as workshop:
        patience = 2.0 if settings.jobs > 1 else None
        (outcome,) = workshop.outcomes([Document(path, path.name, settings, patience)], lambda _: None)
    if outcome.fault is not None:
        raise outcome.fault
    assert outcome.result is not None
    return outcome.result


def probe(settings: Settings) -> Probed:
    """Say which versions results would depend on, asked of a child so that this process stays small."""
    children = Children(settings.limits)
    try:
        answer = children.run(Probe(settings))
    finally:
        children.close()
    assert isinstance(answer, Probed)
    return answer
