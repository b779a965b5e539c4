"""Sections: every numbered heading or paragraph of the body, of an attached plan and of annexes, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.grammar.fold import squeeze
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
    title = squeeze(text.slice(node.title))
    return Section(path=node.path, title=title, at={"path": path, "title": record.found(text, [node.title], 0.97)})


def _bare(text: Text, span: Span) -> Span:
    """Drop the blanks behind a marker."""
    end = span.end
    while end > span.start + 1 and text.string[end - 1].isspace():
        end -= 1
    return Span(span.start, end)
