"""Numbers in a row: what one takes over from the one before it, and what several say together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.page import Span
from extract.readers.target_context import pattern_of
from extract.readers.target_spans import words_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.grammar.quantities import Quantity
    from extract.readers.target_records import Chosen
    from extract.text import Text

_SERIES: Final = re.compile(
    r"[\s,;]*(?:và\s*)?"
    r"(?:(?:đến|tới|vào)?\s*(?:cuối|hết)?\s*(?:năm|giai đoạn)\s+20[0-9]{2}(?:\s*[-–]\s*20[0-9]{2})?\s*)?"
    r"(?:(?:tăng lên|lên|đạt|là)\s*)?$",
    re.IGNORECASE,
)
"""What may stand between two values of a series: a joint, a year of its own, a verb."""

_JOINT: Final = re.compile(r"\s*,?\s*(?:và\s*)?")
_LISTED: Final = re.compile(r"[^;.:()]{0,80}(?:,|(?<!\w)(?:và|trong đó(?:\s+có)?))\s*")
_OPENED: Final = re.compile(r"\s*\(\s*(?:tức là |tương đương |tổng cộng |tổng số )?")
_TAIL: Final = 4
_UNBOUNDED: Final = frozenset({"%", "‰"})


def with_bound(string: str, before: Chosen | None, quantity: Quantity) -> Quantity:
    """Give a bare count in a list the bound of the count before it ("ít nhất 100 A, 50 B")."""
    first = before.quantity if before is not None else None
    if first is None or first.comparator in {"eq", "approx"} or first.op == "range" or quantity.op != "eq":
        return quantity
    if first.sign or quantity.sign or not is_listed(string, before, quantity):
        return quantity
    if pattern_of("predicates").search(fold_tone_place(string[first.phrase_end : quantity.start])):
        return quantity
    return replace(quantity, op=first.op)


def is_restated(string: str, before: Chosen | None, quantity: Quantity) -> bool:
    """Tell a rate in brackets that says the one before it for another period ("2 đợt/tháng (18 đợt/năm)")."""
    if before is None or not before.quantity.per or not quantity.per or before.quantity.unit != quantity.unit:
        return False
    return _OPENED.fullmatch(string, before.quantity.phrase_end, quantity.phrase_start) is not None


def is_listed(string: str, before: Chosen | None, quantity: Quantity) -> bool:
    """Tell a bare count that stands in a list with the one before it ("35 ha chè, 20 ha mắc ca")."""
    if before is None or quantity.phrase_start != quantity.start or {before.quantity.unit, quantity.unit} & _UNBOUNDED:
        return False
    if "money" in {before.quantity.unit_class, quantity.unit_class} and before.quantity.unit != quantity.unit:
        return False
    return _LISTED.fullmatch(string, before.quantity.phrase_end, quantity.start) is not None


def is_part(string: str, before: Chosen | None, quantity: Quantity) -> bool:
    """Tell a number that counts a part of the one before ("…, trong đó nữ 40 người")."""
    if before is None:
        return False
    between = fold_tone_place(string[before.quantity.phrase_end : quantity.start])
    return re.search(r"(?<!\w)trong đó(?!\w)", between) is not None


def same_words(text: Text, before: Chosen | None, quantity: Quantity) -> tuple[Span, ...]:
    """Return the words of the value before where this one goes on with a series ("92%; 93,5% và 95%").

    So does one with nothing new behind it ("… 42 xã đạt chuẩn mức độ 2; đến năm 2030 có 56 xã đạt chuẩn").
    """
    if before is None or before.quantity.unit != quantity.unit:
        return ()
    string, start = text.slice(before.sentence), before.quantity.phrase_end
    between, behind = string[start : quantity.phrase_start], fold_tone_place(string[quantity.phrase_end :])
    if _SERIES.match(between) and re.match(r"\s*(?:[,;.]|và|$|\()", behind):
        return before.words
    tail = re.split(r"[;.]", behind)[0].split()
    known = fold_tone_place(" ".join(text.slice(span) for span in before.words))
    short = 0 < len(tail) <= _TAIL and ";" in between and all(word.strip(",") in known for word in tail)
    return before.words if short else ()


def goes_on(string: str, before: Chosen, quantity: Quantity) -> bool:
    """Tell whether a number goes on in the clause of the one before, with no words of its own behind it."""
    own = re.match(r"\s*(?:$|[,;.(]|so với)", string[quantity.phrase_end :])
    return ";" not in string[before.quantity.phrase_end : quantity.phrase_start] and own is not None


def shared_predicate(text: Text, own: Span, of: tuple[Span, Quantity], others: Sequence[Quantity]) -> Span | None:
    """Return what is said of several groups together, behind the last ("80% A và 100% B được kiểm tra").

    `own` are the words behind a number, `of` its sentence and the number itself; None where they say it themselves
    or no other number follows them directly.
    """
    sentence, quantity = of
    if _predicate(text, own, named=quantity.unit not in _UNBOUNDED) is not None:
        return None
    at = own.end
    for other in sorted(others, key=lambda quantity: quantity.phrase_start):
        start, behind = sentence.start + other.phrase_start, sentence.start + other.phrase_end
        if start < at:
            continue
        if not _JOINT.fullmatch(text.string, at, start) or start == at:
            return None
        later = [sentence.start + o.phrase_start for o in others if o.phrase_start >= other.phrase_end]
        stop = text.string.find(";", behind, sentence.end)
        words = words_behind(text, Span(behind, min([sentence.end if stop < 0 else stop, *later])))
        if words is None:
            return None
        found = _predicate(text, words, named=other.unit not in _UNBOUNDED)
        if found is not None:
            return Span(found, words.end)
        at = words.end
    return None


def _predicate(text: Text, words: Span, *, named: bool = False) -> int | None:
    """Return where in a phrase it is said what its group is to do or to have.

    Its first word names the group, unless the unit before it has `named` it.
    """
    low = fold_tone_place(text.string[words.start : words.end])
    first = re.match(r"" if named else r"\S+\s", low)
    found = pattern_of("predicates").search(low, first.end()) if first else None
    return words.start + found.start() if found else None


def half_end(text: Text, start: int, cut: int, end: int) -> int:
    """Return where the words behind a number end that go on behind a semicolon ("bố trí A; bố trí B").

    The second half belongs to them when it begins as something in the first did.
    """
    while cut >= 0:
        stop = text.string.find(";", cut + 1, end)
        half = text.string[cut + 1 : end if stop < 0 else stop]
        first = " ".join(fold_tone_place(half).split()[:2])
        said = " ".join(fold_tone_place(text.string[start:cut]).split())
        if not re.fullmatch(r"[^\W\d_]+ [^\W\d_]+", first) or not re.search(rf"(?<!\w){first}(?!\w)", said):
            return cut
        cut = stop
    return end


def group_of(text: Text, before: Chosen | None, place_after: Span | None) -> Span | None:
    """Return the group that the share before names, where this one only says what holds of it.

    So "100% phụ nữ có thai được khám; 98% được tiêm" speaks of the same women twice.
    """
    if before is None or place_after is None or before.quantity.unit != "%" or not before.words:
        return None
    low = fold_tone_place(text.slice(place_after))
    if not pattern_of("predicates").match(low):
        return None
    words = before.words[0]
    said = _predicate(text, words)
    if said is None or pattern_of("measures").match(fold_tone_place(text.slice(words))):
        return None
    group = text.string[words.start : said].rstrip()
    return Span(words.start, words.start + len(group))
