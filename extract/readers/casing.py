"""Capitals back to small letters: how the names of bodies, posts and territories are written in running text."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from extract.grammar.fold import fold, fold_tone_place
from extract.grammar.territories import provinces
from extract.grammar.vocabulary import rows
from extract.letters import UPPER
from extract.outline.vocabulary import words

_MARK: Final = re.compile(rf"(?P<mark>T/?M|K/?T|T/?L|TUQ|Q)(?P<stop>[.,]?)\s?(?=[{UPPER}])")
_EDGE: Final = ",.;:()"


@cache
def _names() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Known names of bodies, posts and provinces by their words in lower case with one placement of tones."""
    names = [*(name for (name,) in rows("names.tsv", "readers")), *(province.name for province in provinces())]
    return {tuple(fold_tone_place(word.strip(_EDGE)) for word in name.split()): tuple(name.split()) for name in names}


@cache
def _longest() -> int:
    return max(len(key) for key in _names())


@cache
def _territories() -> frozenset[str]:
    keys = ("territories_province", "territories_city", "territories_district", "territories_commune")
    return frozenset(word for key in keys for word in words("document", key))


def sentence_case(line: str) -> str:
    """Return a line in capitals as a sentence writes it; a line with small letters keeps its own."""
    if any(char.islower() for char in line):
        return line
    mark = _MARK.match(line)
    if mark is not None:
        return f"{mark['mark']}. {sentence_case(line[mark.end() :])}"
    tokens = line.split()
    out: list[str] = []
    naming = False
    while tokens:
        size, proper = _known(tokens)
        kind = _kind(tokens)
        if size and not (kind and kind >= size):
            out += [_like(token, model) for token, model in zip(tokens, proper, strict=False)]
            naming = size > 1 and (proper[0] == "Trường" or "Khu" in proper)  # a name stands behind such a kind
        elif kind:
            size = kind
            out += [token.lower() for token in tokens[:kind]]
            naming = True
        else:
            size = 1
            out.append(_titled(tokens[0]) if naming else tokens[0].lower())
        tokens = tokens[size:]
    sentence = " ".join(out)
    return sentence[:1].upper() + sentence[1:]


def _known(tokens: list[str]) -> tuple[int, list[str]]:
    """Return how many tokens make a known name, and its words with the punctuation of the line."""
    keys = [fold_tone_place(token.strip(_EDGE)) for token in tokens[: _longest()]]
    for size in range(len(keys), 0, -1):
        proper = _names().get(tuple(keys[:size]))
        if proper is not None:
            return size, list(proper)
    return 0, []


def _like(token: str, model: str) -> str:
    """Return a word as printed, with the capitals of the known name."""
    return "".join(c.lower() if m.islower() else c for c, m in zip(token, model.ljust(len(token), "."), strict=False))


def _kind(tokens: list[str]) -> int:
    """Return how many tokens name a kind of territory ("xã", "thành phố"), 0 for none."""
    folded = [fold(token) for token in tokens[:3]]
    if len(folded) > 1 and " ".join(folded[:2]) in _territories():
        return 2
    if folded[0] in _territories() and len(folded) > 1 and folded[:2] != ["xa", "hoi"]:
        return 1
    return 0


def _titled(token: str) -> str:
    """Return a word of a name with its first letter, and those after a hyphen or apostrophe, in capitals."""
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), token)
