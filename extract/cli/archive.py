"""`extract`, `status` and `export`: runs over output folders."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from extract.archive.cluster import cluster_workshop
from extract.archive.inputs import find_sources
from extract.archive.ledger import open_ledger, read_ledger
from extract.archive.local import local_workshop
from extract.archive.progress import Bar, Event, PlainLines, counted, json_lines
from extract.archive.run import Order, Summary, run
from extract.errors import DocumentFault, EngineMissing, UsageFault

if TYPE_CHECKING:
    from pathlib import Path

    from extract.archive.ledger import Ledger
    from extract.settings import Settings


def extract_archive(
    paths: list[Path], out: Path, settings: Settings, *, scheduler: str | None, redo: bool, as_json: bool
) -> int:
    """Run over paths and return the exit code: 0 all done, 1 some failed, 3 some need an engine that is not here."""
    _apart(paths, out)
    sources = find_sources(paths, out)
    say = json_lines if as_json else Bar() if sys.stderr.isatty() else PlainLines()
    with open_ledger(out) as ledger:
        workshop = cluster_workshop(scheduler, settings) if scheduler else local_workshop(settings)
        try:
            with workshop as shop:
                probed = shop.probe(settings)
                if probed.engine_fault:
                    message = f"only born-digital documents and texts can be read: {probed.engine_fault}"
                    say(Event("changed", message=message))
                summary = run(Order(sources, out, settings, probed.versions, redo), ledger, shop, say)
        except KeyboardInterrupt:
            say(Event("interrupted", message="interrupted; what is done is kept: the same command goes on from here"))
            return 130
        _conclude(summary, ledger, out)
        return _exit_code(ledger)


def _apart(paths: list[Path], out: Path) -> None:
    """Refuse to write records among the documents: the next run would read them; raises UsageFault."""
    if any(path.is_dir() and path.resolve() == out.resolve() for path in paths):
        raise UsageFault(f"{out}: holds the documents; give the records a folder of their own: --out {out / 'records'}")


def _conclude(summary: Summary, ledger: Ledger, out: Path) -> None:
    print(
        f"{counted(summary.done, 'document')} done ({counted(summary.pages, 'page')}), {summary.failed} failed, "
        f"{counted(summary.duplicates, 'duplicate')}, in {summary.seconds:.1f} s; records are in {out}",
        file=sys.stderr,
    )
    for entry in ledger.entries("failed"):
        print(f"  {entry.reason}", file=sys.stderr)


def _exit_code(ledger: Ledger) -> int:
    codes = {entry.code for entry in ledger.entries("failed")}
    if EngineMissing.code in codes:
        return EngineMissing.exit_code
    return DocumentFault.exit_code if codes else 0


def show_status(folder: Path, *, as_json: bool) -> None:
    """Print where a run stands: counts, pages, rate and time left while it runs, and each failure with its reason."""
    ledger = read_ledger(folder)
    counts = ledger.counts()
    last = ledger.last_run()
    failed = {entry.shown: entry.reason for entry in ledger.entries("failed")}
    ledger.close()
    if as_json:
        began, ended = (last[0], last[1]) if last else (None, None)
        state = {"counts": counts, "started": began, "ended": ended, "failed": failed}
        print(json.dumps(state, ensure_ascii=False))
        return
    total = sum(counts.values())
    settled = sum(counts.get(state, 0) for state in ("done", "failed", "duplicate"))
    states = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    print(f"{settled} of {total} documents: {states}")
    if last:
        print(f"last run began {_stamp(last[0])}" + (f", ended {_stamp(last[1])}" if last[1] else ", has not ended"))
    for reason in failed.values():
        print(f"  {reason}")


def _stamp(at: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(at))


def export_tables(folder: Path, to: str) -> None:
    """Write the tables of an output folder in another format and say where."""
    from extract.archive.exports import export_folder

    where, rows = export_folder(folder, to)
    print(f"{rows} rows in {where}", file=sys.stderr)
