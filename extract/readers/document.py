"""The document itself: kind, number, issuer, dateline, title, period, signature and recipients."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from extract.grammar.fold import fold, fold_tone_place, squeeze
from extract.letters import UPPER
from extract.outline.units import type_span
from extract.page import Span
from extract.readers import foot, record
from extract.readers.damaged import doubtful
from extract.readers.head import Head, read_head
from extract.readers.issuer import Issuer, read_issuer
from extract.readers.period import read_period
from extract.readers.recipients import read_recipients, recipient
from extract.readers.second import Second, read_second
from extract.readers.territory import find_territories
from models import Document, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.grammar.dateline import Dateline
    from extract.outline import Outline
    from extract.text import Text

_NEARLY = 75.0
_BY_HAND = 0.88
"""Evidence for a number or day on a recognised page: both are often filled in by hand, which engines misread surely."""
_NAME = re.compile(rf"(?P<name>[{UPPER}]\w+(?: [{UPPER}]\w+){{0,4}})[\s.,;:-]*$")
_EDGES = " \n-–—_*.:;=~"


@dataclass(slots=True)
class _Fields:
    """Values and places of the record being made, side by side."""

    values: dict[str, object] = field(default_factory=dict)
    at: dict[str, Place] = field(default_factory=dict)

    def put(self, name: str, value: object, place: Place) -> None:
        """Set a field; one without a value keeps its place too."""
        self.values[name] = value
        self.at[name] = place


def read_document(text: Text, outline: Outline) -> Document:
    """Return the document's own fields; each has a place, null ones too. Never raises."""
    fields = _Fields()
    head = read_head(text, outline)
    second = read_second(text, outline)
    _kind_and_title(text, outline, fields)
    _number(text, head, second, fields)
    issuer = read_issuer(text, outline, head, second, _year(head, second))
    _issuer(text, issuer, fields)
    _dateline(text, head, second, fields)
    _period(text, outline, fields)
    _signature(text, outline, fields)
    _recipients(text, outline, fields)
    return Document.model_validate({**fields.values, "at": fields.at})


def title_spans(text: Text, outline: Outline, prefix: str = "") -> tuple[Span | None, tuple[Span, ...]]:
    """Return the line that names the kind of document, and the lines of the title under it."""
    kind: Span | None = None
    lines: list[Span] = []
    for i in outline.in_part("title", prefix=prefix):
        span = outline.nodes[i].span
        string = text.slice(span)
        name = type_span(string)
        if name is not None and not lines:
            kind = Span(span.start + name[0], span.start + name[1])
        elif string.strip(_EDGES) and not fold(string).lstrip("*_ ").startswith(("(kem theo", "(ban hanh")):
            bare = string.strip(_EDGES)
            start = span.start + string.index(bare)
            lines.append(Span(start, start + len(bare)))
    return kind, tuple(lines)


def _kind_and_title(text: Text, outline: Outline, fields: _Fields) -> None:
    kind, lines = title_spans(text, outline)
    if kind is None:
        fields.put("doc_type", None, record.absent(0.6))
    else:
        fields.put("doc_type", squeeze(text.slice(kind)).lower(), record.found(text, [kind], 0.99))
    if lines:
        title = squeeze(" ".join(text.slice(line) for line in lines))
        fields.put("title", title, record.found(text, lines, 0.97 if kind else 0.7))
    else:
        fields.put("title", None, record.absent(0.6))


def _number(text: Text, head: Head, second: Second, fields: _Fields) -> None:
    """Take number and symbol from the head, else from the line under an annex's title."""
    symbol, at, evidence = head.symbol, head.symbol_at, 0.99
    if symbol is None or (symbol.running is None and second.symbol is not None and second.symbol.running):
        symbol, at, evidence = second.symbol, second.symbol_at, 0.93
    if symbol is None:
        fields.put("number", None, record.absent(0.8))
        fields.put("symbol", None, record.absent(0.8))
        return
    where = Span(at + symbol.start, at + symbol.end)
    if symbol.repaired or not (symbol.running or "0").isdigit():
        evidence -= 0.15
    if record.recognised(text, where) and not _agrees(symbol.running, second):
        evidence = min(evidence, _BY_HAND)
    if symbol.running and symbol.state == "found":
        fields.put("number", symbol.running, record.found(text, [where], evidence))
    elif symbol.state == "unreadable":
        fields.put("number", None, record.unreadable(text, [where]))
    else:
        fields.put("number", None, record.blank(text, [where]))
    fields.put("symbol", symbol.code, record.found(text, [where], evidence))


def _agrees(running: str | None, second: Second) -> bool:
    """Tell whether the line under an annex's title gives the same number."""
    return second.symbol is not None and running is not None and second.symbol.running == running


def _lost(line: Dateline, second: Dateline) -> bool:
    """Tell whether day or month of the dateline could not be read, and the line under an annex may have them."""
    worn = any(flag.endswith(("unreadable", "worn")) for flag in line.flags)
    return worn and second.issued is not None and line.issued is not None and second.issued[:4] == line.issued[:4]


def _dateline(text: Text, head: Head, second: Second, fields: _Fields) -> None:
    line, at = head.dateline, head.dateline_at
    if line is not None and line.place is not None and line.place_span is not None:
        span = Span(at + line.place_span[0], at + line.place_span[1])
        place = _place(text, line.place, span, fields)
        if head.kind_apart is None:
            fields.put("place", place, record.found(text, [span], 0.97))
        else:
            whole = f"{text.slice(head.kind_apart).strip()} {place}"
            fields.put("place", whole, record.found(text, [head.kind_apart, span], 0.9))
    else:
        _bare_place(text, line, at, fields)
    evidence = 0.99
    if second.dateline is not None and (line is None or line.issued is None or _lost(line, second.dateline)):
        line, at, evidence = second.dateline, second.dateline_at, 0.93
    if line is None:
        fields.put("issued", None, record.absent(0.85))
        return
    span = Span(at + line.date_span[0], at + line.date_span[1])
    if line.issued is None:
        fields.put("issued", None, record.unreadable(text, [span]))
    else:
        doubtful = any(flag.endswith(("unreadable", "worn")) for flag in line.flags)
        same = second.dateline is not None and second.dateline.issued == line.issued
        if record.recognised(text, span) and not same:
            evidence = min(evidence, _BY_HAND)
        fields.put("issued", line.issued, record.found(text, [span], evidence - (0.4 if doubtful else 0.0)))


def _bare_place(text: Text, line: Dateline | None, at: int, fields: _Fields) -> None:
    """Take the words before the date for the place where its comma was not read."""
    if line is None:
        fields.put("place", None, record.absent(0.9))
        return
    stop = at + line.date_span[0]
    begin = text.block_at(at).span.start
    day = fold(text.string[begin:stop]).rfind("ngay")
    stop = begin + day if day > 0 else stop
    match = _NAME.search(text.string, begin, stop)
    if match is None:
        fields.put("place", None, record.absent(0.9))
        return
    span = Span(match.start("name"), match.end("name"))
    fields.put("place", _place(text, match["name"], span, fields), record.found(text, [span], 0.85))


def _year(head: Head, second: Second) -> int | None:
    """Return the year the document was issued in, as the dateline gives it."""
    lines = (line.issued for line in (head.dateline, second.dateline) if line is not None and line.issued)
    return next((int(issued[:4]) for issued in lines), None)


def _place(text: Text, place: str, span: Span, fields: _Fields) -> str:
    """Return the dateline's place; a damaged one that is nearly the issuer's own name is that."""
    locality = fields.values.get("locality")
    own = find_territories(locality) if isinstance(locality, str) else []
    name = own[-1].name if own else ""
    if fold(name) == fold(place):
        return name if fold_tone_place(name) != fold_tone_place(place) else place
    same = doubtful(text, span) and ratio(fold(name), fold(text.raw(span)).strip(" ,.")) >= _NEARLY
    return name if same else place


def _issuer(text: Text, issuer: Issuer, fields: _Fields) -> None:
    if issuer.name is None:
        fields.put("issuer", None, record.absent(0.7))
    else:
        fields.put("issuer", issuer.name, record.found(text, issuer.spans, issuer.evidence))
    level = (
        record.absent(0.7) if issuer.level is None else record.derived(text, ["issuer"], issuer.spans, issuer.evidence)
    )
    fields.put("issuer_level", issuer.level, level)
    if issuer.locality is None:
        fields.put("locality", None, record.absent(0.85))
    else:
        fields.put("locality", issuer.locality, record.derived(text, ["issuer"], issuer.spans, issuer.evidence))
    if issuer.province is None:
        fields.put("province", None, record.absent(0.8))
    elif issuer.province_spans:
        fields.put("province", issuer.province, record.found(text, issuer.province_spans, 0.93))
    else:
        fields.put("province", issuer.province, record.derived(text, ["issuer"], issuer.spans, issuer.evidence))


def _period(text: Text, outline: Outline, fields: _Fields) -> None:
    _, lines = title_spans(text, outline)
    period = read_period(text, outline, lines)
    for name, year in (("period_start", period.first), ("period_end", period.last)):
        place = record.absent(0.92) if year is None or period.span is None else record.found(text, [period.span], 0.95)
        fields.put(name, year if period.span is not None else None, place)


def _signature(text: Text, outline: Outline, fields: _Fields) -> None:
    signed = foot.read_signature(text, outline)
    there = signed.name is not None or signed.post is not None or bool(signed.capacities)
    gone = record.absent(0.9 if there else 0.6)
    if signed.name is None:
        fields.put("signer", None, gone)
    else:
        name = foot.signer_name(text.slice(signed.name))
        fields.put("signer", name, record.found(text, [signed.name], 0.97 if foot.has_surname(name) else 0.8))
    if signed.post is None:
        fields.put("signer_title", None, gone)
    else:
        fields.put("signer_title", foot.capacity(text.slice(signed.post)), record.found(text, [signed.post], 0.98))
    lines = tuple(foot.capacity(text.slice(span)) for span in signed.capacities)
    fields.put("signed_for", lines, record.found(text, signed.capacities, 0.98) if lines else gone)


def _recipients(text: Text, outline: Outline, fields: _Fields) -> None:
    spans: Sequence[Span] = read_recipients(text, outline)
    names = tuple(recipient(text.slice(span)) for span in spans)
    fields.put("recipients", names, record.found(text, spans, 0.96) if names else record.absent(0.85))
