"""`kehoach export`: an output folder's tables in another format, with reviewers' corrections applied."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TextIO

from extract.archive.ledger import read_ledger
from extract.archive.tables import entry_rows
from extract.export.csv import CsvTable
from extract.export.datapackage import datapackage
from extract.export.formats import JsonLines, Parquet, Sheets
from extract.export.schema import TABLES
from extract.files import output_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from extract.export.rows import Row
    from extract.export.schema import TableSchema


class Writer(Protocol):
    """Anything that takes the rows of one table."""

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the tables were written, how many rows they have, and the figures that the format cannot hold."""

    folder: Path
    rows: int
    left_out: tuple[str, ...]


def export_folder(folder: Path, to: str) -> Exported:
    """Write all tables to DIR/export/<to>/.

    The folder is made anew beside the old one and then takes its place. Raises OutputFault.
    """
    read_ledger(folder).close()  # a folder where no run has been is told before anything is made
    target = folder / "export" / to
    fresh = target.with_name(f".{to}.part")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        rows, left_out = _write(folder, fresh, to)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(fresh, target)  # noqa: PTH105 - the counterpart of rmtree reads better here
    except OSError as error:
        raise output_fault(target, error) from error
    return Exported(target, rows, left_out)


def _write(folder: Path, fresh: Path, to: str) -> tuple[int, tuple[str, ...]]:
    with ExitStack() as stack:
        writers = _WRITERS[to](stack, fresh)
        number = 0
        for name, row in _rows(folder):
            writers[name].write([row])
            number += 1
    if to == "csv":
        (fresh / "datapackage.json").write_text(datapackage(), encoding="utf-8")
    return number, tuple(told for writer in writers.values() if isinstance(writer, Parquet) for told in writer.left_out)


def _rows(folder: Path) -> Iterator[tuple[str, Row]]:
    ledger = read_ledger(folder)
    try:
        for entry in sorted(ledger.entries(), key=lambda entry: entry.stem):
            yield from entry_rows(folder, entry, corrected=True)
    finally:
        ledger.close()


def _csv(stack: ExitStack, fresh: Path) -> dict[str, Writer]:
    return {table.name: CsvTable(_text(stack, fresh, table, "csv"), table) for table in TABLES}


def _jsonl(stack: ExitStack, fresh: Path) -> dict[str, Writer]:
    return {table.name: JsonLines(_text(stack, fresh, table, "jsonl"), table) for table in TABLES}


def _text(stack: ExitStack, fresh: Path, table: TableSchema, suffix: str) -> TextIO:
    path = fresh / f"{table.name}.{suffix}"
    return stack.enter_context(path.open("w", encoding="utf-8", newline=""))


def _parquet(stack: ExitStack, fresh: Path) -> dict[str, Writer]:
    writers: dict[str, Writer] = {}
    for table in TABLES:
        writer = Parquet(fresh / f"{table.name}.parquet", table)
        stack.callback(writer.close)
        writers[table.name] = writer
    return writers


def _xlsx(stack: ExitStack, fresh: Path) -> dict[str, Writer]:
    sheets = Sheets()
    stack.callback(sheets.save, fresh / "kehoach.xlsx")
    return {table.name: sheets.table(table) for table in TABLES}


_WRITERS: dict[str, Callable[[ExitStack, Path], dict[str, Writer]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "xlsx": _xlsx,
}
