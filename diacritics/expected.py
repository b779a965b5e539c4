"""What a text is likely to say: places of its province, units in a cell, what stands before a figure. These gain."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from diacritics.candidates import KEPT_FORM
from diacritics.decoder import UNUSED
from diacritics.letters import strip_marks
from diacritics.places import known_places
from diacritics.syllables import known_units
from diacritics.tokens import FIGURE, PARAGRAPH, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diacritics.candidates import Lexicon
    from diacritics.decoder import Lattice
    from diacritics.places import Name
    from diacritics.running import Running

# In natural logarithms; half of it where several names have the same letters.
GAIN: Final = 8.0
LONGEST_UNIT: Final = 3
# What a form that is kept for being in sound text scores at least.
TRUSTED: Final = 5.0
_QUARTER: Final = re.compile(r"(?:I{1,3}|IV)(?![^\W\d_])")


def favour(running: Running, lattice: Lattice, lexicon: Lexicon) -> None:
    """Raise the scores of candidates that make a name or a unit of words read without marks."""
    for place, names in (*known_places().named(running.forms), *_units(running)):
        for name in names:
            for i, word in enumerate(name, place):
                if running.forms[i].isascii():
                    same = (lattice.words[i] == lexicon.id_of(word)) & (lattice.scores[i] > UNUSED / 2)
                    lattice.scores[i, same] += GAIN / min(len(names), 2)
    for place, word in _before_figures(running):
        # Nothing else is likely there, so the word counts even where the tagger left it no hope; but «nội quy II» may
        # stand in sound text.
        if lattice.scores[place, KEPT_FORM] < TRUSTED:
            lattice.scores[place, lattice.words[place] == lexicon.id_of(word)] = lattice.scores[place].max() + GAIN


def _units(running: Running) -> Iterator[tuple[int, set[Name]]]:
    """(place, units) of each cell or line that holds the letters of a unit and nothing else."""
    kinds = [token.kind for token in running.tokens]
    ends = [-1, *(i for i, kind in enumerate(kinds) if kind == PARAGRAPH), len(kinds)]
    for before, after in pairwise(ends):
        if 1 < after - before <= LONGEST_UNIT + 1 and all(kind == WORD for kind in kinds[before + 1 : after]):
            found = known_units().get(tuple(strip_marks(form).lower() for form in running.forms[before + 1 : after]))
            if found:
                yield before + 1, found


def _before_figures(running: Running) -> Iterator[tuple[int, str]]:
    """«đạt» right before a share, for there is no land («đất») of 75 %; «quý» before a numeral, for funds have none."""
    for place, token in enumerate(running.tokens[1:]):
        low = running.forms[place].lower()
        if low == "dat" and token.kind == FIGURE and running.text[token.end - 1] == "%":
            yield place, "đạt"
        elif low == "quy" and _QUARTER.match(running.text, token.start):
            yield place, "quý"
