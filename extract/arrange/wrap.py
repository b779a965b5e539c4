"""Lines without boxes to paragraphs: which line ends only wrap a sentence, and which end a paragraph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extract.arrange.marks import begins_paragraph, closes, tears_range
from extract.arrange.phrases import is_capitals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Line

_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]- /ìíỉĩị")
_WIDE: Final = frozenset("mwMWĐOÔƠQGDHNVKXCBUƯA%@")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line with words, and how many empty lines stand before it (page ends count as none)."""

    line: Line
    gap: int
    new_page: bool = False

    @property
    def text(self) -> str:
        """The line's text."""
        return self.line.text

    def with_line(self, line: Line) -> Piece:
        """Return the piece with another line."""
        return replace(self, line=line)


@dataclass(frozen=True, slots=True)
class Measure:
    """How the lines of a text are set: their full width (0 where they are not wrapped), and what a gap means."""

    width: float
    gap: int | None


def width_of(text: str) -> float:
    """Return about how wide a text is set in a proportional face, in average letters."""
    return sum(0.62 if char in _NARROW else 1.35 if char in _WIDE else 1.0 for char in text)


def measure(pieces: Sequence[Piece]) -> Measure:
    """Tell from the lines themselves whether they are wrapped, how wide, and whether empty lines part paragraphs."""
    widths = sorted(width_of(piece.text) for piece in pieces)
    if len(pieces) < 2:
        return Measure(0.0, None)
    pairs = list(pairwise(pieces))
    wrapped = sum(_flows_on(a.text, b.text) for a, b in pairs)
    width = widths[int(0.93 * (len(widths) - 1))]
    if wrapped < 0.08 * len(pairs) or width > 200:
        return Measure(0.0, None)
    return Measure(width, _telling_gap(pairs))


def _flows_on(before: str, line: str) -> bool:
    return line[:1].islower() and not closes(before) and len(before) > 20


def _telling_gap(pairs: Sequence[tuple[Piece, Piece]]) -> int | None:
    """Return the least number of empty lines that ends a paragraph, None where empty lines tell nothing."""
    inside = Counter(b.gap for a, b in pairs if _flows_on(a.text, b.text) and not b.new_page)
    total = sum(inside.values())
    for gap in sorted({b.gap for _, b in pairs if b.gap}):
        if sum(count for size, count in inside.items() if size >= gap) <= 0.04 * total:
            return gap
    return None


def groups(pieces: Sequence[Piece], how: Measure) -> list[list[Piece]]:
    """Group lines into paragraphs, order kept, every line in exactly one."""
    made: list[list[Piece]] = []
    for index, piece in enumerate(pieces):
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if made and continues(made[-1][-1], piece, after, how):
            made[-1].append(piece)
        else:
            made.append([piece])
    return made


def continues(before: Piece, piece: Piece, after: Piece | None, how: Measure) -> bool:
    """Tell whether a line goes on with the paragraph that the line before it belongs to."""
    last, text = before.text, piece.text
    if begins_paragraph(text, last):
        return False
    if tears_range(last, text):
        return True
    if not how.width:
        return _torn(last, text)
    if how.gap is not None and piece.gap >= how.gap:
        return piece.gap > how.gap and _flows_on(last, text)
    if text[:1].islower():
        return True
    if is_capitals(text) != is_capitals(last) and not _full(last, text, how):
        return False
    if not _full(last, text, how):
        return False
    if not closes(last):
        return True
    return last.endswith(".") and not _indented(text, after, how)


def _full(last: str, text: str, how: Measure) -> bool:
    """Tell whether the next line's first word would not have fitted on the line before."""
    return width_of(f"{last} {text.split(' ', 1)[0]}") > 0.9 * how.width


def _indented(text: str, after: Piece | None, how: Measure) -> bool:
    """Tell whether a line is short although its sentence goes on: it began further in."""
    if after is None or closes(text):
        return False
    return width_of(f"{text} {after.text.split(' ', 1)[0]}") < 0.97 * how.width


def _torn(last: str, text: str) -> bool:
    """In text of one paragraph a line, tell whether a page end has torn a sentence."""
    if closes(last) or len(last) < 30 or is_capitals(last):
        return False
    return text[:1].islower() or (text[:4].isdigit() and text[4:6].strip().islower() and last[-1:].isdigit())
