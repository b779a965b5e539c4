"""Known phrases of administrative documents, found also where recognition has damaged them."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Phrases:
    """The vocabulary of data/arrange/phrases.toml."""

    doc_types: tuple[str, ...]
    preamble: tuple[str, ...]
    state: str
    motto: str
    party: str
    recipients: str
    archive: str
    authority: tuple[str, ...]
    posts: tuple[str, ...]
    openers: tuple[str, ...]
    citing: tuple[str, ...]
    attached: tuple[str, ...]
    joining: tuple[str, ...]
    going_on: tuple[str, ...]
    table_heads: tuple[str, ...]


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """Return the vocabulary, read once."""
    text = (files("extract") / "data" / "arrange" / "phrases.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    lists: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Phrases(**lists)


@lru_cache(maxsize=20000)
def fold(text: str) -> str:
    """Lower case without marks, for comparing only; the length may change."""
    if text.isascii():
        return text.lower()
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return plain.replace("đ", "d").replace("Đ", "D").lower()


def likeness(left: str, right: str) -> float:
    """Return how alike two folded strings are, 0 to 1."""
    from rapidfuzz.fuzz import ratio

    return float(ratio(left, right)) / 100


def find_phrase(tokens: Sequence[str], phrase: str, least: float = 0.75) -> tuple[int, int] | None:
    """Return [start, end) of the tokens that are most like a folded phrase, None below `least`."""
    count = len(phrase.split())
    folded = [fold(token) for token in tokens]
    best: tuple[float, int, int] | None = None
    for size in range(max(1, count - 2), count + 2):
        for start in range(len(folded) - size + 1):
            score = likeness(" ".join(folded[start : start + size]), phrase)
            if score >= least and (best is None or score > best[0]):
                best = (score, start, start + size)
    return (best[1], best[2]) if best else None


def is_doc_type(text: str) -> bool:
    """Tell whether a line is nothing but the name of a kind of document, in capitals."""
    letters = [char for char in text if char.isalpha()]
    if not 5 <= len(letters) <= 24 or sum(char.isupper() for char in letters) < 0.8 * len(letters):
        return False
    if text.rstrip("* ").endswith((":", ",", ";")):
        return False
    folded = fold(text).strip(" .-*_")
    return any(folded == kind or (len(kind) > 6 and likeness(folded, kind) >= 0.86) for kind in phrases().doc_types)


def opens_preamble(text: str) -> bool:
    """Tell whether a line begins as the first paragraph under a title does."""
    folded = fold(text)
    return folded.startswith(phrases().preamble)


def is_capacity(text: str) -> bool:
    """Tell whether a line begins with an authority mark such as "TM." or "KT."."""
    first = text.split(" ", 1)[0]
    if first.startswith(("TM.", "KT.", "TL.", "TUQ.")):
        return True
    return text != first and first.rstrip(":,") in phrases().authority


def is_post(text: str) -> bool:
    """Tell whether a line in capitals names a signer's post, perhaps with the body it is held in."""
    if not is_capitals(text):
        return False
    folded = fold(text).strip(" .,:")
    posts = phrases().posts
    return folded.startswith(tuple(f"{post} " for post in posts)) or any(
        folded == post or likeness(folded, post) > 0.85 for post in posts
    )


def is_capitals(text: str) -> bool:
    """Tell whether nearly all letters are capitals, and there are at least two."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 2 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)


def goes_on(before: str, text: str) -> bool:
    """Tell whether a line in small letters tells more of the sentence before it ("…; trong đó …")."""
    return before.endswith((";", ",")) and text[:1].islower() and fold(text[:20]).startswith(phrases().going_on)


def wraps_on(before: str, text: str) -> bool:
    """Tell whether a line of capitals stops at a joining word, so that the next line of capitals belongs to it."""
    last = fold(before.rsplit(" ", 1)[-1])
    return (last in phrases().joining or before.endswith(",")) and is_capitals(before) and is_capitals(text)


def is_name(text: str) -> bool:
    """Tell whether a line looks like a person's name: two to six words, each with a capital first, no figures."""
    tokens = text.split()
    if not 2 <= len(tokens) <= 6 or any(char.isdigit() or char in ",;:/()" for char in text):
        return False
    return all(token[0].isupper() for token in tokens) and not is_capitals(text.replace(".", ""))
