"""The ledger: every input with state, attempts, times, versions and reason of failure, in SQLite (WAL).

A document is `done` only after its outputs stand on disk; what is still `started` when a run begins was cut short.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from extract.archive.inputs import Noted
from extract.errors import OutputFault, UsageFault
from extract.files import output_fault
from extract.past_run import LEDGER, open_to_read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".lock"
State = Literal["waiting", "started", "done", "failed", "duplicate"]

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS inputs (
    shown TEXT PRIMARY KEY,
    stem TEXT NOT NULL UNIQUE COLLATE NOCASE,
    sha256 TEXT,
    size INTEGER,
    mtime_ns INTEGER,
    state TEXT NOT NULL,
    duplicate_of TEXT,
    versions TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    code TEXT,
    reason TEXT,
    pages INTEGER,
    issues INTEGER,
    started REAL,
    ended REAL,
    present INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inputs_state ON inputs (state);
CREATE TABLE IF NOT EXISTS runs (
    number INTEGER PRIMARY KEY, started REAL NOT NULL, ended REAL, versions TEXT NOT NULL, workers INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS places (shown TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One input as the ledger knows it."""

    shown: str
    stem: str
    sha256: str | None
    size: int | None
    mtime_ns: int | None
    state: State
    duplicate_of: str | None
    versions: str | None
    attempts: int
    code: str | None
    reason: str | None
    pages: int | None
    issues: int | None

    @property
    def fault(self) -> tuple[str, str]:
        """What went wrong, without the path, and what to do about it (see DocumentFault)."""
        told = (self.reason or "").removeprefix(self.shown).lstrip(":, ")
        what, _, advice = told.rpartition("; ")
        return (what, advice) if what else (told, "")


_COLUMNS = ", ".join(Entry.__dataclass_fields__)


class Ledger:
    """An open ledger. Every method raises OutputFault when the file is locked, damaged, full or read-only."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Take over an open connection; use `open_ledger`."""
        self._db = connection
        self._path = path

    def entries(self, state: State | None = None) -> Iterator[Entry]:
        """Yield the inputs of the last run by relative path, a few at a time."""
        where = " AND state = ?" if state else ""
        query = f"SELECT {_COLUMNS} FROM inputs WHERE present = 1{where} ORDER BY shown"  # noqa: S608 - constants
        with self._guard():
            cursor = self._db.execute(query, (state,) if state else ())
            while rows := cursor.fetchmany(500):
                yield from (Entry(*row) for row in rows)

    def find(self, shown: str) -> Entry | None:
        """Return what is known of an input, also one of an earlier run."""
        with self._guard():
            row = self._db.execute(f"SELECT {_COLUMNS} FROM inputs WHERE shown = ?", (shown,)).fetchone()  # noqa: S608
        return Entry(*row) if row else None

    def stems(self) -> dict[str, str]:
        """Map every case-folded stem ever given to the relative path that has it."""
        with self._guard():
            return {stem.casefold(): shown for stem, shown in self._db.execute("SELECT stem, shown FROM inputs")}

    def counts(self) -> dict[str, int]:
        """Count the inputs of the last run by state."""
        with self._guard():
            return dict(self._db.execute("SELECT state, count(*) FROM inputs WHERE present = 1 GROUP BY state"))

    def pages(self) -> int:
        """Count the pages of all documents that are done."""
        with self._guard():
            row = self._db.execute("SELECT total(pages) FROM inputs WHERE present = 1 AND state = 'done'").fetchone()
        return int(row[0])

    def settled_since(self, at: float) -> tuple[int, int]:
        """Count the inputs that were read or failed since a time, and the pages of those read."""
        query = (
            "SELECT count(*), total(CASE state WHEN 'done' THEN pages END) FROM inputs WHERE present = 1 AND ended >= ?"
        )
        with self._guard():
            row = self._db.execute(query, (at,)).fetchone()
        return int(row[0]), int(row[1])

    def began(self, at: float, versions: str, workers: int) -> int:
        """Note the beginning of a run and return its number; inputs are absent until it finds them."""
        with self._guard(), self._db:
            self._db.execute("UPDATE inputs SET present = 0")
            cursor = self._db.execute(
                "INSERT INTO runs (started, versions, workers) VALUES (?, ?, ?)", (at, versions, workers)
            )
        return int(cursor.lastrowid or 0)

    def ended(self, run: int, at: float) -> None:
        """Note the end of a run."""
        with self._guard(), self._db:
            self._db.execute("UPDATE runs SET ended = ? WHERE number = ?", (at, run))

    def last_run(self) -> tuple[float, float | None, int] | None:
        """Return when the last run started and ended, and its workers."""
        with self._guard():
            row = self._db.execute("SELECT started, ended, workers FROM runs ORDER BY number DESC LIMIT 1").fetchone()
        return (row[0], row[1], row[2]) if row else None

    def put(self, entries: list[Entry]) -> None:
        """Write inputs as they are found, all or none."""
        values = [tuple(getattr(entry, name) for name in Entry.__dataclass_fields__) for entry in entries]
        marks = ", ".join("?" for _ in Entry.__dataclass_fields__)
        updates = ", ".join(f"{name} = excluded.{name}" for name in Entry.__dataclass_fields__)
        query = (
            f"INSERT INTO inputs ({_COLUMNS}, present) VALUES ({marks}, 1) "  # noqa: S608 - constants
            f"ON CONFLICT (shown) DO UPDATE SET {updates}, present = 1"
        )
        with self._guard(), self._db:
            self._db.executemany(query, values)

    def noted(self) -> dict[str, Noted]:
        """Map every relative path ever given to where the file lay and what was read there."""
        query = "SELECT shown, path, sha256 FROM places JOIN inputs USING (shown)"
        with self._guard():
            return {shown: Noted(path, sha256) for shown, path, sha256 in self._db.execute(query)}

    def absent(self) -> int:
        """Count the documents that earlier runs read and the last one did not find."""
        with self._guard():
            row = self._db.execute("SELECT count(*) FROM inputs WHERE present = 0 AND state = 'done'").fetchone()
        return int(row[0])

    def renamed(self) -> list[tuple[str, str]]:
        """Return (stem, former stem) of inputs not read yet whose content an earlier run read under a name now gone."""
        query = (
            "SELECT new.stem, old.stem FROM inputs new JOIN inputs old USING (sha256) "
            "WHERE new.present = 1 AND new.state = 'waiting' AND new.attempts = 0 "
            "AND old.present = 0 AND old.state = 'done' ORDER BY old.stem"
        )
        with self._guard():
            return list(self._db.execute(query))

    def places(self, paths: dict[str, str]) -> None:
        """Note where each input lies on this machine, so that the review page can show its pages."""
        with self._guard(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO places (shown, path) VALUES (?, ?)", paths.items())

    def started(self, shown: str, at: float) -> None:
        """Note that an input is being read."""
        self._update("state = 'started', attempts = attempts + 1, started = ?, ended = NULL", (at,), shown)

    def done(self, shown: str, at: float, pages: int, issues: int) -> None:
        """Note that an input's outputs stand on disk."""
        self._update(
            "state = 'done', ended = ?, pages = ?, issues = ?, code = NULL, reason = NULL", (at, pages, issues), shown
        )

    def failed(self, shown: str, at: float, code: str, reason: str) -> None:
        """Note why an input could not be read."""
        self._update("state = 'failed', ended = ?, code = ?, reason = ?", (at, code, reason), shown)

    def _update(self, what: str, values: tuple[object, ...], shown: str) -> None:
        with self._guard(), self._db:
            self._db.execute(f"UPDATE inputs SET {what} WHERE shown = ?", (*values, shown))  # noqa: S608 - constants

    def fingerprint(self) -> str:
        """Hash what the tables depend on: every present input's stem, state, content, versions and reason."""
        digest = sha256()
        for entry in self.entries():
            what = (entry.stem, entry.state, entry.sha256, entry.versions, entry.duplicate_of, entry.reason)
            digest.update(repr(what).encode())
        return digest.hexdigest()

    def note(self, name: str) -> str | None:
        """Return a note, None where there is none."""
        with self._guard():
            row = self._db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_note(self, name: str, value: str) -> None:
        """Write a note."""
        with self._guard(), self._db:
            self._db.execute("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Close the ledger; everything noted is on disk."""
        self._db.close()

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise ledger_fault(self._path, error) from error


def ledger_fault(path: Path, error: sqlite3.Error) -> OutputFault:
    """Say what is the matter with a ledger and what to do."""
    text = str(error)
    if "locked" in text or "busy" in text:
        todo = "another program holds it; wait for it or end it, then run the same command again"
    elif "malformed" in text or "not a database" in text or "corrupt" in text:
        todo = "it is damaged; move it away and run the same command again (every document is then read anew)"
    elif "full" in text:
        todo = "the disk is full; free some space and run the same command again"
    elif "readonly" in text or "unable to open" in text:
        todo = "it may not be written; choose another folder with --out, or change its permissions"
    else:
        todo = "mend that and run the same command again"
    return OutputFault(f"{path}: {text}; {todo}")


@contextmanager
def open_ledger(folder: Path) -> Iterator[Ledger]:
    """Open the ledger of an output folder for a run, making both where needed; one run at a time.

    Raises OutputFault when the folder or the ledger cannot be used.
    """
    try:
        (folder / "plans").mkdir(parents=True, exist_ok=True)
        (folder / "text").mkdir(exist_ok=True)
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputFault(f"{output_fault(folder, error)} (--out names the folder)") from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            message = f"{folder}: another kehoach run is writing there; wait for it or choose another folder with --out"
            raise OutputFault(message) from error
        ledger = _connect(folder / LEDGER)
        try:
            yield ledger
        finally:
            ledger.close()
    finally:
        os.close(lock)


def _connect(path: Path) -> Ledger:
    try:
        db = sqlite3.connect(path, timeout=10.0, check_same_thread=False)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")  # outputs are synced before; a lost last line is read again
        _check_version(db, path)
        db.executescript(_SCHEMA)
    except sqlite3.Error as error:
        raise ledger_fault(path, error) from error
    return Ledger(db, path)


def _check_version(db: sqlite3.Connection, path: Path) -> None:
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found > _VERSION:
        raise OutputFault(f"{path}: written by a newer kehoach; use that one, or another folder with --out")
    db.execute(f"PRAGMA user_version = {_VERSION}")


def read_ledger(folder: Path) -> Ledger:
    """Open a ledger only to look at it, also while a run writes to it; raises OutputFault, UsageFault without one."""
    path = folder / LEDGER
    if not path.exists():
        raise UsageFault(f"{folder}: no run has been here (no {LEDGER}); name the folder given to --out")
    try:
        db = open_to_read(path)
    except sqlite3.Error as error:
        raise ledger_fault(path, error) from error
    return Ledger(db, path)
