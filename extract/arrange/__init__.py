"""Pages to paragraphs and tables in reading order."""

from extract.arrange.blocks import Block, Paragraph, Role
from extract.arrange.order import arrange

__all__ = ["Block", "Paragraph", "Role", "arrange"]
