"""Writers of the other formats, one table at a time and row by row: Parquet, XLSX, JSON Lines.

Parquet and JSON stay raw; XLSX writes every text as text, so nothing in it is ever a formula.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from extract.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import TextIO

    import pyarrow as pa
    from openpyxl import Workbook

    from extract.export.rows import Cell, Row
    from extract.export.schema import Column, ColumnType, TableSchema

_GROUP_ROWS = 5_000
_SHEET_ROWS = 1_048_576
_CELL_LETTERS = 32_767
_NO_TEXT = ("=", "#")  # openpyxl would take these for a formula and for an error
_SENTENCES: Final = frozenset({"title", "indicator", "evidence", "task", "product", "message", "reason", "recipients"})
_WIDTHS: Final = {"text": 24, "list": 24, "date": 14}  # in characters, as spreadsheets count them
_SENTENCE_WIDTH, _LEAST_WIDTH = 60, 10
_LEGEND_WIDTHS: Final = {"A": 14, "B": 20, "C": 24, "D": 120}
_SHEET_DIGITS = 15  # a spreadsheet's numbers keep no more: longer ones are text


class JsonLines:
    """One JSON object a line, numbers of figures as strings so that no digit is lost."""

    def __init__(self, file: TextIO, schema: TableSchema) -> None:
        """Write nothing until there are rows."""
        self._file = file
        self._names = [column.name for column in schema.columns]

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        for row in rows:
            values = {name: _plain(row.get(name)) for name in self._names}
            self._file.write(json.dumps(values, ensure_ascii=False) + "\n")


def _plain(value: Cell) -> object:
    return format(value, "f") if isinstance(value, Decimal) else value


class Parquet:
    """A Parquet file with typed columns: decimals, 64-bit integers, lists of strings."""

    def __init__(self, path: Path, schema: TableSchema) -> None:
        """Open the file; rows are written in groups, so that memory stays flat."""
        import pyarrow as pa
        from pyarrow import parquet

        self._schema = pa.schema(map(_arrow_field, schema.columns), metadata={"kehoach": schema.title})
        self._file = path.open("wb")  # a path would be tried as an address first
        self._writer = parquet.ParquetWriter(self._file, self._schema, compression="zstd")
        self._rows: list[dict[str, object]] = []
        self._table = schema
        self._names = [column.name for column in schema.columns]
        self._figures = [column.name for column in schema.columns if column.type == "number"]
        self.left_out: list[str] = []

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows; a figure that the type cannot hold is left empty, and `left_out` says which."""
        for row in rows:
            values = {name: _arrow_value(row.get(name)) for name in self._names}
            for name in self._figures:
                if isinstance(figure := values[name], Decimal) and not _fits(figure):
                    values[name] = None
                    self.left_out.append(f"{row['document']}, {self._table.name}/{row['n']}: {name} {figure:f}")
            self._rows.append(values)
        if len(self._rows) >= _GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        """Write what is left and the file's foot."""
        self._flush()
        self._writer.close()
        self._file.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
            self._rows = []


_DECIMAL_DIGITS = (38, 9)


def _fits(figure: Decimal) -> bool:
    """Tell whether a decimal of 38 digits, nine of them behind the point, holds a figure without loss."""
    _, digits, exponent = figure.as_tuple()
    digits_all, behind = _DECIMAL_DIGITS
    lost = digits[len(digits) + behind + exponent :] if isinstance(exponent, int) and exponent < -behind else ()
    return figure.adjusted() < digits_all - behind and not any(lost)


def _arrow_field(column: Column) -> pa.Field:
    import pyarrow as pa

    nullable = not column.required or column.type == "number"
    told = {"description": column.meaning} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, _arrow(column.type), nullable, metadata=told)


def _arrow(kind: ColumnType) -> pa.DataType:
    import pyarrow as pa

    match kind:
        case "integer":
            return pa.int64()
        case "number":
            return pa.decimal128(*_DECIMAL_DIGITS)
        case "float":
            return pa.float64()
        case "boolean":
            return pa.bool_()
        case "list":
            return pa.list_(pa.string())
        case "string" | "text" | "date":
            return pa.string()


def _arrow_value(value: Cell) -> object:
    return list(value) if isinstance(value, tuple) else value


class Sheets:
    """One workbook with a sheet for each table; a table goes on in `<sheet>_2` where a sheet is full."""

    def __init__(self) -> None:
        """Start an empty workbook; raises EnvironmentFault without openpyxl."""
        try:
            from openpyxl import Workbook
        except ImportError as error:
            message = "XLSX needs openpyxl; install it with: pip install 'kehoach[xlsx]'"
            raise EnvironmentFault(message) from error
        self.book: Workbook = Workbook(write_only=True)
        self._sheets: list[Sheet] = []

    def table(self, schema: TableSchema) -> Sheet:
        """Begin the sheet of a table."""
        sheet = Sheet(self.book, schema)
        self._sheets.append(sheet)
        return sheet

    def save(self, path: Path) -> None:
        """Write the workbook, with a last sheet that says what every column means."""
        for sheet in self._sheets:
            sheet.end()
        legend = self.book.create_sheet("columns")
        for letter, width in _LEGEND_WIDTHS.items():
            legend.column_dimensions[letter].width = width
        legend.append(["table", "column", "unit", "meaning"])
        for table in dict.fromkeys(sheet.table for sheet in self._sheets):
            for column in table.columns:
                legend.append([table.name, column.name, column.unit, column.meaning])
        self.book.save(path)


class Sheet:
    """Writes the rows of one table; the header stays in sight and has a filter for each column."""

    def __init__(self, book: Workbook, schema: TableSchema) -> None:
        """Begin the first sheet with its header."""
        from openpyxl.utils import get_column_letter

        self._book = book
        self.table = schema
        self._letters = [get_column_letter(at) for at in range(1, len(schema.columns) + 1)]
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self.table.name if self._number == 1 else f"{self.table.name}_{self._number}"
        self._sheet = self._book.create_sheet(name)
        self._sheet.freeze_panes = "A2"
        for letter, column in zip(self._letters, self.table.columns, strict=True):
            self._sheet.column_dimensions[letter].width = _width(column)
        self._sheet.append([column.name for column in self.table.columns])
        self._filled = 1

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows, going on in a further sheet where this one is full."""
        for row in rows:
            if self._filled >= _SHEET_ROWS:
                self.end()
                self._begin()
            self._sheet.append([self._cell(row.get(column.name)) for column in self.table.columns])
            self._filled += 1

    def end(self) -> None:
        """Put the filters over what the sheet holds; nothing more is written to it."""
        self._sheet.auto_filter.ref = f"A1:{self._letters[-1]}{self._filled}"

    def _cell(self, value: Cell) -> object:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        if isinstance(value, tuple):
            value = json.dumps(value, ensure_ascii=False)
        if isinstance(value, Decimal) and len(value.as_tuple().digits) > _SHEET_DIGITS:
            value = format(value, "f")
        if not isinstance(value, str):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:_CELL_LETTERS]
        if not text.startswith(_NO_TEXT):
            return text
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"  # text stays text, whatever it begins with
        return cell


def _width(column: Column) -> float:
    """Give the width of a column in characters: its heading always fits, sentences get room to be read."""
    if column.name in _SENTENCES:
        return _SENTENCE_WIDTH
    return max(len(column.name) + 4, _WIDTHS.get(column.type, _LEAST_WIDTH))
