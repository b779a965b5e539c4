"""Typed pandas frames of an output folder: what researchers load first."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.errors import OutputFault
from extract.export.csv import unguarded
from extract.export.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from extract.export.schema import Column, TableSchema

_DTYPES = {
    "string": "string",
    "text": "string",
    "date": "string",
    "integer": "Int64",
    "boolean": "boolean",
    "float": "Float64",
}


def load_frames(folder: Path) -> dict[str, pd.DataFrame]:
    """Load every table; missing integers stay missing (Int64), figures are Decimal, lists are tuples.

    Raises OutputFault when a table is missing.
    """
    return {table.name: load_frame(folder / f"{table.name}.csv", table) for table in TABLES}


def load_frame(path: Path, table: TableSchema) -> pd.DataFrame:
    """Load one CSV table by its schema; raises OutputFault when it is missing."""
    import pandas as pd

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); name a folder that kehoach extract has finished"
        raise OutputFault(message) from error
    if rows[:1] != [[column.name for column in table.columns]]:
        raise OutputFault(f"{path}: has other columns than this version writes; run the same kehoach extract again")
    columns: dict[str, pd.Series] = {}
    for at, column in enumerate(table.columns):
        parse = _parser(column)
        values = [parse(row[at]) if row[at] else None for row in rows[1:]]
        columns[column.name] = pd.Series(values, dtype=_DTYPES.get(column.type, "object"), name=column.name)
    return pd.DataFrame(columns)


def _parser(column: Column) -> Callable[[str], object]:
    match column.type:
        case "text":
            return unguarded
        case "integer":
            return int
        case "number":
            return Decimal
        case "float":
            return float
        case "boolean":
            return "true".__eq__
        case "list":
            return lambda cell: tuple(json.loads(cell))
        case "string" | "date":
            return str
