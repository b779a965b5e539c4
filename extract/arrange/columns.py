"""Head and foot: two columns on shared baselines, taken apart by x before any line is made of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extract.arrange.foot import is_recipients
from extract.arrange.head import right_start
from extract.arrange.marks import is_dash, marker
from extract.arrange.phrases import find_phrase, fold, is_capacity, is_capitals, is_doc_type, is_name, is_post, phrases
from extract.arrange.placed import part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.arrange.placed import Placed
    from extract.page import Word

_HEAD_ROWS: Final = 14
_FOOT_ROWS: Final = 50
_SCRAWL: Final = 0.3
_OPENERS: Final = ("phu luc", "bieu")


def split(row: Placed, width: float, near: float) -> tuple[Placed | None, Placed | None]:
    """Cut a row at its widest gap near the middle of the page; without one it stands wholly on one side."""
    words = row.line.words
    best: tuple[float, int] | None = None
    for i in range(1, len(words)):
        before, after = words[i - 1].box, words[i].box
        if before is None or after is None:
            continue
        gap, away = after.x0 - before.x1, max(0.0, before.x1 - near, near - after.x0)
        if gap > 0.8 * row.height and away < 0.17 * width and (best is None or gap > best[0]):
            best = (gap, i)
    if best:
        return part(row, 0, best[1]), part(row, best[1], len(words))
    return (None, row) if row.middle > near else (row, None)


def head_rows(rows: Sequence[Placed], width: float) -> tuple[int, int] | None:
    """Return [start, end) of a head at the top of a page: what stands over the kind of document or down to the date."""
    first = rows[0].page == 1
    top = rows[: _HEAD_ROWS if first else _HEAD_ROWS // 2]
    marked = [i for i, row in enumerate(top) if _holds_state(row.text)]
    kind = next((i for i, row in enumerate(rows[:_HEAD_ROWS]) if kind_of(row)[1] is not None), None)
    if marked:
        start = 0 if first else max(0, marked[0] - 2)
        return start, kind if kind is not None and kind > marked[0] else _end_without_kind(rows, marked[-1], width)
    if kind and first:
        return 0, kind
    return None


def kind_of(row: Placed) -> tuple[list[Placed], Placed | None]:
    """Return what of a row names the kind of document, and what stands beside it (a stamp such as HỎA TỐC)."""
    if is_doc_type(row.text):
        return [], row
    words = row.line.words
    cuts = [0, *(i for i in range(1, len(words)) if _gap(words[i - 1], words[i]) > row.height), len(words)]
    parts = [part(row, a, b) for a, b in pairwise(cuts)]
    found = next((piece for piece in parts if is_doc_type(piece.text)), None)
    return ([piece for piece in parts if piece is not found], found) if found and len(parts) <= 3 else ([], None)


def _gap(before: Word, after: Word) -> float:
    return after.box.x0 - before.box.x1 if before.box and after.box else 0.0


def _end_without_kind(top: Sequence[Placed], last: int, width: float) -> int:
    """A letter names no kind: its head ends with the dateline, or with what stands under the number on the left."""
    dated = (i for i in range(last + 1, min(last + 5, len(top))) if right_start(top[i].text.split()) is not None)
    end = next(dated, last) + 1
    while end < len(top) and top[end].x1 < 0.52 * width and not _addresses(top[end].text):
        end += 1
    return end


def _addresses(text: str) -> bool:
    return bool(marker(text)) or fold(text).startswith("kinh gui")


def _holds_state(text: str) -> bool:
    from rapidfuzz.fuzz import partial_ratio

    if len(text) < 18:
        return False
    folded, known = fold(text), phrases()
    if len(text) < 75 and partial_ratio(known.motto, folded) >= 78:
        return True
    capitals = sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text))
    return capitals and any(partial_ratio(phrase, folded) >= 78 for phrase in (known.state, known.party))


def head_columns(rows: Sequence[Placed], width: float) -> list[Placed]:
    """Return a head's rows, the left column's first; a row without a gap is cut where its words say."""
    near = _boundary(rows, width)
    left: list[Placed] = []
    right: list[Placed] = []
    for row in rows:
        one, two = split(row, width, near)
        if (one is None or two is None) and (cut := right_start([word.text for word in row.line.words])):
            one, two = part(row, 0, cut), part(row, cut, len(row.line.words))
        left += [one.within("head")] if one else []
        right += [two.within("head")] if two else []
    return left + right


def _boundary(rows: Sequence[Placed], width: float) -> float:
    """Return the x at which the right column of a head begins, less a little."""
    for row in rows:
        found = find_phrase([word.text for word in row.line.words], phrases().state)
        if found:
            box = row.line.words[found[0]].box
            if box and box.x0 > 0.25 * width:
                return box.x0 - row.height
    return 0.46 * width


def foot_start(rows: Sequence[Placed], at: int, width: float) -> bool:
    """Tell whether a foot begins at a row: "Nơi nhận" on the left, or a capacity line on the right."""
    row = rows[at]
    text = row.text
    if row.x0 < 0.45 * width:
        if len(text) < 120 and is_recipients(text, [other.text for other in rows[at + 1 : at + 25]]):
            return True
        left, right = split(row, width, 0.46 * width)
        return bool(left and right and is_capacity(right.text) and not is_dash(text) and len(left.text) < 40)
    return is_capacity(text) and len(text) < 70


def foot_end(rows: Sequence[Placed], start: int, width: float) -> int:
    """Return where a foot ends: the page's end, or a row that runs over both columns or opens another part."""
    near = _signature_x(rows[start : start + _FOOT_ROWS], width)
    named = False
    for index in range(start + 1, min(len(rows), start + _FOOT_ROWS)):
        row = rows[index]
        left, right = split(row, width, near)
        if is_doc_type(row.text) or (fold(row.text).startswith(_OPENERS) and is_capitals(row.text[:4])):
            return index
        if marker(row.text) == "phu luc":
            return index
        if right is not None and is_name(right.text):
            named = True
        wide = row.x1 - row.x0 > 0.62 * width and right is None
        if wide or (named and left is not None and right is None and not _may_be_recipient(row, near)):
            return index
    return min(len(rows), start + _FOOT_ROWS)


def _may_be_recipient(row: Placed, near: float) -> bool:
    return is_dash(row.text) or row.x1 < near + 30


def _signature_x(rows: Sequence[Placed], width: float) -> float:
    """Return the x that parts recipients from the signature."""
    for row in rows:
        for i, word in enumerate(row.line.words):
            if word.box and word.box.x0 > 0.35 * width and (is_capacity(f"{word.text} x") or _post_from(row, i)):
                return word.box.x0 - row.height
    return 0.5 * width


def _post_from(row: Placed, start: int) -> bool:
    return is_post(" ".join(word.text for word in row.line.words[start:]))


def foot_columns(rows: Sequence[Placed], width: float) -> list[Placed]:
    """Return a foot's rows, recipients first, then the signature."""
    near = _signature_x(rows, width)
    left: list[Placed] = []
    right: list[Placed] = []
    for row in rows:
        one, two = split(row, width, near)
        left += [one.within("recipients")] if one else []
        right += [two.within("signature")] if two and not _is_scrawl(two) else []
    return left + right


def _is_scrawl(row: Placed) -> bool:
    """Tell whether a row is a signature's pen strokes read as signs: no word of letters was read surely."""
    words = row.line.words
    lettered = [word for word in words if sum(map(str.isalpha, word.text)) > 1]
    return all(word.confidence < 1 for word in words) and all(word.confidence < _SCRAWL for word in lettered)
