"""Words: candidates, decision, probability and spelling, for a stretch of text at a time."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.candidates import FIGURE_ID, KEPT_FORM, PARAGRAPH_ID, lattice_of
from diacritics.decoder import best_path, local_posteriors
from diacritics.edits import Edit
from diacritics.letters import tone_fold
from diacritics.spelling import cased_like, is_upper, restyled, writes_new_style
from diacritics.structure import parts
from diacritics.tokens import FIGURE, PARAGRAPH, SIGN, WORD, Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diacritics.decoder import Lattice
    from diacritics.model import Model

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

LM_WEIGHT: Final = 0.7
# How much better another reading must be than a sound word of a text that is otherwise right (natural logarithms).
TRUST_MOST: Final = 4.0
TRUST_AT: Final = 0.15
AROUND: Final = 100
ALTERNATIVES: Final = 3
LEAST_SHARE: Final = 0.01
_SENTENCE_END: Final = frozenset(".:;!?-–•")


@dataclass(frozen=True, slots=True)
class Running:
    """A text as the model sees it: a form and a word id for each token."""

    text: str
    tokens: Sequence[Token]
    forms: Sequence[str]
    own: NDArray[np.uint64]
    asked: Ints

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token], model: Model) -> Running:
        """Forms and ids of tokens: all figures are one form, and so are all ends of paragraphs."""
        forms = [_form(text, token) for token in tokens]
        lookup = {form: model.lexicon.id_of(form) for form in set(forms)} | {"¶": PARAGRAPH_ID, "0": FIGURE_ID}
        own = np.array([lookup[form] for form in forms], dtype=np.uint64)
        asked = np.array([i for i, token in enumerate(tokens) if token.kind == WORD], dtype=np.int64)
        return cls(text, tokens, forms, own, asked)


def _form(text: str, token: Token) -> str:
    if token.kind == PARAGRAPH:
        return "¶"
    return "0" if token.kind == FIGURE else text[token.start:token.end]


def word_edits(running: Running, model: Model, trust: Floats | None) -> Iterator[Edit]:
    """The changes of words; `trust` is what the engine's confidence adds to keeping each asked word as it stands."""
    if len(running.asked) == 0:
        return
    heads = model.tagger.read(running.forms, running.asked)
    lattice = lattice_of(running.forms, running.own, running.asked, heads, model.lexicon)
    kept = lattice.scores[running.asked, KEPT_FORM]
    lattice.scores[running.asked, KEPT_FORM] += _bonus(running, kept) + (0 if trust is None else trust)
    chosen = best_path(lattice, model.ngrams, LM_WEIGHT)
    places = running.asked[chosen[running.asked] != KEPT_FORM]
    shares = local_posteriors(lattice, chosen, places, model.ngrams, LM_WEIGHT)
    yield from _spelled(running, model.lexicon.words, lattice, (places, chosen[places]), shares)


def _bonus(running: Running, kept: Floats) -> Floats:
    """For sound words: the more words around are right as they stand, the less likely this one is wrong."""
    wrong = 1 - np.exp(np.minimum(kept, 0))
    total = np.concatenate([[0], np.cumsum(wrong)])
    place = np.arange(len(kept))
    low, high = np.maximum(place - AROUND, 0), np.minimum(place + AROUND + 1, len(kept))
    rate = (total[high] - total[low]) / (high - low)
    bonus = np.clip(np.log(TRUST_AT / np.maximum(rate, 1e-4)), 0, TRUST_MOST)
    sound = np.array([parts(running.forms[i].lower()) is not None for i in running.asked.tolist()]) | (running.own[running.asked] > FIGURE_ID)
    out: Floats = np.where(sound, bonus, 0).astype(np.float32)
    return out


def _spelled(running: Running, words: Sequence[str], lattice: Lattice, picked: tuple[Ints, Ints], shares: Floats) -> Iterator[Edit]:
    """Edits for the changed words, as the text spells."""
    new_style = writes_new_style(running.forms)
    for row, (place, column) in enumerate(zip(picked[0].tolist(), picked[1].tolist(), strict=True)):
        token, read = running.tokens[place], running.forms[place]
        word = _written(running, place, words[int(lattice.words[place, column])], new_style=new_style)
        if tone_fold(word) == tone_fold(read):
            continue
        others = []
        for other in np.argsort(-shares[row])[:ALTERNATIVES + 1].tolist():
            if other != column and shares[row, other] >= LEAST_SHARE:
                form = read if other == KEPT_FORM else _written(running, place, words[int(lattice.words[place, other])], new_style=new_style)
                others.append((form, round(float(shares[row, other]), 4)))
        yield Edit(token.start, token.end, word, round(float(shares[row, column]), 4), "word", tuple(others[:ALTERNATIVES]))


def _written(running: Running, place: int, word: str, *, new_style: bool) -> str:
    near = [running.forms[i] for i in range(max(place - 2, 0), min(place + 3, len(running.forms)))
            if i != place and running.tokens[i].kind == WORD and len(running.forms[i]) > 1]
    among = bool(near) and sum(map(is_upper, near)) * 2 > len(near)
    before = running.tokens[place - 1] if place else None
    begins = before is None or before.kind == PARAGRAPH or (before.kind == SIGN and running.forms[place - 1] in _SENTENCE_END)
    return cased_like(restyled(word, new_style=new_style), running.forms[place], among_capitals=among or not near, begins=begins)
