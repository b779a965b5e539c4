"""Abbreviations whose H or other letters an engine tore apart: BI-IXH, BHIX}I, BH1XH are BHXH.

Only a form that folds to an abbreviation which is known, or which the same text writes whole, is changed.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from diacritics.edits import Edit
from diacritics.syllables import known_abbreviations

_WHOLE: Final = re.compile(r"(?<![^\W_])[A-ZĐƯ]{3,9}(?![^\W_])")
_TORN: Final = re.compile(r"""
    (?<![^\W_/-])[A-ZĐ1lf\[\]{}|-]{3,14}(?![^\W_])        # capitals with strokes and brackets among them
    """, re.VERBOSE)
_STROKES: Final = re.compile(r"[I1l|}{\[][-–]?[I1lf|\[{}]|[I1l|]H|H[I1l|]|[}{\[]I")
_OFTEN: Final = 2


def abbreviation_edits(text: str) -> Iterator[Edit]:
    """Torn abbreviations made whole."""
    own = {word for word, count in Counter(_WHOLE.findall(text)).items() if count >= _OFTEN}
    known = own | known_abbreviations()
    for match in _TORN.finditer(text):
        torn = match.group()
        if torn.isalpha() and (torn in known or not _STROKES.search(torn)):
            continue
        whole = _STROKES.sub("H", torn)
        if whole != torn and whole in known:
            yield Edit(match.start(), match.end(), whole, 0.95 if whole in own else 0.85, "abbreviation")
