"""A further reader of figures: a small network, trained on figures alone, that also says how probable a reading is.

It is shown a word's cut-out at one height and tells digits and marks apart; every other letter is `#` to it. Written by
scripts/train_figures as an ONNX graph of convolutions whose columns are read by connectionist temporal classification.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from extract.prepare.cutting import MARGIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import onnxruntime
    from numpy.typing import NDArray

    from extract.page import Image

HEIGHT: Final = 28
SIGNS: Final = "0123456789.,%/-():;<>≤≥IVX#"
"""What the network tells apart; # stands for any other letter."""
_WIDEST: Final = 260
_LOWEST: Final = 6
_NARROWEST: Final = 6
_BEFORE, _BEHIND = 2, 10
"""Columns of paper on both sides of a cut-out; the network says a sign a little late."""
_AT_ONCE: Final = 24
_ALIKE: Final = {"–": "-", "—": "-", "⁄": "/"}


@dataclass(frozen=True, slots=True)
class Glance:
    """What the network sees in a cut-out: log-probabilities (columns, signs), the first sign being none."""

    columns: NDArray[np.float32]

    @property
    def text(self) -> str:
        """The signs that it sees, column by column."""
        best = self.columns.argmax(axis=1).tolist()
        kept = [sign for sign, before in zip(best, [0, *best[:-1]], strict=True) if sign and sign != before]
        return "".join(SIGNS[sign - 1] for sign in kept)

    def probability(self, text: str) -> float:
        """Return how probable it is that the cut-out says a text: the sum over all ways to set it in the columns."""
        import numpy as np

        places = [0]
        for sign in as_signs(text):
            places += [SIGNS.index(sign) + 1, 0]
        said = self.columns[:, places].astype(np.float64)
        skip = np.full(len(places), -np.inf)
        skip[[at for at in range(3, len(places), 2) if places[at] != places[at - 2]]] = 0.0
        ways = np.full(len(places), -np.inf)
        ways[:2] = said[0, :2]
        for column in said[1:]:
            one = np.concatenate(([-np.inf], ways[:-1]))
            two = np.concatenate(([-np.inf, -np.inf], ways[:-2]))[: len(ways)] + skip
            ways = np.logaddexp(np.logaddexp(ways, one), two) + column
        return float(np.exp(np.logaddexp.reduce(ways[-2:])))


def as_signs(text: str) -> str:
    """Return a text as the network would say it."""
    known = (_ALIKE.get(sign, sign) for sign in text if not sign.isspace())
    return "".join(sign if sign in SIGNS else "#" for sign in known)


def glances(cuttings: Sequence[Image]) -> list[Glance | None]:
    """Return what the network sees in each cut-out; None where one has no word's shape."""
    import numpy as np

    made: list[Glance | None] = [None] * len(cuttings)
    images = {at: image for at, cutting in enumerate(cuttings) if (image := fitted(cutting)) is not None}
    order = sorted(images, key=lambda at: images[at].shape[1])
    for start in range(0, len(order), _AT_ONCE):
        places = order[start : start + _AT_ONCE]
        stack = np.zeros((len(places), 1, HEIGHT, images[places[-1]].shape[1] + _BEFORE + _BEHIND), np.float32)
        for row, at in enumerate(places):
            stack[row, 0, :, _BEFORE : _BEFORE + images[at].shape[1]] = 1 - images[at].astype(np.float32) / 255
        (read,) = _network().run(None, {"dots": stack})
        for row, at in enumerate(places):
            made[at] = Glance(read[: (images[at].shape[1] + _BEFORE + _BEHIND) // 2, row])
    return made


def fitted(cutting: Image) -> Image | None:
    """Return a cut-out without its margin at the network's height; None where it has no word's shape."""
    import cv2
    import numpy as np

    bare = cutting[MARGIN:-MARGIN, MARGIN:-MARGIN]
    height, width = bare.shape
    wide = max(_NARROWEST, round(width * HEIGHT / max(height, 1)))
    if height < _LOWEST or wide > _WIDEST:
        return None
    how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(bare, (wide, HEIGHT), interpolation=how), np.uint8)


@cache
def _network() -> onnxruntime.InferenceSession:
    """Load the network once in a process, for one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    graph = (files("extract") / "data" / "reading" / "figures.onnx").read_bytes()
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
