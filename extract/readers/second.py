"""The second source: the line under an annex's title ("Kèm theo Kế hoạch số …") repeats what the head may lack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.grammar.dateline import Dateline, parse_dateline
from extract.grammar.dates import find_dates
from extract.grammar.fold import fold
from extract.grammar.symbols import find_references
from extract.outline.vocabulary import words
from extract.page import Span

if TYPE_CHECKING:
    from extract.grammar.symbol import Symbol
    from extract.outline import Outline
    from extract.text import Text

_OF: Final = re.compile(r"\bcủa\s+(?P<body>[^()\n;]+?)\s*[)\].]*\s*(?:$|\))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Second:
    """What such a line holds; offsets in `symbol` and `dateline` count from `symbol_at` and `dateline_at`."""

    symbol: Symbol | None = None
    symbol_at: int = 0
    dateline: Dateline | None = None
    dateline_at: int = 0
    body: Span | None = None


def read_second(text: Text, outline: Outline) -> Second:
    """Return what the first line that attaches an annex or plan to this document says of the document."""
    for i in outline.in_part("appendix_title", "title", "appendix", "preamble"):
        node = outline.nodes[i]
        if not outline.part_of(node).prefix:
            continue
        string = text.slice(node.span)
        if not fold(string[:40]).lstrip("*_ ").startswith(words("outline", "attached")):
            continue
        stop = string.find(")") + 1 or len(string)
        line = string[:stop]
        symbol = next(iter(find_references(line)), None)
        at = symbol.end if symbol else 0
        body = _OF.search(line)
        return Second(
            symbol,
            node.span.start,
            parse_dateline(line[at:]) or _short_date(line[at:]),
            node.span.start + at,
            Span(node.span.start + body.start("body"), node.span.start + body.end("body")) if body else None,
        )
    return Second()


def _short_date(line: str) -> Dateline | None:
    """Read a date written with slashes."""
    date = next((date for date in find_dates(line) if date.day and date.year and date.iso), None)
    return None if date is None else Dateline(date.start, date.end, None, None, date.iso, (date.start, date.end), ())
