"""Annexes: the lines that open them, and how they are numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold
from extract.outline.markers import roman
from extract.outline.units import upper

if TYPE_CHECKING:
    from extract.outline.tree import PartKind
    from extract.outline.units import Unit

_ANNEX: Final = re.compile(
    r"""
    \W{0,4}(?P<word> phu\s?luc | phu\s?bieu | bieu\s?so | bieu | mau\s?so )
    (?: \s* (?:so\s*)? (?P<number> [0-9]{1,2} | [ivxl|]{1,5} ) (?![a-z0-9]) [a-z]? )?
    (?P<rest> .* )
    """,
    re.VERBOSE | re.DOTALL,
)


def opens_annex(unit: Unit, folded: str) -> bool:
    """Tell whether a unit is the title line of an annex and no citation of one."""
    match = _ANNEX.match(folded)
    if match is None or unit.kind == "row":
        return False
    start = unit.words.lstrip(" *#")
    rest = unit.words[match.start("rest") :].strip(" .:-–*#")
    if not start[:1].isupper() or unit.words.rstrip().endswith((";", ",")):
        return False
    if not rest:
        return bool(match["number"]) or upper(start) or match["word"].startswith("phu")
    if match["word"] in ("bieu", "mau so", "bieu so") and not match["number"]:
        return False
    return upper(start[: max(12, len(start) // 2)]) or (bool(match["number"]) and upper(rest))


def stands_alone(unit: Unit) -> bool:
    """Tell whether a line is so short and in capitals that it opens an annex even where no foot was seen."""
    return len(unit.words) < 40 and upper(unit.words)


def name_annexes(rows: list[tuple[Unit, PartKind, str]]) -> None:
    """Number annexes where there are several: by their printed number, else by their order."""
    starts = [i for i, row in enumerate(rows) if row[2] == "PL" and row[1] == "appendix_title" and _new_annex(rows, i)]
    if len(starts) < 2:
        return
    numbers: list[int] = []
    for order, i in enumerate(starts):
        printed = _printed_number(rows[i][0].words)
        numbers.append(printed if printed and printed not in numbers else max([order, *numbers]) + 1)
    for order, i in enumerate(starts):
        stop = starts[order + 1] if order + 1 < len(starts) else len(rows)
        for j in range(i, stop):
            if rows[j][2] == "PL":
                rows[j] = (rows[j][0], rows[j][1], f"PL{numbers[order]}")


def _new_annex(rows: list[tuple[Unit, PartKind, str]], i: int) -> bool:
    return i == 0 or rows[i - 1][1] != "appendix_title" or opens_annex(rows[i][0], fold(rows[i][0].words))


def _printed_number(line: str) -> int | None:
    match = _ANNEX.match(fold(line))
    if match is None or not match["number"]:
        return None
    return int(match["number"]) if match["number"].isdigit() else roman(match["number"].replace("|", "i"))
