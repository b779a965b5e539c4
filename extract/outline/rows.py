"""Table rows: a row that only carries a Roman number or capital and a heading is a section of the table.

Where a table was torn, such a heading may stand in the middle of a row; its number must then go on with the table's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from extract.outline.markers import roman, to_roman
from extract.page import Span

if TYPE_CHECKING:
    from extract.outline.units import Unit
    from extract.text import Text

_CAPITALS: Final = "ABCDEFGH"
_SIGN: Final = re.compile(r"([IVX|l1]{1,5}|[A-H])\s*[.)]?")
_SHORTEST: Final = 3
_FIGURE: Final = re.compile(r"[\d\s.,%x*–-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a row: a group heading (`level` 1 under a capital, else 0) or cells of a plain row."""

    kind: Literal["section", "row"]
    span: Span
    content: Span | None
    path: str
    cells: tuple[Span | None, ...]
    marker: str = ""
    level: int = 0


@dataclass(slots=True)
class TableHeads:
    """The group headings open in the table being read: a capital, and a Roman number under it or alone."""

    open_at: dict[int, tuple[str, int, str]] = field(default_factory=dict)

    def open(self, piece: Piece, node: int) -> None:
        """Open a heading; those under the one it replaces close."""
        for level in [level for level in self.open_at if level >= piece.level]:
            del self.open_at[level]
        self.open_at[piece.level] = (piece.marker, node, piece.path)

    def owner(self, section: bool, level: int) -> int | None:
        """Return the node of the heading over a row or over a heading of a level."""
        under = [node for at, (_, node, _) in sorted(self.open_at.items()) if not section or at < level]
        return under[-1] if under else None

    def path(self, base: str) -> str:
        """Return the path in force in the table."""
        return self.open_at[max(self.open_at)][2] if self.open_at else base


def row_nodes(text: Text, unit: Unit, heads: TableHeads, base: str) -> list[Piece]:
    """Return a row as pieces: one, unless a group heading stands in the middle of a torn row."""
    cells = unit.cells
    where = next((i for i in range(len(cells)) if _heads(text, cells, i, heads)), None)
    if where is None:
        return [Piece("row", unit.span, unit.span, heads.path(base), cells)]
    sign, title = cells[where], cells[where + 1]
    assert sign is not None  # _heads has looked
    assert title is not None
    marker = _label(text.slice(sign))
    level = 0 if marker in _CAPITALS or not any(h[0] in _CAPITALS for h in heads.open_at.values()) else 1
    over = base if level == 0 else heads.open_at[0][2]
    pieces = [*_plain(cells[:where], heads.path(base))]
    path = f"{over}/{marker}" if over else marker
    head = text.slice(title)
    if _summed(text, cells[where + 2 :], head):
        return [Piece("section", unit.span, title, path, cells, marker, level)]
    alone = all(cell is None or text.slice(cell) == head for cell in cells[where + 2 :])
    span = unit.span if alone and not pieces else Span(sign.start, title.end)
    kept = cells if span == unit.span else (sign, title)
    pieces.append(Piece("section", span, title, path, kept, marker, level))
    return pieces if alone else pieces + _plain(cells[where + 2 :], path)


def _plain(cells: tuple[Span | None, ...], path: str) -> list[Piece]:
    filled = [cell for cell in cells if cell is not None]
    if not filled:
        return []
    span = Span(filled[0].start, filled[-1].end)
    return [Piece("row", span, span, path, cells)]


def _label(words: str) -> str:
    bare = words.strip(" .)")
    value = roman(bare.replace("|", "I").replace("l", "I").replace("1", "I"))
    return to_roman(value) if value and bare not in _CAPITALS else bare


def _heads(text: Text, cells: tuple[Span | None, ...], at: int, heads: TableHeads) -> bool:
    """Tell whether the cell at an index carries the number of a group heading, with its words in the next."""
    sign = cells[at]
    title = cells[at + 1] if at + 1 < len(cells) else None
    if sign is None or title is None or not _SIGN.fullmatch(text.slice(sign).strip()):
        return False
    words = text.slice(title)
    if _FIGURE.fullmatch(words) or text.slice(sign).strip() == "1":
        return False
    rest = [cell for cell in cells[at + 2 :] if cell is not None and text.slice(cell) != words]
    first = at == 0 or not any(cells[:at])
    if first and not rest:
        return len(words.strip()) > 1
    closes = not rest and cells[at - 1] is None
    return (
        _goes_on(heads, _label(text.slice(sign)))
        and len(words) > _SHORTEST
        and (closes or _other_row(text, rest) or _summed(text, cells[at + 2 :], words))
    )


def _summed(text: Text, rest: tuple[Span | None, ...], title: str) -> bool:
    """Tell whether only figures follow a heading in its row: those of the whole group."""
    filled = [words for cell in rest if cell is not None and (words := text.slice(cell)) != title]
    return len(title) > _SHORTEST and bool(filled) and all(_FIGURE.fullmatch(words) for words in filled)


def _goes_on(heads: TableHeads, label: str) -> bool:
    if label in _CAPITALS:
        capitals = [marker for marker, _, _ in heads.open_at.values() if marker in _CAPITALS]
        return label == "A" if not capitals else _CAPITALS.index(label) == _CAPITALS.index(capitals[-1]) + 1
    number = roman(label)
    last = [roman(marker) for marker, _, _ in heads.open_at.values() if roman(marker)]
    if number is None:
        return False
    return number == 1 if not last else last[-1] is not None and number == last[-1] + 1


def _other_row(text: Text, rest: list[Span]) -> bool:
    """Tell whether what follows in the row begins a row of its own (its running number)."""
    return bool(rest) and bool(re.fullmatch(r"\d{1,2}\.?", text.slice(rest[0]).strip()))
