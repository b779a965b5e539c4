"""Kinds of values: points, multiples, shares of a plan, ratios, lengths of time, changes, mere counts.

Each rule takes the context, the amount, the words before it and the quantity read so far, and gives the quantity as
it understands it, or None where the rule does not apply. The first rule that applies decides.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.grammar.numbers import format_number
from extract.grammar.operators import Lead, plan_after
from extract.grammar.units import PERCENT, POINTS

if TYPE_CHECKING:
    from extract.grammar.amounts import Amount
    from extract.grammar.quantity import Context, Kind, Quantity, Sign

_BASE_YEAR: Final = re.compile(
    r"""
    \s* (?:lần\s+)? (?:so\s+với\s+(?:cuối\s+)?)? (?:của\s+)? năm\s+ (?P<year>(?:19|20)[0-9]{2}) (?![0-9/-])
    """,
    re.VERBOSE,
)
_COMPARED: Final = re.compile(r"\s*so\s+với\s+(?P<what>[^,;.()\n]{3,40})")
_GROUP_AFTER: Final = re.compile(
    r"""
    \s+ (?P<base>
        (?! (?:tỷ|tỉ|trở|so|kế|dự|trước|sau|khi|mức|hoặc|ở|tại|các\s+năm|của|và|trong|trên|theo|là|vào|năm|lên|nhưng
            |đến|từ|để|với|thì)\b ) [^\W\d_]+
        (?: \s+ (?! (?:được|có|thực|tham|đạt|sử|nhận|đã|trở|trên|theo|trong|so|và|là|vào|năm|tại|của|đảm|bảo|hoàn|để
            |với|thì)\b ) [^\W\d_]+ ){0,3}
    )
    """,
    re.VERBOSE,
)
_FULL: Final = 100


def _group_after(low: str, pos: int) -> str | None:
    match = _GROUP_AFTER.match(low, pos)
    return " ".join(match["base"].split()) if match else None


def _points(amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    if amount.unit is None or amount.unit.name != POINTS:
        return None
    sign: Sign | None = "up" if lead.has("up", "more") else "down" if lead.has("down", "less") else None
    return replace(read, kind="pp", sign=sign)


def _multiple(context: Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    """Read "gấp 1,5 lần năm 2025"; "tăng 2 lần" leaves open whether the result is twice or three times as much."""
    if read.measure != "lần" or read.per or not lead.has("multiple", "up"):
        return None
    base = _BASE_YEAR.match(context.low, amount.unit_end)
    flags = read.flags if lead.has("multiple") else (*read.flags, "ambiguous_x2_or_x3")
    year = int(base["year"]) if base else None
    end = base.end() if base else read.phrase_end
    return replace(read, kind="multiple", sign=None, base_year=year, flags=flags, phrase_end=end)


def _of_plan(context: Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    """Read a share of a plan; "vượt 23,2%" is an excess over it, "vượt 100%" is not."""
    if read.measure != PERCENT or not plan_after(context.low, amount.unit_end):
        return None
    if not (lead.first("gt") or "").startswith("vượt"):
        return replace(read, kind="of_plan", sign=None)
    if read.value >= _FULL:
        return replace(read, kind="of_plan", sign=None, op="gt", flags=(*read.flags, "not_excess"))
    total = format_number(_FULL + read.value)
    return replace(read, kind="of_plan", sign="up", op="eq", flags=(*read.flags, "excess", f"total:{total}"))


def _ratio(context: Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    """Read shares: fractions, per mille, cases per 100.000 people, "tỷ lệ 2,4%", "100% cơ sở giáo dục"."""
    unit = amount.unit
    if amount.whole is not None:
        kind: Kind = "level" if amount.whole == amount.value else "ratio"
        return replace(read, kind=kind, value_to=amount.whole)
    if amount.in_words and unit is None and amount.value < 1:
        return replace(read, kind="ratio", base=_group_after(context.low, amount.end))
    if unit is not None and unit.per_count:
        return replace(read, kind="ratio", base=str(unit.per_count))
    if read.measure == "‰":
        return replace(read, kind="ratio")
    if read.measure != PERCENT or read.kind != "level" or read.sign is not None or read.value_to is not None:
        return None
    group = _group_after(context.low, amount.unit_end)
    return replace(read, kind="ratio", base=group) if group or lead.has("ratio") else None


def _duration(lead: Lead, read: Quantity) -> Quantity | None:
    """Read lengths of time and ages; "từ 03 tháng trở lên" is a condition, no target."""
    if read.unit_class == "age":
        return replace(read, flags=(*read.flags, "age"))
    if read.unit_class != "duration" or read.kind != "level":
        return None
    condition = read.op == "ge" and lead.has("from")
    return replace(read, kind="duration", flags=(*read.flags, "condition_not_target") if condition else read.flags)


def _compared(context: Context, amount: Amount, read: Quantity) -> Quantity | None:
    """Read what a change is compared with: "tăng 10% so với năm 2025"."""
    if read.kind not in ("growth", "delta"):
        return None
    year = _BASE_YEAR.match(context.low, amount.unit_end)
    if year:
        return replace(read, base_year=int(year["year"]))
    other = _COMPARED.match(context.low, amount.unit_end)
    return replace(read, base=" ".join(other["what"].split())) if other else None


def _negative(amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    return replace(read, kind="growth") if amount.value < 0 and read.measure == PERCENT and not lead.words else None


def _count(amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    """Read a small zero-padded figure before a noun, which merely counts ("05 thôn")."""
    bare = amount.padded and read.kind == "level" and read.op == "eq" and not lead.words and not read.per
    return replace(read, kind="count") if bare and read.measure not in (None, PERCENT) else None


def with_kind(context: Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity:
    """Apply the first rule that fits; a quantity that none fits stays as it is."""
    return (
        _points(amount, lead, read)
        or _multiple(context, amount, lead, read)
        or _of_plan(context, amount, lead, read)
        or _ratio(context, amount, lead, read)
        or _duration(lead, read)
        or _compared(context, amount, read)
        or _negative(amount, lead, read)
        or _count(amount, lead, read)
        or read
    )
