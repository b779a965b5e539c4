"""References: every other document cited with its number, once per number, in order of first appearance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold, squeeze
from extract.outline.vocabulary import words
from extract.readers import record
from extract.readers.casing import sentence_case
from extract.readers.cited import Citation, Stretch, scan
from models import Place, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.outline import Outline
    from extract.page import Span
    from extract.text import Text
    from models import Document

_ODD_BODY: Final = re.compile(r"[-/](?:[A-ZĐ]|(?!QH|UBTVQH)[A-ZĐ]{2,}[0-9])$")
"""A body of one letter, or of letters and one figure at their end, is hardly one: the last letter was misread."""

_JOINT: Final = re.compile(r"[\s,“”\"()]*(?:va|cung|hoac)?[\s,]*(?:cac\s*)?")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A citation, the stretch it stands in, and whether the plan itself rests on it there."""

    stretch: Stretch
    citation: Citation
    basis: bool

    @property
    def span(self) -> Span:
        """Where the number stands in the text."""
        return self.stretch.place(self.citation.symbol.start, self.citation.symbol.end)


def read_references(
    text: Text, outline: Outline, document: Document | None = None, scanned: Sequence[Stretch] | None = None
) -> tuple[Reference, ...]:
    """Return the documents cited by number; the document's own number, known from `document`, is none of them."""
    stretches = scan(text, outline) if scanned is None else scanned
    groups: dict[str, list[_Mention]] = {}
    for mention in _mentions(outline, stretches):
        number = mention.citation.symbol.number
        if number is not None and not _own(mention, document):
            groups.setdefault(number.casefold(), []).append(mention)
    cited = [mentions for mentions in groups.values() if not _known_in_full(mentions[0], groups.values())]
    return tuple(_reference(text, mentions) for mentions in cited)


def _known_in_full(mention: _Mention, groups: Iterable[list[_Mention]]) -> bool:
    """Tell a running number alone whose whole number stands elsewhere ("Nghị quyết 57" beside "57-NQ/TW")."""
    short = mention.citation.symbol
    others = (group[0].citation.symbol for group in groups)
    return not short.code and any(
        other.code and (other.running, other.doc_type) == (short.running, short.doc_type) for other in others
    )


def _mentions(outline: Outline, stretches: Sequence[Stretch]) -> Iterator[_Mention]:
    for stretch in stretches:
        kind = outline.part_of(outline.nodes[stretch.node]).kind
        if kind in ("head", "recipients", "signature"):
            continue
        fronted = kind in ("title", "preamble")
        nested = False
        for i, citation in enumerate(stretch.citations):
            before = stretch.citations[i - 1] if i else None
            nested = _nested(stretch, before, citation, inside=nested)
            yield _Mention(stretch, citation, fronted and not nested)


def _nested(stretch: Stretch, before: Citation | None, citation: Citation, *, inside: bool) -> bool:
    """Tell whether a number stands in the title of the document cited before it.

    One joined to the one before by nothing but a date, a body and "và" shares its standing.
    """
    if before is None:
        return False
    said = [before.symbol.end]
    said += [before.date.end] if before.date else []
    said += [before.issuer.end] if before.issuer else []
    start, end = before.symbol.end, citation.symbol.lead_start
    between = fold(stretch.string[start:end]) if end > start else ""
    if re.search(r"[;\n]", between) or _amends(between, citation):
        return False
    if re.search(rf"\b(?:{'|'.join(words('references', 'nesting'))})[\s“\"]*$", between):
        return True
    return inside and _JOINT.fullmatch(fold(stretch.string[min(max(said), end) : end])) is not None


def _amends(between: str, citation: Citation) -> bool:
    """Tell an act that amends the one before it: what the plan rests on, too ("…, được sửa đổi tại Nghị quyết số …").

    Numbers in that act's title carry no date of their own.
    """
    if re.search(r"\bduoc (?:sua doi|bo sung|thay the|dieu chinh)\b", between) is None:
        return False
    return citation.date is not None or re.search(r"\b(?:tai|boi|theo|bang)\s*$", between) is not None


def _own(mention: _Mention, document: Document | None) -> bool:
    """Tell whether a citation is of the document itself, as under the title of its annex."""
    if document is None or document.number is None or mention.citation.symbol.code != document.symbol:
        return False
    if mention.citation.symbol.running != document.number:
        return False
    date = mention.citation.date
    return date is None or date.iso is None or document.issued is None or date.iso.startswith(document.issued)


def _reference(text: Text, mentions: Sequence[_Mention]) -> Reference:
    first = mentions[0]
    symbol = first.citation.symbol
    assert symbol.number is not None  # grouped by it
    weight = 0.85 if symbol.repaired or _ODD_BODY.search(symbol.number) else 0.98
    at: dict[str, Place] = {"number": record.found(text, [first.span], weight)}
    kind = next((m for m in mentions if m.citation.symbol.doc_type), None)
    if kind is None:
        at["doc_type"] = record.absent(0.8)
    else:
        word = kind.stretch.place(kind.citation.symbol.lead_start, kind.citation.symbol.end)
        at["doc_type"] = record.found(text, [word], 0.97)
    dated = _dated(mentions)
    if dated is None or dated.citation.date is None:
        at["date"] = record.absent(0.93)
    else:
        at["date"] = record.found(text, [dated.stretch.place(dated.citation.date.start, dated.citation.date.end)], 0.96)
    where = _issuer_span(mentions)
    body = None if where is None else squeeze(text.slice(where))
    at["issuer"] = record.absent(0.85) if where is None else record.found(text, [where], 0.9)
    rests = next((m for m in mentions if m.basis), None)
    at["basis"] = record.derived(text, ["number"], [(rests or first).span], 0.93)
    return Reference(
        doc_type=kind.citation.symbol.doc_type if kind else None,
        number=symbol.number,
        date=dated.citation.date.iso if dated and dated.citation.date else None,
        issuer=sentence_case(body) if body else None,
        basis=rests is not None,
        at=at,
    )


def _dated(mentions: Sequence[_Mention]) -> _Mention | None:
    """Return the first mention with a date; one of the year that stands in the number ("163/2024/QH15") goes first."""
    known = [m for m in mentions if m.citation.date is not None and m.citation.date.iso]
    year = mentions[0].citation.symbol.year
    own = (m for m in known if m.citation.date is not None and m.citation.date.year == year)
    return next(own, known[0] if known else None)


def _issuer_span(mentions: Sequence[_Mention]) -> Span | None:
    """Return where the issuing body is first named, in small letters if it is so anywhere."""
    found = [(m, m.citation.issuer) for m in mentions if m.citation.issuer is not None]
    spans = [m.stretch.place(issuer.start, issuer.end) for m, issuer in found]
    small = (
        span
        for (m, issuer), span in zip(found, spans, strict=True)
        if not m.stretch.string[issuer.start : issuer.end].isupper()
    )
    return next(small, spans[0] if spans else None)
