"""Words that names of bodies are made of: tokens of a string, the closed vocabulary, and where a name begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.readers.columns import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN: Final = re.compile(r"\([^()]{1,80}\)|[;,:.]+(?=\s|$)|[^\s;,()]+(?:[.,][^\s;,()]+)*|\S")
_COUNT: Final = re.compile(r"[0-9]{1,3}")
_TERRITORY_WORDS: Final = ("xã", "phường", "các")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its place, and folded to small letters."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """Tell whether it begins with a capital."""
        return self.text[0].isupper()


@cache
def _phrases(kind: str) -> frozenset[tuple[str, ...]]:
    listed = vocabulary("bodies.toml")[""][kind]
    return frozenset(tuple(re.findall(r"[,;]|[^\s,;]+", fold_tone_place(phrase))) for phrase in listed)


@cache
def _by_first(*kinds: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of the kinds by their first word, longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(frozenset().union(*map(_phrases, kinds)), key=len, reverse=True):
        index.setdefault(phrase[0], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in index.items()}


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Cut a stretch into words, brackets with what they hold, and marks."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        stop = match.end()
        if len(word) > 1 and word[-1] in ".;,:" and word[0] not in ".;,:":
            cut = len(word.rstrip(".;,:…"))
            if cut and "." not in word[:cut]:
                found.append(Token(match.start(), match.start() + cut, word[:cut], fold_tone_place(word[:cut])))
                found.append(Token(match.start() + cut, stop, word[cut:], word[cut:]))
                continue
        mark = "," if set(word) == {","} else word
        found.append(Token(match.start(), stop, mark, fold_tone_place(mark)))
    return found


def phrase_at(tokens: Sequence[Token], at: int, *kinds: str) -> int:
    """Return how many tokens at `at` make the longest phrase of the kinds, 0 for none."""
    if at >= len(tokens):
        return 0
    for phrase in _by_first(*kinds).get(tokens[at].low, ()):
        length = len(phrase)
        if length == 1 or (
            at + length <= len(tokens) and all(tokens[at + k].low == phrase[k] for k in range(1, length))
        ):
            return length
    return 0


@cache
def words_of_one(*kinds: str) -> frozenset[str]:
    """Return the phrases of the kinds that are one word."""
    return frozenset(phrase[0] for kind in kinds for phrase in _phrases(kind) if len(phrase) == 1)


def opener_at(tokens: Sequence[Token], at: int) -> int:
    """Return the number of tokens at `at` that open a name: "các", "tất cả các", or how many there are ("05 khoa")."""
    if at + 1 < len(tokens) and _COUNT.fullmatch(tokens[at].text):
        return int(phrase_at(tokens, at + 1, "generic") > 0)
    return phrase_at(tokens, at, "openers")


def head_at(tokens: Sequence[Token], at: int) -> int:
    """Return the number of tokens of opener and head at `at`, 0 where no body begins.

    A head that may be a verb ("tổ chức", "thanh tra") needs a capital behind it, a qualifier, or an opener before.
    """
    if at >= len(tokens):
        return 0
    if tokens[at].low not in _by_first("openers", "heads", "holders", "generic") and not opener_at(tokens, at):
        return 0
    if phrase_at(tokens, at, "other_words"):
        return 0
    opener = opener_at(tokens, at)
    place = at + opener
    if place >= len(tokens) or phrase_at(tokens, place, "other_words") > 0:
        return 0
    if opener:
        length = phrase_at(tokens, place, "generic", "holders", "heads")
        return opener + length if length else phrase_at(tokens, at, "heads")
    length = phrase_at(tokens, place, "heads", "holders", "generic")
    if length and length == phrase_at(tokens, place, "not_first"):
        return 0
    if length and length == phrase_at(tokens, place, "verb_heads") and not _named(tokens, place, place + length):
        return 0
    return length


def _named(tokens: Sequence[Token], at: int, behind: int) -> bool:
    """Tell whether a name or qualifier stands behind a head that might be a verb."""
    if behind >= len(tokens):
        return tokens[at].capital
    after = tokens[behind]
    if after.capital:
        return True
    if after.low in {",", ";"}:
        listed = (
            tokens[at].capital and tokens[at].low != "phòng" and phrase_at(tokens, behind + 1, "heads", "generic") > 0
        )
        return (listed or tokens[at].low in {"hội", "ban"}) and not phrase_at(tokens, behind + 1, "verbs")
    return phrase_at(tokens, behind, "phrases", "territories") > phrase_at(tokens, behind, "verbs")


def second_syllable(tokens: Sequence[Token], at: int) -> bool:
    """Tell "hóa" in "Văn hóa": a small syllable behind the only capital one of a word of two."""
    first = tokens[at - 1]
    if (
        not first.capital
        or (first.text.isupper() and len(first.text) > 1)
        or (at >= 2 and tokens[at - 2].capital and _names(tokens, at - 2))
    ):
        return False
    return first.low not in words_of_one("heads", "generic", "territories")


def _names(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a capital syllable is part of a proper name rather than a head."""
    return tokens[at].low not in words_of_one("heads", "generic", "verb_heads") and not tokens[at].text.isupper()


def ends_in_verb(text: str, start: int, end: int) -> bool:
    """Tell whether words that begin a predicate stand at `start`, commas aside."""
    tokens = tokens_of(text, start, min(end, start + 80))
    at = 0
    while at < len(tokens) and tokens[at].text == ",":
        at += 1
    return phrase_at(tokens, at, "verbs") > 0


def places_end(tokens: Sequence[Token], at: int) -> int:
    """Return the index behind the places listed at `at` ("UBND các xã: Tân An, Hòa Bình"), 0 where none are."""
    end = 0
    while at < len(tokens) and tokens[at].capital and tokens[at].text[0].isalpha() and not _begins_work(tokens, at):
        while at < len(tokens) and tokens[at].capital and tokens[at].text[0].isalpha():
            at += 1
        end = at
        while at < len(tokens) and (tokens[at].text == "," or tokens[at].low in {"và", *_TERRITORY_WORDS}):
            at += 1
    return end


def _begins_work(tokens: Sequence[Token], at: int) -> bool:
    """Tell another body or what one is to do, where the name of a place might stand."""
    return head_at(tokens, at) > 0 or phrase_at(tokens, at, "verbs") > 0
