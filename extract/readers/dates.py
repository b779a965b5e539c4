"""Dates: every mention of a day, month or quarter, and what it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold
from extract.outline.vocabulary import words
from extract.readers import record
from extract.readers.cited import Stretch, scan
from extract.readers.task_tables import listing_tables
from models import Date, DateRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.grammar.dates import DateMention
    from extract.outline import Outline
    from extract.text import Text
    from models import Document

_BEFORE: Final = 70
_BY_HAND: Final = 0.88
"""Evidence for the dateline's day on a recognised page, where it is often filled in by hand."""
_LOST_DAY: Final = 0.5
"""The same where no day was read at all."""
_LAW_NAME: Final = 110
_SHORT_NAME: Final = 32
"""Letters between an act's kind and its date: laws are cited by long names, other acts without number by short ones."""
_RANGE_ON: Final = re.compile(r"\s*(?:,|-|–)?\s*(?:cho\s+)?den\b")
_PASSED: Final = re.compile(r"\b(?:thong qua|ky|khai mac|hop|ban hanh)\b[^.;]{0,60}$")
_LABEL: Final = re.compile(r"\W{0,4}(?:thoi (?:gian|han)|tien do)[^:]{0,40}:")
_MONTH_OF: Final = re.compile(r"\b(?:vao|trong)\s*(?:thang\s+\d{1,2}\s*(?:,|va)\s*)*$")
"""Words that set work into a month or quarter; a day that they name is the day of an event."""
_DAY_TO_DAY: Final = re.compile(r"\s*[-–]\s*\d{1,2}/\d{1,2}/\d{4}")
_SPAN_OF_DAYS: Final = re.compile(r"\btu(?:\s+ngay)?\s+\d{1,2}\s*[-–]\s*$")
_FIRST_OF_TWO: Final = re.compile(r"\s*[-–]\s*(?:thang\s+)?\d{1,2}\s*(?:/|nam\b)")


def read_dates(
    text: Text, outline: Outline, document: Document | None = None, scanned: Sequence[Stretch] | None = None
) -> tuple[Date, ...]:
    """Return the dates of a text in order, each with its role; impossible ones are left to the checks."""
    stretches = scan(text, outline) if scanned is None else scanned
    own = document.issued if document is not None else None
    listings = frozenset(listing_tables(text, outline))
    return tuple(date for stretch in stretches for date in _dates(text, outline, stretch, own, listings))


def _dates(text: Text, outline: Outline, stretch: Stretch, own: str | None, listings: frozenset[int]) -> Iterator[Date]:
    listed = outline.nodes[stretch.node].table in listings
    cited = {id(c.date) for c in stretch.citations if c.date is not None}
    for mention in stretch.dates:
        if mention.iso is None:
            continue
        role, sure = _role(outline, stretch, mention, own, cited=id(mention) in cited)
        if listed and role is DateRole.DEADLINE and mention.day is not None and mention.relation is None:
            role, sure = DateRole.OTHER, 0.8
        place = stretch.place(mention.start, mention.end)
        weight = 0.75 if mention.flags and set(mention.flags) - {"day_blank"} else 0.98
        if role is DateRole.ISSUED and record.recognised(text, place):
            torn = mention.day is None and "day_blank" not in mention.flags
            weight = min(weight, _LOST_DAY if torn else _BY_HAND)
        yield Date(
            text=mention.text,
            iso=mention.iso,
            role=role,
            at={
                "text": record.found(text, [place], weight),
                "iso": record.derived(text, ["text"], [place], weight),
                "role": record.derived(text, ["text"], [place], sure),
            },
        )


def _role(
    outline: Outline, stretch: Stretch, mention: DateMention, own: str | None, *, cited: bool
) -> tuple[DateRole, float]:
    """Return what a date is for and how sure that is."""
    node = outline.nodes[stretch.node]
    kind = outline.part_of(node).kind
    before = fold(stretch.string[max(0, mention.start - _BEFORE) : mention.start])
    if kind == "head":
        return DateRole.ISSUED, 0.98
    if fold(stretch.string[:40]).lstrip("*_ ").startswith(words("outline", "attached")) and not _second_citation(
        stretch, mention
    ):
        same = own is None or mention.iso is None or own.startswith(mention.iso) or mention.iso.startswith(own)
        return (DateRole.ISSUED, 0.93) if same else (DateRole.REFERENCE, 0.8)
    if cited or _dates_an_act(stretch, mention, before):
        return DateRole.REFERENCE, 0.96
    if re.search(r"hieu luc[\w\s]{0,30}$", before):
        return DateRole.EFFECTIVE, 0.97
    if mention.relation == "from" or before.rstrip().endswith(("tu", "tu ngay", "ke tu")):
        return _from(stretch, mention)
    labelled = _LABEL.match(fold(stretch.string[:80])) is not None
    if _past(mention, own) and not labelled:
        return DateRole.OTHER, 0.8
    return _of_work(stretch, mention, before, "row" if node.kind == "row" else kind, labelled=labelled)


def _of_work(
    stretch: Stretch, mention: DateMention, before: str, where: str, *, labelled: bool
) -> tuple[DateRole, float]:
    """Tell the time by which work must be done from that of an event; `where` is "row" or the kind of the part."""
    if where != "row" and mention.day is None and _FIRST_OF_TWO.match(fold(stretch.string), mention.end):
        return DateRole.OTHER, 0.9
    if mention.day is not None and _DAY_TO_DAY.match(stretch.string, mention.end):
        return DateRole.OTHER, 0.85
    if _SPAN_OF_DAYS.search(before):
        return DateRole.DEADLINE, 0.9
    if mention.relation in ("before", "by", "until", "within") or where in ("row", "appendix"):
        return DateRole.DEADLINE, 0.95
    if mention.day is None and _MONTH_OF.search(before):
        return DateRole.DEADLINE, 0.8
    if mention.relation != "on" and (labelled or any(word in before for word in words("references", "due"))):
        return DateRole.DEADLINE, 0.85
    return DateRole.OTHER, 0.8


def _past(mention: DateMention, own: str | None) -> bool:
    """Tell whether a date had passed when the document was issued: by then no work can be due."""
    iso = mention.iso or ""
    return own is not None and iso[:1] != "-" and "Q" not in iso and iso < own and not own.startswith(iso)


def _from(stretch: Stretch, mention: DateMention) -> tuple[DateRole, float]:
    """Tell the day from which a rule holds from the first day of a range or event."""
    folded = fold(stretch.string)
    if _RANGE_ON.match(folded, mention.end) or _LABEL.match(folded[:80]):
        return DateRole.OTHER, 0.9
    start = max(folded.rfind(". ", 0, mention.start), folded.rfind("; ", 0, mention.start)) + 1
    stop = re.search(r"[.;](?:\s|$)", folded[mention.end :])
    sentence = folded[start : mention.end + stop.start() if stop else len(folded)]
    if any(word in sentence for word in words("references", "effective")):
        return DateRole.EFFECTIVE, 0.8
    return DateRole.OTHER, 0.8


def _dates_an_act(stretch: Stretch, mention: DateMention, before: str) -> bool:
    """Tell whether a date is that of an act cited by name ("Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023")."""
    if mention.relation is not None or mention.day is None or mention.year is None:
        return False
    window = fold(stretch.string[max(0, mention.start - 160) : mention.start])
    clause = re.split(r"[;\n]|\.\s", window)[-1]
    if not (mention.text.lower().startswith("ngày") or re.search(r"ngay\s*$", before)):
        return False
    named = list(re.finditer(rf"\b(?:{'|'.join(words('references', 'acts'))})\b", clause))
    if not named or re.search(r"\b(?:vao|tinh den|den)\b[^,]*$", clause[named[-1].start() :]):
        return False
    far = len(clause) - named[-1].start()
    law = any(match.group() in words("references", "laws") for match in named)
    return far < (_LAW_NAME if law else _SHORT_NAME) or (law and bool(_PASSED.search(clause)))


def _second_citation(stretch: Stretch, mention: DateMention) -> bool:
    """Tell whether another document's number stands between the line's start and the date."""
    return sum(citation.symbol.end <= mention.start for citation in stretch.citations) > 1
