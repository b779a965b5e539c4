"""What a reviewer may write into a field: the same that the models accept, and nothing a table could not hold."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from extract.corrections.log import as_value
from extract.errors import UsageFault
from models import Date, Document, Record, Reference, Section, Target, Task

if TYPE_CHECKING:
    from extract.corrections.log import Value

MODELS: Final[dict[str, type[Record]]] = {
    "document": Document,
    "sections": Section,
    "targets": Target,
    "tasks": Task,
    "dates": Date,
    "references": Reference,
}
_DECIMAL: Final = re.compile(r"-?\d+(\.\d+)?")
_DAY: Final = re.compile(
    r"""
    \d{4}(-\d{2}){0,2}                            # a year, month or day
    (/\d{4}(-\d{2}){0,2})?                        # to another
    | -(-\d{2}){1,2}                              # a month or day of every year
    | \d{4}-Q[1-4]                                # a quarter
    """,
    re.VERBOSE,
)
_FORMS: Final = {
    "value": (_DECIMAL, "a decimal number with a point and no grouping, such as 13624 or 61.1"),
    "value_to": (_DECIMAL, "a decimal number with a point and no grouping, such as 13624 or 61.1"),
    "issued": (_DAY, "an ISO date such as 2026-06-10, 2026-06 or 2026"),
    "iso": (_DAY, "an ISO date such as 2026-06-10, 2026-Q2 or --12-26"),
    "deadline": (_DAY, "an ISO date such as 2026-12-31"),
    "due": (_DAY, "an ISO date or interval such as 2026-Q2 or 2026/2028"),
}
LONGEST: Final = 20_000


def fields_of(part: str) -> tuple[str, ...]:
    """Return the fields of a part's records, in the order of the labelling guide; raises UsageFault."""
    if part not in MODELS:
        raise UsageFault(f"there is no part {part!r}")
    return tuple(name for name in MODELS[part].model_fields if name != "at")


def checked(part: str, field: str, value: Value) -> Value:
    """Return the value as it will be kept: NFC, one line, of the field's type; raises UsageFault."""
    if field not in fields_of(part):
        raise UsageFault(f"{part} have no field {field!r}")
    tidy = _tidy(value)
    annotation = MODELS[part].model_fields[field].annotation
    assert annotation is not None  # every field of our models is annotated
    try:
        parsed = TypeAdapter(annotation).validate_python(tidy)
    except ValidationError as error:
        raise UsageFault(f"{field}: {error.errors()[0]['msg']}") from error
    form = _FORMS.get(field)
    if form is not None and isinstance(parsed, str) and not form[0].fullmatch(parsed):
        raise UsageFault(f"{field}: must be {form[1]}")
    kept: Value = parsed
    return str(parsed) if isinstance(parsed, str) else kept


def checked_record(part: str, values: dict[str, Value]) -> dict[str, Value]:
    """Return a new record's values, checked; fields that are left out get their default. Raises UsageFault."""
    given = {field: checked(part, field, value) for field, value in values.items()}
    try:
        record = MODELS[part].model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageFault(f"{first['loc'][0] if first['loc'] else part}: {first['msg']}") from error
    return {name: as_value(value) for name, value in record.model_dump(mode="json").items() if name != "at"}


def _tidy(value: Value) -> Value:
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise UsageFault(f"a field may hold at most {LONGEST} characters")
        return " ".join(unicodedata.normalize("NFC", value).split()) or None
    if isinstance(value, tuple):
        lines = [_tidy(line) for line in value]
        return tuple(line for line in lines if isinstance(line, str))
    return value
