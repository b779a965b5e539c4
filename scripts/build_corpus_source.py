"""The source format of corpus documents (described in corpus/README.md): text in, frozen blocks out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["body", "heading", "subheading", "minor", "basis", "centre", "right", "line"]
Orientation = Literal["portrait", "landscape"]

MERGE_LEFT = "<"
MERGE_UP = "^"


class SourceError(ValueError):
    """A source breaks the format; the message names the line."""


@dataclass(frozen=True, slots=True)
class Head:
    """Rows of the two-column head: each a left and a right text on one baseline, either of them may be empty."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The type name in capitals and, under it, the lines of the abstract."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph with inline `<b>` and `<i>` marks."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of equal length; `<` joins a cell to its left neighbour, `^` to the one above. Widths are relative."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    head_rows: int
    align: str
    ruled: bool
    tear: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """Recipients on the left, capacity lines and name on the right; an empty right line leaves room for the hand."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A new page in the given orientation whose pages are numbered from one again."""

    orientation: Orientation


Block = Head | Title | Para | TableBlock | Sign | Break


@dataclass(frozen=True, slots=True)
class Document:
    """What the layout draws: the blocks in order, the face, and the two rings of text of the seal (or none)."""

    blocks: tuple[Block, ...]
    face: str
    seal: tuple[str, str] | None


_PARA_MARKS: tuple[tuple[str, Style], ...] = (
    ("### ", "minor"),
    ("## ", "subheading"),
    ("# ", "heading"),
    ("~ ", "basis"),
    ("= ", "centre"),
    (">> ", "right"),
)
_KEYWORDS = ("face", "seal", "head", "title", "body", "table", "sign", "appendix", "break")


def is_source(text: str) -> bool:
    """Whether the text is in the source format; otherwise it is a plain text to be read by `build_corpus_plain`."""
    return re.search(r"^@body\b", text, re.MULTILINE) is not None


def parse_source(text: str) -> Document:
    """Blocks of a source; raises SourceError for an unknown directive or an uneven table."""
    blocks: list[Block] = []
    face, seal = "termes", None
    for directive, argument, lines in _chunks(text):
        if directive == "face":
            face = argument
        elif directive == "seal":
            ring, inner = argument.split(" / ")
            seal = (ring, inner)
        elif directive in ("appendix", "break"):
            blocks.append(Break("landscape" if argument == "landscape" else "portrait"))
            blocks.extend(_appendix_lines(lines))
        else:
            blocks.extend(_blocks_of(directive, argument, lines))
    return Document(tuple(blocks), face, seal)


def _chunks(text: str) -> list[tuple[str, str, list[str]]]:
    """Directive, argument and lines of each part, comments (`//`) and empty lines left out."""
    chunks: list[tuple[str, str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("//") or not line.strip():
            continue
        if line.startswith("@"):
            directive, _, argument = line[1:].partition(" ")
            if directive not in _KEYWORDS:
                raise SourceError(f"line {number}: unknown directive @{directive}")
            chunks.append((directive, argument.strip(), []))
        elif not chunks:
            raise SourceError(f"line {number}: text before the first directive")
        else:
            chunks[-1][2].append(line.rstrip())
    return chunks


def _blocks_of(directive: str, argument: str, lines: list[str]) -> list[Block]:
    """Blocks of one part that is neither a setting nor a page break."""
    if directive == "head":
        return [Head(tuple(_two(line) for line in lines))]
    if directive == "title":
        return [Title(tuple(lines))]
    if directive == "sign":
        pairs = [_two(line) for line in lines]
        return [Sign(_strip_tail([left for left, _ in pairs]), _strip_tail([right for _, right in pairs]))]
    if directive == "table":
        return [_table(argument, lines)]
    return [paragraph(line) for line in lines]


def paragraph(line: str) -> Para:
    """The paragraph of a line of @body, its look told by the mark it begins with."""
    for mark, style in _PARA_MARKS:
        if line.startswith(mark):
            return Para(line[len(mark) :], style)
    return Para(line, "body")


def _two(line: str) -> tuple[str, str]:
    """Left and right text of a line `left | right`."""
    left, _, right = line.partition(" |")
    return left.rstrip(), right.strip()


def _strip_tail(lines: list[str]) -> tuple[str, ...]:
    """The lines without empty ones at the end."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return tuple(lines)


def _appendix_lines(lines: list[str]) -> list[Block]:
    """The centred lines over an appendix: name and title bold, the line in brackets italic."""
    return [Para(f"<i>{line}</i>" if line.startswith("(") else f"<b>{line}</b>", "centre") for line in lines]


def _table(argument: str, lines: list[str]) -> TableBlock:
    """The table of a part `@table 6 40 20 head=1 align=lcc tear unruled`."""
    words = argument.split()
    options = dict(word.split("=", 1) for word in words if "=" in word)
    widths = tuple(float(word) for word in words if word[0].isdigit())
    rows = tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines)
    for row in rows:
        if len(row) != len(widths):
            raise SourceError(f"{len(row)} cells where {len(widths)} are due: {' | '.join(row)}")
    align = options.get("align", "c" + "l" * (len(widths) - 1))
    return TableBlock(rows, widths, int(options.get("head", "1")), align, "unruled" not in words, "tear" in words)


def truth_lines(document: Document) -> list[str]:
    """The document's text as `kehoach text` is to give it: one paragraph a line, table cells joined by ` | `."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Head):
            lines += [left for left, _ in block.rows if left] + [right for _, right in block.rows if right]
        elif isinstance(block, Title):
            lines += block.lines
        elif isinstance(block, Para):
            lines.append(block.text)
        elif isinstance(block, TableBlock):
            lines += [_row_text(row) for row in block.rows]
        elif isinstance(block, Sign):
            lines += [line for line in block.left + block.right if line]
    return [" ".join(re.sub(r"</?[bi]>", "", line).removeprefix("~").split()) for line in lines]


def _row_text(row: tuple[str, ...]) -> str:
    """One row as text, joined cells said once."""
    return " | ".join(cell for cell in row if cell not in (MERGE_LEFT, MERGE_UP))
