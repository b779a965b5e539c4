"""`extract`, `status` and `export`: runs over output folders."""

from __future__ import annotations

import json
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING

from extract.archive.cluster import cluster_workshop
from extract.archive.inputs import find_sources
from extract.archive.ledger import open_ledger
from extract.archive.local import local_workshop
from extract.archive.progress import Bar, Event, PlainLines, clock, counted, json_lines
from extract.archive.run import Summary, run
from extract.archive.status import status_of, write_failures
from extract.archive.stock import Order
from extract.errors import DocumentFault, EngineMissing, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extract.archive.ledger import Ledger
    from extract.archive.status import Status
    from extract.settings import Settings

_SHOWN_FAILURES = 20


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
    for entry in islice(ledger.entries("failed"), _SHOWN_FAILURES):
        print(f"  {entry.reason}", file=sys.stderr)
    if summary.failed > _SHOWN_FAILURES:
        more = (
            f"  and {summary.failed - _SHOWN_FAILURES} more; all of them: kehoach status {out} --failures failures.csv"
        )
        print(more, file=sys.stderr)


def _exit_code(ledger: Ledger) -> int:
    codes = {entry.code for entry in ledger.entries("failed")}
    if EngineMissing.code in codes:
        return EngineMissing.exit_code
    return DocumentFault.exit_code if codes else 0


def show_status(folder: Path, *, as_json: bool, failures: Path | None) -> None:
    """Print where a run stands, and each failure with its reason; write these to `failures` too where it is given."""
    status = status_of(folder)
    if failures:
        write_failures(status, failures)
    print(_as_json(status) if as_json else "\n".join(_as_lines(status)))


def _as_json(status: Status) -> str:
    state = {
        "counts": status.counts,
        "pages": status.pages,
        "running": status.running,
        "started": status.began,
        "ended": status.ended,
        "pages_per_second": status.pages_per_second,
        "seconds_left": status.seconds_left,
        "failed": {entry.shown: entry.reason for entry in status.failed},
    }
    return json.dumps(state, ensure_ascii=False)


def _as_lines(status: Status) -> Iterator[str]:
    states = ", ".join(f"{number} {state}" for state, number in sorted(status.counts.items()))
    yield f"{status.settled} of {counted(status.total, 'document')}: {states or 'none is listed yet'}"
    if status.began:
        yield f"last run began {_stamp(status.began)}, {_how_it_goes(status)}"
    if status.codes:
        yield "failed: " + ", ".join(f"{number} {code}" for code, number in status.codes)
    yield from (f"  {entry.reason}" for entry in status.failed)


def _how_it_goes(status: Status) -> str:
    if status.running and status.pages_per_second is not None:
        left = f", about {clock(status.seconds_left)} left" if status.seconds_left is not None else ""
        return f"is running: {counted(status.pages, 'page')}, {status.pages_per_second:.1f} pages/s{left}"
    if status.ended:
        return f"ended {_stamp(status.ended)}: {counted(status.pages, 'page')}"
    return "was cut short; the same command goes on from there"


def _stamp(at: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(at))


def export_tables(folder: Path, to: str) -> None:
    """Write the tables of an output folder in another format and say where."""
    from extract.archive.exports import export_folder

    done = export_folder(folder, to)
    print(f"{counted(done.rows, 'row')} in {done.folder}", file=sys.stderr)
    for left_out in done.left_out:
        print(f"  left empty, {to} cannot hold it: {left_out}", file=sys.stderr)
