"""Plan JSON as data: reading files, finding what belongs together, and filling in strings given by span.

A golden file may give a long string as {"start", "end"} into a text whose sha256 it names. Where that text is not
at hand, the parts that need the string are left out of the score and a note says so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeGuard

from extract.errors import UsageFault

if TYPE_CHECKING:
    from pathlib import Path

Json = Mapping[str, object]
PARTS: Final = ("document", "sections", "targets", "tasks", "dates", "references")
_UNSCORED: Final = frozenset({"evidence", "product", "time"})
"""Free text that no comparison uses; a missing source text does no harm there."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A plan with its strings filled in; `unresolved` are the fields (`document.title`) that lack theirs."""

    stem: str
    plan: Json
    unresolved: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def is_record(value: object) -> TypeGuard[Json]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Tell whether a JSON value is an array."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def records(plan: Json, part: str) -> tuple[Json, ...]:
    """Return the records of a part, none where the part is missing."""
    found = plan.get(part)
    return tuple(record for record in found if is_record(record)) if is_list(found) else ()


def document_of(plan: Json) -> Json:
    """Return the document part, empty where it is missing."""
    found = plan.get("document")
    return found if is_record(found) else {}


def text_of(record: Json, field: str) -> str | None:
    """Return a field as a string, None where it is null, empty or missing; numbers and booleans as JSON writes them."""
    value = record.get(field)
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def list_of(record: Json, field: str) -> tuple[str, ...]:
    """Return a field that is a list of strings; null and missing give an empty one."""
    value = record.get(field)
    return tuple(item for item in value if isinstance(item, str)) if is_list(value) else ()


def plan_files(path: Path) -> dict[str, Path]:
    """Return stem → file of the plans at a path: a file, a folder of JSON, or an output folder with `plans/`."""
    if path.is_file():
        return {path.stem: path}
    folder = path / "plans" if (path / "plans").is_dir() else path
    if not folder.is_dir():
        raise UsageFault(f"{path}: no such file or folder")
    found = {file.stem: file for file in sorted(folder.glob("*.json")) if file.stem != "datapackage"}
    if not found:
        raise UsageFault(f"{folder}: no plan JSON in it")
    return found


def read_plan(path: Path) -> Json:
    """Read one plan as data; a file that holds none raises UsageFault."""
    try:
        plan = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UsageFault(f"{path}: cannot be read as JSON: {error}") from error
    if not is_record(plan) or not any(part in plan for part in PARTS):
        raise UsageFault(f"{path}: is no plan: it has none of the parts {', '.join(PARTS)}")
    return plan


def golden_stem(stem: str, golden: Mapping[str, object]) -> str | None:
    """Return the golden stem for an extracted one; `<stem>__anything` falls back to `<stem>`."""
    if stem in golden:
        return stem
    base = stem.partition("__")[0]
    return base if base in golden else None


def read_golden(path: Path, texts: Sequence[Path]) -> Golden:
    """Read a plan and fill in strings given by span from the text among `texts` whose sha256 it names."""
    plan = read_plan(path)
    wanted = plan.get("text_sha256")
    text = _text_with_hash(wanted, path.stem, texts) if isinstance(wanted, str) else None
    missing: set[str] = set()
    filled = dict(plan)
    for part in PARTS:
        filled[part], lacking = _fill(plan.get(part), text)
        missing |= {f"{part}.{field}" for field in lacking - _UNSCORED}
    note = f"{path.stem}: text {str(wanted)[:12]} is not at hand, left out: {', '.join(sorted(missing))}"
    return Golden(path.stem, filled, frozenset(missing), (note,) if missing else ())


def _text_with_hash(sha256: str, stem: str, folders: Sequence[Path]) -> str | None:
    for folder in folders:
        likely = [file for file in sorted(folder.glob("*.txt")) if file.stem.startswith(stem)]
        others = (file for file in sorted(folder.glob("*.txt")) if file not in likely)
        for file in (*likely, *others):
            content = file.read_bytes()
            if hashlib.sha256(content).hexdigest() == sha256.lower():
                return content.decode("utf-8")
    return None


def _fill(value: object, text: str | None, field: str = "") -> tuple[object, set[str]]:
    """Return the value with spans replaced by text, and the names of the fields that could not be."""
    if is_record(value):
        start, end = value.get("start"), value.get("end")
        if set(value) == {"start", "end"} and isinstance(start, int) and isinstance(end, int):
            if text is None or not 0 <= start <= end <= len(text):
                return None, {field}
            return " ".join(text[start:end].split()), set()
        pairs = {key: _fill(item, text, key) for key, item in value.items() if key != "at"}
        places = {"at": value["at"]} if "at" in value else {}
        filled = {key: item for key, (item, _) in pairs.items()}
        return places | filled, set().union(*(lack for _, lack in pairs.values()))
    if is_list(value):
        items = [_fill(item, text, field) for item in value]
        return [item for item, _ in items], set().union(*(lack for _, lack in items))
    return value, set()
