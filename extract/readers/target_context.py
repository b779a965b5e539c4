"""What surrounds a number: its sentence, the headings and items over it, and the years they state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold, fold_tone_place, squeeze
from extract.grammar.periods import find_periods
from extract.grammar.times import recurrence_of
from extract.letters import UPPER
from extract.page import Span
from extract.readers.columns import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.periods import Period
    from extract.outline import Node, Outline
    from extract.text import Text

_SENTENCE: Final = re.compile(rf"[.!?…]\s+(?=[\"“(]?[{UPPER}0-9])|\n(?=[\"“(]?[{UPPER}])")
_NEAR: Final = 12
"""A line that leads a list in stands no more lines before its items."""

_NOT_END: Final = re.compile(r"(?:\b(?:TP|Th|Tr|TT|ThS|TS|đ/c|tr|v\.v|Q|P|H|[A-ZĐ]))$")


@cache
def aim_words(kind: str) -> tuple[str, ...]:
    """Return a list of data/tasks/aims.toml, longest first, with tones in one place."""
    words = vocabulary("aims.toml")[""][kind]
    return tuple(sorted((fold_tone_place(word) for word in words), key=len, reverse=True))


@cache
def pattern_of(kind: str) -> re.Pattern[str]:
    """Return a pattern for any word of a list, as whole words."""
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, aim_words(kind))) + r")(?!\w)")


@dataclass(frozen=True, slots=True)
class Over:
    """What headings and items above say: whether they state targets, and the period and recurrence they give."""

    aim: bool
    other: bool
    period: Period | None
    period_at: Span | None
    recurrence: str | None
    titles: tuple[Span, ...]


def sentences(text: Text, span: Span) -> Iterator[Span]:
    """Yield the sentences of a stretch of text."""
    start = span.start
    for match in _SENTENCE.finditer(text.string, span.start, span.end):
        if _NOT_END.search(text.string, start, match.start()):
            continue
        end = match.start() + (0 if match.group().startswith("\n") else 1)
        if end > start:
            yield Span(start, end)
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def _appendix_title(text: Text, outline: Outline, node: Node) -> Iterator[Span]:
    """Yield the lines of the title over the appendix that a node lies in."""
    if outline.part_of(node).kind != "appendix" or node.part == 0:
        return
    for other in outline.in_part("appendix_title"):
        title = outline.nodes[other]
        if title.part == node.part - 1 and not text.slice(title.span).startswith("("):
            yield title.span


def _stance(titles: list[str]) -> tuple[bool, bool]:
    """Tell whether the nearest telling title states targets, or something else (a review, a budget, rules)."""
    lists = vocabulary("aims.toml")[""]
    for title in titles:
        if any(word in title for word in lists["aim_titles"]):
            return True, False
        if title.startswith(lists["other_titles"]):
            return False, True
    return False, False


def _periods(words: str) -> list[Period]:
    """Return the periods of a heading, without those it only compares with."""
    return [
        p for p in find_periods(words) if not re.search(r"so\s+với\s+(?:\w+\s+)?$", words[: p.start], re.IGNORECASE)
    ]


def _lead_in(text: Text, outline: Outline, index: int) -> Iterator[Span]:
    """Yield the nearest line with a colon at its end before a node, among the lines beside it."""
    own = outline.nodes[index]
    for place in range(index - 1, max(-1, index - _NEAR), -1):
        node = outline.nodes[place]
        if node.heading or node.part != own.part or node.table is not None:
            return
        if node.parent == own.parent and node.content is not None and text.slice(node.content).rstrip().endswith(":"):
            yield node.content
            return


def over(text: Text, outline: Outline, index: int) -> Over:
    """Look up from a node: headings decide whether it states targets, the nearest year counts."""
    titles: list[Span] = []
    for ancestor in outline.ancestors(index):
        node = outline.nodes[ancestor]
        title = node.title or node.content
        if title is not None and (node.title or node.kind == "item" or text.slice(title).rstrip().endswith(":")):
            titles.append(title)
    own = outline.nodes[index]
    if own.title is not None:
        titles.insert(0, own.title)
    titles.extend(_appendix_title(text, outline, own))
    aim, other = _stance([squeeze(re.sub(r"\([^()]*\)", " ", fold(text.slice(title)))) for title in titles])
    dated = titles[:1] if own.title is not None else []
    dated += [*_lead_in(text, outline, index), *titles]
    found = next(((title, periods[-1]) for title in dated if (periods := _periods(text.slice(title)))), None)
    recurrence = next((again for title in titles if (again := recurrence_of(text.slice(title)))), None)
    return Over(aim, other, found[1] if found else None, found[0] if found else None, recurrence, tuple(titles))
