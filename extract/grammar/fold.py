"""Folding of letters for match keys; every fold keeps the length, so that offsets stay valid."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PAIRS_IN_A: Final = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ"}
_PAIRS_IN_E: Final = {"òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ"}
_PAIRS_IN_Y: Final = {"ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}
_TONE_PAIRS: Final = _PAIRS_IN_A | _PAIRS_IN_E | _PAIRS_IN_Y
_TONE_PAIR: Final = re.compile("|".join(_TONE_PAIRS))


class _LowerTable(dict[int, str]):
    """Translation table to lower case that never lengthens a text."""

    def __missing__(self, code: int) -> str:
        low = chr(code).lower()
        self[code] = low if len(low) == 1 else chr(code)
        return self[code]


class _MarkTable(dict[int, str]):
    """Translation table that strips the marks of a letter when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0] if code > 0x7F else char
        folded = {"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"}.get(char, base).lower()
        self[code] = folded if len(folded) == 1 else char
        return self[code]


_MARKS: Final = _MarkTable()
_LOWER: Final = _LowerTable()


def lower(text: str) -> str:
    """Make lower case, one character for one."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_LOWER)


def fold(text: str) -> str:
    """Make lower case without marks, one character for one (NFC in)."""
    return text.translate(_MARKS)


def fold_tone_place(text: str) -> str:
    """Make lower case with one placement of tones (hóa becomes hoá); the length stays."""
    return _TONE_PAIR.sub(lambda match: _TONE_PAIRS[match.group()], lower(text))


def squeeze(text: str) -> str:
    """Make runs of white space one blank and bare the ends."""
    return " ".join(text.split())
