"""A 4-gram model in flat arrays: 16-bit fingerprints in two-choice buckets of four, costs and back-offs as bytes.

An n-gram that is not in its table costs the back-off weight of its context and is asked again one word shorter. A wrong
match of fingerprints befalls about one absent n-gram in eight thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.uint64]
    Floats = NDArray[np.float32]

SLOTS: Final = 4
PARAGRAPH_ID: Final = 1
COST_STEP: Final = 16.0
BACK_STEP: Final = 48.0
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def scramble(keys: Ids) -> Ids:
    """64 well mixed bits of each key."""
    x = keys * _MIX[0]
    x ^= x >> np.uint64(31)
    x *= _MIX[1]
    x ^= x >> np.uint64(29)
    x *= _MIX[2]
    return x ^ (x >> np.uint64(32))


def pack(*words: Ids) -> Ids:
    """Up to four 16-bit ids as one key, the oldest word on top."""
    key = words[0]
    for word in words[1:]:
        key = (key << np.uint64(16)) | word
    return key


@dataclass(frozen=True, slots=True)
class Table:
    """n-grams of one length: prints are [buckets, 4], costs and backs [buckets * 4]; longest n-grams have no backs."""

    prints: NDArray[np.uint16]
    costs: NDArray[np.uint8]
    backs: NDArray[np.uint8] | None

    def places(self, keys: Ids) -> NDArray[np.int64]:
        """The slot of each key, or -1."""
        first, second, prints = self.choices(keys)
        found = np.full(len(keys), -1, dtype=np.int64)
        for bucket in (second, first):
            hit = self.prints[bucket] == prints[:, None]
            slot = hit.argmax(1)
            good = hit[np.arange(len(keys)), slot]
            found[good] = bucket[good] * SLOTS + slot[good]
        return found

    def choices(self, keys: Ids) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
        """The two buckets and the fingerprint of each key; a fingerprint is never 0, which marks an empty slot."""
        return buckets_of(keys, len(self.prints))


def buckets_of(keys: Ids, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
    """Two buckets out of `count` and a fingerprint for each key."""
    mixed = scramble(keys)
    size = np.uint64(count)
    first = (((mixed >> np.uint64(40)) * size) >> np.uint64(24)).astype(np.int64)
    second = ((((mixed >> np.uint64(16)) & np.uint64(0xFFFFFF)) * size) >> np.uint64(24)).astype(np.int64)
    prints = (mixed & np.uint64(0xFFFF)).astype(np.uint16)
    return first, second, np.maximum(prints, np.uint16(1))


@dataclass(frozen=True, slots=True)
class Ngrams:
    """The model: costs are negative natural logarithms of probabilities."""

    ones: Floats
    one_backs: Floats
    two: Table
    three: Table
    four: Table

    def costs(self, a: Ids, b: Ids, c: Ids, d: Ids) -> Floats:
        """The cost of each `d` after `a b c`; where a paragraph ends is given and costs nothing."""
        place = self.four.places(pack(a, b, c, d))
        cost = self.four.costs[place].astype(np.float32) * np.float32(1 / COST_STEP)
        rest = np.flatnonzero(place < 0)
        if len(rest):
            back = _backs(self.three, pack(a[rest], b[rest], c[rest]))
            cost[rest] = back + self._three(b[rest], c[rest], d[rest])
        cost[d == PARAGRAPH_ID] = 0
        return cost

    def pair_cost(self, first: int, second: int) -> float:
        """The cost of one word after another."""
        c, d = (np.array([word], dtype=np.uint64) for word in (first, second))
        return float(self._two(c, d)[0])

    def _three(self, b: Ids, c: Ids, d: Ids) -> Floats:
        place = self.three.places(pack(b, c, d))
        cost = self.three.costs[place].astype(np.float32) * np.float32(1 / COST_STEP)
        rest = np.flatnonzero(place < 0)
        if len(rest):
            cost[rest] = _backs(self.two, pack(b[rest], c[rest])) + self._two(c[rest], d[rest])
        return cost

    def _two(self, c: Ids, d: Ids) -> Floats:
        place = self.two.places(pack(c, d))
        cost = self.two.costs[place].astype(np.float32) * np.float32(1 / COST_STEP)
        rest = np.flatnonzero(place < 0)
        if len(rest):
            cost[rest] = self.one_backs[c[rest]] + self.ones[d[rest]]
        return cost


def _backs(table: Table, keys: Ids) -> Floats:
    place = table.places(keys)
    assert table.backs is not None
    back = table.backs[place].astype(np.float32) * np.float32(1 / BACK_STEP)
    back[place < 0] = 0
    return back
