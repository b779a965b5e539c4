"""A run over an archive: what is new is read, what is done stays, and the tables are made at the end.

Outputs stand on disk before the ledger says so; a run that was cut short at any moment is gone on with by the same
command. Only this process writes to the output folder.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from extract.archive.inputs import distinct, sha256_of
from extract.archive.jobs import Document, Extracted
from extract.archive.progress import Event
from extract.archive.stock import found_message, outputs, take_stock
from extract.archive.tables import write_tables
from extract.errors import NotReadable
from extract.export.datapackage import datapackage
from extract.files import output_fault, sync_folder, whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from extract.archive.ledger import Entry, Ledger
    from extract.archive.stock import Listener, Order
    from extract.archive.work import Outcome, Workshop


_TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended: documents done (before and now), failed, duplicate, and the pages of those done."""

    done: int
    failed: int
    duplicates: int
    pages: int
    seconds: float


def run(order: Order, ledger: Ledger, workshop: Workshop, say: Listener) -> Summary:
    """Carry out an order; raises OutputFault when the outputs or the ledger cannot be written."""
    began = time.time()
    order = replace(order, sources=distinct(order.sources, ledger.noted()))
    number = ledger.began(began, order.versions, order.settings.jobs)
    ledger.places({source.shown: source.place for source in order.sources})
    entries = take_stock(order, ledger, say)
    waiting = [entry for entry in entries if entry.state == "waiting"]
    standing = _Standing(ledger.counts(), len(entries), ledger.pages())
    say(standing.event("found", message=found_message(entries, waiting, ledger.absent())))
    paths = {source.shown: source.path for source in order.sources}
    wanted = {entry.shown: entry for entry in waiting}
    jobs = [
        Document(paths[entry.shown], entry.shown, order.settings, size=entry.size or 0, versions=order.versions)
        for entry in waiting
    ]
    for outcome in workshop.outcomes(jobs, lambda shown: ledger.started(shown, time.time())):
        entry = wanted[outcome.shown]
        say(_settled(of_one_file(outcome, entry, paths[entry.shown]), entry.stem, order.out, ledger, standing))
    _tables(order.out, ledger, changed=bool(waiting))
    ledger.ended(number, time.time())
    counts = ledger.counts()
    summary = Summary(
        counts.get("done", 0), counts.get("failed", 0), counts.get("duplicate", 0), ledger.pages(), time.time() - began
    )
    say(standing.event("finished"))
    return summary


def _tables(out: Path, ledger: Ledger, *, changed: bool) -> None:
    """Make the tables anew unless they stand for just these inputs, in these columns, and nothing was read."""
    standing = sha256((datapackage() + ledger.fingerprint()).encode()).hexdigest()
    if changed or ledger.note(_TABLES) != standing or not (out / "datapackage.json").exists():
        ledger.set_note(_TABLES, "being made")
        write_tables(out, ledger)
        ledger.set_note(_TABLES, standing)


class _Standing:
    """Counts as they stand while a run goes on."""

    def __init__(self, counts: dict[str, int], total: int, pages: int) -> None:
        self.finished = sum(counts.get(state, 0) for state in ("done", "failed", "duplicate"))
        self.failures = counts.get("failed", 0)
        self.total = total
        self.pages = pages

    def event(self, name: str, document: str | None = None, message: str | None = None) -> Event:
        assert name in {"found", "done", "failed", "finished"}
        return Event(name, self.total, self.finished, self.failures, self.pages, document, message)  # type: ignore[arg-type]


def of_one_file(outcome: Outcome, entry: Entry, path: Path) -> Outcome:
    """Turn a result into a fault where the file is no longer the one that was asked for: its pages may be of two."""
    try:
        status = path.stat()
        same = (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime_ns) or sha256_of(path) == entry.sha256
    except OSError:
        return outcome  # it is gone: what was read of it is all there is
    if outcome.result is None or same:
        return outcome
    fault = NotReadable("it changed while it was read", remedy="run the same command again", file=entry.shown)
    return replace(outcome, result=None, fault=fault)


def _settled(outcome: Outcome, stem: str, out: Path, ledger: Ledger, standing: _Standing) -> Event:
    """Write a document's outputs, then its state; return what to say of it."""
    standing.finished += 1
    if outcome.result is not None:
        _write(out, stem, outcome.result)
        ledger.done(outcome.shown, time.time(), outcome.result.pages, outcome.result.issues)
        standing.pages += outcome.result.pages
        return standing.event("done", outcome.shown)
    assert outcome.fault is not None
    _remove(out, stem)
    standing.failures += 1
    ledger.failed(outcome.shown, time.time(), outcome.fault.code, str(outcome.fault))
    return standing.event("failed", outcome.shown, f"failed: {outcome.fault}")


def _write(out: Path, stem: str, result: Extracted) -> None:
    """Write text, then plan: where a plan stands, its text does too."""
    plan, text = outputs(out, stem)
    for path, content in ((text, result.text), (plan, result.plan)):
        with whole_file(path) as file:
            file.write(content)
    for folder in (text.parent, plan.parent):
        sync_folder(folder)


def _remove(out: Path, stem: str) -> None:
    """Take away what an earlier version made of a document that now fails: a table must not show it as read."""
    for path in outputs(out, stem):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise output_fault(path, error) from error


def cores() -> int:
    """The number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
