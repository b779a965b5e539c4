"""Reading a document page by page: its text layer where that can be trusted, recognition where it cannot."""

from extract.reading.pages import read_pages, unreadable

__all__ = ["read_pages", "unreadable"]
