"""What arranging makes of pages: paragraphs with a role, and tables, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.page import Line, Table

Role = Literal["head", "title", "body", "recipients", "signature", "note"]
"""Where a paragraph belongs: the two-column head, the title under it, the body, the foot's two columns, a footnote."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one paragraph, over line and page ends. `trusted`: restoration only normalises it."""

    lines: tuple[Line, ...]
    role: Role = "body"
    trusted: bool = False
    centred: bool = False

    @property
    def text(self) -> str:
        """Repaired text on one line."""
        return " ".join(line.text for line in self.lines)


Block = Paragraph | Table
