"""Letters of items: where «d)» stands twice running, the second is «đ)», for items go a, b, c, d, đ, e."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from diacritics.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL: Final = re.compile(r"^[ \t(]*(?P<letter>[a-zđ])(?P<close>[.)])(?=\s)", re.MULTILINE)
_FRAMED: Final = {1: 0.93, 2: 0.97}
"""How sure «đ» is with a «c» before or an «e» behind, and with both."""


def label_edits(text: str) -> Iterator[Edit]:
    """«đ» for the second of two items «d)», when «c)» stood before them, «e)» comes behind, or both."""
    for close in ")", ".":
        items = [match for match in _LABEL.finditer(text) if match["close"] == close]
        letters = ["", "", *(match["letter"] for match in items), ""]
        runs = zip(items, letters, letters[1:], letters[2:], letters[3:], strict=False)
        for match, before, first, second, after in runs:
            probability = _FRAMED.get((before == "c") + (after == "e"))
            if first == second == "d" and probability:
                yield Edit(match.start("letter"), match.end("letter"), "đ", probability, "label")
