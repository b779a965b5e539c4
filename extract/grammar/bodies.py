"""Bodies in text: recognising, splitting, and who leads and who helps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.grammar.body_reader import Body, BodyReader
from extract.grammar.body_words import body_table

__all__ = ["Body", "Roles", "coordinated", "find_roles", "is_body", "read_bodies", "split_bodies"]

_REQUEST: Final = re.compile(
    r"""
    \W* (?: (?:kính\s+)?đề\s+nghị (?:\s+với)? | yêu\s+cầu | giao (?:\s+cho)? | trách\s+nhiệm\s+của | đối\s+với
        | về\s+phía )? \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING: Final = re.compile(
    r"""
    [\s.;:,*]*
    (?: \([^()]*\) | [-–]\s*(?:cơ\s+quan|đơn\s+vị)\s+(?:thường\s+trực|chủ\s+trì|đầu\s+mối)[^.;]* )?
    [\s.;:,*]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_HEADING: Final = 400
_LONGEST_LIST: Final = 1200
_NOTE: Final = re.compile(r"\s*\([^()\n]{2,60}\)")
_ROLE_NOTE: Final = re.compile(r"chủ\s+trì|phối\s+hợp|thường\s+trực|đầu\s+mối", re.IGNORECASE)
_CUT: Final = re.compile(r"\s*(?:[;\n]|,(?=\s)|(?<=\s)và(?=\s))\s*")
_WITH: Final = re.compile(
    r"""
    (?<!quy\schế\s) (?<!cơ\squan\s) (?<!đơn\svị\s) (?<!hội\sđồng\s) (?<!công\stác\s) (?<!sự\s)
    phối [ ] hợp (?= \s )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@cache
def _manner() -> re.Pattern[str]:
    """Match what stands between "phối hợp" and the bodies: "chặt chẽ, đồng bộ với"."""
    words = "|".join(re.escape(word) for word in body_table()["manner"]["words"])
    joins = r"(?:\s+cùng\s+với|\s+với|\s+cùng)?\s+"
    return re.compile(rf"(?:(?:\s*,|\s+và)?\s+(?:{words})(?!\w))*{joins}", re.IGNORECASE)


_LEADS: Final = re.compile(
    r"""
    \s* (?:chịu\s+trách\s+nhiệm\s+)? (?:là\s+(?:cơ\s+quan|đơn\s+vị)\s+)?
    (?: chủ\s+trì | (?:chủ\s+động\s+)? phối\s+hợp )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Roles:
    """Who leads and who helps, as an item of work says itself."""

    lead: tuple[Body, ...] = ()
    coordinate: tuple[Body, ...] = ()


def read_bodies(text: str, pos: int = 0, *, strict: bool = False) -> tuple[int, list[Body]]:
    """Read the list of bodies that begins at `pos`, with the offset behind it; `strict` shuns words that may be verbs.

    An empty list means that no name begins there.
    """
    reader = BodyReader(text, pos, pos + _LONGEST_LIST)
    stop, found = reader.names(0, bare=not strict)
    bodies = [reader.body(first, behind, plural=plural) for first, behind, plural in found]
    return (reader.tokens[stop - 1].end if bodies else pos), bodies


def is_body(text: str) -> bool:
    """Tell whether a heading or cell is nothing but names of bodies ("Đề nghị Hội Nông dân xã", "Các thôn")."""
    request = _REQUEST.match(text)
    start = request.end() if request else 0
    if len(text) > _LONGEST_HEADING or (start == 0 and not text.strip()):
        return False
    end, bodies = read_bodies(text, start)
    return bool(bodies) and _TRAILING.fullmatch(text, end) is not None


def split_bodies(text: str) -> list[tuple[int, int]]:
    """Split a cell or an agency line into names; a run under one head word stays one name.

    What no list knows is cut at ";", at line breaks, and at "," or "và" before the beginning of a name.
    """
    request = _REQUEST.match(text)
    start = request.end() if request else 0
    spans: list[tuple[int, int]] = []
    pos = start
    while pos < len(text):
        end, bodies = read_bodies(text, pos)
        if bodies:
            spans.extend((body.start, _with_note(text, body.end)) for body in bodies)
            end = max(end, spans[-1][1])
        if _TRAILING.fullmatch(text, end):
            break
        pos = _unknown(text, end, spans, known=bool(bodies))
    return spans


def _with_note(text: str, end: int) -> int:
    """Read on over a note in brackets behind a name ("Trung tâm Dịch vụ việc làm (Sở Nội vụ)"), not over its role."""
    note = _NOTE.match(text, end)
    return end if note is None or _ROLE_NOTE.search(note.group()) else note.end()


def _unknown(text: str, pos: int, spans: list[tuple[int, int]], *, known: bool) -> int:
    """Take the words up to the next cut as a name, or as the rest of the last one; give the offset behind the cut."""
    cuts = [match for match in _CUT.finditer(text, pos) if match.start() > pos or not known]
    for match in cuts:
        hard = ";" in match.group() or "\n" in match.group()
        if match.start() > pos and (hard or _begins(text, match.end())):
            _take(text, pos, match.start(), spans, known=known)
            return match.end()
    _take(text, pos, len(text), spans, known=known)
    return len(text)


def _begins(text: str, pos: int) -> bool:
    return bool(read_bodies(text, pos, strict=True)[1]) or text[pos : pos + 1].isupper()


def _take(text: str, start: int, end: int, spans: list[tuple[int, int]], *, known: bool) -> None:
    raw = text[start:end]
    lead = re.match(r"[\s,;:.\-–*+]*(?:và\s+)?", raw)
    first = start + (lead.end() if lead else 0)
    trail = _TRAILING.search(text, first, end)
    last = trail.start() if trail else end
    if first >= last:
        return
    if known and spans and not re.match(r"\s*[,;\n]", raw):
        spans[-1] = (spans[-1][0], last)
    else:
        spans.append((first, last))


def coordinated(text: str) -> list[Body]:
    """Find the bodies named after "phối hợp với" in a sentence, each once."""
    found: list[Body] = []
    for match in _WITH.finditer(text):
        manner = _manner().match(text, match.end())
        for body in read_bodies(text, manner.end() if manner else match.end())[1]:
            if all(body.text != other.text for other in found):
                found.append(body)
    return found


def find_roles(text: str) -> Roles:
    """Read who leads and who helps from an item: "Sở A chủ trì, phối hợp với Sở B …", "Đề nghị Hội C …".

    Bodies at the head of the item lead when "chủ trì" or "phối hợp" follows, or when the item asks them ("Đề nghị").
    """
    request = _REQUEST.match(text)
    start = request.end() if request else 0
    asked = request is not None and bool(re.search("nghị|giao|cầu", request.group(), re.IGNORECASE))
    end, heads = read_bodies(text, start, strict=True)
    lead = tuple(heads) if heads and (asked or _LEADS.match(text, end)) else ()
    return Roles(lead, tuple(body for body in coordinated(text) if body.start >= (end if lead else 0)))
