"""What a text writes again and again: a doubtful word takes counsel of the same letters in other places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.decoder import UNUSED, local_posteriors
from diacritics.letters import strip_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diacritics.decoder import Lattice
    from diacritics.ngrams import Ngrams
    from diacritics.running import Running

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

# How much the choices elsewhere count: behind the same word, before the same word, as a name, anywhere.
BEHIND: Final = 0.8
BEFORE: Final = 0.8
NAMED: Final = 0.8
ANYWHERE: Final = 0.2
# A word that was chosen nowhere else counts as if it had been chosen so often.
UNSEEN: Final = 0.3
NO_WORD: Final = -1


def hear_echoes(running: Running, lattice: Lattice, chosen: Ints, model: Ngrams, weight: float) -> bool:
    """Add to the scores of doubtful words what was chosen for the same letters elsewhere; whether there are any."""
    places = running.asked[(lattice.scores[running.asked] > UNUSED / 2).sum(axis=1) > 1]
    if len(places) < 2:
        return False
    shares = local_posteriors(lattice, chosen, places, model, weight)
    padded = np.concatenate([[NO_WORD], _letters(running), [NO_WORD]])
    left, here, right = padded[places], padded[places + 1], padded[places + 2]
    size = int(padded.max()) + 1
    name = np.array([running.forms[place][:1].isupper() for place in places.tolist()])
    row, column = np.nonzero(lattice.scores[places] > UNUSED / 2)
    word, share = (lattice.words[places[row], column].astype(np.int64), shares[row, column])
    gain = np.zeros(len(row))
    for count, key, known in (
        (BEHIND, left * size + here, left != NO_WORD),
        (BEFORE, here * size + right, right != NO_WORD),
        (NAMED, here, name),
        (ANYWHERE, here, here != NO_WORD),
    ):
        gain += count * known[row] * _heard(np.where(known, key, NO_WORD), row, word, share)
    lattice.scores[places[row], column] += gain.astype(np.float32)
    return True


def _letters(running: Running) -> Ints:
    """A number for the letters of each form, marks and case aside; NO_WORD for figures and signs."""
    index: dict[str, int] = {}
    bare = {form: strip_marks(form).lower() for form in dict.fromkeys(running.forms)}
    number = {form: index.setdefault(low, len(index)) if low.isalpha() else NO_WORD for form, low in bare.items()}
    return np.array([number[form] for form in running.forms], dtype=np.int64)


def _heard(keys: Ints, row: Ints, word: Ints, share: Floats) -> NDArray[np.float64]:
    """For each candidate: the logarithm of its share among the choices in other places with the same key."""
    kinds, kind = np.unique(keys, return_inverse=True)
    key = kind[row]
    _, pair = np.unique(key * (1 << 16) + word, return_inverse=True)
    elsewhere = np.maximum(np.bincount(pair, share)[pair] - share, 0)
    others = np.bincount(kind, minlength=len(kinds))[key] - 1
    out: NDArray[np.float64] = np.log((elsewhere + UNSEEN) / (others + UNSEEN))
    return np.where(others > 0, out, 0)
