"""Pages to paragraphs and tables in reading order."""

from extract.arrange.order import arrange

__all__ = ["arrange"]
