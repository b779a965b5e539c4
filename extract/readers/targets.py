"""Targets: one for each number that a plan sets out to reach (golden/GUIDE.md, "targets")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold, squeeze
from extract.page import Span
from extract.readers.figure_tables import figure_targets
from extract.readers.target_context import over, sentences
from extract.readers.target_records import Chosen, target_of
from extract.readers.target_sentences import chosen_in

_RESULTS: Final = re.compile(r"(?:v/v |ve viec |ve )?(?:thong bao )?(?:ket qua|bao cao|tinh hinh|danh gia)\b")
_NUMBER: Final = re.compile(
    r"[0-9]|(?<!\w)(?:ít nhất|tối thiểu|trên|hơn|đạt|thêm)\s+(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)",
    re.IGNORECASE,
)
_FIGURE_FIRST: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+\s|[0-9]{1,3}%")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_WAITING_END: Final = re.compile(
    r"(?:khoảng|đạt|trên|tối thiểu|ít nhất|là|cho|tăng|giảm|từ|[0-9]\s*[-–]?)$", re.IGNORECASE
)
_OPEN_END: Final = re.compile(r"[^\W_]$|[0-9]\s*[-–]$")

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.outline import Outline
    from extract.text import Text
    from models import Document, Target


def read_targets(text: Text, outline: Outline, document: Document) -> tuple[Target, ...]:
    """Return the targets of a plan in the order of the text."""
    if _tells_results(document):
        return ()
    single = _single_year(document)
    found = []
    issued = _issued(document)
    begins = max(issued or 0, (document.period_start if document is not None else None) or 0) or None
    for chosen in (*_running(text, outline, issued), *figure_targets(text, outline, begins)):
        when = chosen.when
        if single is not None and when.year is None and when.recurrence is None:
            when = replace(when, year=single)
        found.append((chosen.sentence.start + chosen.quantity.start, target_of(text, replace(chosen, when=when))))
    return tuple(target for _, target in sorted(found, key=lambda pair: pair[0]))


def _tells_results(document: Document | None) -> bool:
    """Tell a report of what was reached from a plan."""
    title = squeeze(fold(document.title or "")) if document is not None else ""
    return _RESULTS.match(title) is not None


def _issued(document: Document | None) -> int | None:
    return int(document.issued[:4]) if document is not None and document.issued else None


def _single_year(document: Document | None) -> int | None:
    """Return the year of a plan for one year."""
    if document is None or document.period_start is None or document.period_start != document.period_end:
        return None
    return document.period_end


def _running(text: Text, outline: Outline, issued: int | None) -> Iterator[Chosen]:
    """Yield the numbers of running text that are targets.

    Where a line goes on with a sentence that broke off before it, that sentence is read again; a number that reads as
    it did is not given twice, one that reads otherwise with its end replaces what it was.
    """
    found: dict[int, Chosen] = {}
    for index in outline.in_part("body", "appendix"):
        node = outline.nodes[index]
        span = node.rest if node.title is not None and node.rest else node.content or node.span
        if node.table is not None or not _NUMBER.search(text.slice(span)):
            continue
        if _FIGURE_FIRST.match(text.slice(span)):
            span = Span(_opening(text, outline, index) or span.start, span.end)
        for chosen in chosen_in(text, span, over(text, outline, index), node.path, issued):
            start = chosen.sentence.start + chosen.quantity.start
            if start not in found or found[start].quantity.text != chosen.quantity.text:
                found[start] = chosen
    yield from found.values()


def _opening(text: Text, outline: Outline, index: int) -> int | None:
    """Return where the sentence begins that breaks off in front of a line with a figure first."""
    before = outline.nodes[index - 1] if index else None
    if before is None or before.heading or before.table is not None or before.part != outline.nodes[index].part:
        return None
    content = before.content or before.span
    thousands = _THOUSANDS.match(text.string, outline.nodes[index].span.start) is not None
    if not (_OPEN_END if thousands else _WAITING_END).search(text.slice(content)):
        return None
    return list(sentences(text, content))[-1].start
