"""Reading names of bodies from text, token by token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extract.grammar.body_words import BodyWords, body_words
from extract.grammar.fold import fold_tone_place

_TOKEN: Final = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*(?:'[^\W\d_]+)?|[-–—,;:/()+.]")
_JOINS: Final = frozenset({",", ";", "và", "cùng", "với", "/", "+", "hoặc"})
_STOPS: Final = frozenset({",", ";", ":", ".", "(", ")", "/", "và", "+"})
_MOST_NAME_TOKENS: Final = 8


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: its look-up form, its place, whether it begins with a capital, and whether it is all capitals."""

    key: str
    start: int
    end: int
    capital: bool
    shouted: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A name of a body with its place; `plural` for "các cơ quan, đơn vị" and its like."""

    start: int
    end: int
    text: str
    plural: bool = False


def _form(word: str) -> str:
    """Give the look-up form of one word or mark."""
    return "-" if word in "–—" else fold_tone_place(word)


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Cut a stretch of a text into words and marks."""
    return [
        Token(_form(word), match.start(), match.end(), word[0].isupper(), len(word) > 1 and word.isupper())
        for match in _TOKEN.finditer(text, start, end)
        for word in (match.group(),)
    ]


class BodyReader:
    """Rules that read names from a list of tokens: each takes an index and gives the index behind, or None."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Take a text and the stretch of it to read."""
        self.text = text
        self.tokens = tokens_of(text, start, end)
        self.words: BodyWords = body_words()

    def longest(self, phrases: frozenset[str], at: int) -> int | None:
        """Give the index behind the longest phrase of a set that begins at `at`."""
        best, joined = None, ""
        for stop in range(at, min(at + self.words.longest, len(self.tokens))):
            joined = f"{joined} {self.tokens[stop].key}" if joined else self.tokens[stop].key
            if joined in phrases:
                best = stop + 1
        return best

    def capitals(self, at: int) -> int:
        """Give the index behind the capitalised words of a proper name."""
        stop = at
        while stop < len(self.tokens) and stop - at < _MOST_NAME_TOKENS:
            token = self.tokens[stop]
            bridge = token.key in ("-", "và", ",") and stop > at and self._capital(stop + 1)
            new = self.longest(self.words.territories, stop) is not None or (stop > at and self.begins(stop))
            if new or not (token.capital or (bridge and token.key == "-")):
                break
            stop += 1
        return stop

    def _capital(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].capital

    def begins(self, at: int) -> bool:
        """Tell whether a known name or a committee begins here."""
        return self.longest(self.words.names, at) is not None or self.longest(self.words.committees, at) is not None

    def territory(self, at: int) -> int | None:
        """Read "xã Kim Thành", "các xã, phường, đặc khu", "xã, phường"."""
        stop = self.longest(self.words.determiners, at) or at
        stop += 1 if stop < len(self.tokens) and self.tokens[stop].key.isdigit() else 0
        first = self.longest(self.words.territories, stop)
        if first is None:
            return None
        named = self.capitals(first)
        if named > first:
            return self._higher(named)
        return self._listed(self._run(first))

    def _listed(self, at: int) -> int:
        """Read on over the names behind a colon: "các xã: Gia Lộc, Tân Hương"."""
        stop = at
        while stop < len(self.tokens) and self.tokens[stop].key in ((":",) if stop == at else (",", "và")):
            following = self.capitals(stop + 1)
            if following == stop + 1 or self.begins(stop + 1):
                break
            stop = following
        return stop

    def _higher(self, at: int) -> int:
        """Read on over ", tỉnh Ninh Bình" behind a named territory."""
        skip = at + 1 if at < len(self.tokens) and self.tokens[at].key == "," else at
        kind = self.longest(self.words.territories, skip)
        if kind is not None and self.tokens[skip].key in ("tỉnh", "thành", "huyện", "tp"):
            named = self.capitals(kind)
            if named > kind:
                return named
        return at

    def _run(self, at: int) -> int:
        """Read on over ", phường, đặc khu" behind a bare kind of territory."""
        stop = at
        while stop < len(self.tokens) and self.tokens[stop].key in (",", "và", "-", "/"):
            following = self.longest(self.words.territories, stop + 1)
            if following is None or self._capital(following):
                break
            stop = following
        return stop

    def tail(self, at: int) -> int:
        """Read on over qualifiers and territories behind a name."""
        stop = at
        while stop < len(self.tokens):
            following = self.longest(self.words.qualifiers, stop)
            owner = self._owner(stop)
            if owner is not None and owner > (following or 0):
                return owner
            if following is not None:
                base = self.tokens[following - 1].key in ("sở", "vực")
                number = base and following < len(self.tokens) and self.tokens[following].key.isdigit()
                stop = following + 1 if number else self.capitals(following) if base else following
                continue
            following = self.territory(stop)
            if following is None:
                break
            stop = following
        return stop

    def _owner(self, at: int) -> int | None:
        """Read on over "thuộc các bộ, ngành Trung ương", the bodies that a body belongs to."""
        stop = self.longest(self.words.belonging, at)
        if stop is None or stop >= len(self.tokens):
            return None
        determined = self.longest(self.words.determiners, stop)
        run = self.generic(determined, determined=True) if determined is not None else None
        return run or self._known(stop, bare=True) or self.longest(self.words.nouns, stop)

    def generic(self, at: int, *, determined: bool) -> int | None:
        """Read a run of common nouns ("cơ quan, đơn vị liên quan"); a determiner makes the first one sure."""
        stop = self.longest(self.words.nouns, at)
        if stop is None or not (determined or self._is_noun(at, stop)):
            return None
        while stop < len(self.tokens):
            skip = stop + 1 if self.tokens[stop].key in (",", "và", "-") else stop
            following = self.longest(self.words.nouns, skip)
            if following is None or not self._is_noun(skip, following) or self._names_at(skip, following):
                break
            stop = following
        return self.tail(stop)

    def _names_at(self, at: int, noun_end: int) -> bool:
        """Tell whether a proper name, longer than the noun, begins here."""
        named = self.longest(self.words.names, at) or self.longest(self.words.committees, at)
        headed = self.tokens[at].capital and self._capital(noun_end) and self.longest(self.words.heads, at) is not None
        return (named is not None and (named > noun_end or (named == noun_end and self.tokens[at].capital))) or headed

    def _is_noun(self, at: int, stop: int) -> bool:
        """Tell the noun "tổ chức" from the verb."""
        if " ".join(token.key for token in self.tokens[at:stop]) not in self.words.verbs_too:
            return True
        if self._closes(stop) or self.tokens[stop].key == "-":
            return True
        return self.longest(self.words.qualifiers, stop) is not None or self.longest(self.words.nouns, stop) is not None

    def name(self, at: int, *, bare: bool = True) -> tuple[int, bool] | None:
        """Read one name; give the index behind it and whether it is plural. `bare` allows weak names and nouns."""
        if at >= len(self.tokens):
            return None
        proper = self._known(at, bare=bare) or self._headed(at)
        if proper:
            return proper, False
        determined = self.longest(self.words.determiners, at)
        if determined is None:
            alone = self.generic(at, determined=False) if bare else None
            return (alone, True) if alone else None
        run = self.generic(determined, determined=True) or 0
        inner = self._known(determined, bare=True) or self._headed(determined) or 0
        return (max(run, inner), True) if run or inner else None

    def _known(self, at: int, *, bare: bool) -> int | None:
        """Read a name of the closed lists, a committee with its territory, or an office with the body it belongs to."""
        stop = self.longest(self.words.names, at)
        if stop is not None:
            end = self.tail(self._proper(stop))
            weak = " ".join(token.key for token in self.tokens[at:stop]) in self.words.weak
            if not weak or (self.tokens[at].capital and (bare or end > stop or self._closes(end))):
                return end
            return None
        stop = self.longest(self.words.committees, at)
        if stop is not None:
            return self.tail(self.territory(stop) or stop)
        stop = self.longest(self.words.offices, at)
        if stop is not None:
            inner = self._known(stop, bare=True)
            if inner is not None:
                return inner
        return None

    def _proper(self, at: int) -> int:
        """Read on over the proper name of a place behind a body ("BHXH Thanh Hà")."""
        return self.capitals(at) if self._capital(at) and not self.begins(at) and not self._heads(at) else at

    def _heads(self, at: int) -> bool:
        return self.longest(self.words.heads, at) is not None

    def _closes(self, at: int) -> bool:
        return at >= len(self.tokens) or self.tokens[at].key in _STOPS

    def _headed(self, at: int) -> int | None:
        """Read a name by its head and the capitals behind it ("Chi cục Chăn nuôi", "Ban Quản lý Vịnh")."""
        stop = self.longest(self.words.heads, at)
        if stop is None or not self.tokens[at].capital or self.tokens[at].shouted or not self._capital(stop):
            return None
        end = stop
        while end < len(self.tokens) and end - at < _MOST_NAME_TOKENS * 2:
            token = self.tokens[end]
            joins = token.key in ("và", "-", ",") and self._capital(end + 1) and not self._new(end + 1)
            lower = not token.capital and token.key.isalpha() and token.key not in _JOINS and self._lower_part(end)
            if not (token.capital or joins or lower) or (end > stop and token.capital and self.begins(end)):
                break
            end += 1
        return self.tail(end)

    def _new(self, at: int) -> bool:
        return self.begins(at) or self._heads(at) or self.longest(self.words.determiners, at) is not None

    def _lower_part(self, at: int) -> bool:
        """Tell the second half of a compound ("Chăn nuôi"): a lower-case word right behind a capitalised one."""
        qualifier = self.longest(self.words.qualifiers, at) or self.longest(self.words.territories, at)
        return self.tokens[at - 1].capital and qualifier is None

    def names(self, at: int, *, bare: bool = True) -> tuple[int, list[tuple[int, int, bool]]]:
        """Read a list of names: (first, behind, plural) by token index, with the index behind the list."""
        found: list[tuple[int, int, bool]] = []
        stop = at
        while True:
            start = self._skip_joins(self.longest(self.words.asides, stop) or stop) if found else stop
            read = self.name(start, bare=bare)
            if read is None or (start == stop and found and not self._may_follow(start)):
                break
            found.append((start, read[0], read[1]))
            stop = read[0]
        if found and start > stop and self._bare_weak(found[-1]):
            stop = found.pop()[0]
        return stop, found

    def _bare_weak(self, name: tuple[int, int, bool]) -> bool:
        """Tell the verb of "Thống kê, rà soát" from the body: a weak name alone, with no name behind the comma."""
        return " ".join(token.key for token in self.tokens[name[0] : name[1]]) in self.words.weak

    def _skip_joins(self, at: int) -> int:
        stop = at
        while stop < len(self.tokens) and self.tokens[stop].key in _JOINS:
            stop += 1
        return stop

    def _may_follow(self, at: int) -> bool:
        """Tell whether a name may follow another with nothing between: it begins with "các" or with a capital."""
        if self.tokens[at].key in ("các", "những"):
            return True
        return self.tokens[at].capital and (self.begins(at) or self._heads(at))

    def body(self, first: int, behind: int, *, plural: bool) -> Body:
        """Make a body of a run of tokens."""
        start, end = self.tokens[first].start, self.tokens[behind - 1].end
        return Body(start, end, " ".join(self.text[start:end].split()), plural)
