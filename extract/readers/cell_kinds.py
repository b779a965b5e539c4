"""How well a run of words fits a column of a task table: a list of bodies, a time, a product, a task."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold
from extract.readers.body_lists import Body, begins_body, read_bodies
from extract.readers.columns import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.readers.columns import Column

_TIME_START: Final = re.compile(
    r"(?:nam|quy|thang|ngay|tuan|truoc|sau|tu|den|hang|moi|thuong xuyen|dinh ky|theo|giai doan|"
    r"trong|cuoi|dau|hoan thanh|lien tuc|cham nhat|khi|20[0-9]{2}|[0-9]{1,2}/)\b"
)
_GOES_ON: Final = re.compile(r"(?:[,;/–-]|\b(?:và|của|các|cho|với|về|hoặc|cùng|h[aằ]ng|trước|đến|từ|tháng|quý))$")
_JOINT: Final = re.compile(r"[,;]|\b(?:và|cùng|với)\b")
_LONGEST: Final = 40
"""The most atoms one cell may take."""

_LIST: Final = 16
"""A cell of so many words that is no list of bodies will not become one by growing."""

Scores = dict["Column", list[dict[int, float]]]
"""Per column, per first atom, what a cell that ends in front of an atom is worth; a missing end is not allowed."""


def cell_scores(words: Sequence[str], columns: Sequence[Column]) -> Scores:
    """Rate every run of atoms for every column."""
    rated: Scores = {column: [] for column in columns}
    for start in range(len(words)):
        run = _Run.of(words, start)
        for column, ends in rated.items():
            ends.append(run.worths(column))
    return rated


@dataclass(frozen=True, slots=True)
class _Run:
    """The atoms from one on: their joined words after each, the bodies they begin with, and whether a time may."""

    joined: tuple[str, ...]
    first: int
    bodies: tuple[Body, ...]
    text: str
    timed: bool

    @classmethod
    def of(cls, words: Sequence[str], start: int) -> _Run:
        """Read the atoms from `start` on, once for all columns and ends."""
        joined = tuple(accumulate(words[start : start + _LONGEST], lambda left, right: f"{left} {right}"))
        listed = joined[-1]
        bodies = tuple(read_bodies(listed, running=True)) if begins_body(listed) else ()
        return cls(joined, start, bodies, listed, _TIME_START.match(fold(words[start])) is not None)

    def worths(self, column: Column) -> dict[int, float]:
        """Rate the cells of a column that begin here, by the atom they end in front of."""
        if (column in {"lead", "coordinate"} and not self.bodies) or (column == "time" and not self.timed):
            return {}
        rated = {}
        for place, words in enumerate(self.joined):
            worth = self._worth(words, column)
            if worth is None:
                break
            rated[self.first + place + 1] = worth - (4.0 if _GOES_ON.search(words) else 0.0)
        return rated

    def _worth(self, words: str, column: Column) -> float | None:
        """Rate one cell; None where neither it nor a longer one can stand in the column."""
        if column == "time":
            return 6.0 if is_time(words) else None
        share = self._share(len(words))
        if column in {"lead", "coordinate"}:
            worth = 6.0 * share - 12.0 * (1.0 - share) - 4.0 * self._apart(len(words))
            return None if worth < -6.0 and words.count(" ") > _LIST else worth
        length = words.count(" ") + 1
        bodies = share > 0.8 and length <= _LIST
        if column != "product":
            return 1.5 + 0.06 * min(length, 60) - (6.0 if bodies else 0.0)
        worth = 3.0 if fold(words[:24]).startswith(_products()) else 0.0
        timed = self.timed and is_time(words)
        return worth - (5.0 if bodies else 0.0) - (7.0 if timed else 0.0) - max(0.0, 0.15 * (length - 20))

    def _share(self, length: int) -> float:
        """Return the share of the first characters that lies in the list of bodies."""
        return min(1.0, self.bodies[-1].end / length) if self.bodies else 0.0

    def _apart(self, length: int) -> int:
        """Count the names among the first characters that follow another with no joint between."""
        pairs = zip(self.bodies, self.bodies[1:], strict=False)
        return sum(
            right.start < length and not _JOINT.search(self.text[left.end : right.start]) for left, right in pairs
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
