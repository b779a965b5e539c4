"""Engines as sampled: what a source whose habits were learned (train_diacritics_noise.py) reads for a word."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from diacritics.structure import parts
from diacritics.tokens import EDGE

if TYPE_CHECKING:
    import random

Table = dict[str, Counter[str]]
EDGES = "".join(EDGE)


def halves(word: str) -> tuple[str, str] | None:
    """Onset and rime as written, for a syllable."""
    found = parts(word.lower())
    if found is None:
        return None
    cut = (
        len(word) - len(found[1]) + 1
        if not word.lower().startswith("gi") or found[0] != "gi"
        else min(2, len(word) - 1)
    )
    return word[:cut], word[cut:]


class Noise:
    """Samples what a source would have read for a word."""

    def __init__(self, tables: tuple[Table, Table, Table], rng: random.Random) -> None:
        self.letters, self.pieces, self.words = (
            {key: (list(t), np.cumsum(list(t.values())).tolist()) for key, t in table.items()} for table in tables
        )
        self.rng = rng

    def _draw(self, table: tuple[list[str], list[int]]) -> str:
        return self.rng.choices(table[0], cum_weights=table[1])[0]

    def _piece(self, key: str, text: str) -> str:
        table = self.pieces.get(key)
        if table is not None and table[1][-1] >= 8 and self.rng.random() < 0.75:
            return self._draw(table)
        return "".join(self._draw(self.letters[c]) if c in self.letters else c for c in text)

    def sample(self, word: str) -> str:
        """One reading of `word`, seldom empty."""
        if word in self.words and self.rng.random() < 0.3:
            return self._draw(self.words[word])
        split = halves(word)
        if split is None:
            return self._piece("", word)
        return self._piece("^" + split[0], split[0]) + self._piece(split[1], split[1])
