"""Pages to paragraphs and tables in reading order."""

from extract.arrange.blocks import Block, Paragraph, Role

__all__ = ["Block", "Paragraph", "Role"]
