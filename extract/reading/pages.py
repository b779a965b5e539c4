"""Page by page: plain text as it is, a text layer where it can be trusted, recognition for the rest."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.engines import plain, text_layer
from extract.engines.ruled import with_tables
from extract.engines.trust import judge
from extract.errors import Damaged, TooLarge
from extract.page import Line, Page

if TYPE_CHECKING:
    from extract.engines.base import Engine
    from extract.page import Scan, Sheet
    from extract.settings import Settings


def read_pages(scan: Scan, settings: Settings, engine: Engine | None = None) -> tuple[Page, ...]:
    """Return the pages of `scan.sheets` as read; `Page.why` says why each was read as it was.

    `engine` None means the one that the settings name, loaded when the first page needs it; EnvironmentFault when
    it cannot be had. A page that is broken or too large is `unreadable` and costs the others nothing.
    """
    if scan.kind == "text":
        wanted = {sheet.number for sheet in scan.sheets}
        return tuple(page for page in plain.read(scan.path) if page.number in wanted)
    if scan.media != "application/pdf":
        return tuple(_recognised(sheet, "an image", settings, engine) for sheet in scan.sheets)
    return tuple(_pdf_page(sheet, settings, engine) for sheet in scan.sheets)


def _pdf_page(sheet: Sheet, settings: Settings, engine: Engine | None) -> Page:
    try:
        return _layer_or_image(sheet, settings, engine)
    except (Damaged, TooLarge) as fault:
        return unreadable(sheet, fault.reason)


def _layer_or_image(sheet: Sheet, settings: Settings, engine: Engine | None) -> Page:
    layer = text_layer.look(sheet)
    verdict = judge(layer)
    if verdict.trusted is None:
        return Page(sheet.number, sheet.width, sheet.height, (), reading="blank", why=verdict.why)
    if layer.page is None or not verdict.trusted:
        page = _recognised(sheet, verdict.why, settings, engine)
        stamped = tuple(Line(page.number, (word,)) for word in layer.stamps.undrawn)
        return replace(page, lines=page.lines + stamped)
    return with_tables(replace(layer.page, why=verdict.why, trusted=True))


def _recognised(sheet: Sheet, reason: str, settings: Settings, engine: Engine | None) -> Page:
    from extract.reading.recognise import recognise_sheet

    try:
        page = recognise_sheet(sheet, settings, engine or _engine(settings))
    except (Damaged, TooLarge) as fault:
        return unreadable(sheet, fault.reason)
    return replace(page, why=f"{reason}; {page.why}")


def unreadable(sheet: Sheet, why: str) -> Page:
    """Return the page that stands for one that could not be read."""
    return Page(sheet.number, sheet.width, sheet.height, (), reading="unreadable", why=why)


@lru_cache(maxsize=1)
def _engine(settings: Settings) -> Engine:
    from extract.engines import open_engine

    return open_engine(settings)
