"""Two runs against the same golden records: what got better, what got worse, and how sure one may be of it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.errors import UsageFault
from extract.score.total import SCORED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.score.counts import Counts
    from extract.score.judgement import Judgement
    from extract.score.total import PlanScore, Report

SEED: Final = 20260604
DRAWS: Final = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """F1 of a part in both runs, and the 95 % interval of the difference over documents drawn again and again."""

    part: str
    before: float | None
    after: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A field that is right in one run only."""

    stem: str
    before: Judgement | None
    after: Judgement | None

    @property
    def better(self) -> bool:
        """Whether the later run is the right one."""
        return self.after is None or self.after.good


@dataclass(frozen=True, slots=True)
class Comparison:
    """Changes by part, and every field that turned."""

    changes: tuple[Change, ...]
    turns: tuple[Turn, ...]
    documents: int


def compare(before: Report, after: Report, draws: int = DRAWS) -> Comparison:
    """Compare two reports document by document; raises UsageFault where they have none in common."""
    old = {plan.stem: plan for plan in before.plans}
    pairs = [(old[plan.stem], plan) for plan in after.plans if plan.stem in old]
    if not pairs:
        raise UsageFault("the two runs have no document in common")
    changes = tuple(_change(part, pairs, draws) for part in SCORED)
    turns = tuple(turn for first, second in pairs for turn in _turns(first, second))
    return Comparison(changes, turns, len(pairs))


def _change(part: str, pairs: Sequence[tuple[PlanScore, PlanScore]], draws: int) -> Change:
    """Draw documents with replacement, the same ones for both runs, from a fixed seed."""
    counted = [
        (_halves(a.counts[part]), _halves(b.counts[part])) for a, b in pairs if part in a.counts and part in b.counts
    ]
    chance = random.Random(f"{SEED} {part}")  # noqa: S311 - a bootstrap, not a secret
    differences = []
    for _ in range(draws if counted else 0):
        drawn = chance.choices(counted, k=len(counted))
        first, second = _f1([pair[0] for pair in drawn]), _f1([pair[1] for pair in drawn])
        differences.append((1.0 if second is None else second) - (1.0 if first is None else first))
    differences.sort()
    before, after = _f1([pair[0] for pair in counted]), _f1([pair[1] for pair in counted])
    if not differences:
        return Change(part, before, after, 0.0, 0.0)
    last = len(differences) - 1
    return Change(part, before, after, differences[round(0.025 * last)], differences[round(0.975 * last)])


def _halves(counts: Counts) -> tuple[int, int]:
    """Return what F1 is made of: twice the right ones, and all that is stated on either side."""
    return 2 * counts.right, counts.read + counts.golden


def _f1(halves: Sequence[tuple[int, int]]) -> float | None:
    stated = sum(total for _, total in halves)
    return sum(right for right, _ in halves) / stated if stated else None


def _turns(before: PlanScore, after: PlanScore) -> list[Turn]:
    """Match the judgements of a document by what they are about; what only one run has counts if it is invented."""
    old, new = _by_subject(before), _by_subject(after)
    turns = []
    for subject in sorted({*old, *new}):
        first, second = old.get(subject), new.get(subject)
        if first is not None and second is not None:
            turned = first.good != second.good
        else:
            turned = any(found is not None and found.verdict == "invented" for found in (first, second))
        if turned:
            turns.append(Turn(after.stem, first, second))
    return turns


def _by_subject(plan: PlanScore) -> dict[tuple[str, str, str], Judgement]:
    return {_subject(found): found for found in plan.judgements}


def _subject(found: Judgement) -> tuple[str, str, str]:
    """Return part, field, and which record of the golden file, or which value that the golden file does not have."""
    if found.part == "document":
        return found.part, found.field, (found.golden or found.read or "") if found.field == "recipients" else ""
    if found.golden_index is None:
        return found.part, found.field, f"read {found.read}"
    body = found.golden or found.read if found.field in ("lead", "coordinate") else ""
    return found.part, found.field, f"{found.golden_index:06d} {body}"
