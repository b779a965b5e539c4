"""Blanks of garbled text: put in where words ran together, taken out where a word fell apart; figures stay."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.edits import Edit
from diacritics.letters import strip_marks
from diacritics.seams import BEGINS_WORD, INSIDE
from diacritics.structure import parts
from diacritics.syllables import bare_syllables, known_abbreviations
from diacritics.tokens import EDGE, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diacritics.seams import Seams
    from diacritics.tokens import Token

    Span = tuple[int, int]

# So many words are looked at together where more than this share of them is no syllable, marks or not.
STRETCH: Final = 100
GARBLED: Final = 0.06
# How sure the network must be of a blank, of none, and of a word with signs in it.
SURE: Final = 0.98
LONGEST: Final = 14
_EDGES: Final = "".join(EDGE)
_CLOSE: Final = frozenset("/\\@.")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Edits of blanks, and the places of words with signs in them («Ho!;!t») in the text after these edits."""

    edits: tuple[Edit, ...]
    whole: tuple[Span, ...]


@dataclass(slots=True)
class _Piece:
    """What the network takes for one word, sign or figure: [start, end), the blanks within, how sure it is at least."""

    start: int
    end: int
    kind: int
    sure: float
    blanks: list[tuple[int, int, float]]


def find_cuts(text: str, tokens: Sequence[Token], seams: Seams) -> Cuts:
    """What is to change in the garbled stretches of a text."""
    edits: list[Edit] = []
    whole: list[Span] = []
    for begin, end in _garbled(text, tokens):
        pieces = list(_pieces(text[begin:end], begin, seams))
        for before, piece in zip([None, *pieces], pieces, strict=False):
            if piece.kind == BEGINS_WORD:
                if before is not None and _ran_together(text, before, piece):
                    edits.append(Edit(piece.start, piece.start, " ", round(piece.sure, 4), "split"))
                edits += [Edit(low, high, "", round(sure, 4), "join") for low, high, sure in piece.blanks]
                if _is_odd_word(core := text[piece.start : piece.end].strip(_EDGES)):
                    start = text.index(core, piece.start)
                    whole.append((start, start + len(core)))
    return Cuts(tuple(edits), shifted(whole, edits))


def shifted(spans: Sequence[Span], edits: Sequence[Edit]) -> tuple[Span, ...]:
    """Places in a text as they are after `edits`; an edit in front of a place moves it."""
    ends = [edit.end for edit in edits]
    total = np.cumsum([0, *(len(edit.text) - (edit.end - edit.start) for edit in edits)]).tolist()
    return tuple((a + total[bisect_right(ends, a)], b + total[bisect_right(ends, b - 1)]) for a, b in spans)


def _garbled(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """Stretches in which many words are no syllables, whatever their marks; neighbours are one."""
    found: list[Span] = []
    begin = 0
    for low in range(0, len(tokens), STRETCH):
        here = tokens[low : low + STRETCH]
        end = text.find("\n", here[-1].end) if low + STRETCH < len(tokens) else len(text)
        end = len(text) if end < 0 else end
        forms = [text[t.start : t.end] for t in here if t.kind == WORD and t.end - t.start > 1]
        if begin < end and sum(map(_is_odd, forms)) > GARBLED * len(forms):
            if found and found[-1][1] == begin:
                found[-1] = found[-1][0], end
            else:
                found.append((begin, end))
        begin = max(begin, end)
    yield from found


@lru_cache(maxsize=65536)
def _is_odd(form: str) -> bool:
    """Whether a form is no syllable even without its marks, and no abbreviation."""
    low = form.lower()
    return not (
        strip_marks(low) in bare_syllables() or parts(low) or (form.isupper() and form in known_abbreviations())
    )


def _pieces(text: str, offset: int, seams: Seams) -> Iterator[_Piece]:
    """The pieces of a stretch of text that begins at `offset`; a blank or none is doubted only where that is sure."""
    places, begins = seams.read(text)
    kinds, best = begins.argmax(axis=1).tolist(), begins.max(axis=1).tolist()
    later = (begins[:, 1:].argmax(axis=1) + 1).tolist()
    piece = _Piece(offset, offset, INSIDE, 1.0, [])
    for kind, sure, other, place in zip(kinds, best, later, (places + offset).tolist(), strict=True):
        gap = piece.start < piece.end < place
        doubted = sure < SURE
        if gap and kind == INSIDE and (doubted or not _may_join(text, piece.end - offset, place - offset)):
            begun = other
        else:
            begun = INSIDE if doubted and not gap and kind == piece.kind == BEGINS_WORD else kind
        if begun != INSIDE or piece.start == piece.end:
            if piece.start < piece.end:
                yield piece
            piece = _Piece(place, place, begun, sure, [])
        elif gap:
            piece.blanks.append((piece.end, place, sure))
        piece.end = place + 1
    if piece.start < piece.end:
        yield piece


def _may_join(text: str, low: int, high: int) -> bool:
    """Whether what stands around a gap may be one word: it is a single blank, and no figure stands on either side."""
    return text[low:high] == " " and not (text[low - 1].isdigit() or text[high].isdigit())


def _ran_together(text: str, before: _Piece, piece: _Piece) -> bool:
    """Whether two words stand side by side without a blank, and no figure touches the seam."""
    if before.kind != BEGINS_WORD or before.end < piece.start:
        return False
    return not (text[piece.start - 1].isdigit() or text[piece.start].isdigit())


def _is_odd_word(core: str) -> bool:
    """Whether a piece is a word with signs in it that would part it; nothing that may be a figure or an address is."""
    if core.isalnum() or len(core) > LONGEST or not any(map(str.isalpha, core)):
        return False
    return not any(c.isspace() or c in _CLOSE for c in core) and not (core[0].isdigit() and core[-1].isdigit())
