"""What two strings must share to count as equal: the folding of the scoring contract.

Folded away are normal form, case, where a tone mark sits in its syllable (hóa = hoá), white space, the shape of
dashes and quotes, and punctuation at the ends. Figures compare as numbers.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SHAPES: Final = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u0060\u00b4", "'")
)
_ENDS: Final = " .,;:!?…-\"'"
_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
_LEADING_ZEROS: Final = re.compile(r"^0+(?=\d)")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the key under which two readings of a text count as equal."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_SHAPES)
    plain = " ".join(plain.split()).strip(_ENDS)
    return _WORD.sub(lambda match: _tone_last(match.group()), plain)


@lru_cache(maxsize=16384)
def _tone_last(word: str) -> str:
    """Move a syllable's tone mark to its last letter, so that both habits of placing it give one key."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in letters if mark in _TONES)
    if not tones:
        return word
    return unicodedata.normalize("NFC", "".join(mark for mark in letters if mark not in _TONES) + tones)


def figure(text: str) -> str:
    """Return a key equal for equal numbers: `05` and `5`, `61.10` and `61.1`; other text is folded.

    A number at the head of a symbol (`05/NQ-CP`) loses its leading zeros too.
    """
    plain = text.strip()
    if _NUMBER.fullmatch(plain):
        number = Decimal(plain).normalize()
        return f"{number:f}" if number else "0"
    return _LEADING_ZEROS.sub("", fold(plain))


def similarity(left: str, right: str) -> float:
    """Return 1 − edit distance ÷ length of the longer, both sides folded; 1.0 for two empty strings."""
    return Levenshtein.normalized_similarity(fold(left), fold(right))


def loose_similarity(left: str, right: str) -> float:
    """Return the better of edit similarity and of the same with the words sorted."""
    return max(similarity(left, right), Levenshtein.normalized_similarity(_sorted(left), _sorted(right)))


def _sorted(text: str) -> str:
    return " ".join(sorted(fold(text).split()))
