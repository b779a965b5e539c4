"""What of each section is its heading, once it is known what stands under it and beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.outline.headings import Under, closes, heading, names_bodies
from extract.page import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.outline.tree import Node
    from extract.text import Text

_SURE: Final = 0.995
_LONG_LINE: Final = 20
_BESIDE: Final = 3


def sound(text: Text, span: Span) -> bool:
    """Tell whether the first word of a span is beyond doubt, as in a sound text layer."""
    first = next(iter(text.word_indices(span)), None)
    if first is None:
        return True
    word = text.words[first]
    return word.confidence >= _SURE and word.raw == word.text


def titled(text: Text, nodes: list[Node]) -> tuple[Node, ...]:
    """Say of each section what of it is heading, now that what stands under it is known."""
    bearing = [False] * len(nodes)
    labels = [0] * len(nodes)
    for node in nodes:
        if node.parent is not None and _fills(text, node):
            bearing[node.parent] = True
        elif node.parent is not None:
            labels[node.parent] += 1
    told = [
        _with_title(text, node, Under(bearing[i] and not _article(node), labels[i] > 1, sound(text, node.span)))
        if node.kind == "section"
        else node
        for i, node in enumerate(nodes)
    ]
    bare = [not bearing[i] and not labels[i] for i in range(len(nodes))]
    return tuple(replace(node, title=None) if _odd(text, told, bare, i) else node for i, node in enumerate(told))


def _odd(text: Text, nodes: Sequence[Node], bare: Sequence[bool], i: int) -> bool:
    """Tell a long line among numbered sentences that only lacks their full stop: it is a sentence like them."""
    node = nodes[i]
    if node.title is None or node.rest is not None or not bare[i] or len(text.slice(node.title).split()) <= _LONG_LINE:
        return False
    near = [nodes[j] for j in range(max(0, i - _BESIDE), min(len(nodes), i + _BESIDE + 1)) if j != i]
    beside = [other for other in near if other.kind == "section" and other.parent == node.parent]
    return sum(other.title is None for other in beside) > len(beside) / 2


def _fills(text: Text, node: Node) -> bool:
    """Tell whether a node under a section makes a heading of it: not a line of bodies, nor the plan's closing words."""
    if node.kind == "section" or node.content is None:
        return True
    words = text.slice(node.content)
    return not names_bodies(words) and not (node.kind == "paragraph" and closes(words))


def _article(node: Node) -> bool:
    return node.marker.startswith("Đ") and node.marker[1:].isdigit()


def _with_title(text: Text, node: Node, under: Under) -> Node:
    if node.content is None:
        return node
    found = heading(text.slice(node.content), under)
    if found is None:
        return node
    start = node.content.start
    rest = None if found.rest is None else Span(start + found.rest, node.content.end)
    return replace(node, title=Span(start, start + found.end), rest=rest)
