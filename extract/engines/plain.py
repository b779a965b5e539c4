"""Plain text or Markdown that another program left, as pages without boxes.

A form feed ends a page; an empty line stays as a `Line` without words, because arranging weighs it. A table row keeps
a word `|` between its cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.decode import decode
from extract.errors import UnknownKind
from extract.page import Line, Page, Word

if TYPE_CHECKING:
    from pathlib import Path

BAR: Final = "|"
_HEADING: Final = re.compile(r"^\s*#{1,6}\s+(?=\S)")
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$&])")
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS: Final = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")
_COMMENT: Final = re.compile(r"<!--.*?-->")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TABLE_RULE: Final = re.compile(r"^\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?)?\s*\|?\s*$")
_EMPTY_FIRST: Final = re.compile(r"[ ]\|")
"""A row of cells joined by " | " whose first is empty; its bars at the ends are no frame."""

_RULER: Final = re.compile(r"^\s*([-*_])(\s*\1){2,}\s*$")
_ESCAPED: Final = 0xE000


def read(path: Path) -> tuple[Page, ...]:
    """Read a text file; raises `UnknownKind` when its bytes are no text."""
    decoded = decode(path.read_bytes())
    if decoded is None:
        raise UnknownKind("not text in any known encoding", remedy="give a PDF, an image or a text file", file=path)
    return pages_of(decoded.text)


def pages_of(text: str) -> tuple[Page, ...]:
    """Lay out text as pages; Markdown marks go, and what they say about bold stays."""
    parts = text.split("\f")
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return tuple(_page(number, part) for number, part in enumerate(parts, start=1))


def _page(number: int, text: str) -> Page:
    lines = tuple(
        Line(number, _words(line)) for line in _COMMENT.sub("", text).split("\n") if not _TABLE_RULE.match(line)
    )
    blank = not any(line.words for line in lines)
    why = "nothing on the page" if blank else "a text file's own text"
    return Page(number, 0.0, 0.0, lines, reading="blank" if blank else "plain_text", why=why)


def _words(line: str) -> tuple[Word, ...]:
    if _RULER.match(line):
        return ()
    line, heading = _HEADING.subn("", line)
    line = _ESCAPE.sub(lambda match: chr(_ESCAPED + ord(match[1])), _BREAK.sub(" ", line))
    if heading:
        line = re.sub(r"\s#+\s*$", "", line)
    words: list[Word] = []
    for part, strong in _strong_parts(line):
        bare = _EMPHASIS.sub(r"\1", part)
        words += [_word(token, bold=bool(heading) or strong) for token in bare.split()]
    return tuple(words) if _EMPTY_FIRST.match(line) else _without_outer_bars(words)


def _strong_parts(line: str) -> list[tuple[str, bool]]:
    """Cut a line at bold marks; a mark inside a word does not end the word, so such marks are only taken away."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for match in _STRONG.finditer(line):
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
        if (before and not before.isspace()) or (after and not after.isspace()):
            return [(_STRONG.sub(r"\2", line), False)]
        parts += [(line[at : match.start()], False), (match[2], True)]
        at = match.end()
    return [*parts, (line[at:], False)]


def _word(token: str, *, bold: bool) -> Word:
    plain = "".join(chr(ord(char) - _ESCAPED) if _ESCAPED <= ord(char) < _ESCAPED + 128 else char for char in token)
    return Word(plain, plain, bold=True if bold else None)


def _without_outer_bars(words: list[Word]) -> tuple[Word, ...]:
    """Drop the bars that Markdown sets at both ends of a row."""
    if len(words) > 2 and words[0].text == BAR and words[-1].text == BAR:
        return tuple(words[1:-1])
    return tuple(words)
