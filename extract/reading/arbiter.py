"""What the reader of figures says beside the engine's readings: it confirms, replaces, or leaves a word to be weighed.

Where it is sure it is right far more often than either reading of the engine, and it is wrong where these are right; so
its agreement with any of them settles a figure, and alone it decides only what no reading of the engine contradicts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from extract.reading.glance import as_signs
from extract.reading.weighing import (
    DOUBTED,
    LOOK_ALIKE,
    MALFORMED,
    ODD_MARK,
    SETTLED,
    Second,
    agreeing,
    figures_in,
    odd_shape,
    same_figures,
)

if TYPE_CHECKING:
    from extract.page import Word
    from extract.reading.glance import Glance

CONFIRMED: Final = 0.9
"""Least probability of what is seen to confirm what was read."""
SURE: Final = 0.95
"""Least probability of what is seen to replace what was read."""
_LIKELY: Final = 0.8
"""Least probability of what is seen to stand, in doubt, for letters read where a short figure is, or to set a mark."""
_SHORT: Final = 3
_OTHER: Final = "#"
_BOUNDS: Final = "≥≤"
_BOUND_SIGNS: Final = frozenset("<>≤≥")
_NUMERALS: Final = frozenset("IVX")
_LIKE_STROKES: Final = frozenset("IVXHhlLiTÍÏïí")
_STROKES: Final = re.compile(r"\(?[IVXHhlL1TÍÏïí|]{1,5}(?=[/.,;:)]|$)")
_NUMERAL: Final = re.compile(r"\(?[IVX]{1,5}(?=[/.,;:)]|$)")
_LONE_NUMERAL: Final = re.compile(r"\(?I{1,3}[.)]?")
_STROKE_IN_NUMBER: Final = re.compile(r"(?<![IVX])I(?=\d|,\d|\.\d{3})|(?<=\d)I(?![IVX/])")
_NO_MARKS: Final = str.maketrans("", "", ".,")


def as_second(seen: Glance | None) -> Second | None:
    """Return what was seen as one reading among others, None where it is no word of digits and marks alone."""
    text, sure = said_by(seen)
    return Second(text, sure) if text and _OTHER not in text else None


def said_by(seen: Glance | None) -> tuple[str, float]:
    """Return what was seen and how probable it is; a stroke within a number is a 1, whatever it looks like."""
    if seen is None or not seen.text:
        return "", 0.0
    return _STROKE_IN_NUMBER.sub("1", seen.text), seen.probability(seen.text)


def confirmed(word: Word, seen: Glance | None) -> Word | None:
    """Return the word where what is seen says the same, or the same with a sign for one that looks like it."""
    text, sure = said_by(seen)
    if sure < CONFIRMED:
        return None
    made = merged(word.raw, text)
    if figures_in(word.raw) and same_figures(word.raw, text) and not odd_shape(word.raw):
        better = (
            made is not None
            and sure >= SURE
            and (_is_bounded(word.raw, made) or _is_numeral(word.raw, made) or _has_less_dirt(word.raw, made))
        )
        raw = made if made and better else word.raw
        return replace(word, raw=raw, text=raw, confidence=agreeing(word.confidence, sure))
    if made is None or sure < SURE or MALFORMED.search(made):
        return None
    if made == word.raw:
        return word if not figures_in(made) else replace(word, confidence=agreeing(word.confidence, sure))
    if _LONE_NUMERAL.fullmatch(word.raw) and figures_in(made):
        return None
    if not _loses_digits(word.raw, made) and (_looks_like(word.raw, made) or _is_numeral(word.raw, made)):
        return replace(word, raw=made, text=made, confidence=max(SETTLED, sure - 0.03))
    return None


def decided_by(word: Word, seen: Glance | None, second: Second) -> Word | None:
    """Return the word as what is seen decides it where a second reading says so too; None where it is not sure."""
    text, sure = said_by(seen)
    made = merged(word.raw, text)
    if sure < _LIKELY or not (figures_in(text) or figures_in(word.raw)):
        return None
    if made and _has_odd_marks(word.raw, made):
        return replace(word, raw=made, text=made, confidence=SETTLED)
    doubted = replace(word, text=made or word.text, confidence=DOUBTED, doubt=f"readings differ: {word.raw} / {text}")
    if sure < SURE:
        return doubted if made and len(made) <= _SHORT and not figures_in(word.raw) else None
    agreed = made and figures_in(made) and _says_the_same(made, second.text) and not MALFORMED.search(made)
    if made and agreed and not (_loses_digits(word.raw, made) and _is_numeral(word.raw, made)):
        return replace(word, raw=made, text=made, confidence=SETTLED)
    return doubted


def _loses_digits(raw: str, made: str) -> bool:
    return sum(map(str.isdigit, made)) < sum(map(str.isdigit, raw))


def _has_less_dirt(raw: str, made: str) -> bool:
    """Tell whether signs went that are no part of a figure."""
    return as_signs(made).count(_OTHER) < as_signs(raw).count(_OTHER)


def _is_bounded(raw: str, made: str) -> bool:
    """Tell whether a bound was read as another."""
    return any(sign in made and sign not in raw for sign in _BOUNDS)


def _is_numeral(raw: str, made: str) -> bool:
    """Tell whether a Roman numeral, alone or before a year, was read with other strokes."""
    return bool(_STROKES.match(raw) and _NUMERAL.match(made))


def _says_the_same(made: str, second: str) -> bool:
    """Tell whether a second reading has the figures of a word, or those with stops where Vietnamese sets commas."""
    if same_figures(made, second):
        return True
    return not ODD_MARK.search(made) and same_figures(made.replace(",", "."), second.replace(",", "."))


def _has_odd_marks(raw: str, made: str) -> bool:
    """Tell whether two words differ in marks alone, and those of the first are not how Vietnamese writes numbers."""
    if raw.translate(_NO_MARKS) != made.translate(_NO_MARKS):
        return False
    return bool(ODD_MARK.search(raw)) and not ODD_MARK.search(made)


def merged(raw: str, text: str) -> str | None:
    """Return a word with the digits and marks that were seen and its own letters; None where they do not match up."""
    bare = "".join(raw.split())
    made = ""
    for step in Levenshtein.opcodes(as_signs(bare), text):
        mine, theirs = bare[step.src_start : step.src_end], text[step.dest_start : step.dest_end]
        if step.tag == "equal":
            made += mine
        elif len(mine) == len(theirs) and not any(map(_is_digit_for_letter, mine, theirs)):
            made += "".join(map(_sign_of, mine, theirs))
        elif _OTHER not in theirs:
            made += theirs
        else:
            return None
    return made


def _sign_of(own: str, sign: str) -> str:
    """Return the sign that was seen, or the word's own where that is a letter and no numeral was seen in its place."""
    keeps = sign == _OTHER or (sign in _NUMERALS and own.isalpha() and own not in _LIKE_STROKES)
    return own if keeps else sign


def _is_digit_for_letter(own: str, sign: str) -> bool:
    return sign == _OTHER and own.isdigit()


def _looks_like(raw: str, made: str) -> bool:
    """Tell whether two words differ only in signs that look alike, sign for sign."""
    if len(raw) != len(made):
        return False
    return all(
        one == two or one.translate(LOOK_ALIKE) == two.translate(LOOK_ALIKE) or {one, two} <= _BOUND_SIGNS
        for one, two in zip(raw, made, strict=True)
    )
