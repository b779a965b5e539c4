"""Where words come from: recognition of images, text layers of PDFs, and plain text."""

from extract.engines.tesseract import open_engine

__all__ = ["open_engine"]
