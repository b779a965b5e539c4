"""The two columns of a head that were read as one line: the state's name, motto and dateline stand on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.arrange.phrases import find_phrase, fold, is_doc_type, likeness, phrases
from extract.page import Line, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Word

BAR: Final = "|"
_LONGEST: Final = 24
_ROW: Final = 2
"""A line of so many bars is a row of a table; a head has two columns."""


def head_end(texts: Sequence[str]) -> int:
    """Return how many lines stand over the name of the kind of document, 0 where there is no head."""
    for index, text in enumerate(texts[:_LONGEST]):
        if is_doc_type(text):
            return index
    marks = [i for i, text in enumerate(texts[:_LONGEST]) if text.split().count(BAR) < _ROW and is_right(text.split())]
    return marks[-1] + 1 if marks and marks[-1] < 12 else 0


def is_right(tokens: Sequence[str]) -> bool:
    """Tell whether the tokens hold something that stands in the right column of a head."""
    return right_start(tokens) is not None


def split(line: Line) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return what of a head's line belongs to the left column and what to the right one."""
    bars = [i for i, word in enumerate(line.words) if word.text == BAR]
    if bars:
        left, right = line.words[: bars[0]], tuple(w for w in line.words[bars[0] :] if w.text != BAR)
        return _lines(line.page, left), _right_lines(line.page, right)
    start = right_start([word.text for word in line.words])
    if start is None:
        return _lines(line.page, line.words), ()
    return _lines(line.page, line.words[:start]), _right_lines(line.page, line.words[start:])


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the head: the left column's lines, then the right one's, each a paragraph of its own."""
    lefts: list[Line] = []
    rights: list[Line] = []
    for line in lines:
        left, right = split(line)
        goes_on = rights and left and wraps(rights[-1].text, left[0].text)
        (rights if goes_on else lefts).extend(left)
        rights += right
    ordered = lefts + rights
    made: list[list[Line]] = []
    for piece in ordered:
        if made and wraps(made[-1][-1].text, piece.text):
            made[-1].append(piece)
        else:
            made.append([piece])
    return [Paragraph(tuple(group), "head") for group in made]


def wraps(before: str, text: str) -> bool:
    """Tell whether a head's line only goes on with the state's name that a narrow column has wrapped."""
    state = phrases().state
    alone = likeness(fold(before), state)
    return 0.7 < alone < 0.97 and likeness(fold(f"{before} {text}"), state) > alone + 0.02


def _lines(page: int, words: Sequence[Word]) -> tuple[Line, ...]:
    return (Line(page, tuple(words)),) if words else ()


def _right_lines(page: int, words: Sequence[Word]) -> tuple[Line, ...]:
    """Part the motto from the state's name where both stand on one line."""
    motto = find_phrase([word.text for word in words], phrases().motto)
    if motto and motto[0] > 0:
        return (*_lines(page, words[: motto[0]]), *_lines(page, words[motto[0] :]))
    return _lines(page, words)


def right_start(tokens: Sequence[str]) -> int | None:
    """Return where in a head's line the right column begins, by its words; None where nothing of it is there."""
    for phrase in (phrases().state, phrases().motto, phrases().party):
        found = find_phrase(tokens, phrase)
        if found:
            return found[0]
    return _dateline_start(tokens)


def _dateline_start(tokens: Sequence[str]) -> int | None:
    """Return where "Place, ngày … tháng … năm …" begins; the document's number may stand before it."""
    folded = [fold(token).strip(".,:;") for token in tokens]
    day = next((i for i, token in enumerate(folded) if i and likeness(token[:4], "ngay") >= 0.75), None)
    if day is None or not any(_like_month(token) for token in folded[day + 1 :]):
        return None
    start = day - 1
    while start > 0 and tokens[start - 1][:1].isupper() and not tokens[start - 1].endswith((":", ",")):
        if "/" in tokens[start - 1] or "-" in tokens[start - 1]:
            break
        start -= 1
    return start if tokens[day - 1].endswith((",", ".")) and day - start <= 7 else None


def _like_month(token: str) -> bool:
    bare = token.lstrip("0123456789")
    return likeness(bare, "thang") >= 0.7 or likeness(bare, "nam") >= 0.66
