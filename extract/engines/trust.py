"""Whether a page's text layer can be trusted, and why: by what it covers and by how Vietnamese it reads.

Long runs of dots, blanks and underscores are the layout of good forms and count neither way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diacritics import tone_fold
from diacritics.syllables import is_known

if TYPE_CHECKING:
    from extract.engines.text_layer import Layer
    from extract.page import Page

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_STATE: Final = ("cộng hòa xã hội chủ nghĩa việt nam", "độc lập tự do hạnh phúc")
_COVERED: Final = 0.5
_PICTURE: Final = 0.15
_LEAST_COVER: Final = 0.3
_FEW_WORDS: Final = 25
_SCAN_SHARE: Final = 0.97
_DIGITAL_SHARE: Final = 0.7
_LONE: Final = 0.25
_OUTLINES: Final = 400


@dataclass(frozen=True, slots=True)
class Verdict:
    """`trusted` None means that there is nothing on the page; `why` says what decided."""

    trusted: bool | None
    why: str


def judge(layer: Layer) -> Verdict:
    """Decide between text layer and recognition for one page."""
    page, scanned = layer.page, layer.image_share >= _COVERED
    if page is None:
        if layer.image_share < 0.005 and not layer.paths:
            return Verdict(trusted=None, why="nothing on the page")
        return _rejected("no text layer")
    words = [word.text for line in page.lines for word in line.words]
    letters = [found for word in words for found in _WORD.findall(word)]
    if (scanned or layer.paths > _OUTLINES) and len(letters) < _FEW_WORDS:
        what = "an image covers the page" if scanned else "text drawn as outlines"
        return _rejected(f"a stray text of {len(words)} words, {what}")
    covered = sum(line.box.height for line in page.lines if line.box) / page.height
    if scanned and covered < _LEAST_COVER:
        return _rejected(f"text on {covered:.0%} of the page's height only, an image covers the page")
    if scanned and layer.hidden:
        return _rejected("a text layer that another program recognised, hidden under the page's image")
    bad = _unreadable(words)
    if bad > 0.02:
        return _rejected(f"{bad:.0%} of the text layer's characters have no meaning")
    share = sum(map(is_known, letters)) / len(letters) if letters else 1.0
    lone = _lone_letters(words)
    if lone > _LONE:
        return _rejected(f"words of the text layer are broken: {lone:.0%} are single letters")
    least = _SCAN_SHARE if scanned else _DIGITAL_SHARE
    if len(letters) >= 8 and share < least:
        return _rejected(f"{share:.0%} of the text layer's words are Vietnamese syllables, under {least:.0%}")
    misspelt = _misspelt_head(page)
    if misspelt:
        return _rejected(f"letters of the text layer are wrongly mapped: {misspelt!r}")
    kind = f"text layer in {layer.legacy.upper()}, converted" if layer.legacy else "text layer"
    beside = f", an image on {layer.image_share:.0%} of the page left out" if layer.image_share > _PICTURE else ""
    signed = ", an electronic signature's own text left out" if layer.stamps.signature else ""
    return Verdict(trusted=True, why=f"{kind}, {share:.0%} of its words are Vietnamese syllables{beside}{signed}")


def _rejected(why: str) -> Verdict:
    return Verdict(trusted=False, why=why)


def _unreadable(words: list[str]) -> float:
    """Return the share of characters that say nothing: replacement, private use, controls."""
    chars = "".join(words)
    if chars.isascii() or not chars:
        return 0.0
    bad = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " " for char in chars)
    return bad / len(chars)


def _lone_letters(words: list[str]) -> float:
    """Return the share of single small letters among words, as broken words leave them; list marks are no words."""
    alphabetic = [word for word in words if word.isalpha()]
    if len(alphabetic) < 20:
        return 0.0
    return sum(len(word) == 1 and word.islower() for word in alphabetic) / len(alphabetic)


def _misspelt_head(page: Page) -> str | None:
    """Return the state's name or motto as the layer spells it, where that is nearly but not quite right.

    Every head prints both the same way, so they show a font whose letters are mapped wrongly.
    """
    from rapidfuzz.fuzz import partial_ratio

    for line in page.lines[:10]:
        read = _folded(line.text.replace("Ð", "Đ"))
        for phrase in _STATE:
            right = _folded(phrase)
            if right not in read and len(read) >= len(right) - 4 and partial_ratio(right, read) >= 80:
                return line.text
    return None


def _folded(text: str) -> str:
    """Return the words run together, each with its tone at its end, without punctuation."""
    return "".join(tone_fold(word) for word in _WORDS.findall(text))
