"""What a number in running text means: the value type and the reading of one figure with the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from extract.grammar.numbers import plain
from extract.grammar.operators import Lead, Op, op_after, op_behind, op_of
from extract.grammar.units import PERCENT

if TYPE_CHECKING:
    from decimal import Decimal

    from extract.grammar.amounts import Amount

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Kind = Literal["level", "ratio", "delta", "growth", "pp", "multiple", "of_plan", "count", "duration", "none"]
Sign = Literal["up", "down"]
TO_LEVEL: Final = ("up_to", "down_to")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with what it means.

    `start:end` is the figure (both ends of a range), `phrase_start:phrase_end` the words that belong to it as well.
    `value` is as printed before its scale; `unit` as printed with the scale word ("triệu USD"), `measure` without it
    ("USD"); `scale` the factor. `op` may be "range"; `comparator` is the guide's. `base` is what a ratio, a multiple
    or a growth refers to. `result` is the level that a change leads to ("giảm 0,7% (còn 4,33%)").
    """

    start: int
    end: int
    phrase_start: int
    phrase_end: int
    text: str
    value: Decimal
    value_to: Decimal | None = None
    unit: str | None = None
    measure: str | None = None
    unit_class: str | None = None
    scale: int = 1
    op: Op = "eq"
    kind: Kind = "level"
    sign: Sign | None = None
    per: tuple[str, ...] = ()
    base: str | None = None
    base_year: int | None = None
    hedge: str | None = None
    in_words: bool = False
    flags: tuple[str, ...] = ()
    result: Decimal | None = None

    @property
    def comparator(self) -> Comparator:
        """The guide's comparator: a range is `eq`, "dự kiến" alone is `approx`."""
        if self.op == "range":
            return "eq"
        return "approx" if self.op == "eq" and self.hedge == "dự kiến" else self.op

    @property
    def recurrence(self) -> str | None:
        """The guide's recurrence of a value that is counted by the year, quarter or month."""
        names = {"năm": "yearly", "quý": "quarterly", "tháng": "monthly"}
        return next((names[per] for per in self.per if per in names), None)

    @property
    def amount(self) -> Decimal:
        """The value with its scale."""
        return self.value * self.scale


@dataclass(frozen=True, slots=True)
class Context:
    """A text and the same in plain lower case, offset for offset."""

    text: str
    low: str


_PERIOD_AFTER: Final = re.compile(
    r"""
    \s+ (?: trong\s+(?:0?1|một|mỗi) | mỗi | một | hằng | hàng ) \s+
    (?P<unit> năm | quý | tháng | tuần | ngày ) (?!\w) (?!\s+[0-9])
    """,
    re.VERBOSE,
)
_PLACE_BEFORE: Final = re.compile(r"(?<!\w)trên\s+(?:địa\s+bàn|phạm\s+vi|toàn\s+\w+)\s*$")
_SUBSET: Final = re.compile(
    r"""
    trong\s+đó \s*:?\s+ (?:có\s+)? (?P<who> [^\W\d_]+ (?:\s+[^\W\d_]+)? ) \s* $
    """,
    re.VERBOSE,
)
_PAST: Final = re.compile(
    r"""
    \( \s* (?: cùng\s+kỳ | năm\s+trước | năm\s+ngoái | hiện\s+nay | kỳ\s+trước ) [^()]* $
    """,
    re.VERBOSE,
)


def _per(context: Context, amount: Amount, lead: Lead) -> tuple[tuple[str, ...], int]:
    """Collect what a value is counted by; give the offset behind it."""
    per = list(amount.unit.per) if amount.unit else []
    end = amount.unit_end
    after = _PERIOD_AFTER.match(context.low, end)
    if after:
        per.append(after["unit"])
        end = after.end()
    if lead.per and lead.per not in per:
        per.append(lead.per)
    return tuple(per), end


def _change(lead: Lead, unit: str | None) -> tuple[Kind, Sign | None]:
    """Tell levels from changes: "tăng 5%" grows, "giảm 5%" falls by points, "giảm còn 5%" is a level."""
    if lead.has(*TO_LEVEL):
        return "level", "up" if lead.has("up_to") else "down" if _falls(lead) else None
    if lead.has("up", "more"):
        return ("growth" if unit == PERCENT else "delta"), "up"
    if lead.has("down", "less"):
        return "delta", "down"
    return "level", None


def _falls(lead: Lead) -> bool:
    word = lead.first("down_to") or ""
    return word.startswith(("giảm", "hạ", "xuống")) or lead.has("down")


def _printed_unit(context: Context, amount: Amount) -> str | None:
    unit = amount.unit
    if unit is None or unit.kind == "percent":
        return unit.printed if unit else None
    return " ".join(context.text[unit.start : unit.end].split()) or unit.printed


def _form_flags(context: Context, amount: Amount) -> list[str]:
    """Flag what the form of the figure leaves in doubt."""
    printed = context.text[amount.start : amount.end]
    flags = [flag for flag in amount.flags if flag != "half"]
    if printed != plain(printed):
        flags.append("fullwidth")
    if "." in printed and amount.unit is not None and amount.unit.name == PERCENT and "dot_decimal" not in flags:
        flags.append("ambiguous")
    if amount.value_to is not None and amount.value > amount.value_to:
        flags.append("reversed")
    return flags


def _word_flags(low: str, amount: Amount, lead: Lead) -> list[str]:
    """Flag what the words before the figure say of it."""
    before = low[max(0, amount.start - 40) : amount.start]
    subset = _SUBSET.search(before)
    said = {
        "below": lead.first("approx") == "gần",
        "maintain": lead.has("maintain"),
        "average": lead.has("average"),
        "open_left": amount.value_to is not None and lead.has("gt"),
        "trên_is_place": _PLACE_BEFORE.search(before) is not None,
        "past": _PAST.search(before) is not None,
    }
    flags = [flag for flag, holds in said.items() if holds]
    return [*flags, f"subset:{subset['who']}"] if subset else flags


def shape(context: Context, amount: Amount, lead: Lead) -> Quantity:
    """Make the quantity as the figure, its unit and the chain of words before it give it."""
    unit = amount.unit
    per, end = _per(context, amount, lead)
    kind, sign = _change(lead, unit.name if unit else None)
    after = op_after(context.low, end)
    op: Op = op_of(lead)
    if op in ("eq", "approx"):
        behind = op_behind(context.low, end) if unit is not None and unit.name == PERCENT else None
        op = after[1] if after else behind or op
    return Quantity(
        start=amount.start,
        end=amount.end,
        phrase_start=lead.start,
        phrase_end=after[0] if after else end,
        text=" ".join(context.text[amount.start : amount.end].split()),
        value=amount.value,
        value_to=amount.value_to,
        unit=_printed_unit(context, amount),
        measure=unit.name if unit else None,
        unit_class=unit.kind if unit else None,
        scale=unit.scale if unit else 1,
        op="range" if amount.value_to is not None else op,
        kind=kind,
        sign=sign,
        per=per,
        hedge=lead.first("hedge") or ("ước" if (lead.first("approx") or "").startswith("ước") else None),
        in_words=amount.in_words,
        flags=(*_form_flags(context, amount), *_word_flags(context.low, amount, lead)),
    )
