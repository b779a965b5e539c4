"""The tables of an output folder, made anew from its plans at the end of a run: one plan in memory at a time."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from extract.corrections import apply, load
from extract.errors import OutputFault
from extract.export.csv import CsvTable
from extract.export.datapackage import datapackage
from extract.export.rows import UNREVIEWED, Answers, agency_rows, document_row, duplicate_row, failed_row, record_rows
from extract.export.schema import TABLES
from extract.files import whole_file
from extract.readers.agencies import agencies
from models import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extract.archive.ledger import Entry, Ledger
    from extract.export.rows import Row


def write_tables(out: Path, ledger: Ledger) -> None:
    """Write all CSV tables and datapackage.json; each takes its name only when whole."""
    with ExitStack() as stack:
        files = {table.name: stack.enter_context(whole_file(out / f"{table.name}.csv")) for table in TABLES}
        tables = {table.name: CsvTable(files[table.name], table) for table in TABLES}
        for entry in sorted(ledger.entries(), key=lambda entry: entry.stem):
            for name, row in entry_rows(out, entry):
                tables[name].write([row])
    with whole_file(out / "datapackage.json") as file:
        file.write(datapackage())


def entry_rows(out: Path, entry: Entry, *, corrected: bool = False) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for an input: its document row, then its records'; corrections applied on demand."""
    if entry.state == "done":
        plan = read_plan(out, entry.stem)
        answers = UNREVIEWED
        if corrected and (review := load(out, entry.stem)).log:
            applied = apply(plan.model_dump(mode="json", by_alias=True), review)
            plan = Plan.model_validate(applied.plan)
            answers = Answers(frozenset(applied.corrected), frozenset(applied.settled), review.finished)
        yield "documents", document_row(entry.stem, plan, answers)
        yield from record_rows(entry.stem, plan, answers)
        yield from (("agencies", row) for row in agency_rows(entry.stem, agencies(plan)))
    elif entry.state == "failed":
        yield "documents", failed_row(entry.stem, entry.shown, entry.sha256, entry.reason or "")
    elif entry.state == "duplicate":
        yield "documents", duplicate_row(entry.stem, entry.shown, entry.sha256 or "", entry.duplicate_of or "")


def read_plan(out: Path, stem: str) -> Plan:
    """Read a plan of an output folder; raises OutputFault when it is missing or not a plan."""
    path = out / "plans" / f"{stem}.json"
    try:
        return Plan.model_validate_json(path.read_bytes())
    except OSError as error:
        raise OutputFault(f"{path}: cannot be read ({error.strerror}); run extract again") from error
    except ValueError as error:
        message = f"{path}: is not a plan of this version ({type(error).__name__}); delete it and run extract again"
        raise OutputFault(message) from error
