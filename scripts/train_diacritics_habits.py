"""Made-up old engines: each drops, flattens or replaces marked letters after its own fixed habits.

Old engines that do not know Vietnamese differ from page to page, but within a page they are steady: one always drops ộ,
another always reads it Q. Sampling many such engines teaches the tagger to rely on the words around.
"""
from __future__ import annotations

import random
import unicodedata

from diacritics.letters import strip_marks

MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
WESTERN = {"a": "àáâãäå", "e": "éèêë", "i": "íìîïI1lj", "o": "óòôöõ0", "u": "úùûü", "y": "ýÿ", "d": "d"}
SHAPES = {
    "a": ["t", "~", "i", "?", "4", "g"], "e": ["~", "S", "$", "c", "6", "8"], "i": ["j", "l", "I", "!", "1"],
    "o": ["Q", "(\\", "$", "0", "d", "9", "a", "c", "6", "5"], "u": ["V", "ii", "ir", "r", "ti", "11", "lu", "it", "\\l"],
    "y": ["5", "'", "2", "9", "k"], "d": ["d", "dj", "o", "B", "a"],
}
HORNED = {"o": ["o'", "cr", "ci", "a", "q", "g", "ç", "çi", "6", "d"], "u": ["ir", "r", "u'", "tr", "it", "iu", "ii", "w", "v", "ff"]}
PLAIN_SLIPS = {"m": ["rn", "in", "nm"], "n": ["ii", "ri", "u"], "h": ["b", "li", "l"], "l": ["1", "I", "i"], "i": ["l", "1", "j", "!"],
               "c": ["e", "o"], "t": ["l", "f", "i"], "g": ["q", "9"], "u": ["ii", "n"], "r": ["n", "i"], "v": ["y", "r"], "b": ["h", "l"]}


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
        self.slips = rng.choice((0.002, 0.01, 0.02))
        self.habits = {letter: self._habit(letter) for letter in MARKED}

    def _outcome(self, letter: str) -> str:
        rng, base = self.rng, _bare(letter)
        hard = _weight_of(letter)
        if hard >= 2 and rng.random() < self.drops:
            return ""
        if letter in "ưừứửữựơờớởỡợ" and rng.random() < 0.45:
            return rng.choice(HORNED[base])
        roll = rng.random()
        if roll < 0.4:
            return base
        if roll < 0.8 - 0.1 * hard:
            return rng.choice(WESTERN[base])
        return rng.choice(SHAPES[base])

    def _habit(self, letter: str) -> tuple[list[str], list[float]]:
        first, second = self._outcome(letter), self._outcome(letter)
        own = letter if letter in "àáâãèéêìíòóôõùúý" and self.rng.random() < 0.5 else _bare(letter)
        return [first, second, own, self._outcome(letter)], self.rng.choice(([70, 15, 10, 5], [45, 30, 15, 10], [90, 4, 4, 2]))

    def sample(self, word: str) -> str:
        """What this engine reads for a word."""
        read = []
        for letter in word:
            low = letter.lower()
            if low in self.habits:
                seen = self.rng.choices(*self.habits[low])[0]
            elif low in PLAIN_SLIPS and self.rng.random() < self.slips:
                seen = self.rng.choice(PLAIN_SLIPS[low])
            else:
                seen = low
            read.append(seen.upper() if letter.isupper() and seen.isalpha() and self.rng.random() < 0.93 else seen)
        return "".join(read)


def make_systems(count: int, rng: random.Random) -> dict[str, System]:
    """`count` engines by name."""
    return {f"system{i}": System(rng) for i in range(count)}
