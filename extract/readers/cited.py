"""What is cited where: the numbers and dates of each stretch of text, and which date and body go with which number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.dates import DateMention, find_dates
from extract.grammar.fold import fold
from extract.grammar.symbols import find_references
from extract.grammar.vocabulary import rows
from extract.outline.units import upper
from extract.outline.vocabulary import words
from extract.page import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.grammar.symbol import Symbol
    from extract.outline import Node, Outline
    from extract.text import Text

_PROMISING: Final = re.compile(r"[0-9/]")
_GAP: Final = re.compile(
    r"""
    [\s,(“"”]*
    (?: cua \s+ [^;.()]{2,110}? )?              # của Thủ tướng Chính phủ
    [\s,]* (?: (?:ky|ban\ hanh) \s+ )? (?: ngay )? [\s,]*
    """,
    re.VERBOSE,
)
_OF: Final = re.compile(r"\s*[,.(]?\s*của\s+", re.IGNORECASE)
_BESIDE: Final = re.compile(r"\s+")
"""What parts a number's date from its body where "của" is left out: "ngày 21/02/2012 Sở Y tế về việc …"."""
_SAYS: Final = re.compile(r"\s+(?:về|phê duyệt|quy định|hướng dẫn)(?!\w)")
_NEXT: Final = re.compile(r"\s*(?:,|;|va|,\s*va)\s*(?:cac\s+)?")
_ASKED: Final = re.compile(r"[Đđ]ề nghị của (?P<body>[^;.:()\n]{3,110}?),?\s+tại\s+(?:các\s+)?$")
_AND: Final = re.compile(r"\s*va\s+(?:so\s*)?")
_MOST_WORDS: Final = 18
_LONGEST_BODY: Final = 90


@dataclass(frozen=True, slots=True)
class Citation:
    """A number as cited; offsets count from the stretch's start. `issuer` is the body named with it."""

    symbol: Symbol
    date: DateMention | None = None
    issuer: Span | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A node, or the lines of a title together, with the numbers and dates found in it."""

    span: Span
    string: str
    node: int
    citations: tuple[Citation, ...] = ()
    dates: tuple[DateMention, ...] = ()

    def place(self, start: int, end: int) -> Span:
        """Return the span in the document's text of a stretch of this one."""
        return Span(self.span.start + start, self.span.start + end)


def scan(text: Text, outline: Outline) -> tuple[Stretch, ...]:
    """Find all numbers and dates of a text, node by node: none runs over the end of a paragraph or row."""
    return tuple(
        _read(text, span, node)
        for span, node in _stretches(text, outline)
        if _PROMISING.search(text.string, span.start, span.end)
    )


def _stretches(text: Text, outline: Outline) -> Iterator[tuple[Span, int]]:
    joined: tuple[Span, int] | None = None
    for i, node in enumerate(outline.nodes):
        if outline.part_of(node).kind == "title" and not _attaches(text.slice(node.span)):
            start = joined[0].start if joined and _same_part(outline, joined[1], node) else node.span.start
            if joined and start != joined[0].start:
                yield joined
            joined = (Span(start, node.span.end), joined[1] if joined and start == joined[0].start else i)
            continue
        if joined:
            yield joined
            joined = None
        yield node.span, i
    if joined:
        yield joined


def _attaches(string: str) -> bool:
    return fold(string[:40]).lstrip("*_ ").startswith(words("outline", "attached"))


def _same_part(outline: Outline, index: int, node: Node) -> bool:
    return outline.nodes[index].part == node.part


def _read(text: Text, span: Span, node: int) -> Stretch:
    string = text.slice(span)
    symbols = find_references(string)
    dates = find_dates(string, symbols)
    folded = fold(string)
    citations = []
    for place, symbol in enumerate(symbols):
        stop = symbols[place + 1].lead_start if place + 1 < len(symbols) else len(string)
        date = _date_of(folded, symbol, dates, stop)
        issuer = _issuer_of(string, symbol.end if date is None else date.end, stop)
        if issuer is None and date is not None:
            issuer = _issuer_of(string, symbol.end, date.start)
        if issuer is None:
            issuer = None if date is None else _named_beside(string, date.end, stop)
        if issuer is None:
            asked = _ASKED.search(string, max(0, symbol.lead_start - 140), symbol.lead_start)
            issuer = Span(asked.start("body"), asked.end("body")) if asked else None
        citations.append(Citation(symbol, date, issuer))
    return Stretch(span, string, node, _shared(folded, citations), tuple(dates))


def _shared(folded: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Give two acts of one body what is said of both: "số 8/CĐ-UBND và số 9/CĐ-UBND ngày 19/11/2025 của …"."""
    given = list(citations)
    for i in range(len(given) - 2, -1, -1):
        one, two = given[i], given[i + 1]
        between = folded[one.symbol.end : two.symbol.start]
        if one.date is None and one.symbol.code == two.symbol.code and _AND.fullmatch(between):
            given[i] = one = replace(one, date=two.date)
        end = max(one.symbol.end, one.date.end if one.date else 0)
        joined = _NEXT.fullmatch(folded, end, two.symbol.lead_start)
        if one.issuer is None and two.issuer is not None and joined and _of_one_body(one.symbol, two.symbol):
            given[i] = replace(one, issuer=two.issuer)
    return tuple(given)


def _of_one_body(left: Symbol, right: Symbol) -> bool:
    """Tell two acts whose codes end in the same body, so that one "của …" behind the second names both."""
    return left.organ is not None and left.organ == right.organ


def _named_beside(string: str, start: int, stop: int) -> Span | None:
    """Return the body that stands right behind a date, where words that tell the act's matter follow it."""
    gap = _BESIDE.match(string, start, stop)
    if gap is None or not _begins_body(string[gap.end() : stop]):
        return None
    said = _SAYS.search(string, gap.end(), min(stop, gap.end() + _LONGEST_BODY))
    if said is None or re.search(r"[;:.(]", string[gap.end() : said.start()]):
        return None
    return Span(gap.end(), said.start())


def _begins_body(words_behind: str) -> bool:
    folded = fold(words_behind[:40])
    return words_behind[:1].isupper() and any(folded.startswith(f"{head} ") for head in words("document", "bodies"))


def _date_of(folded: str, symbol: Symbol, dates: Sequence[DateMention], stop: int) -> DateMention | None:
    """Return the date given with a number: the next one, with no more than the issuing body between."""
    for date in dates:
        if date.start >= symbol.end:
            return date if date.start < stop and _GAP.fullmatch(folded, symbol.end, date.start) else None
    return None


def _issuer_of(string: str, start: int, stop: int) -> Span | None:
    """Return the body after "của" at an offset, up to the word or sign by which its name must be over."""
    match = _OF.match(string, start, stop)
    if match is None:
        return None
    begin = match.end()
    loud = upper(string[begin:stop])
    end = begin
    for count, word in enumerate(re.finditer(r"\S+", string[begin:stop])):
        at = begin + word.start()
        ahead = fold(string[at : at + 24]).lstrip('“"(')
        if count >= _MOST_WORDS or _beginnings("issuer_ends").match(ahead):
            break
        if (loud or string[at].islower() or string[at] in '“"(') and _beginnings("issuer_stops").match(ahead):
            break
        end = begin + word.end()
        if word.group()[-1] in ",;.)(" and not _goes_on(string[begin:stop], end - begin):
            break
    name = re.sub(r"[\s,;.()/“”\"]+$|\s+và$", "", string[begin:end])
    name = re.sub(r"[\s,;.()/“”\"]+$", "", name)
    return Span(begin, begin + len(name)) if len(name) > 1 else None


@cache
def _beginnings(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('references', key))})\b")


@cache
def _names_with_commas() -> tuple[str, ...]:
    return tuple(fold(name) for (name,) in rows("names.tsv", "readers") if "," in name)


def _goes_on(string: str, at: int) -> bool:
    """Tell whether a comma stands inside a known name ("Sở Văn hóa, Thể thao và Du lịch")."""
    folded = fold(string)
    return any((start := folded.find(name)) >= 0 and start < at < start + len(name) for name in _names_with_commas())
