"""Reviews on disk: `reviews/<stem>.json` beside the plans, whole or not at all, and never overwritten unseen."""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError

from extract.corrections.log import Entry, Review
from extract.errors import KehoachError, OutputFault
from extract.files import sync_folder, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOLDER = "reviews"


class Conflict(KehoachError):
    """Somebody else wrote to the review since it was read; nothing was saved. `review` is what stands now."""

    def __init__(self, review: Review) -> None:
        """Carry the review that stands, so that the caller can show it."""
        super().__init__(f"the review has changed meanwhile (it is now at version {review.version})")
        self.review = review


def now() -> str:
    """Return the time as reviews write it: UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def load(out: Path, stem: str) -> Review:
    """Return the review of a document in an output folder, an empty one where there is none.

    Raises OutputFault where the file cannot be read or is not a review.
    """
    path = out / FOLDER / f"{stem}.json"
    try:
        return Review.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Review()
    except (OSError, ValidationError) as error:
        raise OutputFault(f"{path}: is no review of ours: {error}; move it away to start anew") from error


def append(
    out: Path, stem: str, seen: int, make: Callable[[int, str], tuple[Entry, ...]], clock: Callable[[], str] = now
) -> Review:
    """Add entries, made from the first one's number and the time, and return the review as it now stands on disk.

    `seen` is the version the caller last saw: raises Conflict where another one stands, OutputFault where the
    folder cannot be written. The old file stays whole whatever happens in between.
    """
    with _locked(out):
        review = load(out, stem)
        if review.version != seen:
            raise Conflict(review)
        log = (*review.log, *make(review.version + 1, clock()))
        grown = Review(version=len(log), log=log)
        write_whole(out / FOLDER / f"{stem}.json", grown.model_dump_json(indent=1, exclude_defaults=True) + "\n")
        return grown


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Let one writer at a time at the reviews of a folder, over threads and processes."""
    folder = out / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputFault(f"{folder}: cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_whole(path: Path, content: str) -> None:
    """Write a file that is there whole or not at all, also after a crash; raises OutputFault."""
    with whole_file(path) as file:
        file.write(content)
    sync_folder(path.parent)


def write_golden(folder: Path, stem: str, golden: dict[str, object]) -> Path:
    """Write a golden record into the folder, as the labelling guide wants it, and return its path."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFault(f"{folder}: cannot be made: {error.strerror}") from error
    path = folder / f"{stem}.json"
    write_whole(path, json.dumps(golden, ensure_ascii=False, indent=2) + "\n")
    return path
