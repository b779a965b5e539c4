"""Taking documents in: what kind a file is by its content, where its pages are, and their pixels on demand."""

from extract.intake.draw import draw, native_dpi
from extract.intake.take import open_scan

__all__ = ["draw", "native_dpi", "open_scan"]
