"""What a target measures: a noun phrase in the document's own words, from around its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.page import Span
from extract.readers.target_around import CHANGE, VERB, Around, Place, around_of
from extract.readers.target_context import aim_words, pattern_of
from extract.readers.target_labels import labelled
from extract.readers.target_series import group_of, is_part, shared_predicate
from extract.readers.target_spans import bared_heading, words_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.text import Text

_SHORT: Final = 3
"""An indicator of no more words than this, with nothing to measure by, is not understandable alone."""

_NEXT_TO_NOTHING: Final = 2
_LONG: Final = 8

_PART: Final = 8
"""What stands behind a measure and its colon is a part of it up to so many words."""

_LEAD: Final = re.compile(r"([^:;.0-9]{4,120}):\s")


def indicator(text: Text, place: Place) -> tuple[Span, ...]:
    """Return the spans an indicator is joined from; empty where nothing says what is measured.

    Before the number ("Tỷ lệ X đạt 95%") or behind it ("100% hộ dân …"), whichever the form asks for; where the
    item alone is not understandable its heading or the item over it is joined in front.
    """
    around = around_of(text, place)
    label = labelled(text, around.before, place.sentence, place.titles) if around.before is not None else ()
    if label:
        return label
    spans = _closed(text, _joined(text, place, around))
    own = around.after or around.counted
    shared = own is not None and spans and spans[-1].end == own.end
    of = (place.sentence, place.quantity)
    said = shared_predicate(text, own, of, place.others) if shared and own else None
    if said is not None:
        return (*spans, said)
    if place.before is not None and spans and _is_bare_rate(text, spans):
        return (*spans, *(span for span in place.before.words if span not in spans))
    group = group_of(text, place.before, spans[0]) if spans and place.quantity.unit == "%" else None
    if group is not None:
        return (group, *spans)
    lead = _measure_over(text, place, spans)
    if lead is not None:
        return (lead, *spans)
    whole = place.before if _is_short_part(text, place, around) else None
    if whole is not None:
        return (*whole.words, *((around.after,) if around.after is not None else ()))
    if spans and not _needs_heading(text, spans):
        return spans
    if spans and around.verb and around.before is not None and spans[0].start > around.before.end:
        return (around.before, *spans)
    if not spans and place.before is not None:
        return _unchanged(text, place.before.words)
    heading = _heading(text, place, spans)
    return _with_heading(text, heading, spans) if heading else spans


def _is_bare_rate(text: Text, spans: tuple[Span, ...]) -> bool:
    """Tell a rate that does not say of what ("…, tốc độ tăng bình quân 8%/năm")."""
    low = " ".join(fold_tone_place(text.slice(span)) for span in spans)
    found = re.match(rf"{pattern_of('rates').pattern}", low)
    return found is not None and set(low[found.end() :].split()) <= set(aim_words("rate_words"))


def _is_short_part(text: Text, place: Place, around: Around) -> bool:
    """Tell a part counted in the unit of its whole, of which it says next to nothing ("trong đó 5 sản phẩm 4 sao")."""
    before = place.before
    if before is None or around.before is not None or around.counted is None:
        return False
    if before.quantity.unit != place.quantity.unit:
        return False
    own = 0 if around.after is None else len(text.slice(around.after).split())
    return own <= _NEXT_TO_NOTHING and is_part(text.slice(place.sentence), before, place.quantity)


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
        or (quantity.unit_class == "people" and not after and around.words_before >= VERB)
    ):
        return (before, *change)
    bound = fold_tone_place(text.string[before.end : place.begin]).strip() in aim_words("binding")
    told = quantity.unit_class == "people" and pattern_of("telling_verbs").match(fold_tone_place(text.slice(before)))
    kept = None if around.verb and not bound and not told else before
    return tuple(span for span in (kept, around.counted, after) if span is not None)


def _unchanged(text: Text, prior: tuple[Span, ...]) -> tuple[Span, ...]:
    """Take a change at its end from what the number before measures ("Kim ngạch … tăng bình quân")."""
    return prior[:-1] if len(prior) > 1 and CHANGE.fullmatch(text.slice(prior[-1])) else prior


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
    if stated or between or around.words_before > _LONG:
        told = _last_verb(text, before) if not stated and not between else None
        return (*change, after) if told is None else (told, *change, after)
    kept = bool(change) or pattern_of("telling_verbs").match(fold_tone_place(text.string[before.start : before.end]))
    return (before, *change, after) if kept or len(text.string[before.start : before.end].split()) > VERB else (after,)


def _last_verb(text: Text, before: Span) -> Span | None:
    """Return what stands behind the last comma where it is a verb that says what is measured ("…, giải ngân")."""
    comma = text.string.rfind(", ", before.start, before.end)
    tail = Span(comma + 2, before.end) if 0 <= comma < before.end - 2 else None
    return tail if tail and pattern_of("telling_verbs").match(fold_tone_place(text.slice(tail))) else None


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
