"""Names of the head that recognition damaged: repaired against closed lists and by what the document says elsewhere.

Nothing here touches words that were read as they stand: a name is only doubted where restoration changed its words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.fuzz import ratio

from extract.grammar.fold import fold
from extract.grammar.vocabulary import rows
from extract.outline.vocabulary import words
from extract.readers.territory import find_territories

if TYPE_CHECKING:
    from extract.page import Span
    from extract.text import Text

_ALIKE: Final = 80.0
_SAME_NAME: Final = 55.0
_THERE: Final = 20.0
_SPOKEN: Final = 8.0
"""What a mention that agrees to the letter adds to a candidate, against 100 for a reading that agrees wholly."""


def doubtful(text: Text, span: Span) -> bool:
    """Tell whether any word of a span was changed from what was read, or holds what no name holds."""
    return any(text.words[i].raw != text.words[i].text for i in text.word_indices(span)) or any(
        not (char.isalnum() or char in " -–'’.,\n") for char in text.slice(span)
    )


def opening(line: str) -> str:
    """Return a line in capitals with its first words put right, where they are nearly those of a known opening."""
    tokens = line.split()
    best: tuple[float, str, int] | None = None
    for known in words("document", "openings"):
        size = len(known.split())
        key = fold(known)
        head = fold(" ".join(tokens[:size]))
        if head == key:
            return line
        score = ratio(head, key)
        if len(tokens) >= size and score >= _ALIKE and (best is None or score > best[0]):
            best = (score, known, size)
    return line if best is None else " ".join([best[1].upper(), *tokens[best[2] :]])


@dataclass(frozen=True, slots=True)
class Reading:
    """A name as it stands in the text and as it was read."""

    name: str
    raw: str


def readings(text: Text, kind: str) -> list[Reading]:
    """Return the names that follow a kind of territory anywhere in the text."""
    from extract.page import Span

    found = []
    for territory in find_territories(text.string):
        if territory.kind == kind:
            start = territory.end - len(territory.name)
            found.append(Reading(territory.name, text.raw(Span(start, territory.end))))
    return found


def agreed(own: Reading, others: list[Reading], kind: str) -> str:
    """Return the name that all readings of it agree on best; the own one where nothing else is alike.

    A candidate, as it stands somewhere or in the gazetteer, is weighed by its likeness to what was read at every
    mention, by how often it stands so, and by whether there is such a place.
    """
    alike = [other for other in others if ratio(_key(own.raw), _key(other.raw)) >= _SAME_NAME]
    voices = [own, *alike]
    known = _gazetteer(kind)
    spoken = Counter(reading.name.casefold() for reading in voices)
    listed = [name for voice in voices for name in known.get(_key(voice.raw), ())]
    by_key = {name.casefold(): name for name in [*listed, *(reading.name for reading in reversed(voices))]}

    def weight(name: str) -> float:
        there = any(name == place.casefold() for place in known.get(_key(name), ()))
        return sum(ratio(_key(name), _key(voice.raw)) for voice in voices) + _SPOKEN * spoken[name] + _THERE * there

    best = max(by_key, key=weight)
    return own.name if weight(best) <= weight(own.name.casefold()) else by_key[best]


@cache
def _gazetteer(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the names of all territories of a kind, old ones too, by their letters."""
    found: dict[str, tuple[str, ...]] = {}
    for file in ("districts.tsv", "communes.tsv", "communes_before_2025.tsv"):
        for _, name, what, _ in rows(file, "gazetteer"):
            if what == kind and name not in found.get(_key(name), ()):
                found[_key(name)] = (*found.get(_key(name), ()), name)
    return found


def _key(name: str) -> str:
    return "".join(char for char in fold(name) if char.isalnum() or char == " ")
