"""Tasks over agency lines: paragraphs that end in "* Cơ quan thực hiện: …" and its like, in any wording."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from extract.grammar.dates import find_dates
from extract.grammar.fold import squeeze
from extract.grammar.times import parse_time
from extract.readers.task_bodies import agency_bodies
from extract.readers.task_drafts import Draft
from extract.readers.task_labels import Label, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.outline import Node, Outline
    from extract.page import Span
    from extract.readers.body_lists import Body
    from extract.text import Text

_PARAGRAPH: Final = 25
"""More words than this under a heading are paragraphs, no list of bodies."""

_FIELDS: Final = frozenset({"lead", "coordinate", "time", "product"})


@dataclass(slots=True)
class _Block:
    """What lies between one run of agency lines and the next: the work's words, and the lines."""

    work: list[int] = field(default_factory=list)
    heading: int | None = None
    lines: list[tuple[Label, Span]] = field(default_factory=list)
    used: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AgencyTask:
    """A task and the nodes that it took up."""

    draft: Draft
    nodes: tuple[int, ...]


def agency_tasks(text: Text, outline: Outline) -> Iterator[AgencyTask]:
    """Yield the tasks over agency lines, in order."""
    block = _Block()
    open_label: tuple[Label, int] | None = None
    for index in outline.in_part("body", "appendix"):
        node = outline.nodes[index]
        if node.table is not None:
            continue
        label = _line(text, outline, index)
        if label is None and open_label and _fills(text, outline, index, open_label):
            block.lines.append((open_label[0], node.content or node.span))
            block.used.append(index)
            continue
        if label is not None and label.kind in _FIELDS:
            block.used.append(index)
            open_label = (label, index) if label.value is None else None
            if label.value is not None:
                block.lines.append((label, label.value))
            continue
        open_label = None
        if block.used:
            yield from _closed(text, outline, block)
            block = _Block(heading=block.heading)
        _add_work(outline, block, index, label)
    yield from _closed(text, outline, block)


def _line(text: Text, outline: Outline, index: int) -> Label | None:
    """Read a node as a labelled line; a heading over whole paragraphs is a part of the plan, no label."""
    node = outline.nodes[index]
    label = label_of(text, node)
    if label is None or node.title is None or label.value is not None or label.kind == "content":
        return label
    below = [text.slice(outline.nodes[child].span) for child in outline.children(index)]
    return None if any(len(words.split()) > _PARAGRAPH for words in below) else label


def _fills(text: Text, outline: Outline, index: int, open_label: tuple[Label, int]) -> bool:
    """Tell the value of a label that ended at its colon: what stands under it, or times in the lines behind it."""
    node, (label, opened) = outline.nodes[index], open_label
    if node.heading or node.kind == "section":
        return False
    if node.parent == opened:
        return True
    beside = node.parent == outline.nodes[opened].parent and node.kind in {"paragraph", "item"}
    return beside and label.kind == "time" and bool(find_dates(text.slice(node.span)))


def _add_work(outline: Outline, block: _Block, index: int, label: Label | None) -> None:
    """Put a node to the work in hand: a heading begins anew, so does a numbered paragraph that is no letter."""
    node = outline.nodes[index]
    if node.heading and label is None and node.rest is None:
        block.work, block.heading = [], index
        return
    fresh = node.kind == "section" and not re.fullmatch(r"[a-zđ]", node.marker)
    if fresh or (label is not None and node.heading):
        block.work = []
    if fresh:
        block.heading = None
    block.work.append(index)


def _closed(text: Text, outline: Outline, block: _Block) -> Iterator[AgencyTask]:
    """Make a task of a block that names who leads; a block with only a heading has the heading for its task."""
    lead: list[Body] = []
    coordinate: list[Body] = []
    times: list[Span] = []
    for label, value in block.lines:
        if label.kind == "time":
            times.append(value)
        elif label.kind in {"lead", "coordinate"}:
            first, second = agency_bodies(text.string, value.start, value.end)
            (lead if label.kind == "lead" else coordinate).extend(first)
            coordinate.extend(second)
    spans, path, nodes = _work(text, outline, block)
    if not lead or not spans:
        return
    time = parse_time(squeeze(" ".join(text.slice(span) for span in times))) if times else None
    draft = Draft(spans, path, tuple(lead), tuple(coordinate), time, tuple(times))
    yield AgencyTask(draft, (*nodes, *block.used))


def _work(text: Text, outline: Outline, block: _Block) -> tuple[tuple[Span, ...], str, tuple[int, ...]]:
    """Return the spans of a block's work, its path and its nodes; inner dashes stay, the first one goes."""
    spans: list[Span] = []
    for index in block.work:
        span = _words(text, outline.nodes[index], first=not spans)
        if span is not None:
            spans.append(span)
    if spans:
        return tuple(spans), outline.nodes[block.work[0]].path, tuple(block.work)
    if block.heading is not None:
        node = outline.nodes[block.heading]
        title = node.title
        return ((title,) if title else ()), node.path, (block.heading,)
    return (), "", ()


def _words(text: Text, node: Node, *, first: bool) -> Span | None:
    """Return the words of one node of work, without a label such as "Nội dung:"."""
    label = label_of(text, node)
    if label is not None:
        return label.value
    if node.heading and node.rest is None and node.title is not None:
        return node.title
    if node.content is None:
        return None
    return node.content if first or node.kind == "section" else node.span
