"""The head: whose document it is, its number, and the line of place and date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.grammar.dateline import Dateline, parse_dateline
from extract.grammar.dates import find_dates
from extract.grammar.fold import fold, fold_tone_place, squeeze
from extract.grammar.symbols import find_references
from extract.outline.units import type_name, upper
from extract.outline.vocabulary import words
from extract.page import Span
from extract.readers.casing import sentence_case
from extract.readers.damaged import doubtful, opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.grammar.symbol import Symbol
    from extract.outline import Outline
    from extract.text import Text

_MOST_LINES: Final = 6
"""Lines that bodies may take; they stand over the number."""
_JOINED: Final = re.compile(
    r"""
    (?: uy\ ban\ nhan\ dan | ubnd ) \s+
    (?: tinh | thanh\ pho | huyen | quan | thi\ xa | xa | phuong | dac\ khu ) \s .+? \s
    (?P<body> (?: so | phong | van\ phong | thanh\ tra | ban\ quan\ ly | chi\ cuc | trung\ tam | cong\ an ) \s .* )
    """,
    re.VERBOSE,
)
_JOINT_DASH: Final = re.compile(r"\s+[-–]\s*|\s*[-–]\s+")
"""What parts two bodies that issue a document together; inside one name a dash has blanks on both sides or none."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as read: its name written out, and where it was read."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What the head's lines hold. Offsets in `symbol` and `dateline` count from `symbol_at` and `dateline_at`."""

    bodies: tuple[Body, ...] = ()
    symbol: Symbol | None = None
    symbol_at: int = 0
    dateline: Dateline | None = None
    dateline_at: int = 0
    kind_apart: Span | None = None
    """The kind of the dateline's territory where the columns' edge cut it off: "Thành phố" | "Hồ Chí Minh, ngày …"."""

    @property
    def issuer(self) -> Body | None:
        """The last body named: those over it are its superiors."""
        return self.bodies[-1] if self.bodies else None


def read_head(text: Text, outline: Outline) -> Head:
    """Read the head's lines in any order: each may hold a body, the number, the dateline, or several of them."""
    symbol: tuple[Symbol, int] | None = None
    dateline: tuple[Dateline, int] | None = None
    lines: list[Span] = []
    for i in outline.in_part("head", prefix=""):
        span = outline.nodes[i].span
        string = text.slice(span)
        cut = _motto_start(string)
        at = 0
        if symbol is None:
            found = _own_number(string)
            if found is not None:
                symbol, at = (found, span.start), found.end
        if dateline is None:
            line = parse_dateline(string[at:]) or _loose_dateline(string[at:])
            dateline = (line, span.start + at) if line is not None else None
        above = symbol is None and len(lines) < _MOST_LINES
        if above and (dateline is None or dateline[1] != span.start):
            lines += _organ_line(text, span, cut)
    return Head(
        tuple(bodies_of(text, lines)),
        symbol[0] if symbol else None,
        symbol[1] if symbol else 0,
        dateline[0] if dateline else None,
        dateline[1] if dateline else 0,
        _kind_apart(text, outline),
    )


def _kind_apart(text: Text, outline: Outline) -> Span | None:
    """Return the line of the head that is nothing but a kind of territory in small letters."""
    kinds = words("document", "territories_city")
    spans = (outline.nodes[i].span for i in outline.in_part("head", prefix=""))
    return next((s for s in spans if not upper(text.slice(s)) and fold(text.slice(s)).strip() in kinds), None)


def _own_number(string: str) -> Symbol | None:
    """Return the document's own number of a line of the head."""
    if type_name(string) or fold(string[:20]).lstrip().startswith(("v/v", "can cu")):
        return None
    return next((symbol for symbol in find_references(string) if symbol.code), None)


def _loose_dateline(string: str) -> Dateline | None:
    """Read a line of place and date whose day is no longer one word."""
    mention = next((date for date in find_dates(string) if date.year and date.iso), None)
    if mention is None or mention.start == 0:
        return None
    span = (mention.start, mention.end)
    return Dateline(0, mention.end, None, None, mention.iso, span, (*mention.flags, "day_unreadable"))


def _motto_start(string: str) -> int:
    """Return where the state's name or motto begins in a line, its length where it does not."""
    folded = fold(string)
    starts = [folded.find(motto) for motto in words("document", "mottos")]
    return min((start for start in starts if start >= 0), default=len(string))


def _organ_line(text: Text, span: Span, cut: int) -> list[Span]:
    """Return the part of a line of the head that may name a body."""
    string = text.slice(span)[:cut]
    bare = string.strip(" -–—_*.|")
    if len(bare) < 2 or not (upper(bare) or (bare.split()[0].isupper() and opens_body(bare))) or type_name(bare):
        return []
    start = span.start + string.index(bare)
    return [Span(start, start + len(bare))]


def opens_body(line: str) -> bool:
    """Tell whether a line begins with the first words of a body's name."""
    folded = fold(line)
    return any(folded == start or folded.startswith(f"{start} ") for start in words("document", "bodies"))


def bodies_of(text: Text, lines: Sequence[Span]) -> Iterable[Body]:
    """Yield the bodies named by lines in capitals: a line that begins no body goes on with the one before."""
    groups: list[list[Span]] = []
    for line in lines:
        for piece in _pieces(text, line):
            if groups and not opens_body(_opening(text, piece)):
                groups[-1].append(piece)
            else:
                groups.append([piece])
    for group in groups:
        printed = squeeze(" ".join(_opening(text, span) for span in group))
        halves = _JOINT_DASH.split(printed)
        parts = halves if all(map(opens_body, halves)) else [printed]
        yield Body(" - ".join(written_out(_cased(text, part)) for part in parts), tuple(group))


def _cased(text: Text, printed: str) -> str:
    """Return a name in capitals as the running text writes it; where it does not, as a sentence would."""
    if not fold(printed).startswith(words("document", "institutions")):
        return sentence_case(printed)
    folded, sought = fold_tone_place(text.string), fold_tone_place(printed)
    at = folded.find(sought)
    while at >= 0:
        written = text.string[at : at + len(sought)]
        if any(char.islower() for char in written):
            return written[:1].upper() + written[1:]
        at = folded.find(sought, at + 1)
    tokens = printed.split()
    if len(tokens) > 1 and tokens[1] in {pair.split("=")[0].upper() for pair in words("document", "short_kinds")}:
        return " ".join([tokens[0].capitalize(), tokens[1], *(token.capitalize() for token in tokens[2:])])
    return sentence_case(printed)


def _opening(text: Text, line: Span) -> str:
    """Return a line in capitals, its first words put right where recognition damaged them."""
    string = text.slice(line).upper()
    return opening(string) if doubtful(text, line) else string


def _pieces(text: Text, line: Span) -> list[Span]:
    """Part a superior from the body under it where both stand on one line."""
    match = _JOINED.fullmatch(fold(text.slice(line)))
    if match is None:
        return [line]
    at = line.start + match.start("body")
    return [Span(line.start, at - 1), Span(at, line.end)]


def written_out(name: str) -> str:
    """Return a body's name with the short form at its start written out, and what kind of school it is."""
    for pair in words("document", "short_kinds"):
        short, long = pair.split("=")
        name = re.sub(rf"(?<=^Trường ){short}(?!\w)", long, name)
    for pair in words("document", "short"):
        short, long = pair.split("=")
        if name.lower().startswith(f"{short} ") or name.lower() == short:
            return long + name[len(short) :]
    return name
