"""What a target measures: a noun phrase in the document's own words, from around its number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.page import Span
from extract.readers.target_context import aim_words, pattern_of
from extract.readers.target_series import group_of, half_end, shared_predicate
from extract.readers.target_spans import bared_heading, without_tail, words_before, words_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.grammar.quantities import Quantity
    from extract.readers.target_records import Chosen
    from extract.text import Text

_SHORT: Final = 3
"""An indicator of no more words than this, with nothing to measure by, is not understandable alone."""

_PART: Final = 8
"""What stands behind a measure and its colon is a part of it up to so many words."""

_LEAD: Final = re.compile(r"([^:;.0-9]{4,120}):\s")
_NOTHING_BEHIND: Final = re.compile(r"\s*(?:[,(]|(?:và|trong đó)(?!\w))")

_VERB: Final = 3
"""So many words before a count or share are a verb for what is done, no part of what is counted."""

_UNCOUNTED: Final = frozenset({"percent", "money", "area", "mass", "length", "volume", "power", "score"})
_TELLING: Final = frozenset({"growth", "delta", "pp", "multiple"})
_CHANGE: Final = re.compile(r"(?:tăng thêm|tăng|giảm)(?:\s+(?:bình quân|gấp|thêm))?(?!\w)", re.IGNORECASE)
_COMPARED: Final = re.compile(r"\s*(so với\s+[^,;.():]{3,60})")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: its sentence, the other numbers of it, and the headings and items above."""

    sentence: Span
    quantity: Quantity
    others: Sequence[Quantity]
    titles: Sequence[Span]

    prior: tuple[Span, ...] = ()
    """What the number before in the clause measures, for "…, tăng 214 người so với năm 2025"."""

    before: Chosen | None = None
    """The target before in the sentence."""

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

    In a `crowded` clause the words before belong to another number, unless they lead up to this one. A short `verb`
    before a count says what is done.
    """

    before: Span | None
    change: Span | None
    counted: Span | None
    after: Span | None
    compared: Span | None
    crowded: bool
    words_before: int

    @property
    def verb(self) -> bool:
        """Whether what stands before a count is short enough to be a verb alone."""
        words = 0 if self.before is None else self.words_before
        return 0 < words <= _VERB and self.counted is not None and self.after is not None


def indicator(text: Text, place: Place) -> tuple[Span, ...]:
    """Return the spans an indicator is joined from; empty where nothing says what is measured.

    Before the number ("Tỷ lệ X đạt 95%") or behind it ("100% hộ dân …"), whichever the form asks for; where the
    item alone is not understandable its heading or the item over it is joined in front.
    """
    around = _around(text, place)
    spans = _closed(text, _joined(text, place, around))
    own = around.after or around.counted
    shared = own is not None and spans and spans[-1].end == own.end
    of = (place.sentence, place.quantity)
    said = shared_predicate(text, own, of, place.others) if shared and own else None
    if said is not None:
        return (*spans, said)
    group = group_of(text, place.before, spans[0]) if spans and place.quantity.unit == "%" else None
    if group is not None:
        return (group, *spans)
    lead = _measure_over(text, place, spans)
    if lead is not None:
        return (lead, *spans)
    if spans and not _needs_heading(text, spans):
        return spans
    if spans and around.verb and around.before is not None and spans[0].start > around.before.end:
        return (around.before, *spans)
    heading = _heading(text, place, spans)
    return _with_heading(text, heading, spans) if heading else spans


def _heading(text: Text, place: Place, spans: tuple[Span, ...]) -> Span | None:
    """Return the nearest heading that says what is measured; any at all for an item of one word or none."""
    bared = [words for title in place.titles if (words := bared_heading(text, title)) is not None]
    if sum(len(text.slice(span).split()) for span in spans) <= 1:
        return next(iter(bared), None)
    return next((words for words in bared if _measures(text, words)), None)


def _measure_over(text: Text, place: Place, spans: tuple[Span, ...]) -> Span | None:
    """Return a measure with a colon that its sentence begins with, for items that name only a part of it.

    So "Tỷ lệ hộ dùng nước sạch: thành thị 95%; nông thôn 60%" measures the same twice.
    """
    lead = _LEAD.match(text.string, place.sentence.start, place.sentence.end)
    if lead is None or not spans or spans[0].start < lead.end() or _measures(text, spans[0]):
        return None
    words = words_before(text, Span(lead.start(), lead.end(1)))
    short = sum(len(text.slice(span).split()) for span in spans) <= _PART
    return words if words is not None and short and _measures(text, words) else None


def _closed(text: Text, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Make one span of those that only a comma parts ("01 doanh nghiệp, hợp tác xã …")."""
    closed: list[Span] = []
    for span in spans:
        if closed and re.fullmatch(r"\s*,\s*", text.string[closed[-1].end : span.start]):
            closed[-1] = Span(closed[-1].start, span.end)
        else:
            closed.append(span)
    return tuple(closed)


def _around(text: Text, place: Place) -> Around:
    quantity = place.quantity
    begin = place.begin + (7 if text.string.startswith("còn lại", place.begin) else 0)
    start, end = _bounds(text, place)
    crowded = any(start == place.sentence.start + other.phrase_end for other in place.others)
    start = _restarted(text, start, begin, crowded=crowded)
    before = words_before(text, Span(start, begin)) if start < begin else None
    compared = _COMPARED.match(text.string, place.behind, end) if quantity.kind in _TELLING else None
    after = _after(text, place, end) if place.behind < end and not compared else None
    return Around(
        before,
        _change(text, place) if quantity.kind in _TELLING else None,
        _counted(text, place),
        after,
        Span(compared.start(1), compared.end(1)) if compared else None,
        crowded,
        len(text.slice(before).split()) if before is not None else 0,
    )


def _after(text: Text, place: Place, end: int) -> Span | None:
    """Return the words behind a number up to `end`, where another number, a semicolon or the sentence's end stands.

    A share goes on over a number that its own group is to have ("100% xã có ít nhất 01 mô hình").
    """
    after = words_behind(text, Span(place.behind, end))
    if after is not None and fold_tone_place(text.slice(after)).startswith("so với"):
        return None
    stop = text.string[place.behind : after.start] if after is not None else ""
    if "," in stop and any(place.sentence.start + other.phrase_start == end for other in place.others):
        return None
    if after is None or end >= place.sentence.end or text.string[end] == ";":
        return after
    inside = [other for other in place.others if place.sentence.start + other.phrase_start == end]
    if place.quantity.unit == "%" and inside and not text.string[after.end : end].strip():
        further = _bounds(text, replace(place, quantity=inside[0]))[1]
        rest = words_behind(text, Span(place.sentence.start + inside[0].phrase_end, further))
        return Span(after.start, rest.end if rest is not None else place.sentence.start + inside[0].phrase_end)
    return without_tail(text, after)


def _bounds(text: Text, place: Place) -> tuple[int, int]:
    """Return where the words for one number begin and end: at its neighbours, at ";" and at the sentence's ends."""
    sentence, quantity = place.sentence, place.quantity
    ends = [sentence.start + other.phrase_end for other in place.others if other.phrase_end <= quantity.phrase_start]
    starts = [
        sentence.start + other.phrase_start for other in place.others if other.phrase_start >= quantity.phrase_end
    ]
    start = max([sentence.start, *ends])
    end = min([sentence.end, *starts])
    start = max(start, text.string.rfind(";", start, place.begin) + 1)
    cut = text.string.find(";", place.behind, end)
    if cut >= 0 and quantity.unit == "%":
        return start, half_end(text, place.behind, cut, end)
    return start, end if cut < 0 else cut


def _restarted(text: Text, start: int, end: int, *, crowded: bool) -> int:
    """Return where the words before a number begin anew: at "…, phấn đấu", behind a run-in heading's colon.

    Between two numbers they begin behind the last comma or "và".
    """
    low = fold_tone_place(text.string[start:end])
    words = "|".join(map(re.escape, aim_words("restarts")))
    marks = rf"[,;:(]\s*(?=(?:{words})(?!\w))|mục tiêu\s+(?=$)|:\s+(?=\S)"
    marks += r"|(?<!\w)(?:để|nhằm)\s+(?=(?:nâng|đưa)\s)|(?<!\w)thì\s+(?=phấn đấu)"
    joined = not crowded or pattern_of("measures").match(low.lstrip(" ,;")) or _NOTHING_BEHIND.match(low)
    measure = None if joined else list(re.finditer(rf"(?:,\s+|(?<!\w)và\s+)(?={pattern_of('measures').pattern})", low))
    if measure:
        return start + measure[-1].end()
    found = list(re.finditer(marks if joined else marks + r"|,\s+|(?<!\w)và\s+", low))
    return start + found[-1].end() if found else start


def _change(text: Text, place: Place) -> Span | None:
    """Return the "tăng" or "giảm" among a number's own words."""
    found = _CHANGE.search(text.string, place.begin, place.sentence.start + place.quantity.start)
    return Span(found.start(), found.end()) if found else None


def _counted(text: Text, place: Place) -> Span | None:
    """Return the span of a unit that is itself what is counted ("05 mô hình"), None for %, money and the like."""
    quantity = place.quantity
    if not quantity.unit or quantity.unit_class in _UNCOUNTED or quantity.unit.lower() == "lần":
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
        if place.prior and (change or (after is None and around.counted is None)):
            return (*_unchanged(text, place.prior), *change)
        return tuple(span for span in (around.change, around.counted, after, around.compared) if span is not None)
    colon = re.match(r"\s*:", text.string[before.end : before.end + 3]) is not None
    named = around.counted is not None and fold_tone_place(text.slice(around.counted)) in fold_tone_place(
        text.slice(before)
    )
    if (
        colon
        or change
        or (after is None and named)
        or (after is None and (quantity.unit or "").lower() in aim_words("classifiers"))
        or quantity.unit_class in {"percent", "money"}
        or (quantity.unit_class == "people" and not after)
    ):
        return (before, *change)
    bound = fold_tone_place(text.string[before.end : place.begin]).strip() in aim_words("binding")
    kept = None if around.verb and not bound else before
    return tuple(span for span in (kept, around.counted, after) if span is not None)


def _unchanged(text: Text, prior: tuple[Span, ...]) -> tuple[Span, ...]:
    """Take a change at its end from what the number before measures ("Kim ngạch … tăng bình quân")."""
    return prior[:-1] if len(prior) > 1 and _CHANGE.fullmatch(text.slice(prior[-1])) else prior


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
    stated = (bool(own) and own[0] in {"đạt", "chiếm", "là", "bằng", "còn"}) or between.startswith(
        ("đạt", "chiếm", "là", ":")
    )
    if stated and len(text.string[after.start : after.end].split()) <= 3:
        return (before, *change)
    if stated or between or len(text.string[before.start : before.end].split()) > 8:
        return (*change, after)
    kept = bool(change) or pattern_of("telling_verbs").match(fold_tone_place(text.string[before.start : before.end]))
    return (before, *change, after) if kept or len(text.string[before.start : before.end].split()) > _VERB else (after,)


def _measures(text: Text, span: Span) -> bool:
    """Tell words that begin with something to measure by ("Tỷ lệ …", "Số …")."""
    low = fold_tone_place(text.string[span.start : span.end])
    return pattern_of("measures").match(low) is not None and pattern_of("no_measures").match(low) is None


def _needs_heading(text: Text, spans: Sequence[Span]) -> bool:
    words = " ".join(text.string[span.start : span.end] for span in spans).split()
    return len(words) <= _SHORT and not _measures(text, spans[0])


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
