"""Which numbers are targets: those a plan sets out to reach (golden/GUIDE.md, "targets"; settled 7, 8, 20, 24)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.readers.target_context import aim_words, pattern_of

if TYPE_CHECKING:
    from extract.grammar.binding import Bound
    from extract.grammar.quantities import Quantity
    from extract.readers.target_context import Over

_NEVER: Final = frozenset({"condition_not_target", "age", "past", "citation", "ordinal", "legal_ref", "trên_is_place"})
_PERCENT: Final = frozenset({"%", "‰"})
_UNMADE: Final = frozenset({"score", "duration", "power"})
"""Classes of units that no activity brings forth."""

_EARLY: Final = 6
"""A number among the first words of an item that states targets is one ("Bê tông hóa 200 km đường")."""

_CONDITION: Final = re.compile(
    r"(?:doanh nghiệp|đơn vị|cơ sở|cơ quan|hộ|trường|xã|thôn|khu|tổ chức|hợp tác xã|dự án|người)(?:\s+[^\s,;.]+){0,4}"
    r"\s+(?:có|sử dụng)\s+từ\s+$"
)
"""Words before a number that picks out whom something applies to ("doanh nghiệp có từ 500 lao động trở lên")."""

_CLOSE: Final = 40
"""So many letters beside a number still speak of it."""

_EACH_ONE: Final = re.compile(r"(?:(?<!\w)(?:mỗi|từng|mọi)|%)(?:\s[^,;:]*)?\s(?:có|là|được|sử dụng|sở hữu)\s+$")
_FOLLOWED: Final = re.compile(r"\s*(?:tổng\s+)?(?:số\s+)?[^\W\d_]{2,}")
_PLACES: Final = re.compile(r"(?<!\w)(?:tại|ở|trong|trên)\s+$")
_REACHED: Final = re.compile(r"(?<!\w)(?:đạt|lên|còn|xuống|tăng|giảm)(?!\w)")
_SAMPLED: Final = re.compile(r"(?<!\w)(?:tổng số|số lượng)(?:\s+[^\s,;:.]+){0,3}\s*:?\s*$")
_TIMED: Final = re.compile(r"(?<!\w)(?:thời gian|thời hạn)(?!\w)")
_FREQUENCY: Final = re.compile(r"(?<!\w)tần suất(?:\s+[^\s,;:.]+){0,3}\s*:?\s*$")


def is_target(sentence: str, bound: Bound, over: Over, issued: int | None, *, listed: bool = False) -> bool:
    """Decide whether a quantity of a sentence is a target.

    `over` says what part of the plan it stands in, `issued` the year the plan was issued in: a value bound to an
    earlier year is a past result. A count `listed` right after a target is one too.
    """
    quantity = bound.quantity
    low = fold_tone_place(sentence)
    if quantity.unit is None or over.other:
        return False
    clause = low[_clause_start(low, quantity.start) : quantity.phrase_end]
    if over.aim and quantity.unit_class in {"age", "duration"} and pattern_of("lifespans").search(clause):
        return not {"past", "condition_not_target"} & set(quantity.flags) and not _is_past(bound, issued)
    if _refused(low, clause, bound, over, issued):
        return False
    if quantity.unit in _PERCENT:
        return over.aim or _percent_aims(low, clause, bound)
    if _describes(low, quantity) or _is_rate(clause, quantity) or _is_universal(low, quantity):
        return False
    return listed or _count_aims(low, clause, bound, over) or _is_set_out(low, clause, bound, issued)


def _refused(low: str, clause: str, bound: Bound, over: Over, issued: int | None) -> bool:
    """Tell a number of any part that is none: conditions, citations, past figures, ceilings, technical measures."""
    quantity = bound.quantity
    if quantity.kind in {"duration", "none"} or _NEVER & set(quantity.flags):
        return True
    if low.startswith(("mục tiêu quốc gia", " mục tiêu quốc gia"), quantity.phrase_end):
        return True
    units = {(quantity.unit or "").lower(), (quantity.measure or "").lower()}
    if _CONDITION.search(low[: quantity.start]) or units & set(aim_words("technical")):
        return True
    if _is_given(low, quantity.start) or _is_past(bound, issued) or _is_ceiling(low, bound, over):
        return True
    return _is_result(low, quantity) or (not over.aim and _is_rule(low, clause, quantity))


def _is_result(low: str, quantity: Quantity) -> bool:
    """Tell a figure that is set beside the same months of the year before: it was reached already."""
    behind = low[quantity.phrase_end : quantity.phrase_end + _CLOSE]
    return re.match(r"[^;.]*?(?<!\w)so (?:với )?cùng kỳ(?!\w)", behind) is not None


def _is_rule(low: str, clause: str, quantity: Quantity) -> bool:
    """Tell, outside the parts of targets, a number by which a rule decides.

    A case, a vote, a holding, a class, the make-up of a team, and whom a body is to send.
    """
    if re.search(r"(?<!\w)phấn đấu(?!\w)", clause):
        return False
    if re.match(r"\W*(?:đối với )?(?:những |các )?(?:trường hợp|nếu|khi)(?!\w)", low):
        return True
    if pattern_of("rulings").search(low[max(0, quantity.start - _CLOSE) : quantity.phrase_end + _CLOSE]):
        return True
    made_up = quantity.unit_class == "score" or (quantity.unit or "").lower() in aim_words("make_up_units")
    if made_up or pattern_of("sends").search(low[max(0, quantity.phrase_start - _CLOSE) : quantity.start]):
        return True
    classed = "trở lên" in low[quantity.end : quantity.phrase_end + _CLOSE] and quantity.comparator == "ge"
    return classed and pattern_of("reaching").search(clause) is None


def _is_rate(clause: str, quantity: Quantity) -> bool:
    """Tell a sum that is paid by the head or the month ("hỗ trợ 30 triệu đồng/hộ")."""
    if quantity.unit_class != "money" or pattern_of("strong_aims").search(clause):
        return False
    return bool(quantity.per) and pattern_of("shares").search(clause) is not None


def _is_universal(low: str, quantity: Quantity) -> bool:
    """Tell a "một" by which each of a group has its own ("100% người dân có một tài khoản")."""
    return (
        quantity.in_words
        and quantity.value == 1
        and quantity.comparator == "eq"
        and _EACH_ONE.search(low[_clause_start(low, quantity.start) : quantity.start]) is not None
    )


def describes(sentence: str, quantity: Quantity) -> bool:
    """Tell a count that only says which or how many there are ("của 04 vùng", "nhóm 10 tỉnh", "tại 05 xã")."""
    return quantity.unit not in _PERCENT and _describes(fold_tone_place(sentence), quantity)


def _describes(low: str, quantity: Quantity) -> bool:
    if quantity.comparator != "eq" or quantity.value_to is not None:
        return False
    before = low[: quantity.start]
    if _describing().search(before):
        return True
    if quantity.value == 1 and _TIMED.search(low[_clause_start(low, quantity.start) : quantity.start]):
        return True
    named = any(
        match.start() <= quantity.start < match.end() for match in pattern_of("names_with_numbers").finditer(low)
    )
    return named or (quantity.unit_class == "territory" and _PLACES.search(before) is not None)


def _is_set_out(low: str, clause: str, bound: Bound, issued: int | None) -> bool:
    """Tell a count outside the parts that state targets that the plan sets out to reach.

    It is one that a year to come is named for ("đến năm 2030 đạt 1.200 ha"), that an activity is to bring forth
    ("tổ chức 10 lớp"), or a frequency or number of samples that is laid down.
    """
    quantity = bound.quantity
    before = low[_clause_start(low, quantity.start) : quantity.start]
    if quantity.unit_class == "money" or pattern_of("forecasts").search(clause) or pattern_of("quotas").search(clause):
        return False
    if quantity.per and (_FREQUENCY.search(before) or (quantity.unit == "lần" and quantity.comparator == "ge")):
        return True
    if _SAMPLED.search(before) and (quantity.unit or "").lower() in aim_words("output_units"):
        return True
    own = re.split(r",\s", before)[-1]
    ahead = bound.period is not None and issued is not None and bound.period.last > issued
    if ahead and (_REACHED.search(own) or pattern_of("measures").match(own.lstrip())):
        return True
    if (quantity.unit or "").lower() in aim_words("paper_units") or quantity.unit_class in {
        "score",
        "duration",
        "power",
    }:
        return False
    led = _outputs().search(before)
    if led is None or (quantity.value <= 1 and quantity.comparator == "eq"):
        return False
    return quantity.unit_class != "territory" or quantity.comparator != "eq"


@cache
def _describing() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, aim_words("describing"))) + r")\s+$")


@cache
def _outputs() -> re.Pattern[str]:
    """Match a verb that brings something forth right before a number, or one number after it ("cho 500 người")."""
    verbs = "|".join(map(re.escape, aim_words("output_verbs")))
    return re.compile(
        rf"(?<!\w)(?<!đoàn )(?<!tổ )(?<!đội )(?<!ban )(?:{verbs})(?:(?:\s+[^\s,;:.0-9]+){{1,6}}?\s+cho)?"
        r"(?:\s+(?:mới|thêm|được|cho|hơn|trên|khoảng|ít nhất|tối thiểu|tổng số|tổng cộng|bình quân))*"
        r"(?:\s+[0-9][0-9.,]*(?:\s+[^\s,;.0-9]+){1,8}?\s+cho(?:\s+(?:hơn|trên|khoảng|ít nhất|tối thiểu))?)?\s*$"
    )


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
    if pattern_of("forecasts").search(clause) and not pattern_of("strong_aims").search(clause):
        return False
    followed = _FOLLOWED.match(low, quantity.phrase_end) is not None
    share = pattern_of("shares").search(low[max(0, quantity.start - _CLOSE) : quantity.phrase_end + _CLOSE]) is not None
    if share and not pattern_of("reaching").search(clause):
        return False
    if quantity.value == 100 or quantity.comparator in {"ge", "gt"}:
        return followed or pattern_of("aims").search(clause) is not None
    if pattern_of("strong_aims").search(clause):
        return True
    if quantity.kind == "ratio" and _outputs().search(low[: quantity.start]):
        return followed
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
