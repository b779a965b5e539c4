"""Which numbers are targets: those a plan sets out to reach (golden/GUIDE.md, "targets"; settled 7, 8, 20, 24)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.readers.target_context import aim_words, pattern_of

if TYPE_CHECKING:
    from extract.grammar.binding import Bound
    from extract.readers.target_context import Over

_NEVER: Final = frozenset({"condition_not_target", "age", "past", "citation", "ordinal", "legal_ref", "trên_is_place"})
_PERCENT: Final = frozenset({"%", "‰"})
_EARLY: Final = 6
"""A number among the first words of an item that states targets is one ("Bê tông hóa 200 km đường")."""

_CONDITION: Final = re.compile(
    r"(?:doanh nghiệp|đơn vị|cơ sở|cơ quan|hộ|trường|xã|thôn|khu|tổ chức|hợp tác xã|dự án|người)(?:\s+[^\s,;.]+){0,4}"
    r"\s+(?:có|sử dụng)\s+từ\s+$"
)
"""Words before a number that picks out whom something applies to ("doanh nghiệp có từ 500 lao động trở lên")."""

_FOLLOWED: Final = re.compile(r"\s*(?:tổng\s+)?(?:số\s+)?[^\W\d_]{2,}")


def is_target(sentence: str, bound: Bound, over: Over, issued: int | None) -> bool:
    """Decide whether a quantity of a sentence is a target.

    `over` says what part of the plan it stands in, `issued` the year the plan was issued in: a value bound to an
    earlier year is a past result.
    """
    quantity = bound.quantity
    low = fold_tone_place(sentence)
    if quantity.unit is None or quantity.kind in {"duration", "none"} or _NEVER & set(quantity.flags) or over.other:
        return False
    if low.startswith(("mục tiêu quốc gia", " mục tiêu quốc gia"), quantity.phrase_end) or _CONDITION.search(
        low[: quantity.phrase_start] + low[quantity.phrase_start : quantity.start]
    ):
        return False
    if _is_given(low, quantity.start) or _is_past(bound, issued) or _is_ceiling(low, bound, over):
        return False
    if quantity.unit.lower() in aim_words("technical") or (quantity.measure or "").lower() in aim_words("technical"):
        return False
    clause = low[_clause_start(low, quantity.start) : quantity.phrase_end]
    if quantity.unit in _PERCENT:
        return over.aim or _percent_aims(low, clause, bound)
    return _count_aims(low, clause, bound, over)


def _clause_start(low: str, at: int) -> int:
    cut = max(low.rfind(";", 0, at), low.rfind(". ", 0, at))
    return cut + 1 if cut >= 0 else 0


def _is_given(low: str, at: int) -> bool:
    """Tell a number that was reached, counted or laid down elsewhere, by the words before it in its clause."""
    clause = low[_clause_start(low, at) : at]
    given = list(pattern_of("given").finditer(clause))
    return bool(given) and not pattern_of("strong_aims").search(clause, given[-1].end())


def _is_past(bound: Bound, issued: int | None) -> bool:
    return issued is not None and bound.period is not None and bound.period.last < issued


def _is_ceiling(low: str, bound: Bound, over: Over) -> bool:
    """Tell a ceiling that merely bounds; one that a bad thing is to be brought under is a target."""
    if bound.quantity.comparator not in {"le", "lt"}:
        return False
    clause = low[_clause_start(low, bound.quantity.start) : bound.quantity.phrase_end]
    reached = re.search(r"(?<!\w)(?:còn|xuống|giảm|tỷ lệ|tỉ lệ|tỷ suất|khống chế|duy trì)(?!\w)", clause) is not None
    return not (reached and (over.aim or "%" in (bound.quantity.unit or ""))) or "tăng không quá" in clause


def _percent_aims(low: str, clause: str, bound: Bound) -> bool:
    """Tell a percentage among tasks that is to be reached: with a population behind it, or an aim before it."""
    quantity = bound.quantity
    followed = _FOLLOWED.match(low, quantity.phrase_end) is not None
    if quantity.value == 100 or quantity.comparator in {"ge", "gt"}:
        return followed or pattern_of("aims").search(clause) is not None
    if pattern_of("strong_aims").search(clause):
        return True
    if quantity.kind == "ratio":
        return followed and pattern_of("aims").search(clause) is not None and not pattern_of("shares").search(low)
    return quantity.kind in {"level", "growth", "delta", "pp"} and pattern_of("aims").search(clause) is not None


def _count_aims(low: str, clause: str, bound: Bound, over: Over) -> bool:
    """Tell a count or amount that is to be reached."""
    quantity = bound.quantity
    strong = pattern_of("strong_aims").search(clause) is not None
    if not over.aim:
        return strong and (quantity.comparator in {"ge", "gt"} or "phấn đấu" in clause) and quantity.kind != "of_plan"
    measured = pattern_of("measures").search(clause) is not None
    if pattern_of("quotas").search(clause[-40:]) and quantity.comparator != "ge" and not measured:
        return False
    colon = re.search(r":\s*$", low[: quantity.phrase_start]) is not None
    early = len(low[_clause_start(low, quantity.start) : quantity.start].split()) <= _EARLY
    return (
        strong
        or colon
        or measured
        or early
        or bound.period is not None
        or quantity.comparator != "eq"
        or _aims_near(clause)
    )


def _aims_near(clause: str) -> bool:
    return pattern_of("aims").search(clause[-60:]) is not None
