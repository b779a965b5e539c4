"""Cutting text into words, figures and signs, the same way for training and for use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from diacritics.structure import parts

WORD: Final = 0
FIGURE: Final = 1
SIGN: Final = 2
PARAGRAPH: Final = 3

EDGE: Final = frozenset(".,;:()“”\"'’‘/-–—[]…!?«»•|*+=<>_")
_CHUNK: Final = re.compile(r"\S+|\n[ \t\r]*\n")
_FIGURE: Final = re.compile(
    r"""
    .*\d\d | [\d.,%/:+-]+$ | .*\d[/.]\d           # two figures side by side, numbers, dates
    | [A-ZĐ]{2,4}-?\d+$ | \d[A-ZĐ]$ | [ck]?m[23]$              # codes, units
    | .+@.+\. | \w+\.\w+\.\w+$ | www\. | https?:  # addresses
    """,
    re.VERBOSE,
)
_JOINT: Final = re.compile(r"(?<=[^\W_])[-–/…](?=[^\W_])|(?<=\d)[.)\]](?=[^\W\d_]{2})")
_MARKER: Final = re.compile(r"(?:[IVX]{1,5}[.)]|[a-zđ]\))(?=[^\W\d_]{2})")
_STOP_WITHIN: Final = re.compile(r"(?<=[^\W_])[.,:;](?=[^\W_])")
_MISREAD: Final = re.compile(r"[¢€£¥§]")
_NEXT: Final = re.compile(r"\s{0,9}(\w)")
_STOPS: Final = frozenset(".:;!?./|")
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: [start, end) and what kind of piece it is."""

    start: int
    end: int
    kind: int


def tokenize(text: str) -> list[Token]:
    """Words and figures without edge signs; the first of each run of such signs; blank lines as PARAGRAPH."""
    found: list[Token] = []
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        if text[start] == "\n":
            if not _runs_on(text, start, end):
                found.append(Token(start, end, PARAGRAPH))
            continue
        if chunk.group().isalpha() and end - start <= _LONGEST:
            found.append(Token(start, end, WORD))
            continue
        _cut(text, start, end, found)
    return found


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
        if last < end:
            found.append(Token(last, last + 1, SIGN))


def _core(text: str, start: int, end: int) -> list[Token]:
    core = text[start:end]
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
    found: list[Token] = []
    begin = 0
    for cut in [*cuts, len(core)]:
        found.append(Token(start + begin, start + cut, _kind(core[begin:cut])))
        if cut < len(core):
            found.append(Token(start + cut, start + cut + 1, SIGN))
        begin = cut + 1
    return found


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
