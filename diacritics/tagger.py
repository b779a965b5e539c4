"""The neural half: letters and whole form of each word, gated convolutions over the words around, onset and rime out.

Learned with torch. Word vectors are computed here and kept, since words recur; convolutions run as an 8-bit ONNX graph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.shapes import LENGTH, encode, hash_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import onnxruntime
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WORD_PARTS: Final = (
    "letter.weight",
    "place",
    "triple.weight",
    "triple.bias",
    "whole.weight",
    "join.weight",
    "join.bias",
)
CHUNK: Final = 2000
_CACHE_LIMIT: Final = 30_000
_AT_ONCE: Final = 1000


@dataclass(slots=True)
class Tagger:
    """Log-probabilities of onsets and rimes; class 0 of both is a word that is no syllable.

    `margin` is how many words to either side the convolutions see.
    """

    weights: Mapping[str, Floats]
    session: onnxruntime.InferenceSession
    margin: int
    seen: dict[str, int] = field(default_factory=dict)
    vectors: Floats = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))

    def read(self, forms: Sequence[str], asked: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """(onsets, rimes) for the words at the places `asked` of the text `forms`; `asked` rises and is not empty."""
        first = self._embed(forms)
        parts = []
        for begin, low, high in chunks(len(forms), self.margin):
            here = asked[(asked >= begin) & (asked < begin + CHUNK)] - low
            if len(here):
                parts.append(self.session.run(None, {"first": first[low:high], "asked": here}))
        return np.concatenate([onset for onset, _ in parts]), np.concatenate([rime for _, rime in parts])

    def _embed(self, forms: Sequence[str]) -> Floats:
        """A vector for each form; forms seen before are not computed again."""
        if len(self.seen) > _CACHE_LIMIT:
            self.seen.clear()
        new = [form for form in dict.fromkeys(forms) if form not in self.seen]
        if new:
            start, need = len(self.seen), len(self.seen) + len(new)
            vectors = np.concatenate([self._vectors(new[i : i + _AT_ONCE]) for i in range(0, len(new), _AT_ONCE)])
            if need > len(self.vectors):
                grown = np.zeros((2 * need, vectors.shape[1]), dtype=np.float32)
                grown[:start] = self.vectors[:start] if start else 0
                self.vectors = grown
            self.vectors[start:need] = vectors
            self.seen.update({form: start + i for i, form in enumerate(new)})
        return self.vectors[[self.seen[form] for form in forms]]

    def _vectors(self, forms: list[str]) -> Floats:
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


def chunks(count: int, margin: int) -> Iterator[tuple[int, int, int]]:
    """(begin, low, high): `count` rows CHUNK at a time, each chunk with `margin` rows to either side where they are."""
    for begin in range(0, count, CHUNK):
        yield begin, max(0, begin - margin), min(count, begin + CHUNK + margin)


def load_tagger(weights: str, graph: str) -> Tagger:
    """The tagger of its two files, running in one thread."""
    with np.load(weights) as stored:
        margin = int(stored["dilations"].sum())
        arrays = {name: stored[name].astype(np.float32) for name in WORD_PARTS}
    return Tagger(arrays, load_graph(graph), margin)


def load_graph(graph: str) -> onnxruntime.InferenceSession:
    """A network of the package, running in one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
