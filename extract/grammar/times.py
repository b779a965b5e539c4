"""When work is to be done: due dates and recurrence of tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

from extract.grammar.dates import DateMention, find_dates
from extract.grammar.fold import fold, squeeze
from extract.grammar.periods import Period, find_periods
from extract.grammar.vocabulary import word_lists

Recurrence = Literal["continuous", "monthly", "quarterly", "half-yearly", "yearly"]


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time as it governs work: the printed words, the date or interval they fix, and how often it returns."""

    start: int
    end: int
    text: str
    due: str | None = None
    recurrence: Recurrence | None = None


@cache
def _recurrence_words() -> re.Pattern[str]:
    words = word_lists("times.toml")
    listed = [word for key in (*words["order"], "shorter") for word in words[key]]
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(listed, key=len, reverse=True))) + r")(?!\w)")


@cache
def _kind_of() -> dict[str, Recurrence]:
    words = word_lists("times.toml")
    return {word: cast("Recurrence", key) for key in words["order"] for word in words[key]}


def recurrence_of(text: str) -> Recurrence | None:
    """Read how often something returns; of several periods the shortest counts, "định kỳ" alone gives None.

    A bare length ("6 tháng", "03 tháng") counts only beside "định kỳ" or another period.
    """
    folded = fold(text)
    found = [match for match in _recurrence_words().finditer(folded) if not _is_part(folded, match)]
    lengths = [match for match in found if re.match(r"[0-9]|sau|nua", match.group())]
    if len(lengths) == len(found) and "dinh ky" not in folded and not re.search(r"\blan\b|/lan", folded):
        return None
    kinds = {_kind_of()[match.group()] for match in found if match.group() in _kind_of()}
    if "continuous" in kinds and len(kinds) > 1:
        kinds.discard("continuous")
    return min(kinds, key=word_lists("times.toml")["order"].index, default=None)


def _is_part(folded: str, match: re.Match[str]) -> bool:
    """Tell "6 tháng đầu năm" and "bồi dưỡng thường xuyên", which are no recurrence."""
    after, before = folded[match.end() : match.end() + 10], folded[max(0, match.start() - 16) : match.start()]
    if re.match(r"\s+(?:dau|cuoi)\s+nam", after) and re.match("[0-9s]", match.group()):
        return not re.search(r"dinh ky[^.;]*$", folded[: match.start()])
    return match.group() == "thuong xuyen" and re.search(r"(?:chi|giao duc|boi duong|von|vien)\s+$", before) is not None


_JOINT: Final = re.compile(r"\s*(?:[-–]|den|va|,)?\s*(?:het\s*)?(?:ngay|thang|quy)?\s*")


def _interval(dates: list[DateMention], folded: str) -> str | None:
    """Give the date that dates fix: one, a range joined by "đến" or a dash, else the last."""
    known = [date for date in dates if date.iso]
    if not known or (len(known) == 1 and known[0].relation in ("from", "after")):
        return None
    first = len(known) - 1
    while first and _goes_with(known[first - 1], known[first], folded):
        first -= 1
    begin, end = known[first].iso, known[-1].iso
    return end if begin == end else f"{begin}/{end}"


def _goes_with(left: DateMention, right: DateMention, folded: str) -> bool:
    """Tell two dates of one range or list."""
    return left.relation == "from" or _JOINT.fullmatch(folded, left.end, right.start) is not None


def _years(periods: list[Period]) -> str | None:
    """Give the years that periods fix: "2026", "2026/2028"."""
    if not periods:
        return None
    period = periods[0]
    if period.bound == "from" and len(periods) == 1:
        return None
    if period.months and period.first:
        return f"{period.first}-{period.months[0]:02d}/{period.first}-{period.months[1]:02d}"
    first = period.first if period.bound != "by" else None
    last = max((other.last for other in periods if other.kind == "year"), default=period.last)
    last = max(last, period.last)
    return f"{first}/{last}" if first is not None and first < last else str(last)


def parse_time(text: str) -> TimeValue:
    """Read a whole cell or line of time ("Quý II/2026", "Năm 2026 và cập nhật hằng năm", "Thường xuyên")."""
    printed = squeeze(text).rstrip(" .;,")
    folded = fold(text)
    dates = find_dates(text)
    due = _interval(dates, folded) or _years([p for p in find_periods(text) if not _within(p, dates)])
    recurrence = None if _qualifies_noun(folded) else recurrence_of(text)
    start = len(text) - len(text.lstrip())
    return TimeValue(start, start + len(text.strip().rstrip(" .;,")), printed, due, recurrence)


def _within(period: Period, dates: list[DateMention]) -> bool:
    return any(date.start < period.end and period.start < date.end + 1 for date in dates)


def _qualifies_noun(folded: str) -> bool:
    """Tell "theo kế hoạch công tác hằng năm", where the period belongs to the plan."""
    heads = "|".join(map(re.escape, word_lists("times.toml")["qualified"]))
    return re.match(rf"\s*(?:{heads})\b[^;.]*\b(?:hang|moi|tung)\s+\w+", folded) is not None


_CLAUSE_START: Final = r"(?:^|[.;:]\s+|\n|[-+*•–]\s+|\)\s+(?=[A-ZĐ]))"
_PERIOD: Final = r"(?:h[aằà]ng|mỗi|từng)\s+(?:năm|quý|tháng|tuần|ngày)"
_PAREN: Final = r"(?:\s*\([^()]{3,60}\))?"
_LIST: Final = rf"{_PERIOD}{_PAREN}(?:\s*(?:,|và|hoặc|/)\s*(?:{_PERIOD}|đột\s+xuất|0?6\s+tháng|năm|quý){_PAREN})*"
_ON_DEMAND: Final = r"(?:đột\s+xuất|khi\s+có\s+yêu\s+cầu(?:\s+báo\s+cáo\s+đột\s+xuất)?)"
_LAST: Final = rf"(?:\s*,\s*tổng\s+kết\s+năm{_PAREN})?(?:\s+(?:và|hoặc)\s+{_ON_DEMAND}{_PAREN})?"
_RECURRING: Final = re.compile(
    rf"""
    (?P<start> {_CLAUSE_START} (?:[Đđ]ịnh\s+[kK]ỳ\s*,?\s*)?
        (?:{_LIST}|(?:quý|0?6\s+tháng|tháng|năm)\b{_PAREN}) {_LAST} )
  | (?P<regular> [Đđ]ịnh\s+[kK]ỳ\s+ (?:{_LIST}|(?:quý|0?6\s+tháng|sáu\s+tháng|tháng|năm|một\s+năm|0?3\s+tháng)\b{_PAREN}
        (?:\s*(?:,|và)\s*(?:quý|0?6\s+tháng|năm|{_PERIOD}){_PAREN})* ) {_LAST} )
  | (?P<bare> {_CLAUSE_START} (?:[Đđ]ịnh\s+[kK]ỳ|[Tt]hường\s+xuyên) \b )
  | (?P<aside> (?<=\s) {_PERIOD} (?=\s*,\s) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"(?:hoàn thành|xong|thực hiện|ban hành|trình)[^.;]{0,24}$", re.IGNORECASE)
_BINDING: Final = re.compile(
    r"""
    (?: trước | chậm\s+nhất | đến\s+hết | hết | trong | đến | vào | hạn ) [^.;]{0,24} $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEARLY: Final = re.compile(r"\s*(?:của\s+)?(?:h[àằ]ng|mỗi)\s+năm", re.IGNORECASE)


_NOUN_BEFORE: Final = re.compile(r"(?:kế hoạch|chỉ tiêu|nhiệm vụ|theo|kết quả|lộ trình)\s+$", re.IGNORECASE)


def _recurring(text: str) -> list[TimeValue]:
    found = []
    for match in _RECURRING.finditer(text):
        start = match.start()
        lead = re.match(r"[\s.;:\-+*•–)]*", match.group())
        start += lead.end() if lead else 0
        printed = text[start : match.end()]
        if match["aside"] and _NOUN_BEFORE.search(text[max(0, start - 14) : start]):
            continue
        if re.match(r"(?:quý|tháng|năm|0?6\s+tháng)\b", printed, re.IGNORECASE):
            continue
        inner = find_dates(printed)
        recurrence = recurrence_of(printed)
        due = _interval(inner, fold(printed))
        if recurrence == "monthly" and due is not None and due.startswith("--"):
            due = None  # one of the days of a year among those of each month
        found.append(TimeValue(start, match.end(), squeeze(printed), due, recurrence))
    return found


def _deadlines(text: str, dates: list[DateMention]) -> list[TimeValue]:
    """Find dates bound by "trước", "chậm nhất", "hoàn thành trong" and their like."""
    found = []
    for date in dates:
        if date.iso is None:
            continue
        binding = date.relation in ("before", "by")
        ahead = text[max(0, date.start - 60) : date.start]
        if binding or (date.relation in ("within", "until", "on") and _ABOUT.search(ahead)):
            head = _BINDING.search(ahead)
            start = date.start - (len(ahead) - head.start()) if head else date.start
            tail = _YEARLY.match(text, date.end)
            end = tail.end() if tail else date.end
            recurrence: Recurrence | None = "yearly" if date.yearly else None
            found.append(TimeValue(start, end, squeeze(text[start:end]), date.iso, recurrence))
    return found


def find_times(text: str, dates: list[DateMention] | None = None) -> list[TimeValue]:
    """Find the times that govern the work of a task's text, in order; what only qualifies a noun is left out."""
    deadlines = _deadlines(text, find_dates(text) if dates is None else dates)
    recurring = _recurring(text)
    apart = [d for d in deadlines if not any(r.start <= d.start and d.end <= r.end for r in recurring)]
    return sorted(recurring + apart, key=lambda time: time.start)


def task_time(text: str) -> TimeValue | None:
    """Give the one time of a task: the first governing words, the first due date, the shortest recurrence."""
    times = find_times(text)
    if not times:
        return None
    due = next((time.due for time in times if time.due), None)
    order = word_lists("times.toml")["order"]
    kinds = [time.recurrence for time in times if time.recurrence]
    regular = [kind for kind in kinds if kind != "continuous"] or kinds
    recurrence = min(regular, key=order.index, default=None)
    first = times[0]
    return TimeValue(first.start, first.end, first.text, due, recurrence)
