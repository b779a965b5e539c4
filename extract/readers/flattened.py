"""Task tables that came as plain lines: no cells, only words in reading order.

The head is known by its words. A row begins at a running number; its words are then dealt out to the columns, in
order, by a small dynamic programme: a list of bodies belongs under "chủ trì" or "phối hợp", a time under "thời
gian", a noun for a document under "sản phẩm". A page break may tear a row: then its columns start once more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from rapidfuzz import fuzz

from extract.grammar.fold import fold, squeeze
from extract.letters import UPPER
from extract.page import Span
from extract.readers.cell_kinds import cell_scores
from extract.readers.columns import Column, vocabulary
from extract.readers.task_rows import TaskRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.text import Text

_HEAD_LINES: Final = 16
_ALIKE: Final = 85.0
"""How alike a head's words and a column's are, of 100, where one letter was read wrong."""

_LONG: Final = 7
_NEVER: Final = float("-inf")
_TEAR: Final = -13.0
_SMALL: Final = 8.0
"""The price of a cell that begins in small letters: words that begin so nearly always go on with the line before."""
_MISSING: Final[dict[Column, float]] = {
    "task": -12.0, "lead": -6.0, "coordinate": -2.0, "product": -2.0, "time": -3.5, "note": 0.0
}  # fmt: skip
_NUMBER: Final = re.compile(r"([0-9]{1,3})[.)]?(?=\s|$)")
_ROMAN: Final = re.compile(rf"([IVXLl|1]{{1,5}})[.)]?\s+(?=[{UPPER}])")


@dataclass(frozen=True, slots=True)
class Atom:
    """Words that stay together: part of a line, with what it costs to begin a cell in front of it."""

    span: Span
    words: str
    cut: float


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A flattened table: its columns behind the number, and the lines under its head."""

    columns: tuple[Column, ...]
    lines: tuple[Span, ...]


def flat_rows(text: Text) -> Iterator[TaskRow]:
    """Yield the rows of all flattened task tables of a text, in order."""
    for table in find_tables(text):
        for number, lines in split_rows(text, table.lines):
            row = read_row(text, number, lines, table.columns)
            if row is not None:
                yield row


def find_tables(text: Text) -> Iterator[FlatTable]:
    """Find the heads of flattened task tables; each runs on to the next head or the end of the paragraphs."""
    lines = [line for block in text.blocks if block.kind == "paragraph" for line in block.lines]
    folded = [squeeze(fold(text.slice(line))) for line in lines]
    heads = [(i, *head) for i, line in enumerate(folded) if (head := _head_at(folded, i, line)) is not None]
    for place, (_, columns, end) in enumerate(heads):
        until = heads[place + 1][0] if place + 1 < len(heads) else len(lines)
        yield FlatTable(columns, tuple(lines[end:until]))


def _head_at(folded: Sequence[str], i: int, line: str) -> tuple[tuple[Column, ...], int] | None:
    """Read a head that begins in line i: its columns and the index of the line behind it."""
    lists = vocabulary("columns.toml")["flattened"]
    if not any(re.match(rf"{word}\b", line) for word in lists["number"]) or len(line) > 90:
        return None
    end = next((j for j in range(i + 1, min(i + _HEAD_LINES, len(folded))) if _starts_rows(folded[j])), None)
    if end is None:
        return None
    head = " ".join(folded[i:end])
    found = sorted(
        (start, column)
        for column, words in lists.items()
        if column != "number"
        for start in [_place_of(words, head)]
        if start is not None
    )
    columns = tuple(cast("Column", column) for _, column in found)
    if not {"task", "lead"} <= set(columns) or columns[0] != "task" or len(columns) < 3:
        return None
    return columns, end


def _place_of(words: Sequence[str], head: str) -> int | None:
    """Return where one of a column's words stands in a head, a letter of a longer one read wrong; None if nowhere."""
    match = re.search("|".join(rf"\b{re.escape(word)}\b" for word in words), head)
    if match is not None:
        return match.start()
    alike = [fuzz.partial_ratio_alignment(word, head, score_cutoff=_ALIKE) for word in words if len(word) >= _LONG]
    return min((found.dest_start for found in alike if found is not None), default=None)


def _starts_rows(line: str) -> bool:
    return re.match(r"(?:1|i|l|\||a)(?:[.)]|\s|$)", line) is not None and len(line) > 0


def split_rows(text: Text, lines: Sequence[Span]) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """Cut lines into rows by running numbers; group headings are left out, each starts the numbers again.

    A line that begins with the next number is a new row, whatever else stands on it.
    """
    expected, group = 1, 0
    number: Span | None = None
    body: list[Span] = []
    for line in lines:
        words = text.slice(line)
        heading = _ROMAN.match(words.lstrip())
        if heading and _roman(heading[1]) == group + 1 and not _NUMBER.match(words.lstrip()[:1] + " x"):
            if number is not None:
                yield number, tuple(body)
            number, body, expected, group = None, [], 1, group + 1
            continue
        offset = line.start + len(words) - len(words.lstrip())
        match = _NUMBER.match(text.string, offset, line.end)
        if (match and int(match[1]) == expected) or (match and number is None and int(match[1]) in {1, expected}):
            if number is not None:
                yield number, tuple(body)
            number, body = Span(match.start(1), match.end(1)), []
            expected = int(match[1]) + 1
            rest = (
                match.end()
                + len(text.string[match.end() : line.end])
                - len(text.string[match.end() : line.end].lstrip())
            )
            if rest < line.end:
                body.append(Span(rest, line.end))
        elif number is not None:
            body.append(line)
    if number is not None:
        yield number, tuple(body)


def _roman(letters: str) -> int:
    read = letters.replace("l", "I").replace("|", "I").replace("1", "I").upper()
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in read]
    return sum(-v if any(w > v for w in values[k + 1 : k + 2]) else v for k, v in enumerate(values))


def atoms(text: Text, lines: Sequence[Span]) -> list[Atom]:
    """Cut lines into atoms: at every line start for nothing, inside a line before a capital for a price.

    A line that plainly goes on (small letter, or the line before ends in "và", "," or ";") costs more.
    """
    found: list[Atom] = []
    before = ""
    for line in lines:
        words = text.slice(line)
        starts = [0, *(m.start() for m in re.finditer(rf"(?<=\s)(?=[{UPPER}])", words) if m.start() > 0)]
        for place, start in enumerate(starts):
            stop = starts[place + 1] if place + 1 < len(starts) else len(words)
            piece = words[start:stop].strip()
            if not piece:
                continue
            cut = 0.0 if place == 0 else 1.2
            if re.search(r"(?:[,;/]|\b(?:và|của|về|các|cho|với|để|từ|đến|theo)|-)$", before):
                cut += 2.5
            begin = line.start + start + len(words[start:stop]) - len(words[start:stop].lstrip())
            found.append(Atom(Span(begin, begin + len(piece)), piece, cut))
            before = piece
    return found


def read_row(text: Text, number: Span | None, lines: Sequence[Span], columns: Sequence[Column]) -> TaskRow | None:
    """Deal a row's words out to its columns; None where nothing is left for the task."""
    parts = deal(atoms(text, lines), columns)
    if not parts.get("task"):
        return None
    _settle_torn(text, parts)
    return TaskRow.of(number, {column: tuple(spans) for column, spans in parts.items()})


def _settle_torn(text: Text, parts: dict[Column, list[Span]]) -> None:
    """Give the second part of a torn list of bodies to the column whose first part breaks off at a ";" or ","."""
    lead, coordinate = parts.get("lead", []), parts.get("coordinate", [])
    if len(lead) == 2 and coordinate and text.slice(coordinate[-1]).endswith((";", ",")):
        coordinate.append(lead.pop())


def deal(row: Sequence[Atom], columns: Sequence[Column]) -> dict[Column, list[Span]]:
    """Assign atoms to columns in order so that the cells fit best; the columns may be run through twice (a tear)."""
    slots = (*columns, *columns)
    scores = cell_scores([atom.words for atom in row], columns)
    best: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(len(row) + 1)]
    best[0][0] = (0.0, 0, 0)
    for start, atom in enumerate(row):
        for slot, (worth, prior) in _entries(best[start], slots).items():
            torn = slot > len(columns) and slots[slot - 1] == "task"
            entry = worth - _cut(atom, torn=torn, first=start == 0)
            for end, fit in scores[slots[slot - 1]][start].items():
                if entry + fit > best[end].get(slot, (_NEVER, 0, 0))[0]:
                    best[end][slot] = (entry + fit, start, prior)
    return _traced(row, best, slots)


def _entries(reached: Mapping[int, tuple[float, int, int]], slots: tuple[Column, ...]) -> dict[int, tuple[float, int]]:
    """Return for each slot the best way into it from the slots reached, with the price of what is skipped."""
    entries: dict[int, tuple[float, int]] = {}
    prices = _prices(slots)
    for prior, (worth, _, _) in reached.items():
        for slot, price in enumerate(prices[prior], prior + 1):
            total = worth + price
            if slot not in entries or total > entries[slot][0]:
                entries[slot] = (total, prior)
    return entries


def _cut(atom: Atom, *, torn: bool, first: bool) -> float:
    """Return the price of beginning a cell at an atom: cells begin with a capital, unless a tear goes on."""
    if first:
        return 0.0
    return atom.cut + (0.0 if torn or not atom.words[0].islower() else _SMALL)


@lru_cache(maxsize=64)
def _prices(slots: tuple[Column, ...]) -> tuple[tuple[float, ...], ...]:
    """Return for each slot (0 for none yet) the prices of going on to each slot behind it."""
    count = len(slots)
    return tuple(
        tuple(_skipped(slots, prior, slot) for slot in range(prior + 1, count + 1)) for prior in range(count + 1)
    )


def _skipped(slots: tuple[Column, ...], prior: int, slot: int) -> float:
    """Return the price of leaving columns empty, and of a tear; a second run may leave out what it likes."""
    half = len(slots) // 2
    missing = sum(_MISSING.get(column, 0.0) for column in slots[prior : min(slot - 1, half)])
    return missing + (_TEAR if prior <= half < slot else 0.0)


def _traced(
    row: Sequence[Atom], best: Sequence[Mapping[int, tuple[float, int, int]]], slots: tuple[Column, ...]
) -> dict[Column, list[Span]]:
    """Follow the best assignment back from the end; empty where nothing fits."""
    parts: dict[Column, list[Span]] = {}
    end = len(row)
    if not best[end]:
        return parts
    half = len(slots) // 2
    slot = max(
        best[end],
        key=lambda s: (
            best[end][s][0] + (_skipped(slots, s, half + 1) if s <= half else 0.0) - (_TEAR if s <= half else 0.0)
        ),
    )
    while end > 0:
        _, start, prior = best[end][slot]
        parts.setdefault(slots[slot - 1], [])[:0] = _merged(row[start:end])
        end, slot = start, prior
    return parts


def _merged(run: Sequence[Atom]) -> list[Span]:
    """Join the spans of atoms that follow one another with a single character between; cells stay apart."""
    spans: list[Span] = []
    for atom in run:
        if spans and 0 <= atom.span.start - spans[-1].end <= 1:
            spans[-1] = Span(spans[-1].start, atom.span.end)
        else:
            spans.append(atom.span)
    return spans
