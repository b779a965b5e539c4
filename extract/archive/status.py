"""Where a run stands, seen from outside: its ledger is read while it may still be written."""

from __future__ import annotations

import fcntl
import os
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.archive.ledger import LOCK, read_ledger
from extract.export.csv import CsvTable
from extract.export.schema import Column, TableSchema
from extract.files import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from extract.archive.ledger import Entry

FAILURES = TableSchema(
    "failures",
    "One row for each document that could not be read",
    (
        Column("path", "text", "path of the source, relative to the path given", required=True),
        Column("code", "string", "kind of failure", required=True),
        Column("reason", "text", "what went wrong, and on which page", required=True),
        Column("advice", "text", "what to do about it"),
    ),
    key=("path",),
)


@dataclass(frozen=True, slots=True)
class Status:
    """Counts by state, pages of documents done, and the last run: Unix times, and what it has settled itself."""

    counts: dict[str, int]
    pages: int
    failed: tuple[Entry, ...]
    began: float | None
    ended: float | None
    running: bool
    settled_now: int
    pages_now: int
    asked: float

    @property
    def total(self) -> int:
        """Number of inputs."""
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        """Number of inputs that are done, failed or duplicates."""
        return sum(self.counts.get(state, 0) for state in ("done", "failed", "duplicate"))

    @property
    def codes(self) -> list[tuple[str, int]]:
        """Kinds of failure with their numbers, the most frequent first."""
        return Counter(entry.code or "failed" for entry in self.failed).most_common()

    @property
    def pages_per_second(self) -> float | None:
        """Rate of a run that goes on."""
        return self.pages_now / self._seconds if self.running and self._seconds else None

    @property
    def seconds_left(self) -> float | None:
        """How long a run that goes on will take yet, where it has settled something."""
        if not self.running or not self.settled_now:
            return None
        return (self.total - self.settled) * self._seconds / self.settled_now

    @property
    def _seconds(self) -> float:
        return max(0.0, self.asked - (self.began or self.asked))


def status_of(folder: Path) -> Status:
    """Look at an output folder; raises UsageFault where no run has been, OutputFault where it cannot be read."""
    with closing(read_ledger(folder)) as ledger:
        began, ended, _ = ledger.last_run() or (None, None, 0)
        settled_now, pages_now = ledger.settled_since(began or 0.0)
        return Status(
            ledger.counts(),
            ledger.pages(),
            tuple(ledger.entries("failed")),
            began,
            ended,
            _running(folder),
            settled_now,
            pages_now,
            time.time(),
        )


def _running(folder: Path) -> bool:
    """Tell whether a run holds the folder's lock: one that was killed has let go of it."""
    try:
        lock = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        return False  # no run has got as far as making it, or it is not ours to read: nothing can be said of it
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def write_failures(status: Status, path: Path) -> None:
    """Write the documents that failed as CSV; raises OutputFault."""
    with whole_file(path) as file:
        table = CsvTable(file, FAILURES)
        for entry in status.failed:
            reason, advice = entry.fault
            table.write([{"path": entry.shown, "code": entry.code or "failed", "reason": reason, "advice": advice}])
