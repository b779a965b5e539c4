"""Where words begin in garbled text: «ho tdqng» is two words, «v@xaydvng» three, «Ho!;!tdQng» two.

Old engines lose blanks and make them up, and leave scraps of letters that look like punctuation. A small network of
gated convolutions reads the signs of the text without its blanks, told after which a blank stood, and says of each sign
whether a word, a sign or a figure begins with it or whether it goes on with what stands before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diacritics.shapes import CHARACTERS, UNREAD
from diacritics.tagger import CHUNK, chunks, load_graph

if TYPE_CHECKING:
    from collections.abc import Mapping

    import onnxruntime
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

INSIDE, BEGINS_WORD, BEGINS_SIGN, BEGINS_FIGURE = range(4)


@dataclass(frozen=True, slots=True)
class Seams:
    """The network: vectors of signs and of blanks, convolutions that see `margin` signs to either side."""

    weights: Mapping[str, Floats]
    session: onnxruntime.InferenceSession
    margin: int

    def read(self, text: str) -> tuple[Ints, Floats]:
        """The places of the signs that are no blanks, and for each its four probabilities, [signs, 4].

        They are that it goes on with what stands before it, that it begins a word, a sign, a figure.
        """
        places = np.array([i for i, c in enumerate(text) if not c.isspace()], dtype=np.int64)
        codes = np.array([CHARACTERS.get(text[i], UNREAD) for i in places.tolist()], dtype=np.int64)
        blanks = np.diff(places, append=len(text)) > 1
        first = self.weights["sign"][codes] + self.weights["blank"][blanks.astype(np.int64)]
        found = []
        for begin, low, high in chunks(len(places), self.margin):
            (begins,) = self.session.run(None, {"first": first[low:high]})
            found.append(begins[begin - low : begin - low + CHUNK])
        return places, np.concatenate(found) if found else np.zeros((0, 4), dtype=np.float32)


def load_seams(weights: str, graph: str) -> Seams:
    """The network of its two files."""
    with np.load(weights) as stored:
        margin = int(stored["dilations"].sum())
        arrays = {name: stored[name].astype(np.float32) for name in ("sign", "blank")}
    return Seams(arrays, load_graph(graph), margin)
