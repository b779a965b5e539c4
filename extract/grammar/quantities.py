"""Quantities in running text: figure, unit, operator, kind of value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from extract.grammar.amounts import Amount, find_amounts
from extract.grammar.doubts import doubts, lost_dash
from extract.grammar.fold import lower
from extract.grammar.numbers import format_number, plain
from extract.grammar.operators import Lead, Op, op_after, op_of, plan_after, read_lead
from extract.grammar.stops import Stop, find_stops
from extract.grammar.units import PERCENT, POINTS

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Kind = Literal["level", "ratio", "delta", "growth", "pp", "multiple", "of_plan", "count", "duration", "none"]
Sign = Literal["up", "down"]
_HALF: Final = Decimal("0.5")


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


def _sentence(low: str, start: int, end: int) -> str:
    """Cut out the sentence around a figure, at most 200 letters to either side."""
    before = re.split(r"[;\n]|\.\s", low[max(0, start - 200) : start])[-1]
    after = re.split(r"[;\n]|\.\s", low[end : end + 200])[0]
    return before + low[start:end] + after


_TO_LEVEL: Final = ("up_to", "down_to")
_BASE_YEAR: Final = re.compile(
    r"\s*(?:lần\s+)?(?:so\s+với\s+(?:cuối\s+)?)?(?:của\s+)?năm\s+(?P<year>(?:19|20)[0-9]{2})(?![0-9/-])"
)
_COMPARED: Final = re.compile(r"\s*so\s+với\s+(?P<what>[^,;.()\n]{3,40})")
_TIMES: Final = re.compile(r"\s*lần(?!\w)")
_PERIOD_AFTER: Final = re.compile(
    r"\s+(?:trong\s+(?:0?1|một|mỗi)|mỗi|một|hằng|hàng)\s+(?P<unit>năm|quý|tháng|tuần|ngày)(?!\w)(?!\s+[0-9])"
)
_GROUP_AFTER: Final = re.compile(
    r"\s+(?P<base>(?!tỷ|tỉ|trở|so|kế|dự|của|và|trong|trên|theo|là|vào|năm|lên|nhưng|đến|từ|để|với|thì)[^\W\d_]+"
    r"(?:\s+(?!được|có|thực|tham|đạt|sử|nhận|đã|trở|trên|theo|trong|so|và|là|vào|năm|tại|của|đảm|bảo|hoàn|để|với|thì)[^\W\d_]+){0,3})"
)
_PLACE_BEFORE: Final = re.compile(r"(?<!\w)trên\s+(?:địa\s+bàn|phạm\s+vi|toàn\s+[^\W\d_]+)\s*$")
_SUBSET: Final = re.compile(r"trong\s+đó\s*:?\s+(?:có\s+)?(?P<who>[^\W\d_]+(?:\s+[^\W\d_]+)?)\s*$")
_PAST: Final = re.compile(r"\(\s*(?:cùng\s+kỳ|năm\s+trước|năm\s+ngoái|hiện\s+nay|kỳ\s+trước)[^()]*$")
_CLAUSE_HEAD: Final = re.compile(r"[.;:,(\n]\s*")


@dataclass(frozen=True, slots=True)
class _Context:
    """What the readers of one text share."""

    text: str
    low: str


def _per(context: _Context, amount: Amount, lead: Lead) -> tuple[tuple[str, ...], int]:
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


def _change(lead: Lead, percent: bool) -> tuple[Kind, Sign | None]:
    """Tell levels from changes: "tăng 5%" grows, "giảm 5%" falls by points, "giảm còn 5%" is a level."""
    if lead.has(*_TO_LEVEL):
        return "level", "up" if lead.has("up_to") else "down" if _falls(lead) else None
    if lead.has("up", "more"):
        return ("growth" if percent else "delta"), "up"
    if lead.has("down", "less"):
        return "delta", "down"
    return "level", None


def _falls(lead: Lead) -> bool:
    word = lead.first("down_to") or ""
    return word.startswith(("giảm", "hạ", "xuống")) or lead.has("down")


def _group_after(low: str, pos: int) -> str | None:
    match = _GROUP_AFTER.match(low, pos)
    return " ".join(match["base"].split()) if match else None


def _shape(context: _Context, amount: Amount, lead: Lead) -> Quantity:
    """Make the quantity as the figure, its unit and the chain before it give it."""
    unit, low = amount.unit, context.low
    percent = unit is not None and unit.name == PERCENT
    per, end = _per(context, amount, lead)
    kind, sign = _change(lead, percent)
    after = op_after(low, end)
    op: Op = op_of(lead)
    if after and op in ("eq", "approx"):
        op = after[1]
    printed = _printed_unit(context, amount)
    return Quantity(
        start=amount.start,
        end=amount.end,
        phrase_start=lead.start,
        phrase_end=after[0] if after else end,
        text=" ".join(context.text[amount.start : amount.end].split()),
        value=amount.value,
        value_to=amount.value_to,
        unit=printed,
        measure=unit.name if unit else None,
        unit_class=unit.kind if unit else None,
        scale=unit.scale if unit else 1,
        op="range" if amount.value_to is not None else op,
        kind=kind,
        sign=sign,
        per=per,
        hedge=lead.first("hedge") or ("ước" if (lead.first("approx") or "").startswith("ước") else None),
        flags=_flags(context, amount, lead),
    )


def _printed_unit(context: _Context, amount: Amount) -> str | None:
    unit = amount.unit
    if unit is None:
        return None
    if unit.kind == "percent":
        return unit.printed
    return " ".join(context.text[unit.start : unit.end].split()) or unit.printed


def _flags(context: _Context, amount: Amount, lead: Lead) -> tuple[str, ...]:
    flags = [flag for flag in amount.flags if flag != "half"]
    printed = context.text[amount.start : amount.end]
    if printed != plain(printed):
        flags.append("fullwidth")
    if "." in printed and amount.unit is not None and amount.unit.name == PERCENT and "dot_decimal" not in flags:
        flags.append("ambiguous")
    if lead.first("approx") == "gần":
        flags.append("below")
    if lead.has("maintain"):
        flags.append("maintain")
    if lead.has("average"):
        flags.append("average")
    if amount.value_to is not None and amount.value > amount.value_to:
        flags.append("reversed")
    if amount.value_to is not None and lead.has("gt"):
        flags.append("open_left")
    before = context.low[max(0, amount.start - 40) : amount.start]
    if _PLACE_BEFORE.search(before):
        flags.append("trên_is_place")
    subset = _SUBSET.search(before)
    if subset:
        flags.append(f"subset:{subset['who']}")
    if _PAST.search(before):
        flags.append("past")
    return tuple(flags)


_Rule = "Callable[[_Context, Amount, Lead, Quantity], Quantity | None]"


def _points(_: _Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    if amount.unit is None or amount.unit.name != POINTS:
        return None
    sign: Sign | None = "up" if lead.has("up", "more") else "down" if lead.has("down", "less") else None
    return replace(read, kind="pp", sign=sign)


def _multiple(context: _Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    if read.measure != "lần" or read.per or not lead.has("multiple", "up"):
        return None
    base = _BASE_YEAR.match(context.low, amount.unit_end)
    flags = read.flags if lead.has("multiple") else (*read.flags, "ambiguous_x2_or_x3")
    year = int(base["year"]) if base else None
    end = base.end() if base else read.phrase_end
    return replace(read, kind="multiple", sign=None, base_year=year, flags=flags, phrase_end=end)


def _of_plan(context: _Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    if read.measure != PERCENT or not plan_after(context.low, amount.unit_end):
        return None
    if (lead.first("gt") or "").startswith("vượt"):
        if read.value >= 100:
            return replace(read, kind="of_plan", sign=None, op="gt", flags=(*read.flags, "not_excess"))
        total = format_number(100 + read.value)
        return replace(read, kind="of_plan", sign="up", op="eq", flags=(*read.flags, "excess", f"total:{total}"))
    return replace(read, kind="of_plan", sign=None)


def _ratio(context: _Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    """Read shares: fractions, per mille, cases per 100.000 people, "tỷ lệ 2,4%", "100% cơ sở giáo dục"."""
    unit = amount.unit
    if amount.whole is not None:
        kind: Kind = "level" if amount.whole == amount.value else "ratio"
        return replace(read, kind=kind, value_to=amount.whole)
    if amount.in_words and amount.unit is None and amount.value < 1:
        return replace(read, kind="ratio", base=_group_after(context.low, amount.end))
    if unit is not None and unit.per_count:
        return replace(read, kind="ratio", base=str(unit.per_count))
    if read.measure == "‰" or (read.measure == PERCENT and lead.has("ratio") and read.kind == "level"):
        return replace(read, kind="ratio")
    if read.measure == PERCENT and read.kind == "level" and read.sign is None and read.value_to is None:
        group = _group_after(context.low, amount.unit_end)
        if group:
            return replace(read, kind="ratio", base=group)
    return None


def _duration(context: _Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    if read.unit_class == "age":
        return replace(read, flags=(*read.flags, "age"))
    if read.unit_class != "duration" or read.kind != "level":
        return None
    condition = read.op == "ge" and lead.has("from")
    return replace(read, kind="duration", flags=(*read.flags, "condition_not_target") if condition else read.flags)


def _compared(context: _Context, amount: Amount, _: Lead, read: Quantity) -> Quantity | None:
    """Read what a change is compared with: "tăng 10% so với năm 2025"."""
    if read.kind not in ("growth", "delta"):
        return None
    year = _BASE_YEAR.match(context.low, amount.unit_end)
    if year:
        return replace(read, base_year=int(year["year"]))
    other = _COMPARED.match(context.low, amount.unit_end)
    return replace(read, base=" ".join(other["what"].split())) if other else None


def _negative(_: _Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    return replace(read, kind="growth") if amount.value < 0 and read.measure == PERCENT and not lead.words else None


def _count(_: _Context, amount: Amount, lead: Lead, read: Quantity) -> Quantity | None:
    """Read a small zero-padded figure before a noun, which merely counts ("05 thôn")."""
    plain_count = amount.padded and read.kind == "level" and read.op == "eq" and not lead.words and not read.per
    return replace(read, kind="count") if plain_count and read.measure not in (None, PERCENT) else None


_RULES: Final = (_points, _multiple, _of_plan, _ratio, _duration, _compared, _negative, _count)


def _doubted(context: _Context, read: Quantity) -> Quantity:
    if read.measure != PERCENT:
        return read
    sentence = _sentence(context.low, read.start, read.end)
    flags = doubts(read.value, read.text, sentence)
    if read.value_to is None and lost_dash(read.text, sentence):
        flags = (*flags, "suspect_lost_dash")
    return replace(read, flags=(*read.flags, *flags)) if flags else read


def _quantity(context: _Context, amount: Amount) -> Quantity:
    lead = read_lead(context.low, amount.start)
    read = _shape(context, amount, lead)
    for rule in _RULES:
        changed = rule(context, amount, lead, read)
        if changed is not None:
            read = changed
            break
    return _doubted(context, read)


_GAP: Final = re.compile(r"[\s,]*")
_OPEN: Final = re.compile(r"\s*\(\s*")


def _merge(context: _Context, found: list[Quantity]) -> list[Quantity]:
    """Join figures that say one thing: "từ 82% lên 86%", "giảm 0,7% (còn 4,33%)", "13/17 chỉ tiêu (76,5%)"."""
    kept: list[Quantity] = []
    for read in found:
        last = kept[-1] if kept else None
        if last is not None and read.start >= last.phrase_end:
            gap = context.low[last.phrase_end : read.phrase_start]
            lead = read_lead(context.low, read.start)
            begins = read_lead(context.low, last.start)
            if begins.has("from") and lead.has(*_TO_LEVEL) and _GAP.fullmatch(gap):
                base = format_number(last.value)
                kept[-1] = replace(read, base=base, sign=None, phrase_start=last.phrase_start)
                continue
            bracket = "(" in context.low[last.end : read.start] and _closed(context.low, last.end, read.start)
            if bracket and last.kind in ("delta", "growth") and lead.has("down_to", "up_to"):
                note = f"result:{format_number(read.value)}"
                kept[-1] = replace(last, result=read.value, flags=(*last.flags, note))
                continue
            if bracket and "fraction" in last.flags and read.measure == PERCENT and not lead.has("ratio"):
                kept[-1] = replace(last, flags=(*last.flags, f"alt:{format_number(read.value)}%"))
                continue
        kept.append(read)
    return kept


def _closed(low: str, start: int, end: int) -> bool:
    """Tell whether a bracket opens between two figures of one clause."""
    between = low[start:end]
    return not re.search(r"[;.:)]\s", between) and len(between) < 48


def find_quantities(text: str, stops: list[Stop] | None = None) -> list[Quantity]:
    """Find the quantities of a text in order. Pass `find_stops(text)` if it is at hand already."""
    low = lower(plain(text))
    amounts = find_amounts(low, find_stops(text) if stops is None else stops)
    context = _Context(text, low)
    found: list[Quantity] = []
    for amount in amounts:
        if not found or amount.start >= found[-1].phrase_end:
            found.append(_quantity(context, amount))
    return sorted([*_merge(context, found), *_doubled(context)], key=lambda read: read.start)


_DOUBLE: Final = re.compile(r"(?<!\w)gấp\s+(?P<times>đôi|ba|bốn|năm|mười)(?!\w)(?!\s+lần)")
_TIMES_WORDS: Final = {"đôi": 2, "ba": 3, "bốn": 4, "năm": 5, "mười": 10}


def _doubled(context: _Context) -> list[Quantity]:
    """Read "gấp đôi" and its like."""
    return [
        Quantity(
            start=match.start("times"),
            end=match.end(),
            phrase_start=match.start(),
            phrase_end=match.end(),
            text=match["times"],
            value=Decimal(_TIMES_WORDS[match["times"]]),
            kind="multiple",
        )
        for match in _DOUBLE.finditer(context.low)
    ]
