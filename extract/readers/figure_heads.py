"""Heads of tables of figures: which columns hold values to be reached, for which year, in which unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from extract.grammar.cells import parse_cell
from extract.grammar.fold import fold, squeeze
from extract.grammar.periods import find_periods
from extract.grammar.quantities import find_quantities
from extract.readers.columns import Head, column_of, is_index_row, vocabulary
from extract.readers.recut_heads import recut_head_rows, recut_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.grammar.periods import Period

ColumnKind = Literal["number", "name", "unit", "value", "other"]

_BRACKETED: Final = re.compile(r"\(([^()]{1,30})\)\s*$")
_FIGURE: Final = re.compile(r"[<>≥≤~]?\s*[+-]?[0-9][0-9.,\s]*(?:[-–÷][0-9.,\s]+)?\s*%?")
_TELLING: Final = re.compile(
    r"(?:ke hoach|kh|het|den|cuoi|nam|chi tieu|muc tieu|giai doan|"
    r"du kien|du toan|thuc hien|phan dau|tam nhin|hoc|lo trinh|vao|20[0-9]{2}|[0-9]{1,2}(?= nam)|[-–])"
)
_BARE_YEAR: Final = re.compile(r"(?<![0-9/.])20[0-9]{2}(?![0-9/.]|\s*[-–]\s*20[0-9]{2})")
_FEWEST_VALUES: Final = 3
_UNIT_LINE: Final = re.compile(r"(?:đơn vị tính|đơn vị|đvt)\s*:\s*([^();.]{1,30})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values to be reached: its words without unit and without the parts that only say when.

    They stand where it has no others.
    """

    place: int
    words: str
    period: Period | None
    unit: str | None

    @property
    def only_when(self) -> bool:
        """Tell a head that says nothing but when ("Năm 2026", "Kế hoạch 2027", "Đến năm 2030")."""
        return _is_only_when(self.words, self.period)


@dataclass(frozen=True, slots=True)
class FigureHead:
    """The head of a table of figures: where the row's name and unit stand, and the columns of values.

    `rows` is how many rows the head takes; `area` says that rows are places and columns indicators.
    """

    name: int
    unit: int | None
    number: int | None
    values: tuple[ValueColumn, ...]
    rows: int
    area: bool


def words_over(rows: Sequence[Sequence[str]], count: int) -> list[str]:
    """Join the head's rows column by column; a cell merged over several columns counts for each."""
    width = max((len(row) for row in rows[:count]), default=0)
    columns: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows[:count]):
        group = ""
        for place in range(width):
            cell = squeeze(row[place]) if place < len(row) else ""
            below = depth + 1 < count and place < len(rows[depth + 1]) and bool(squeeze(rows[depth + 1][place]))
            group = cell or (group if below or depth + 1 < count else "")
            if (words := cell or (group if below else "")) and words not in columns[place]:
                columns[place].append(words)
    return [" - ".join(words) for words in columns]


def head_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows the head takes: those before the first with figures in it, years and counting rows aside."""
    for count, row in enumerate(rows[:4]):
        if count and is_index_row(row):
            return count + 1
        figures = [
            cell for cell in row if _FIGURE.fullmatch(cell.strip()) and not re.fullmatch(r"20[0-9]{2}", cell.strip())
        ]
        filled = [cell for cell in row if cell.strip()]
        if count and (figures or len(filled) < 2):
            return count
    return 1


def figure_head(
    rows: Sequence[Sequence[str]], caption: str, issued: int | None, *, recut: bool = False
) -> FigureHead | None:
    """Read the head of a table of figures, None where it has none or holds no values that are to be reached.

    Of a table that was put together again (`recut`) heads and names may be lost.
    """
    if any(_FIGURE.fullmatch(cell.strip()) and not re.fullmatch(r"20[0-9]{2}", cell.strip()) for cell in rows[0]):
        return None
    count = recut_head_rows(rows) if recut else head_rows(rows)
    plain = count - (1 if count > 1 and is_index_row(rows[count - 1]) else 0)
    words = recut_words(rows[:plain]) if recut else words_over(rows, plain)
    body = rows[count:]
    kinds = [
        _kind(word, [row[place] for row in body if place < len(row)], recut=recut) for place, word in enumerate(words)
    ]
    name = next((place for place, kind in enumerate(kinds) if kind == "name"), None)
    name = _products_named(words, kinds) if name is None else name
    if name is None or (not recut and slipped(body, name, kinds)):
        return None
    columns = [_value_column(place, words[place]) for place, kind in enumerate(kinds) if kind == "value"]
    values = _planned(columns, [words[column.place] for column in columns], caption, issued)
    if not values:
        return None
    unit = next((place for place, kind in enumerate(kinds) if kind == "unit"), None)
    number = next((place for place, kind in enumerate(kinds) if kind == "number"), None)
    area = not any(column.only_when for column in values) and unit is None
    return FigureHead(name, unit, number, tuple(values), count, area)


def slipped(rows: Sequence[Sequence[str]], name: int, kinds: Sequence[ColumnKind]) -> bool:
    """Tell a table whose cells have slipped out of their columns: names that are figures, figures that are names."""
    wrong = total = 0
    for row in rows:
        cells = [squeeze(cell) for cell in row]
        if sum(bool(cell) for cell in cells) < 2 or is_moved_total(cells, name):
            continue
        total += 1
        named = cells[name] if name < len(cells) else ""
        values = [cells[place] for place, kind in enumerate(kinds) if kind == "value" and place < len(cells)]
        strange = [cell for cell in values if cell and len(cell.split()) > 6]
        numbers = [cells[place] for place, kind in enumerate(kinds) if kind == "number" and place < len(cells)]
        odd = [cell for cell in numbers if len(cell.split()) > 4]
        wrong += bool(strange or odd) or _FIGURE.fullmatch(named) is not None or (not named and not any(numbers))
    return total > 0 and wrong * 8 > total


def is_moved_total(cells: Sequence[str], name: int) -> bool:
    """Tell a row of totals whose blank number cell is lost, so that a figure stands where its name should."""
    named = cells[name].strip() if name < len(cells) else ""
    total = squeeze(fold(cells[0])).strip(" :.") in vocabulary("aims.toml")[""]["total_rows"] if cells else False
    return total and _FIGURE.fullmatch(named) is not None


def _products_named(words: Sequence[str], kinds: Sequence[ColumnKind]) -> int | None:
    """Return the column of products that names the rows of a table whose other columns are values ("Sản phẩm")."""
    if kinds.count("value") < _FEWEST_VALUES:
        return None
    return next(
        (at for at, (word, kind) in enumerate(zip(words, kinds, strict=True)) if kind == "other" and _is_product(word)),
        None,
    )


def _is_product(words: str) -> bool:
    return column_of(words) == "product"


def _kind(words: str, cells: Sequence[str], *, recut: bool = False) -> ColumnKind:
    """Tell what a column is by its head and by what stands under it; in a `recut` table some cells have slipped."""
    column = column_of(words.split(" - ", maxsplit=1)[0]) if words else None
    filled = [cell.strip() for cell in cells if parse_cell(cell).state == "value"]
    figures = sum(
        _FIGURE.fullmatch(cell) is not None or (bool(find_quantities(cell)) and len(cell.split()) <= 4)
        for cell in filled
    )
    if column == "number":
        return "number"
    if column in {"lead", "coordinate", "note", "time"}:
        return "other"
    if filled and figures * 5 >= len(filled) * 3:
        return "value"
    if column == "product":
        return "other"
    if column == "unit" and recut:
        return "unit"
    if column == "unit" and filled and all(len(cell.split()) <= 5 and not cell[:1].isdigit() for cell in filled):
        return "unit" if len(set(filled)) * 2 <= len(filled) + 2 or any("%" in cell for cell in filled) else "name"
    return "name" if filled else "other"


def _value_column(place: int, words: str) -> ValueColumn:
    bracket = _BRACKETED.search(words)
    unit = bracket[1].strip() if bracket and not find_periods(bracket[1]) else None
    bare = words[: bracket.start()].strip() if bracket and unit else words
    periods = _periods(bare)
    parts = [part for part in bare.split(" - ") if part.strip()]
    named = [part for part in parts if not (found := _periods(part)) or not _is_only_when(part, found[-1])]
    return ValueColumn(place, " - ".join(named or parts), periods[-1] if periods else None, unit)


def _periods(words: str) -> list[Period]:
    return find_periods(words) or find_periods(_BARE_YEAR.sub(r"năm \g<0>", words))


def _is_only_when(words: str, period: Period | None) -> bool:
    """Tell words that say nothing but when ("Năm 2026", "Kế hoạch 2027", "Đến năm 2030")."""
    return period is not None and not _TELLING.sub("", fold(words)).strip(" -.,:()/")


def _planned(columns: list[ValueColumn], heads: list[str], caption: str, issued: int | None) -> list[ValueColumn]:
    """Keep the columns of what is planned: by their heads and years, else all where the caption says so."""
    lists = vocabulary("aims.toml")[""]
    folded = [f"{fold(head)} " for head in heads]
    told = fold(caption)
    planned = [any(word in head for word in lists["planned_heads"]) for head in folded]
    past = [
        any(re.search(rf"\b{re.escape(word.strip())}\b", head) for word in lists["past_heads"]) and not plan
        for head, plan in zip(folded, planned, strict=True)
    ]
    future = [c.period is not None and (issued is None or c.period.last >= issued) for c in columns]
    earlier = [c.period is not None and issued is not None and c.period.last < issued for c in columns]
    aimed = any(word in told for word in lists["target_captions"]) and not any(
        word in told for word in lists["other_captions"]
    )
    if not aimed and not any(p and not e for p, e in zip(planned, earlier, strict=True)) and sum(future) < 2:
        return []
    keep = [not p and not e for p, e in zip(past, earlier, strict=True)]
    if any(planned) and not all(planned):
        keep = [k and (p or f) for k, p, f in zip(keep, planned, future, strict=True)]
    return [column for column, kept in zip(columns, keep, strict=True) if kept]


def caption_unit(caption: str) -> str | None:
    """Return the unit a caption gives for the whole table ("Đơn vị tính: triệu đồng")."""
    match = _UNIT_LINE.search(caption)
    return squeeze(match[1]).strip(" .,") if match else None


def has_task_columns(head: Head | None) -> bool:
    """Tell a table of tasks, which is none of figures."""
    return head is not None and head.has("task", "lead")
