"""Page by page: plain text as it is, a text layer where it can be trusted, recognition for the rest."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extract.engines import plain

if TYPE_CHECKING:
    from extract.engines.base import Engine
    from extract.page import Page, Scan, Sheet
    from extract.settings import Settings


def read_pages(scan: Scan, settings: Settings, engine: Engine | None = None) -> tuple[Page, ...]:
    """Return the pages of `scan.sheets` as read; `Page.why` says why each was read as it was.

    `engine` None means the one that the settings name, loaded when the first page needs it; EnvironmentFault when
    it cannot be had.
    """
    if scan.kind == "text":
        wanted = {sheet.number for sheet in scan.sheets}
        return tuple(page for page in plain.read(scan.path) if page.number in wanted)
    return tuple(_read_sheet(sheet, settings, engine) for sheet in scan.sheets)


def _read_sheet(sheet: Sheet, settings: Settings, engine: Engine | None) -> Page:
    from extract.reading.recognise import recognise_sheet

    return recognise_sheet(sheet, settings, engine or _engine(settings))


@lru_cache(maxsize=1)
def _engine(settings: Settings) -> Engine:
    from extract.engines import load_engine

    return load_engine(settings)
