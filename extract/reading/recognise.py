"""Recognition of one page: drawn, prepared, read by an engine, and put back where it stands on the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from extract.intake import draw, native_dpi
from extract.page import Line, Page, Table
from extract.prepare.page import READ_AT, prepare
from extract.reading.cells import read_grids
from extract.reading.columns import with_columns_apart
from extract.reading.figures import with_figures_read_twice
from extract.reading.missed import with_missed_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.engines.base import Engine
    from extract.page import Box, Sheet
    from extract.prepare.prepared import Prepared, Upright
    from extract.settings import Settings

_LEAST_DPI: Final = 100.0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A prepared page as read: boxes in points of the prepared image."""

    prepared: Prepared
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def certainty(self) -> float:
        """How much was read how surely: the sum of confidences over letters."""
        cells = (line for table in self.tables for row in table.rows for cell in row for line in cell.lines)
        return sum(word.confidence * len(word.raw) for line in (*self.lines, *cells) for word in line.words)


def recognise_sheet(sheet: Sheet, settings: Settings, engine: Engine) -> Page:
    """Return the page as the engine reads it; boxes in points on the upright page before deskewing.

    Works in the caller's process and keeps nothing between pages but the engine's model. Raises what `draw` raises,
    and EnvironmentFault when the engine cannot be used.
    """
    dpi = _resolution(sheet)
    drawn = draw(sheet, dpi, limits=settings.limits)
    prepared = prepare(drawn, dpi)
    if prepared.blank:
        return Page(sheet.number, sheet.width, sheet.height, (), reading="blank", why="nothing on the page")
    reading = _upright_reading(drawn, dpi, prepared, sheet.number, engine)
    upright = reading.prepared.upright
    return Page(
        sheet.number,
        upright.width,
        upright.height,
        tuple(_placed(line, sheet.number, upright) for line in reading.lines),
        rules=tuple(upright.rule(rule) for rule in reading.prepared.rules),
        tables=tuple(_placed_table(table, sheet.number, upright) for table in reading.tables),
        reading="recognised",
        why=", ".join(("recognised", *reading.prepared.steps)),
        engine=f"{engine.name} {engine.version}",
        language_data=engine.data_hash,
        turned=reading.prepared.turned,
    )


def _resolution(sheet: Sheet) -> float:
    """Return the resolution to draw at: the scan's own up to what is read, since noise must go before enlarging."""
    own = native_dpi(sheet)
    return READ_AT if own is None else min(max(own, _LEAST_DPI), READ_AT * 1.5)


def _upright_reading(drawn: NDArray[np.uint8], dpi: float, prepared: Prepared, page: int, engine: Engine) -> _Reading:
    """Read the page as it lies, and turned too where it may not lie upright; the surest reading stands."""
    readings = [_read(prepared, page, engine)]
    turns = [90, 270] if prepared.sideways else [180] if prepared.head_down > 0 else []
    readings += [_read(prepare(drawn, dpi, turn), page, engine) for turn in turns]
    return max(readings, key=lambda reading: reading.certainty)


def _read(prepared: Prepared, page: int, engine: Engine) -> _Reading:
    """Read tables cell by cell, the rest of the page without them, what was passed over, and all figures twice."""
    grids = read_grids(prepared, engine)
    places = [grid.grid.box for grid in grids]
    (seen,) = engine.recognise([prepared.without(places)], prepared.dpi)
    body = with_columns_apart(with_missed_rows(seen, places, prepared, engine), prepared, engine)
    cells = [lines for grid in grids for lines in grid.cells]
    weighed = iter(with_figures_read_twice([*body, *chain.from_iterable(cells)], prepared, engine))
    lines = tuple(islice(weighed, len(body)))
    tables = tuple(
        replace(grid, cells=tuple(tuple(islice(weighed, len(cell))) for cell in grid.cells)).table(page)
        for grid in grids
    )
    return _Reading(prepared, lines, tables)


def _placed(line: Line, number: int, upright: Upright) -> Line:
    """Return the line with page number and boxes as they stand on the page."""
    return Line(number, tuple(replace(word, box=_moved(word.box, upright)) for word in line.words))


def _placed_table(table: Table, number: int, upright: Upright) -> Table:
    """Return the table with its boxes as they stand on the page."""
    rows = tuple(
        tuple(
            replace(
                cell, lines=tuple(_placed(line, number, upright) for line in cell.lines), box=_moved(cell.box, upright)
            )
            for cell in row
        )
        for row in table.rows
    )
    return replace(table, rows=rows, box=_moved(table.box, upright))


def _moved(box: Box | None, upright: Upright) -> Box | None:
    return upright.box(box) if box else None
