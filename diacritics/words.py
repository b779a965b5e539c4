"""Words: candidates, decision, probability and spelling, for a stretch of text at a time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.candidates import FIGURE_ID, KEPT_FORM, PARAGRAPH_ID, kept_scores, lattice_of
from diacritics.decoder import UNUSED, best_path, local_posteriors
from diacritics.edits import Edit
from diacritics.letters import tone_fold
from diacritics.spelling import cased_like, is_upper, restyled, writes_new_style
from diacritics.splits import Split, find_splits, split_heads, split_tokens
from diacritics.structure import parts
from diacritics.syllables import is_known, known_abbreviations
from diacritics.tokens import FIGURE, PARAGRAPH, SIGN, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from diacritics.candidates import Lexicon
    from diacritics.decoder import Lattice
    from diacritics.model import Model

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

LM_WEIGHT: Final = 0.8
# A text in which few words must be wrong is trusted: another reading must be that much better (natural logarithms).
TRUST_MOST: Final = 10.0
TRUST_SLOPE: Final = 2.4
TRUST_NONE: Final = 0.5
DOUBTFUL: Final = -3.0
LEAST_RATE: Final = 7e-4
AROUND: Final = 150
CERTAIN: Final = 30.0
HOPELESS: Final = 9.0
FOREIGN_AROUND: Final = 4
READ: Final = -0.7
REPEATED: Final = 3
REPEATED_LONG: Final = 3
_VOWEL: Final = re.compile("[AEIOUYĂÂÊÔƠƯ0-9]")
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


@dataclass(frozen=True, slots=True)
class Running:
    """A text as the model sees it: a form and a word id for each token."""

    text: str
    tokens: Sequence[Token]
    forms: Sequence[str]
    own: NDArray[np.uint64]
    asked: Ints

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token], model: Model) -> Running:
        """Forms and ids of tokens: all figures are one form, and so are all ends of paragraphs."""
        forms = [_form(text, token) for token in tokens]
        lookup = {form: model.lexicon.id_of(form) for form in set(forms)} | {"¶": PARAGRAPH_ID, "0": FIGURE_ID}
        own = np.array([lookup[form] for form in forms], dtype=np.uint64)
        asked = np.array([i for i, token in enumerate(tokens) if token.kind == WORD], dtype=np.int64)
        return cls(text, tokens, forms, own, asked)


def _form(text: str, token: Token) -> str:
    if token.kind == PARAGRAPH:
        return "¶"
    return "0" if token.kind == FIGURE else text[token.start : token.end]


def word_edits(running: Running, model: Model, trust: Floats | None) -> Iterator[Edit]:
    """The changes of words; `trust` is what the engine's confidence adds to keeping each asked word as it stands."""
    if len(running.asked) == 0:
        return
    heads = model.tagger.read(running.forms, running.asked)
    splits = find_splits(
        running.forms, running.own.tolist(), running.asked.tolist(), heads, (model.tagger, model.lexicon)
    )
    if splits:
        heads = split_heads(heads, running.asked.tolist(), splits)
        trust = None if trust is None else np.insert(trust, [running.asked.tolist().index(s.place) for s in splits], 0)
        running = Running.of(running.text, split_tokens(running.tokens, splits), model)
    lattice = lattice_of(running.forms, running.own, running.asked, heads, model.lexicon)
    kept = kept_scores([running.forms[i] for i in running.asked.tolist()], heads)
    bonus = _bonus(running, kept, model.lexicon)
    lattice.scores[running.asked, KEPT_FORM] += bonus + (0 if trust is None else trust)
    hopeless = lattice.scores[:, 1:] < lattice.scores[:, :1] - HOPELESS
    lattice.scores[:, 1:][hopeless] = UNUSED
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


def _bonus(running: Running, kept: Floats, lexicon: Lexicon) -> Floats:
    """For words of plain letters: the fewer words around must be wrong, the more this one is trusted."""
    total = np.concatenate([[0], np.cumsum(kept < DOUBTFUL)])
    place = np.arange(len(kept))
    low, high = np.maximum(place - AROUND, 0), np.minimum(place + AROUND + 1, len(kept))
    rate = (total[high] - total[low]) / (high - low)
    bonus = np.clip(TRUST_SLOPE * np.log(TRUST_NONE / np.maximum(rate, LEAST_RATE)), 0, TRUST_MOST)
    plain = np.array([running.forms[i].isalpha() for i in running.asked.tolist()])
    out: Floats = np.where(plain, bonus, 0).astype(np.float32)
    out[_abbreviations(running, lexicon)] = CERTAIN
    out[_among_foreign(running, kept)] = CERTAIN
    out[[row for row, place in enumerate(running.asked.tolist()) if _is_label(running, place)]] = CERTAIN
    return out


def _is_label(running: Running, place: int) -> bool:
    """Whether a single letter heads an item: «b) …» at the beginning of a line, also behind a bracket."""
    token = running.tokens[place]
    if len(running.forms[place]) > 1 or running.text[token.end : token.end + 1] not in {")", "."}:
        return False
    before = running.text[max(token.start - 4, 0) : token.start].rstrip("( ")
    return before == "" or before[-1] == "\n"


def _among_foreign(running: Running, kept: Floats) -> NDArray[np.bool_]:
    """Rows of asked words around which half of the longer words are no syllables, and surely so."""
    forms = [running.forms[place] for place in running.asked.tolist()]
    longer = np.array([len(form) > 2 for form in forms])
    foreign = np.array(
        [form.isascii() and form.isalpha() and not form.isupper() and parts(form.lower()) is None for form in forms]
    )
    window = np.ones(2 * FOREIGN_AROUND + 1)
    around, seen = (
        np.convolve(rows, window)[FOREIGN_AROUND:-FOREIGN_AROUND] for rows in (longer & foreign & (kept > READ), longer)
    )
    out: NDArray[np.bool_] = around * 2 >= np.maximum(seen, 4)
    return out


def _abbreviations(running: Running, lexicon: Lexicon) -> list[int]:
    """Rows of asked words that are abbreviations: known ones, and capitals without a vowel that the text repeats."""
    known = known_abbreviations()
    seen = Counter(form for form in running.forms if len(form) >= REPEATED_LONG and form.isupper())
    return [
        row
        for row, place in enumerate(running.asked.tolist())
        if (form := running.forms[place]).isupper()
        and ((form in known and len(form) >= REPEATED_LONG) or (seen[form] >= REPEATED and _VOWEL.search(form) is None))
        and not lexicon.like_syllable(form)
    ]


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
    behind, following = text[token.end : token.end + 1], text[token.end + 1 : token.end + 3]
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
