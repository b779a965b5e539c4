"""Words that ran together: «quyếttâm», «nghipcó». A form that the tagger cannot read is tried in two pieces."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.candidates import UNKNOWN, best_readings
from diacritics.letters import strip_marks
from diacritics.structure import parts
from diacritics.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from diacritics.candidates import Lexicon
    from diacritics.ngrams import Ngrams
    from diacritics.running import Running
    from diacritics.tagger import Tagger

    Floats = NDArray[np.float32]
    Heads = tuple[Floats, Floats]
    Trial = tuple[int, int, float]  # place, length of the first piece, how well the whole is read

SHORTEST: Final = 5
SHORTEST_TRIAL: Final = 4
LONG: Final = 7
LONGEST_SYLLABLE: Final = 8
LEAST_PIECE: Final = 2
UNREAD: Final = -0.7
READ: Final = -0.45
READ_WELL: Final = -0.1
AROUND: Final = 6
AT_ONCE: Final = 400
HARDLY_DAMAGED: Final = 0.06
SEEN_TOGETHER: Final = 6.5
OFTEN_TOGETHER: Final = 2.5
_VOWELS: Final = frozenset("aeiouyj")  # Old engines read ị as j.
_TWO_GROUPS: Final = re.compile(r"[aeiouy][^aeiouy]*[b-df-hj-np-tv-xz][^aeiouy]*[aeiouy]")


@dataclass(frozen=True, slots=True)
class Split:
    """The token at `place` falls apart after `length` letters; heads of its two pieces."""

    place: int
    length: int
    heads: Heads
    probability: float


def find_splits(running: Running, heads: Heads, damage: Floats, reader: tuple[Tagger, Lexicon]) -> list[Split]:
    """The tokens of a running text that read better in two pieces; `damage` is the share of doubtful words around each.

    In text that is hardly damaged plain letters are foreign words («chlorine») and stay.
    """
    tagger, lexicon = reader
    forms, own, asked = running.forms, running.own.tolist(), running.asked.tolist()
    rows = [
        row
        for row, place in enumerate(asked)
        if own[place] == UNKNOWN
        and not lexicon.like_syllable(forms[place])
        and (damage[row] > HARDLY_DAMAGED or not forms[place].isascii())
    ]
    if not rows:
        return []
    wholes = best_readings((heads[0][rows], heads[1][rows]), lexicon.grid).tolist()
    trials = [
        (asked[row], length, whole)
        for row, whole in zip(rows, wholes, strict=True)
        for length in _cuts(forms[asked[row]], unread=whole < UNREAD)
    ]
    found: dict[int, tuple[float, Split]] = {}
    for (place, length, whole), (onset, rime) in zip(trials, _pieces_read(forms, trials, tagger), strict=True):
        readings = best_readings((onset, rime), lexicon.grid)
        worst, both = float(readings.min()), float(readings.sum())
        too_long = len(forms[place]) > LONGEST_SYLLABLE
        least = READ if too_long or whole < UNREAD else READ_WELL
        if worst > least and (too_long or both > whole) and (place not in found or both > found[place][0]):
            found[place] = both, Split(place, length, (onset, rime), float(np.exp(both)))
    return [split for _, split in sorted(found.values(), key=lambda item: item[1].place)]


def _pieces_read(forms: Sequence[str], trials: Sequence[Trial], tagger: Tagger) -> Iterator[Heads]:
    """The heads of the two pieces of each trial, both read among the words around."""
    for begin in range(0, len(trials), AT_ONCE):
        stream: list[str] = []
        places: list[int] = []
        for place, length, _ in trials[begin : begin + AT_ONCE]:
            before, after = forms[max(place - AROUND, 0) : place], forms[place + 1 : place + 1 + AROUND]
            places += [len(stream) + len(before), len(stream) + len(before) + 1]
            stream += [*before, forms[place][:length], forms[place][length:], *after]
        onset, rime = tagger.read(stream, np.array(places, dtype=np.int64))
        for i in range(0, len(places), 2):
            yield onset[i : i + 2].copy(), rime[i : i + 2].copy()


def _cuts(form: str, *, unread: bool) -> list[int]:
    """Where a form may fall apart; a form that the tagger reads as one syllable only if it has vowels in two places."""
    if len(form) < SHORTEST_TRIAL or form.isupper():
        return []
    plain = strip_marks(form).lower()
    if not unread and len(form) < LONG and not _TWO_GROUPS.search(plain):
        return []
    return [
        i for i in range(LEAST_PIECE, len(form) - LEAST_PIECE + 1) if _may_stand(plain[:i]) and _may_stand(plain[i:])
    ]


def known_cut(form: str, lexicon: Lexicon, ngrams: Ngrams) -> int:
    """The length of the first of two sound syllables that often follow each other and here ran together; 0 for none."""
    if parts(form.lower()) is not None or not form.isalpha() or form.isupper() or lexicon.like_syllable(form):
        return 0
    # Plain letters may be a foreign word, or letters misread; both are for the tagger.
    if form.isascii():
        return 0
    # A run-together form may be common enough to be a word of the model itself.
    best, found = SEEN_TOGETHER if lexicon.id_of(form) == UNKNOWN else OFTEN_TOGETHER, 0
    for length in range(LEAST_PIECE, len(form) - LEAST_PIECE + 1):
        first, second = lexicon.id_of(form[:length]), lexicon.id_of(form[length:])
        if first and second and parts(form[:length].lower()) and parts(form[length:].lower()):
            cost = ngrams.pair_cost(first, second)
            if cost < best:
                best, found = cost, length
    return found


def _may_stand(piece: str) -> bool:
    if not any(map(str.isalpha, piece)):
        return False
    return any(c in _VOWELS or not c.isalpha() for c in piece) or len(piece) == LEAST_PIECE + 1


def parted(tokens: Sequence[Token], places: Sequence[int]) -> Sequence[Token]:
    """The tokens of a text after a blank was put in at each of `places`, all within words and in order."""
    found: list[Token] = []
    ahead = iter((*places, math.inf))
    place = next(ahead)
    moved = 0
    for token in tokens if places else ():
        start = token.start
        while place < token.end:
            found.append(Token(start + moved, int(place) + moved, token.kind))
            start, moved = int(place), moved + 1
            place = next(ahead)
        found.append(Token(start + moved, token.end + moved, token.kind) if moved else token)
    return found or tokens


def split_tokens(tokens: Sequence[Token], splits: Sequence[Split]) -> list[Token]:
    """The tokens with each split one cut in two."""
    at = {split.place: split.length for split in splits}
    found: list[Token] = []
    for place, token in enumerate(tokens):
        if place in at:
            middle = token.start + at[place]
            found += [Token(token.start, middle, token.kind), Token(middle, token.end, token.kind)]
        else:
            found.append(token)
    return found


def split_heads(heads: Heads, asked: Sequence[int], splits: Sequence[Split]) -> Heads:
    """The heads with those of the pieces in place of those of the whole."""
    rows = {place: row for row, place in enumerate(asked)}
    onset, rime = heads
    pieces: list[Heads] = []
    done = 0
    for split in splits:
        row = rows[split.place]
        pieces += [(onset[done:row], rime[done:row]), split.heads]
        done = row + 1
    pieces.append((onset[done:], rime[done:]))
    return np.concatenate([o for o, _ in pieces]), np.concatenate([r for _, r in pieces])
