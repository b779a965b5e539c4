"""The time that governs a task, read from its own text (golden/GUIDE.md, settled question 11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.grammar.dates import find_dates
from extract.grammar.fold import fold, squeeze
from extract.grammar.times import TimeValue, parse_time, recurrence_of, task_time
from extract.readers.body_words import ends_in_verb
from extract.readers.cell_kinds import is_time

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
_OPENING: Final = re.compile(r"\s*(?P<time>[^:;.]{4,60}?)\s*:\s")
_TERM: Final = re.compile(
    r"(?:chậm nhất (?:là )?(?:sau|trong)|trong (?:vòng|thời hạn))\s+[0-9]{1,3}\s+(?:ngày|tháng|tuần|giờ)"
    r"(?:\s+làm việc)?(?:,?\s+(?:kể )?(?:từ|sau) (?:khi|ngày)[^,.;:]{3,60})?",
    re.IGNORECASE,
)
_MANNER: Final = re.compile(r"\b(?:thường xuyên|liên tục|định kỳ)\b", re.IGNORECASE)
_WORKED: Final = re.compile(
    r"(?:cập nhật|theo dõi|duy trì|thực hiện|tổ chức|kiểm tra|rà soát|giám sát|tuyên truyền)\s+$", re.IGNORECASE
)
_REGULAR_NOUN: Final = re.compile(
    r"(?:chi|kinh phí|vốn|ngân sách|giáo dục|bồi dưỡng|viên|trực tiếp,|chế độ|theo|nhiệm vụ|công tác|hoạt động)\s+$",
    re.IGNORECASE,
)
"""Words that "thường xuyên" or "định kỳ" behind them qualifies: a budget, a kind of schooling, not the work."""
_OBJECT: Final = re.compile(r"\s+(?:các|những|số|vào|trên|trong|tại|với|về|cho|và|,)(?!\w)|[,.;]|$")
_DUE: Final = frozenset({"before", "by", "until", "within"})


def governing_time(words: str) -> TimeValue | None:
    """Return the time of a task: as the grammar reads it, else one that closes a clause ("… báo cáo hằng quý").

    A period that qualifies a noun ("trợ cấp hằng tháng") is none, nor is one that a plan is named by.
    """
    opening = _OPENING.match(words)
    if opening is not None and is_time(opening["time"]) and find_dates(opening["time"]):
        return parse_time(words[: opening.end("time")])
    time = task_time(words)
    if time is not None:
        return time
    match = _DAY_OF_EACH.search(words) or _TRAILING.search(words) or _RESULTS.search(words)
    if match is not None and not _NOUN.search(words[: match.start()]):
        printed = squeeze(match.group())
        return TimeValue(match.start(), match.end(), printed, None, recurrence_of(printed))
    date = next((date for date in find_dates(words) if _is_due(words, date)), None)
    if date is not None:
        return TimeValue(date.start, date.end, squeeze(words[date.start : date.end]), date.iso)
    term = _TERM.search(words)
    if term is not None:
        return TimeValue(term.start(), term.end(), squeeze(term.group()))
    return _regular(words)


def _regular(words: str) -> TimeValue | None:
    """Return "thường xuyên" or "định kỳ" where it says how the work is done: beside its verb."""
    for match in _MANNER.finditer(words):
        printed = match.group()
        if _REGULAR_NOUN.search(words[: match.start()]):
            continue
        verb = ends_in_verb(words, match.end(), len(words))
        worked = _WORKED.search(words[: match.start()]) or _OBJECT.match(words, match.end())
        if verb or (worked and not fold(printed).startswith("dinh ky")):
            return TimeValue(match.start(), match.end(), printed, None, recurrence_of(printed))
    return None


def _is_due(words: str, date: DateMention) -> bool:
    """Tell a month or day by which work is to be done, at the end of its clause."""
    if not date.iso or date.relation not in _DUE or not (date.month or date.quarter):
        return False
    return re.match(r"\s*(?:[.,;)/]|$)", words[date.end :]) is not None
