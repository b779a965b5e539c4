"""Totals of tables: a row that adds up the others is compared with their sum, column by column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final

from extract.checks.places import holder_of, holders
from extract.grammar.fold import fold, squeeze
from extract.grammar.quantities import find_quantities
from models import Issue, IssueCode, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.checks.places import Holder
    from extract.page import Span
    from extract.text import Text, TextBlock
    from models import Plan

_TOTAL: Final = re.compile(r"(?:tong cong|tong so|cong|tong|toan (?:xa|phuong|tinh|huyen|thanh pho))\s*[:.]?")
_FIGURE: Final = re.compile(r"[0-9][0-9.,]*")
_GROUP: Final = re.compile(r"[IVXL]{1,5}|[A-HĐ]|[a-z]")
_ROUNDING: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A figure in a table."""

    span: Span
    value: Decimal


def sum_issues(text: Text, plan: Plan) -> Iterator[Issue]:
    """Yield a warning for every total that its column does not add up to, with both places."""
    rows = [block for block in text.blocks if block.kind == "row"]
    found = holders(plan)
    for _, blocks in groupby(rows, key=lambda block: block.table):
        yield from _table(text, list(blocks), found)


def _table(text: Text, rows: list[TextBlock], found: list[Holder]) -> Iterator[Issue]:
    totals = [row for row in rows if _is_total(text, row)]
    plain = [row for row in rows if row not in totals and not _is_part(text, row)]
    if len(totals) != 1 or len(plain) < 3:
        return
    total = totals[0]
    if _is_moved(text, total, plain):
        return
    grouped = [row for row in plain if _is_group(text, row)]
    for place in range(len(total.cells)):
        stated = _figure(text, total, place)
        if stated is None or _is_rate(text, rows, place):
            continue
        parts = [cell for row in plain if row not in grouped and (cell := _figure(text, row, place)) is not None]
        if len(parts) < 3:
            continue
        whole = sum((cell.value for cell in parts), Decimal(0))
        if abs(whole - stated.value) > _ROUNDING * (len(parts) if stated.value != stated.value.to_integral() else 0):
            record, field = holder_of(found, (stated.span.start, stated.span.end))
            spans = tuple((cell.span.start, cell.span.end) for cell in (stated, *parts))
            yield Issue(
                code=IssueCode.SUM_MISMATCH,
                severity=Severity.WARNING,
                message=f"the rows add up to {whole}, the total says {stated.value}",
                record=record,
                field=field,
                spans=spans,
            )


def _is_total(text: Text, row: TextBlock) -> bool:
    names = [squeeze(fold(text.slice(cell))) for cell in row.cells[:3] if cell is not None]
    return any(_TOTAL.fullmatch(name) for name in names)


def _is_moved(text: Text, total: TextBlock, plain: list[TextBlock]) -> bool:
    """Tell a total whose blank first cell is lost: figures of it stand where the other rows have words."""
    for place in range(len(total.cells)):
        cells = [row.cells[place] for row in plain if place < len(row.cells) and row.cells[place] is not None]
        named = sum(cell is not None and re.search(r"[^\W\d_]", text.slice(cell)) is not None for cell in cells)
        if _figure(text, total, place) is not None and named * 2 > len(plain):
            return True
    return False


def _is_part(text: Text, row: TextBlock) -> bool:
    """Tell a row "Trong đó: …", which the row above holds already, and a head."""
    names = [squeeze(fold(text.slice(cell))) for cell in row.cells[:3] if cell is not None]
    figures = [cell for cell in row.cells if cell is not None and _FIGURE.fullmatch(text.slice(cell).strip())]
    return any(name.startswith(("trong do", "- ", "+ ", "trdo", "tr.do")) for name in names) or not figures


def _is_group(text: Text, row: TextBlock) -> bool:
    """Tell a group's own row: numbered by a Roman numeral or a letter."""
    first = row.cells[0] if row.cells else None
    return first is not None and _GROUP.fullmatch(text.slice(first).strip(" .)")) is not None


def _is_rate(text: Text, rows: list[TextBlock], place: int) -> bool:
    """Tell a column of percentages, rates or running numbers, which do not add up."""
    heads = [text.slice(cell) for row in rows[:3] if place < len(row.cells) and (cell := row.cells[place]) is not None]
    folded = " ".join(fold(head) for head in heads)
    return place == 0 or "%" in folded or re.search(r"ty le|bich quan|binh quan|so sanh|muc ", folded) is not None


def _figure(text: Text, row: TextBlock, place: int) -> _Cell | None:
    cell = row.cells[place] if place < len(row.cells) else None
    if cell is None or not _FIGURE.fullmatch(text.slice(cell).strip()):
        return None
    quantities = find_quantities(text.slice(cell))
    return _Cell(cell, quantities[0].value) if len(quantities) == 1 else None
