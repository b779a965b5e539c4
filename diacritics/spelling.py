"""Writing a restored word as the text writes its words: capitals as read, the tone where the text puts it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from diacritics.letters import TONES

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPEN: Final = re.compile(r"(?P<head>.*[^q]|)(?P<first>o(?=[ae])|u(?=y))(?P<second>[aey])$")
_OLD: Final = re.compile(r"(?:[óòỏõọ][ae]|[úùủũụ]y)$")
_NEW: Final = re.compile(r"(?:o[áàảãạéèẻẽẹ]|[^q]u[ýỳỷỹỵ])$")
_MOSTLY: Final = 0.6
_SHORT: Final = 3


def writes_new_style(words: Iterable[str]) -> bool:
    """Whether a text writes hoá, thuý rather than hóa, thúy, by the words that it has."""
    old = new = 0
    for word in words:
        low = word.lower()
        old += bool(_OLD.search(low)) and not low.startswith("q")
        new += bool(_NEW.search(low))
    return new > old


def restyled(word: str, *, new_style: bool) -> str:
    """The word, in lower case, with the tone of an open oa, oe, uy on the first or the second vowel."""
    if len(word) > 1 and word[-1] not in "aeyáàảãạéèẻẽẹýỳỷỹỵ":
        return word
    spread = unicodedata.normalize("NFD", word)
    tone = [c for c in spread if c in TONES]
    base = "".join(c for c in spread if c not in TONES)
    match = _OPEN.match(base)
    if len(tone) != 1 or match is None:
        return word
    vowels = (match["first"] + match["second"] + tone[0]) if new_style else (match["first"] + tone[0] + match["second"])
    return unicodedata.normalize("NFC", match["head"] + vowels)


def is_upper(read: str) -> bool:
    """Whether a form is meant in capitals, as far as damage lets it show."""
    letters = [c for c in read if c.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= _MOSTLY * len(letters)


def cased_like(word: str, read: str, *, among_capitals: bool, begins: bool) -> str:
    """`word` with the capitals of what was read; `begins` says that a sentence begins here.

    Short forms in capitals («C4C») count as such only among words in capitals; a capital I read for l is none.
    """
    if is_upper(read) and (among_capitals or (len(read) > _SHORT and read.isupper())):
        return word.upper()
    if among_capitals and not any(map(str.isalpha, read[:1])) and len(read) > 1:
        return word.upper()
    if is_upper(read) and not begins and len(read) <= _SHORT:
        return word
    misread_ell = read[0] == "I" and word[0] == "l" and not begins
    return word[0].upper() + word[1:] if read[0].isupper() and not misread_ell else word
