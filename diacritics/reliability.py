"""From the model's own probability to one that means something: of the corrections given 0.9, nine in ten are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_NEAREST: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Curve:
    """Knots of a rising curve, both axes in log-odds; flat beyond its ends."""

    given: Floats
    right: Floats

    @classmethod
    def of(cls, text: str) -> Curve:
        """The curve of lines «given right»."""
        knots = np.array([[float(part) for part in line.split()] for line in text.splitlines()], dtype=np.float32)
        return cls(knots[:, 0], knots[:, 1])

    def __call__(self, shares: Floats) -> Floats:
        """The probabilities that the model's shares stand for."""
        odds = np.interp(log_odds(shares), self.given, self.right)
        out: Floats = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return out


def log_odds(shares: Floats) -> Floats:
    """Log-odds, held within about 14 of zero."""
    kept = np.clip(shares.astype(np.float64), _NEAREST, 1 - _NEAREST)
    out: Floats = np.log(kept / (1 - kept)).astype(np.float32)
    return out
