"""Schedules that fix no calendar date: every quarter, the 20th of each month, five working days after an event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something is due, as codes in the manner of ISO 8601.

    `R/P6M` returns every six months, `P5BD` is five working days, `---20` the 20th of every month; "continuous",
    "plan" and "adhoc" stand for "thường xuyên", "theo kế hoạch" and "đột xuất". `bound` is the word before the day.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    bound: str | None = None
    flags: tuple[str, ...] = ()


_LETTERS: Final = {"năm": "Y", "tháng": "M", "tuần": "W", "ngày": "D", "giờ": "H"}
_EVERY: Final = {"năm": "P1Y", "quý": "P3M", "tháng": "P1M", "tuần": "P1W", "ngày": "P1D"}
_MONTH_DAY: Final = re.compile(
    r"""
    (?P<bound> trước | chậm\s+nhất | đến | vào | từ )? \s* (?:là\s+|vào\s+)?
    ngày \s+ (?P<day> [0-9]{1,2} ) \s+ (?: hằng | hàng | mỗi ) \s+ tháng (?!\w)
    """,
    re.VERBOSE,
)
_AFTER_EVENT: Final = re.compile(
    r"""
    (?: chậm\s+nhất \s+ (?:là\s+)? (?:sau|trong) | trong \s+ (?:vòng|thời\s+hạn) | trong \s+ thời\s+gian ) \s+
    (?:không\s+quá\s+)? (?P<count> [0-9]{1,3} ) \s+
    (?P<unit> ngày | tháng | tuần | giờ | năm ) (?P<work> \s+ làm\s+việc )? (?!\w)
    """,
    re.VERBOSE,
)
_PERIOD: Final = r"(?:(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần|ngày)|(?:0?[1-9]|1[0-2]|một|ba|sáu)\s+tháng|quý|năm)"
_PERIODIC: Final = re.compile(
    rf"""
    (?<!\w) (?: định\s+kỳ \s+ {_PERIOD} | (?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần|ngày) )
    (?: \s*(?:,|và|/)\s* {_PERIOD} )* (?!\w) (?!\s+[0-9]{{4}})
    """,
    re.VERBOSE,
)
_ONE_PERIOD: Final = re.compile(
    r"""
    (?: (?P<count> 0?[1-9] | 1[0-2] | một | ba | sáu ) \s+ )? (?P<unit> năm | quý | tháng | tuần | ngày ) (?!\w)
    """,
    re.VERBOSE,
)
_MANNER: Final = re.compile(r"(?<!\w)(?P<what>thường xuyên|theo kế hoạch|đột xuất)(?!\w)")
_COUNTS: Final = {"một": 1, "ba": 3, "sáu": 6}
_MANNER_CODES: Final = {"thường": "continuous", "theo": "plan", "đột": "adhoc"}


def _period_codes(words: str) -> tuple[str, ...]:
    codes = []
    for match in _ONE_PERIOD.finditer(words):
        count = match["count"]
        if count:
            codes.append(f"R/P{_COUNTS.get(count) or int(count)}{_LETTERS[match['unit']]}")
        else:
            codes.append(f"R/{_EVERY[match['unit']]}")
    return tuple(codes)


def find_schedules(low: str) -> list[Schedule]:
    """Find schedules in a text in lower case, in order."""
    found = [
        Schedule(match.start(), match.end(), (f"---{int(match['day']):02d}",), match["bound"], ("monthly",))
        for match in (_MONTH_DAY.finditer(low) if "ngày" in low else ())
    ]
    for match in _AFTER_EVENT.finditer(low):
        code = f"P{int(match['count'])}{'BD' if match['work'] else _LETTERS[match['unit']]}"
        found.append(Schedule(match.start(), match.end(), (code,), None, ("relative_to:event",)))
    found += [Schedule(match.start(), match.end(), _period_codes(match.group())) for match in _PERIODIC.finditer(low)]
    found += [
        Schedule(match.start(), match.end(), (_MANNER_CODES[match["what"].split()[0]],))
        for match in _MANNER.finditer(low)
    ]
    return sorted(found, key=lambda schedule: schedule.start)
