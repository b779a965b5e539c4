"""Arranging text that has no boxes: only the words, the line ends and the empty lines can tell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.arrange import flat, foot, head
from extract.arrange.marks import begins_paragraph, marker
from extract.arrange.phrases import is_capitals, is_doc_type, opens_preamble
from extract.arrange.wrap import Piece, groups, measure, width_of
from extract.page import Cell, Line, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.arrange.wrap import Measure
    from extract.page import Block, Page

BAR: Final = "|"
_PAGE_NUMBER: Final = re.compile(r"^[-–— ]*\d{1,3}[-–— ]*$")
_TITLE_LINES: Final = 8
_PAGE_LINES: Final = 15


def arrange_plain(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Return the paragraphs and tables of text without boxes; no word is lost but page numbers and column bars."""
    pieces = _without_running_numbers(_pieces(pages))
    how = measure([piece for piece in pieces if BAR not in piece.text])
    texts = [piece.text for piece in pieces]
    at = head.head_end(texts)
    blocks: list[Block] = list(head.paragraphs([piece.line for piece in pieces[:at]]))
    while at < len(pieces):
        found = foot.find([piece.line for piece in pieces], at)
        stop = found.start if found else len(pieces)
        blocks += _body(pieces[at:stop], how)
        if not found:
            break
        blocks += found.paragraphs
        at = found.end
        at = _inner_head(pieces, at, blocks)
    return tuple(blocks)


def _pieces(pages: Sequence[Page]) -> list[Piece]:
    made: list[Piece] = []
    for page in pages:
        lines = _without_page_number(page.lines) if len(pages) > 1 else page.lines
        gap, first = 0, True
        for line in lines:
            if not line.words:
                gap += 1
                continue
            made.append(Piece(line, 0 if first and made else gap, new_page=first and bool(made)))
            gap, first = 0, False
    return made


def _without_page_number(lines: Sequence[Line]) -> list[Line]:
    """Drop a lone number that opens or ends a page."""
    kept = list(lines)
    for side in (0, -1):
        words = [line for line in kept if line.words]
        if words and _PAGE_NUMBER.match(words[side].text):
            kept.remove(words[side])
    return kept


def _without_running_numbers(pieces: list[Piece]) -> list[Piece]:
    """Drop the page numbers of a text that lost its page ends: lone numbers that count on at the distance of pages.

    Numbers of a flattened table, which count on too, stand closer and after its head.
    """
    end = next((index for index, piece in enumerate(pieces) if flat.opens(piece.text)), len(pieces))
    run: list[int] = []
    for index, piece in enumerate(pieces[:end]):
        if not _PAGE_NUMBER.match(piece.text):
            continue
        value = int(piece.text.strip("-–— "))
        if run and value == int(pieces[run[-1]].text.strip("-–— ")) + 1 and index - run[-1] >= _PAGE_LINES:
            run.append(index)
        elif not run and value == 2 and index >= _PAGE_LINES:
            run = [index]
    if len(run) < 2:
        return pieces
    gone = set(run)
    return [
        replace(piece, gap=0, new_page=True) if index - 1 in gone else piece
        for index, piece in enumerate(pieces)
        if index not in gone
    ]


def _inner_head(pieces: Sequence[Piece], at: int, blocks: list[Block]) -> int:
    """Take the head of a second document in the file (an attached plan that has its own)."""
    texts = [piece.text for piece in pieces[at:]]
    count = head.head_end(texts)
    if not 0 < count < 12 or not any(head.is_right(text.split()) for text in texts[:count]):
        return at
    blocks += head.paragraphs([piece.line for piece in pieces[at : at + count]])
    return at + count


def _body(pieces: Sequence[Piece], how: Measure) -> list[Block]:
    """Arrange what stands between a head and a foot: titles, paragraphs, tables."""
    blocks: list[Block] = []
    at = 0
    while at < len(pieces):
        text = pieces[at].text
        if BAR in text.split():
            stop = at
            while stop < len(pieces) and BAR in pieces[stop].text.split():
                stop += 1
            blocks += _tables(pieces[at:stop])
        elif is_doc_type(text):
            stop = _title_end(pieces, at + 1, how)
            blocks.append(Paragraph((pieces[at].line,), "title"))
            if stop > at + 1:
                blocks.append(Paragraph(tuple(piece.line for piece in pieces[at + 1 : stop]), "title"))
        elif flat.opens(text):
            stop = flat.end_of(pieces, at, lambda piece: 0 < 0.9 * how.width <= width_of(piece.text))
            blocks += [Paragraph(tuple(p.line for p in row)) for row in flat.rows(pieces[at:stop])]
        else:
            stop = _plain_end(pieces, at)
            blocks += [Paragraph(tuple(p.line for p in group)) for group in groups(pieces[at:stop], how)]
        at = stop
    return blocks


def _plain_end(pieces: Sequence[Piece], at: int) -> int:
    stop = at + 1
    while stop < len(pieces):
        text = pieces[stop].text
        if BAR in text.split() or is_doc_type(text) or flat.opens(text):
            break
        stop += 1
    return stop


def _title_end(pieces: Sequence[Piece], start: int, how: Measure) -> int:
    """Return where the title under a document's kind ends."""
    stop = start
    while stop < len(pieces) and stop - start < _TITLE_LINES:
        piece, text = pieces[stop], pieces[stop].text
        if stop > start and _ends_title(pieces[stop - 1], piece, how):
            break
        if marker(text) or BAR in text.split() or (stop == start and len(text) > 400):
            break
        stop += 1
    return stop


def _ends_title(before: Piece, piece: Piece, how: Measure) -> bool:
    """Tell whether a line under a title's line belongs no more to the title."""
    text = piece.text
    if not how.width or before.text.endswith((".", ";", ":")):
        return True
    if text[:1].islower():
        return False
    if begins_paragraph(text, before.text):
        return True
    if how.gap is not None and piece.gap >= how.gap:
        return True
    if is_capitals(text) and is_capitals(before.text):
        return False
    return opens_preamble(text) or width_of(text) > 0.9 * how.width


def _tables(pieces: Sequence[Piece]) -> Iterator[Table]:
    """Yield the tables of lines with bars."""
    rows = [_cells(piece.line) for piece in pieces]
    begin = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and not _begins_table(rows, at):
            continue
        yield _table(pieces[begin].line.page, rows[begin:at])
        begin = at


def _begins_table(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Tell whether rows of another width begin here; one alone is the torn end of the table before."""
    width = len(rows[at])
    return len(rows[at - 1]) != width and at + 1 < len(rows) and len(rows[at + 1]) == width


def _table(page: int, rows: Sequence[tuple[Cell, ...]]) -> Table:
    count = max(len(row) for row in rows)
    return Table(page, tuple((*row, *(Cell(),) * (count - len(row))) for row in rows))


def _cells(line: Line) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    start = 0
    for i in range(len(line.words) + 1):
        if i == len(line.words) or line.words[i].text == BAR:
            words = line.words[start:i]
            cells.append(Cell((Line(line.page, words),) if words else ()))
            start = i + 1
    return tuple(cells)
