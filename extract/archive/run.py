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

from extract.archive.inputs import distinct, sha256_of, stem_of
from extract.archive.jobs import Document, Extracted
from extract.archive.ledger import Entry
from extract.archive.progress import Event, counted
from extract.archive.tables import write_tables
from extract.corrections.store import FOLDER
from extract.errors import NotReadable
from extract.export.datapackage import datapackage
from extract.files import output_fault, sync_folder, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from extract.archive.inputs import Source
    from extract.archive.ledger import Ledger
    from extract.archive.work import Outcome, Workshop
    from extract.settings import Settings

    Listener = Callable[[Event], None]


_TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended: documents done (before and now), failed, duplicate, and the pages of those done."""

    done: int
    failed: int
    duplicates: int
    pages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Order:
    """What to run: where from, where to, how, and whether all is to be read anew."""

    sources: Sequence[Source]
    out: Path
    settings: Settings
    versions: str
    redo: bool = False


def run(order: Order, ledger: Ledger, workshop: Workshop, say: Listener) -> Summary:
    """Carry out an order; raises OutputFault when the outputs or the ledger cannot be written."""
    began = time.time()
    order = replace(order, sources=distinct(order.sources, ledger.noted()))
    number = ledger.began(began, order.versions, order.settings.jobs)
    ledger.places({source.shown: source.place for source in order.sources})
    entries = _take_stock(order, ledger, say)
    waiting = [entry for entry in entries if entry.state == "waiting"]
    standing = _Standing(ledger.counts(), len(entries), ledger.pages())
    say(standing.event("found", message=_found(entries, waiting, ledger.absent())))
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


def _take_stock(order: Order, ledger: Ledger, say: Listener) -> list[Entry]:
    """Put every source into the ledger: waiting, done already, a duplicate, or not readable at all.

    Of several with the same content the one that is done stays the original, since it may have been reviewed.
    """
    taken = ledger.stems()
    found: list[tuple[Entry, Entry | None]] = []
    for source in order.sources:
        known = ledger.find(source.shown)
        entry = _entry(source, known, taken)
        taken[entry.stem.casefold()] = source.shown
        found.append((entry, known))
    originals = {
        entry.sha256: entry.stem
        for entry, known in reversed(found)
        if known and known.state == "done" and known.sha256 == entry.sha256
    }
    entries: list[Entry] = []
    changed: dict[str, int] = {}
    for entry, known in found:
        original = originals.setdefault(entry.sha256, entry.stem)
        if entry.sha256 and original != entry.stem:
            entries.append(replace(entry, state="duplicate", duplicate_of=original, code=None, reason=None))
        else:
            entries.append(_waiting_or_done(entry, known, order, changed) if entry.sha256 else entry)
    ledger.put(entries)
    if carried := _carry_reviews(order.out, ledger):
        say(Event("changed", total=carried, message=f"{counted(carried, 'review')} taken over from a former name"))
    for old, number in changed.items():
        message = (
            f"reading {counted(number, 'document')} again: versions or settings changed from {old} to {order.versions}"
        )
        say(Event("changed", total=number, message=message))
    return entries


def _carry_reviews(out: Path, ledger: Ledger) -> int:
    """Copy the reviews of documents that bear another name now to that name; return how many there were."""
    carried = 0
    for stem, former in ledger.renamed():
        old, new = (out / FOLDER / f"{name}.json" for name in (former, stem))
        if old.is_file() and not new.exists():
            with whole_file(new) as file:
                file.write(old.read_text(encoding="utf-8"))
            carried += 1
    return carried


def _entry(source: Source, known: Entry | None, taken: dict[str, str]) -> Entry:
    """Describe a source; its content is hashed unless size and time of change are those of the last hash."""
    try:
        status = source.path.stat()
        if known and known.sha256 and (known.size, known.mtime_ns) == (status.st_size, status.st_mtime_ns):
            sha256 = known.sha256
        else:
            sha256 = sha256_of(source.path)
    except OSError as error:
        reason = f"{source.shown}: cannot be opened ({error.strerror}); check that it is there and may be read"
        stem = known.stem if known else stem_of(source, "0" * 8, taken)
        return _blank(source.shown, stem, state="failed", code="not_readable", reason=reason)
    stem = known.stem if known else stem_of(source, sha256, taken)
    entry = _blank(source.shown, stem)
    return replace(entry, sha256=sha256, size=status.st_size, mtime_ns=status.st_mtime_ns)


def _blank(shown: str, stem: str, state: str = "waiting", code: str | None = None, reason: str | None = None) -> Entry:
    assert state in {"waiting", "failed"}
    return Entry(shown, stem, None, None, None, state, None, None, 0, code, reason, None, None)  # type: ignore[arg-type]


def _waiting_or_done(entry: Entry, known: Entry | None, order: Order, changed: dict[str, int]) -> Entry:
    """Keep a document that is done with the same content and versions and whose outputs are there."""
    entry = replace(entry, versions=order.versions, attempts=known.attempts if known else 0)
    if known is None or known.state != "done" or known.sha256 != entry.sha256 or order.redo:
        return entry
    if known.versions != order.versions:
        changed[known.versions or "unknown"] = changed.get(known.versions or "unknown", 0) + 1
        return entry
    if not all(path.exists() for path in outputs(order.out, entry.stem)):
        return entry
    return replace(entry, state="done", pages=known.pages, issues=known.issues)


def _found(entries: Sequence[Entry], waiting: Sequence[Entry], absent: int) -> str:
    kept = sum(entry.state == "done" for entry in entries)
    parts = [f"{counted(len(entries), 'document')} found", f"{len(waiting)} to read"]
    if kept:
        parts.append(f"{kept} done already")
    if closed := sum(entry.state == "failed" for entry in entries):
        parts.append(f"{closed} cannot be opened")
    if twice := sum(entry.state == "duplicate" for entry in entries):
        parts.append(counted(twice, "duplicate"))
    if absent:
        parts.append(f"{absent} of earlier runs not among them: left out of the tables (name all folders to keep them)")
    return ", ".join(parts)


def outputs(out: Path, stem: str) -> tuple[Path, Path]:
    """Return where a document's plan and text stand."""
    return out / "plans" / f"{stem}.json", out / "text" / f"{stem}.txt"


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
