"""What stands around a number: the words before and behind it that belong to it and to no other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.page import Span
from extract.readers.target_context import aim_words, pattern_of
from extract.readers.target_series import half_end
from extract.readers.target_spans import without_tail, words_before, words_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.grammar.quantities import Quantity
    from extract.readers.target_records import Chosen
    from extract.text import Text

VERB: Final = 3
"""So many words before a count or share are a verb for what is done, no part of what is counted."""

CHANGE: Final = re.compile(r"(?:tăng thêm|tăng|giảm)(?:\s+(?:bình quân|gấp|thêm))?(?!\w)", re.IGNORECASE)
_NOTHING_BEHIND: Final = re.compile(r"\s*(?:[,(]|(?:và|trong đó)(?!\w))")
_UNCOUNTED: Final = frozenset({"percent", "money", "area", "mass", "length", "volume", "power", "score"})
_TELLING: Final = frozenset({"growth", "delta", "pp", "multiple"})
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
        return 0 < words <= VERB and self.counted is not None and self.after is not None


def around_of(text: Text, place: Place) -> Around:
    """Bare the words around a number, up to its neighbours."""
    quantity = place.quantity
    begin = place.begin + (7 if text.string.startswith("còn lại", place.begin) else 0)
    start, end = _bounds(text, place)
    crowded = any(start == place.sentence.start + other.phrase_end for other in place.others)
    start = _restarted(text, start, begin, quantity.unit, crowded=crowded)
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


def _restarted(text: Text, start: int, end: int, unit: str | None, *, crowded: bool) -> int:
    """Return where the words before a number begin anew: at "…, phấn đấu", behind a run-in heading's colon.

    Between two numbers they begin behind the last comma or "và".
    """
    low = fold_tone_place(text.string[start:end])
    words = "|".join(map(re.escape, aim_words("restarts")))
    marks = rf"[,;:(]\s*(?=(?:{words})(?!\w))|mục tiêu\s+(?=$)|:\s+(?=\S)"
    marks += r"|(?<!\w)(?:để|nhằm)\s+(?=(?:nâng|đưa)\s)|(?<!\w)thì\s+(?=phấn đấu)"
    if unit == "lần":  # a frequency is of the last thing that is to be done
        marks += rf"|(?:,|(?<!\w)và)\s+(?=(?:{'|'.join(map(re.escape, aim_words('output_verbs')))})(?!\w))"
    if not pattern_of("measures").match(low.lstrip(" ,;-+*")):  # what is done, then what it is measured by
        marks += rf"|,\s+(?=(?:{'|'.join(map(re.escape, aim_words('whole_measures')))})(?!\w))"
    joined = not crowded or pattern_of("measures").match(low.lstrip(" ,;")) or _NOTHING_BEHIND.match(low)
    measure = None if joined else list(re.finditer(rf"(?:,\s+|(?<!\w)và\s+)(?={pattern_of('measures').pattern})", low))
    if measure:
        return start + measure[-1].end()
    found = list(re.finditer(marks if joined else marks + r"|,\s+|(?<!\w)và\s+", low))
    return start + found[-1].end() if found else start


def _change(text: Text, place: Place) -> Span | None:
    """Return the "tăng" or "giảm" among a number's own words."""
    found = CHANGE.search(text.string, place.begin, place.sentence.start + place.quantity.start)
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
