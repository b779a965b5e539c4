"""What lies on a page: words with their boxes, lines, ruling lines, and where a page is to be found.

Coordinates are PDF points, origin top left, on the upright page before deskewing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from models import Reading, SourceKind

    Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """[start, end) in code points of a text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that is empty or runs backwards."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def __contains__(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; corners in order."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        """Refuse corners out of order."""
        if self.x0 > self.x1 or self.y0 > self.y1:
            raise ValueError(f"a box needs ordered corners: {self.x0}, {self.y0}, {self.x1}, {self.y1}")

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """Centre (x, y) in points."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float) -> bool:
        """Tell whether the point lies in the box, edges included."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


def union(boxes: Iterable[Box | None]) -> Box | None:
    """Return the smallest box around all boxes that are there, None when there is none."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return Box(min(b.x0 for b in known), min(b.y0 for b in known), max(b.x1 for b in known), max(b.y1 for b in known))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the engine read it (`raw`, written once) and as repaired (`text`, always NFC).

    `part` counts the parts of a word that repair split, from 0; each keeps the whole raw reading and the whole box.
    `box` is None for text input; `confidence` is the probability, 0 to 1, that `text` is what the page says.
    `bold` is True or False where a text layer tells, else None. `doubt` names what was changed in a figure or
    why two readings of it differ; it is what an issue is made from.
    """

    raw: str
    text: str
    box: Box | None = None
    confidence: float = 1.0
    bold: bool | None = None
    doubt: str | None = None
    part: int = 0

    def __post_init__(self) -> None:
        """Refuse text that is not NFC: spans count code points."""
        if not unicodedata.is_normalized("NFC", self.text):
            raise ValueError(f"text must be NFC: {self.text!r}")

    def repaired(self, text: str, confidence: float, doubt: str | None = None) -> Word:
        """Return the word with another repaired text; what was read stays."""
        return replace(self, text=unicodedata.normalize("NFC", text), confidence=confidence, doubt=doubt or self.doubt)


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline of one page, left to right."""

    page: int
    words: tuple[Word, ...]

    @property
    def box(self) -> Box | None:
        """Box around the words, None for text input."""
        return union(word.box for word in self.words)

    @property
    def text(self) -> str:
        """Repaired words joined by single blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def raw(self) -> str:
        """Words as read, joined by single blanks."""
        return " ".join(word.raw for word in self.words)


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line, horizontal or vertical, from (x0, y0) to (x1, y1) in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Tell whether it runs across rather than down."""
        return abs(self.x1 - self.x0) >= abs(self.y1 - self.y0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. `filled` marks text repeated into a merged span; `rows`, `columns` are its own span."""

    lines: tuple[Line, ...] = ()
    box: Box | None = None
    filled: bool = False
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """Repaired text of the cell on one line."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells in reading order, as many cells in each row as the table has columns.

    `page` is where it begins, `box` where it stands there; `edges` are the x of its column edges, by which a
    continuation on the next page is known; `trusted` as of its page. `recut` says that its rows were put together
    again from lines broken at another width, where cells were lost.
    """

    page: int
    rows: tuple[tuple[Cell, ...], ...]
    box: Box | None = None
    edges: tuple[float, ...] = ()
    trusted: bool = False
    recut: bool = False


Role = Literal["head", "title", "body", "recipients", "signature", "note"]
"""Where a paragraph belongs: the two-column head, the title under it, the body, the foot's two columns, a footnote."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one paragraph, over line and page ends. `trusted`: restoration only normalises it."""

    lines: tuple[Line, ...]
    role: Role = "body"
    trusted: bool = False
    centred: bool = False

    @property
    def text(self) -> str:
        """Repaired text on one line."""
        return " ".join(line.text for line in self.lines)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. `trusted` says that the text is sound as it stands (a good text layer).

    `engine` (name and version) and `language_data` (sha256) say what recognised it. `turned` says by how many degrees
    clockwise the sheet as drawn had to be turned to stand upright; width, height and boxes are of the upright page.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    tables: tuple[Table, ...] = ()
    reading: Reading = "plain_text"
    why: str = ""
    trusted: bool = False
    engine: str | None = None
    language_data: str | None = None
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a page is to be found: file, number from 1, size in points as it stands upright. No pixels."""

    path: Path
    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Scan:
    """A document as taken in: its content's hash, its kind, its sheets, and what intake noticed."""

    path: Path
    sha256: str
    kind: SourceKind
    media: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
