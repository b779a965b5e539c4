"""Lines as they lie on a straightened page, and the margins between which its text is set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Final

from extract.page import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Page, Role, Word

_LEAST_SLOPE: Final = 0.0015
_STEEPEST: Final = 0.12


@dataclass(frozen=True)
class Placed:
    """Words of one row with their bounds on the straightened page; `zone` is set where geometry tells the role."""

    line: Line
    x0: float
    y0: float
    x1: float
    y1: float
    zone: Role | None = None

    @cached_property
    def text(self) -> str:
        """The row's text."""
        return self.line.text

    @property
    def page(self) -> int:
        """The page it stands on."""
        return self.line.page

    @property
    def height(self) -> float:
        """Height of the row in points."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """Middle of the row across the page."""
        return (self.x0 + self.x1) / 2

    def with_line(self, line: Line) -> Placed:
        """Return the row with its words mended; it stands where it stood."""
        return replace(self, line=line)

    def within(self, zone: Role) -> Placed:
        """Return the row with a role."""
        return replace(self, zone=zone)

    @cached_property
    def all_bold(self) -> bool | None:
        """Tell whether every word is bold, None where that is not known."""
        known = [word.bold for word in self.line.words if word.bold is not None and any(map(str.isalnum, word.text))]
        return all(known) if known else None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a page's text is set, in points: margins, where first lines begin, usual row height, the page's size."""

    left: float
    right: float
    height: float
    page_width: float
    page_height: float
    first: float | None = None

    @property
    def middle(self) -> float:
        """Middle between the margins."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Slope:
    """How far a page's rows sink for each point to the right; turning by it makes them level."""

    sink: float

    def level(self, line: Line) -> Placed:
        """Return a line with its bounds after levelling, by shearing both ways."""
        x0 = y0 = float("inf")
        x1 = y1 = float("-inf")
        for word in line.words:
            box = word.box
            if box is None:
                continue
            down = self.sink * (box.x0 + box.x1) / 2
            across = self.sink * (box.y0 + box.y1) / 2
            x0, x1 = min(x0, box.x0 + across), max(x1, box.x1 + across)
            y0, y1 = min(y0, box.y0 - down), max(y1, box.y1 - down)
        return Placed(line, x0, y0, x1, y1)


def slope_of(page: Page) -> Slope:
    """Tell from the words of long lines how a scanned page is skewed; a text layer is level."""
    if page.reading == "text_layer":
        return Slope(0.0)
    sinks = [sink for line in page.lines if (sink := _sink(line.words)) is not None]
    if len(sinks) < 3:
        return Slope(0.0)
    sink = median(sinks)
    return Slope(sink if _LEAST_SLOPE < abs(sink) < _STEEPEST else 0.0)


def _sink(words: Sequence[Word]) -> float | None:
    boxes = [word.box for word in words if word.box is not None and len(word.text) > 1]
    if len(boxes) < 5 or boxes[-1].x0 - boxes[0].x0 < 100:
        return None
    third = max(1, len(boxes) // 3)
    first, last = boxes[:third], boxes[-third:]
    down = median(box.y1 for box in last) - median(box.y1 for box in first)
    across = median(box.middle[0] for box in last) - median(box.middle[0] for box in first)
    return down / across if across > 50 else None


def rows_of(page: Page) -> list[Placed]:
    """Return the page's rows, top to bottom; lines an engine has cut at a wide gap stand on one row again."""
    slope = slope_of(page)
    placed = sorted((slope.level(line) for line in page.lines if line.words), key=lambda row: row.y0 + row.y1)
    rows: list[Placed] = []
    for row in placed:
        if rows and _one_row(rows[-1], row):
            rows[-1] = _joined(rows[-1], row)
        else:
            rows.append(row)
    return rows


def _one_row(above: Placed, row: Placed) -> bool:
    shared = min(above.y1, row.y1) - max(above.y0, row.y0)
    apart = row.x0 >= above.x1 - 2 or row.x1 <= above.x0 + 2
    return apart and shared > 0.6 * min(above.height, row.height)


def _joined(left: Placed, right: Placed) -> Placed:
    if right.x0 < left.x0:
        left, right = right, left
    return Placed(
        Line(left.page, left.line.words + right.line.words),
        min(left.x0, right.x0),
        min(left.y0, right.y0),
        max(left.x1, right.x1),
        max(left.y1, right.y1),
    )


def part(row: Placed, start: int, end: int) -> Placed:
    """Return some words of a row as a row of their own."""
    line = Line(row.page, row.line.words[start:end])
    box = line.box
    whole = row.line.box
    assert box is not None  # only rows with boxes are placed
    assert whole is not None
    return Placed(line, row.x0 + box.x0 - whole.x0, row.y0, row.x1 + box.x1 - whole.x1, row.y1, row.zone)


def frame_of(rows: Sequence[Placed], page: Page) -> Frame | None:
    """Return the margins that the rows of a page keep to, None where too few rows tell."""
    long = [row for row in rows if row.x1 - row.x0 > 0.4 * page.width]
    if len(long) < 4:
        return None
    height = median(row.height for row in long)
    lefts, rights = sorted(row.x0 for row in long), sorted(row.x1 for row in long)
    left = next((x for x in lefts if sum(abs(other - x) < 6 for other in lefts) >= 0.12 * len(lefts)), lefts[0])
    right = rights[int(0.85 * (len(rights) - 1))]
    inset = sorted(row.x0 for row in rows if 12 < row.x0 - left < 60)
    first = median(inset) if len(inset) >= 3 else None
    first = first if first and sum(abs(x - first) < 4 for x in inset) >= 0.5 * len(inset) else None
    return Frame(left, right, height, page.width, page.height, first)
