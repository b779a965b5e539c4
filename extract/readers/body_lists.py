"""Lists of bodies: where one name ends and the next begins (golden/GUIDE.md, settled question 10).

Names are parted at ";", at "," between different bodies and at a joining "và"; a run of common nouns under one head
("các sở, ban, ngành", "UBND các xã, phường, đặc khu") is one name. In running text a list ends where its words do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.readers.body_words import Token, head_at, opener_at, phrase_at, places_end, second_syllable, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_JOINTS: Final = frozenset({"và", "cùng", "với", "hoặc", "&"})
_BARE: Final = frozenset(
    "ubnd ủy ban nhân dân quản lý thủ trưởng giám đốc chủ tịch lãnh đạo liên hiệp đầu".split(),  # noqa: SIM905
)
_FOLLOWED: Final = frozenset("sở phòng công bhxh chi thuế thanh bảo ubnd ủy các".split())  # noqa: SIM905
"""First words of names that another may follow without a joint."""

_QUALIFIERS: Final = frozenset({"liên", "có", "thuộc", "cấp", "các", "trên", "trực", "của", "ở", "khác"})
"""First words of what qualifies common nouns; any other small word behind a capital one makes a name of its own."""

_CERTAIN: Final = 3
"""So many words in a row, known to stand inside names, are no predicate."""

_PREDICATE: Final = 2
"""A verb of so many words behind a capital one is no second syllable of a name."""

_SPECK: Final = re.compile(r"[^\w()]+|[b-df-hj-np-tv-xz]")


@dataclass(frozen=True, slots=True)
class Body:
    """A name as printed: [start, end) in the string it was read from."""

    start: int
    end: int
    name: str


def read_bodies(text: str, start: int = 0, end: int | None = None, *, running: bool = False) -> list[Body]:
    """Read the list of bodies that begins at `start`.

    With `running` the list ends where a word cannot belong to it (a verb, a preposition); otherwise the whole
    stretch is a list, and words that are unknown stay in the name they stand in.
    """
    return list(_read(text, tokens_of(text, start, len(text) if end is None else end), running=running))


def read_listed(text: str, tokens: Sequence[Token]) -> list[Body]:
    """Read the list of bodies that the tokens of a text begin with, as far as it runs."""
    return list(_read(text, tokens, running=True))


def begins_body(text: str, start: int = 0) -> bool:
    """Tell whether a body's name begins at `start`."""
    tokens = tokens_of(text, start, min(len(text), start + 60))
    return bool(tokens) and head_at(tokens, 0) > 0


def _read(text: str, tokens: Sequence[Token], *, running: bool) -> Iterator[Body]:
    at = 0
    while at < len(tokens):
        head = head_at(tokens, at)
        if not head:
            if running:
                return
            if tokens[at].text in {";", ",", ".", ":"} or tokens[at].low in _JOINTS:
                at += 1
                continue
        end, closed = _name_end(tokens, at, head, running=running)
        last = _without_specks(tokens, at, end)
        yield Body(tokens[at].start, last, text[tokens[at].start : last])
        at = _next_start(tokens, end)
        if running and (closed or at == end or not head_at(tokens, at)) and not _follows_directly(tokens, end):
            return


def _without_specks(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where a name ends in the string, without the marks and lone letters that specks of a scan left."""
    while end - 1 > start and _SPECK.fullmatch(tokens[end - 1].text):
        end -= 1
    return tokens[end - 1].end


def _follows_directly(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether another body begins right here, with nothing between."""
    return at < len(tokens) and head_at(tokens, at) > 0 and (phrase_at(tokens, at, "openers", "strong") > 0)


def _next_start(tokens: Sequence[Token], at: int) -> int:
    """Step over what parts two names."""
    at += phrase_at(tokens, at, "asides")
    while at < len(tokens) and (tokens[at].text in {";", ","} or tokens[at].low in _JOINTS):
        at += 1
    return at


def _name_end(tokens: Sequence[Token], start: int, head: int, *, running: bool) -> tuple[int, bool]:
    """Return the index behind the name that begins at `start`, and whether running text ends the list there."""
    at = start + max(head, 1)
    holder = phrase_at(tokens, start, "holders")
    stands = holder > 0 and _is_common(tokens, start + holder, head)
    common = stands or _is_common(tokens, start, head)
    while at < len(tokens):
        token = tokens[at]
        if token.text == ";":
            return at, False
        if (
            token.text == ","
            or _is_comma(tokens, at, running=running)
            or (token.low in _JOINTS and not phrase_at(tokens, at, "phrases"))
        ):
            step = _goes_on(tokens, start, at, common=common, running=running)
            if not step and stands and token.text == ",":
                step = _next_of_many(tokens, at)
            if not step:
                return at, False
            at += step
        elif token.text == ":" and phrase_at(tokens, at - 1, "territories") and places_end(tokens, at + 1):
            return places_end(tokens, at + 1), False
        elif token.text[0] in ".:…" and token.text.strip(".:…") == "":
            return at, True
        else:
            step = _inside(tokens, start, at, running=running)
            if not step:
                return at, not (_follows_directly(tokens, at) or phrase_at(tokens, at, "asides"))
            at += step
    return at, True


def _is_comma(tokens: Sequence[Token], at: int, *, running: bool) -> bool:
    """Tell a full stop in a cell that goes on in small letters: a comma read wrong."""
    follows = not running and tokens[at].text == "." and at + 1 < len(tokens)
    return follows and tokens[at + 1].text[0].islower()


def _is_common(tokens: Sequence[Token], start: int, head: int) -> bool:
    """Tell a run of common nouns ("các sở") from a body of its own ("Sở Nội vụ")."""
    place = start + opener_at(tokens, start)
    length = phrase_at(tokens, place, "generic")
    if not length:
        return False
    behind = place + length
    if place == start and phrase_at(tokens, place, "private") == length:
        return False
    return (
        behind >= len(tokens)
        or not tokens[behind].capital
        or place > start
        or (tokens[behind].low == "ban" and head > 0)
    )


def _inside(tokens: Sequence[Token], start: int, at: int, *, running: bool) -> int:
    """Return how many tokens at `at` go on inside the name, 0 where it ends."""
    if _new_without_joint(tokens, start, at):
        return 0
    phrase = phrase_at(tokens, at, "phrases", "territories")
    verb = phrase_at(tokens, at, "verbs")
    token = tokens[at]
    if token.capital:
        return max(1, phrase, phrase_at(tokens, at, "heads"))
    if running and verb >= _PREDICATE and verb > phrase:
        return 0
    if token.text[0] in "(-–—/&" or token.text[0].isdigit() or second_syllable(tokens, at):
        return 1
    if (running and verb and verb >= phrase) or phrase_at(tokens, at, "asides"):
        return 0
    if phrase:
        return phrase
    if token.low == "của" and at + 1 < len(tokens) and tokens[at + 1].capital and head_at(tokens, at + 1):
        return 1
    generic = phrase_at(tokens, at, "generic", "heads", "holders")
    if generic and not phrase_at(tokens, at, "other_words"):
        return generic
    opener = phrase_at(tokens, at, "openers")
    if opener:
        return opener
    return 0 if running else 1


def _new_without_joint(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Tell "… xã các đơn vị", "… Công nghệ Sở Công Thương": another body with nothing between."""
    before = tokens[at - 1]
    if before.low in _BARE or before.low in {"thuộc", "của", "tại", "ở", "các", "hội", "-", "–"}:
        return False
    opener = phrase_at(tokens, at, "openers")
    if opener and phrase_at(tokens, at + opener, "territories"):
        return False
    if opener:
        return at - start >= 2 and head_at(tokens, at) > 0 and not phrase_at(tokens, at, "phrases")
    if not phrase_at(tokens, at, "strong") or not tokens[at].capital:
        return False
    first = tokens[start + phrase_at(tokens, start, "openers")].low
    if first == "phòng" and tokens[at].low == "sở":
        return False
    return at - start >= 2 and first in _FOLLOWED


def _goes_on(tokens: Sequence[Token], start: int, at: int, *, common: bool, running: bool) -> int:
    """Return how many tokens go on in the name at a "," or "và", 0 where the name ends."""
    behind = at + 1
    if behind < len(tokens) and tokens[behind].low in _JOINTS:
        behind += 1
    if tokens[at].low in {"cùng", "với"} or behind >= len(tokens):
        return 0
    opener = opener_at(tokens, behind)
    if opener and head_at(tokens, behind):
        zone = tokens[start].low == "ban" and behind + opener < len(tokens) and tokens[behind + opener].low == "khu"
        return behind - at + opener if zone else 0
    if _is_rest(tokens, start, at, behind):
        return 0
    generic = phrase_at(tokens, behind, "generic")
    if generic and tokens[at].text == "," and at - start > 1 and tokens[at - 2].low == "cấp":
        return 0  # a level closes the run: "các sở, ngành cấp tỉnh, đơn vị …"
    if generic and not phrase_at(tokens, behind, "other_words") and not _proper(tokens, at, behind, generic):
        return behind - at + generic if common or _is_run(tokens, start, at, behind) else 0
    if head_at(tokens, behind):
        return behind - at + 2 if _is_assembly_pair(tokens, at) else 0
    phrase = phrase_at(tokens, behind, "phrases")
    certain = not running or phrase_at(tokens, behind, "verbs") < phrase
    if phrase and certain and (tokens[at].low == "và" or phrase >= _CERTAIN):
        return behind - at + phrase
    return behind - at + 1 if tokens[behind].capital or not running else 0


def _next_of_many(tokens: Sequence[Token], at: int) -> int:
    """Return how many tokens go on at a "," in "Thủ trưởng các sở, các đơn vị": all those that one post stands for."""
    opener = opener_at(tokens, at + 1)
    generic = phrase_at(tokens, at + 1 + opener, "generic") if opener else 0
    return 1 + opener + generic if generic and not _proper(tokens, at, at + 1 + opener, generic) else 0


def _is_rest(tokens: Sequence[Token], start: int, at: int, behind: int) -> bool:
    """Tell "… và cơ quan, đơn vị liên quan" behind other bodies; among offices the run goes on."""
    return (
        tokens[at].low == "và"
        and phrase_at(tokens, behind, "rest") > 0
        and not any(phrase_at(tokens, place, "rest") for place in range(start, at))
    )


def _is_run(tokens: Sequence[Token], start: int, at: int, behind: int) -> bool:
    """Tell whether the common noun at `behind` goes on in a name whose head is none."""
    territory = phrase_at(tokens, behind, "territories") > 0
    office = tokens[start].low == "ban" and (tokens[at].low == "và" or tokens[behind].low == "khu")
    return office or _common_tail(tokens, start, at) or (territory and _has_territory(tokens, start, at))


def _common_tail(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Tell a name that so far ends in "các" and common nouns only ("Thủ trưởng các sở")."""
    place = at
    while place > start and not phrase_at(tokens, place, "openers"):
        place -= 1
    opener = phrase_at(tokens, place, "openers")
    place += opener
    if not opener or place >= at:
        return False
    while place < at:
        step = phrase_at(tokens, place, "generic", "territories") or (tokens[place].text == ",")
        if not step:
            return False
        place += step
    return True


def _proper(tokens: Sequence[Token], joint: int, at: int, length: int) -> bool:
    """Tell a common noun with a proper name behind it ("Sở Nội vụ", "xã Tân An") from the bare noun.

    After small letters a capital begins a name of its own too, where it is no longer bare: "…, Hội nông dân tỉnh".
    """
    behind = at + length
    if behind >= len(tokens) or phrase_at(tokens, behind, "territories") or tokens[behind].low == "trung":
        return False
    after = tokens[behind]
    if after.capital:
        return after.text[0].isalpha() and not (phrase_at(tokens, at, "territories") and _is_strong(tokens, behind))
    begins = tokens[at].capital and not tokens[joint - 1].capital
    return begins and after.text[0].isalpha() and after.low not in _QUALIFIERS | _JOINTS


def _is_strong(tokens: Sequence[Token], at: int) -> bool:
    """Tell a head that begins another name though nothing parts the two ("UBND các xã Sở Y tế")."""
    return phrase_at(tokens, at, "strong") > 0


def _has_territory(tokens: Sequence[Token], start: int, at: int) -> bool:
    return any(phrase_at(tokens, place, "territories") for place in range(start, at))


def _is_assembly_pair(tokens: Sequence[Token], at: int) -> bool:
    """Tell "Đoàn đại biểu Quốc hội và HĐND", one office for two bodies."""
    return tokens[at].low == "và" and [token.low for token in tokens[max(0, at - 2) : at]] == ["quốc", "hội"]
