"""Pairing golden with extracted records: one to one, the best pair first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extract.score.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

Rank = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Index pairs (golden, read), and what is left over on either side, all in the golden's order."""

    pairs: tuple[tuple[int, int], ...]
    golden_only: tuple[int, ...]
    read_only: tuple[int, ...]


def _finish(pairs: list[tuple[int, int]], golden: Sequence[int], read: Sequence[int]) -> Pairing:
    paired_golden = {left for left, _ in pairs}
    paired_read = {right for _, right in pairs}
    return Pairing(
        tuple(sorted(pairs)),
        tuple(index for index in golden if index not in paired_golden),
        tuple(index for index in read if index not in paired_read),
    )


def _best_first(candidates: list[tuple[Rank, int, int]], golden: Sequence[int], read: Sequence[int]) -> Pairing:
    """Take candidates by falling rank; equal ranks by how little the two are shifted, then in order."""
    ordered = sorted(candidates, key=lambda c: (*(-x for x in c[0]), abs(c[1] - c[2]), c[1], c[2]))
    taken_golden: set[int] = set()
    taken_read: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, left, right in ordered:
        if left not in taken_golden and right not in taken_read:
            taken_golden.add(left)
            taken_read.add(right)
            pairs.append((left, right))
    return _finish(pairs, golden, read)


def pair_equal(
    golden: Sequence[Hashable], read: Sequence[Hashable], rank: Callable[[int, int], Rank] = lambda _g, _r: ()
) -> Pairing:
    """Pair records of equal key; of several the pair that ranks highest first."""
    by_key: dict[Hashable, list[int]] = {}
    for index, key in enumerate(read):
        by_key.setdefault(key, []).append(index)
    candidates = [(rank(left, right), left, right) for left, key in enumerate(golden) for right in by_key.get(key, ())]
    return _best_first(candidates, range(len(golden)), range(len(read)))


def pair_similar(golden: Sequence[str], read: Sequence[str], least: float, among: Pairing | None = None) -> Pairing:
    """Pair texts by best similarity of at least `least`; with `among`, only what that pairing left over."""
    lefts = among.golden_only if among else tuple(range(len(golden)))
    rights = among.read_only if among else tuple(range(len(read)))
    if not lefts or not rights:
        return _finish([], lefts, rights)
    scores = process.cdist(
        [fold(golden[index]) for index in lefts],
        [fold(read[index]) for index in rights],
        scorer=Levenshtein.normalized_similarity,
        dtype=float,
        score_cutoff=least,
    )
    candidates: list[tuple[Rank, int, int]] = [
        ((float(scores[i, j]),), left, right)
        for i, left in enumerate(lefts)
        for j, right in enumerate(rights)
        if scores[i, j] >= least and scores[i, j] > 0
    ]
    return _best_first(candidates, lefts, rights)
