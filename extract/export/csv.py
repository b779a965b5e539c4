"""CSV as researchers and Excel both read it: UTF-8 with BOM, RFC 4180, lists as JSON arrays.

A cell of free text that a spreadsheet would take for a formula gets a leading apostrophe (OWASP, "CSV injection");
`unguarded` takes it off again, and datapackage.json says so.
"""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from extract.export.rows import Cell, Row
    from extract.export.schema import Column, TableSchema

BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


class CsvTable:
    """Writes one table row by row to an open text file (newline="")."""

    def __init__(self, file: TextIO, schema: TableSchema) -> None:
        """Write BOM and header."""
        file.write(BOM)
        self._columns = schema.columns
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._writer.writerow(column.name for column in schema.columns)

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        self._writer.writerows([cell_text(column, row.get(column.name)) for column in self._columns] for row in rows)


def cell_text(column: Column, value: Cell) -> str:
    """Spell a cell: nothing for None, true/false, JSON for lists, decimals without exponent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Decimal):
        return format(value, "f")
    text = str(value)
    return guarded(text) if column.type == "text" else text


def guarded(text: str) -> str:
    """Make a cell harmless: an apostrophe before what begins like a formula, or like a guarded formula."""
    return _GUARD + text if text.lstrip(_GUARD).startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return text[1:] if text.startswith(_GUARD) and text.lstrip(_GUARD).startswith(_FORMULA) else text
