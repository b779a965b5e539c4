"""Counts, from which every rate is computed last; pooling adds counts and never averages rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "wrong", "missed", "invented", "blank"]
"""`blank`: neither side has a value, which is right too and counted as such, but told apart."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the things of one part.

    `right` includes `blank`; `wrong` was read, but not as the golden record has it; `missed` was not read;
    `invented` was read and is not in the golden record. `near` is the credit, under 1 each, that the wrong ones
    earn by the share of their fields that are right; only the partial figures use it.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    invented: int = 0
    blank: int = 0
    near: float = 0.0

    def __post_init__(self) -> None:
        """Refuse counts that cannot be."""
        if min(self.right, self.wrong, self.missed, self.invented, self.blank) < 0 or self.blank > self.right:
            raise ValueError(f"impossible counts: {self}")

    def __add__(self, other: Counts) -> Counts:
        """Pool two counts."""
        return Counts(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.invented + other.invented,
            self.blank + other.blank,
            self.near + other.near,
        )

    @classmethod
    def of(cls, verdict: Verdict, near: float = 0.0) -> Counts:
        """Return the counts of a single thing."""
        match verdict:
            case "right":
                return cls(right=1)
            case "wrong":
                return cls(wrong=1, near=near)
            case "missed":
                return cls(missed=1)
            case "invented":
                return cls(invented=1)
            case "blank":
                return cls(right=1, blank=1)

    @property
    def read(self) -> int:
        """How many things the extracted plan states."""
        return self.right + self.wrong + self.invented

    @property
    def golden(self) -> int:
        """How many things the golden record states."""
        return self.right + self.wrong + self.missed

    @property
    def empty(self) -> bool:
        """Whether there was nothing to find and nothing was found."""
        return self.read == 0 and self.golden == 0

    @property
    def precision(self) -> float | None:
        """Share of what was read that is right; None where nothing was read."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Share of what there is that was read right; None where there is nothing."""
        return self.right / self.golden if self.golden else None

    @property
    def f1(self) -> float | None:
        """Twice the right ones over both totals; None where both are 0."""
        return 2 * self.right / (self.read + self.golden) if not self.empty else None

    @property
    def partial_f1(self) -> float | None:
        """F1 in which a wrong thing earns the share of its fields that are right."""
        return 2 * (self.right + self.near) / (self.read + self.golden) if not self.empty else None


def pool(all_counts: tuple[Counts, ...]) -> Counts:
    """Add counts up."""
    return sum(all_counts, Counts())


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the figures: target values, numbers, dates. `silent` is the fault that matters most."""

    right: int = 0
    missed: int = 0
    flagged: int = 0
    silent: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Pool two counts of figures."""
        return Figures(
            self.right + other.right,
            self.missed + other.missed,
            self.flagged + other.flagged,
            self.silent + other.silent,
        )
