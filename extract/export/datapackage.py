"""`datapackage.json`: every column with type, meaning and constraints, keys and foreign keys (Frictionless Data)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from extract.export.schema import TABLES
from models import SCHEMA_VERSION

if TYPE_CHECKING:
    from extract.export.schema import Column, TableSchema

_GUARD_NOTE = (
    "Free text. In CSV a value that begins with = + - @ tab or carriage return has one leading apostrophe, "
    "so that no spreadsheet runs it; take it off to get the value."
)
_TYPES = {"text": "string", "date": "string", "list": "array", "float": "number"}


def datapackage(extension: str = "csv") -> str:
    """Return the description of a folder of tables as JSON text."""
    package = {
        "profile": "tabular-data-package",
        "name": "kehoach",
        "title": "Records of Vietnamese local-government plans",
        "version": SCHEMA_VERSION,
        "resources": [_resource(table, extension) for table in TABLES],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: TableSchema, extension: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.name != "documents":
        reference = {"resource": "documents", "fields": ["document"]}
        schema["foreignKeys"] = [{"fields": ["document"], "reference": reference}]
    return {
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.{extension}",
        "profile": "tabular-data-resource",
        "format": extension,
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": column.meaning[0].upper() + column.meaning[1:] + ".",
    }
    if column.unit:
        field["kehoach:unit"] = column.unit
    if column.type == "text":
        field["kehoach:guard"] = _GUARD_NOTE
    if column.type == "date":
        field["kehoach:format"] = "ISO 8601 at the precision given: 2026-06-10, 2026-05, 2026, 2026-Q2, --12-26, a/b."
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return field | ({"constraints": constraints} if constraints else {})
