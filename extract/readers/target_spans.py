"""Words around a number bared: periods and aims taken from their front, verbs and joints from their end."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.grammar.periods import find_periods
from extract.page import Span
from extract.readers.body_lists import begins_body
from extract.readers.columns import vocabulary
from extract.readers.target_context import aim_words, pattern_of

if TYPE_CHECKING:
    from extract.text import Text

_LEADING: Final = re.compile(r"[\s,;:.)–*+-]+|\([^()]{0,40}\)\s*|(?i:định kỳ|thường xuyên)(?:\s[^,;:.]{1,24})?,\s*")
_PERIOD_LEAD: Final = re.compile(
    r"(?:đến|tới|trong|từ|vào|giai đoạn|cuối|hết|năm|hằng năm|hàng năm|mỗi năm|các|nhiệm kỳ|thời kỳ|tính)\b",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    r"(?:[\s,;:.(–-]|\b(?:và|trong đó|(?<!hiện )có|với|đạt|phấn đấu|trên|ít nhất|tối thiểu|trở lên|trở xuống|là|ngay|"
    r"cho|tại|ở|gồm)\b)+$",
    re.IGNORECASE,
)
_PERIODIC_END: Final = re.compile(r"\s*/\s*(?:năm|quý|tháng)[\s.,;]*$")
_WITH: Final = re.compile(r"\s+với(?:\s+[^\s,;]+){1,5}$")
_VERB: Final = 3
"""So many words between a comma and the next number are the verb that leads on to it."""


def words_before(text: Text, span: Span) -> Span | None:
    """Bare the words before a number of periods and aims in front, and of verbs and operators at their end."""
    start = _strip_front(text, span.start, span.end)
    end = _strip_back(text, start, span.end)
    return Span(start, end) if start < end and re.search(r"\w", text.string[start:end]) else None


def _strip_front(text: Text, start: int, end: int) -> int:
    moved = True
    while moved and start < end:
        moved = False
        lead = _LEADING.match(text.string, start, end)
        if lead:
            start, moved = lead.end(), True
        low = fold_tone_place(text.string[start : min(end, start + 40)])
        word = _front().match(low)
        if word and not pattern_of("compounds").match(low):
            start, moved = start + word.end(), True
        period = _period_end(text.string[start:end])
        if period:
            start, moved = start + period, True
    return start


def _period_end(words: str) -> int:
    """Return how much of the front is a period ("Đến cuối năm 2030, "), 0 where none stands there."""
    if not _PERIOD_LEAD.match(words):
        return 0
    period = next(iter(find_periods(words[:60])), None)
    return 0 if period is None or period.start > 16 else period.end


def _strip_back(text: Text, start: int, end: int) -> int:
    moved = True
    while moved and start < end:
        words = text.string[start:end]
        bare = len(words.rstrip(" ,;:(–-"))
        moved = bare < len(words)
        end = start + bare
        tail = _back().search(fold_tone_place(text.string[start:end]))
        if tail:
            end, moved = start + tail.start(), True
            continue
        periods = find_periods(text.string[start:end])
        if periods and start + periods[-1].end >= end - 1 and periods[-1].start > 0:
            end, moved = start + periods[-1].start, True
    return end


def words_behind(text: Text, span: Span) -> Span | None:
    """Cut the words behind a number at a legal basis, a second period, a colon, and at joints at their ends."""
    low = fold_tone_place(text.string[span.start : span.end])
    stop = _stops().search(low)
    start, end = span.start, span.start + (stop.start() if stop else len(low))
    colon = text.string.find(":", start, end)
    end = colon if colon > start else end
    lead = re.compile(r"[\s,;:]*(?:(?:tổng\s+)?(?:của|là)\s+)?").match(text.string, start, end)
    start = lead.end() if lead else start
    words = _PERIODIC_END.sub("", text.string[start:end])
    opened = words.count("(") >= words.count(")")
    end = start + len(_ENDS.sub("", words if opened else words.rstrip(" .;,)")))
    return Span(start, end) if start < end and re.search(r"\w", text.string[start:end]) else None


def without_tail(text: Text, after: Span) -> Span:
    """Cut what leads on to the next number: a verb ("lớp xóa mù chữ, vận động"), a size ("nhà máy với công suất")."""
    described = _WITH.search(text.string, after.start, after.end)
    if described:
        return Span(after.start, described.start())
    comma = text.string.rfind(",", after.start, after.end)
    tail = fold_tone_place(text.string[comma + 1 : after.end]).strip()
    led = len(tail.split()) <= _VERB and tail.startswith(vocabulary("bodies.toml")[""]["verbs"])
    return Span(after.start, comma) if comma > after.start and led else after


def bared_heading(text: Text, title: Span) -> Span | None:
    """Return a heading or item bared of periods and aims, up to a figure in it; None where nothing is left."""
    figure = re.compile(r"\s(?=(?:là|đạt|:)?\s*[0-9][0-9.,]*\s*(?!/)[^\W\d_]{2})").search(
        text.string, title.start, title.end
    )
    end = (
        figure.start() if figure and not find_periods(text.string[figure.start() : figure.start() + 16]) else title.end
    )
    start = _strip_front(text, title.start, end)
    end = _strip_back(text, start, end) if start < end else start
    words = text.string[start:end]
    if begins_body(words):
        return None
    if start >= end or len(words.split()) < 2 or _general().match(fold_tone_place(words)):
        return None
    return Span(start, end)


@cache
def _general() -> re.Pattern[str]:
    titles = "|".join(map(re.escape, aim_words("general_titles")))
    return re.compile(
        r"(?:(?:dự báo\s+)?(?:các\s+)?(?:mục tiêu|chỉ tiêu)(?:\s+(?:cụ thể|chủ yếu|chung|tổng quát|"
        rf"năm.*|đến.*|cơ bản|chính|kinh tế.*))*|(?:(?:{titles})(?:\s*[,;]\s*|\s+và\s+|\s+|$))+)$"
    )


@cache
def _front() -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(map(re.escape, aim_words("front"))) + r")(?=[\s,:])[\s,:]*")


@cache
def _back() -> re.Pattern[str]:
    return re.compile(r"(?<=\s)(?:" + "|".join(map(re.escape, aim_words("back"))) + r")$")


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, aim_words("stops"))) + r")")
