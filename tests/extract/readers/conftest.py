"""Texts written as lines: a line is a paragraph, one with bars a table row, a word before ">" its role."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from extract.page import Block, Cell, Line, Paragraph, Table, Word
from extract.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

ROLES = ("head", "title", "recipients", "signature", "note")


def _line(words: str) -> Line:
    return Line(1, tuple(Word(word, unicodedata.normalize("NFC", word)) for word in words.split()))


def _blocks(source: str) -> list[Block]:
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    for raw in [*source.strip("\n").split("\n"), ""]:
        if " |" in raw:
            rows.append(tuple(Cell((_line(cell),)) if cell.strip() else Cell() for cell in raw.split("|")))
            continue
        if rows:
            blocks.append(Table(1, tuple(rows)))
            rows = []
        role = next((role for role in ROLES if raw.lstrip().startswith(f"{role}> ")), "body")
        words = re.sub(rf"^\s*{role}> ", "", raw)
        if words.strip():
            lines = tuple(_line(part) for part in words.split("//"))
            blocks.append(Paragraph(lines, role))  # type: ignore[arg-type]
    return blocks


@pytest.fixture
def text_of() -> Callable[[str], Text]:
    """Make a text from lines; "//" inside a line is a line end of the source within one paragraph."""
    return lambda source: Text.of(_blocks(source))
