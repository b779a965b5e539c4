"""Cutting text into words, figures and signs, the same way for training and for use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diacritics.letters import strip_marks
from diacritics.structure import parts
from diacritics.syllables import bare_syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD: Final = 0
FIGURE: Final = 1
SIGN: Final = 2
PARAGRAPH: Final = 3

EDGE: Final = frozenset(".,;:()“”\"'’‘/-–—[]…!?«»•|*+=<>_")
_CHUNK: Final = re.compile(r"\S+|\n[ \t\r]*\n|\n")
_RULE: Final = "|"
_ROOM: Final = 0.85
"""A line shorter than this share of the lines around it, next word and all, ended on purpose."""
_LINES_AROUND: Final = 8
_FIGURE: Final = re.compile(
    r"""
    .*\d\d | [\d.,%/:+-]+$ | .*\d[/.]\d           # two figures side by side, numbers, dates
    | [A-ZĐ]{2,4}-?\d+$ | \d[A-ZĐ]$ | [ck]?m[23]$              # codes, units
    | (?:NO[23x]|NH[34]|PO4|CO2|SO[24]|CH4|H2S|N2O|BOD5)\d?[-+]?$    # what is measured in water and air
    | .+@.+\. | \w+\.\w+\.\w+$ | www\. | https?:  # addresses
    """,
    re.VERBOSE,
)
_JOINT: Final = re.compile(r"(?<=[^\W_])[-–/…](?=[^\W_])|(?<=\d)[.)\]](?=[^\W\d_]{2})")
_MARKER: Final = re.compile(r"(?:[IVX]{1,5}[.)]|[a-zđ]\))(?=[^\W\d_]{2})")
_STOP_WITHIN: Final = re.compile(r"(?<=[^\W_])[.,:;](?=[^\W_])")
_MISREAD: Final = re.compile(r"[¢€£¥§]")
_NEXT: Final = re.compile(r"\s{0,9}(\w)")
_FIRST: Final = re.compile(r"[ \t]*(\S+)")
_BRACKETS: Final = "/([])"
_WORD_WITHIN: Final = re.compile(r"(?<![^\W_])[^\W\d_]{2,7}(?![^\W_])")
_LINE_END: Final = re.compile("\\n")
_ADDRESS: Final = re.compile(r"@|://|^www\.")
_BLANKS: Final = frozenset((" ", "\n"))
_STOPS: Final = frozenset(".:;!?./|")
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: [start, end) and what kind of piece it is."""

    start: int
    end: int
    kind: int


def tokenize(text: str, whole: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """Words and figures without edge signs; the first of each run of such signs; ends of paragraphs and of cells.

    What stands at one of the places `whole` (in order, each within a run of signs without a blank) is one word.
    """
    found: list[Token] = []
    lines = _Lines(text)
    given = iter((*whole, (len(text), len(text))))
    following = next(given)
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        while following[0] < end:
            if start < following[0]:
                _cut(text, start, following[0], found)
            found.append(Token(*following, WORD))
            start = following[1]
            following = next(given)
        if start == end:
            continue
        if text[start] == "\n":
            ends = lines.end_on_purpose(start) if end - start == 1 else not _runs_on(text, start, end)
            if ends and _after_words(found):
                found.append(Token(start, end, PARAGRAPH))
        elif text[start:end] == _RULE:
            if _after_words(found):
                found.append(Token(start, end, PARAGRAPH))
        elif text[start:end].isalpha() and end - start <= _LONGEST:
            found.append(Token(start, end, WORD))
        else:
            _cut(text, start, end, found)
    return found


def _after_words(found: list[Token]) -> bool:
    """Whether something stands between here and the last end of a paragraph."""
    return bool(found) and found[-1].kind != PARAGRAPH


class _Lines:
    """The lines of a text, to tell where one ended though it had room for the next word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [match.start() for match in _LINE_END.finditer(text)] + [len(text)]
        self.lengths = [end - start for start, end in zip([-1, *self.ends], self.ends, strict=False)]
        self.row = 0

    def end_on_purpose(self, place: int) -> bool:
        """Whether the line end at `place` ends a paragraph: room was left, and no small letter follows."""
        while self.ends[self.row] < place:
            self.row += 1
        after = _FIRST.match(self.text, place + 1)
        if after is None or after.group(1)[0].islower():
            return False
        width = max(self.lengths[max(self.row - _LINES_AROUND, 0) : self.row + _LINES_AROUND + 1])
        return self.lengths[self.row] + len(after.group(1)) < _ROOM * width


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence goes on over a blank line, as it does over the end of a page."""
    after = _NEXT.match(text, end)
    return start > 0 and text[start - 1] not in _STOPS and after is not None and after.group(1).islower()


def _cut(text: str, start: int, end: int, found: list[Token]) -> None:
    first, last = start, end
    while first < last and text[first] in EDGE:
        first += 1
    while last > first and text[last - 1] in EDGE:
        last -= 1
    if first > start:
        found.append(Token(start, start + 1, SIGN))
    if first < last:
        found += _core(text, first, last)
        if last < end and not _is_rest(text, last, end):
            found.append(Token(last, last + 1, SIGN))


def _is_rest(text: str, start: int, end: int) -> bool:
    """Whether a question mark stands before a small letter, as none does, and so is the rest of a mark: «di? liệu»."""
    return text[start:end] == "?" and text[end : end + 1] in _BLANKS and text[end + 1 : end + 2].islower()


def _core(text: str, start: int, end: int) -> list[Token]:
    core = text[start:end]
    if core.isalpha() and end - start <= _LONGEST:
        return [Token(start, end, WORD)]
    cut = _beside_word(core) if end - start <= 2 * _LONGEST else 0
    if cut:
        found: list[Token] = []
        _cut(text, start, start + cut, found)
        found.append(Token(start + cut, start + cut + 1, SIGN))
        _cut(text, start + cut + 1, end, found)
        return found
    if end - start > _LONGEST or _FIGURE.match(core):
        return [Token(start, end, FIGURE)]
    if not any(map(str.isalpha, core)) and not _MISREAD.search(core):
        return [Token(start, end, FIGURE if any(map(str.isdigit, core)) else SIGN)]
    marker = _MARKER.match(core)
    cuts = sorted(
        {match.start() for match in _JOINT.finditer(core)}
        | set(_stops_within(core))
        | ({marker.end() - 1} if marker else set())
    )
    pieces: list[Token] = []
    begin = 0
    for cut in [*cuts, len(core)]:
        pieces.append(Token(start + begin, start + cut, _kind(core[begin:cut])))
        if cut < len(core):
            pieces.append(Token(start + cut, start + cut + 1, SIGN))
        begin = cut + 1
    return pieces


def _beside_word(core: str) -> int:
    """Where a stroke or bracket parts a word from figures or from a word: «10%/năm», «tỉnh[1]»; 0 for nowhere."""
    if _ADDRESS.search(core):
        return 0
    for match in _WORD_WITHIN.finditer(core):
        word = match.group()
        if word[1:].islower() and strip_marks(word).lower() in bare_syllables():
            for place in (match.start() - 1, match.end()):
                if 0 < place < len(core) - 1 and core[place] in _BRACKETS:
                    return place
    return 0


def _stops_within(core: str) -> list[int]:
    """Stops that end a word inside a chunk; others («dr,rng», «si.r») are pieces of misread letters."""
    found = []
    for match in _STOP_WITHIN.finditer(core):
        before = re.split(r"[\W_]", core[: match.start()])[-1]
        after = re.split(r"[\W_]", core[match.end() :])[0]
        sound = parts(before.lower()) is not None and parts(after.lower()) is not None
        if len(before) > 1 and len(after) > 1 and (sound or after[0].isupper()):
            found.append(match.start())
    return found


def _kind(piece: str) -> int:
    if (any(map(str.isalpha, piece)) or _MISREAD.search(piece)) and not _FIGURE.match(piece):
        return WORD
    return FIGURE if any(map(str.isdigit, piece)) else SIGN
