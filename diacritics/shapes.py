"""How the tagger sees a word: its letters as numbers, a hash of the whole, and the classes it chooses from."""

from __future__ import annotations

import zlib
from typing import Final

from diacritics.structure import ONSETS, RIMES

LENGTH: Final = 12
HASHES: Final = 1 << 14
_VOWELS: Final = "aăâeêioôơuưy"
_MARKED: Final = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_OTHERS: Final = "0123456789äëïöüÿåæøœçñîûßıłžş~^\\|{}[]()<>$#@&%*+=?!§°©®¢€£¥¶«»`´'’\"“”.,;:/-_"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzđ" + _VOWELS + _MARKED
CHARACTERS: Final = {
    c: i + 1 for i, c in enumerate(dict.fromkeys(_LETTERS + _LETTERS.upper() + _OTHERS + _OTHERS[10:30].upper()))
}
UNREAD: Final = len(CHARACTERS) + 1
"""The number of every sign that is not among them."""
ONSET_INDEX: Final = {onset: i for i, onset in enumerate(ONSETS)}
RIME_INDEX: Final = {
    rime + tone: i
    for i, (rime, tone) in enumerate(
        (r, t) for r in RIMES for t in ("25" if r.endswith(("c", "p", "t", "ch")) else "012345")
    )
}


def encode(form: str) -> list[int]:
    """The letters of a form as numbers, 0 behind its end; of a long form the first eight and the last four."""
    kept = form if len(form) <= LENGTH else form[: LENGTH - 4] + form[-4:]
    codes = [CHARACTERS.get(c, UNREAD) for c in kept]
    return codes + [0] * (LENGTH - len(codes))


def hash_of(form: str) -> int:
    """A bucket for the whole form, case aside."""
    return zlib.crc32(form.lower().encode()) % HASHES
