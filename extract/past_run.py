"""What the ledger of an output folder says about the run that made it, for those who only look at the folder.

A folder put together by hand has no ledger and nothing to say; a damaged one is an OutputFault.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from extract.errors import OutputFault

LEDGER = "run.sqlite"


def failures(out: Path) -> list[tuple[str, str]]:
    """Return (path, reason) of the inputs that could not be read; reasons do not say the path again."""
    rows = _ask(out, "SELECT shown, reason FROM inputs WHERE present = 1 AND state = 'failed' ORDER BY shown")
    return [(shown, (reason or "").removeprefix(shown).lstrip(":, ")) for shown, reason in rows]


def duplicates(out: Path) -> int:
    """Return how many inputs have the same content as another."""
    return len(_ask(out, "SELECT stem FROM inputs WHERE present = 1 AND state = 'duplicate'"))


def stems(out: Path) -> frozenset[str] | None:
    """Return the stems of all inputs of the run, None where there is no ledger."""
    if not (out / LEDGER).is_file():
        return None
    return frozenset(row[0] for row in _ask(out, "SELECT stem FROM inputs WHERE present = 1"))


def left_out(out: Path) -> frozenset[str]:
    """Return the stems that the tables leave out: of inputs that the last run did not find, and of duplicates.

    Plans of an earlier run may still lie there under them. None are left out while a run takes stock.
    """
    if not stems(out):
        return frozenset()
    return frozenset(row[0] for row in _ask(out, "SELECT stem FROM inputs WHERE present = 0 OR state = 'duplicate'"))


def places(out: Path) -> dict[str, Path]:
    """Return where each input lay on this machine, by its path as the records give it."""
    return {shown: Path(path) for shown, path in _ask(out, "SELECT shown, path FROM places")}


def open_to_read(ledger: Path) -> sqlite3.Connection:
    """Open a ledger only to look at it, also while a run writes to it, and also where nothing may be written.

    Raises sqlite3.Error. Sharing a ledger with a run needs a file beside it; where none can be made no run goes on.
    """
    uri = f"{ledger.absolute().as_uri()}?mode=ro"
    db = sqlite3.connect(uri, uri=True, timeout=10.0)
    try:
        db.execute("SELECT 1 FROM inputs LIMIT 1")
    except sqlite3.OperationalError as error:
        db.close()
        if "readonly" not in str(error) and "unable to open" not in str(error):
            raise
        db = sqlite3.connect(f"{uri}&immutable=1", uri=True)
    return db


def _ask(out: Path, query: str) -> list[tuple[str, ...]]:
    ledger = out / LEDGER
    if not ledger.is_file():
        return []
    try:
        with closing(open_to_read(ledger)) as db:
            return db.execute(query).fetchall()
    except sqlite3.Error as error:
        if "no such table" in str(error):
            return []
        raise OutputFault(f"{ledger}: {error}; move it away, or run extract into a new folder") from error
