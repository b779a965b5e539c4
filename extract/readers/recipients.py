"""The foot's left column: who receives the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold, squeeze
from extract.outline.markers import item_mark
from extract.outline.vocabulary import words
from extract.page import Span
from extract.readers.foot import NEAR, tails_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.outline import Outline
    from extract.text import Text

_HEADING: Final = re.compile(r"\W{0,6}n[oơ]i\s?nh[aậ]n\s*[:;.]?\s*", re.IGNORECASE)
_DASH: Final = re.compile(r"(?<![\w])[-–—+]\s+(?=\S)|(?<=[;:])\s*[-–—+](?=\w)")
_WORD_LETTERS: Final = 3
_HEADING_LETTERS: Final = 16


def read_recipients(text: Text, outline: Outline) -> tuple[Span, ...]:
    """Return the recipients of the document itself, one span each, without dash and end punctuation."""
    spans: list[Span] = []
    first: int | None = None
    dashed = False
    cut = list(tails_of(text, outline))
    for i in outline.in_part("recipients"):
        node = outline.nodes[i]
        if first is not None and node.part > first + NEAR:
            break
        first = node.part if first is None else first
        if not spans and item_mark(text.slice(node.span)) is None and _is_heading(text.slice(node.span)):
            continue
        ends = [tail for tail in cut if tail in node.span]
        span = Span(node.span.start, ends[0].start) if ends and ends[0].start > node.span.start else node.span
        for piece, marked in _recipients(text, span):
            goes_on = not marked and not _HEADING.match(text.slice(node.span))
            if spans and dashed and goes_on and not _parted(text.slice(spans[-1]), text.slice(piece)):
                spans[-1] = Span(spans[-1].start, piece.end)
            else:
                spans.append(piece)
            dashed = dashed or marked
    return tuple(spans)


def _parted(before: str, behind: str) -> bool:
    """Tell a line of the list whose dash was not read from one that goes on with the line before it."""
    if before.endswith((";", ":")):
        return True
    opens = behind[:1].isupper() and fold(behind[:24]).startswith(words("document", "recipients"))
    return opens and not re.search(r"(?:,|\b(?:và|của|thuộc|các|về|cho))$", before)


def _is_heading(string: str) -> bool:
    """Tell whether the first line of the list is nothing but its heading, legible or not."""
    heading = _HEADING.match(string)
    if heading is not None:
        return len(string[heading.end() :].strip(" \n*_.")) < _WORD_LETTERS
    return len(string) < _HEADING_LETTERS and string.rstrip().endswith(":")


def recipient(string: str) -> str:
    """Return a recipient as a field: one line, without the punctuation that ends it."""
    return squeeze(string).rstrip(" ;,.:~`'*_-").strip()


def _recipients(text: Text, span: Span) -> Iterator[tuple[Span, bool]]:
    """Cut a line of the list at its dashes; yield each piece and whether a dash stood before it."""
    string = text.slice(span)
    heading = _HEADING.match(string)
    at = heading.end() if heading else 0
    mark = item_mark(string[at:])
    starts = [at + (mark[1] if mark else 0)]
    marked = [mark is not None]
    ends: list[int] = []
    for match in _DASH.finditer(string, starts[0]):
        if _parts(string, match):
            ends.append(match.start())
            starts.append(match.end())
            marked.append(True)
    for start, end, dash in zip(starts, [*ends, len(string)], marked, strict=True):
        bare = string[start:end].strip(" \n*_")
        if bare.strip(" ;,.:-"):
            begin = span.start + start + string[start:end].index(bare)
            yield Span(begin, begin + len(bare)), dash


def _parts(string: str, match: re.Match[str]) -> bool:
    """Tell a dash that begins a recipient from one inside a name."""
    before = string[: match.start()].rstrip()
    behind = fold(string[match.end() : match.end() + 24])
    if before.endswith((";", ".", ":", ",")) or "+" in match.group():
        return True
    if not string[match.end() : match.end() + 1].isupper():
        return False
    return before.endswith(")") or behind.startswith(words("document", "recipients"))
