"""Tables that an earlier program flattened: each cell torn into short lines, no column kept.

Nothing tells where a cell ends, so nothing is joined blindly: a paragraph is one row, from its running number to
the next, and keeps the source's lines.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, Self, TypeVar

from extract.arrange.phrases import fold, is_capitals, is_doc_type, phrases
from extract.arrange.romans import numeral_of, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extract.page import Line

_HEAD: Final = re.compile(r"^s?tt\.?$")
_NUMBER: Final = re.compile(r"^(\d{1,3})\.?(\s+\S|$)")
_ROMAN: Final = re.compile(r"^([IVXL]{1,6})\.?(\s+\S|$)")
_LIKE_ROMAN: Final = re.compile(r"^([IVXLHTUÌÍỊỈĨiíịl|1!]{1,6})[.,]?\s+[^\W\d_]")
_FULL_LINES: Final = 8
_SKIPPED: Final = 3
_LIKE_DIGITS: Final = str.maketrans("OoQlI|!iSsZzBg", "00011111552289", "°º*'`’.,:")
_SURE: Final = 0.9


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
    def line(self) -> Line:
        """The line itself."""

    @property
    def text(self) -> str:
        """The line's text."""

    def with_line(self, line: Line) -> Self:
        """Return the same with another line."""


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
    """Cut a flattened table before each row whose number is the next one; the head is the first group.

    Numbers that recognition misread or lost are told by those around them, since numbering goes on.
    """
    made: list[list[Some]] = [[]]
    number = group = 0
    for at, piece in enumerate(pieces):
        kept = piece
        if _opens_group(pieces, at, number, group):
            group, number = group + 1, 0
            kept = _renumbered(piece, numeral_of(group))
            made.append([])
        elif _opens_row(pieces, at, number) or (_value_of(piece) == 1 and _may_restart(made, group)):
            number = _due(pieces, at, number)
            kept = _renumbered(piece, str(number))
            made.append([])
        made[-1].append(kept)
    return [row for row in made if row]


def _opens_group(pieces: Sequence[Lined], at: int, number: int, group: int) -> bool:
    """Tell whether a line is the next group's heading.

    Its numeral is the next one, or looks like a numeral, rows have gone before, and numbering begins anew under it.
    """
    text = pieces[at].text
    roman = _ROMAN.match(text)
    if roman and value_of(roman[1]) == group + 1:
        return True
    like = _LIKE_ROMAN.match(text)
    if not like or not group or not number or not text[like.end() - 1].isupper():
        return False
    return any(_value_of(piece) == 1 for piece in pieces[at + 1 : at + 3])


def _opens_row(pieces: Sequence[Lined], at: int, number: int) -> bool:
    """Tell whether a line begins the row that is due, or one soon after it whose forerunner was not read."""
    value = _value_of(pieces[at])
    if value == number + 1 and value > 1:
        return True
    if not number:
        return False
    if value is not None and number + 1 < value <= number + _SKIPPED:
        return _next_value(pieces, at + 1, {1, number + 1, value + 1}) == value + 1
    return (
        value is None
        and _misread(pieces[at])
        and _next_value(pieces, at + 1, {1, number + 1, number + 2}) == number + 2
    )


def _due(pieces: Sequence[Lined], at: int, number: int) -> int:
    return _value_of(pieces[at]) or number + 1


def _value_of(piece: Lined) -> int | None:
    """Return the running number a line begins with; one that stands alone may have letters for digits."""
    found = _NUMBER.match(piece.text)
    if found:
        return int(found[1])
    folded = piece.text.translate(_LIKE_DIGITS)
    alone = len(piece.line.words) == 1 and piece.line.words[0].confidence < 1
    return int(folded) if alone and len(piece.text) <= 4 and re.fullmatch(r"\d{1,3}", folded) else None


def _misread(piece: Lined) -> bool:
    """Tell whether a line is one short word that was read weakly, as a lone number may be."""
    words = piece.line.words
    return len(words) == 1 and len(words[0].text) <= 4 and words[0].confidence < _SURE


def _next_value(pieces: Sequence[Lined], start: int, wanted: set[int]) -> int | None:
    """Return which of some numbers begins a line first."""
    return next((value for piece in pieces[start:] if (value := _value_of(piece)) in wanted), None)


def _renumbered(piece: Some, number: str) -> Some:
    """Return the line with the number that is due, where recognition read another and was not certain."""
    word, *others = piece.line.words
    if word.confidence == 1 or word.text.rstrip(".,") == number:
        return piece
    said = f"numbering: {word.raw} stands where {number} is due"
    mended = word.repaired(number, min(word.confidence, _SURE), said)
    return piece.with_line(replace(piece.line, words=(mended, *others)))


def _may_restart(made: Sequence[Sequence[Lined]], group: int) -> bool:
    """Tell whether numbering may begin at 1 here: right under the head or under a group's heading."""
    first = made[-1][0].text if made[-1] else ""
    return len(made) == 1 or (group > 0 and bool(_ROMAN.match(first))) or is_capitals(first)
