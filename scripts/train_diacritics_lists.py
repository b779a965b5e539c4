#!/usr/bin/env python3
"""The lists of known syllables and abbreviations, from the counts of a training text.

    train_diacritics_lists.py WORK OUT_FOLDER

Writes OUT_FOLDER/syllables.txt (lower case, each seen often) and abbreviations.txt (capitals that are no syllable).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from diacritics.structure import parts

LEAST_SYLLABLE, LEAST_ABBREVIATION = 40, 8
LONGEST_ABBREVIATION = 10


def main() -> None:
    work, folder = map(Path, sys.argv[1:])
    types = (work / "types.txt").read_text(encoding="utf-8").split("\n")
    counts = np.bincount(np.load(work / "ids.npy"), minlength=len(types)).tolist()
    syllables: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for form, count in zip(types, counts, strict=True):
        if not form.isalpha():
            continue
        if parts(form.lower()) is not None:
            syllables[form.lower()] += count
        elif form.isupper() and 1 < len(form) <= LONGEST_ABBREVIATION:
            short[form] += count
    for name, found, least in (
        ("syllables.txt", syllables, LEAST_SYLLABLE),
        ("abbreviations.txt", short, LEAST_ABBREVIATION),
    ):
        kept = sorted(form for form, count in found.items() if count >= least)
        (folder / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
        print(f"{name}: {len(kept)}")


if __name__ == "__main__":
    main()
