"""What a damaged word may have been: itself, the tagger's best syllables, all words with the same letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.decoder import UNUSED, Lattice
from diacritics.letters import strip_marks, tone_fold
from diacritics.shapes import ONSET_INDEX, RIME_INDEX
from diacritics.structure import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diacritics.running import Running

    Ints = NDArray[np.int64]
    Ids = NDArray[np.uint64]
    Floats = NDArray[np.float32]
    Heads = tuple[Floats, Floats]
WIDTH: Final = 18
FLOOR: Final = 7.5
SURE: Final = -0.004
TOP_ONSETS: Final = 4
TOP_RIMES: Final = 10
TOP: Final = 10
SAME_LETTERS: Final = 20
KEPT_FORM: Final = 0
OTHER_FORM_PENALTY: Final = 0.7
UNKNOWN_PENALTY: Final = 5.0
UNKNOWN: Final = 0
PARAGRAPH_ID: Final = 1
FIGURE_ID: Final = 2
# Where the letters of nearly all words are read right, only their marks are in doubt (natural logarithms).
FAITH_MOST: Final = 6.0
FAITH_NONE: Final = 0.25
# Where all marks are gone besides, the tagger counts for less beside the n-grams.
BARE_SHARE: Final = 0.5
FAITH_FULL: Final = 1.5
MOSTLY_BARE: Final = 0.85
STRAY_MARGIN: Final = 4.0
LEAST_RATE: Final = 5e-4
# The letters of a name count for more: which other name the language expects there says little.
NAME_FAITH: Final = 2.0
AROUND: Final = 150


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The model's words. By word id: classes of onset and rime (0 for what is no syllable), class of base letters.

    `grid` has the word id of each onset and rime, -1 for none; `same` the commonest words of each class of letters.
    """

    words: tuple[str, ...]
    index: dict[str, int]
    classes: Ints
    base_classes: Ints
    bases: dict[str, int]
    grid: Ints
    same: Ints

    @classmethod
    def of(cls, words: Sequence[str]) -> Lexicon:
        """The lexicon of a list of words whose places are their ids, commonest first."""
        index = {tone_fold(word): i for i, word in reversed(list(enumerate(words)))}
        grid = np.full((len(ONSET_INDEX) + 1, len(RIME_INDEX) + 1), -1, dtype=np.int64)
        classes = np.array([classes_of(word) for word in words])
        bases: dict[str, int] = {}
        base_classes = np.full(len(words), -1, dtype=np.int64)
        members: list[list[int]] = []
        for i, word in enumerate(words):
            if classes[i, 0] > 0 and grid[tuple(classes[i])] < 0:
                grid[tuple(classes[i])] = i
            if word.isalpha() and i > FIGURE_ID:
                base_classes[i] = bases.setdefault(strip_marks(word), len(bases))
                if base_classes[i] == len(members):
                    members.append([])
                members[base_classes[i]].append(i)
        same = np.full((len(members) + 1, SAME_LETTERS), -1, dtype=np.int64)
        for row, ids in enumerate(members):
            same[row, : len(ids)] = ids[:SAME_LETTERS]
        return cls(tuple(words), index, classes, base_classes, bases, grid, same)

    def id_of(self, form: str) -> int:
        """The id of a form in whatever case and tone placement."""
        return self.index.get(tone_fold(form), UNKNOWN)

    def base_of(self, form: str) -> int:
        """The class of a form's base letters, -1 where no word has them."""
        return self.bases.get(strip_marks(form).lower(), -1)

    def has_twin(self, form: str) -> bool:
        """Whether another word that is no syllable has the letters of a form that is none: «Krong», «Krông»."""
        base = self.base_of(form)
        same = self.same[base][self.same[base] != self.id_of(form)]
        return base >= 0 and bool((self.classes[same[same >= 0], 0] == 0).any())

    def like_syllable(self, form: str) -> bool:
        """Whether some syllable has the letters of a form."""
        base = self.base_of(form)
        return base >= 0 and bool((self.classes[np.maximum(self.same[base], 0), 0] > 0).any())


def classes_of(word: str) -> tuple[int, int]:
    """Onset and rime of a word in lower case as the tagger's classes, 0 for what is no syllable."""
    split = parts(word)
    return (ONSET_INDEX[split[0]] + 1, RIME_INDEX[split[1]] + 1) if split and split[1] in RIME_INDEX else (0, 0)


def lattice_of(running: Running, heads: Heads, kept: Floats, lexicon: Lexicon) -> Lattice:
    """Candidates for a running text with its kept_scores: column 0 keeps the form, others where it is doubtful."""
    forms, own, asked = running.forms, running.own, running.asked
    words = np.zeros((len(forms), WIDTH), dtype=np.uint64)
    scores = np.full((len(forms), WIDTH), UNUSED, dtype=np.float32)
    words[:, KEPT_FORM] = own
    scores[:, KEPT_FORM] = 0
    scores[asked, KEPT_FORM] = kept
    # Of words that are no syllables the tagger knows nothing: the n-grams must choose.
    odd = np.flatnonzero((lexicon.classes[own[asked].astype(np.int64), 0] == 0) & (kept >= SURE))
    twins = [row for row in odd.tolist() if lexicon.has_twin(forms[asked[row]])]
    unsure = np.union1d(np.flatnonzero(kept < SURE), np.array(twins, dtype=np.int64))
    if len(unsure) == 0:
        return Lattice(words, scores)
    few = heads[0][unsure], heads[1][unsure]
    places = asked[unsure]
    bases = np.array([lexicon.base_of(forms[i]) for i in places.tolist()])
    ids, gains, alike = _gathered(few, bases, lexicon)
    alike_best = np.where(alike, gains, UNUSED).max(axis=1)
    strayed = gains[:, 0] > np.maximum(alike_best, kept[unsure]) + STRAY_MARGIN
    faith = _faith(_rate(unsure, np.bincount(unsure[strayed], minlength=len(asked))))
    bare = _rate(unsure, np.array([forms[i].isascii() for i in asked.tolist()]))
    share = np.where((faith > FAITH_FULL) & (bare > MOSTLY_BARE), np.float32(BARE_SHARE), np.float32(1))
    faith += np.array([NAME_FAITH * _in_name(forms, i) for i in places.tolist()], dtype=np.float32)
    gains = np.where(gains > UNUSED / 2, gains * share[:, None], gains) + np.where(alike, faith[:, None], np.float32(0))
    stay = kept[unsure] * share + faith - np.where(own[places] == UNKNOWN, np.float32(UNKNOWN_PENALTY), np.float32(0))
    gains[ids == own[places][:, None].astype(np.int64)] = UNUSED
    best = np.maximum(gains.max(axis=1), stay)
    gains[gains < best[:, None] - FLOOR] = UNUSED
    order = np.argsort(-gains, axis=1)[:, : WIDTH - 1]
    take = np.arange(len(unsure))[:, None]
    words[places, 1:] = np.maximum(ids[take, order], 0)
    scores[places, 1:] = gains[take, order]
    scores[places, KEPT_FORM] = np.maximum(stay, best - FLOOR)
    return Lattice(words, scores)


def _in_name(forms: Sequence[str], place: int) -> bool:
    """Whether a word with a capital stands within a line of words, where names do."""
    form = forms[place]
    return form[:1].isupper() and form[1:].islower() and form.isalpha() and place > 0 and forms[place - 1][0].isalpha()


def _gathered(heads: Heads, bases: Ints, lexicon: Lexicon) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    """Word ids, log-probabilities, whether the letters are those read: [words, candidates], the tagger's best first."""
    onset, rime = heads
    top, top_gains = syllables(heads, lexicon.grid)
    same = lexicon.same[bases]
    classes = lexicon.classes[np.maximum(same, 0)]
    take = np.arange(len(bases))[:, None]
    syllable = onset[take, classes[:, :, 0]] + rime[take, classes[:, :, 1]]
    other = np.minimum(onset[:, :1], rime[:, :1]) - np.float32(OTHER_FORM_PENALTY)
    gains = np.where(classes[:, :, 0] > 0, syllable, other)
    twice = (same[:, :, None] == top[:, None, :]).any(axis=2)
    gains[twice | (same < 0)] = UNUSED
    alike = lexicon.base_classes[np.maximum(top, 0)] == bases[:, None]
    alike &= (bases >= 0)[:, None]
    return (
        np.concatenate([top, same], axis=1),
        np.concatenate([top_gains, gains], axis=1),
        np.concatenate([alike, same >= 0], axis=1),
    )


def _rate(rows: Ints, counts: NDArray[np.generic]) -> Floats:
    """The mean of `counts`, one a word, around each of `rows`."""
    total = np.concatenate([[0], np.cumsum(counts)])
    low, high = np.maximum(rows - AROUND, 0), np.minimum(rows + AROUND + 1, len(counts))
    out: Floats = ((total[high] - total[low]) / (high - low)).astype(np.float32)
    return out


def _faith(strays: Floats) -> Floats:
    """How much the letters read are trusted: the more, the seldomer words around stray from theirs."""
    out: Floats = np.clip(np.log(FAITH_NONE / np.maximum(strays, LEAST_RATE)), 0, FAITH_MOST).astype(np.float32)
    return out


def syllables(heads: Heads, grid: Ints) -> tuple[Ints, Floats]:
    """Best valid pairs of onset and rime, best first: word ids and log-probabilities, [words, TOP]."""
    onset, rime = heads
    top_onset = np.argpartition(-onset[:, 1:], TOP_ONSETS, axis=1)[:, :TOP_ONSETS] + 1
    top_rime = np.argpartition(-rime[:, 1:], TOP_RIMES, axis=1)[:, :TOP_RIMES] + 1
    take = np.arange(len(onset))[:, None]
    gains = onset[take, top_onset][:, :, None] + rime[take, top_rime][:, None, :]
    ids = grid[top_onset[:, :, None], top_rime[:, None, :]]
    gains = np.where(ids >= 0, gains, UNUSED).reshape(len(onset), -1)
    ids = ids.reshape(len(onset), -1)
    order = np.argsort(-gains, axis=1)[:, :TOP]
    return ids[take, order], gains[take, order]


def best_readings(heads: Heads, grid: Ints) -> Floats:
    """The log-probability of the likeliest syllable of each asked word."""
    out: Floats = syllables(heads, grid)[1].max(axis=1, initial=UNUSED)
    return out


def kept_scores(forms: Sequence[str], heads: Heads) -> Floats:
    """The tagger's opinion of each asked form as it stands."""
    known = {form: classes_of(form.lower()) for form in dict.fromkeys(forms)}
    cells = np.array([known[form] for form in forms], dtype=np.int64).reshape(-1, 2)
    onset, rime = heads
    take = np.arange(len(forms))
    both = onset[take, cells[:, 0]] + rime[take, cells[:, 1]]
    out: Floats = np.where(cells[:, 0] > 0, both, np.minimum(onset[:, 0], rime[:, 0]))
    return out
