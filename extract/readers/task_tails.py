"""Tasks whose line ends by naming who does the work: "Tham luận về … – Trường A hỗ trợ thực hiện."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.page import Span
from extract.readers.body_lists import begins_body
from extract.readers.task_bodies import agency_bodies
from extract.readers.task_drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.outline import Outline
    from extract.text import Text

_TAIL: Final = re.compile(
    r"""
    (?: \s[-–—]\s+ | [.;)”"]?\s*\( )                                     # a dash or a bracket parts it from the work
    (?P<bodies> [^()–—]{4,120}? ) \s+
    (?: (?:hỗ\s+trợ|chủ\s+trì|trực\s+tiếp|chịu\s+trách\s+nhiệm) ,? \s+ )*
    (?: thực\s+hiện | chủ\s+trì | phụ\s+trách | trình\s+bày | đảm\s+nhận | cho\s+ý\s+kiến(?:,\s+thảo\s+luận)? )
    \)? [.;]? \s* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FEWEST: Final = 4
"""Work is told in no fewer words than this."""


def tail_tasks(text: Text, outline: Outline, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the numbered lines and items of the body that end in a body and what it does; drafted ones are left out."""
    drafted = [span for draft in drafts for span in draft.spans]
    for index in outline.in_part("body", "appendix"):
        node = outline.nodes[index]
        content = node.content
        if content is None or node.table is not None or node.kind not in {"section", "item"}:
            continue
        if any(content.start < span.end and span.start < content.end for span in drafted):
            continue
        match = _TAIL.search(text.string, content.start, content.end)
        if match is None or len(text.string[content.start : match.start()].split()) < _FEWEST:
            continue
        if not begins_body(text.string, match.start("bodies")):
            continue
        lead, coordinate = agency_bodies(text.string, match.start("bodies"), match.end("bodies"))
        yield Draft((Span(content.start, content.end),), node.path, tuple(lead), tuple(coordinate), sure=0.85)
