"""Arranging pages with boxes: zones first, then rows in reading order, then paragraphs and tables."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

from extract.arrange import columns, flow
from extract.arrange.join_tables import join_tables
from extract.arrange.numbering import with_numbers
from extract.arrange.placed import Frame, frame_of, rows_of
from extract.arrange.specks import without_specks
from extract.arrange.unruled import lift
from extract.page import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.arrange.placed import Placed
    from extract.arrange.unruled import Columns
    from extract.page import Block, Page, Paragraph

_NUMBER: Final = re.compile(r"^(trang\s*)?[-–—.]*\s*\d{1,4}(\s*/\s*\d{1,4})?\s*[-–—.]*$", re.IGNORECASE)
_LIKE_NUMBER: Final = re.compile(rf"{_NUMBER.pattern}|^[\dIlO|°]{{1,4}}$", re.IGNORECASE)
_RULE: Final = re.compile(r"^[\s_=~*—–-]{4,}$")
_TOP, _BOTTOM = 0.085, 0.92


def arrange_pages(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Return the paragraphs and tables of pages with boxes, in reading order; page numbers and dirt are left out."""
    pages = [without_specks(page) for page in pages]
    kept = {page.number: _without_number(rows_of(page), page) for page in pages}
    frames = _frames(pages, kept)
    trust = {page.number: page.trusted for page in pages}

    def made_of(rows: Sequence[Placed]) -> list[Paragraph]:
        return flow.paragraphs(rows, frames, trust.__getitem__)

    blocks: list[Block] = []
    run: list[Placed] = []
    noted: list[tuple[Placed, list[Paragraph]]] = []
    columns: Columns | None = None
    for page in pages:
        notes: list[Placed] = []
        zoned, columns = lift(_zoned(page, kept[page.number], frames), frames[page.number], columns)
        found = [replace(item, trusted=page.trusted) if isinstance(item, Table) else item for item in zoned]
        for item in _in_order(page, found):
            if isinstance(item, Table):
                blocks += [*_with_notes(made_of(run), noted), item]
                run, noted = [], []
            elif item.zone == "note":
                notes.append(item)
            else:
                run.append(item)
        if notes and run:
            noted.append((run[-1], made_of(notes)))
        else:
            blocks += made_of(notes)
    blocks += _with_notes(made_of(run), noted)
    return tuple(with_numbers(block) if isinstance(block, Table) else block for block in join_tables(blocks))


def _with_notes(made: list[Paragraph], noted: Sequence[tuple[Placed, list[Paragraph]]]) -> list[Paragraph]:
    """Put each page's footnotes behind the paragraph that was open at the page's end."""
    for last, notes in reversed(noted):
        at = next(i for i, paragraph in enumerate(made) if any(line is last.line for line in paragraph.lines))
        made[at + 1 : at + 1] = notes
    return made


def _without_number(rows: list[Placed], page: Page) -> list[Placed]:
    """Drop a lone page number in the top or bottom margin, and rules drawn with letters.

    Page numbers stand centred, or at the right of the bottom as older rules had it.
    """
    kept = [row for row in rows if not _RULE.match(row.text) and not _is_speck(row, page)]
    return [row for at, row in enumerate(kept) if not _is_number(row, page, outer=at in {0, len(kept) - 1})]


def _is_speck(row: Placed, page: Page) -> bool:
    """Tell whether a row of a recognised page holds neither letter nor digit: dirt, or a drawn line read as signs."""
    return page.reading == "recognised" and not any(char.isalnum() for char in row.text)


def _is_number(row: Placed, page: Page, *, outer: bool) -> bool:
    """Tell whether a row is a page number; one that is the first or last row may stand a little further in."""
    looks = _LIKE_NUMBER if page.reading == "recognised" and outer else _NUMBER
    if not looks.match(row.text):
        return False
    wider = 0.05 if outer else 0.0
    high = row.y1 < (_TOP + wider) * page.height
    low = row.y0 > (_BOTTOM - wider) * page.height
    central = abs(row.middle - page.width / 2) < 0.12 * page.width
    return (high and central) or (low and (central or row.x0 > 0.7 * page.width))


def _frames(pages: Sequence[Page], kept: dict[int, list[Placed]]) -> dict[int, Frame]:
    """Return each page's frame; a page with too little text borrows from those of its size."""
    known = {page.number: frame for page in pages if (frame := frame_of(kept[page.number], page))}
    frames: dict[int, Frame] = {}
    for page in pages:
        alike = [frame for frame in known.values() if abs(frame.page_width - page.width) < 10]
        if page.number in known:
            frames[page.number] = known[page.number]
        elif alike:
            frames[page.number] = Frame(
                median(frame.left for frame in alike),
                median(frame.right for frame in alike),
                median(frame.height for frame in alike),
                page.width,
                page.height,
            )
        else:
            frames[page.number] = Frame(0.14 * page.width, 0.91 * page.width, 14.0, page.width, page.height)
    return frames


def _in_order(page: Page, rows: Sequence[Placed | Table]) -> Iterator[Placed | Table]:
    """Yield a page's rows and tables top to bottom; the columns of head and foot come one after the other already."""
    waiting = sorted((table for table in page.tables if table.box), key=_top)
    for row in rows:
        while waiting and not _is_foot(row) and _top(waiting[0]) < _top(row):
            yield waiting.pop(0)
        yield row
    yield from waiting
    yield from (table for table in page.tables if table.box is None)


def _is_foot(row: Placed | Table) -> bool:
    return not isinstance(row, Table) and row.zone in {"recipients", "signature"}


def _top(item: Placed | Table) -> float:
    if isinstance(item, Table):
        return item.box.y0 if item.box else 0.0
    return item.y0


def _zoned(page: Page, rows: list[Placed], frames: dict[int, Frame]) -> list[Placed]:
    ordered: list[Placed] = []
    at = 0
    if rows and (found := columns.head_rows(rows, page.width)):
        start, at = found
        beside, kind = columns.kind_of(rows[at]) if at < len(rows) else ([], None)
        ordered += [*rows[:start], *columns.head_columns([*rows[start:at], *beside], page.width)]
        if kind is not None:
            ordered.append(kind)
            at += 1
    note = _note_start(page, rows, frames[page.number])
    while at < len(rows):
        if at >= note:
            ordered += [row.within("note") for row in rows[at:]]
            break
        if columns.foot_start(rows, at, page.width):
            end = min(columns.foot_end(rows, at, page.width), note)
            ordered += columns.foot_columns(rows[at:end], page.width)
            at = end
            continue
        ordered.append(rows[at])
        at += 1
    return ordered


def _note_start(page: Page, rows: Sequence[Placed], frame: Frame) -> int:
    """Return the first row of the footnotes, which stand in smaller print under a short rule at the left margin."""
    for rule in page.rules:
        short = 50 < rule.x1 - rule.x0 < 0.45 * page.width
        if not (rule.horizontal and short and abs(rule.x0 - frame.left) < 12 and rule.y0 > 0.45 * page.height):
            continue
        below = [i for i, row in enumerate(rows) if row.y0 > rule.y0 - 2]
        if below and _small(rows[below[0] :], frame):
            return below[0]
    return len(rows)


def _small(rows: Sequence[Placed], frame: Frame) -> bool:
    smaller = median(row.height for row in rows) < 0.93 * frame.height
    return rows[0].text[:1] in "0123456789[(*" and smaller
