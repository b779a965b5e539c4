"""Abbreviations whose H or other letters an engine tore apart: BI-IXH, BHIX}I, BH1XH are BHXH.

Only a form that folds to an abbreviation which is known, or which the same text writes whole, is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from diacritics.edits import Edit
from diacritics.letters import marks_are_missing, strip_marks
from diacritics.structure import parts
from diacritics.syllables import bare_syllables, is_known, known_abbreviations, marked_abbreviations, usually_marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOLE: Final = re.compile(r"(?<![^\W_])[A-ZĐƯ]{3,9}(?![^\W_])")
_SHORT: Final = re.compile(r"(?<![^\W_])[A-ZĐƯ]{2,9}(?![^\W\d_])")
_MAY_LACK: Final = re.compile("(?=[^DU]*[DU])[B-DF-HJ-NP-XZ]{3,7}")
_WORD_OR_STOP: Final = re.compile(r"[^\W\d_]+|[.;:|\n]")
_TORN: Final = re.compile(
    r"""
    (?:(?<=[^\W\d_])(?=BH|UB|H[ĐD]N)|(?<![^\W_/-]))       # after a blank, or run together with a word
    [A-ZĐ][A-ZĐ1lf\[\]{}|-]{1,12}[A-ZĐ](?![^\W_])        # capitals with strokes and brackets among them
    """,
    re.VERBOSE,
)
_GLUED_WORD: Final = re.compile(r"(?<![^\W_])[^\W\dA-ZĐ_]{2,7}(?P<short>[A-ZĐ]{4,9})(?![^\W_])")
_LETTERS: Final = re.compile(r"(?<![^\W_])[^\W\d_]{3,}")
_MARKED: Final = {"HDND": "HĐND", "HPND": "HĐND"}
_STROKES: Final = re.compile(r"[I1l|}{\[][-–]?[I1lf|\[{}]|[I1l|]H|H[I1l|]|[}{\[]I|[I1l|]-f")
_STRUCK_WORD: Final = re.compile(r"(?<![^\W_])E[lL](?P<rest>[^\W\d_]{1,5})(?![^\W_])")
_STRUCK_SHORT: Final = re.compile(r"(?<=[A-ZĐ])El(?=[A-ZĐ]|(?![^\W_]))|(?<![^\W_])El(?=[A-ZĐ]{1,2}E?l?(?![^\W_]))")
_OFTEN: Final = 2
_LONG: Final = 4


def abbreviation_edits(text: str) -> Iterator[Edit]:
    """Torn abbreviations made whole."""
    counts = Counter(_WHOLE.findall(text))
    known = known_abbreviations()
    for match in _TORN.finditer(text):
        torn = match.group()
        whole = _STROKES.sub("H", torn)
        whole = _marked(whole)
        own = counts[whole] >= _OFTEN and counts[whole] > counts[torn]
        if whole == torn or torn in known or parts(torn.lower()) is not None:
            continue
        if own or (whole in known and len(whole) >= _LONG):
            yield Edit(match.start(), match.end(), whole, 0.95 if own else 0.85, "abbreviation")


def struck_edits(text: str) -> Iterator[Edit]:
    """«El» for Đ, as some engines read its stroke («Elang», «ElỒNG», «LElLEl»), in a text that does so repeatedly."""
    words = [match for match in _STRUCK_WORD.finditer(text) if _is_struck(match["rest"])]
    found = sorted([*words, *_STRUCK_SHORT.finditer(text)], key=lambda match: match.start())
    if len(found) > _OFTEN:
        for match in found:
            yield Edit(match.start(), match.start() + 2, "Đ", 0.9, "abbreviation")


def misread_edits(text: str) -> Iterator[Edit]:
    """D or B for Đ in an abbreviation that the same text writes with Đ: CNVCLD and CNVCLB beside CNVCLĐ."""
    counts, known = Counter(_WHOLE.findall(text)), known_abbreviations()
    wholes = {
        short.replace("Đ", letter): short
        for short, count in counts.items()
        if "Đ" in short and len(short) >= _LONG and count >= _OFTEN
        for letter in "DB"
    }
    for match in _WHOLE.finditer(text) if wholes else ():
        if match.group() in wholes and match.group() not in known:
            yield Edit(match.start(), match.end(), wholes[match.group()], 0.9, "abbreviation")


def _is_struck(rest: str) -> bool:
    """Whether what follows «El» makes a syllable with Đ, but for marks."""
    return "d" + strip_marks(rest).lower() in bare_syllables()


def _marked(short: str) -> str:
    return _MARKED.get(short, marked_abbreviations().get(short, short))


def unmarked_edits(text: str) -> Iterator[Edit]:
    """Đ put back where an abbreviation without it is none: HDND, LDTBXH; where no word has marks also in CDS and QD."""
    known, usual = known_abbreviations(), usually_marked()
    for match in _SHORT.finditer(text):
        short = match.group()
        marked = _marked(short) if len(short) >= _LONG and short not in known else short
        if marked == short and short in usual and marks_are_missing(text, match.start()):
            marked = usual[short]
        if marked != short and parts(short.lower()) is None:
            yield Edit(match.start(), match.end(), marked, 0.9, "abbreviation")


def unmarked_shorts(text: str) -> set[str]:
    """Abbreviations that may have lost a mark: with D or U, without vowels, unknown, where no word has marks."""
    known = known_abbreviations()
    return {
        short
        for match in _SHORT.finditer(text)
        if _MAY_LACK.fullmatch(short := match.group()) and short not in known and marks_are_missing(text, match.start())
    }


def spelt_edits(text: str, shorts: set[str]) -> Iterator[Edit]:
    """Đ and Ư in those of `shorts` whose letters begin words of the text running: CĐS of «chuyển đổi số»."""
    words = [match.group().lower() for match in _WORD_OR_STOP.finditer(text)]
    marked = "".join(word[0] if word[0] in "đư" else strip_marks(word[0]) for word in words)
    plain = strip_marks(marked)
    spelt = {}
    for short in shorts:
        starts = [match.start() for match in re.finditer(f"(?={short.lower()})", plain)]
        counts = Counter(marked[start : start + len(short)].upper() for start in starts)
        best = max(counts, key=lambda form: counts[form], default=short)
        if counts[best] > 2 * counts[short]:
            spelt[short] = best
    for match in _SHORT.finditer(text):
        if match.group() in spelt:
            yield Edit(match.start(), match.end(), spelt[match.group()], 0.85, "abbreviation")


def glued_edits(text: str) -> Iterator[Edit]:
    """A blank between a word and what has a capital behind it: a known abbreviation («giaBHXH»), a name («SởY tế»)."""
    known = known_abbreviations()
    short = {match.start("short"): 0.9 for match in _GLUED_WORD.finditer(text) if match["short"] in known}
    names = {match.start() + cut: 0.93 for match in _LETTERS.finditer(text) if (cut := _capital_within(match.group()))}
    for place, probability in sorted((short | names).items()):
        yield Edit(place, place, " ", probability, "split")


def _capital_within(letters: str) -> int:
    """Where a capital stands behind a syllable with marks, as in no word of Vietnamese; 0 for nowhere."""
    cut = next((i for i in range(2, len(letters)) if letters[i].isupper()), 0)
    word = letters[:cut]
    return cut if word[1:].islower() and not word.isascii() and is_known(word) else 0
