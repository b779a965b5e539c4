"""Letters and marks: taking them off, folding tone placement, and the look-alikes that fonts and keyboards leave."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from diacritics.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

TONES: Final = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_NO_TONES: Final = dict.fromkeys(map(ord, TONES))

# Letters that look like a Latin letter of Vietnamese; they are exchanged only inside Latin words.
_LOOK_ALIKES: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοΐðÐƉɖ", "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoíđĐĐđ"
)
_FOREIGN: Final = re.compile(r"[Ѐ-ӿͰ-ϿðÐƉɖ]")
_MARKED: Final = re.compile(r"[^\W\d_a-zA-Z]")
_AROUND: Final = 1000
_STRAY: Final = 0.01
"""In text without marks this share of signs may bear one all the same: an é of another language, a mark overlooked."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_ODD: Final = re.compile(
    r"[\u00a0\u1680\u2000-\u200f\u202a-\u202f\u2044\u205f\u2060\u2215\u3000\ufeff\u00ad\uff05\uff0c\uff0e\uff0f\uff10-\uff19\ufb00-\ufb04]"
)
_READ_TWICE: Final = re.compile(r"(?:\u0110\u00d0|\u00d0\u0110)[\u0110\u00d0]*")
"""One letter that recognition gives as two of its look-alikes: Đ beside an eth."""
_COMBINING: Final = re.compile(r"(?:[^\W\d_][\u0300-\u036f]+)+")
_COMMAS: Final = re.compile(r"(?<=[^\W\d_]),,(?=\s)")
_SPACES: Final = re.compile(r"(?<=[^\s])[ \t]{2,3}(?=[^\s])")
_SPELT: Final = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\u2044": "/",
    "\u2215": "/",
}


def strip_marks(text: str) -> str:
    """The text without tone and vowel marks, đ as d; length is kept for NFC input."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def marks_are_missing(text: str, place: int) -> bool:
    """Whether next to no letter around `place` bears a mark, as in text that lost them all."""
    around = text[max(place - _AROUND, 0) : place + _AROUND]
    return len(_MARKED.findall(around)) <= _STRAY * len(around)


@lru_cache(maxsize=65536)
def tone_fold(word: str) -> str:
    """The word in lower case with its tone written as a figure at the end, so that hóa and hoá are one."""
    parts = unicodedata.normalize("NFD", word.lower())
    tone = "".join(TONES[c] for c in parts if c in TONES)
    return unicodedata.normalize("NFC", parts.translate(_NO_TONES)) + tone


def _plain(character: str) -> str:
    if character in _SPELT:
        return _SPELT[character]
    if unicodedata.category(character) == "Cf":
        return ""
    return " " if character.isspace() else unicodedata.normalize("NFKC", character)


def unicode_edits(text: str) -> Iterator[Edit]:
    """Composed letters, plain spaces and digits, no invisible characters; in order, never across a line end."""
    marks = [(m.start(), m.end(), unicodedata.normalize("NFC", m.group())) for m in _COMBINING.finditer(text)]
    odd = [(m.start(), m.end(), _plain(m.group())) for m in _ODD.finditer(text)]
    twice = [(m.start(), m.end(), "Đ") for m in _READ_TWICE.finditer(text)]
    done = 0
    for start, end, new in sorted(marks + odd + twice):
        if start >= done:
            yield Edit(start, end, new, 1.0, "unicode")
            done = end


def look_alike_edits(text: str) -> Iterator[Edit]:
    """Foreign letters inside words that are otherwise Latin: «Кế hoạch» with a Cyrillic К."""
    if not _FOREIGN.search(text):
        return
    for match in _WORD.finditer(text):
        new = match.group().translate(_LOOK_ALIKES)
        if (
            new != match.group()
            and not _FOREIGN.search(new)
            and re.search(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]", match.group())
        ):
            yield Edit(match.start(), match.end(), new, 0.98, "look_alike")


def spacing_edits(text: str) -> Iterator[Edit]:
    """Two or three blanks between words become one, a comma read twice too; wider gaps are columns and stay."""
    blanks = [Edit(match.start(), match.end(), " ", 0.99, "spacing") for match in _SPACES.finditer(text)]
    commas = [Edit(match.start(), match.end(), ",", 0.95, "spacing") for match in _COMMAS.finditer(text)]
    yield from sorted(blanks + commas, key=lambda edit: edit.start)
