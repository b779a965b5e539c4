"""Tables of the corpus documents: ruled, head rows repeated over page breaks, merged cells spanned."""

from __future__ import annotations

from typing import Any

from build_corpus_look import Look, markup
from build_corpus_source import MERGE_LEFT, MERGE_UP, TableBlock
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Table, TableStyle


def draw_table(block: TableBlock, look: Look) -> Table:
    """A table over the whole line, its head rows repeated on every page, merged cells spanned."""
    size = 12 if len(block.widths) < 8 else 11
    cells = [
        [
            _cell(text, r < block.head_rows or _is_group(row), _align(block, r, c), look, size)
            for c, text in enumerate(row)
        ]
        for r, row in enumerate(block.rows)
    ]
    widths = [f"{100 * w / sum(block.widths):.3f}%" for w in block.widths]
    table = Table(cells, colWidths=widths, repeatRows=0 if block.tear else block.head_rows, splitInRow=int(block.tear))
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP" if block.tear else "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    if block.ruled:
        commands.append(("GRID", (0, 0), (-1, -1), 0.6, "black"))
    table.setStyle(TableStyle(commands + _spans(block.rows)))
    return table


def _is_group(row: tuple[str, ...]) -> bool:
    """Whether a row is a group heading: its title joined over all columns but the first."""
    return len(row) > 2 and all(cell == MERGE_LEFT for cell in row[2:])


def _align(block: TableBlock, row: int, column: int) -> str:
    """Head cells are centred, the others as their column says."""
    return "c" if row < block.head_rows else block.align[column]


def _cell(text: str, head: bool, align: str, look: Look, size: float) -> Paragraph | str:
    """A cell's paragraph; a joined cell is empty."""
    if text in (MERGE_LEFT, MERGE_UP):
        return ""
    style = ParagraphStyle(
        "cell",
        fontName=look.bold if head else look.regular,
        fontSize=size,
        leading=size * 1.2,
        alignment={"c": TA_CENTER, "r": TA_RIGHT, "l": TA_LEFT}[align],
    )
    return Paragraph(markup(text), style)


def _spans(rows: tuple[tuple[str, ...], ...]) -> list[tuple[Any, ...]]:
    """SPAN commands for the joined cells."""
    spans: list[tuple[Any, ...]] = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (MERGE_LEFT, MERGE_UP):
                continue
            right, down = c, r
            while right + 1 < len(row) and row[right + 1] == MERGE_LEFT:
                right += 1
            while down + 1 < len(rows) and rows[down + 1][c] == MERGE_UP:
                down += 1
            if (right, down) != (c, r):
                spans.append(("SPAN", (c, r), (right, down)))
    return spans
