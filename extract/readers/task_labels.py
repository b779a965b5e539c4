"""Labelled lines: "* Cơ quan thực hiện: …", "Đơn vị phối hợp: …", "Thời gian thực hiện: …" (golden/GUIDE.md, 17)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from extract.grammar.fold import fold, squeeze
from extract.page import Span
from extract.readers.columns import vocabulary

if TYPE_CHECKING:
    from extract.outline import Node
    from extract.text import Text

LabelKind = Literal["lead", "coordinate", "time", "product", "content"]

_COLON: Final = re.compile(r"\s*[-+*•–]*\s*\(?(?P<label>[^:.;()]{3,60}?)\)?\s*:\s*")
_REMARK: Final = re.compile(r"(?<=\w)\s*\([^()]*\)$")
_LABEL_WORDS: Final = 9
"""A label has fewer words than this."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label and its value; `value` is None where the line ends behind the colon."""

    kind: LabelKind
    value: Span | None


@cache
def label_kind(words: str) -> LabelKind | None:
    """Tell what the words of a label announce; a remark in brackets behind them announces nothing."""
    lists = vocabulary("labels.toml")[""]
    folded = _REMARK.sub("", squeeze(fold(words)).strip(" *-:.,"))
    if not folded or folded.count(" ") >= _LABEL_WORDS or " cua " in folded:
        return None
    if folded in lists["lead_alone"]:
        return "lead"
    names_body = any(re.search(rf"\b{re.escape(word)}\b", folded[:40]) for word in lists["body_words"])
    leads = any(word in folded for word in lists["lead_words"])
    if any(word in folded for word in lists["coordinate_words"]) and (names_body or folded == "phoi hop"):
        return "lead" if "chu tri" in folded else "coordinate"
    if names_body and leads:
        return "lead"
    if folded.startswith(lists["time"]):
        return "time"
    if folded.startswith(lists["product"]) and folded.count(" ") < 5:
        return "product"
    return "content" if folded in lists["content"] else None


def label_of(text: Text, node: Node) -> Label | None:
    """Read a node as a labelled line, None where it is something else.

    A run-in heading ("b) Cơ quan thực hiện:") is one by its title; any other node by the words before its colon.
    """
    if node.title is not None:
        if node.depth == 0 or (text.slice(node.title).isupper() and node.rest is None):
            return None
        kind = label_kind(text.slice(node.title))
        return Label(kind, node.rest) if kind else None
    content = node.content or node.span
    match = _COLON.match(text.string, content.start, content.end)
    kind = label_kind(match["label"]) if match else None
    if match is None or kind is None:
        return None
    value = Span(match.end(), content.end) if match.end() < content.end else None
    return Label(kind, value)
