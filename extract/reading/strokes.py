"""Roman numerals of strokes alone: counted in the picture, since recognition is apt to read III as II."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extract.page import Image, Word

_NUMERAL: Final = re.compile(r"(\(?)(I{1,3}|(?=H*I)[IH]{2})([.,;:)-]*)")
_DARK: Final = 140
_FULL: Final = 0.7
_LEAST_ROWS: Final = 8


def with_strokes_counted(word: Word, image: Image) -> Word:
    """Return a word read as I, II or III with as many strokes as its cut-out shows; more than three change nothing."""
    found = _NUMERAL.fullmatch(word.raw)
    count = strokes(image) if found else 0
    if not found or not 1 <= count <= 3 or found[2] == "I" * count:
        return word
    text = found[1] + "I" * count + found[3]
    return replace(word, raw=text, text=text)


def strokes(image: Image) -> int:
    """Count the upright strokes that run through nearly the whole height of a cut-out's ink."""
    import numpy as np

    columns = (image < _DARK).sum(axis=0)
    if columns.max(initial=0) < _LEAST_ROWS:
        return 0
    full = columns >= _FULL * columns.max()
    return int(full[0]) + int(np.count_nonzero(full[1:] & ~full[:-1]))
