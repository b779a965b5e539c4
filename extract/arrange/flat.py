"""Tables that an earlier program flattened: each cell torn into short lines, no column kept.

Nothing tells where a cell ends, so nothing is joined blindly: a paragraph is one row, from its running number to
the next, and keeps the source's lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from extract.arrange.phrases import fold, is_capitals, is_doc_type, phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HEAD: Final = re.compile(r"^s?tt\.?$")
_NUMBER: Final = re.compile(r"^(\d{1,3})\.?(\s+\S|$)")
_ROMAN: Final = re.compile(r"^([IVXL]{1,6})\.?(\s+\S|$)")
_FULL_LINES: Final = 8
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50}


def opens(text: str) -> bool:
    """Tell whether a line begins a flattened table: its first head ("TT", "STT"), alone or with the next one's.

    "TT" is also short for bodies ("TT HĐND", "TT Y tế"), so what follows must be a known head or all in capitals.
    """
    first, _, rest = text.partition(" ")
    if not _HEAD.match(fold(first)) or not first.isupper() or len(text) >= 60:
        return False
    if not rest or first.upper() != "TT":
        return True
    return fold(rest).startswith(phrases().table_heads) or (is_capitals(rest) and len(rest.split()) > 1)


class Lined(Protocol):
    """A line of a source, with or without boxes."""

    @property
    def text(self) -> str:
        """The line's text."""


Some = TypeVar("Some", bound=Lined)


def end_of(pieces: Sequence[Some], start: int, is_full: Callable[[Some], bool]) -> int:
    """Return where a flattened table ends: at a new part of the document or where full lines flow again."""
    full = 0
    for index in range(start + 1, len(pieces)):
        text = pieces[index].text
        if is_doc_type(text) or fold(text).startswith(("noi nhan", "phu luc")):
            return index
        full = full + 1 if is_full(pieces[index]) else 0
        if full == _FULL_LINES:
            return index - _FULL_LINES + 1
    return len(pieces)


def rows(pieces: Sequence[Some]) -> list[list[Some]]:
    """Cut a flattened table before each row whose number is the next one; the head is the first group."""
    made: list[list[Some]] = [[]]
    number = group = 0
    for piece in pieces:
        arabic, roman = _NUMBER.match(piece.text), _ROMAN.match(piece.text)
        if arabic and int(arabic[1]) in {number + 1, 1} and (int(arabic[1]) != 1 or _may_restart(made, group)):
            number = int(arabic[1])
            made.append([])
        elif roman and _value(roman[1]) == group + 1:
            group, number = group + 1, 0
            made.append([])
        made[-1].append(piece)
    return [row for row in made if row]


def _may_restart(made: Sequence[Sequence[Lined]], group: int) -> bool:
    """Tell whether numbering may begin at 1 here: right under the head or under a group's heading."""
    first = made[-1][0].text if made[-1] else ""
    return len(made) == 1 or (group > 0 and bool(_ROMAN.match(first))) or is_capitals(first)


def _value(roman: str) -> int:
    total = 0
    for char, following in zip(roman, [*roman[1:], ""], strict=True):
        value = _VALUES[char]
        total += -value if _VALUES.get(following, 0) > value else value
    return total
