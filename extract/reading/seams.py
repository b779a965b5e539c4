"""Words put right where the engine ran two together or read one sign twice, before anything is made of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from diacritics import syllable_share
from extract.page import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Line, Word

_SEAM: Final = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")
_MARKER: Final = re.compile(
    r"""(?: [IVX]{1,5} | \d{1,2}(?:\.\d{1,2}){0,3} | [a-zđ] )   # the number of a section or an item
        [.)]
        (?= [^\W\d_]{2} )                                      # and at once the word that it numbers""",
    re.VERBOSE,
)
# How wide letters of a serif face are beside the others.
_NARROW: Final = frozenset("Iijl1.,:;'()[]|ÍÌỈĨỊíìỉĩị")
_WIDE: Final = frozenset("MWmwƯ")
_WITHIN: Final = 3.0
_SHARED: Final = 0.5
_SHORT: Final = 4
"""Most words of a line that may be a name alone, as in a table's cell."""


def seamed(line: Line) -> Line:
    """Return the line with words parted that ran together, and without the ghosts of first letters."""
    words = _with_names([word for at, word in enumerate(line.words) if not _is_ghost(line.words, at)])
    made = tuple(part for at, word in enumerate(words) for part in _parted(word, first=at == 0))
    return line if made == line.words else replace(line, words=made)


def _with_names(words: list[Word]) -> list[Word]:
    """Return the words, a name's first word put right that was read as another: `xã la Dơk`, or alone in a cell."""
    read_as, kinds = _names()
    made = list(words)
    for at, (word, after) in enumerate(pairwise(words)):
        named = words[at - 1].raw.lower() in kinds if at else len(words) <= _SHORT
        if word.raw in read_as and named and after.raw[0].isupper() and after.raw[1:2].islower():
            made[at] = replace(word, raw=read_as[word.raw], text=read_as[word.raw])
    return made


@cache
def _names() -> tuple[dict[str, str], frozenset[str]]:
    text = (files("extract") / "data" / "reading" / "names.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return data["read_as"], frozenset(data["before"]["words"])


def _is_ghost(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word is a letter that was read again, where it stands, as the first of the next word."""
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    if after is None or word.box is None or after.box is None or len(word.raw) != 1 or not word.raw.isalpha():
        return False
    if after.raw[0].lower() != word.raw.lower() or word.box.x0 < after.box.x0 - _WITHIN:
        return False
    return min(word.box.x1, after.box.x1) - max(word.box.x0, after.box.x0) > _SHARED * word.box.width


def _parted(word: Word, *, first: bool) -> list[Word]:
    """Return the word in two where its letters show that it is two."""
    cut = _cut_of(word.raw, first=first)
    if not cut:
        return [word]
    left, right = word.box, word.box
    if word.box is not None:
        seam = word.box.x0 + word.box.width * _wide(word.raw[:cut]) / _wide(word.raw)
        left, right = (
            Box(word.box.x0, word.box.y0, seam, word.box.y1),
            Box(seam, word.box.y0, word.box.x1, word.box.y1),
        )
    halves = ((word.raw[:cut], left), (word.raw[cut:], right))
    return [replace(word, raw=raw, text=raw, box=box) for raw, box in halves]


def _wide(letters: str) -> float:
    """Return how wide letters are together, an ordinary one being 1: "I." is far narrower than "MỤ"."""
    return sum(0.45 if letter in _NARROW else 1.3 if letter in _WIDE else 1.0 for letter in letters)


def _cut_of(raw: str, *, first: bool) -> int:
    """Return where a word falls into two: behind its number, or behind a syllable before a capital; 0 for nowhere.

    No Vietnamese word goes on with a capital; names such as VnEdu do, but do not begin with a syllable.
    """
    marker = _MARKER.match(raw) if first else None
    if marker:
        return marker.end()
    bare = len(raw) - len(raw.lstrip("-–+*\"“'("))
    for seam in _SEAM.finditer(raw):
        at = seam.start()
        before = raw[bare:at]
        if raw[at].isupper() and raw[at - 1].islower():
            alone = len(before) > 1 and before[1:].islower() and syllable_share(before) == 1
            return at if alone else 0
    return 0
