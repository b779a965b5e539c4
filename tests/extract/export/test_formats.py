"""Every format read back by the program people read it with gives the same records."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from frictionless import Package
from openpyxl.utils import get_column_letter

from extract.errors import OutputFault
from extract.export.csv import unguarded
from extract.export.formats import Parquet, Sheets
from extract.export.frames import load_frame
from extract.export.schema import TABLES
from tests.extract.conftest import PLAN, kehoach


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """An output folder of three small plans, exported to every format; one file name begins like a formula."""
    folder = tmp_path_factory.mktemp("formats")
    source = folder / "in"
    source.mkdir()
    for n in (1, 2):
        (source / f"plan{n}.txt").write_text(PLAN.format(n=n), encoding="utf-8")
    (source / "=trap.txt").write_text(PLAN.format(n=4), encoding="utf-8")
    (source / "empty.txt").write_bytes(b"")
    assert kehoach("extract", source, "--out", folder / "out").code == 1
    for to in ("csv", "parquet", "xlsx", "jsonl"):
        assert kehoach("export", folder / "out", "--to", to).code == 0
    return folder / "out"


def _rows(out, table):
    """The table as typed rows, from the CSV export."""
    frame = load_frame(out / "export" / "csv" / f"{table.name}.csv", table)
    missing = {"<NA>", "nan"}
    return [
        tuple(None if str(value) in missing else value for value in row)
        for row in frame.itertuples(index=False, name=None)
    ]


def test_something_is_compared(out):
    """The tables that the other tests compare have rows, lists, figures and a trap in them."""
    tables = {table.name: _rows(out, table) for table in TABLES}
    assert {name for name, rows in tables.items() if rows} >= {"documents", "sections", "targets", "tasks", "dates"}
    assert "=trap.txt" in [row[1] for row in tables["documents"]]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_gives_the_same_rows_to_duckdb(out, table):
    """Decimals, integers, booleans, lists and text come back equal and typed."""
    duckdb = pytest.importorskip("duckdb")
    path = out / "export" / "parquet" / f"{table.name}.parquet"
    found = duckdb.read_parquet(str(path)).fetchall()
    plain = [tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in found]
    assert plain == _rows(out, table)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_workbooks_hold_the_same_rows_and_no_formula(out, table):
    """Openpyxl reads equal values; text that begins like a formula is text."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(out / "export" / "xlsx" / "kehoach.xlsx", read_only=True)
    rows = list(book[table.name].iter_rows(min_row=2))
    assert all(cell.data_type != "f" for row in rows for cell in row)
    found = [[cell.value for cell in row] for row in rows]
    book.close()
    wanted = _rows(out, table)
    assert len(found) == len(wanted)
    for cells, row in zip(found, wanted, strict=True):
        padded = [*cells, *[None] * (len(row) - len(cells))]  # a row ends with its last filled cell
        assert [value for cell, value in zip(padded, row, strict=True) if not _same(cell, value)] == []


def test_workbooks_are_ready_to_be_read(out):
    """In every sheet the header stays in sight, each column has a filter over all rows, and sentences have room."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(out / "export" / "xlsx" / "kehoach.xlsx")
    for table in TABLES:
        sheet = book[table.name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{get_column_letter(len(table.columns))}{len(_rows(out, table)) + 1}"
        widths = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, len(table.columns) + 1)]
        assert all(width > len(column.name) for width, column in zip(widths, table.columns, strict=True))
    assert book["targets"].column_dimensions["C"].width >= 50  # the indicator
    book.close()


def test_a_full_sheet_goes_on_in_the_next(tmp_path, monkeypatch):
    """Both have a header and filters over just their own rows."""
    openpyxl = pytest.importorskip("openpyxl")
    monkeypatch.setattr("extract.export.formats._SHEET_ROWS", 4)
    sheets = Sheets()
    sheets.table(TABLES[0]).write({"document": f"d{n}"} for n in range(5))
    sheets.save(tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert [book[name].auto_filter.ref[-1] for name in ("documents", "documents_2")] == ["4", "3"]
    assert [row[0].value for row in book["documents_2"].iter_rows()] == ["document", "d3", "d4"]
    book.close()


def _same(cell, wanted):
    if isinstance(wanted, tuple):
        return tuple(json.loads(cell)) == wanted
    if isinstance(wanted, Decimal):
        return Decimal(str(cell)) == wanted
    return cell == wanted


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_json_lines_hold_the_same_rows(out, table):
    """One object a line; figures are strings, so that no digit is lost."""
    path = out / "export" / "jsonl" / f"{table.name}.jsonl"
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = _rows(out, table)
    assert len(found) == len(wanted)
    for record, row in zip(found, wanted, strict=True):
        for column, value in zip(table.columns, row, strict=True):
            plain = (
                format(value, "f") if isinstance(value, Decimal) else list(value) if isinstance(value, tuple) else value
            )
            assert record[column.name] == plain


def test_frictionless_finds_no_fault(out):
    """Both the tables as read and the exported ones are valid packages, keys included."""
    for folder in (out, out / "export" / "csv"):
        report = Package(str(folder / "datapackage.json")).validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])


def test_guards_are_only_in_csv(out):
    """The raw cell of CSV has the apostrophe, and `unguarded` takes it off."""
    raw = (out / "export" / "csv" / "documents.csv").read_text(encoding="utf-8-sig")
    assert "\n'=trap,'=trap.txt," in raw, "a file's name is free text, and so is the stem that it gives"
    assert unguarded("'=trap.txt") == "=trap.txt"


def test_exporting_where_no_run_has_been_makes_nothing(tmp_path):
    """Exit code 2, one line, and the folder is not made."""
    done = kehoach("export", tmp_path / "ghost", "--to", "csv")
    assert (done.code, len(done.said.splitlines())) == (2, 1)
    assert not (tmp_path / "ghost").exists()


def _target(value):
    needed = {"comparator": "eq", "value_flagged": False, "flagged": False}
    return {"document": "a", "n": 1, "value": Decimal(value), **needed}


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("13624", True), ("0.000000001", True), ("90.1230000000000", True), ("9" * 29, True),
        ("9" * 30, False), ("0.0000000001", False), ("-" + "9" * 40 + ".5", False),
    ],
)  # fmt: skip
def test_parquet_never_changes_a_figure(tmp_path, value, held):
    """What its decimals cannot hold is left empty and told of; one such figure does not end the export."""
    parquet = pytest.importorskip("pyarrow.parquet")
    (schema,) = [table for table in TABLES if table.name == "targets"]
    writer = Parquet(tmp_path / "t.parquet", schema)
    writer.write([_target(value)])
    writer.close()
    assert parquet.read_table(tmp_path / "t.parquet")["value"].to_pylist() == [Decimal(value) if held else None]
    assert [told.startswith("a, targets/1: value") for told in writer.left_out] == [True] * (not held)


def test_workbooks_never_change_a_figure(tmp_path):
    """A spreadsheet's numbers have 15 digits: a longer figure is text, so that none is lost."""
    openpyxl = pytest.importorskip("openpyxl")
    (schema,) = [table for table in TABLES if table.name == "targets"]
    sheets = Sheets()
    sheets.table(schema).write([_target("12345678901234.25"), _target("123456789012345")])
    sheets.save(tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert [book["targets"].cell(row, 5).value for row in (2, 3)] == ["12345678901234.25", 123456789012345]
    assert {row[1].value for row in book["columns"].iter_rows()} == {
        "column",
        *(column.name for column in schema.columns),
    }
    book.close()


def test_tables_of_other_columns_are_not_misread(out, tmp_path):
    """A folder that another version wrote is told of, not read with its columns shifted."""
    content = (out / "targets.csv").read_text(encoding="utf-8-sig").replace("value_flagged,", "", 1)
    (tmp_path / "targets.csv").write_text(content, encoding="utf-8-sig")
    (schema,) = [table for table in TABLES if table.name == "targets"]
    with pytest.raises(OutputFault, match="other columns"):
        load_frame(tmp_path / "targets.csv", schema)


def test_every_number_has_a_unit_and_every_column_a_meaning(out):
    """A column of numbers says what they count; running numbers and pages count from 1."""
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    for table in package["resources"]:
        for field in table["schema"]["fields"]:
            assert field["description"].strip(" .")
            if field["type"] in {"number", "integer"} and field["name"] not in {"n", "page"}:
                assert field["kehoach:unit"], field["name"]
