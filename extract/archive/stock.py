"""What a run has to do: every source put into the ledger as waiting, done already, a duplicate, or not to be opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.archive.inputs import sha256_of, stem_of
from extract.archive.ledger import Entry
from extract.archive.progress import Event, counted
from extract.corrections.store import FOLDER
from extract.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from extract.archive.inputs import Source
    from extract.archive.ledger import Ledger
    from extract.settings import Settings

    Listener = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to run: where from, where to, how, and whether all is to be read anew."""

    sources: Sequence[Source]
    out: Path
    settings: Settings
    versions: str
    redo: bool = False


def take_stock(order: Order, ledger: Ledger, say: Listener) -> list[Entry]:
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


def found_message(entries: Sequence[Entry], waiting: Sequence[Entry], absent: int) -> str:
    """Say what there is to read, and what not."""
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
