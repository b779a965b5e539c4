"""Which words are Vietnamese: the syllables and abbreviations that the training text knows."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

from diacritics.letters import strip_marks, tone_fold

_SHORTEST_MARKED: Final = 3
_VOWEL: Final = re.compile("[AEIOUY]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@lru_cache(maxsize=1)
def known_syllables() -> frozenset[str]:
    """Tone-folded syllables of Vietnamese, each seen often enough to be no slip."""
    return frozenset(tone_fold(word) for word in _lines("syllables.txt"))


@lru_cache(maxsize=1)
def bare_syllables() -> frozenset[str]:
    """The letters of all syllables, without marks."""
    return frozenset(strip_marks(word) for word in _lines("syllables.txt"))


@lru_cache(maxsize=1)
def known_abbreviations() -> frozenset[str]:
    """Abbreviations in capitals as they are written: BHXH, UBND, HĐND."""
    return frozenset(_lines("abbreviations.txt"))


@lru_cache(maxsize=1)
def marked_abbreviations() -> dict[str, str]:
    """Abbreviations with Đ or Ư by their letters without marks, where no other abbreviation has these."""
    found: dict[str, str] = {}
    known = known_abbreviations()
    for word in known:
        plain = strip_marks(word)
        if plain != word and len(word) >= _SHORTEST_MARKED and plain not in known and not _VOWEL.search(plain):
            found[plain] = "" if plain in found else word
    return {plain: word for plain, word in found.items() if word}


@lru_cache(maxsize=1)
def usually_marked() -> dict[str, str]:
    """Abbreviations that are nearly always written with Đ or Ư, by their letters without marks."""
    return {strip_marks(word): word for word in _lines("marked.txt")}


@lru_cache(maxsize=1)
def known_units() -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Units of figures, word by word, by their letters without marks."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for line in (files("diacritics") / "data" / "units.txt").read_text(encoding="utf-8").splitlines():
        found.setdefault(tuple(strip_marks(line).split()), set()).add(tuple(line.split()))
    return found


def _lines(name: str) -> list[str]:
    return (files("diacritics") / "data" / name).read_text(encoding="utf-8").split()


def is_known(word: str) -> bool:
    """Whether a word is a syllable or an abbreviation that we know, as it stands."""
    return tone_fold(word) in known_syllables() or (word.isupper() and word in known_abbreviations())


def syllable_share(text: str) -> float:
    """Of the words of two letters or more, the share that is known; 0 for a text without such words."""
    words = _WORD.findall(text)
    return sum(map(is_known, words)) / len(words) if words else 0.0
