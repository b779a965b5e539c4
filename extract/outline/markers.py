"""Markers at the start of a line: what numbering a line may begin with, damaged shapes included.

A line can be read in more than one way ("l." is 1 or I, "Il." is II or 11), so a reading is a list of candidates;
which one holds is decided by the numbering around it, not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from extract.grammar.fold import fold
from extract.letters import UPPER

MarkerKind = Literal[
    "part", "chapter", "division", "article", "capital", "roman", "arabic", "dotted", "letter", "paren"
]
"""Phần, Chương, Mục, Điều; A.; I.; 1.; 1.1; a); (1)."""

ITEM_MARKS: Final = "-–—+*•●▪■◦○✓"
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ROMANS: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_WORDS: Final[dict[str, MarkerKind]] = {"phan": "part", "chuong": "chapter", "muc": "division", "dieu": "article"}
_ORDINAL_WORDS: Final = {
    "thu nhat": 1,
    "thu hai": 2,
    "thu ba": 3,
    "thu tu": 4,
    "thu nam": 5,
    "thu sau": 6,
    "thu bay": 7,
    "thu tam": 8,
}


@dataclass(frozen=True, slots=True)
class Marker:
    """One way to read a line's start. `end` is where the words behind the marker begin.

    `number` is the running number at its level, `dotted` the whole number of a dotted marker; `clear` says that the
    marker has its usual shape (punctuation behind it, no letters that stand for digits), `worn` that the reading takes
    a stroke for lost (III read as "II.").
    """

    kind: MarkerKind
    number: int
    label: str
    end: int
    clear: bool = True
    dotted: tuple[int, ...] = ()
    worn: bool = False


_NAMED: Final = re.compile(
    r"""
    (?P<word> phan | chuong | muc | dieu ) \s+
    (?P<number> thu \s+ (?:nhat|hai|ba|tu|nam|sau|bay|tam) | [0-9]{1,3} | [ivxlh|]{1,6} )
    (?P<stop> \s*[.:] | (?=\s*$) | (?=\s*[-–]) | (?=\s+[^\s]) ) \s*[-–]?\s*
    """,
    re.VERBOSE,
)
_HYPHEN: Final = rf"\s?[-–](?=\s?[{UPPER}])"
"""The stop of Party papers: "I- MỤC TIÊU", "1- Mục tiêu chung"."""
_STROKES: Final = re.compile(rf"(?P<number>[IVXHÌÍlij|!1T]{{1,6}})(?P<stop>\s?[.,)/]+(?![0-9])|{_HYPHEN}|(?=\s))\s*")
_DOTTED: Final = re.compile(
    r"""
    (?P<number> [0-9OIl]{1,2} (?: \s?[.,] \s? [0-9OIl]{1,2} ){1,4} )  # 2.1, 2.1.3; O and l stand for 0 and 1
    (?! [0-9] | \s?[%/] ) (?P<stop> \s?[.)]? ) \s*
    """,
    re.VERBOSE,
)
_ARABIC: Final = re.compile(rf"(?P<number>[0-9OIl|]{{1,3}})(?P<stop>\s?[.)]{{1,2}}(?![0-9])|{_HYPHEN})\s*")
_PAREN: Final = re.compile(r"\(\s?(?P<number>[0-9IlO]{1,2})\s?\)\.?\s*")
_LETTER: Final = re.compile(r"(?P<open>\(?)(?P<letter>[a-zđ])(?P<number>[0-9]?)(?P<stop>\s?\)|\s?\.(?=\s))\s*")
_CAPITAL: Final = re.compile(rf"(?P<letter>[A-HĐ])(?P<stop>\.|\s?[-–](?=\s))\s*(?=[{UPPER}])")
_ALIKE: Final = {"e": "c", "c": "e"}
"""Letters that recognition takes for one another; the numbering around them tells which was printed."""
_DIGIT_LIKE: Final = str.maketrans(
    {"O": "0", "I": "1", "l": "1", "|": "1", "i": "1", "Ì": "1", "Í": "1", "j": "1", "!": "1", "T": "1"}
)
_BARS: Final = str.maketrans("ÌÍlij|!1T", "IIIIIIIII")
_SPECKS: Final = "_|`‘’'"
"""What specks and rules at a line's start are read as."""
_NOISE: Final = r"(?:[:.,'’`~\\]\s?)?"
"""A speck that recognition read before a dash."""
_ITEM: Final = re.compile(rf"{_NOISE}(?P<mark>[{re.escape(ITEM_MARKS)}]|~(?=\s))(?:\s+|(?=\w)(?!_))")


def roman(text: str) -> int | None:
    """Return the value of a Roman numeral in its usual form, None for anything else."""
    values = [_ROMANS.get(char) for char in text.lower()]
    if not values or None in values:
        return None
    known = [value for value in values if value is not None]
    total = sum(-v if i + 1 < len(known) and known[i + 1] > v else v for i, v in enumerate(known))
    return total if total > 0 and to_roman(total) == text.upper() else None


def to_roman(number: int) -> str:
    """Return the Roman numeral of 1 to 89."""
    out = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out += sign
            number -= value
    return out


def item_mark(line: str) -> tuple[str, int] | None:
    """Return the item mark a line begins with and where its words begin, None for no item."""
    match = _ITEM.match(line)
    if match is None:
        return None
    return ("-" if match["mark"] in "–—~" else match["mark"]), match.end()


def markers(line: str) -> tuple[Marker, ...]:
    """Return the ways in which the start of a line can be a section marker, the likeliest first."""
    bare = line.lstrip(_SPECKS)
    if bare != line and bare[:1].isalnum():
        return tuple(replace(marker, end=marker.end + len(line) - len(bare)) for marker in markers(bare))
    named = _named(line)
    if named is not None:
        return (named,)
    found = [*_dotted(line), *_arabic(line), *_strokes(line), *_paren(line), *_letter(line)]
    found.sort(key=lambda marker: not marker.clear)
    unique = {(m.kind, m.number, m.dotted): m for m in reversed(found)}
    return tuple(m for m in found if unique[m.kind, m.number, m.dotted] is m)


def _named(line: str) -> Marker | None:
    match = _NAMED.match(fold(line[:40]))
    if match is None or not line[0].isupper():
        return None
    kind = _WORDS[match["word"]]
    digits = match["number"]
    ordinal = next((n for words, n in _ORDINAL_WORDS.items() if digits.split() == words.split()), None)
    number = ordinal or (int(digits) if digits.isdigit() else roman(digits.replace("|", "i").replace("h", "ii")))
    if not number:
        return None
    printed = line[match.start("number") : match.end("number")]
    label = printed.lower() if ordinal else (printed if digits.isdigit() else to_roman(number))
    words = {"part": "Phần ", "chapter": "Chương ", "division": "Mục ", "article": "Đ"}
    clear = bool(match["stop"].strip()) or not line[match.end() :].strip()
    return Marker(kind, number, words[kind] + label, match.end(), clear)


def _strokes(line: str) -> list[Marker]:
    match = _STROKES.match(line)
    if match is None:
        return []
    printed, stopped = match["number"], bool(match["stop"])
    exact = roman(printed) if printed.isupper() else None
    if exact:
        plain = Marker("roman", exact, to_roman(exact), match.end(), stopped)
        return [plain, *(_worn(exact, match.end()) if stopped else ())]
    if not stopped:
        return []
    bars = printed.translate(_BARS)
    values = (roman(bars.replace("H", strokes)) for strokes in ("II", "I"))
    return [Marker("roman", v, to_roman(v), match.end(), clear=False) for v in dict.fromkeys(values) if v]


def _worn(number: int, end: int) -> list[Marker]:
    """Return the numerals that a numeral may be which has lost its last or first stroke."""
    printed = to_roman(number)
    whole = [n for n in (number - 1, number + 1) if n and any(_without(to_roman(n), i) == printed for i in range(5))]
    return [Marker("roman", n, to_roman(n), end, clear=False, worn=True) for n in whole]


def _without(numeral: str, at: int) -> str | None:
    """Return a numeral without the stroke at an index, None where no stroke stands there."""
    return numeral[:at] + numeral[at + 1 :] if numeral[at : at + 1] == "I" else None


def _dotted(line: str) -> list[Marker]:
    match = _DOTTED.match(line)
    if (
        match is None
        or not match["number"][0].isalnum()
        or (not match["stop"] and not line[match.end() - 1 : match.end()].isspace())
    ):
        return []
    parts = tuple(int(p.strip().translate(_DIGIT_LIKE)) for p in re.split("[.,]", match["number"]))
    if 0 in parts:
        return []
    label = ".".join(str(part) for part in parts)
    clear = "," not in match["number"] and match["number"].replace(".", "").isdigit()
    return [Marker("dotted", parts[-1], label, match.end(), clear, parts)]


def _arabic(line: str) -> list[Marker]:
    match = _ARABIC.match(line)
    if match is None:
        return []
    digits = match["number"].translate(_DIGIT_LIKE)
    if not 0 < int(digits) < 100:
        return []
    return [Marker("arabic", int(digits), str(int(digits)), match.end(), match["number"].isdigit())]


def _paren(line: str) -> list[Marker]:
    match = _PAREN.match(line)
    if match is None:
        return []
    number = int(match["number"].translate(_DIGIT_LIKE))
    return [Marker("paren", number, str(number), match.end(), match["number"].isdigit())] if number else []


def _letter(line: str) -> list[Marker]:
    match = _LETTER.match(line)
    if match is not None and match["letter"] in LETTERS:
        number = LETTERS.index(match["letter"]) + 1
        if match["number"]:
            parts = (number, int(match["number"]))
            return [
                Marker("dotted", parts[1], match["letter"] + match["number"], match.end(), dotted=(-number, parts[1]))
            ]
        clear = match["stop"].strip() == ")"
        read = [Marker("letter", number, match["letter"], match.end(), clear)]
        alike = _ALIKE.get(match["letter"]) if clear else None
        return [*read, Marker("letter", LETTERS.index(alike) + 1, alike, match.end(), clear=False)] if alike else read
    match = _CAPITAL.match(line)
    if match is None:
        return []
    number = "ABCDĐEGH".find(match["letter"]) + 1
    return [Marker("capital", number, match["letter"], match.end())] if number else []
