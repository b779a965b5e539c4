"""The way in: pages with boxes are arranged by geometry, pages of plain text by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.arrange.plain import arrange_plain

if TYPE_CHECKING:
    from extract.arrange.blocks import Block
    from extract.page import Page


def arrange(pages: tuple[Page, ...]) -> tuple[Block, ...]:
    """Return a document's paragraphs and tables in reading order.

    Every word of the pages stands in exactly one block, except page numbers, column bars of plain text, and what
    tables hold instead of lines.
    """
    return arrange_plain(pages)
