"""The foot: recipients on the left, signature on the right, taken apart where they were read as one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.arrange.marks import is_dash, marker
from extract.arrange.phrases import (
    fold,
    is_capacity,
    is_capitals,
    is_doc_type,
    is_name,
    is_post,
    likeness,
    phrases,
    wraps_on,
)
from extract.page import Line, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.page import Word

BAR: Final = "|"
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Foot:
    """[start, end) of a foot's lines among a document's, and what stands in its two columns."""

    start: int
    end: int
    recipients: tuple[Paragraph, ...]
    signature: tuple[Paragraph, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Recipients first, then the signature."""
        return self.recipients + self.signature


def is_recipients(text: str, following: Sequence[str] = ()) -> bool:
    """Tell whether a line is, or begins with, "Nơi nhận:"; a damaged one needs items down to the archive's after it."""
    folded = fold(text).lstrip("*_ ")
    squeezed = folded.replace(" ", "")
    sought = phrases().recipients.replace(" ", "")
    if squeezed.startswith(sought):
        rest = squeezed[len(sought) :]
        return len(rest) < 4 or rest[0] in ":;.,-*|" or is_capitals(text.split(" ", 2)[-1])
    head = folded.split(":", 1)[0]
    if len(head) > 14 or ":" not in folded[:16] or len(folded) > 20 or is_dash(text):
        return False
    if not following or not is_dash(following[0]):
        return False
    alike = likeness(head, phrases().recipients)
    return alike >= 0.7 or (alike >= 0.55 and any(_is_archive(item) for item in following if is_dash(item)))


def find(lines: Sequence[Line], start: int) -> Foot | None:
    """Return the first foot that begins at or after a line, None where there is none."""
    texts = [line.text for line in lines]
    for index in range(start, len(lines)):
        if is_recipients(texts[index], texts[index + 1 : index + 25]):
            return _read(lines, texts, index)
    return None


def _read(lines: Sequence[Line], texts: Sequence[str], at: int) -> Foot:
    begin = at
    while begin > 0 and at - begin < 6 and _signs(texts[begin - 1]):
        begin -= 1
    signature = list(lines[begin:at])
    items: list[list[Line]] = []
    end, archived = at, False
    while end < len(lines) and end - at < _LONGEST:
        left, right = _columns(lines[end])
        if end > at and not _belongs(texts[end], items, archived=archived):
            break
        for piece in left:
            archived = archived or _is_archive(piece.text)
            if items and not is_dash(piece.text) and not _heads(piece.text) and not _ended(items[-1]):
                items[-1].append(piece)
            else:
                items.append([piece])
        signature += right
        end += 1
    while end < len(lines) and end - at < _LONGEST:
        goes_on = bool(signature) and wraps_on(signature[-1].text, texts[end])
        if not goes_on and not _signs(texts[end], named=bool(signature) or archived):
            break
        signature.append(lines[end])
        end += 1
        if is_name(texts[end - 1]):
            break
    recipients = tuple(Paragraph(tuple(item), "recipients") for item in items)
    return Foot(begin, end, recipients, tuple(_signature(signature)))


def _signature(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Yield each line as a paragraph; a post that a narrow column has wrapped is one."""
    group: list[Line] = []
    for line in lines:
        if group and not wraps_on(group[-1].text, line.text):
            yield Paragraph(tuple(group), "signature")
            group = []
        group.append(line)
    if group:
        yield Paragraph(tuple(group), "signature")


def _belongs(text: str, items: Sequence[Sequence[Line]], *, archived: bool) -> bool:
    if is_dash(text):
        return not archived or _is_archive(text)
    if archived or _signs(text) or is_doc_type(text) or marker(text):
        return False
    return bool(items) and len(text) < 90 and not is_capitals(text)


def _heads(text: str) -> bool:
    return fold(text).startswith(phrases().recipients)


def _ended(item: Sequence[Line]) -> bool:
    return item[-1].text.endswith(("./", ".")) or _heads(item[-1].text)


def _is_archive(text: str) -> bool:
    return fold(text).lstrip("-–—+* .").startswith(phrases().archive)


def _signs(text: str, *, named: bool = True) -> bool:
    """Tell whether a line belongs to a signature: authority, post, or (`named`) a person's name."""
    if is_capacity(text) or is_post(text):
        return len(text) < 80
    return named and is_name(text) and len(text) < 40


def _columns(line: Line) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    bars = [i for i, word in enumerate(line.words) if word.text == BAR]
    if bars:
        right = tuple(word for word in line.words[bars[0] :] if word.text != BAR)
        return _items(line.page, line.words[: bars[0]]), signature_lines(line.page, right)
    start = next((i for i in range(1, len(line.words)) if _opens_capacity(line.words, i)), None)
    if start is None:
        return _items(line.page, line.words), ()
    return _items(line.page, line.words[:start]), signature_lines(line.page, line.words[start:])


def _opens_capacity(words: Sequence[Word], at: int) -> bool:
    """Tell whether a signature begins here: an authority mark, and a body or post in capitals after it."""
    following = words[at + 1].text if at + 1 < len(words) else ""
    return words[at].text in {"TM.", "KT.", "TL.", "TUQ.", "T/M", "K/T"} and is_capitals(following)


def _items(page: int, words: Sequence[Word]) -> tuple[Line, ...]:
    """Cut recipients that stand on one line at their dashes; a dash between words of one name stays."""
    if not is_recipients(" ".join(word.text for word in words)):
        return (Line(page, tuple(words)),) if words else ()
    cuts = [0]
    for i, word in enumerate(words):
        if i and word.text in {"-", "–", "+"} and (len(cuts) == 1 or words[i - 1].text.endswith((";", ".", ":", ")"))):
            cuts.append(i)
    return tuple(Line(page, tuple(words[a:b])) for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True) if b > a)


def signature_lines(page: int, words: Sequence[Word]) -> tuple[Line, ...]:
    """Cut a signature that stands on one line before each authority mark, post and name."""
    cuts = [0]
    for i in range(1, len(words)):
        rest = " ".join(word.text for word in words[i : i + 2])
        if is_capacity(rest) or _opens_post(words, i) or _opens_name(words, i):
            cuts.append(i)
    return tuple(Line(page, tuple(words[a:b])) for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True) if b > a)


def _opens_post(words: Sequence[Word], at: int) -> bool:
    before = words[at - 1].text
    if is_capacity(f"{before} x"):
        return False
    pair = fold(" ".join(word.text for word in words[at : at + 2]))
    if not words[at].text.isupper():
        return False
    if fold(before) == "pho":
        return False
    return any(post == pair or post.startswith(f"{pair} ") for post in phrases().posts)


def _opens_name(words: Sequence[Word], at: int) -> bool:
    return is_capitals(words[at - 1].text) and words[at].text[:1].isupper() and not is_capitals(words[at].text)
