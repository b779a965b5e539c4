"""Who leads and who coordinates: bodies in headings, in agency lines, and after "phối hợp với" in running text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold, fold_tone_place, squeeze
from extract.readers.body_lists import Body, begins_body, read_bodies
from extract.readers.body_words import ends_in_verb
from extract.readers.columns import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.page import Span

_WITH: Final = re.compile(
    r"phối\s+hợp(?:\s*,\s*(?:trao\s+đổi|cung\s+cấp|chia\s+sẻ)\s+thông\s+tin)?(?P<rest>\s+)", re.IGNORECASE
)
_NAME: Final = 12
"""An unknown name in an agency line has no more words than this; more are a sentence."""

_TAIL: Final = 8
"""So many unknown words may stand behind the one name of a heading."""

_DUTY: Final = re.compile(r"\s*trách nhiệm của\s", re.IGNORECASE)
_NOUN: Final = re.compile(
    r"(?:sự|quy chế|công tác|cơ chế|cơ quan|đơn vị|chương trình|nội dung|hình thức|"
    r"trách nhiệm|các bên|mối quan hệ)\s+$",
    re.IGNORECASE,
)
_COORDINATION: Final = re.compile(
    r",?\s*(?:chủ trì\s*,?\s*)?(?:và\s+)?phối\s+hợp\b(?:\s+chặt chẽ)?(?:\s+với|\s+cùng)?\s*:?"
    r"|(?<=[.;])\s*Phối\s+hợp(?:\s+với)?\s*:?"
)


_APPOSITION: Final = re.compile(
    r"\s+[-–(]\s*(?=(?:là\s+)?(?:cơ quan|đơn vị)\s+(?:thường trực|chủ trì|đầu mối))", re.IGNORECASE
)

_ANSWERS: Final = re.compile(r"\s+(?:có|chịu)\s+trách nhiệm(?!\w)", re.IGNORECASE)
_MATTER: Final = re.compile(r"\s+(?:tới|đến|trong)\s+việc\s")
_LONGEST: Final = 240
"""So many letters may lie between a list of bodies and "có trách nhiệm"."""
_ROLE: Final = re.compile(r"(?:các|những|tất cả các)\s.+?\s(?:tham gia|chủ trì|quản lý|được)[\s,]", re.IGNORECASE)
"""Bodies told by the part they have in the work ("Các đơn vị tham gia hội thi"): the heading is their name."""
_AS_FOLLOWS: Final = re.compile(r"\bsau(?:\s+đây)?$|\bcó trách nhiệm\b", re.IGNORECASE)


@cache
def _asking() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(vocabulary("labels.toml")[""]["asking"], key=len, reverse=True)))
    return re.compile(rf"\s*(?:{words})\s+(?:với\s+)?", re.IGNORECASE)


@cache
def _manner() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(vocabulary("bodies.toml")[""]["manner"], key=len, reverse=True)))
    return re.compile(rf"(?:(?:{words})[\s,]+)*", re.IGNORECASE)


def without_asking(string: str, start: int, end: int) -> int:
    """Return where a body begins behind "Đề nghị", "Giao" and their like; `start` where there is none."""
    match = _asking().match(string, start, end)
    return match.end() if match else start


def heading_bodies(string: str, start: int, end: int) -> list[Body]:
    """Return the bodies a heading names, empty where it is no heading of a body.

    The names must fill the heading, or be followed by what the body is to do ("Sở Y tế chỉ đạo … các nội dung sau").
    """
    begin = without_asking(string, start, end)
    end = _bare_end(string, begin, end)
    if _DUTY.match(string, start, begin):
        return read_bodies(string, begin, end)
    if not begins_body(string, begin):
        return []
    running = read_bodies(string, begin, end, running=True)
    if not running:
        return []
    rest = string[running[-1].end : end].strip(" .:;")
    role = _ROLE.match(string, begin, end)
    if role is not None and len(running) == 1 and role.end() > running[0].end and not _AS_FOLLOWS.search(rest):
        return [Body(begin, end, string[begin:end])]
    if not rest or ends_in_verb(string, running[-1].end, end):
        return running
    listed = len(running) > 1 and not re.search(r"[.;:]\s", rest)
    return read_bodies(string, begin, end) if len(rest.split()) <= (_NAME if listed else _TAIL) else []


def answerable(string: str, begin: int, end: int) -> list[Body]:
    """Return the bodies that a sentence holds answerable: all its words before "có trách nhiệm" are their list."""
    match = _ANSWERS.search(string, begin, min(end, begin + _LONGEST))
    if match is None or re.search(r"[.;:]\s", string[begin : match.start()]):
        return []
    stop = _MATTER.search(string, begin, match.start())
    return read_bodies(string, begin, stop.start() if stop else match.start())


def _bare_end(string: str, begin: int, end: int) -> int:
    """Return where a heading ends without an apposition ("- Cơ quan thường trực …") and a bracket at its end."""
    apposition = _APPOSITION.search(string, begin, end)
    end = apposition.start() if apposition else end
    bracket = re.compile(r"\s*\((?:bao\s+)?gồm[^()]*\)[\s.:;]*$").search(string[:end], begin)
    end = bracket.start() if bracket and bracket.start() > begin else end
    return begin + len(string[begin:end].rstrip(" .:;"))


def agency_bodies(string: str, start: int, end: int) -> tuple[list[Body], list[Body]]:
    """Read the value of an agency line: those that lead (before "phối hợp"), those that coordinate (behind it)."""
    match = _COORDINATION.search(string, start, end)
    if match and match.start() > start:
        lead = list(_clauses(string, start, match.start()))
        return lead, list(_clauses(string, match.end(), end))
    if match:
        return [], list(_clauses(string, match.end(), end))
    return list(_clauses(string, start, end)), []


def _clauses(string: str, start: int, end: int) -> Iterator[Body]:
    """Read a list; where a clause goes on with a verb ("Sở A tiến hành …; Sở B …") only its bodies count."""
    at = start
    for piece in re.split(r"(;)", string[start:end]):
        begin, at = at, at + len(piece)
        lead = without_asking(string, begin, at)
        lead += len(string[lead:at]) - len(string[lead:at].lstrip(" .:–-"))
        if piece == ";" or lead >= at:
            continue
        running = read_bodies(string, lead, at, running=True)
        if running and ends_in_verb(string, running[-1].end, at):
            yield from running
        elif begins_body(string, lead) or len(string[lead:at].split()) <= _NAME:
            yield from read_bodies(string, lead, at)


def coordinating(string: str, spans: Iterable[Span]) -> list[Body]:
    """Return the bodies named right behind "phối hợp (với)" in running text, each once."""
    found: dict[str, Body] = {}
    for span in spans:
        for match in _WITH.finditer(string, span.start, span.end):
            if _NOUN.search(string[max(span.start, match.start() - 20) : match.start()]):
                continue
            manner = _manner().match(string, match.end(), span.end)
            begin = manner.end() if manner else match.end()
            for body in read_bodies(string, begin, span.end, running=True):
                found.setdefault(key(body.name), body)
    return list(found.values())


def key(name: str) -> str:
    """Return what two mentions of a body have in common: letters without case, tone place and space around dashes."""
    plain = re.sub(r"\s*[-–]\s*", "-", squeeze(fold_tone_place(name))).strip(" .;,:")
    return plain.replace(" có liên quan", " liên quan")


def of_kind(names: Sequence[str], heading: Sequence[str]) -> bool:
    """Tell whether names are those a heading speaks of by their kind: "Khoa Luật", "Khoa Sử" under "Các khoa …"."""
    kinds = [match["kind"] for name in heading if (match := re.match(r"cac (?P<kind>[a-z]+)", _folded(name)))]
    if not kinds or len(names) < 2:
        return False
    return all(any(_folded(name).startswith(f"{kind} ") for kind in kinds) for name in names)


def _folded(name: str) -> str:
    return squeeze(fold(name))


def same_body(left: str, right: Sequence[str]) -> bool:
    """Tell whether a name is one of the names on the right, perhaps shortened or with another mark."""
    short = _compared(left)
    others = [other for other in map(_compared, right) if other]
    return bool(short) and any(other.startswith(short) or short.startswith(other) for other in others)


def _compared(name: str) -> str:
    return squeeze(re.sub(r"[^a-z0-9]+|\bcac\b", " ", fold(name)))


def distinct(bodies: Iterable[Body], besides: Iterable[Body] = ()) -> list[Body]:
    """Return the bodies without those named before or among `besides`."""
    seen = {key(body.name) for body in besides}
    kept = []
    for body in bodies:
        if key(body.name) not in seen:
            seen.add(key(body.name))
            kept.append(body)
    return kept
