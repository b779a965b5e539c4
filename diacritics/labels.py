"""Letters of items: where «d)» stands twice running, the second is «đ)», for items go a, b, c, d, đ, e."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from diacritics.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL: Final = re.compile(r"^[ \t(]*(?P<letter>[a-zđ])(?P<close>[.)])(?=\s)", re.MULTILINE)
_BEFORE: Final = "c"
_AFTER: Final = "e"
_FRAMED: Final = 0.97
_HALF_FRAMED: Final = 0.93


def label_edits(text: str) -> Iterator[Edit]:
    """«đ» for the second of two items «d)», when «c)» stood before them, «e)» comes behind, or both."""
    for close in ")", ".":
        items = [match for match in _LABEL.finditer(text) if match["close"] == close]
        letters = ["", *(match["letter"] for match in items), "", ""]
        for i, match in enumerate(items):
            before, first, second, after = letters[i - 1] if i else "", letters[i], letters[i + 1], letters[i + 2]
            if first != "d" or second != "d":
                continue
            frame = (before == _BEFORE) + (after == _AFTER)
            if frame:
                start = match.start("letter")
                yield Edit(start, start + 1, "đ", _FRAMED if frame == 2 else _HALF_FRAMED, "label")
