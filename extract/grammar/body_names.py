"""One normal form for the name of a body: abbreviations written out, usual spelling, sentence case."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from extract.grammar.body_words import abbreviations, body_table, territory_kinds
from extract.grammar.fold import lower, squeeze

_WORD: Final = re.compile(r"[^\W_]+(?:[&-][^\W_]+)*\.?|[^\w\s]|\s+")
_DASH: Final = re.compile(r"\s*[-–]\s*")
_SPACED: Final = re.compile(r"(?<=[^\W\d_])\s*[-–]\s+|\s+[-–]\s*(?=[^\W\d_])")
_AFTER_JOIN: Final = re.compile(r"(?:(?<=^)|(?<= và )|(?<=, )|(?<= - ))([^\W\d_])")


@cache
def _proper() -> tuple[tuple[re.Pattern[str], str], ...]:
    """List patterns of names that have their own capitals, the longest first."""
    names = sorted(body_table()["proper"]["names"], key=len, reverse=True)
    return tuple((re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), name) for name in names)


@cache
def _departments() -> tuple[tuple[str, str], ...]:
    """List heads with the names of their departments, the longest first."""
    pairs = [(head, name) for head, names in body_table()["names"].items() for name in names]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[1])))


def write_out(name: str) -> str:
    """Write abbreviations out ("BHXH cơ sở" becomes "Bảo hiểm xã hội cơ sở"), dashes between blanks."""
    short = abbreviations()
    parts = [short.get(lower(part), short.get(lower(part.rstrip(".")), part)) for part in _WORD.findall(squeeze(name))]
    joined = "".join(_split_dash(part) for part in parts)
    return squeeze(_SPACED.sub(" - ", joined))


def _split_dash(part: str) -> str:
    """Write out the halves of "HĐND-UBND"."""
    halves = [abbreviations().get(lower(half)) for half in part.split("-")]
    return " và ".join(half for half in halves if half) if len(halves) > 1 and all(halves) else part


def sentence_case(name: str) -> str:
    """Give a name in capitals the letters that it has in running text; proper names of places keep their capitals."""
    low = lower(squeeze(name))
    cased = low[:1].upper() + low[1:]
    for head, department in _departments():
        at = low.find(f"{head} {department}")
        if at >= 0 and not low[at - 1 : at].isalpha():
            start = at + len(head) + 1
            titled = _AFTER_JOIN.sub(lambda match: match.group(1).upper(), department)
            cased = cased[:at] + head.capitalize() + " " + titled + cased[start + len(department) :]
            break
    for pattern, proper in _proper():
        cased = pattern.sub(proper, cased)
    return _title_places(cased)


def _title_places(name: str) -> str:
    """Capitalise what follows the kind of a territory: "xã xuân trường" becomes "xã Xuân Trường"."""
    kinds = "|".join(re.escape(kind) for kind in territory_kinds() if kind != "thôn")
    no_name = rf"(?:{kinds}|hội|ủy|uỷ)(?!\w)"
    for match in re.finditer(rf"(?<!\w)(?:{kinds})(?=\s+(?!{no_name})[^\W\d_])", name):
        start = match.end() + 1
        end = re.compile(r"[,;(\n]|$").search(name, start)
        stop = end.start() if end else len(name)
        nested = re.compile(rf"\s(?:{kinds})\s").search(name, start, stop)
        stop = nested.start() if nested else stop
        titled = " ".join(word[:1].upper() + word[1:] for word in name[start:stop].split(" "))
        name = name[:start] + titled + name[stop:]
    return name


@lru_cache(maxsize=8192)
def normalise_body(name: str) -> str:
    """Give the normal form of a printed name; a name in capitals gets sentence case."""
    bare = squeeze(name).strip(" .;,:")
    letters = [char for char in bare if char.isalpha()]
    shouted = bool(letters) and sum(char.isupper() for char in letters) > len(letters) * 2 // 3 and " " in bare
    full = write_out(bare)
    cased = sentence_case(full) if shouted else full
    return cased[:1].upper() + cased[1:]
