"""Words before and behind a figure: comparators, changes, hedges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, Literal

from extract.grammar.vocabulary import word_lists

Op = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Role = str
_KEYS: Final = (
    "ge", "gt", "le", "lt", "approx", "neutral", "hedge", "maintain", "from", "up", "down", "more", "less", "up_to",
    "down_to", "multiple", "ratio", "average",
)  # fmt: skip
_SIGNS: Final = {"≥": "ge", "≤": "le", ">=": "ge", "<=": "le", ">": "gt", "<": "lt", "~": "approx", "≈": "approx"}
_WINDOW: Final = 60
_LONGEST: Final = 5
_WORD: Final = re.compile(r"[^\W\d_]+")
_PER_BEFORE: Final = re.compile(
    r"""
    (?<!\w) (?: mỗi | hằng | hàng | từng ) \s+ (?P<what> [^\W\d_]+ ) (?: \s+ (?:có|là|được|đạt|phải) )? \s* ,? \s* $
    """,
    re.VERBOSE,
)
_BEHIND: Final = re.compile(r"(?:\s+(?!từ\b)[^\W\d_]+){1,5}\s+trở (?P<way>lên|xuống)\b")
_SIGN: Final = re.compile(r"(>=|<=|[≥≤<>~≈])\s*$")


@dataclass(frozen=True, slots=True)
class Lead:
    """The chain of words before a figure, nearest first, as (role, words); `start` is where the chain begins."""

    start: int
    words: tuple[tuple[Role, str], ...] = ()
    per: str | None = None

    def has(self, *roles: Role) -> bool:
        """Tell whether one of the roles stands in the chain."""
        return any(role in roles for role, _ in self.words)

    def first(self, *roles: Role) -> str | None:
        """Give the nearest word of one of the roles."""
        return next((words for role, words in self.words if role in roles), None)


@cache
def _roles() -> dict[str, Role]:
    lists = word_lists("operators.toml")
    return {words: key for key in _KEYS for words in lists[key]}


@cache
def _after(key: str) -> re.Pattern[str]:
    words = sorted(word_lists("operators.toml")[key], key=len, reverse=True)
    return re.compile(
        r"[\s,]{0,3}(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words) + r")(?!\w)"
    )


def _step(low: str, end: int) -> tuple[int, Role, str] | None:
    """Read the longest lead that ends at `end`, blanks, a colon or a bracket over-read."""
    floor = max(0, end - _WINDOW)
    stop = end
    while stop > floor and low[stop - 1] in " \t\n(:,*":
        if low[stop - 1] == "," and low[stop:end].strip(" \t\n"):
            break
        stop -= 1
    sign = _SIGN.search(low, max(floor, stop - 2), stop)
    if sign:
        return sign.start(), _SIGNS[sign.group(1)], sign.group(1)
    words = list(_WORD.finditer(low, floor, stop))[-_LONGEST:]
    if not words or words[-1].end() != stop:
        return None
    for count in range(len(words), 0, -1):
        tail = words[-count:]
        gaps = [low[left.end() : right.start()] for left, right in pairwise(tail)]
        phrase = " ".join(word.group() for word in tail)
        if phrase in _roles() and not any(gap.strip() for gap in gaps):
            return tail[0].start(), _roles()[phrase], phrase
    return None


def read_lead(low: str, pos: int) -> Lead:
    """Read the chain of lead words that ends at `pos` of a text in lower case."""
    found: list[tuple[Role, str]] = []
    start = pos
    per: str | None = None
    while len(found) <= _LONGEST:
        match = _PER_BEFORE.search(low, max(0, start - 24), start)
        if match and per is None and match["what"] != "số":
            per, start = match["what"], match.start()
            continue
        step = _step(low, start)
        if step is None:
            break
        start = step[0]
        found.append((step[1], step[2]))
    return Lead(start, tuple(found), per)


def op_of(lead: Lead) -> Op:
    """Give the operator of a chain; the stricter word wins over "khoảng" and over what is neutral."""
    for role in ("ge", "gt", "le", "lt"):
        if lead.has(role):
            strict = next(word for word in lead.words if word[0] in ("ge", "gt", "le", "lt"))
            return strict[0]  # type: ignore[return-value]
    return "approx" if lead.has("approx") else "eq"


def op_after(low: str, pos: int) -> tuple[int, Op] | None:
    """Read "trở lên" or "trở xuống" behind a unit."""
    for key, op in (("ge_after", "ge"), ("le_after", "le")):
        match = _after(key).match(low, pos)
        if match:
            return match.end(), op  # type: ignore[return-value]
    return None


def op_behind(low: str, pos: int) -> Op | None:
    """Read "trở lên" behind what a share is of: "từ 90% hộ nghèo trở lên"."""
    match = _BEHIND.match(low, pos)
    return None if match is None else "ge" if match["way"] == "lên" else "le"


def plan_after(low: str, pos: int) -> bool:
    """Tell whether a percentage is one of a plan or budget ("94,2% kế hoạch", "557,7% so với dự toán")."""
    return _after("plan").match(low, pos) is not None
