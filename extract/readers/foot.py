"""The foot's right column: who signs, and in what capacity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance.Levenshtein import distance

from extract.grammar.fold import fold, fold_tone_place, squeeze
from extract.grammar.vocabulary import rows
from extract.letters import LOWER, UPPER
from extract.outline.units import upper
from extract.outline.vocabulary import words
from extract.page import Span
from extract.readers.casing import sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.outline import Outline
    from extract.text import Text

_MARK: Final = re.compile(
    rf"""
    (?<!\w) (?: T/?M | K/?T | T/?L | TUQ | Q ) [.,/] \s? (?=[{UPPER}])
  | (?<!\w) (?: T/?M | K/?T | T/?L | TUQ ) \s (?=[{UPPER}]{{2}})
    """,
    re.VERBOSE,
)
_MARKS: Final = ("TM", "KT", "TL", "TUQ")
_TORN_MARK: Final = re.compile(r"(?P<mark>[A-Z]{2,3})\.\s?")
_TAIL: Final = re.compile(rf"[;.,)]\s+(?P<tail>[{UPPER}][\w']*(?:\s[{UPPER}][\w']*){{1,5}})\s*$")
_NAME_WORDS: Final = 6
NEAR: Final = 2
"""Parts between which the two columns of one foot may alternate; a later foot belongs to an attached document."""
_WORD: Final = re.compile(r"[^\W\d_][\w'’.]*")
_NOT_NAMES: Final = re.compile(r"\((?:đã ký|đã kí|ký tên|signed)[^)]*\)|đã ký|\[[^\]]*\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signature:
    """Spans of a signature: capacity lines in order, the signer's own post, the name."""

    capacities: tuple[Span, ...] = ()
    post: Span | None = None
    name: Span | None = None


def read_signature(text: Text, outline: Outline) -> Signature:
    """Read the first signature of the document itself (that of an attached plan comes later in the file)."""
    capacities: list[Span] = []
    posts: list[Span] = []
    name: Span | None = None
    tails = list(tails_of(text, outline))
    for piece in _signature_pieces(text, outline):
        string = text.slice(piece)
        if _MARK.match(repaired_mark(string)):
            if name is not None:
                break
            capacities.append(piece)
        elif (upper(string) or is_worn_post(string)) and (
            is_post(string) or name is not None or not _like_name(string)
        ):
            if name is None and is_post(string):
                posts.append(piece)
            elif name is None and capacities and not posts and not _whole(text.slice(capacities[-1])):
                capacities[-1] = Span(capacities[-1].start, piece.end)
        elif name is None and _like_name(string) and (posts or not string.isupper()):
            name = piece
    posts = posts or [tail for tail in tails if is_post(text.slice(tail))]
    name = name or next((tail for tail in tails if not is_post(text.slice(tail))), None)
    return Signature(tuple(capacities), posts[-1] if posts else None, name)


def tails_of(text: Text, outline: Outline) -> Iterator[Span]:
    """Yield what of the signature was read at the ends of the recipients' lines, the two columns run together."""
    first: int | None = None
    for i in outline.in_part("recipients"):
        node = outline.nodes[i]
        first = node.part if first is None else first
        match = _TAIL.search(text.slice(node.span))
        if node.part > first + NEAR or match is None:
            continue
        string = match["tail"]
        archive = "luu" in fold(text.slice(node.span)[: match.start()])
        if is_whole_post(string) or (archive and has_surname(string) and _like_name(string)):
            yield Span(node.span.start + match.start("tail"), node.span.start + match.end("tail"))


def is_whole_post(string: str) -> bool:
    """Tell whether a string is nothing but a post in capitals."""
    return upper(string) and fold(string).strip() in words("document", "posts")


def _whole(capacity_line: str) -> bool:
    """Tell whether a capacity line says all: its mark and a post."""
    mark = _MARK.match(repaired_mark(capacity_line))
    return mark is not None and fold(capacity_line[mark.end() :]).strip(" .,:") in words("document", "posts")


def is_worn_post(string: str) -> bool:
    """Tell whether a string is a post whose capitals were read as small letters in part ("GIÁM đốc")."""
    return string.split(" ", 1)[0].isupper() and fold(string).strip(" .,:") in words("document", "posts")


def repaired_mark(string: str) -> str:
    """Return a line with the mark in front of a post put right where only one mark is that like it ("VT. GIÁM ĐỐC")."""
    match = _TORN_MARK.match(string)
    if match is None or _MARK.match(string) or not is_post(string[match.end() :]):
        return string
    near = [mark for mark in _MARKS if len(mark) == len(match["mark"]) and distance(mark, match["mark"]) == 1]
    return f"{near[0]}{string[match.end('mark') :]}" if len(near) == 1 else string


@cache
def _spelling() -> dict[str, str]:
    """Posts as they are spelled, by their letters alone."""
    names = (name for (name,) in rows("names.tsv", "readers"))
    return {fold(name): name for name in names if fold(name) in words("document", "posts")}


def signer_name(string: str) -> str:
    """Return a signer's name without rank or degree, in title case where it stood in capitals."""
    tokens = squeeze(string).split()
    while len(tokens) > 2 and (fold(tokens[0]).strip(".") in words("document", "ranks") or tokens[0].endswith(".")):
        tokens = tokens[1:]
    return " ".join(token.capitalize() if token.isupper() else token for token in tokens).strip(" .,*_")


def capacity(string: str) -> str:
    """Return a capacity line in sentence case, with one blank behind its mark."""
    string = repaired_mark(string)
    mark = _MARK.match(string)
    line = squeeze(string).strip(" *_")
    if mark is None:
        return _spelling().get(fold(line).strip(" .,:"), sentence_case(line))
    sign = mark.group().strip(" .,/")
    stop = "" if "/" in sign else "."
    body = squeeze(string[mark.end() :]).strip(" *_")
    return f"{sign}{stop} {_spelling().get(fold(body).strip(' .,:'), sentence_case(body))}"


def is_post(string: str) -> bool:
    """Tell whether a line begins with a post."""
    folded = fold(string).strip(" *_")
    return any(folded == post or folded.startswith(f"{post} ") for post in words("document", "posts"))


def has_surname(name: str) -> bool:
    """Tell whether a name begins with a family name that is common in Vietnam."""
    first = fold_tone_place(next(iter(name.split()), ""))
    return first in _surnames()


@cache
def _surnames() -> frozenset[str]:
    return frozenset(fold_tone_place(surname) for surname in words("surnames", "surnames"))


def _like_name(string: str) -> bool:
    tokens = [token for token in _NOT_NAMES.sub("", string).split() if _WORD.fullmatch(token.strip(",*_"))]
    if (
        not 2 <= len(tokens) <= _NAME_WORDS
        or len(tokens) != len(string.split())
        or not all(t[0].isupper() for t in tokens)
    ):
        return False
    return not string.isupper() or has_surname(string)


def _signature_pieces(text: Text, outline: Outline) -> Iterator[Span]:
    """Yield the lines of the signature; one that holds several is cut at marks, posts and the name."""
    seen: int | None = None
    for i in outline.in_part("signature"):
        node = outline.nodes[i]
        if seen is not None and node.part > seen + NEAR:
            return
        seen = node.part if seen is None else seen
        for block in _lines(text, node.span):
            yield from _cut(text, block)


def _lines(text: Text, span: Span) -> list[Span]:
    """Return the source's own lines inside a span, the span itself where there are none."""
    block = text.block_at(span.start)
    inside = [line for line in block.lines if line in span]
    return inside or [span]


def _cut(text: Text, span: Span) -> Iterator[Span]:
    string = text.slice(span)
    cuts = {0, *(match.start() for match in _MARK.finditer(string))}
    cuts |= set(_post_starts(string))
    name = _name_start(string)
    if name:
        cuts.add(name)
    edges = [*sorted(cuts), len(string)]
    for start, end in pairwise(edges):
        bare = string[start:end].strip(" *_\n")
        if bare:
            at = span.start + start + string[start:end].index(bare)
            yield Span(at, at + len(bare))


def _post_starts(string: str) -> Iterator[int]:
    """Yield where a post begins that is not the one a mark stands before ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH")."""
    folded = fold(string)
    taken = 0
    for match in re.finditer(r"\w+", folded):
        if match.start() < taken or not string[match.start()].isupper():
            continue
        post = next((p for p in words("document", "posts") if re.match(rf"{p}(?!\w)", folded[match.start() :])), None)
        if post is None:
            continue
        taken = match.start() + len(post)
        if upper(string[match.start() : taken]) and not re.search(
            r"(?:(?:tm|kt|tl|tuq|q|[/])[.,\s]|^\W?[a-z@]{2,3}\.)\s*$", folded[: match.start()]
        ):
            yield match.start()


def _name_start(string: str) -> int | None:
    """Return where a name in small letters begins behind words in capitals."""
    match = re.search(rf"(?<=[{UPPER}][{UPPER}])\s+(?=[{UPPER}][{LOWER}]|[{UPPER}]\s[{UPPER}][{LOWER}])", string)
    return match.end() if match else None
