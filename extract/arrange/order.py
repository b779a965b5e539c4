"""The way in: pages with boxes are arranged by geometry, pages of plain text by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.arrange.geometry import arrange_pages
from extract.arrange.odd_figures import with_odd_figures_doubted
from extract.arrange.plain import arrange_plain
from extract.arrange.recut import continued, whole
from extract.arrange.torn import with_doubts
from extract.arrange.wrapped import with_figures_joined
from extract.page import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.page import Block, Page


def arrange(pages: tuple[Page, ...]) -> tuple[Block, ...]:
    """Return a document's paragraphs and tables in reading order.

    Every word of the pages' lines and tables stands in exactly one block, except page numbers, dirt on recognised
    pages and the column bars of plain text.
    """
    with_boxes = any(word.box is not None for page in pages for line in page.lines for word in line.words)
    arranged = arrange_pages if with_boxes or any(page.tables for page in pages) else arrange_plain
    return with_odd_figures_doubted(tuple(map(with_doubts, _with_whole_tables(arranged(pages)))))


def _with_whole_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, tables whose lines broke anew put together again, also over the headings of their parts."""
    last: Table | None = None
    for block in blocks:
        table = with_figures_joined(block) if isinstance(block, Table) else None
        longer = continued(last, table) if last is not None and table is not None else None
        if longer is None and last is not None:
            yield last
        last = longer or (whole(table) if table is not None else None)
        if table is None:
            yield block
    if last is not None:
        yield last
