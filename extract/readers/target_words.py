"""What a target measures: a noun phrase in the document's own words, from around its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.grammar.periods import find_periods
from extract.page import Span
from extract.readers.columns import vocabulary
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

_VERB: Final = 3
"""So many words before a count or share are a verb for what is done, no part of what is counted."""

_UNCOUNTED: Final = frozenset({"percent", "money", "points", "ratio", "area", "weight", "length", "times_more"})
_TELLING: Final = frozenset({"growth", "delta", "pp", "multiple"})
_CHANGE: Final = re.compile(r"(?:tăng thêm|tăng|giảm)(?:\s+(?:bình quân|gấp|thêm))?(?!\w)", re.IGNORECASE)
_COMPARED: Final = re.compile(r"\s*(so với\s+[^,;.():]{3,60})")
_ENDS: Final = re.compile(
    r"(?:[\s,;:.(–-]|\b(?:và|trong đó|có|với|đạt|phấn đấu|trên|ít nhất|tối thiểu|trở lên|trở xuống|là)\b)+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: its sentence, the other numbers of it, and the headings and items above."""

    sentence: Span
    quantity: Quantity
    others: Sequence[Quantity]
    titles: Sequence[Span]

    prior: tuple[Span, ...] = ()
    """What the number before in the clause measures, for "…, tăng 214 người so với năm 2025"."""

    @property
    def begin(self) -> int:
        """Where the number's own words begin ("đạt tối thiểu 95%")."""
        return self.sentence.start + self.quantity.phrase_start

    @property
    def behind(self) -> int:
        """Where they end."""
        return self.sentence.start + self.quantity.phrase_end


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a number, bared: before it, a change it is of, what is counted, behind it, a comparison.

    In a `crowded` clause the words before belong to another number, unless they lead up to this one.
    """

    before: Span | None
    change: Span | None
    counted: Span | None
    after: Span | None
    compared: Span | None
    crowded: bool


def indicator(text: Text, place: Place) -> tuple[Span, ...]:
    """Return the spans an indicator is joined from; empty where nothing says what is measured.

    Before the number ("Tỷ lệ X đạt 95%") or behind it ("100% hộ dân …"), whichever the form asks for; where the
    item alone is not understandable its heading or the item over it is joined in front.
    """
    around = _around(text, place)
    spans = _joined(text, place, around)
    if spans and not _needs_heading(text, spans):
        return spans
    heading = next((words for title in place.titles if (words := _heading(text, title)) is not None), None)
    return _with_heading(text, heading, spans) if heading else spans


def _around(text: Text, place: Place) -> Around:
    quantity = place.quantity
    begin = place.begin + (7 if text.string.startswith("còn lại", place.begin) else 0)
    start, end = _bounds(text, place)
    crowded = any(start == place.sentence.start + other.phrase_end for other in place.others)
    start = _restarted(text, start, begin, crowded=crowded)
    before = _before(text, Span(start, begin)) if start < begin else None
    compared = _COMPARED.match(text.string, place.behind, end) if quantity.kind in _TELLING else None
    after = _after(text, Span(place.behind, end)) if place.behind < end and not compared else None
    if after is not None and end < place.sentence.end and text.string[end] != ";":
        after = _without_tail(text, after)
    return Around(
        before,
        _change(text, place) if quantity.kind in _TELLING else None,
        _counted(text, place),
        after,
        Span(compared.start(1), compared.end(1)) if compared else None,
        crowded,
    )


def _bounds(text: Text, place: Place) -> tuple[int, int]:
    """Return where the words for one number begin and end: at its neighbours, at ";" and at the sentence's ends."""
    sentence, quantity = place.sentence, place.quantity
    ends = [sentence.start + other.phrase_end for other in place.others if other.phrase_end <= quantity.phrase_start]
    starts = [sentence.start + other.phrase_start for other in place.others if other.phrase_start >= quantity.phrase_end]
    start = max([sentence.start, *ends])
    end = min([sentence.end, *starts])
    start = max(start, text.string.rfind(";", start, place.begin) + 1)
    cut = text.string.find(";", place.behind, end)
    return start, end if cut < 0 else cut


def _restarted(text: Text, start: int, end: int, *, crowded: bool) -> int:
    """Return where the words before a number begin anew: at "…, phấn đấu", behind a run-in heading's colon.

    Between two numbers they begin behind the last comma or "và".
    """
    low = fold_tone_place(text.string[start:end])
    words = "|".join(map(re.escape, aim_words("restarts")))
    marks = rf"[,;:]\s*(?=(?:{words})(?!\w))|mục tiêu\s+(?=$)|:\s+(?=\S)"
    marks += r"|,\s+|(?<!\w)và\s+" if crowded and not pattern_of("measures").match(low.lstrip(" ,;")) else ""
    last = None
    for last in re.finditer(marks, low):
        pass
    return start + last.end() if last else start


def _before(text: Text, span: Span) -> Span | None:
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


def _after(text: Text, span: Span) -> Span | None:
    """Cut the words behind a number at a legal basis, a second period, a colon, and at joints at their ends."""
    low = fold_tone_place(text.string[span.start : span.end])
    stop = _stops().search(low)
    start, end = span.start, span.start + (stop.start() if stop else len(low))
    colon = text.string.find(":", start, end)
    end = colon if colon > start else end
    lead = re.compile(r"[\s,;:]*(?:(?:tổng\s+)?(?:của|là)\s+)?").match(text.string, start, end)
    start = lead.end() if lead else start
    end = start + len(_ENDS.sub("", text.string[start:end]))
    return Span(start, end) if start < end and re.search(r"\w", text.string[start:end]) else None


def _without_tail(text: Text, after: Span) -> Span:
    """Cut the verb that leads on to the next number ("lớp xóa mù chữ, vận động" before "3.400 học viên")."""
    comma = text.string.rfind(",", after.start, after.end)
    tail = fold_tone_place(text.string[comma + 1 : after.end]).strip()
    led = len(tail.split()) <= _VERB and tail.startswith(vocabulary("bodies.toml")[""]["verbs"])
    return Span(after.start, comma) if comma > after.start and led else after


def _change(text: Text, place: Place) -> Span | None:
    """Return the "tăng" or "giảm" among a number's own words."""
    found = _CHANGE.search(text.string, place.begin, place.sentence.start + place.quantity.start)
    return Span(found.start(), found.end()) if found else None


def _counted(text: Text, place: Place) -> Span | None:
    """Return the span of a unit that is itself what is counted ("05 mô hình"), None for %, money and the like."""
    quantity = place.quantity
    if not quantity.unit or quantity.unit_class in _UNCOUNTED:
        return None
    words = re.compile(r"\s*" + r"\s+".join(map(re.escape, quantity.unit.split()))).match(
        text.string, place.sentence.start + quantity.end, place.behind
    )
    return Span(words.start() + len(words.group()) - len(words.group().lstrip()), words.end()) if words else None


def _joined(text: Text, place: Place, around: Around) -> tuple[Span, ...]:
    """Choose between the words before and behind, and join them where both are needed."""
    quantity, before, after = place.quantity, around.before, around.after
    change = tuple(span for span in (around.change, around.compared) if span is not None)
    if before is not None and _measures(text, before) and not (quantity.kind == "ratio" and around.crowded):
        return (before, *change)
    if after is not None and (quantity.kind == "ratio" or quantity.unit == "%"):
        return _share(text, place, around, after)
    if before is None:
        if change and place.prior:
            return (*place.prior, *change)
        return tuple(span for span in (around.change, around.counted, after, around.compared) if span is not None)
    colon = re.match(r"\s*:", text.string[before.end : before.end + 3]) is not None
    if colon or change or quantity.unit_class in {"percent", "money"} or (quantity.unit_class == "people" and not after):
        return (before, *change)
    verb = len(text.string[before.start : before.end].split()) <= _VERB and around.counted is not None and after is not None
    bound = fold_tone_place(text.string[before.end : place.begin]).strip() in aim_words("binding")
    return tuple(span for span in (None if verb and not bound else before, around.counted, after) if span is not None)


def _share(text: Text, place: Place, around: Around, after: Span) -> tuple[Span, ...]:
    """Choose for "… 95% hộ dân …": the words behind, with a verb before them that is no aim."""
    before = around.before
    change = (around.change,) if around.change else ()
    if before is None or around.crowded:
        return (*change, after)
    between = fold_tone_place(text.string[before.end : place.begin]).strip()
    own = fold_tone_place(text.string[place.begin : place.sentence.start + place.quantity.start]).split()
    if between in aim_words("binding"):
        return (Span(before.start, place.begin - 1), after)
    stated = bool(own) and own[0] in {"đạt", "chiếm", "là", "bằng", "còn"} or between.startswith(("đạt", "chiếm", "là", ":"))
    if stated and len(text.string[after.start : after.end].split()) <= 3:
        return (before, *change)
    if stated or between or len(text.string[before.start : before.end].split()) > 8:
        return (*change, after)
    kept = bool(change) or pattern_of("telling_verbs").match(fold_tone_place(text.string[before.start : before.end]))
    return (before, *change, after) if kept or len(text.string[before.start : before.end].split()) > _VERB else (after,)


def _measures(text: Text, span: Span) -> bool:
    """Tell words that begin with something to measure by ("Tỷ lệ …", "Số …")."""
    return pattern_of("measures").match(fold_tone_place(text.string[span.start : span.end])) is not None


def _needs_heading(text: Text, spans: Sequence[Span]) -> bool:
    words = " ".join(text.string[span.start : span.end] for span in spans).split()
    return len(words) <= _SHORT and not pattern_of("measures").match(fold_tone_place(" ".join(words)))


def _heading(text: Text, title: Span) -> Span | None:
    """Return a heading or item bared of periods and aims, up to a figure in it; None where nothing is left."""
    figure = re.compile(r"\s(?=(?:là|đạt|:)?\s*[0-9][0-9.,]*\s*(?!/)[^\W\d_]{2})").search(text.string, title.start, title.end)
    end = figure.start() if figure and not find_periods(text.string[figure.start() : figure.start() + 16]) else title.end
    start = _strip_front(text, title.start, end)
    end = _strip_back(text, start, end) if start < end else start
    words = text.string[start:end]
    if start >= end or len(words.split()) < 2 or _general().match(fold_tone_place(words)):
        return None
    return Span(start, end)


def _with_heading(text: Text, heading: Span, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Join a heading in front; a word that ends it and begins the item stands once."""
    if not spans:
        return (heading,)
    if fold_tone_place(" ".join(text.slice(span) for span in spans)) in fold_tone_place(text.slice(heading)):
        return spans
    last = text.string[heading.start : heading.end].split()[-1]
    first = text.string[spans[0].start : spans[0].end].split()[0]
    if fold_tone_place(last) == fold_tone_place(first) and heading.end - len(last) - 1 > heading.start:
        return (Span(heading.start, heading.end - len(last) - 1), *spans)
    return (heading, *spans)


@cache
def _general() -> re.Pattern[str]:
    return re.compile(r"(?:các\s+)?(?:mục tiêu|chỉ tiêu)(?:\s+(?:cụ thể|chủ yếu|chung|tổng quát|năm.*|đến.*|cơ bản|chính))*$")


@cache
def _front() -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(map(re.escape, aim_words("front"))) + r")(?=[\s,:])[\s,:]*")


@cache
def _back() -> re.Pattern[str]:
    return re.compile(r"(?<=\s)(?:" + "|".join(map(re.escape, aim_words("back"))) + r")$")


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, aim_words("stops"))) + r")")
