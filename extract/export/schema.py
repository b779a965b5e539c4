"""The tables researchers meet: every column with its type, unit and meaning, in one place.

CSV, Parquet, XLSX, JSON Lines, `datapackage.json` and the typed data frames are all made from this list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

ColumnType = Literal["string", "text", "integer", "number", "float", "boolean", "date", "list"]
"""`text` is free text taken from a document (guarded in CSV against spreadsheet formulas); `string` is closed or ours.
`number` is an exact decimal, `float` a probability. `date` is a partial ISO 8601 date, kept as it stands ("2026-05").
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, type, meaning, whether it is always filled, what it may say, and the unit of its numbers."""

    name: str
    type: ColumnType
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: its name, its key, and its columns."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("document", "n")


def _keyed(*columns: Column) -> tuple[Column, ...]:
    return (
        Column("document", "text", "stem of the document, as in plans/<stem>.json", required=True),
        Column("n", "integer", "running number of the record in its document, from 1", required=True),
        *columns,
    )


_COMPARATORS = ("eq", "ge", "gt", "le", "lt", "approx")
_AGENCY_ROLES = ("issuer", "lead", "coordinate", "recipient", "reference")
_DATE_ROLES = ("issued", "reference", "deadline", "effective", "other")
_RECURRENCE = ("yearly", "half-yearly", "quarterly", "monthly", "continuous")

_YEAR: Final = "calendar year"
_PROBABILITY: Final = "probability, 0 to 1"
_FLAGGED: Final = "confidence under 0.9, unreadable, or named by an issue, and no reviewer has answered for it"
_CORRECTED: Final = Column("corrected", "list", "fields a reviewer corrected (always empty in the tables as read)")
_CHECKED: Final = (
    Column("page", "integer", "page of the record, a target's that of its figure, from 1; empty for text input"),
    Column("confidence", "float", "least confidence among the fields found", unit=_PROBABILITY),
    Column("flagged", "boolean", f"whether any field of the record is to be looked at: {_FLAGGED}", required=True),
    Column("issues", "list", "codes of the issues that name this record"),
    _CORRECTED,
)

DOCUMENTS: Final = TableSchema(
    "documents",
    "One row for each source file, failed and duplicate ones too",
    (
        Column("document", "text", "stem of the document, as in plans/<stem>.json", required=True),
        Column("path", "text", "path of the source, relative to the path given", required=True),
        Column("sha256", "string", "hash of the source's content"),
        Column("state", "string", "what became of it", required=True, choices=("done", "failed", "duplicate")),
        Column("reason", "text", "why it failed"),
        Column("duplicate_of", "text", "stem of the document with the same content that was read"),
        Column("kind", "string", "how it came", choices=("digital", "scan", "mixed", "text")),
        Column("pages", "integer", "number of pages", unit="pages"),
        Column("doc_type", "text", "kind of document, lower case"),
        Column("number", "text", "running number before the slash; empty when left blank"),
        Column("symbol", "text", "what stands after the slash"),
        Column("issuer", "text", "issuing body, written out"),
        Column("issuer_level", "string", "level of the issuer", choices=("central", "province", "district", "commune")),
        Column("locality", "text", "the issuer's own territory, with its kind"),
        Column("province", "text", "province or central city, without its kind"),
        Column("place", "text", "place in the dateline"),
        Column("issued", "date", "date of issue at the precision given"),
        Column("title", "text", "title without the words KẾ HOẠCH"),
        Column("period_start", "integer", "first year the plan covers", unit=_YEAR),
        Column("period_end", "integer", "last year the plan covers", unit=_YEAR),
        Column("signer", "text", "name of the person who signed"),
        Column("signer_title", "text", "title over the name"),
        Column("signed_for", "list", "capacity lines, in order"),
        Column("recipients", "list", "lines under Nơi nhận"),
        Column("confidence", "float", "least confidence among the fields found", unit=_PROBABILITY),
        Column("flagged", "boolean", f"whether any field of the head is to be looked at: {_FLAGGED}"),
        Column("issues", "integer", "number of issues of the document", unit="issues"),
        _CORRECTED,
        Column("reviewed", "boolean", "whether a reviewer has finished it (always false in the tables as read)"),
    ),
    key=("document",),
)

SECTIONS: Final = TableSchema(
    "sections",
    "Numbered headings, in order",
    _keyed(
        Column("path", "text", "markers from the top, joined by /", required=True),
        Column("title", "text", "heading text; empty for a numbered paragraph without one"),
        *_CHECKED,
    ),
)

TARGETS: Final = TableSchema(
    "targets",
    "Numbers that a plan sets out to reach",
    _keyed(
        Column("indicator", "text", "what is measured, in the document's own words"),
        Column("indicator_id", "string", "id in the catalogue of indicators"),
        Column("value", "number", "the figure", required=True, unit="that of the column unit"),
        Column("unit", "text", "unit as printed; % for a percentage"),
        Column(
            "comparator",
            "string",
            "how the value bounds",
            required=True,
            choices=("eq", "ge", "gt", "le", "lt", "approx"),
        ),
        Column("year", "integer", "year by whose end it is to be reached", unit=_YEAR),
        Column("recurrence", "string", "period in which it is to be met again", choices=_RECURRENCE),
        Column("deadline", "date", "day or month stated for it"),
        Column("section", "text", "path of the innermost section"),
        Column("evidence", "text", "sentence or item that states it"),
        Column("value_to", "number", "upper end of a range", unit="that of the column unit"),
        Column("kind", "string", "kind of quantity"),
        Column("base_year", "integer", "year a change is measured against", unit=_YEAR),
        Column("scale", "string", "scale word inside the unit"),
        Column("per", "string", "what a rate is per"),
        Column("area", "text", "territory of the row in an allocation table"),
        Column("value_confidence", "float", "confidence of the figure itself", unit=_PROBABILITY),
        Column("value_flagged", "boolean", f"whether the figure itself is to be looked at: {_FLAGGED}", required=True),
        *_CHECKED,
    ),
)

TASKS: Final = TableSchema(
    "tasks",
    "Assignments of work to named bodies",
    _keyed(
        Column("section", "text", "path of the innermost section"),
        Column("number", "text", "the row's own number in a table"),
        Column("task", "text", "text of the task", required=True),
        Column("lead", "list", "bodies that do or lead it"),
        Column("coordinate", "list", "bodies named as coordinating"),
        Column("product", "text", "expected product"),
        Column("time", "text", "time as printed"),
        Column("due", "date", "ISO date or interval that the time fixes"),
        Column("recurrence", "string", "period in which it comes round", choices=_RECURRENCE),
        *_CHECKED,
    ),
)

AGENCIES: Final = TableSchema(
    "agencies",
    "Bodies named in other records, one row for each name and role",
    _keyed(
        Column("name", "text", "name as printed", required=True),
        Column("name_normal", "text", "name with abbreviations written out"),
        Column(
            "role",
            "string",
            "what it does",
            required=True,
            choices=("issuer", "lead", "coordinate", "recipient", "reference"),
        ),
        Column("unit_code", "string", "official code of its territory, where known"),
        Column("mentions", "integer", "number of records that name it in this role", required=True, unit="records"),
    ),
)

DATES: Final = TableSchema(
    "dates",
    "Calendar dates and partial dates, one row a mention",
    _keyed(
        Column("text", "text", "as printed, repaired", required=True),
        Column("iso", "date", "ISO 8601 at the precision given", required=True),
        Column(
            "role",
            "string",
            "what it is for",
            required=True,
            choices=("issued", "reference", "deadline", "effective", "other"),
        ),
        *_CHECKED,
    ),
)

REFERENCES: Final = TableSchema(
    "references",
    "Other documents cited, one row a number",
    _keyed(
        Column("doc_type", "text", "kind of document, lower case"),
        Column("number", "text", "whole number and symbol", required=True),
        Column("date", "date", "its date, where given"),
        Column("issuer", "text", "its issuer, where named"),
        Column("basis", "boolean", "cited before section I as what the plan rests on", required=True),
        *_CHECKED,
    ),
)

ISSUES: Final = TableSchema(
    "issues",
    "What somebody should look at",
    _keyed(
        Column("code", "string", "kind of issue", required=True),
        Column("severity", "string", "how much it matters", required=True, choices=("info", "warning", "error")),
        Column("message", "text", "what is the matter, with both places where two disagree", required=True),
        Column("record", "string", "table and n of the record, such as targets/3; document for the head"),
        Column("field", "string", "field of the record"),
        Column("page", "integer", "page, counted from 1; empty where it is not sure"),
    ),
)

TABLES: Final = (DOCUMENTS, SECTIONS, TARGETS, TASKS, AGENCIES, DATES, REFERENCES, ISSUES)
