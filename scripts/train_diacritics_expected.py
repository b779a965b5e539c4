#!/usr/bin/env python3
"""What texts are likely to name, for diacritics.expected: places province by province, and units.

    train_diacritics_expected.py OUT_FOLDER

Writes OUT_FOLDER/places.txt (a line for each province of today: its names, now and before July 2025, a tab, the names
of its communes and districts, now and before) and units.txt, both from the readers' tables.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extract.grammar.vocabulary import rows

LONGEST_UNIT = 3


def places() -> list[str]:
    """«province;province<tab>place;place» for every province of today, without names of one syllable or with digits."""
    names: dict[str, list[str]] = {}
    after: dict[str, str] = {}
    for code, name, _, _, _, successor in rows("provinces.tsv", "gazetteer"):
        names.setdefault(code, []).append(name)
        if successor and successor != code:
            after[code] = successor
    today = {code: after.get(code, code) for code in names}
    districts = [(code, name, today[province]) for code, name, _, province in rows("districts.tsv", "gazetteer")]
    owner = {code: province for code, _, province in districts}
    found = [(name, today[province]) for _, name, _, province in rows("communes.tsv", "gazetteer")]
    found += [(name, province) for _, name, province in districts]
    found += [(name, owner[district]) for _, name, _, district in rows("communes_before_2025.tsv", "gazetteer")]
    heads: dict[str, set[str]] = {}
    for code, home in today.items():
        heads.setdefault(home, set()).update(names[code])
    within = {home: sorted({name for name, place in found if place == home and is_usable(name)}) for home in heads}
    return [f"{';'.join(sorted(heads[home]))}\t{';'.join(within[home])}" for home in sorted(heads)]


def is_usable(name: str) -> bool:
    """Whether a name has several syllables and no digits."""
    return " " in name and not any(map(str.isdigit, name))


def units() -> list[str]:
    """Units of one to three words without digits and signs."""
    found = [unit for unit, *_ in rows("units.tsv")]
    return sorted(unit for unit in found if len(unit.split()) <= LONGEST_UNIT and all(map(str.isalpha, unit.split())))


def main() -> None:
    folder = Path(sys.argv[1])
    for name, lines in (("places.txt", places()), ("units.txt", units())):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines)} lines")


if __name__ == "__main__":
    main()
