#!/usr/bin/env python3
"""The lists of known syllables and abbreviations, from the counts of a training text.

    train_diacritics_lists.py WORK OUT_FOLDER

Writes OUT_FOLDER/syllables.txt (lower case, each seen often), abbreviations.txt (capitals that are no syllable) and
marked.txt (abbreviations with Đ or Ư that are written so eight times as often as with D and U).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from diacritics.letters import strip_marks
from diacritics.structure import parts

LEAST_SYLLABLE, LEAST_ABBREVIATION = 40, 8
LONGEST_ABBREVIATION = 10
LEAST_RATIO = 8
CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĐƯ")


def usually_marked(short: Counter[str]) -> list[str]:
    """Of the abbreviations with the same letters the commonest with a mark, where hardly any goes without."""
    found: dict[str, str] = {}
    for form, count in short.most_common():
        plain = strip_marks(form)
        marked = plain != form and set(form) <= CAPITALS and parts(plain.lower()) is None
        if marked and count >= max(LEAST_ABBREVIATION, LEAST_RATIO * short[plain]):
            found.setdefault(plain, form)
    return sorted(found.values())


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
    marked = usually_marked(short)
    (folder / "marked.txt").write_text("\n".join(marked) + "\n", encoding="utf-8")
    print(f"marked.txt: {len(marked)}")


if __name__ == "__main__":
    main()
