"""What an outline is: parts of a file, and in them nodes in reading order, each a span of the text.

A node knows its parent, its section path and what of it is heading; nothing is copied out of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.page import Span

NodeKind = Literal["section", "item", "paragraph", "row"]
"""Numbered heading or numbered paragraph; dash item; running paragraph; table row that is no heading."""

PartKind = Literal[
    "head", "title", "preamble", "body", "recipients", "signature", "appendix_title", "appendix", "notes"
]
"""Where a node stands. An attached plan has its own `title`, `preamble` and `body`, with `prefix` "KH"."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of nodes of one kind. `prefix` is the first path part inside it: "" (main text), "KH", "PL", "PL2"."""

    kind: PartKind
    span: Span
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One block of the text.

    `span` holds the whole of it with its marker, `content` what stands behind the marker (None: nothing does).
    `title` is the heading's text, None for anything that is no heading, also for a numbered full sentence; `rest`
    is what follows a run-in heading on the same line. `path` is the section path, for a section its own; `parent`
    indexes `Outline.nodes`. `cells` are the cells of a table row, also where the row is a group heading.
    """

    kind: NodeKind
    span: Span
    content: Span | None
    part: int
    marker: str = ""
    path: str = ""
    depth: int = 0
    parent: int | None = None
    title: Span | None = None
    rest: Span | None = None
    page: int = 1
    block: int = 0
    table: int | None = None
    cells: tuple[Span | None, ...] = ()

    @property
    def heading(self) -> bool:
        """Tell whether the node is a section with a heading of its own."""
        return self.title is not None


@dataclass(frozen=True, slots=True)
class Outline:
    """Parts and nodes of a text, both in reading order; every node lies in one part."""

    parts: tuple[Part, ...]
    nodes: tuple[Node, ...]

    def part_of(self, node: Node) -> Part:
        """Return the part a node lies in."""
        return self.parts[node.part]

    def children(self, index: int | None) -> Iterator[int]:
        """Yield the indices of the nodes directly under a node; None asks for those under no other."""
        return (i for i in range(0 if index is None else index + 1, self.end(index)) if self.nodes[i].parent == index)

    def end(self, index: int | None) -> int:
        """Return the index behind the last node anywhere under a node."""
        if index is None:
            return len(self.nodes)
        depth = self.nodes[index].depth
        part = self.nodes[index].part
        end = index + 1
        while end < len(self.nodes) and self.nodes[end].depth > depth and self.nodes[end].part == part:
            end += 1
        return end

    def under(self, index: int) -> range:
        """Return the indices of all nodes anywhere under a node."""
        return range(index + 1, self.end(index))

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield parent, grandparent and so on."""
        parent = self.nodes[index].parent
        while parent is not None:
            yield parent
            parent = self.nodes[parent].parent

    def at(self, offset: int) -> int | None:
        """Return the index of the node that begins last before or at an offset, None in front of the first."""
        found = bisect_right(self.nodes, offset, key=lambda node: node.span.start) - 1
        return found if found >= 0 else None

    def path_at(self, offset: int) -> str:
        """Return the section path in force at an offset: "" outside any section of the main text."""
        index = self.at(offset)
        return "" if index is None else self.nodes[index].path

    def sections(self) -> Iterator[int]:
        """Yield the indices of all sections in order."""
        return (i for i, node in enumerate(self.nodes) if node.kind == "section")

    def in_part(self, *kinds: PartKind, prefix: str | None = None) -> Iterator[int]:
        """Yield the indices of the nodes in parts of the given kinds and, where given, the given prefix."""
        for i, node in enumerate(self.nodes):
            part = self.parts[node.part]
            if part.kind in kinds and (prefix is None or part.prefix == prefix):
                yield i
