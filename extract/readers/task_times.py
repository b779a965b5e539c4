"""The time that governs a task, read from its own text (golden/GUIDE.md, settled question 11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.grammar.dates import find_dates
from extract.grammar.fold import squeeze
from extract.grammar.times import TimeValue, recurrence_of, task_time

if TYPE_CHECKING:
    from extract.grammar.dates import DateMention

_EACH: Final = r"(?:định\s+kỳ\s+)?h[aàằ]ng\s+(?:tháng|quý)"
_TRAILING: Final = re.compile(
    rf"(?<=\s){_EACH}(?=\s*(?:[.,;)/]|$)|\s+(?:về|cho|gửi|lên|tại|để|qua)(?!\w))", re.IGNORECASE
)
_RESULTS: Final = re.compile(r"(?<=kết quả thực hiện )h[aàằ]ng\s+năm(?=\s*(?:[.,;)]|$|theo\s+quy))", re.IGNORECASE)
_DAY_OF_EACH: Final = re.compile(
    r"(?:trước|chậm\s+nhất|vào)\s+(?:là\s+)?ngày\s+[0-9]{1,2}\s+(?:của\s+)?h[aàằ]ng\s+(?:tháng|quý)", re.IGNORECASE
)
_NOUN: Final = re.compile(
    r"(?:trợ cấp|lương(?: hưu)?|tiền(?: mặt)?|phí|mức đóng|chi trả|phụ cấp|sinh hoạt|"
    r"giao ban|kế hoạch|chương trình|hưởng)\s+$",
    re.IGNORECASE,
)
_DUE: Final = frozenset({"before", "by", "until", "within"})


def governing_time(words: str) -> TimeValue | None:
    """Return the time of a task: as the grammar reads it, else one that closes a clause ("… báo cáo hằng quý").

    A period that qualifies a noun ("trợ cấp hằng tháng") is none, nor is one that a plan is named by.
    """
    time = task_time(words)
    if time is not None:
        return time
    match = _DAY_OF_EACH.search(words) or _TRAILING.search(words) or _RESULTS.search(words)
    if match is not None and not _NOUN.search(words[: match.start()]):
        printed = squeeze(match.group())
        return TimeValue(match.start(), match.end(), printed, None, recurrence_of(printed))
    date = next((date for date in find_dates(words) if _is_due(words, date)), None)
    return (
        TimeValue(date.start, date.end, squeeze(words[date.start : date.end]), date.iso) if date is not None else None
    )


def _is_due(words: str, date: DateMention) -> bool:
    """Tell a month or day by which work is to be done, at the end of its clause."""
    if not date.iso or date.relation not in _DUE or not (date.month or date.quarter):
        return False
    return re.match(r"\s*(?:[.,;)/]|$)", words[date.end :]) is not None
