"""How a paragraph begins and ends: markers of headings and items, and closing punctuation."""

from __future__ import annotations

import re
from typing import Final

from extract.arrange.phrases import fold, phrases
from extract.letters import LOWER, UPPER

_MARKER: Final = re.compile(
    rf"""
    (?P<dash>[-–—+*~•▪●○◦►✓✔➢❖]+)(?=\s|[^\W\d_])   # an item
    | [IVXLl|]{{1,5}}\s?[.)](?=\s|[{UPPER}])          # I.  II.  and as recognition leaves them: |.  Il.
    | \d{{1,2}}(\.\d{{1,2}}){{0,3}}[.)](?=\s|[^\W\d_])    # 1.  2)  1.1.
    | \d{{1,2}}(\.\d{{1,2}}){{1,3}}\s+(?=[^\W\d_])        # 1.1 Heading
    | [a-zđ]\s?\)                                   # a)
    | [a-hđ]\.\s(?=[{UPPER}])                       # a. Heading
    | \(\s?(\d{{1,2}}|[a-zđ])\s?\)\s                  # (1)
    | \[\d{{1,2}}\]                                   # [1], a footnote
    """,
    re.VERBOSE,
)
_CLOSING: Final = re.compile(r"[.;:!?…][\"”’')\]]*$|[./][./]$")
_OPENER_NUMBER: Final = re.compile(r"[\divxIVX.:]+$|^[A-Z]$")

_NUMBER: Final = r"[0-9]+(?:[.,][0-9]+)*"
_TORN_RANGE: Final = re.compile(
    rf"""
    (?<![\w.,/-]) {_NUMBER} (?: \s?[-–]\s*\n\s* | \s*\n\s*[-–]\s? ) {_NUMBER} \s? [%‰]     # 05 / - 06%
  | (?<![\w.,/-]) {_NUMBER} \s?[-–]\s*\n\s* {_NUMBER} \s [{LOWER}]                          # 20 - / 25 ha
  | (?<![\w.,/:-]) (?<!:\s) {_NUMBER} \s*\n\s*[-–] {_NUMBER} \s [{LOWER}]                    # 20 / -25 ha
  | (?<=[^\W\d_]\s) (?P<low>0[0-9]) \n (?P<high>0[0-9]) \s? %                              # 05 / 06%, the dash lost
    """,
    re.VERBOSE,
)
"""The two ends of a range on two lines.

A dash with a blank behind it may as well begin an item, unless a share follows; so may one with none behind a label
and its number ("Số lớp: 05").
"""
_ENDS_NEAR: Final = 24
"""The end of a range and the words around it are no longer than this."""


def marker(text: str) -> str | None:
    """Return the marker that a line begins with, None where it has none."""
    match = _MARKER.match(text)
    if match:
        return match.group().strip()
    words = text.split(" ", 3)
    for opener in phrases().openers:
        count = len(opener.split())
        if fold(" ".join(words[:count])).rstrip(".:") == opener and words[0][:1].isupper():
            rest = words[count : count + 1]
            if not rest or _OPENER_NUMBER.match(rest[0]):
                return opener
    return None


def is_dash(text: str) -> bool:
    """Tell whether a line begins with a dash or another item sign."""
    match = _MARKER.match(text)
    return bool(match and match["dash"])


def closes(text: str) -> bool:
    """Tell whether a line ends as sentences and items end."""
    return bool(_CLOSING.search(text.rstrip()))


def begins_paragraph(line: str, before: str) -> bool:
    """Tell whether a line's marker is one, and not a figure or dash that a line end has cut off its sentence."""
    if line.startswith("(") and fold(line[:16]).startswith(phrases().attached):
        return True
    mark = marker(line)
    if mark is None:
        return False
    last = before.rsplit(" ", 1)[-1]
    if closes(before):
        return True
    if is_dash(line):
        rest = line.lstrip("-–—+*~•▪●○◦►✓✔➢❖ ")
        return not (mark in {"-", "–", "—"} and (rest[:1].islower() or (rest[:1].isdigit() and last[-1:].isdigit())))
    return fold(last) not in phrases().citing


def tears_range(before: str, line: str) -> bool:
    """Tell whether a line end stands inside a range ("tăng bình quân 05" / "-06%"), so that no item begins there."""
    found = _TORN_RANGE.search(f"{before[-_ENDS_NEAR:].rstrip()}\n{line[:_ENDS_NEAR]}")
    return found is not None and (found["low"] is None or found["low"] < found["high"])
