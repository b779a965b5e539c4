"""The neural half: letters and whole form of each word, gated convolutions over the words around it, onset and rime out.

Weights are learned with torch and used with numpy alone.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.shapes import LENGTH, encode, hash_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DILATIONS: Final = (1, 2, 4, 8, 1, 2)
CHUNK: Final = 3000
MARGIN: Final = sum(DILATIONS)
_CACHE_LIMIT: Final = 30_000


@dataclass(slots=True)
class Tagger:
    """Log-probabilities of onsets and rimes; class 0 of both is a word that is no syllable."""

    weights: Mapping[str, Floats]
    seen: dict[str, int] = field(default_factory=dict)
    vectors: Floats = field(default_factory=lambda: np.zeros((1024, 0), dtype=np.float32))

    def read(self, forms: Sequence[str], asked: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """(onsets, rimes) for the words at the places `asked` of the running text `forms`."""
        first = self._embed(forms)
        onsets, rimes = [], []
        for begin in range(0, len(forms), CHUNK):
            low, high = max(0, begin - MARGIN), min(len(forms), begin + CHUNK + MARGIN)
            here = asked[(asked >= begin) & (asked < begin + CHUNK)] - low
            if len(here):
                onset, rime = self._heads(first[low:high], here)
                onsets.append(onset)
                rimes.append(rime)
        w = self.weights
        empty = (np.zeros((0, len(w["onset.bias"])), np.float32), np.zeros((0, len(w["rime.bias"])), np.float32))
        return (np.concatenate(onsets), np.concatenate(rimes)) if onsets else empty

    def _heads(self, first: Floats, here: NDArray[np.int64]) -> tuple[Floats, Floats]:
        w = self.weights
        x = first
        for i, step in enumerate(DILATIONS):
            x = x + self._gated(_normal(x) * w[f"norms.{i}.weight"] + w[f"norms.{i}.bias"], i, step)
        top = np.concatenate([x[here], first[here]], axis=1) @ w["top.weight"] + w["top.bias"]
        np.maximum(top, 0, out=top)
        return (_log_softmax(top @ w["onset.weight"] + w["onset.bias"]), _log_softmax(top @ w["rime.weight"] + w["rime.bias"]))

    def _gated(self, x: Floats, i: int, step: int) -> Floats:
        count, width = x.shape
        wide = np.zeros((count, 3 * width), dtype=np.float32)
        wide[step:, :width] = x[:max(count - step, 0)]
        wide[:, width:2 * width] = x
        wide[:max(count - step, 0), 2 * width:] = x[step:]
        out = wide @ self.weights[f"gates.{i}.weight"] + self.weights[f"gates.{i}.bias"]
        return out[:, :width] / (1 + np.exp(np.minimum(-out[:, width:], 80)))

    def _embed(self, forms: Sequence[str]) -> Floats:
        """A vector for each form; forms seen before are not computed again."""
        if len(self.seen) > _CACHE_LIMIT:
            self.seen.clear()
        new = [form for form in dict.fromkeys(forms) if form not in self.seen]
        if new:
            vectors = self._form_vectors(new)
            start = len(self.seen)
            need = start + len(new)
            if self.vectors.shape[1] == 0 or need > len(self.vectors):
                grown = np.zeros((max(2 * need, 1024), vectors.shape[1]), dtype=np.float32)
                grown[:start] = self.vectors[:start] if start else 0
                self.vectors = grown
            self.vectors[start:need] = vectors
            self.seen.update({form: start + i for i, form in enumerate(new)})
        return self.vectors[[self.seen[form] for form in forms]]

    def _form_vectors(self, forms: list[str]) -> Floats:
        pieces = [self._few_vectors(forms[i:i + 1000]) for i in range(0, len(forms), 1000)]
        return np.concatenate(pieces)

    def _few_vectors(self, forms: list[str]) -> Floats:
        w = self.weights
        codes = np.array([encode(form) for form in forms])
        letters = w["letter.weight"][codes] + w["place"] * (codes > 0)[:, :, None]
        padded = np.pad(letters, ((0, 0), (1, 1), (0, 0)))
        triples = np.concatenate([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], axis=2)
        flat = triples.reshape(len(forms) * LENGTH, -1) @ w["triple.weight"] + w["triple.bias"]
        best = np.maximum(flat, 0).reshape(len(forms), LENGTH, -1).max(axis=1)
        whole = w["whole.weight"][[hash_of(form) for form in forms]]
        joined: Floats = np.concatenate([best, whole], axis=1) @ w["join.weight"] + w["join.bias"]
        return joined


def _normal(x: Floats) -> Floats:
    centred = x - x.mean(axis=1, keepdims=True)
    out: Floats = centred / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(1e-5))
    return out


def _log_softmax(x: Floats) -> Floats:
    shifted = x - x.max(axis=1, keepdims=True)
    out: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return out


def load_tagger(file: str) -> Tagger:
    """The tagger of a file of half-precision weights; matrices are stored as [in, out]."""
    with np.load(file) as stored:
        return Tagger({name: stored[name].astype(np.float32) for name in stored.files})
