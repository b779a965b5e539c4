#!/usr/bin/env python3
"""The character channel: what each engine makes of letters, onsets and rimes, learned from damage pairs.

    train_diacritics_noise.py WORK PAIRS.tsv...

Writes WORK/noise.pkl: for each source (language and spoiling, or an old layer) counts of what was read for each letter,
each onset, each rime and each frequent word. `Noise` of train_diacritics_engines.py samples from them.
"""

from __future__ import annotations

import math
import pickle
import random
import sys
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).parent))
from train_diacritics_engines import EDGES, Noise, Table, halves

from diacritics.letters import strip_marks

LONGEST_READ = 3
SHOWN = "Nghị quyết về phát triển đối tượng tham gia bảo hiểm xã hội tự nguyện HỘI ĐỒNG Thường vụ"


def source_of(language: str, level: str) -> str:
    """Clean and spoiled pages of a language are two sources; each old layer is one."""
    if language == "layer":
        return language + level
    return language + ("-poor" if level in "34" else "")


def word_pairs(read: str, truth: str) -> list[tuple[str, str]]:
    """Words of a line beside what was read for them; lines that do not fit together give none."""
    if fuzz.ratio(strip_marks(read).lower(), strip_marks(truth).lower()) < 60:
        return []
    left, right = read.split(), truth.split()
    if len(left) == len(right):
        pairs = list(zip(left, right, strict=True))
    else:
        pairs = []
        plain = [[strip_marks(word).lower() for word in side] for side in (left, right)]
        for tag, a0, a1, b0, b1 in SequenceMatcher(None, *plain, autojunk=False).get_opcodes():
            if a1 - a0 == b1 - b0 and tag != "delete":
                pairs += zip(left[a0:a1], right[b0:b1], strict=True)
    cleaned = [(a.strip(EDGES), b.strip(EDGES)) for a, b in pairs]
    return [
        (a, b) for a, b in cleaned if a and b.isalpha() and len(b) <= 9 and len(a) <= len(b) * 2 + 3 and _alike(a, b)
    ]


def _alike(read: str, truth: str) -> bool:
    return len(truth) <= 2 or fuzz.ratio(strip_marks(read).lower(), strip_marks(truth).lower()) >= 28


def first_cost(letter: str, read: str) -> float:
    """A guess to begin with: the same letter, the same but for marks, another, none, more."""
    if read == letter:
        return 0.7
    if strip_marks(read).lower() == strip_marks(letter).lower():
        return 1.6
    return (5.3, 3.9, 5.8, 7.5)[len(read)]


def align(read: str, truth: str, cost: dict[tuple[str, str], float] | None) -> list[tuple[str, str]] | None:
    """Each letter of the truth with the 0 to 3 signs read for it, at least cost."""
    n, m = len(truth), len(read)
    best = [[math.inf] * (m + 1) for _ in range(n + 1)]
    back = [[0] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i, letter in enumerate(truth):
        for j in range(m + 1):
            here = best[i][j]
            if here == math.inf:
                continue
            for k in range(min(LONGEST_READ, m - j) + 1):
                piece = read[j : j + k]
                step = cost.get((letter, piece), 9.0 + 1.5 * k) if cost else first_cost(letter, piece)
                if here + step < best[i + 1][j + k]:
                    best[i + 1][j + k] = here + step
                    back[i + 1][j + k] = k
    if best[n][m] > 5.0 * n + 4:
        return None
    found, j = [], m
    for i in range(n, 0, -1):
        k = back[i][j]
        found.append((truth[i - 1], read[j - k : j]))
        j -= k
    return found[::-1]


def learn(pairs: Counter[tuple[str, str]]) -> tuple[Table, Table, Table]:
    """Counts for letters, for onsets (marked ^) and rimes, and for whole words."""
    cost = None
    for _ in range(3):
        letters: Table = defaultdict(Counter)
        pieces: Table = defaultdict(Counter)
        for (read, truth), count in pairs.items():
            segments = align(read, truth, cost)
            if segments is None:
                continue
            for letter, seen in segments:
                letters[letter][seen] += count
            split = halves(truth)
            if split:
                cut = len(split[0])
                pieces["^" + split[0]]["".join(seen for _, seen in segments[:cut])] += count
                pieces[split[1]]["".join(seen for _, seen in segments[cut:])] += count
        cost = {
            (letter, seen): -math.log((count + 0.1) / (sum(table.values()) + 1))
            for letter, table in letters.items()
            for seen, count in table.items()
        }
    words: Table = defaultdict(Counter)
    for (read, truth), count in pairs.items():
        words[truth][read] += count
    return letters, pieces, {word: table for word, table in words.items() if sum(table.values()) >= 12}


def main() -> None:
    work, *files = map(Path, sys.argv[1:])
    pairs: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for file in files:
        for row in file.read_text(encoding="utf-8").splitlines():
            fields = row.split("\t")
            if len(fields) == 4:
                pairs[source_of(fields[0], fields[1])].update(word_pairs(fields[2], fields[3]))
    tables = {}
    for source, found in sorted(pairs.items()):
        tables[source] = learn(found)
        right = sum(n for (a, b), n in found.items() if a == b)
        count = sum(found.values())
        print(f"{source:10} {count:8} words, {len(found):7} forms, {right / count:.3f} read right", flush=True)
    plain = {source: tuple({k: dict(v) for k, v in t.items()} for t in three) for source, three in tables.items()}
    (work / "noise.pkl").write_bytes(pickle.dumps(plain))
    rng = random.Random(1)
    for source, three in tables.items():
        noise = Noise(three, rng)
        print(source, " ".join(noise.sample(word) for word in SHOWN.split()))


if __name__ == "__main__":
    main()
