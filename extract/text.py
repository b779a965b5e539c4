"""One string and the map back from it: to words, to what was read, to pages and boxes.

The string is built once, after restoration: one paragraph a line, a table row one line with its cells joined by
" | ", one final newline. Everything later is a `Span` of it; nothing is carried through an edit.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extract.page import Box, Paragraph, Span, Table, Word, union
from models import PageBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.page import Block, Line, Role

CELL_JOINT = " | "
BlockKind = Literal["paragraph", "row"]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A line of the string: a paragraph, or a table row with the spans of its cells (None where empty).

    `table` numbers the tables of a document from 0 and is None for paragraphs. A merged cell's text is written once;
    the other slots it covers hold the same span, which may lie in an earlier row. `lines` are the spans of the source's
    own lines in it; `indent` is the x of its first line's left edge in points, None for text input. `recut` marks the
    rows of a table that was put together again from broken lines.
    """

    kind: BlockKind
    span: Span
    role: Role
    lines: tuple[Span, ...]
    cells: tuple[Span | None, ...] = ()
    table: int | None = None
    page: int = 1
    centred: bool = False
    indent: float | None = None
    recut: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """The document's text. `starts[i]` is where `words[i]` begins in `string`; `pages[i]` is its page."""

    string: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    pages: tuple[int, ...]
    blocks: tuple[TextBlock, ...]

    def __post_init__(self) -> None:
        """Refuse what a map must never hold: text that is not NFC, or lists of unlike length."""
        if not unicodedata.is_normalized("NFC", self.string):
            raise ValueError("a document's text must be NFC")
        if not len(self.words) == len(self.starts) == len(self.pages):
            raise ValueError("words, starts and pages must be of one length")

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Text:
        """Join blocks into one text, writing the map while joining."""
        return _Joiner().join(blocks)

    def slice(self, span: Span) -> str:
        """Return the text of a span."""
        return self.string[span.start : span.end]

    def word_indices(self, span: Span) -> range:
        """Return the indices of the words that share at least one code point with the span."""
        first = bisect_right(self.starts, span.start) - 1
        if first < 0 or self.starts[first] + len(self.words[first].text) <= span.start:
            first += 1
        return range(first, bisect_left(self.starts, span.end))

    def raw(self, span: Span) -> str:
        """Return what the engine read where the span now stands, joined by blanks."""
        indices = self.word_indices(span)
        return " ".join(self.words[i].raw for i in indices if self.words[i].part == 0 or i == indices.start)

    def boxes(self, spans: Iterable[Span]) -> tuple[PageBox, ...]:
        """Return the boxes of the spans, one for each line of each page they touch."""
        return tuple(box for span in spans for box in self._boxes(span))

    def confidence(self, spans: Iterable[Span]) -> float:
        """Return the least confidence among the words of the spans, 1.0 where there are none."""
        return min((self.words[i].confidence for span in spans for i in self.word_indices(span)), default=1.0)

    def doubts(self, span: Span) -> tuple[str, ...]:
        """Return what was doubted about the figures of the span."""
        found = (self.words[i].doubt for i in self.word_indices(span))
        return tuple(dict.fromkeys(doubt for doubt in found if doubt))

    def block_at(self, offset: int) -> TextBlock:
        """Return the block that holds the offset; raises IndexError outside the text."""
        if not 0 <= offset < len(self.string):
            raise IndexError(offset)
        return self.blocks[bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1]

    def _boxes(self, span: Span) -> Iterator[PageBox]:
        run: list[Box] = []
        page = 0
        for i in self.word_indices(span):
            box = self.words[i].box
            if box is None:
                continue
            if run and (self.pages[i] != page or not _same_line(run[-1], box)):
                yield _page_box(page, run)
                run = []
            page = self.pages[i]
            run.append(box)
        if run:
            yield _page_box(page, run)


def _same_line(left: Box, right: Box) -> bool:
    overlap = min(left.y1, right.y1) - max(left.y0, right.y0)
    return overlap > 0.5 * min(left.height, right.height) and right.x0 >= left.x0 - 1


def _page_box(page: int, boxes: list[Box]) -> PageBox:
    box = union(boxes)
    assert box is not None  # the run holds at least one box
    return PageBox(page=page, x0=round(box.x0, 1), y0=round(box.y0, 1), x1=round(box.x1, 1), y1=round(box.y1, 1))


class _Joiner:
    """Writes string and map side by side; lives only while `Text.of` runs."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.words: list[Word] = []
        self.starts: list[int] = []
        self.pages: list[int] = []
        self.blocks: list[TextBlock] = []
        self.tables = 0

    def join(self, blocks: Iterable[Block]) -> Text:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block)
        return Text("".join(self.parts), tuple(self.words), tuple(self.starts), tuple(self.pages), tuple(self.blocks))

    def _write(self, string: str) -> None:
        self.parts.append(string)
        self.at += len(string)

    def _lines(self, lines: Iterable[Line]) -> tuple[Span, ...]:
        spans: list[Span] = []
        for line in lines:
            start = None
            for word in line.words:
                if not word.text:
                    continue
                if spans or start is not None:
                    self._write(" ")
                start = self.at if start is None else start
                self.words.append(word)
                self.starts.append(self.at)
                self.pages.append(line.page)
                self._write(word.text)
            if start is not None:
                spans.append(Span(start, self.at))
        return tuple(spans)

    def _paragraph(self, paragraph: Paragraph) -> None:
        start = self.at
        lines = self._lines(paragraph.lines)
        if not lines:
            return
        span = Span(start, self.at)
        self._write("\n")
        box = paragraph.lines[0].box
        self.blocks.append(
            TextBlock(
                "paragraph",
                span,
                paragraph.role,
                lines,
                page=paragraph.lines[0].page,
                centred=paragraph.centred,
                indent=box.x0 if box else None,
            )
        )

    def _table(self, table: Table) -> None:
        merged: dict[Box, Span] = {}
        for row in table.rows:
            start = self.at
            cells: list[Span | None] = []
            lines: list[Span] = []
            page = next((line.page for cell in row for line in cell.lines), table.page)
            for cell in row:
                if cells:
                    self._write(CELL_JOINT)
                if cell.filled and cell.box in merged:
                    cells.append(merged[cell.box])
                    continue
                begin = self.at
                lines += self._lines(cell.lines)
                cells.append(Span(begin, self.at) if self.at > begin else None)
                if cell.box and self.at > begin and cell.rows * cell.columns > 1:
                    merged[cell.box] = Span(begin, self.at)
            if not lines:
                self._drop(start)
                continue
            span = Span(start, self.at)
            self._write("\n")
            self.blocks.append(
                TextBlock(
                    "row", span, "body", tuple(lines), tuple(cells), table=self.tables, page=page, recut=table.recut
                )
            )
        self.tables += 1

    def _drop(self, start: int) -> None:
        while self.at > start:
            self.at -= len(self.parts.pop())
