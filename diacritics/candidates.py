"""What a damaged word may have been: the tagger's best syllables, the word as it stands, words with the same base letters."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.decoder import Lattice
from diacritics.letters import strip_marks, tone_fold
from diacritics.shapes import ONSET_INDEX, RIME_INDEX
from diacritics.structure import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Ids = NDArray[np.uint64]
    Floats = NDArray[np.float32]

WIDTH: Final = 12
FLOOR: Final = 10.0
SURE: Final = -0.004
TOP_ONSETS: Final = 4
TOP_RIMES: Final = 10
KEPT_FORM: Final = 0
OTHER_FORM_PENALTY: Final = 0.7
UNKNOWN: Final = 0
PARAGRAPH_ID: Final = 1
FIGURE_ID: Final = 2
_MINUS: Final = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The model's words: spelling by id, id by tone-folded form, ids of syllables by onset and rime, other words by base letters."""

    words: tuple[str, ...]
    index: dict[str, int]
    grid: Ints
    by_base: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, words: Sequence[str]) -> Lexicon:
        """The lexicon of a list of words whose places are their ids."""
        index = {tone_fold(word): i for i, word in reversed(list(enumerate(words)))}
        grid = np.full((len(ONSET_INDEX) + 1, len(RIME_INDEX) + 1), -1, dtype=np.int64)
        by_base: dict[str, list[int]] = {}
        for i, word in enumerate(words):
            split = parts(word)
            if split is not None and split[1] in RIME_INDEX:
                cell = ONSET_INDEX[split[0]] + 1, RIME_INDEX[split[1]] + 1
                if grid[cell] < 0:
                    grid[cell] = i
            elif word.isalpha() and len(word) > 1 and strip_marks(word) != word:
                by_base.setdefault(strip_marks(word), []).append(i)
        return cls(tuple(words), index, grid, {base: tuple(ids[:3]) for base, ids in by_base.items()})

    def id_of(self, form: str) -> int:
        """The id of a form in whatever case and tone placement."""
        return self.index.get(tone_fold(form), UNKNOWN)


def lattice_of(forms: Sequence[str], own: Ids, asked: Ints, heads: tuple[Floats, Floats], lexicon: Lexicon) -> Lattice:
    """Candidates for the running text `forms` with own ids `own`: column 0 keeps the form; others only where asked and doubtful."""
    count = len(forms)
    words = np.zeros((count, WIDTH), dtype=np.uint64)
    scores = np.full((count, WIDTH), _MINUS, dtype=np.float32)
    words[:, KEPT_FORM] = own
    scores[:, KEPT_FORM] = 0
    kept = _kept_scores(forms, asked, heads)
    unsure = np.flatnonzero(kept < SURE)
    asked, kept, heads = asked[unsure], kept[unsure], (heads[0][unsure], heads[1][unsure])
    if len(asked) == 0:
        return Lattice(words, scores)
    ids, gains = _syllables(heads, lexicon.grid)
    # The form as it stands is column 0; among the syllables it must not stand twice.
    gains[ids == own[asked][:, None].astype(np.int64)] = _MINUS
    best = np.maximum(gains.max(axis=1), kept)
    gains[gains < best[:, None] - FLOOR] = _MINUS
    words[asked, 1:ids.shape[1] + 1] = np.maximum(ids, 0)
    scores[asked, 1:gains.shape[1] + 1] = gains
    scores[asked, KEPT_FORM] = np.maximum(kept, best - FLOOR)
    _add_same_base(forms, asked, heads, lexicon, words, scores)
    return Lattice(words, scores)


def _syllables(heads: tuple[Floats, Floats], grid: Ints) -> tuple[Ints, Floats]:
    """Best valid pairs of onset and rime, best first: word ids and log-probabilities, [words, WIDTH - 2]."""
    onset, rime = heads
    top_onset = np.argpartition(-onset[:, 1:], TOP_ONSETS, axis=1)[:, :TOP_ONSETS] + 1
    top_rime = np.argpartition(-rime[:, 1:], TOP_RIMES, axis=1)[:, :TOP_RIMES] + 1
    take = np.arange(len(onset))[:, None]
    gains = onset[take, top_onset][:, :, None] + rime[take, top_rime][:, None, :]
    ids = grid[top_onset[:, :, None], top_rime[:, None, :]]
    gains = np.where(ids >= 0, gains, _MINUS).reshape(len(onset), -1)
    ids = ids.reshape(len(onset), -1)
    order = np.argsort(-gains, axis=1)[:, :WIDTH - 2]
    return ids[take, order], gains[take, order]


def best_readings(heads: tuple[Floats, Floats], grid: Ints) -> Floats:
    """The log-probability of the likeliest syllable of each asked word."""
    out: Floats = _syllables(heads, grid)[1].max(axis=1, initial=_MINUS)
    return out


def _kept_scores(forms: Sequence[str], asked: Ints, heads: tuple[Floats, Floats]) -> Floats:
    """The tagger's opinion of each asked form as it stands."""
    cells = np.zeros((len(asked), 2), dtype=np.int64)
    for row, place in enumerate(asked.tolist()):
        split = parts(forms[place].lower())
        if split is not None and split[1] in RIME_INDEX:
            cells[row] = ONSET_INDEX[split[0]] + 1, RIME_INDEX[split[1]] + 1
    onset, rime = heads
    take = np.arange(len(asked))
    both = onset[take, cells[:, 0]] + rime[take, cells[:, 1]]
    out: Floats = np.where(cells[:, 0] > 0, both, np.minimum(onset[:, 0], rime[:, 0]))
    return out


def _add_same_base(forms: Sequence[str], asked: Ints, heads: tuple[Floats, Floats], lexicon: Lexicon, words: Ids, scores: Floats) -> None:
    """Words that are no syllables (HĐND, Krông) where their base letters are read."""
    onset, rime = heads
    for row, place in enumerate(asked.tolist()):
        ids = lexicon.by_base.get(strip_marks(forms[place]).lower())
        if ids is None:
            continue
        gain = min(onset[row, 0], rime[row, 0]) - OTHER_FORM_PENALTY
        for column, word in enumerate(ids[:1]):
            if word != words[place, KEPT_FORM]:
                words[place, WIDTH - 1 - column] = word
                scores[place, WIDTH - 1 - column] = gain
