"""Rows with boxes to paragraphs, over line and page ends: indents, right edge, spacing, markers, centring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.arrange import flat
from extract.arrange.head import wraps
from extract.arrange.marks import begins_paragraph, closes, is_dash, marker
from extract.arrange.phrases import fold, goes_on, is_capitals, is_doc_type, opens_preamble, wraps_on
from extract.page import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from extract.arrange.placed import Frame, Placed
    from extract.page import Role

_INDENT: Final = 8.0
_TITLE_ROWS: Final = 9


def paragraphs(rows: Sequence[Placed], frames: Mapping[int, Frame], trusted: Callable[[int], bool]) -> list[Paragraph]:
    """Make paragraphs of rows in reading order; every row goes into exactly one."""
    made: list[Paragraph] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if row.zone:
            stop = _zone_end(rows, at)
        elif is_doc_type(row.text) and is_centred(row, frames):
            made.append(_paragraph(rows[at : at + 1], "title", frames, trusted))
            at += 1
            stop = _title_end(rows, at, frames)
            if stop > at:
                made.append(_paragraph(rows[at:stop], "title", frames, trusted))
                at = stop
            continue
        elif flat.opens(row.text) and not flat.opens(rows[at - 1].text if at else ""):
            stop = _flat_end(rows, at, frames)
            made += [_paragraph(part, "body", frames, trusted) for part in flat.rows(rows[at:stop])]
            at = stop
            continue
        else:
            stop = at + 1
            while stop < len(rows) and not _breaks(rows[stop]) and continues(rows, stop, frames):
                stop += 1
        made.append(_paragraph(rows[at:stop], row.zone or "body", frames, trusted))
        at = stop
    return made


def _breaks(row: Placed) -> bool:
    return row.zone is not None or is_doc_type(row.text) or flat.opens(row.text)


def _flat_end(rows: Sequence[Placed], at: int, frames: Mapping[int, Frame]) -> int:
    zoned = next((i for i in range(at, len(rows)) if rows[i].zone), len(rows))
    return flat.end_of(rows[:zoned], at, lambda row: row.x1 - row.x0 > 0.93 * _measure(frames[row.page]))


def _measure(frame: Frame) -> float:
    return frame.right - frame.left


def _paragraph(
    rows: Sequence[Placed], role: Role, frames: Mapping[int, Frame], trusted: Callable[[int], bool]
) -> Paragraph:
    centred = all(is_centred(row, frames) for row in rows)
    return Paragraph(tuple(row.line for row in rows), role, all(trusted(row.page) for row in rows), centred=centred)


def _zone_end(rows: Sequence[Placed], at: int) -> int:
    """Return where an entry of a zone ends.

    Rows of head and signature stand alone, but for the state's name and posts that a narrow column wraps; recipients
    and footnotes may run over several rows.
    """
    zone = rows[at].zone
    stop = at + 1
    if zone == "head" and stop < len(rows) and rows[stop].zone == zone and wraps(rows[at].text, rows[stop].text):
        return stop + 1
    if zone == "signature":
        while stop < len(rows) and rows[stop].zone == zone and wraps_on(rows[stop - 1].text, rows[stop].text):
            stop += 1
    if zone in {"recipients", "note"}:
        while stop < len(rows) and rows[stop].zone == zone and not _opens_entry(rows[stop], rows[stop - 1]):
            stop += 1
    return stop


def _opens_entry(row: Placed, before: Placed) -> bool:
    if row.zone == "note":
        return row.text[:1].isdigit() or row.text[:1] in "[(*"
    return is_dash(row.text) or fold(before.text).startswith("noi nhan") or closes(before.text)


def is_centred(row: Placed, frames: Mapping[int, Frame]) -> bool:
    """Tell whether a row stands in the middle between the margins, away from both."""
    frame = frames[row.page]
    inset = min(row.x0 - frame.left, frame.right - row.x1)
    if frame.first is not None and abs(row.x0 - frame.first) < 4 and not (row.all_bold or is_capitals(row.text)):
        return False
    if is_dash(row.text):
        return False
    return inset > 1.2 * _INDENT and abs(row.middle - frame.middle) < 0.03 * frame.page_width + 0.12 * inset


def _title_end(rows: Sequence[Placed], start: int, frames: Mapping[int, Frame]) -> int:
    stop = start
    while stop < len(rows) and stop - start < _TITLE_ROWS:
        row, before = rows[stop], rows[stop - 1]
        if row.zone or is_doc_type(row.text) or row.page != before.page:
            break
        if begins_paragraph(row.text, before.text):
            break
        if stop > start and (row.y0 - before.y1 > 1.6 * row.height or _style(row) != _style(before)):
            break
        if not is_centred(row, frames) and (stop == start or not _still_title(row, before, frames)):
            break
        stop += 1
    return stop


def _style(row: Placed) -> tuple[bool | None, bool]:
    return row.all_bold, is_capitals(row.text)


def _still_title(row: Placed, before: Placed, frames: Mapping[int, Frame]) -> bool:
    """A title's row may fill the whole width; it is no title when it begins as the preamble does or is indented."""
    frame = frames[row.page]
    if opens_preamble(row.text) and not row.text[:1].islower():
        return False
    fills = row.x1 - row.x0 > 0.85 * (frame.right - frame.left)
    return fills and (row.all_bold is True or row.text[:1].islower()) and not closes(before.text)


def continues(rows: Sequence[Placed], at: int, frames: Mapping[int, Frame]) -> bool:
    """Tell whether a row goes on with the paragraph of the row before it."""
    before, row = rows[at - 1], rows[at]
    frame, old = frames[row.page], frames[before.page]
    if goes_on(before.text, row.text):
        return True
    flows = row.text[:1].islower() and not closes(before.text)
    full = before.x1 + _first_width(row) > old.right - 0.6 * old.height
    if begins_paragraph(row.text, before.text) and not (full and flows):
        return False
    if before.text.startswith("(") and before.text.count("(") > before.text.count(")") and row.page == before.page:
        return row.y0 - before.y1 < 1.3 * row.height
    centred, was_centred = is_centred(row, frames), is_centred(before, frames)
    if was_centred and not full:
        return centred and _one_heading(before, row)
    if row.page != before.page:
        return flows or (full and not (closes(before.text) or _further_in(row, frame)))
    if row.y0 - before.y1 > 1.3 * row.height:
        return flows and full
    if before.all_bold is not None and row.all_bold is not None and before.all_bold != row.all_bold:
        return flows and full
    if _further_in(row, frame) and not flows:
        return full and _hangs(before, row) and not closes(before.text)
    return full or flows


def _first_width(row: Placed) -> float:
    """Width of a row's first word and of a blank before it."""
    box = row.line.words[0].box
    return (box.width if box else 0.0) + 0.25 * row.height


def _further_in(row: Placed, frame: Frame) -> bool:
    return row.x0 - frame.left > _INDENT


def _hangs(before: Placed, row: Placed) -> bool:
    """Tell whether a row stands under the text of the row before it: a block set in, or a hanging indent."""
    if abs(before.x0 - row.x0) < 4:
        return True
    words = before.line.words
    box = words[1].box if len(words) > 1 and marker(before.text) else None
    return box is not None and abs(box.x0 - row.x0) < 6


def _one_heading(before: Placed, row: Placed) -> bool:
    if row.text.startswith("(") or closes(before.text) or marker(before.text) in {"phu luc", "bieu", "phan", "chuong"}:
        return False
    return _style(before) == _style(row) and row.page == before.page and row.y0 - before.y1 < 1.3 * row.height
