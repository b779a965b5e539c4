"""The text layer of a PDF page as words with boxes, and its ruling lines.

PDFium gives characters in the page's own space; everything is turned into points from the top left of the upright
page here, once.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from extract.engines.drawn import drawn
from extract.engines.glyphs import Run, runs
from extract.engines.stamps import Stamps, stamps_of
from extract.legacy_fonts import convert, family_of_font, is_capitals_font
from extract.page import Box, Line, Page, Word
from extract.pdfium import Upright, open_page, upright

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.legacy_fonts import Family
    from extract.page import Sheet

_LOOKALIKES: Final = {
    0xF0B7: "•", 0xF02D: "-", 0xF02B: "+", 0xF0D8: "-", 0xF0A7: "•", 0xF0FC: "•", 0x02: "-", 0xFFFE: "-", 0xAD: "-",
}  # fmt: skip
_NOTHING: Final = (0x200B, 0x200C, 0x200D, 0xFEFF)
_LINE_END_HYPHEN: Final = "\x02"
_TCVN3_U: Final = "\xad"
_TABLE: Final = str.maketrans(dict(_LOOKALIKES) | dict.fromkeys(_NOTHING, ""))


@dataclass(frozen=True, slots=True)
class Layer:
    """A page's text layer (None without any text), and what the page draws besides.

    `hidden` tells that most of the text is there but not drawn.
    """

    page: Page | None
    image_share: float
    paths: int
    legacy: Family | None = None
    hidden: bool = False
    stamps: Stamps = field(default_factory=Stamps)


def read(sheet: Sheet) -> Page | None:
    """Return the page's text layer, None where there is no text at all. Whether to trust it is another question."""
    return look(sheet).page


def look(sheet: Sheet) -> Layer:
    """Return the page's text layer with all that a judgement of it needs; raises Damaged for a page that is broken."""
    page = open_page(sheet)
    try:
        found = runs(page)
        own = upright(page)
        place = own.turned(_main_turn(found)) if found else own
        beside = drawn(page, place)
        stamps = stamps_of(sheet, page, found, place)
        if not found:
            return Layer(None, beside.image_share, beside.paths, stamps=stamps)
        words = _without_doubles([word for run in _mended(found) if (word := _word(run, place))])
        lines = lines_of([*words, *(_on_line(stamp, words) for stamp in stamps.words)], sheet.number)
        turned = (place.turns - own.turns) % 4 * 90
        size = (place.width, place.height)
        read_page = Page(sheet.number, *size, lines, beside.rules, reading="text_layer", turned=turned)
        families = [family for run in found if (family := family_of_font(run.font))]
        legacy = families[0] if len(families) > 0.3 * len(found) else None
        hidden = sum(run.hidden for run in found) > 0.5 * len(found)
        return Layer(read_page, beside.image_share, beside.paths, legacy, hidden, stamps)
    finally:
        page.close()


def _main_turn(found: Sequence[Run]) -> int:
    """Return by how many quarter turns clockwise most of the text stands upright."""
    turns = [run.quarter for run in found]
    return max(set(turns), key=turns.count)


def _mended(found: Sequence[Run]) -> list[Run]:
    """Join runs that touch and are a syllable only together: blanks that stand inside words, around marks."""
    made: list[Run] = []
    for run in found:
        if made and _touching(made[-1], run) and one_word(made[-1].text, run.text):
            last = made.pop()
            y0, y1 = min(last.y0, run.y0), max(last.y1, run.y1)
            made.append(last._replace(text=last.text + run.text, x1=run.x1, y0=y0, y1=y1))
        else:
            made.append(run)
    return made


def _touching(left: Run, right: Run) -> bool:
    size = left.y1 - left.y0
    return -0.3 * size < right.x0 - left.x1 < 0.03 * size and left.y0 < right.y1 and right.y0 < left.y1


def one_word(left: str, right: str) -> bool:
    """Tell whether two pieces are a syllable only together."""
    from diacritics.syllables import is_known

    whole = unicodedata.normalize("NFC", left + right)
    if not whole.isalpha() or not is_known(whole):
        return False
    return not (is_known(unicodedata.normalize("NFC", left)) and is_known(unicodedata.normalize("NFC", right)))


def _word(run: Run, place: Upright) -> Word | None:
    text = run.text
    family = family_of_font(run.font)
    if family or not text.isascii() or _LINE_END_HYPHEN in text:
        text = unicodedata.normalize("NFC", (_from_legacy(text, family) if family else text).translate(_TABLE))
        if not text:
            return None
    if is_capitals_font(run.font):
        text = text.upper()
    return Word(text, text, place.box(run.x0, run.y0, run.x1, run.y1), bold=run.bold)


def _from_legacy(text: str, family: Family) -> str:
    """Convert a word of a legacy font; a PDF shows the ư of TCVN3 as a hyphen, so a hyphen is tried as ư."""
    from diacritics.syllables import is_known

    if family == "tcvn3" and "-" in text and len(text) > 1 and not any(map(str.isdigit, text)):
        tried = convert(text.replace("-", _TCVN3_U), family)
        if is_known("".join(filter(str.isalpha, tried))):
            return tried
    return convert(text, family)


def _without_doubles(words: list[Word]) -> list[Word]:
    """Drop words printed twice a hair apart, as programs do that fake bold print."""
    seen: dict[tuple[str, int], list[Box]] = {}
    kept: list[Word] = []
    for word in words:
        box = _box(word)
        near = seen.setdefault((word.text, round(box.y0 / 8)), [])
        if any(abs(other.x0 - box.x0) < 1.5 and abs(other.y0 - box.y0) < 1.5 for other in near):
            continue
        near.append(box)
        kept.append(word)
    return kept


def _on_line(stamp: Word, words: Sequence[Word]) -> Word:
    """Set a stamp on the baseline of the word beside it; stamps are put by hand, a little too high or low."""
    box = _box(stamp)
    beside = [other for other in map(_box, words) if min(other.y1, box.y1) - max(other.y0, box.y0) > 0.4 * box.height]
    if not beside:
        return stamp
    near = min(beside, key=lambda other: max(other.x0 - box.x1, box.x0 - other.x1))
    return replace(stamp, box=Box(box.x0, near.y0, box.x1, near.y1))


def lines_of(words: Iterable[Word], number: int) -> tuple[Line, ...]:
    """Put words on common baselines, top to bottom, each line left to right.

    A word joins a line when their heights share more than half of the smaller one; so a raised footnote mark stays
    with its line.
    """
    rows: list[tuple[float, float, list[tuple[float, Word]]]] = []
    for word in words:
        box = _box(word)
        top, bottom = box.y0, box.y1
        for at in range(len(rows) - 1, -1, -1):
            first, last, row = rows[at]
            shared = min(last, bottom) - max(first, top)
            if shared > 0.5 * min(last - first, bottom - top):
                row.append((box.x0, word))
                break
        else:
            rows.append((top, bottom, [(box.x0, word)]))
    rows.sort(key=lambda item: item[0] + item[1])
    return tuple(Line(number, tuple(word for _, word in sorted(row, key=lambda pair: pair[0]))) for _, _, row in rows)


def _box(word: Word) -> Box:
    assert word.box is not None  # every word of a text layer has one
    return word.box
