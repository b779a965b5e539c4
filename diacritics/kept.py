"""What speaks for keeping a word as it was read: a text with few wrong words, and forms that are no words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.letters import marks_are_missing
from diacritics.structure import parts
from diacritics.syllables import bare_syllables, known_abbreviations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diacritics.candidates import Lexicon
    from diacritics.running import Running

    Floats = NDArray[np.float32]
    Rows = NDArray[np.bool_]

# A text in which few words must be wrong is trusted: another reading must be that much better (natural logarithms).
TRUST_MOST: Final = 10.0
TRUST_SLOPE: Final = 1.8
TRUST_NONE: Final = 0.5
DOUBTFUL: Final = -3.0
LEAST_RATE: Final = 7e-4
AROUND: Final = 150
CERTAIN: Final = 30.0
# Where more words than this must be wrong, a word that some word with marks is written like may be that word.
DAMAGED: Final = 0.25
FOREIGN_AROUND: Final = 4
CAPITALS_AROUND: Final = 4
LETTERS_AROUND: Final = 60
LETTERS_STAND: Final = 0.85
READ: Final = -0.7
UNREAD: Final = -5.0
REPEATED: Final = 3
REPEATED_LONG: Final = 3
_NUMERAL: Final = re.compile("[IVX]{1,5}")
_VOWEL: Final = re.compile("[AEIOUYĂÂÊÔƠƯ0-9]")
_CELL_ENDS: Final = frozenset((" |", "|", "\n", "\r\n", ""))


def damage_around(read: Floats) -> Floats:
    """The share of doubtful words around each asked one; `read` is the tagger's opinion of each as it stands."""
    total = np.concatenate([[0], np.cumsum(read < DOUBTFUL)])
    row = np.arange(len(read))
    low, high = np.maximum(row - AROUND, 0), np.minimum(row + AROUND + 1, len(read))
    out: Floats = ((total[high] - total[low]) / (high - low)).astype(np.float32)
    return out


def trust_of(running: Running, read: Floats, lexicon: Lexicon) -> Floats:
    """What is added to keeping each asked word; `read` is the tagger's opinion of it as it stands."""
    rate = damage_around(read)
    bonus = np.clip(TRUST_SLOPE * np.log(TRUST_NONE / np.maximum(rate, LEAST_RATE)), 0, TRUST_MOST)
    forms = running.asked_forms()
    out: Floats = np.where([form.isalpha() for form in forms], bonus, 0).astype(np.float32)
    foreign = np.flatnonzero(_among_foreign(forms, read))
    out[[row for row in foreign.tolist() if rate[row] <= DAMAGED or lexicon.base_of(forms[row]) < 0]] = CERTAIN
    out[_abbreviations(running, forms, lexicon)] = CERTAIN
    certain = [
        row
        for row, place in enumerate(running.asked.tolist())
        if _is_no_word(running, place, unread=read[row] < UNREAD)
    ]
    out[certain] = CERTAIN
    return out


def _among_foreign(forms: list[str], read: Floats) -> Rows:
    """Rows of asked words around which half of the longer words are no syllables, and surely so."""
    longer = np.array([len(form) > 2 for form in forms])
    foreign = np.array(
        [form.isascii() and form.isalpha() and not form.isupper() and parts(form.lower()) is None for form in forms]
    )
    window = np.ones(2 * FOREIGN_AROUND + 1)
    around, seen = (
        np.convolve(rows, window)[FOREIGN_AROUND:-FOREIGN_AROUND] for rows in (longer & foreign & (read > READ), longer)
    )
    out: Rows = around * 2 >= np.maximum(seen, 4)
    return out


def _abbreviations(running: Running, forms: list[str], lexicon: Lexicon) -> list[int]:
    """Rows of asked words that are abbreviations: known ones, and capitals without a vowel that the text repeats."""
    known = known_abbreviations()
    seen = Counter(form for form in running.forms if len(form) >= REPEATED_LONG and form.isupper())
    return [
        row
        for row, form in enumerate(forms)
        if form.isupper()
        and ((form in known and len(form) >= REPEATED_LONG) or (seen[form] >= REPEATED and _VOWEL.search(form) is None))
        and not lexicon.like_syllable(form)
    ]


def _is_no_word(running: Running, place: int, *, unread: bool) -> bool:
    """Letters and numerals that head an item or fill a cell; capitals among words where marks are lost.

    `unread` says that the tagger takes the word for another.
    """
    form = running.forms[place]
    if len(form) == 1 or _NUMERAL.fullmatch(form):
        return _heads_item(running, place) or _fills_cell(running, place)
    return form[1:] != form[1:].lower() and _stands_out(running, place, unread=unread)


def _heads_item(running: Running, place: int) -> bool:
    """«b) …», «VI. …» at the beginning of a line, also behind a bracket."""
    text, token = running.text, running.tokens[place]
    if text[token.end : token.end + 1] not in {")", "."}:
        return False
    before = text[max(token.start - 4, 0) : token.start].rstrip("( ")
    return before == "" or before[-1] == "\n"


def _fills_cell(running: Running, place: int) -> bool:
    """A form alone between two rules of a table, or between one and the end of the line."""
    text, token = running.text, running.tokens[place]
    before, after = (text[max(token.start - 2, 0) : token.start], text[token.end : token.end + 2])
    ruled = "|" in before or "|" in after
    return ruled and (before[-1:] in {"", "\n"} or before == "| ") and (after in _CELL_ENDS or after[0] in "\n\r")


def _stands_out(running: Running, place: int, *, unread: bool) -> bool:
    """Capitals that are no heading, in a text that lost its marks but not its capitals: «AI», «IoT», «pH, DO, EC»."""
    form, near = running.forms[place], running.words_near(place, CAPITALS_AROUND)
    short = known_abbreviations()
    heading = any(word.isupper() and word not in short and word.lower() in bare_syllables() for word in near)
    alone = bool(near) and not heading and form.isalpha()
    if not alone or not marks_are_missing(running.text, running.tokens[place].start):
        return False
    return (form.isupper() or not unread) and _letters_stand(running, place)


def _letters_stand(running: Running, place: int) -> bool:
    """Tell a neighbourhood that lost nothing but its marks; where letters were misread a capital is one («kinh tS»)."""
    near = running.words_near(place, LETTERS_AROUND)
    words = [word.lower() for word in near if word.isalpha() and not word.isupper()]
    return sum(word in bare_syllables() for word in words) >= LETTERS_STAND * len(words)
