"""What a target measures: a noun phrase in the document's own words, from around its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.grammar.periods import find_periods
from extract.page import Span
from extract.readers.target_context import aim_words, pattern_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.grammar.quantities import Quantity
    from extract.text import Text

_LEADING: Final = re.compile(r"[\s,;:.)–*+-]+|\([^()]{0,40}\)\s*")
_PERIOD_LEAD: Final = re.compile(
    r"(?:đến|tới|trong|từ|vào|giai đoạn|cuối|hết|năm|hằng năm|hàng năm|mỗi năm|các|nhiệm kỳ|thời kỳ|tính)\b", re.IGNORECASE
)
_SHORT: Final = 3
"""An indicator of no more words than this, with nothing to measure by, is not understandable alone."""


@dataclass(frozen=True, slots=True)
class Words:
    """The spans an indicator is joined from, in the order in which they are joined."""

    spans: tuple[Span, ...]


def indicator(text: Text, sentence: Span, quantity: Quantity, others: Sequence[Quantity], titles: Sequence[Span]) -> Words:
    """Find the words for what is measured.

    Before the number ("Tỷ lệ X đạt 95%") or behind it ("100% hộ dân …"), whichever the form asks for; where the
    item alone is not understandable its heading or the item over it is joined in front.
    """
    start, end = _bounds(text, sentence, quantity, others)
    begin, behind = sentence.start + quantity.phrase_start, sentence.start + quantity.phrase_end
    start = _restarted(text, start, begin)
    before = _before(text, Span(start, begin)) if start < begin else None
    after = _after(text, Span(behind, end)) if behind < end else None
    counted = _counted(quantity, sentence)
    crowded = any(start == sentence.start + other.phrase_end for other in others)
    spans = _joined(text, _Around(before, counted, after, begin, crowded), quantity)
    if spans and not _needs_heading(text, spans):
        return Words(spans)
    heading = next((words for title in titles if (words := _heading(text, title)) is not None), None)
    return Words(((heading,) if heading else ()) + spans)


def _restarted(text: Text, start: int, end: int) -> int:
    """Return where the words before a number begin anew: at "…, phấn đấu", at the last colon before a share."""
    low = fold_tone_place(text.string[start:end])
    last = None
    for last in re.finditer(rf"[,;:]\s*(?=(?:{'|'.join(map(re.escape, aim_words('restarts')))})(?!\w))|mục tiêu\s+(?=$)", low):
        pass
    return start + last.end() if last else start


def _bounds(text: Text, sentence: Span, quantity: Quantity, others: Sequence[Quantity]) -> tuple[int, int]:
    """Return where the words for one number begin and end: at its neighbours, at ";" and at the sentence's ends."""
    begin = sentence.start + quantity.phrase_start
    stop = sentence.start + quantity.phrase_end
    start = max(
        [sentence.start, *(sentence.start + other.phrase_end for other in others if other.phrase_end <= quantity.phrase_start)]
    )
    end = min(
        [sentence.end, *(sentence.start + other.phrase_start for other in others if other.phrase_start >= quantity.phrase_end)]
    )
    semicolon = text.string.rfind(";", start, begin)
    start = max(start, semicolon + 1)
    cut = text.string.find(";", stop, end)
    return start, end if cut < 0 else cut


def _before(text: Text, span: Span) -> Span | None:
    """Bare the words before a number of periods and aims in front, and of verbs and operators at their end."""
    start, end = span.start, span.end
    start = _strip_front(text, start, end)
    end = _strip_back(text, start, end)
    return Span(start, end) if start < end and re.search(r"\w", text.string[start:end]) else None


def _strip_front(text: Text, start: int, end: int) -> int:
    moved = True
    while moved and start < end:
        moved = False
        lead = _LEADING.match(text.string, start, end)
        if lead:
            start, moved = lead.end(), True
        word = _front().match(fold_tone_place(text.string[start : min(end, start + 40)]))
        if word:
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
    if period is None or period.start > 16:
        return 0
    return period.end


def _strip_back(text: Text, start: int, end: int) -> int:
    moved = True
    while moved and start < end:
        words = text.string[start:end]
        bare = len(words.rstrip(" ,;:(–-"))
        moved = bare < len(words)
        end = start + bare
        low = fold_tone_place(text.string[start:end])
        tail = _back().search(low)
        if tail:
            end, moved = start + tail.start(), True
            continue
        periods = find_periods(text.string[start:end])
        if periods and start + periods[-1].end >= end - 1 and periods[-1].start > 0:
            end, moved = start + periods[-1].start, True
    return end


def _after(text: Text, span: Span) -> Span | None:
    """Cut the words behind a number at a legal basis, a second period, a bracket, and at joints at their ends."""
    low = fold_tone_place(text.string[span.start : span.end])
    stop = _stops().search(low)
    end = span.start + (stop.start() if stop else len(low))
    start = span.start
    colon = text.string.find(":", start, end)
    end = colon if colon > start else end
    lead = re.compile(r"[\s,;:]*(?:(?:tổng\s+)?(?:của|là|so với)\s+)?").match(text.string, start, end)
    start = lead.end() if lead else start
    words = text.string[start:end]
    end = start + len(re.sub(r"(?:[\s,;:.(–-]|\b(?:và|trong đó|có|với|đạt|phấn đấu|trên|ít nhất|tối thiểu)\b)+$", "", words))
    return Span(start, end) if start < end and re.search(r"\w", text.string[start:end]) else None


def _counted(quantity: Quantity, sentence: Span) -> Span | None:
    """Return the span of a unit that is itself what is counted ("05 mô hình"), None for %, money and the like."""
    if quantity.unit is None or quantity.unit_class in {"percent", "money", "points", "ratio", "area", "weight", "length"}:
        return None
    start, end = sentence.start + quantity.end, sentence.start + quantity.phrase_end
    return Span(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class _Around:
    """The words around a number, bared: before it, the unit that is counted, behind it; `at` is where it begins.

    In a `crowded` clause the words before belong to another number, unless they lead up to this one.
    """

    before: Span | None
    counted: Span | None
    after: Span | None
    at: int
    crowded: bool


def _joined(text: Text, around: _Around, quantity: Quantity) -> tuple[Span, ...]:
    """Choose between the words before and behind, and join them where both are needed."""
    before, counted, after, crowded = around.before, around.counted, around.after, around.crowded
    share = after is not None and (quantity.kind == "ratio" or quantity.unit == "%")
    if before is not None and _measures(text, before) and not (quantity.kind == "ratio" and crowded):
        return (before,)
    if share and after is not None:
        joint = _joint_end(text, before, around.at) if before is not None and not crowded else None
        if before is None or joint is None:
            return (before,) if before is not None and _states(text, before, after, quantity) else (after,)
        return (Span(before.start, joint), after)
    if before is None or (crowded and after is not None and counted is not None):
        return tuple(span for span in (counted, after) if span is not None)
    colon = re.match(r"\s*:", text.string[before.end : before.end + 3]) is not None
    if colon or quantity.unit_class in {"percent", "money", "person"}:
        return (before,)
    return tuple(span for span in (before, counted, after) if span is not None)


def _joint_end(text: Text, before: Span, at: int) -> int | None:
    """Return the end of a preposition by which words before a share need those behind it ("… cho 100% hộ nghèo")."""
    joint = text.string[before.end : at].strip()
    return at - 1 if fold_tone_place(joint) in aim_words("binding") else None


def _states(text: Text, before: Span, after: Span, quantity: Quantity) -> bool:
    """Tell "Quy mô kinh tế số đạt 40% GRDP", where the words behind are only what the share is taken of."""
    words = text.string[after.start : after.end].split()
    colon = text.string[before.end : before.end + 2].lstrip().startswith(":")
    return quantity.kind != "ratio" and not colon and len(words) <= 3


def _measures(text: Text, span: Span) -> bool:
    """Tell words that begin with something to measure by ("Tỷ lệ …", "Số …")."""
    return pattern_of("measures").match(fold_tone_place(text.string[span.start : span.end])) is not None


def _needs_heading(text: Text, spans: Sequence[Span]) -> bool:
    words = " ".join(text.string[span.start : span.end] for span in spans).split()
    return len(words) <= _SHORT and not pattern_of("measures").match(fold_tone_place(" ".join(words)))


def _heading(text: Text, title: Span) -> Span | None:
    """Return a heading or item bared of periods and aims, None where nothing is left to measure."""
    start = _strip_front(text, title.start, title.end)
    end = _strip_back(text, start, title.end) if start < title.end else start
    words = text.string[start:end]
    if start >= end or len(words.split()) < 2 or re.match(r"(?:mục tiêu|chỉ tiêu) (?:cụ thể|chủ yếu|chung|đến)", words, re.I):
        return None
    return Span(start, end)


@cache
def _front() -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(map(re.escape, aim_words("front"))) + r")(?=[\s,:])[\s,:]*")


@cache
def _back() -> re.Pattern[str]:
    return re.compile(r"(?<=\s)(?:" + "|".join(map(re.escape, aim_words("back"))) + r")$")


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, aim_words("stops"))) + r")")
