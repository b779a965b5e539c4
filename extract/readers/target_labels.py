"""Labels that say how often or how many ("Tần suất: 2 lần/tháng") and leave to a heading of what."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold_tone_place
from extract.page import Span
from extract.readers.target_context import aim_words
from extract.readers.target_spans import bared_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.text import Text

_PARTING: Final = re.compile(r"\s*(?:[,;(]|(?<!\w)và(?!\w))")
_LEADS_ON: Final = re.compile(r"[\s,]*(?:(?:quan trắc|giám sát|lấy mẫu|thực hiện|được)\s+)*(?:với\s+)?$")
_LAST_BRACKET: Final = re.compile(r"\s*\([^()]*\)$")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_MOST: Final = 12
"""A name takes no more words, brackets aside."""


def labelled(text: Text, before: Span, sentence: Span, titles: Sequence[Span]) -> tuple[Span, ...]:
    """Return a label at the end of the words before a number, with what the nearest telling heading says it is of.

    Between them stands what the sentence itself begins with ("Kim loại nặng: Cd, Hg; tần suất: 3 đợt/năm").

    A heading that names the label itself says both ("Thông số, tần suất quan trắc nước sông"); one that is a list of
    labels alone says nothing. Empty where no label stands there.
    """
    label = _label(at_end=True).search(fold_tone_place(text.slice(before)))
    if label is None:
        return ()
    own = Span(before.start + label.start(), before.start + label.end())
    subject = _subject(text, sentence.start, own.start)
    for title in titles:
        heading = bared_heading(text, title)
        if heading is None:
            continue
        low = fold_tone_place(text.slice(heading))
        if _lists_labels(low):
            continue
        named = list(_label(at_end=False).finditer(low))
        if not named:
            return (own, *subject, heading)
        last, rest = named[-1], low[named[-1].end() :]
        if not rest.strip() or _PARTING.match(rest):
            return (heading,)
        if last["label"] == label["label"] and len(last.group()) >= len(label.group()):
            if not subject:
                return (Span(heading.start + last.start(), heading.end),)
            own = Span(heading.start + last.start(), heading.start + last.end())
        return (own, *subject, Span(heading.end - len(rest.lstrip()), heading.end))
    return (own, *subject)


def _subject(text: Text, start: int, end: int) -> tuple[Span, ...]:
    """Return what the sentence at `start` begins with, where the label at `end` stands in a clause behind.

    It ends at a colon or the clause's end, before a last bracket where it is long; a list, a single word and labels
    say nothing.
    """
    clause = re.compile(r"[^;]+(?=;)").match(text.string, start, end)
    lead = re.compile(r"([^:;]+):\s*").match(text.string, start, clause.end() if clause else end)
    if lead is not None and _lists_labels(fold_tone_place(lead[1])):
        return _listed_subject(text, lead.end(), clause.end() if clause else end)
    if clause is None:
        return ()
    lead = re.compile(r"[^:;]+").match(text.string, clause.start(), clause.end())
    words = lead.group().rstrip() if lead else ""
    if len(words.split()) > _MOST:
        words = _LAST_BRACKET.sub("", words)
    bare = _BRACKETS.sub(" ", words)
    if not 1 < len(bare.split()) <= _MOST or bare.count(",") > 1 or _lists_labels(fold_tone_place(words)):
        return ()
    if _label(at_end=False).search(fold_tone_place(words)) or re.search(r"[0-9]", bare):
        return ()
    return (Span(clause.start(), clause.start() + len(words)),)


def _listed_subject(text: Text, start: int, end: int) -> tuple[Span, ...]:
    """Return what stands between a label's colon and the first label behind it; a long list is none.

    So in "Các thông số: kim loại nặng quan trắc với tần suất 2 lần/năm".
    """
    low = fold_tone_place(text.string[start:end])
    label = _label(at_end=False).search(low)
    words = _LEADS_ON.sub("", low[: label.start()] if label else low)
    bare = _BRACKETS.sub(" ", words)
    if not 1 < len(bare.split()) <= _MOST or "," in bare:
        return ()
    return (Span(start, start + len(words)),)


def _lists_labels(low: str) -> bool:
    """Tell a heading of nothing but labels ("Thông số (chỉ tiêu), thời gian quan trắc")."""
    pieces = [piece for piece in re.split(r"[,;]|(?<!\w)và(?!\w)", _BRACKETS.sub(" ", low)) if piece.strip()]
    return all(_listed().fullmatch(piece.strip(" :")) for piece in pieces)


@cache
def _label(*, at_end: bool) -> re.Pattern[str]:
    words, more = (_either(kind) for kind in ("labels", "label_words"))
    end = "$" if at_end else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?P<label>{words})(?:\s+(?:{more})){{0,3}}{end}")


@cache
def _listed() -> re.Pattern[str]:
    words, others, more = (_either(kind) for kind in ("labels", "other_labels", "label_words"))
    return re.compile(rf"(?:các\s+)?(?:{words}|{others})(?:\s+(?:{more})){{0,3}}")


def _either(kind: str) -> str:
    return "|".join(map(re.escape, aim_words(kind)))
