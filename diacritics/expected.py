"""What a text is likely to name: places of its province, units alone in a cell. Their candidates gain."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from diacritics.decoder import UNUSED
from diacritics.letters import strip_marks
from diacritics.places import known_places
from diacritics.syllables import known_units
from diacritics.tokens import PARAGRAPH, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diacritics.candidates import Lexicon
    from diacritics.decoder import Lattice
    from diacritics.places import Name
    from diacritics.running import Running

# In natural logarithms; half of it where several names have the same letters.
GAIN: Final = 8.0
LONGEST_UNIT: Final = 3


def favour(running: Running, lattice: Lattice, lexicon: Lexicon) -> None:
    """Raise the scores of candidates that make a name or a unit of words read without marks."""
    for place, names in (*known_places().named(running.forms), *_units(running)):
        for name in names:
            for i, word in enumerate(name, place):
                if running.forms[i].isascii():
                    same = (lattice.words[i] == lexicon.id_of(word)) & (lattice.scores[i] > UNUSED / 2)
                    lattice.scores[i, same] += GAIN / min(len(names), 2)


def _units(running: Running) -> Iterator[tuple[int, set[Name]]]:
    """(place, units) of each cell or line that holds the letters of a unit and nothing else."""
    kinds = [token.kind for token in running.tokens]
    ends = [-1, *(i for i, kind in enumerate(kinds) if kind == PARAGRAPH), len(kinds)]
    for before, after in pairwise(ends):
        if 1 < after - before <= LONGEST_UNIT + 1 and all(kind == WORD for kind in kinds[before + 1 : after]):
            found = known_units().get(tuple(strip_marks(form).lower() for form in running.forms[before + 1 : after]))
            if found:
                yield before + 1, found
