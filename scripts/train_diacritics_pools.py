#!/usr/bin/env python3
"""Damaged forms in stock: for each source and each word type, readings sampled once, to be drawn from in training.

    train_diacritics_pools.py WORK [--processes N] [--seed S]

Reads WORK/ids.npy, types.txt and noise.pkl; writes WORK/pools.npz. The forms of every type in capitals are added to the
types. A source is an engine of noise.pkl, a made-up old engine, «clean» or «strip».
"""

from __future__ import annotations

import argparse
import pickle
import random
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from train_diacritics_engines import EDGES, Noise
from train_diacritics_habits import System

from diacritics.candidates import classes_of
from diacritics.letters import strip_marks
from diacritics.shapes import CHARACTERS, HASHES, LENGTH, UNREAD, encode, hash_of
from diacritics.tokens import FIGURE, PARAGRAPH, SIGN, WORD

LONGEST = 16
SYSTEMS = 160
PLAIN = ("clean", "strip")
FIGURES = 4000
MOST, MOST_OF_SYSTEM = 40, 12
SELDOM = 3  # A type seen less often is not worth a reading by every made-up engine.


def with_capitals(types: list[str]) -> tuple[list[str], np.ndarray]:
    """The types and, for each, the index of its form in capitals (added where it is new)."""
    index = {form: i for i, form in enumerate(types)}
    types = list(types)
    upper = np.zeros(len(index), dtype=np.int32)
    for form, i in list(index.items()):
        big = form.upper()
        if big not in index:
            index[big] = len(types)
            types.append(big)
        upper[i] = index[big]
    return types, upper


def targets(types: list[str]) -> np.ndarray:
    """(onset, rime) of each type; 0 for words that are no syllables, -1 for figures and signs."""
    found = np.full((len(types), 2), -1, dtype=np.int16)
    for i, form in enumerate(types):
        if form[0].isalpha():
            found[i] = classes_of(form.lower())
    return found


def kinds_of(types: list[str]) -> np.ndarray:
    """What each type is: PARAGRAPH, WORD, SIGN or FIGURE."""
    named = {"¶": PARAGRAPH, "0": FIGURE}
    return np.array([named.get(form, WORD if form[0].isalpha() else SIGN) for form in types], dtype=np.int16)


def signs_of(read: str) -> tuple[list[int], int]:
    """The signs of a reading without its blanks, as numbers, and a bit for each sign that a blank follows."""
    codes, breaks = [], 0
    for c in read:
        if c != " ":
            codes.append(CHARACTERS.get(c, UNREAD))
        elif codes:
            breaks |= 1 << (len(codes) - 1)
    codes = codes[:LONGEST]
    return codes + [0] * (LONGEST - len(codes)), breaks & ((1 << (len(codes) - 1)) - 1)


class Rows:
    """Readings as they gather: the tagger's letters and hash of each, and the signs as they stand in a line."""

    def __init__(self) -> None:
        self.letters: list[list[int]] = []
        self.hashes: list[int] = []
        self.signs: list[list[int]] = []
        self.breaks: list[int] = []

    def add(self, read: str, rng: random.Random) -> None:
        """A reading; blanks within it are gone for the tagger, and signs at its edges as often as not."""
        codes, breaks = signs_of(read)
        joined = read.replace(" ", "")
        joined = (joined.strip(EDGES) or joined) if rng.random() < 0.5 else joined
        self.letters.append(encode(joined))
        self.hashes.append(hash_of(joined))
        self.signs.append(codes)
        self.breaks.append(breaks)

    def arrays(self) -> dict[str, np.ndarray]:
        """All rows."""
        return {
            "letters": np.array(self.letters, dtype=np.uint16).reshape(-1, LENGTH),
            "hashes": np.array(self.hashes, dtype=np.uint16),
            "signs": np.array(self.signs, dtype=np.uint16).reshape(-1, LONGEST),
            "breaks": np.array(self.breaks, dtype=np.uint16),
        }


def figure(rng: random.Random) -> str:
    """A figure as plans write them: years, dates, numbers of documents, shares, items."""
    n, year = rng.randint(1, 99), rng.randint(1998, 2031)
    many = f"{rng.randint(1, 999)}.{rng.randint(0, 999):03}"
    shapes = (str(n), str(n), f"{n:02}", str(year), str(year), f"{year}-{year + 4}", f"{n}%", f"{n},{n % 10}%", many)
    dates = (f"{n % 30 + 1}/{n % 12 + 1}/{year}", f"{n}/{year}", f"{n}/KH-UBND", f"{n}-NQ/TW", f"{n}/{year}/NĐ-CP")
    items = (f"{n % 9 + 1}.", f"{n % 9 + 1}.{n % 5 + 1}", f"{n % 9 + 1}.{n % 5 + 1}.", f"{rng.random():.2f}")
    return rng.choice(shapes + dates + items)


def sampled(
    task: tuple[str, object], types: list[str], counts: np.ndarray, seed: int
) -> tuple[str, np.ndarray, dict[str, np.ndarray]]:
    """(source, count of rows of each type, rows) for a source and its engine.

    Signs and figures have rows in the clean text only; made-up engines read the rarest words right.
    """
    source, tables = task
    rng = random.Random(f"{seed} {source}")
    if source in PLAIN:
        read, most = (str if source == "clean" else strip_marks), 1
    elif tables is None:
        read, most = System(rng).sample, MOST_OF_SYSTEM
    else:
        read, most = Noise(tables, rng).sample, MOST
    rows = Rows()
    sizes = np.zeros(len(types), dtype=np.int64)
    for i, form in enumerate(types):
        if form[0].isalpha():
            sizes[i] = min(most, 1 + int(counts[i]) // 20) if tables or counts[i] >= SELDOM or most == 1 else 0
        elif source == "clean":
            sizes[i] = FIGURES if form == "0" else 1
        for _ in range(sizes[i]):
            word = figure(rng) if form == "0" else form
            rows.add(read(word).strip() or word[0], rng)
    return source, sizes, rows.arrays()


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("work", type=Path)
    args.add_argument("--processes", type=int, default=2)
    args.add_argument("--systems", type=int, default=SYSTEMS)
    args.add_argument("--seed", type=int, default=1)
    given = args.parse_args()
    types, upper = with_capitals((given.work / "types.txt").read_text(encoding="utf-8").split("\n"))
    counts = np.bincount(np.load(given.work / "ids.npy", mmap_mode="r"), minlength=len(types))
    counts[upper] = np.maximum(counts[upper], counts[: len(upper)] // 20)
    noise = pickle.loads((given.work / "noise.pkl").read_bytes())  # noqa: S301 -- made by train_diacritics_noise.py
    tasks = [(s, None) for s in PLAIN] + sorted(noise.items()) + [(f"system{i}", None) for i in range(given.systems)]
    with ProcessPoolExecutor(given.processes) as workers:
        found = list(workers.map(partial(sampled, types=types, counts=counts, seed=given.seed), tasks))
    plain = found[0][1]
    starts, sizes, begin = [], [], 0
    for _, count, _ in found:
        own = begin + np.cumsum(count) - count
        # Figures and signs are read right by every source.
        starts.append(np.where(count > 0, own, np.cumsum(plain) - plain))
        sizes.append(np.where(count > 0, count, plain))
        begin += int(count.sum())
    names = [source for source, _, _ in found]
    whole = {key: np.concatenate([rows[key] for _, _, rows in found]) for key in found[0][2]}
    np.savez(
        given.work / "pools.npz",
        sources=np.array(names),
        starts=np.array(starts, dtype=np.int32),
        sizes=np.array(sizes, dtype=np.int16),
        upper=upper,
        target=targets(types),
        classes=kinds_of(types),
        **whole,
    )
    print(f"{len(names)} sources, {len(types)} types, {begin} readings; {HASHES} hashes")


if __name__ == "__main__":
    main()
