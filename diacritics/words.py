"""Words: candidates, decision, probability and spelling, for a stretch of text at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.candidates import KEPT_FORM, kept_scores, lattice_of
from diacritics.decoder import UNUSED, best_path, local_posteriors
from diacritics.echo import hear_echoes
from diacritics.edits import Edit
from diacritics.expected import favour
from diacritics.kept import damage_around, trust_of
from diacritics.letters import tone_fold
from diacritics.running import Running
from diacritics.spelling import cased_like, is_upper, restyled, writes_new_style
from diacritics.splits import Split, find_splits, split_heads, split_tokens
from diacritics.syllables import is_known
from diacritics.tokens import PARAGRAPH, SIGN, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from diacritics.decoder import Lattice
    from diacritics.model import Model

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
LM_WEIGHT: Final = 0.7
HOPELESS: Final = 9.0
ALTERNATIVES: Final = 3
LEAST_SHARE: Final = 0.01
# What is less likely right than this is left as it was read.
LEAST_PROBABILITY: Final = 0.25
# Of a text in which hardly a word is wrong, a sound syllable is changed only for one that is far likelier.
HARDLY_WRONG: Final = 9.0
LEAST_FOR_SOUND: Final = 0.6
_RESTS: Final = "'’`´?!*"
_QUOTES: Final = ("'", "‘", "’", "`")
_SENTENCE_END: Final = frozenset(".:;!?-–•")


def word_edits(running: Running, model: Model, trust: Floats | None) -> Iterator[Edit]:
    """The changes of words; `trust` is what the engine's confidence adds to keeping each asked word as it stands."""
    if len(running.asked) == 0:
        return
    heads = model.tagger.read(running.forms, running.asked)
    kept = kept_scores(running.asked_forms(), heads)
    splits = find_splits(running, heads, damage_around(kept), (model.tagger, model.lexicon))
    if splits:
        heads = split_heads(heads, running.asked.tolist(), splits)
        trust = None if trust is None else np.insert(trust, [running.asked.tolist().index(s.place) for s in splits], 0)
        running = Running.of(running.text, split_tokens(running.tokens, splits), model.lexicon)
        kept = kept_scores(running.asked_forms(), heads)
    lattice = lattice_of(running, heads, kept, model.lexicon)
    bonus = trust_of(running, kept, model.lexicon)
    lattice.scores[running.asked, KEPT_FORM] += bonus + (0 if trust is None else trust)
    hopeless = lattice.scores[:, 1:] < lattice.scores[:, :1] - HOPELESS
    lattice.scores[:, 1:][hopeless] = UNUSED
    favour(running, lattice, model.lexicon)
    chosen = best_path(lattice, model.ngrams, LM_WEIGHT)
    if hear_echoes(running, lattice, chosen, model.ngrams, LM_WEIGHT):
        chosen = best_path(lattice, model.ngrams, LM_WEIGHT)
    places = running.asked[chosen[running.asked] != KEPT_FORM]
    shares = local_posteriors(lattice, chosen, places, model.ngrams, LM_WEIGHT)
    right = model.curve(shares[np.arange(len(places)), chosen[places]])
    least = _least(running, places, bonus, trust)
    choices = [
        Choice(place, column, share, probability)
        for place, column, share, probability, enough in zip(
            places.tolist(), chosen[places].tolist(), shares, right.tolist(), least.tolist(), strict=True
        )
        if probability >= enough
    ]
    changes = _spelled(running, model.lexicon.words, lattice, choices)
    yield from sorted([*changes, *_gaps(running, splits)], key=lambda edit: (edit.start, edit.end))


def _least(running: Running, places: Ints, bonus: Floats, trust: Floats | None) -> Floats:
    """The least probability of a change at each of `places`; what the engine itself doubts is changed more easily."""
    rows = np.searchsorted(running.asked, places)
    trusted = bonus[rows] >= HARDLY_WRONG
    if trust is not None:
        trusted &= trust[rows] >= 0
    sound = np.array([is_known(running.forms[place]) for place in places.tolist()], dtype=bool)
    out: Floats = np.where(trusted & sound, LEAST_FOR_SOUND, LEAST_PROBABILITY).astype(np.float32)
    return out


def _gaps(running: Running, splits: Sequence[Split]) -> Iterator[Edit]:
    """The blanks between pieces of split words."""
    for extra, split in enumerate(splits):
        end = running.tokens[split.place + extra].end
        yield Edit(end, end, " ", round(split.probability, 4), "split")


@dataclass(frozen=True, slots=True)
class Choice:
    """A changed word: its place, the column chosen, each column's share, the probability that the choice is right."""

    place: int
    column: int
    shares: Floats
    probability: float


def _spelled(running: Running, words: Sequence[str], lattice: Lattice, choices: Sequence[Choice]) -> Iterator[Edit]:
    """Edits for the changed words, as the text spells."""
    new_style = writes_new_style(running.forms)

    def written(place: int, column: int) -> str:
        if column == KEPT_FORM:
            return running.forms[place]
        return _written(running, place, words[int(lattice.words[place, column])], new_style=new_style)

    for choice in choices:
        token, word = running.tokens[choice.place], written(choice.place, choice.column)
        if tone_fold(word) == tone_fold(running.forms[choice.place]):
            continue
        left = (1 - choice.probability) / max(1 - float(choice.shares[choice.column]), 1e-6)
        others = [
            (written(choice.place, column), round(float(choice.shares[column]) * left, 4))
            for column in np.argsort(-choice.shares)[: ALTERNATIVES + 1].tolist()
            if column != choice.column and choice.shares[column] >= LEAST_SHARE
        ]
        end = token.end + _leftover(running.text, token)
        yield Edit(token.start, end, word, round(choice.probability, 4), "word", tuple(others[:ALTERNATIVES]))


def _leftover(text: str, token: Token) -> int:
    """1 where a sign behind the word is the rest of a misread mark: «sv’ dung», «di? liệu»."""
    behind, following = (text[token.end : token.end + 1], text[token.end + 1 : token.end + 3])
    opened = text[max(token.start - 1, 0) : token.start] in _QUOTES
    return int(behind != "" and behind in _RESTS and not opened and following[:1] == " " and following[1:].islower())


def _written(running: Running, place: int, word: str, *, new_style: bool) -> str:
    read = running.forms[place]
    if read.islower():
        return restyled(word, new_style=new_style)
    near = [
        running.forms[i]
        for i in range(max(place - 2, 0), min(place + 3, len(running.forms)))
        if i != place and running.tokens[i].kind == WORD and len(running.forms[i]) > 1
    ]
    among = bool(near) and sum(map(is_upper, near)) * 2 > len(near)
    before = running.tokens[place - 1] if place else None
    begins = (
        before is None
        or before.kind == PARAGRAPH
        or (before.kind == SIGN and running.forms[place - 1] in _SENTENCE_END)
    )
    return cased_like(restyled(word, new_style=new_style), read, among_capitals=among or not near, begins=begins)
