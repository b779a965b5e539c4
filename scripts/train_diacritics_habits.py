"""Made-up old engines: each drops, flattens or replaces marked letters after its own fixed habits.

Old engines that do not know Vietnamese differ from page to page, but within a page they are steady: one always drops ộ,
another always reads it Q. Sampling many such engines teaches the tagger to rely on the words around. A letter may also
become any few signs that look like scraps of one («ạ» as «!;!»), or leave a blank where it stood.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from diacritics.letters import strip_marks

if TYPE_CHECKING:
    import random

MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
WESTERN = {"a": "àáâãäå", "e": "éèêë", "i": "íìîïI1l", "o": "óòôöõ0", "u": "úùûü", "y": "ýÿ", "d": "d"}
# What a dot below turns into, and what marks above do.
DOTTED = {
    "a": ["t", "t", "~", "a", "o", "?", "i", "!;!", "\\l", "1;1", "~l"],
    "e": ["~", "ç", "e", "c", "$", "Q", "~;", "f;"],
    "i": ["j", "j", "j", "i,", "!", "l"],
    "o": ["Q", "(\\", "$", "0", "ç", "9", "c", "o", "()", "{)", "9,"],
    "u": ["V", "ii", "ci", "\\l", "ti", "u", "y", "iji", "l;l", "t,l", "v"],
    "y": ["y", "5"],
}
ABOVE = {
    "a": ["4", "6", "&", "a", "i", "A", "d"],
    "e": ["6", "8", "S", "$", "c", "C", "0"],
    "i": ["I", "l", "1", "f", "i"],
    "o": ["6", "8", "0", "O", "b", "d", "c"],
    "u": ["ii", "ti", "lu", "11", "ci", "u", "n"],
    "y": ["5", "'", "2", "k", "!", "9"],
    "d": ["d", "dj", "d", "t", "B", "E", "El", "f)", "D"],
}
HORNED = {
    "o": ["o'", "cr", "ci", "a", "d", "q", "g", "6", "u"],
    "u": ["ir", "r", "u'", "tr", "it", "iu", "ii", "w", "v", "ff", "n", "1r"],
}
HORNED_DOTTED = {
    "o": ["ç", "ç", "q", "g", "çl", "çi", "cl", "qi"],
    "u": ["ir", "çr", "1r", "r", "V", "v", "tr", "y", "p", "t1r"],
}
PLAIN_SLIPS = {
    "m": ["rn", "in", "nm"],
    "n": ["ii", "ri", "u", "rn"],
    "h": ["b", "li", "l", "1"],
    "l": ["1", "I", "i"],
    "i": ["l", "1", "j", "!", "I"],
    "c": ["e", "o"],
    "t": ["l", "f", "i", "1"],
    "g": ["q", "9"],
    "u": ["ii", "n"],
    "r": ["n", "i"],
    "v": ["y", "V"],
    "b": ["h", "l"],
    "o": ["0"],
}

SCRAPS = "§@&~!;:|\\/(){}[]<>$%^*'`´,.-_lI1tfrjJQOC0698gqi¢£€¥§\"«»°"


def _bare(letter: str) -> str:
    return strip_marks(letter)


def _weight_of(letter: str) -> int:
    """How hard a letter is for an old engine: the count of its marks, a dot below counting double."""
    marks = unicodedata.normalize("NFD", letter)
    return len(marks) - 1 + ("\u0323" in marks)


class System:
    """One made-up engine."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.drops = rng.choice((0.0, 0.15, 0.35, 0.6))
        self.western = rng.choice((0.1, 0.5, 0.8))
        self.wild = rng.choice((0.0, 0.05, 0.15, 0.4))
        self.gaps = rng.choice((0.0, 0.0, 0.3, 0.8))
        self.slips = {letter: rng.choice((0.002, 0.01, 0.02)) for letter in PLAIN_SLIPS}
        for letter in rng.sample(list(PLAIN_SLIPS), rng.choice((0, 0, 1, 2))):
            self.slips[letter] = rng.choice((0.1, 0.3))
        self.favourite = {letter: rng.choice(slips) for letter, slips in PLAIN_SLIPS.items()}
        self.habits = {letter: self._habit(letter) for letter in MARKED}

    def _outcome(self, letter: str) -> str:
        rng, base = self.rng, _bare(letter)
        hard = _weight_of(letter)
        dotted = "\u0323" in unicodedata.normalize("NFD", letter)
        if hard >= 2 and rng.random() < self.drops:
            return " " if rng.random() < self.gaps else ""
        if rng.random() < self.wild * min(hard, 2) / 2:
            return "".join(rng.choices(SCRAPS, k=rng.choice((1, 1, 2, 2, 3))))
        if letter in "ưừứửữựơờớởỡợ" and rng.random() < 0.5:
            return rng.choice((HORNED_DOTTED if dotted else HORNED)[base])
        if rng.random() < (0.5 if dotted else 0.2):
            return rng.choice((DOTTED if dotted else ABOVE)[base])
        return rng.choice(WESTERN[base]) if rng.random() < self.western else base

    def _habit(self, letter: str) -> tuple[list[str], list[float]]:
        first, second = self._outcome(letter), self._outcome(letter)
        own = letter if letter in "àáâãèéêìíòóôõùúý" and self.rng.random() < 0.5 else _bare(letter)
        return [first, second, own, self._outcome(letter)], self.rng.choice(
            ([70, 15, 10, 5], [45, 30, 15, 10], [90, 4, 4, 2])
        )

    def sample(self, word: str) -> str:
        """What this engine reads for a word."""
        read = []
        for letter in word:
            low = letter.lower()
            if low in self.habits:
                seen = self.rng.choices(*self.habits[low])[0]
            elif low in PLAIN_SLIPS and self.rng.random() < self.slips[low]:
                seen = self.favourite[low] if self.rng.random() < 0.7 else self.rng.choice(PLAIN_SLIPS[low])
            else:
                seen = low
            read.append(seen.upper() if letter.isupper() and seen.isalpha() and self.rng.random() < 0.93 else seen)
        return "".join(read)
