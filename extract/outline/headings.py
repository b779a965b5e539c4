"""Heading or sentence: what of a numbered line is its title.

A line is a heading when something stands under it, or when it is a phrase without a full stop; a numbered full
sentence has no title. A colon may cut a heading off that runs into its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extract.grammar.fold import fold
from extract.letters import LOWER, UPPER
from extract.outline.parts import ends
from extract.outline.romans import shared
from extract.outline.units import upper
from extract.outline.vocabulary import words

_SHORT: Final = 32
"""Words up to which a line with a full stop can be the heading of what stands under it."""
_LONG: Final = 60
_LISTED: Final = 18
"""Words up to which a numbered line that a ";" parts from the next is a phrase: a sentence would end in a full stop."""
_LEADING: Final = 120
"""Words up to which a line that ends in a colon is the heading of what stands under it."""
_RUN_IN: Final = 28
_NAME: Final = 6
"""Words up to which a verb phrase before a colon names a subject ("Quản lý, sử dụng kinh phí: theo …")."""
_COLON: Final = re.compile(r":(?=\s|$|[^\d/])")
_AMOUNT: Final = re.compile(r"\d[.,]\d{3}|\d\s?%")
"""What a run-in text states of its heading: an amount or a share, which no heading holds."""
_NEW_SENTENCE: Final = re.compile(rf"[{LOWER})%][.!?]\s+[{UPPER}]")
_OPENING: Final = 24
_TRAILING: Final = " \t\n:"


@dataclass(frozen=True, slots=True)
class Heading:
    """Lengths, from the content's start: where the title ends, and where what follows it begins (None: nothing)."""

    end: int
    rest: int | None = None


@dataclass(frozen=True, slots=True)
class Under:
    """What is known of a numbered line besides its words.

    `bears`: items or paragraphs stand under it, other than lines that only name bodies or times. `labelled`: several
    such lines do. `sound`: it was read for sure, so that a full stop which is not there was not printed.
    """

    bears: bool = False
    labelled: bool = False
    sound: bool = True


def heading(content: str, under: Under) -> Heading | None:
    """Return how much of a section's content is its heading, None for a sentence."""
    bare = content.rstrip(_TRAILING)
    if not bare or ends(content):
        return None
    cut = _run_in(content)
    if cut is not None:
        told = cut.rest is not None and _AMOUNT.search(bare, cut.rest) is not None
        whole = under.bears and not told and not bare.endswith((".", ";", ",")) and len(bare.split()) <= _SHORT
        return Heading(len(bare)) if whole else cut
    if _COLON.search(bare) and fold(content[:_OPENING]).startswith(words("outline", "sentence_starts")):
        return None
    if upper(bare) or shared(bare):
        return Heading(len(bare))
    size = len(bare.split())
    if _NEW_SENTENCE.search(bare) and size > _SHORT // 2:
        return None
    if content.rstrip().endswith(":"):
        return Heading(len(bare)) if size <= (_LEADING if under.bears else _LONG) else None
    if bare.endswith(";") and not under.bears and size <= _LISTED:
        return Heading(len(bare.rstrip("; ")))
    if bare.endswith((".", ";", ",", "…")) and not bare.endswith(".."):
        named = under.labelled and fold(bare).startswith(words("outline", "documents")) and size <= _LONG
        borne = under.bears and size <= _SHORT and not bare.endswith(",")
        return Heading(len(bare)) if borne or named else None
    if not under.bears and not under.sound and (size > _SHORT or (";" in bare and size > _SHORT // 2)):
        return None
    return Heading(len(bare)) if size <= _LONG else None


def _run_in(content: str) -> Heading | None:
    """Find the heading before a colon with text behind it on the same line."""
    for match in _COLON.finditer(content):
        before = content[: match.start()].rstrip()
        behind = match.end()
        while behind < len(content) and content[behind].isspace():
            behind += 1
        if behind >= len(content):
            return None
        if before.count("(") > before.count(")") or before.count("“") > before.count("”"):
            continue
        return Heading(len(before), behind) if _is_phrase(before, content[behind:]) else None
    return None


def _is_phrase(before: str, after: str) -> bool:
    """Tell whether the words before a colon are a noun or verb phrase and no sentence that the colon cuts."""
    folded = fold(before)
    if not before or len(before.split()) > _RUN_IN or re.search(r"[.!?]\s|[;.]$", before):
        return False
    if ";" in before and (after[:1].islower() or folded.startswith(words("outline", "verbs"))):
        return False
    if folded.startswith(words("outline", "sentence_starts")) or after[:1] in '“"':
        return False
    if after[:1].islower() and len(before.split()) > _NAME and folded.startswith(words("outline", "verbs")):
        return False
    return folded.split()[-1].strip("()") not in words("outline", "list_ends") and not folded.endswith(
        words("outline", "list_tails")
    )


def names_bodies(line: str) -> bool:
    """Tell whether a line only says who works on the paragraph above it, or when ("* Cơ quan thực hiện: …")."""
    folded = fold(line[:60]).lstrip(" *+-–•\\")
    return folded.startswith(words("outline", "agency_lines")) and ":" in line[:60]


def closes(line: str) -> bool:
    """Tell whether a paragraph is the plan's closing formula, which belongs to no numbered line above it."""
    return ends(line) or fold(line[:_OPENING]).startswith(words("outline", "closings"))
