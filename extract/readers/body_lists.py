"""Lists of bodies: where one name ends and the next begins (golden/GUIDE.md, settled question 10).

Names are parted at ";", at "," between different bodies and at a joining "và"; a run of common nouns under one head
("các sở, ban, ngành", "UBND các xã, phường, đặc khu") is one name. In running text a list ends where its words do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.readers.columns import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN: Final = re.compile(r"\([^()]{1,80}\)|[;,:.]+(?=\s|$)|[^\s;,()]+(?:[.,][^\s;,()]+)*|\S")
_JOINTS: Final = frozenset({"và", "cùng", "với", "hoặc", "&"})
_BARE: Final = frozenset({"ubnd", "ủy", "ban", "nhân", "dân", "quản", "lý", "thủ", "trưởng", "giám", "đốc", "chủ", "tịch", "lãnh", "đạo", "liên", "hiệp", "đầu"})


@dataclass(frozen=True, slots=True)
class Body:
    """A name as printed: [start, end) in the string it was read from."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@cache
def _phrases(kind: str) -> frozenset[tuple[str, ...]]:
    listed = vocabulary("bodies.toml")[""][kind]
    return frozenset(tuple(re.findall(r"[,;]|[^\s,;]+", fold_tone_place(phrase))) for phrase in listed)


@cache
def _by_first(kind: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of a kind by their first word, longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(_phrases(kind), key=len, reverse=True):
        index.setdefault(phrase[0], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in index.items()}


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        stop = match.end()
        if len(word) > 1 and word[-1] in ".;,:" and word[0] not in ".;,:":
            cut = len(word.rstrip(".;,:…"))
            if cut and "." not in word[:cut]:
                found.append(_Token(match.start(), match.start() + cut, word[:cut], fold_tone_place(word[:cut])))
                found.append(_Token(match.start() + cut, stop, word[cut:], word[cut:]))
                continue
        found.append(_Token(match.start(), stop, word, fold_tone_place(word)))
    return found


def _match(tokens: Sequence[_Token], at: int, *kinds: str) -> int:
    """Return how many tokens at `at` make the longest phrase of the kinds, 0 for none."""
    if at >= len(tokens):
        return 0
    best = 0
    for kind in kinds:
        for phrase in _by_first(kind).get(tokens[at].low, ()):
            length = len(phrase)
            if length <= best:
                break
            if at + length <= len(tokens) and all(tokens[at + k].low == phrase[k] for k in range(1, length)):
                best = length
                break
    return best


def read_bodies(text: str, start: int = 0, end: int | None = None, *, running: bool = False) -> list[Body]:
    """Read the list of bodies that begins at `start`.

    With `running` the list ends where a word cannot belong to it (a verb, a preposition); otherwise the whole
    stretch is a list, and words that are unknown stay in the name they stand in.
    """
    return list(_read(text, _tokens(text, start, len(text) if end is None else end), running=running))


def begins_body(text: str, start: int = 0) -> bool:
    """Tell whether a body's name begins at `start`."""
    tokens = _tokens(text, start, min(len(text), start + 60))
    return bool(tokens) and _head(tokens, 0) > 0


def _head(tokens: Sequence[_Token], at: int) -> int:
    """Return the number of tokens of opener and head at `at`, 0 where no body begins.

    A head that may be a verb ("tổ chức", "thanh tra") needs a capital behind it, a qualifier, or an opener before.
    """
    if _match(tokens, at, "other_words"):
        return 0
    opener = _match(tokens, at, "openers")
    place = at + opener
    if place >= len(tokens) or _match(tokens, place, "other_words") > 0:
        return 0
    if opener:
        length = _match(tokens, place, "generic", "holders", "heads")
        return opener + length if length else 0
    length = _match(tokens, place, "heads", "holders", "generic")
    if length and length == _match(tokens, place, "not_first"):
        return 0
    if length and length == _match(tokens, place, "verb_heads") and not _named(tokens, place, place + length):
        return 0
    return length


def _named(tokens: Sequence[_Token], at: int, behind: int) -> bool:
    """Tell whether a name or qualifier stands behind a head that might be a verb."""
    if behind >= len(tokens):
        return tokens[at].capital
    after = tokens[behind]
    if after.capital:
        return True
    if after.low in {",", ";"}:
        listed = tokens[at].capital and tokens[at].low != "phòng" and _match(tokens, behind + 1, "heads", "generic") > 0
        return (listed or tokens[at].low in {"hội", "ban"}) and not _match(tokens, behind + 1, "verbs")
    return _match(tokens, behind, "phrases", "territories") > _match(tokens, behind, "verbs")


def _read(text: str, tokens: Sequence[_Token], *, running: bool) -> Iterator[Body]:
    at = 0
    while at < len(tokens):
        head = _head(tokens, at)
        if not head:
            if running:
                return
            if tokens[at].text in {";", ",", ".", ":"} or tokens[at].low in _JOINTS:
                at += 1
                continue
        end, closed = _name_end(tokens, at, head, running=running)
        yield Body(tokens[at].start, tokens[end - 1].end, text[tokens[at].start : tokens[end - 1].end])
        at = _next_start(tokens, end)
        if running and (closed or at == end or not _head(tokens, at)) and not _follows_directly(tokens, end):
            return


def _follows_directly(tokens: Sequence[_Token], at: int) -> bool:
    """Tell whether another body begins right here, with nothing between."""
    return at < len(tokens) and _head(tokens, at) > 0 and (_match(tokens, at, "openers", "strong") > 0)


def _next_start(tokens: Sequence[_Token], at: int) -> int:
    """Step over what parts two names."""
    at += _match(tokens, at, "asides")
    while at < len(tokens) and (tokens[at].text in {";", ","} or tokens[at].low in _JOINTS):
        at += 1
    return at


def _name_end(tokens: Sequence[_Token], start: int, head: int, *, running: bool) -> tuple[int, bool]:
    """Return the index behind the name that begins at `start`, and whether running text ends the list there."""
    at = start + max(head, 1)
    common = _is_common(tokens, start, head)
    while at < len(tokens):
        token = tokens[at]
        if token.text == ";":
            return at, False
        if token.text == "," or (token.low in _JOINTS and not _match(tokens, at, "phrases")):
            step = _goes_on(tokens, start, at, common=common, running=running)
            if not step:
                return at, False
            at += step
        elif token.text[0] in ".:…" and token.text.strip(".:…") == "":
            return at, True
        else:
            step = _inside(tokens, start, at, running=running)
            if not step:
                return at, not (_follows_directly(tokens, at) or _match(tokens, at, "asides"))
            at += step
    return at, True


def _is_common(tokens: Sequence[_Token], start: int, head: int) -> bool:
    """Tell a run of common nouns ("các sở") from a body of its own ("Sở Nội vụ")."""
    place = start + _match(tokens, start, "openers")
    length = _match(tokens, place, "generic")
    if not length:
        return False
    behind = place + length
    return behind >= len(tokens) or not tokens[behind].capital or place > start or tokens[behind].low in {"ban"} and head > 0


def _inside(tokens: Sequence[_Token], start: int, at: int, *, running: bool) -> int:
    """Return how many tokens at `at` go on inside the name, 0 where it ends."""
    if _new_without_joint(tokens, start, at):
        return 0
    phrase = _match(tokens, at, "phrases", "territories")
    verb = _match(tokens, at, "verbs")
    token = tokens[at]
    if token.capital:
        return max(1, phrase, _match(tokens, at, "heads"))
    if token.text[0] in "(-–/&" or token.text[0].isdigit() or _second_syllable(tokens, at):
        return 1
    if (running and verb and verb >= phrase) or _match(tokens, at, "asides"):
        return 0
    if phrase:
        return phrase
    generic = _match(tokens, at, "generic", "heads", "holders")
    if generic and not _match(tokens, at, "other_words"):
        return generic
    opener = _match(tokens, at, "openers")
    if opener:
        return opener
    return 0 if running else 1


def _second_syllable(tokens: Sequence[_Token], at: int) -> bool:
    """Tell "hóa" in "Văn hóa": a small syllable behind the only capital one of a word of two."""
    first = tokens[at - 1]
    if not first.capital or (first.text.isupper() and len(first.text) > 1) or (at >= 2 and tokens[at - 2].capital and _names(tokens, at - 2)):
        return False
    return first.low not in _phrases_of_one("heads", "generic", "territories")


def _names(tokens: Sequence[_Token], at: int) -> bool:
    """Tell whether a capital syllable is part of a proper name rather than a head."""
    return tokens[at].low not in _phrases_of_one("heads", "generic", "verb_heads") and not tokens[at].text.isupper()


@cache
def _phrases_of_one(*kinds: str) -> frozenset[str]:
    return frozenset(phrase[0] for kind in kinds for phrase in _phrases(kind) if len(phrase) == 1)


def _new_without_joint(tokens: Sequence[_Token], start: int, at: int) -> bool:
    """Tell "… xã các đơn vị", "… Công nghệ Sở Công Thương": another body with nothing between."""
    before = tokens[at - 1]
    if before.low in _BARE or before.low in {"thuộc", "của", "tại", "ở", "các", "hội", "-", "–"}:
        return False
    opener = _match(tokens, at, "openers")
    if opener and _match(tokens, at + opener, "territories"):
        return False
    if opener:
        return at - start >= 2 and _head(tokens, at) > 0 and not _match(tokens, at, "phrases")
    if not _match(tokens, at, "strong") or not tokens[at].capital:
        return False
    first = tokens[start].low
    return at - start >= 2 and first in {"sở", "phòng", "công", "bhxh", "chi", "thuế", "thanh", "bảo", "ubnd", "ủy", "các"}


def _goes_on(tokens: Sequence[_Token], start: int, at: int, *, common: bool, running: bool) -> int:
    """Return how many tokens go on in the name at a "," or "và", 0 where the name ends."""
    behind = at + 1
    if tokens[at].low in {"cùng", "với"} or behind >= len(tokens):
        return 0
    if tokens[behind].low in _JOINTS:
        behind += 1
        if behind >= len(tokens):
            return 0
    if _match(tokens, behind, "openers") and _head(tokens, behind):
        return 0
    generic, territory = _match(tokens, behind, "generic"), _match(tokens, behind, "territories")
    if generic and not _match(tokens, behind, "other_words") and not _proper(tokens, behind, generic):
        if common or _common_tail(tokens, start, at) or (territory and _has_territory(tokens, start, at)):
            return behind - at + generic
        if tokens[start].low == "ban" and tokens[at].low == "và":
            return behind - at + generic
        return 0
    if _head(tokens, behind):
        return behind - at + 2 if _is_assembly_pair(tokens, at) else 0
    phrase = _match(tokens, behind, "phrases")
    certain = not running or _match(tokens, behind, "verbs") < phrase
    if phrase and certain and (tokens[at].low == "và" or phrase >= 3):
        return behind - at + phrase
    if tokens[behind].capital or not running:
        return behind - at + 1
    return 0


def _common_tail(tokens: Sequence[_Token], start: int, at: int) -> bool:
    """Tell a name that so far ends in "các" and common nouns only ("Thủ trưởng các sở")."""
    place = at
    while place > start and not _match(tokens, place, "openers"):
        place -= 1
    opener = _match(tokens, place, "openers")
    place += opener
    if not opener or place >= at:
        return False
    while place < at:
        step = _match(tokens, place, "generic", "territories") or (tokens[place].text == ",")
        if not step:
            return False
        place += step
    return True


def _proper(tokens: Sequence[_Token], at: int, length: int) -> bool:
    """Tell a common noun with a proper name behind it ("Sở Nội vụ", "xã Tân An") from the bare noun."""
    behind = at + length
    if behind >= len(tokens) or _match(tokens, behind, "territories") or tokens[behind].low == "trung":
        return False
    return tokens[behind].capital and tokens[behind].text[0].isalpha()


def _has_territory(tokens: Sequence[_Token], start: int, at: int) -> bool:
    return any(_match(tokens, place, "territories") for place in range(start, at))


def _is_assembly_pair(tokens: Sequence[_Token], at: int) -> bool:
    """Tell "Đoàn đại biểu Quốc hội và HĐND", one office for two bodies."""
    return tokens[at].low == "và" and [token.low for token in tokens[max(0, at - 2) : at]] == ["quốc", "hội"]


def ends_in_verb(text: str, start: int, end: int) -> bool:
    """Tell whether words that begin a predicate stand at `start`, commas aside."""
    tokens = _tokens(text, start, min(end, start + 80))
    at = 0
    while at < len(tokens) and tokens[at].text == ",":
        at += 1
    return _match(tokens, at, "verbs") > 0
