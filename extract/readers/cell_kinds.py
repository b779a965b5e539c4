"""How well a run of words fits a column of a task table: a list of bodies, a time, a product, a task."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold
from extract.readers.body_lists import Body, read_listed
from extract.readers.body_words import tokens_of
from extract.readers.columns import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.readers.columns import Column

_TIME_START: Final = re.compile(
    r"(?:nam|quy|thang|ngay|tuan|truoc|sau|tu|den|hang|moi|thuong xuyen|dinh ky|theo|giai doan|"
    r"trong|cuoi|dau|hoan thanh|lien tuc|cham nhat|khi|20[0-9]{2}|[0-9]{1,2}/)\b"
)
_GOES_ON: Final = re.compile(r"(?:[,;/–-]|\b(?:và|của|các|cho|với|về|hoặc|cùng|h[aằ]ng|trước|đến|từ|tháng|quý))$")
_END: Final = 12
"""The last word of a cell lies within so many letters where it is one that goes on."""

_JOINT: Final = re.compile(r"[,;]|\b(?:và|cùng|với)\b")
_BODIES: Final = frozenset({"lead", "coordinate"})
_LONGEST: Final = 40
"""The most atoms one cell may take."""

_LIST: Final = 16
"""A cell of so many words that is no list of bodies will not become one by growing."""

Scores = dict["Column", list[dict[int, float]]]
"""Per column, per first atom, what a cell that ends in front of an atom is worth; a missing end is not allowed."""


def cell_scores(words: Sequence[str], columns: Sequence[Column]) -> Scores:
    """Rate every run of atoms for every column."""
    rated: Scores = {column: [] for column in columns}
    offsets = [0, *accumulate(len(word) + 1 for word in words)]
    lists = _lists(" ".join(words), offsets[:-1])
    costs = [4.0 if _GOES_ON.search(word[-_END:]) else 0.0 for word in words]
    for start, offset in enumerate(offsets[:-1]):
        run = _Run.of(words, start, [_moved(body, offset) for body in lists[start]], costs)
        listed = run.worths("lead")
        for column, ends in rated.items():
            ends.append(listed if column in _BODIES else run.worths(column))
    return rated


def _lists(row: str, offsets: Sequence[int]) -> list[list[Body]]:
    """Read the list of bodies that begins at each offset; one that begins within a list is the rest of it."""
    tokens = tokens_of(row, 0, len(row))
    places = [token.start for token in tokens]
    known: dict[int, list[Body]] = {}
    for offset in offsets:
        at = bisect_left(places, offset)
        if offset in known or at == len(places) or places[at] != offset:
            continue
        listed = read_listed(row, tokens[at:])
        for place, body in enumerate(listed):
            known.setdefault(body.start, listed[place:])
    return [known.get(offset, []) for offset in offsets]


def _moved(body: Body, by: int) -> Body:
    return Body(body.start - by, body.end - by, body.name)


@dataclass(frozen=True, slots=True)
class _Run:
    """The atoms from one on: their joined words after each, how many those are, and what it costs to end there.

    `bodies` are those it begins with, `shares` how much of the words after each atom lies in their list; `timed` and
    `product` tell whether a time or a product may begin here.
    """

    joined: tuple[str, ...]
    lengths: tuple[int, ...]
    shares: tuple[float, ...]
    costs: tuple[float, ...]
    first: int
    bodies: tuple[Body, ...]
    timed: bool
    product: bool

    @classmethod
    def of(cls, words: Sequence[str], start: int, bodies: Sequence[Body], costs: Sequence[float]) -> _Run:
        """Join the atoms from `start` on, once for all columns and ends; `bodies` is the list they begin with."""
        own = words[start : start + _LONGEST]
        joined = tuple(accumulate(own, lambda left, right: f"{left} {right}"))
        listed = bodies[-1].end if bodies else 0
        return cls(
            joined,
            tuple(accumulate(word.count(" ") + 1 for word in own)),
            tuple(min(1.0, listed / len(words)) for words in joined) if listed else (0.0,) * len(joined),
            tuple(costs[start : start + _LONGEST]),
            start,
            tuple(bodies),
            _TIME_START.match(fold(words[start])) is not None,
            fold(words[start][:24]).startswith(_products()),
        )

    def worths(self, column: Column) -> dict[int, float]:
        """Rate the cells of a column that begin here, by the atom they end in front of."""
        if (column in _BODIES and not self.bodies) or (column == "time" and not self.timed):
            return {}
        rated = {}
        for place, cost in enumerate(self.costs):
            worth = self._worth(place, column)
            if worth is None:
                break
            rated[self.first + place + 1] = worth - cost
        return rated

    def _worth(self, place: int, column: Column) -> float | None:
        """Rate one cell; None where neither it nor a longer one can stand in the column."""
        words, length = self.joined[place], self.lengths[place]
        if column == "time":
            return 6.0 if is_time(words) else None
        share = self.shares[place]
        if column in _BODIES:
            worth = 6.0 * share - 12.0 * (1.0 - share) - 4.0 * self._apart(len(words))
            return None if worth < -6.0 and length > _LIST + 1 else worth
        bodies = share > 0.8 and length <= _LIST
        if column != "product":
            return 1.5 + 0.06 * min(length, 60) - (6.0 if bodies else 0.0)
        worth = 3.0 if self.product else 0.0
        timed = self.timed and is_time(words)
        return worth - (5.0 if bodies else 0.0) - (7.0 if timed else 0.0) - max(0.0, 0.15 * (length - 20))

    def _apart(self, length: int) -> int:
        """Count the names among the first characters that follow another with no joint between."""
        pairs = zip(self.bodies, self.bodies[1:], strict=False)
        return sum(
            right.start < length and not _JOINT.search(self.joined[-1][left.end : right.start]) for left, right in pairs
        )


def _products() -> tuple[str, ...]:
    listed: Mapping[str, tuple[str, ...]] = vocabulary("cells.toml")[""]
    return listed["products"]


@lru_cache(maxsize=2048)
def is_time(words: str) -> bool:
    """Tell a cell of time: it begins like one and nearly all its words are words of time, years or numerals."""
    folded = fold(words)
    if not _TIME_START.match(folded):
        return False
    known = frozenset(vocabulary("cells.toml")[""]["times"])
    parts = re.findall(r"[^\s,;:()./-]+", folded)
    telling = sum(part in known or part.isdigit() for part in parts)
    return bool(parts) and telling >= 0.8 * len(parts)
