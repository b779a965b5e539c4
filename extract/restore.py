"""Restoration of arranged blocks: each paragraph and cell in its own context, words and boxes kept.

It starts from what was read (`Word.raw`), so running it again changes nothing; a figure whose two readings were
weighed, or which a rule repaired, starts from the reading chosen. Trusted text is only normalised.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.page import Line, Paragraph, Table, Word, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from diacritics import Correction, Restoration, Restorer
    from extract.page import Block

_BETWEEN = "\n\n"  # a blank line ends a paragraph for the restorer


@dataclass(frozen=True, slots=True)
class _Read:
    """A word to restore: where it stands in the string handed over, and the words it came from."""

    start: int
    end: int
    line: int
    word: Word


def restore(blocks: Sequence[Block], restorer: Restorer) -> tuple[Block, ...]:
    """Return the blocks with repaired words; what was trusted gets NFC only."""
    repaired = iter(_restored([lines for block in blocks for lines in _doubtful(block)], restorer))
    return tuple(_rebuilt(block, repaired) for block in blocks)


def normalise(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with every word in NFC and nothing else changed: restoration left out."""
    return tuple(_mapped(block) for block in blocks)


def _doubtful(block: Block) -> Iterator[tuple[Line, ...]]:
    if block.trusted:
        return
    if isinstance(block, Paragraph):
        yield block.lines
    else:
        yield from (cell.lines for row in block.rows for cell in row)


def _rebuilt(block: Block, repaired: Iterator[tuple[Line, ...]]) -> Block:
    if block.trusted:
        return _mapped(block)
    if isinstance(block, Paragraph):
        return replace(block, lines=next(repaired))
    return replace(block, rows=tuple(tuple(replace(cell, lines=next(repaired)) for cell in row) for row in block.rows))


def _mapped(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, lines=_nfc(block.lines))
    assert isinstance(block, Table)
    rows = (tuple(replace(cell, lines=_nfc(cell.lines)) for cell in row) for row in block.rows)
    return replace(block, rows=tuple(rows))


def _nfc(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(
        line
        if all(word.doubt or word.part or word.text == word.raw for word in line.words)
        else replace(line, words=tuple(_plain(word) for word in line.words))
        for line in lines
    )


def _plain(word: Word) -> Word:
    return word if word.doubt or word.part else replace(word, text=unicodedata.normalize("NFC", word.raw))


def _restored(passages: Sequence[tuple[Line, ...]], restorer: Restorer) -> list[tuple[Line, ...]]:
    """Restore all passages in one call: the restorer works in batches, and blank lines keep passages apart."""
    parts: list[str] = []
    reads: list[list[_Read]] = []
    at = 0
    for lines in passages:
        string, found = _spelled(lines, at)
        parts.append(string)
        reads.append(found)
        at += len(string) + len(_BETWEEN)
    words = [read.word for passage in reads for read in passage]
    if not words:
        return list(passages)
    result = restorer.restore(_BETWEEN.join(parts), [word.confidence for word in words])
    return [_passage(lines, found, result) for lines, found in zip(passages, reads, strict=True)]


def _spelled(lines: tuple[Line, ...], at: int) -> tuple[str, list[_Read]]:
    """Spell a passage as it was read, its lines apart by line ends, and say where each word stands."""
    rows: list[str] = []
    reads: list[_Read] = []
    for number, line in enumerate(lines):
        texts: list[str] = []
        for word in line.words:
            text = _start(word)
            if not text or (word.part and not word.doubt):
                continue
            reads.append(_Read(at, at + len(text), number, word))
            texts.append(text)
            at += len(text) + 1
        if texts:
            rows.append(" ".join(texts))
    return "\n".join(rows), reads


def _start(word: Word) -> str:
    """What restoration starts from: the reading, or what a doubt about a figure was settled to; never with blanks."""
    return "".join((word.text if word.doubt else word.raw).split())


def _passage(lines: tuple[Line, ...], reads: list[_Read], result: Restoration) -> tuple[Line, ...]:
    """Rebuild a passage's lines from the restorer's answer."""
    rebuilt: list[list[Word]] = [[] for _ in lines]
    if reads:
        for group, changes in _groups(reads, result.corrections):
            rebuilt[group[0].line] += _repaired(group, changes, result) if changes else [_kept(group[0].word)]
    return tuple(replace(line, words=tuple(words)) for line, words in zip(lines, rebuilt, strict=True))


def _groups(reads: list[_Read], corrections: Sequence[Correction]) -> Iterator[tuple[list[_Read], list[Correction]]]:
    """Put together the words that one correction touches, and the corrections that touch them."""
    first = bisect_right([c.raw_end for c in corrections], reads[0].start - 1)
    last = bisect_left([c.raw_start for c in corrections], reads[-1].end)
    near = list(corrections[first:last])
    group: list[_Read] = []
    changes: list[Correction] = []
    for read in reads:
        if group and not (changes and changes[-1].raw_end > read.start):
            yield group, changes
            group, changes = [], []
        group.append(read)
        while near and near[0].raw_start < read.end:
            changes.append(near.pop(0))
    yield group, changes


def _repaired(group: list[_Read], changes: list[Correction], result: Restoration) -> list[Word]:
    """Words for a group: each part of a split keeps the whole box, a merge takes the union."""
    start = changes[0].start - (changes[0].raw_start - group[0].start)
    end = changes[-1].end + (group[-1].end - changes[-1].raw_end)
    texts = result.text[start:end].split()
    doubt = "; ".join(f"{c.reason}: {c.raw} → {c.text}" for c in changes if c.reason.startswith("figure")) or None
    sure = min(change.probability for change in changes)
    if len(texts) == len(group):
        return [_changed(read.word, text, sure, doubt) for read, text in zip(group, texts, strict=True)]
    one_line = len({read.line for read in group}) == 1
    merged = replace(
        group[0].word,
        raw=" ".join(read.word.raw for read in group),
        box=union(read.word.box for read in group) if one_line else group[0].word.box,
        doubt=next((read.word.doubt for read in group if read.word.doubt), None),
        confidence=min(read.word.confidence for read in group),
    )
    return [replace(_changed(merged, text, sure, doubt), part=part) for part, text in enumerate(texts)]


def _changed(word: Word, text: str, sure: float, doubt: str | None) -> Word:
    if text == (word.text if word.doubt else word.raw):
        return _kept(word)
    if not any(letter.isdigit() for letter in text + word.raw):
        return word.repaired(text, sure)
    return word.repaired(text, min(sure, word.confidence), doubt)  # language makes no figure surer than it was read


def _kept(word: Word) -> Word:
    return replace(word, text=unicodedata.normalize("NFC", _start(word)))
