"""The outline: parts, sections, items, paragraphs and table rows of a text in reading order."""

from extract.outline.build import outline
from extract.outline.tree import Node, NodeKind, Outline, Part, PartKind

__all__ = ["Node", "NodeKind", "Outline", "Part", "PartKind", "outline"]
