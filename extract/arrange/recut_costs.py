"""What it costs to take a stretch of a table's cells for a row: its width, how it begins, what its columns hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["empty", "lost", "figure", "marker", "text"]
At = tuple[int, int]
"""Where a cell stood: line and place in it."""

_RUNNING: Final = re.compile(r"([0-9]{1,3})[.)]?")
_RUN: Final = 4
"""So many numbers that count on are running numbers."""

_MERGED: Final = 1
_EMPTY: Final[Kind] = "empty"
_MARKER: Final = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}|[IVXLC]{1,6}|[A-Za-zĐđ])[.)]?|[-+*•]")
_FIGURE: Final = re.compile(r"(?=.*[0-9])[<>≥≤~±]?\s*[+-]?[0-9.,\s%‰/÷×x–-]+%?")


@dataclass(frozen=True, slots=True)
class Stream:
    """The cells of a table one after the other, a lost one after each line; `broken` is a line's length."""

    cells: tuple[At | None, ...]
    kinds: tuple[Kind, ...]
    broken: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the stream, [start, end), `lead` empty cells of a dropped line before it.

    `gap` empty cells of dropped lines stand behind the lost cell at `gap_at`.
    """

    start: int
    end: int
    lead: int = 0
    gap: int = 0
    gap_at: int = 0
    head: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """What rows are held against: their width, and for each column the share of figures (none known at first)."""

    width: int
    figures: tuple[float, ...] = ()


def stream_of(lines: Sequence[Sequence[str]], broken: int) -> Stream:
    """Lay lines of `broken` cells end to end, a lost cell between them."""
    cells: list[At | None] = []
    kinds: list[Kind] = []
    for number, line in enumerate(lines):
        for place, words in enumerate(line):
            cells.append((number, place))
            kinds.append(kind_of(words))
        cells.append(None)
        kinds.append("lost")
    return Stream(tuple(cells[:-1]), tuple(kinds[:-1]), broken)


def kind_of(words: str) -> Kind:
    """Tell what a cell holds."""
    bare = words.strip()
    if not bare:
        return "empty"
    if _MARKER.fullmatch(bare):
        return "marker"
    return "figure" if _FIGURE.fullmatch(bare) else "text"


def kinds_in(stream: Stream, row: Row) -> tuple[Kind, ...]:
    """Return what a row holds, the empty cells of dropped lines put in."""
    kinds = stream.kinds[row.start : row.end]
    cut = row.gap_at - row.start + 1 if row.gap else 0
    return (*(_EMPTY,) * row.lead, *kinds[:cut], *(_EMPTY,) * row.gap, *kinds[cut:])


def cost_of(stream: Stream, row: Row, grid: Grid) -> float:
    """Return how badly a row fits: its width, how it begins, a row's beginning within it, figures among words."""
    kinds = kinds_in(stream, row)
    filled = [place for place, kind in enumerate(kinds) if kind not in {"empty", "lost"}]
    if not filled:
        return 1.5
    if len(kinds) < grid.width:
        return _narrow(kinds, filled, grid.width - len(kinds))
    cost = {"text": 1.0, "figure": 2.0}.get(kinds[0], 0.0)
    cost += {"empty": 0.6, "marker": 1.0, "figure": 2.0}.get(kinds[1], 0.0)
    for before, kind in pairwise(kinds[1:]):
        if kind == "text":
            cost += {"marker": 0.8, "empty": 0.3}.get(before, 0.0)
    for place, kind in enumerate(kinds[2:], start=2):
        if grid.figures and kind in {"figure", "text"}:
            figures = grid.figures[place]
            cost += 0.8 * (1 - figures if kind == "figure" else figures)
    return cost


def _narrow(kinds: Sequence[Kind], filled: Sequence[int], missing: int) -> float:
    """Return what a row of too few cells costs: a group's heading is merged, a row with figures hardly ever is.

    A row of tasks lacks its last cells where they are merged with those above.
    """
    begins = kinds[0] in {"marker", "lost"} and len(kinds) > 1 and kinds[1] in {"text", "lost"}
    if filled[-1] > 1:
        merged = begins and missing <= _MERGED and "figure" not in kinds
        return 0.6 + 0.3 * missing if merged else 3.0 + 0.5 * len(filled)
    if len(kinds) == 1:
        return 1.0 if kinds[0] == "text" else 2.5
    return 0.7 if begins else 1.5


def shares_of_figures(stream: Stream, rows: Sequence[Row], width: int) -> tuple[float, ...]:
    """Return for each column the share of figures among its filled cells, a half where there are none."""
    figures, filled = [1.0] * width, [2.0] * width
    for row in rows:
        kinds = kinds_in(stream, row)
        if row.head or len(kinds) != width:
            continue
        for place, kind in enumerate(kinds):
            if kind in {"figure", "marker", "text"}:
                filled[place] += 1
                figures[place] += kind != "text"
    return tuple(some / all_ for some, all_ in zip(figures, filled, strict=True))


def mixed(rows: Sequence[Sequence[Kind]]) -> float:
    """Return the share of filled cells that are figures among words, or words among figures, of their column."""
    odd = filled = 0
    for place in range(max((len(row) for row in rows), default=0)):
        kinds = [row[place] for row in rows if place < len(row)]
        words = kinds.count("text")
        figures = kinds.count("figure") + kinds.count("marker")
        odd += min(words, figures)
        filled += words + figures
    return odd / filled if filled else 0.0


def numbers_aside(lines: Sequence[Sequence[str]]) -> bool:
    """Tell whether running numbers count on, line by line, in a column that is not the first."""
    for place in range(1, max((len(line) for line in lines), default=0)):
        run, before = 1, 0
        for line in lines:
            found = _RUNNING.fullmatch(line[place].strip()) if place < len(line) else None
            value = int(found[1]) if found else 0
            run = run + 1 if found and value == before + 1 else 1
            before = value
            if run >= _RUN:
                return True
    return False
