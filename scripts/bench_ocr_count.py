"""What scripts/bench_ocr and its kin count: word, character and figure errors of a reading against its truth."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rapidfuzz.distance import Levenshtein

from diacritics.letters import tone_fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Word

TONE_SIGNS = str.maketrans("12345", "`'?~.")


@dataclass(slots=True)
class Count:
    """Errors counted over documents."""

    words: int = 0
    in_order: int = 0
    bag: int = 0
    letters: int = 0
    letter_errors: int = 0

    def add(self, truth: str, got: str) -> None:
        """Count one document."""
        wanted, read = tokens(truth), tokens(got)
        self.words += len(wanted)
        self.in_order += Levenshtein.distance(wanted, read)
        self.bag += max(len(wanted), len(read)) - sum((Counter(wanted) & Counter(read)).values())
        spelled, spelled_got = " ".join(wanted), " ".join(read)
        self.letters += len(spelled)
        self.letter_errors += Levenshtein.distance(spelled, spelled_got)

    def merge(self, other: Count) -> None:
        """Add what was counted over other documents."""
        for name in ("words", "in_order", "bag", "letters", "letter_errors"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        """Say the rates with what they are rates of."""
        rates = (self.in_order / self.words, self.bag / self.words, self.letter_errors / self.letters)
        return "words in order {:.2%}, bag {:.2%}, letters {:.2%}".format(*rates)


@dataclass(slots=True)
class Figures:
    """What became of the figures."""

    tally: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, truth: str, words: Sequence[Word]) -> None:
        """Count the figures of one document by aligning it, word by word, with what was read."""
        wanted = tokens(truth)
        read = [(token, word) for word in words for token in tokens(word.text, drop_numbers=False)]
        for step in Levenshtein.opcodes(wanted, [token for token, _ in read]):
            left, right = wanted[step.src_start : step.src_end], read[step.dest_start : step.dest_end]
            if step.tag == "equal":
                for token, pair in zip(left, right, strict=True):
                    self._compare([token], [pair])
            else:
                self._compare(left, right)

    def merge(self, other: Figures) -> None:
        """Add what was counted over other documents."""
        self.tally += other.tally
        self.examples += other.examples

    def _compare(self, left: Sequence[str], right: Sequence[tuple[str, Word]]) -> None:
        free = list(right)
        for token in filter(is_figure, left):
            match = next((pair for pair in free if pair[0] == token), None)
            if match is not None:
                free.remove(match)
                flagged = doubted(match[1])
                self.tally["right, flagged" if flagged else "right"] += 1
                self.examples += [f"right, flagged: {match[1].text} {match[1].doubt}"] * flagged
            else:
                flagged = any(doubted(word) for _, word in right)
                kind = ("wrong, flagged" if flagged else "wrong, silent") if right else "missed"
                self.tally[kind] += 1
                self.examples.append(f"{kind}: {token} / {' '.join(word.raw for _, word in right)}")

    def __str__(self) -> str:
        """Say all counts and the total."""
        kinds = ("right", "right, flagged", "wrong, flagged", "wrong, silent", "missed")
        return f"{self.tally.total()} figures: " + "; ".join(f"{kind} {self.tally[kind]}" for kind in kinds)


@dataclass(slots=True)
class Silent:
    """Figures of a reading that warns of nothing: right, or not found."""

    figures: int = 0
    wrong: int = 0

    def add(self, truth: str, got: str) -> None:
        """Count the figures of one document without regard to order."""
        wanted, read = (Counter(filter(is_figure, tokens(text))) for text in (truth, got))
        self.figures += wanted.total()
        self.wrong += max(wanted.total(), read.total()) - (wanted & read).total()

    def merge(self, other: Silent) -> None:
        """Add what was counted over other documents."""
        self.figures += other.figures
        self.wrong += other.wrong

    def __str__(self) -> str:
        """Say the count and what it is a count of."""
        return f"{self.figures} figures: wrong, missed or invented, all silently {self.wrong}"


def tokens(text: str, *, drop_numbers: bool = True) -> list[str]:
    """Return runs of letters and digits, folded; lines of digits alone (page numbers) are left out."""
    lines = unicodedata.normalize("NFC", text).lower().replace("\f", "\n").splitlines()
    kept = (line for line in lines if not (drop_numbers and line.strip().isdigit()))
    return [folded(token) for line in kept for token in re.findall(r"\w+", line)]


def folded(token: str) -> str:
    """Return a word with its tone as a sign at its end, a figure as it is."""
    return token if is_figure(token) else tone_fold(token).translate(TONE_SIGNS)


def is_figure(token: str) -> bool:
    """Tell whether a token holds a digit."""
    return any(sign.isdigit() for sign in token)


def doubted(word: Word) -> bool:
    """Tell whether a reader is warned of a word."""
    return word.doubt is not None or word.confidence < 0.9
