"""What a restoration gives back: the repaired text and each change with its place in both texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """One change; spans are code points into the raw and into the repaired text."""

    raw_start: int
    raw_end: int
    start: int
    end: int
    raw: str
    text: str
    probability: float
    alternatives: tuple[tuple[str, float], ...]
    reason: str

    def __post_init__(self) -> None:
        """Refuse spans that do not fit their strings and probabilities outside 0 to 1."""
        if self.raw_end - self.raw_start != len(self.raw) or self.end - self.start != len(self.text):
            message = f"span and string differ in length: {self.raw!r} -> {self.text!r}"
            raise ValueError(message)
        if not 0.0 <= self.probability <= 1.0:
            message = f"no probability: {self.probability}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Restoration:
    """Corrections are in order and do not overlap; outside them raw and text are the same, character for character."""

    raw: str
    text: str
    corrections: tuple[Correction, ...]
