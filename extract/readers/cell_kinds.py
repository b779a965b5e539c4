"""How well a run of words fits a column of a task table: a list of bodies, a time, a product, a task."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold
from extract.readers.body_lists import begins_body, read_bodies
from extract.readers.columns import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.readers.columns import Column

_TIME_START: Final = re.compile(
    r"(?:nam|quy|thang|ngay|tuan|truoc|sau|tu|den|hang|moi|thuong xuyen|dinh ky|theo|giai doan|trong|cuoi|dau|hoan thanh|lien tuc|cham nhat|khi|20[0-9]{2}|[0-9]{1,2}/)\b"
)
_GOES_ON: Final = re.compile(r"(?:[,;/–-]|\b(?:và|của|các|cho|với|về|hoặc|cùng|h[aằ]ng|trước|đến|từ|tháng|quý))$")
_LONGEST: Final = 40
"""The most atoms one cell may take."""

Scores = dict["Column", list[dict[int, float]]]
"""Per column, per first atom, what a cell that ends in front of an atom is worth; a missing end is not allowed."""


def cell_scores(words: Sequence[str], columns: Sequence[Column]) -> Scores:
    """Rate every run of atoms for every column."""
    return {column: [_from(words, start, column) for start in range(len(words))] for column in dict.fromkeys(columns)}


def _from(words: Sequence[str], start: int, column: Column) -> dict[int, float]:
    """Rate the runs that begin at one atom. A list of bodies or a time ends where its words do."""
    body = begins_body(" ".join(words[start : start + 2]))
    if column in {"lead", "coordinate"} and not body:
        return {}
    if column == "time" and not _TIME_START.match(fold(words[start])):
        return {}
    rated = {}
    joined = ""
    for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
        joined = f"{joined} {words[end - 1]}".strip()
        if column == "time":
            if not is_time(joined):
                break
            worth = 6.0
        elif column in {"lead", "coordinate"}:
            share, apart = body_share(joined)
            worth = 6.0 * share - 12.0 * (1.0 - share) - 4.0 * apart
        else:
            worth = _prose(joined, column, body=body)
        if column in {"lead", "coordinate"} and worth < -6.0 and joined.count(" ") > 15:
            break
        rated[end] = worth - (4.0 if _GOES_ON.search(joined) else 0.0)
    return rated


def _prose(words: str, column: Column, *, body: bool) -> float:
    """Rate words as a task or product; a list of bodies or a time is neither."""
    length = words.count(" ") + 1
    bodies = body and length <= 14 and body_share(words)[0] > 0.8
    if column != "product":
        return 1.5 + 0.06 * min(length, 60) - (6.0 if bodies else 0.0)
    worth = 3.0 if fold(words[:24]).startswith(_products()) else 0.0
    return worth - (5.0 if bodies else 0.0) - (7.0 if is_time(words) else 0.0) - max(0.0, 0.15 * (length - 20))


def _products() -> tuple[str, ...]:
    listed: Mapping[str, tuple[str, ...]] = vocabulary("cells.toml")[""]
    return listed["products"]


@lru_cache(maxsize=2048)
def body_share(words: str) -> tuple[float, int]:
    """Return the share of the words that is a list of bodies, and how many names follow another with no joint."""
    names = read_bodies(words, running=True)
    if not names:
        return 0.0, 0
    apart = sum(
        not re.search(r"[,;]|\b(?:và|cùng|với)\b", words[left.end : right.start])
        for left, right in zip(names, names[1:], strict=False)
    )
    return min(1.0, (names[-1].end - names[0].start) / max(1, len(words.rstrip(" .;,")))), apart


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
