"""Sections: every numbered heading or paragraph of the body, of an attached plan and of annexes, in order."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extract.grammar.fold import fold, fold_tone_place, squeeze
from extract.outline.vocabulary import words
from extract.page import Span
from extract.readers import record
from models import Section

if TYPE_CHECKING:
    from extract.outline import Node, Outline
    from extract.text import Text


def read_sections(text: Text, outline: Outline) -> tuple[Section, ...]:
    """Return the sections of an outline; a numbered full sentence has no title."""
    return tuple(_section(text, outline.nodes[i]) for i in outline.sections())


def _section(text: Text, node: Node) -> Section:
    mark = Span(
        node.span.start, node.content.start if node.content and node.content.start > node.span.start else node.span.end
    )
    path = record.derived(text, ["outline"], [_bare(text, mark)], 0.98)
    if node.title is None:
        return Section(path=node.path, title=None, at={"path": path, "title": record.absent(0.9)})
    printed = squeeze(text.slice(node.title))
    title = known_heading(printed)
    sure = 0.97 if title == printed else 0.9
    return Section(path=node.path, title=title, at={"path": path, "title": record.found(text, [node.title], sure)})


def known_heading(printed: str) -> str:
    """Return a heading that has the letters of a common one, but not its marks and blanks, as that one is written."""
    known = _common().get(_letters(printed))
    if known is None or fold_tone_place(known) == fold_tone_place(printed.rstrip(" .:")):
        return printed
    return known.upper() if printed.isupper() else known


@cache
def _common() -> dict[str, str]:
    return {_letters(heading): heading for heading in words("headings", "common")}


def _letters(heading: str) -> str:
    return "".join(char for char in fold(heading) if char.isalnum())


def _bare(text: Text, span: Span) -> Span:
    """Drop the blanks behind a marker."""
    end = span.end
    while end > span.start + 1 and text.string[end - 1].isspace():
        end -= 1
    return Span(span.start, end)
