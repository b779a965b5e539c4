"""Names of places, province by province: which communes and districts a text of one province is likely to name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from diacritics.letters import strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST: Final = 4
_NAMED: Final = 2
"""How often a text must name a province to be of it."""

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Names by their letters without marks; `provinces` those of the provinces, `within` those of each one's places."""

    provinces: dict[Name, set[Name]]
    owners: dict[Name, int]
    within: tuple[dict[Name, set[Name]], ...]

    @classmethod
    def of(cls, lines: Sequence[str]) -> Places:
        """The places of lines «province;province<tab>place;place», a line for each province and those it took in."""
        provinces: dict[Name, set[Name]] = {}
        owners: dict[Name, int] = {}
        within = []
        for row, line in enumerate(lines):
            heads, names = (field.split(";") for field in line.split("\t"))
            for name in heads:
                _add(provinces, name)
                owners[_key(name)] = row
            found: dict[Name, set[Name]] = {}
            for name in names:
                _add(found, name)
            within.append(found)
        return cls(provinces, owners, tuple(within))

    def named(self, forms: Sequence[str]) -> Iterator[tuple[int, set[Name]]]:
        """(place, names) of each run of capitalised words without marks that are letters of names of the province."""
        keys = [form.lower() if form[:1].isupper() and form.isascii() else "" for form in forms]
        found: dict[Name, set[Name]] = dict(self.provinces)
        home = self._home(keys)
        if home is not None:
            found |= self.within[home]
        starts = {name[:2] for name in found}
        place = 0
        while place < len(keys) - 1:
            length = 1
            if keys[place] and (keys[place], keys[place + 1]) in starts:
                for size in range(_LONGEST, 1, -1):
                    names = found.get(tuple(keys[place : place + size]))
                    if names:
                        yield place, names
                        length = size
                        break
            place += length

    def _home(self, keys: Sequence[str]) -> int | None:
        """The province that the text names most often."""
        counts = Counter(
            self.owners[name]
            for place in range(len(keys) - 1)
            if keys[place]
            for size in (2, 3)
            if (name := tuple(keys[place : place + size])) in self.owners
        )
        return next((row for row, count in counts.most_common(1) if count >= _NAMED), None)


def _key(name: str) -> Name:
    return tuple(re.findall(r"[^\W\d_]+", strip_marks(name).lower()))


def _add(found: dict[Name, set[Name]], name: str) -> None:
    found.setdefault(_key(name), set()).add(tuple(re.findall(r"[^\W\d_]+", name.lower())))


@lru_cache(maxsize=1)
def known_places() -> Places:
    """The places of the package's data folder."""
    text = (files("diacritics") / "data" / "places.txt").read_text(encoding="utf-8")
    return Places.of(text.splitlines())
