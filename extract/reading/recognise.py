"""Recognition of one page: drawn, prepared, read by an engine, and put back where it stands on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.intake import draw
from extract.page import Line, Page
from extract.prepare.page import prepare

if TYPE_CHECKING:
    from extract.engines.base import Engine
    from extract.page import Sheet
    from extract.prepare.prepared import Prepared
    from extract.settings import Settings

DRAWN_AT = 200.0


def recognise_sheet(sheet: Sheet, settings: Settings, engine: Engine) -> Page:
    """Return the page as the engine reads it; boxes in points on the upright page before deskewing."""
    prepared = prepare(draw(sheet, DRAWN_AT, limits=settings.limits), DRAWN_AT)
    if prepared.blank:
        return Page(sheet.number, sheet.width, sheet.height, (), reading="blank", why="nothing on the page")
    (lines,) = engine.recognise([prepared.image], prepared.dpi)
    return Page(
        sheet.number,
        prepared.upright.width,
        prepared.upright.height,
        tuple(_placed(line, sheet.number, prepared) for line in lines),
        rules=tuple(prepared.upright.rule(rule) for rule in prepared.rules),
        reading="recognised",
        why=", ".join(("recognised", *prepared.steps)),
        engine=f"{engine.name} {engine.version}",
        language_data=engine.data_hash,
    )


def _placed(line: Line, number: int, prepared: Prepared) -> Line:
    """Return the line with page number and boxes as they stand on the page."""
    words = (replace(word, box=prepared.upright.box(word.box)) if word.box else word for word in line.words)
    return Line(number, tuple(words))
