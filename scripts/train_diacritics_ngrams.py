#!/usr/bin/env python3
"""The n-gram model: interpolated Kneser-Ney counts of WORK/ids.npy, pruned and packed into bytes.

    train_diacritics_ngrams.py WORK OUT.npz

Writes OUT.npz (tables) and OUT's neighbour words.txt (one word a line; its line number is its id).
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np

from diacritics.letters import tone_fold
from diacritics.ngrams import BACK_STEP, COST_STEP, SLOTS, buckets_of

LEAST = {2: 1, 3: 1, 4: 2}
MOST = {2: 2_100_000, 3: 3_800_000, 4: 2_900_000}
LOAD = 0.94
ROUNDS = 600
VOCABULARY = 60_000
DISCOUNT = {2: 0.75, 3: 0.8, 4: 0.85}
U = np.uint64


def vocabulary(types: list[str], ids: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Words of the model in their commonest spelling; the word id of each type: 0 unknown, 1 paragraph, 2 figure."""
    counts = np.bincount(ids, minlength=len(types))
    folded: Counter[str] = Counter()
    spelling: dict[str, Counter[str]] = {}
    keys = [form if form in "¶0" else tone_fold(form) for form in types]
    for form, key, count in zip(types, keys, counts.tolist(), strict=True):
        folded[key] += count
        spelling.setdefault(key, Counter())[form.lower()] += count
    kept = [key for key, count in folded.most_common(VOCABULARY) if count >= 3 and key not in "¶0" and "\n" not in key]
    words = ["<unk>", "¶", "0"] + [unicodedata.normalize("NFC", spelling[key].most_common(1)[0][0]) for key in kept]
    index = {key: i + 3 for i, key in enumerate(kept)} | {"¶": 1, "0": 2}
    return words, np.array([index.get(key, 0) for key in keys], dtype=np.uint64)


def counted(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    keys = np.sort(keys)
    edge = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[edge], np.diff(np.concatenate([edge, [len(keys)]]))


def grouped_sum(keys: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distinct sorted keys with the sum of their values; `keys` must be sorted."""
    edge = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[edge], np.add.reduceat(values, edge)


def value_of(keys: np.ndarray, table: np.ndarray, values: np.ndarray, missing: float) -> np.ndarray:
    """values[i] where table[i] is the key, `missing` elsewhere; `table` is sorted."""
    place = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return np.where(table[place] == keys, values[place], missing)


class Order:
    """Interpolated probabilities of one length over those of the length below."""

    def __init__(self, n: int, keys: np.ndarray, counts: np.ndarray, lower: np.ndarray) -> None:
        self.keys = keys
        context = keys >> U(16)
        contexts, total = grouped_sum(context, counts.astype(np.float64))
        _, kinds = grouped_sum(context, np.ones(len(keys)))
        discount = DISCOUNT[n]
        share = discount * kinds / total
        where = np.searchsorted(contexts, context)
        self.p = (counts - discount) / total[where] + share[where] * lower
        self.contexts = contexts
        self.value = counts * np.log(np.maximum(self.p, 1e-12) / np.maximum(share[where] * lower, 1e-12))
        self._higher = (counts, total, where, discount)

    def kept(self, least: int, most: int, needed: np.ndarray | None) -> np.ndarray:
        """Which n-grams are worth their bytes; contexts of longer n-grams are always kept."""
        counts = self._higher[0]
        keep = counts >= least
        if keep.sum() > most:
            worth = np.where(keep, self.value, -1)
            keep &= worth >= np.partition(worth, -most)[-most]
        if needed is not None:
            keep |= np.isin(self.keys, needed)
        return keep

    def backs(self, keep: np.ndarray, lower: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each context: what mass is left for back-off, over what the shorter model gives the words not kept."""
        context = self.keys[keep] >> U(16)
        found, used = grouped_sum(context, self.p[keep])
        _, below = grouped_sum(context, lower[keep])
        return found, np.clip((1 - used) / np.maximum(1 - below, 1e-6), 1e-4, 1.0)


def packed(keys: np.ndarray, costs: np.ndarray, backs: np.ndarray | None) -> dict[str, np.ndarray]:
    """Two-choice buckets, filled by moving those that stand in the way to their other bucket."""
    count = int(len(keys) / SLOTS / LOAD) + 1
    first, second, prints = buckets_of(keys, count)
    holders = np.full(count * SLOTS, -1, dtype=np.int64)
    rng = np.random.default_rng(1)
    left, target = np.arange(len(keys)), first
    for _ in range(ROUNDS):
        left, target = settle(holders, left, target, (first, second), rng)
        if len(left) == 0:
            break
    print(f"{len(keys)} n-grams, {len(left)} without a place", flush=True)
    full = holders >= 0
    arrays = {"prints": prints, "costs": costs} | ({"backs": backs} if backs is not None else {})
    filled = {name: np.where(full, array[holders], 0).astype(array.dtype) for name, array in arrays.items()}
    return filled | {"prints": filled["prints"].reshape(count, SLOTS)}


def settle(
    holders: np.ndarray,
    left: np.ndarray,
    target: np.ndarray,
    buckets: tuple[np.ndarray, np.ndarray],
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """One round: one homeless n-gram a bucket moves in, where need be in place of another, which is homeless next."""
    order = rng.permutation(len(left))
    bucket, chosen = np.unique(target[order], return_index=True)
    chosen = order[chosen]
    slots = bucket[:, None] * SLOTS + np.arange(SLOTS)
    free = holders[slots] < 0
    slot = np.where(free.any(axis=1), free.argmax(axis=1), rng.integers(0, SLOTS, len(bucket)))
    place = slots[np.arange(len(bucket)), slot]
    out = holders[place]
    holders[place] = left[chosen]
    waits = np.ones(len(left), dtype=bool)
    waits[chosen] = False
    homeless = out >= 0
    other = np.where(buckets[0][out] == bucket, buckets[1][out], buckets[0][out])
    return np.concatenate([left[waits], out[homeless]]), np.concatenate([target[waits], other[homeless]])


def byte(values: np.ndarray, step: float) -> np.ndarray:
    return np.clip(np.round(-np.log(np.maximum(values, 1e-9)) * step), 0, 255).astype(np.uint8)


def main() -> None:
    work, out = map(Path, sys.argv[1:])
    types = (work / "types.txt").read_text(encoding="utf-8").split("\n")
    ids = np.load(work / "ids.npy")
    words, folded = vocabulary(types, ids)
    stream = folded[ids]
    del ids
    size = len(words)
    raw4 = (stream[:-3] << U(48)) | (stream[1:-2] << U(32)) | (stream[2:-1] << U(16)) | stream[3:]
    k4, c4 = counted(raw4)
    del raw4
    # Lower orders count in how many contexts a sequence stands, not how often.
    k3, c3 = counted(k4 & U(0xFFFFFFFFFFFF))
    k2, c2 = counted(k3 & U(0xFFFFFFFF))
    k1, c1 = counted(k2 & U(0xFFFF))
    print(f"{size} words; distinct 4-, 3-, 2-grams: {len(k4)}, {len(k3)}, {len(k2)}", flush=True)
    ones = np.full(size, 0.2)
    ones[k1.astype(np.int64)] += c1
    ones /= ones.sum()
    low2 = ones[(k2 & U(0xFFFF)).astype(np.int64)]
    two = Order(2, k2, c2, low2)
    low3 = value_of(k3 & U(0xFFFFFFFF), k2, two.p, 0)
    three = Order(3, k3, c3, low3)
    low4 = value_of(k4 & U(0xFFFFFFFFFFFF), k3, three.p, 0)
    four = Order(4, k4, c4, low4)
    keep4 = four.kept(LEAST[4], MOST[4], None)
    keep3 = three.kept(LEAST[3], MOST[3], np.unique(k4[keep4] >> U(16)))
    keep2 = two.kept(LEAST[2], MOST[2], np.unique(k3[keep3] >> U(16)))
    x3, b3 = four.backs(keep4, low4)
    x2, b2 = three.backs(keep3, low3)
    x1, b1 = two.backs(keep2, low2)
    one_backs = np.ones(size)
    one_backs[x1.astype(np.int64)] = b1
    arrays = {"ones": -np.log(ones).astype(np.float32), "one_backs": -np.log(one_backs).astype(np.float32)}
    tables = (
        (
            "two",
            packed(
                k2[keep2],
                byte(two.p[keep2], COST_STEP),
                byte(value_of(k2[keep2], x2, b2, 1.0), BACK_STEP),
            ),
        ),
        (
            "three",
            packed(
                k3[keep3],
                byte(three.p[keep3], COST_STEP),
                byte(value_of(k3[keep3], x3, b3, 1.0), BACK_STEP),
            ),
        ),
        ("four", packed(k4[keep4], byte(four.p[keep4], COST_STEP), None)),
    )
    arrays |= {f"{name}_{part}": array for name, table in tables for part, array in table.items()}
    np.savez(out, **arrays)
    out.with_name("words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
