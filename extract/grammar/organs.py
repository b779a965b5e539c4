"""Codes of organs and kinds in symbols, and their repair against closed lists after a symbol has been matched."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from extract.grammar.vocabulary import rows

# Letters that recognition confuses in capitals; each class shares one key.
_LOOKALIKES: Final = str.maketrans("ĐÐPОOQGCСРВНТIl1|", "DDDCCCCCCDBHTIIII")
_HOMOGLYPHS: Final = str.maketrans("АВСЕНКМОРТХÐ", "ABCEHKMOPTXĐ")  # Cyrillic capitals and eth
_FOREIGN: Final = re.compile("[АВСЕНКМОРТХÐ]")
_CORE: Final = ("UBND", "HĐND", "UBTVQH", "BHXH", "BGDĐT", "BLĐTBXH", "BVHTTDL")
_MIN_FUZZY: Final = 4


@cache
def _organs() -> dict[str, str]:
    """Folded code to code."""
    return {row[0].lower(): row[0] for row in rows("organs.tsv")}


@cache
def _types() -> dict[str, str]:
    return {row[0].lower(): row[0] for row in rows("types.tsv") if row[0] != "-"}


@cache
def _organ_keys() -> dict[str, str | None]:
    """Look-alike key to the one organ that has it; None where several have."""
    keys: dict[str, str | None] = {}
    for code in _organs().values():
        key = _key(code)
        keys[key] = None if key in keys else code
    return keys


def latin(text: str) -> str:
    """Make capitals of other alphabets that look Latin Latin; the length stays."""
    return text.translate(_HOMOGLYPHS) if _FOREIGN.search(text) else text


def _key(code: str) -> str:
    return code.upper().translate(_LOOKALIKES)


def known_type(code: str) -> str | None:
    """Give the kind's code in its usual spelling, None when it is not in the list."""
    return _types().get(code.lower())


def known_organ(code: str) -> str | None:
    """Give the organ's code in its usual spelling (without the number of a legislature), None when unknown."""
    return _organs().get(code.lower())


def repair_group(group: str) -> str:
    """Give an organ's code with what recognition does to it undone ("GP" for CP), else the group as it is."""
    stem = group.rstrip("0123456789")
    term = group[len(stem) :]
    exact = known_organ(stem)
    if exact:
        return exact + term
    alike = _organ_keys().get(_key(stem))
    if alike:
        return alike + term
    if len(stem) >= _MIN_FUZZY:
        near = [core for core in _CORE if len(core) == len(stem) and Levenshtein.distance(core, stem) == 1]
        if len(near) == 1:
            return near[0] + term
    return group


def repair_type(code: str, organ: str) -> str | None:
    """Read a kind misread in front of a known organ ("QP-UBND" for QĐ-UBND); None without a single answer."""
    head = re.match(r"[^\W\d_]+", organ)
    if head is None or known_organ(head.group()) is None or known_organ(code) is not None:
        return None
    alike = [kind for kind in _types().values() if len(kind) == len(code) and _key(kind) == _key(code)]
    least = min((Levenshtein.distance(kind, code) for kind in alike), default=0)
    near = [kind for kind in alike if Levenshtein.distance(kind, code) == least]
    return near[0] if len(near) == 1 else None


def split_glued(symbol: str) -> int:
    """Count how many letters at the end of a symbol belong to a word that lost its blank ("28-NQ/TWng")."""
    tail = re.search(r"(?<=[A-ZĐ]{2})[a-zđ]{1,3}$", symbol)
    last = re.search(r"[A-ZĐ&]+[a-zđ]*[A-ZĐ]*[0-9]*$", symbol)
    if not tail or not last or known_organ(last.group()):
        return 0
    return len(tail.group()) if known_organ(last.group()[: -len(tail.group())]) else 0
