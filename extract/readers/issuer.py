"""The issuer: from the head, from the line under an annex's title, or from who says "ban hành" before section I."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold, squeeze
from extract.outline.vocabulary import words
from extract.page import Span
from extract.readers.casing import sentence_case
from extract.readers.damaged import Reading, agreed, doubtful, readings
from extract.readers.head import Body, Head, opens_body, written_out
from extract.readers.territory import Territory, bare_province, find_territories, level_of, province_named
from models import IssuerLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.outline import Outline
    from extract.readers.second import Second
    from extract.text import Text

_ISSUES: Final = re.compile(
    r"""
    (?:^|[\s,;:.])
    (?P<body>
        (?: UBND | [Uu]ỷ\ ban\ nhân\ dân | [Ủủ]y\ ban\ nhân\ dân | HĐND | Hội\ đồng\ nhân\ dân | Sở | Bộ
          | Ban\ Chỉ\ đạo | Ban\ Quản\ lý | Công\ an | Bảo\ hiểm\ xã\ hội | BHXH )
        (?: \s [^,;.:\n]{0,70}? )??
    )
    \s+ (?: ban\ hành | xây\ dựng | triển\ khai | đề\ ra ) \s
    """,
    re.VERBOSE,
)
_BARE_KIND: Final = re.compile(
    r"(?:^|\s)(?P<kind>tỉnh|thành phố|TP|xã|phường|thị trấn|đặc khu|huyện|quận|thị xã)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body and what follows from its name. `province_spans` is empty where it repeats the issuer's own."""

    name: str | None = None
    spans: tuple[Span, ...] = ()
    evidence: float = 0.0
    level: IssuerLevel | None = None
    locality: str | None = None
    province: str | None = None
    province_spans: tuple[Span, ...] = ()


def read_issuer(text: Text, outline: Outline, head: Head, second: Second, year: int | None) -> Issuer:
    """Read the issuer from the first source that names it with its territory; `year` is that of the document."""
    best = Issuer()
    for body, evidence in _sources(text, outline, head, second):
        issuer = _placed(text, outline, head, Issuer(body.name, body.spans, evidence))
        if best.name is None or (best.locality is None and issuer.locality is not None and _same_body(best, issuer)):
            best = issuer
        if best.locality is not None or _central(best.name or ""):
            break
    if best.name is None:
        return best
    return _with_level(text, head, _agreed(text, best), year)


def _sources(text: Text, outline: Outline, head: Head, second: Second) -> Iterator[tuple[Body, float]]:
    if head.issuer is not None:
        yield _completed(head.issuer, head), 0.98
    if second.body is not None:
        name = squeeze(text.slice(second.body))
        if opens_body(name):
            yield Body(written_out(sentence_case(name)), (second.body,)), 0.93
    for i in outline.in_part("preamble", prefix=""):
        node = outline.nodes[i]
        for match in _ISSUES.finditer(text.slice(node.span)):
            span = Span(node.span.start + match.start("body"), node.span.start + match.end("body"))
            name = squeeze(match["body"])
            yield Body(written_out(name[:1].upper() + name[1:]), (span,)), 0.9


def _completed(body: Body, head: Head) -> Body:
    """Give a territory that stands alone (its upper line was lost) the body that the document's symbol names."""
    if opens_body(body.name) or not find_territories(body.name[:1].lower() + body.name[1:]):
        return body
    code = head.symbol.code if head.symbol else ""
    for pair in words("document", "short"):
        short, long = pair.split("=")
        if code.lower().endswith(short):
            return replace(body, name=f"{long} {body.name[:1].lower()}{body.name[1:]}")
    return body


def _agreed(text: Text, issuer: Issuer) -> Issuer:
    """Put right a damaged name by the other places that name the issuer's territory."""
    assert issuer.name is not None  # asked for a body that was read
    own = _last(find_territories(issuer.name))
    if own is None or not any(doubtful(text, span) for span in issuer.spans):
        return issuer
    raw = text.raw(issuer.spans[-1]).split()[-len(own.name.split()) :]
    name = agreed(Reading(own.name, " ".join(raw)), readings(text, own.kind), own.kind)
    better = Territory(own.kind, name, 0, 0)
    return replace(
        issuer,
        name=issuer.name[: own.end - len(own.name)] + name,
        locality=better.full,
        evidence=min(issuer.evidence, 0.9),
    )


def _same_body(left: Issuer, right: Issuer) -> bool:
    return fold(left.name or "")[:6] == fold(right.name or "")[:6]


def _central(name: str) -> bool:
    folded = fold(name)
    if folded.endswith(words("document", "central_ends")):
        return True
    return any(folded == start or folded.startswith(f"{start} ") for start in words("document", "central"))


def _unnamed(text: Text, head: Head, issuer: Issuer) -> Issuer:
    """Place a body whose names say no territory with its kind: a department belongs to the province named bare."""
    names = [body.name for body in reversed(head.bodies)]
    province = next((name for name in map(bare_province, names) if name is not None), None)
    if province is None:
        department = any(fold(name).startswith("so ") for name in names)
        return replace(issuer, level=IssuerLevel.PROVINCE) if department else issuer
    full = next((t.full for t in find_territories(text.string) if t.name == province), None)
    return replace(
        issuer, level=IssuerLevel.PROVINCE, locality=full, province=province, evidence=min(issuer.evidence, 0.9)
    )


def _placed(text: Text, outline: Outline, head: Head, issuer: Issuer) -> Issuer:
    """Add the issuer's own territory; "Ủy ban nhân dân xã" gets its name from the title or the dateline."""
    assert issuer.name is not None  # made from a body
    own = _last(find_territories(issuer.name))
    if own is not None:
        return replace(issuer, locality=own.full)
    bare = _BARE_KIND.search(issuer.name)
    if bare is None:
        over = next((t for body in head.bodies[:-1] for t in find_territories(body.name)), None)
        return replace(issuer, locality=over.full) if over and not _central(issuer.name) else issuer
    kind = bare["kind"].lower()
    for i in outline.in_part("title", "preamble", prefix=""):
        span = outline.nodes[i].span
        for territory in find_territories(text.slice(span)):
            if territory.kind == kind:
                where = Span(span.start + territory.start, span.start + territory.end)
                return _named(issuer, territory, (where,))
    line = head.dateline
    if line is None or line.place is None or line.place_span is None:
        return issuer
    where = Span(head.dateline_at + line.place_span[0], head.dateline_at + line.place_span[1])
    return _named(issuer, Territory(kind, line.place, 0, 0), (where,))


def _named(issuer: Issuer, territory: Territory, spans: tuple[Span, ...]) -> Issuer:
    name = f"{issuer.name} {territory.name}"
    return replace(
        issuer, name=name, spans=issuer.spans + spans, locality=territory.full, evidence=issuer.evidence - 0.03
    )


def _last(territories: list[Territory]) -> Territory | None:
    return territories[-1] if territories else None


def _of_ministry(head: Head, issuer: Issuer) -> bool:
    """Tell a school, hospital or institute under a ministry: the place in its name is no territory it governs."""
    if len(head.bodies) < 2 or not fold(issuer.name or "").startswith(words("document", "institutions")):
        return False
    return fold(head.bodies[0].name).startswith(("bo ", "tong cuc "))


def _with_level(text: Text, head: Head, issuer: Issuer, year: int | None) -> Issuer:
    if _of_ministry(head, issuer):
        own = find_territories(issuer.locality or "")
        ruled = own[-1].name if own and level_of(own[-1], year) is IssuerLevel.PROVINCE else None
        province = ruled or bare_province(issuer.name or "")
        return replace(issuer, level=IssuerLevel.CENTRAL, locality=None, province=province)
    if issuer.locality is None:
        return (
            replace(issuer, level=IssuerLevel.CENTRAL) if _central(issuer.name or "") else _unnamed(text, head, issuer)
        )
    own = find_territories(issuer.locality)
    if not own:
        return issuer
    level = level_of(own[-1], year)
    if level is IssuerLevel.PROVINCE:
        return replace(issuer, level=level, province=own[-1].name)
    over = [
        t for body in head.bodies[:-1] for t in find_territories(body.name) if level_of(t, year) is IssuerLevel.PROVINCE
    ]
    if over:
        return replace(issuer, level=level, province=over[0].name, province_spans=head.bodies[0].spans)
    named = province_named(text.string)
    if named is None:
        return replace(issuer, level=level)
    return replace(issuer, level=level, province=named[0], province_spans=(Span(named[1], named[2]),))
