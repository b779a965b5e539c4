"""The restorer: from what was read to what the page says."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.abbreviations import (
    abbreviation_edits,
    glued_edits,
    misread_edits,
    spelt_edits,
    struck_edits,
    unmarked_edits,
    unmarked_shorts,
)
from diacritics.blanks import find_cuts
from diacritics.edits import Edit, apply_edits
from diacritics.figures import RULES, figure_edits
from diacritics.labels import label_edits
from diacritics.letters import look_alike_edits, spacing_edits, unicode_edits
from diacritics.model import Model, load_model
from diacritics.results import Restoration
from diacritics.running import Running
from diacritics.splits import SHORTEST, known_cut, parted
from diacritics.tokens import PARAGRAPH, WORD, Token, tokenize
from diacritics.words import word_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BLOCK: Final = 6000
CONFIDENCE_WEIGHT: Final = 3.0
CONFIDENCE_MIDDLE: Final = 0.9


def tidy(text: str) -> Restoration:
    """NFC, plain spaces, no look-alikes: what even a trusted text layer gets."""
    state = Restoration(text, text, ())
    for stage in (unicode_edits, look_alike_edits, spacing_edits):
        state = apply_edits(state, stage(state.text))
    return state


def mend_figures(state: Restoration) -> Restoration:
    """All rules for figures, one after the other."""
    for rule in RULES:
        state = apply_edits(state, figure_edits(rule, state.text))
    return state


@dataclass(frozen=True, slots=True)
class Restorer:
    """Repairs damaged Vietnamese; load it once and use it for many texts. Not for use by several threads at a time."""

    model: Model

    @classmethod
    def load(cls) -> Restorer:
        """The restorer with the trained files of the package."""
        return cls(load_model())

    def restore(self, text: str, confidences: Sequence[float] | None = None) -> Restoration:
        """The repaired text; `confidences` has one number from 0 to 1 for each blank-separated word of `text`.

        Raises ValueError when the count of confidences is not that of the words.
        """
        if confidences is not None and len(confidences) != len(text.split()):
            message = f"{len(confidences)} confidences for {len(text.split())} words"
            raise ValueError(message)
        state = mend_figures(tidy(text))
        for stage in (label_edits, struck_edits, misread_edits, abbreviation_edits, unmarked_edits, glued_edits):
            state = apply_edits(state, stage(state.text))
        state, tokens = self._cut(state)
        shorts = unmarked_shorts(state.text)
        state = apply_edits(state, self._words(state, tokens, confidences))
        return apply_edits(state, spelt_edits(state.text, shorts)) if shorts else state

    def _cut(self, state: Restoration) -> tuple[Restoration, Sequence[Token]]:
        """The text with its blanks where words end, and its tokens."""
        tokens = tokenize(state.text)
        found = find_cuts(state.text, tokens, self.model.seams)
        if found.edits or found.whole:
            state = apply_edits(state, found.edits)
            tokens = tokenize(state.text, found.whole)
        known = list(self._known_cuts(state.text, tokens))
        return apply_edits(state, known), parted(tokens, [edit.start for edit in known])

    def _known_cuts(self, text: str, tokens: Sequence[Token]) -> Iterator[Edit]:
        for token in tokens:
            if token.kind == WORD and token.end - token.start >= SHORTEST:
                cut = known_cut(text[token.start : token.end], self.model.lexicon, self.model.ngrams)
                if cut:
                    yield Edit(token.start + cut, token.start + cut, " ", 0.97, "split")

    def _words(
        self, state: Restoration, tokens: Sequence[Token], confidences: Sequence[float] | None
    ) -> Iterator[Edit]:
        trusted = None if confidences is None else _trust(state, tokens, confidences)
        for begin, end in _blocks(tokens):
            running = Running.of(state.text, tokens[begin:end], self.model.lexicon)
            yield from word_edits(running, self.model, None if trusted is None else trusted[begin:end][running.asked])


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of about BLOCK tokens, cut at the end of a paragraph where there is one."""
    begin = 0
    while begin < len(tokens):
        end = min(begin + BLOCK, len(tokens))
        if end < len(tokens):
            ends = (i for i in range(end, begin + BLOCK // 2, -1) if tokens[i].kind == PARAGRAPH)
            end = next(ends, end)
        yield begin, end
        begin = end


def _trust(
    state: Restoration, tokens: Sequence[Token], confidences: Sequence[float]
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """What the confidence of the raw word under each token adds to keeping it."""
    starts, place = [], 0
    for word in state.raw.split():
        place = state.raw.index(word, place)
        starts.append(place)
        place += len(word)
    values = [confidences[max(bisect_right(starts, raw) - 1, 0)] for raw in _raw_places(state, tokens)]
    return ((np.array(values, dtype=np.float32) - CONFIDENCE_MIDDLE) * CONFIDENCE_WEIGHT).astype(np.float32)


def _raw_places(state: Restoration, tokens: Sequence[Token]) -> Iterator[int]:
    """The place in the raw text of each token's beginning."""
    corrections = iter((*state.corrections, None))
    following = next(corrections)
    shift = 0
    for token in tokens:
        while following is not None and following.end <= token.start:
            shift = following.raw_end - following.end
            following = next(corrections)
        inside = following is not None and following.start <= token.start
        yield (following.raw_start if inside and following is not None else token.start + shift)
