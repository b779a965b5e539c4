"""The list of documents: how far each is, and what waits in it, those with most to look at first."""

from __future__ import annotations

import threading
import time
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.errors import OutputFault
from extract.grammar.fold import fold
from extract.review.view import questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.review.folder import Folder, Loaded

_AT_ONCE: Final = 3.0
"""Seconds that a first list may spend on documents never looked through; the others follow while people read."""

_RANKS: Final = {"failed": 0, "new": 1, "begun": 1, "unseen": 2, "finished": 3}


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the list: `waiting` of `asked` questions are not answered; `failure` says why it cannot be read.

    `state` is `unseen` where the document has not been looked through yet.
    """

    stem: str
    title: str
    head: str = ""
    kind: str = ""
    pages: int = 0
    issues: int = 0
    asked: int = 0
    waiting: int = 0
    state: str = "failed"
    failure: str = ""

    @property
    def percent(self) -> int:
        """How much of what was asked is answered."""
        return 100 if self.state == "finished" or not self.asked else round(100 * (1 - self.waiting / self.asked))

    @property
    def rank(self) -> tuple[int, int, str]:
        """Where it stands in the list: what cannot be read, then what has most to look at, last what is finished."""
        return _RANKS[self.state], -self.waiting, self.stem

    def names(self, wanted: str) -> bool:
        """Tell whether name, title, number or issuer hold the words; without accents they stand for all accents."""
        text, wanted = (unicodedata.normalize("NFC", line.casefold()) for line in (f"{self.stem} {self.head}", wanted))
        return wanted in text or (wanted == fold(wanted) and wanted in fold(text))


_NAMED: Final = ("number", "symbol", "title", "issuer")


class Overview:
    """Summaries of a folder's documents, kept until plan or review change."""

    def __init__(self, folder: Folder) -> None:
        """Summarise nothing before it is asked for."""
        self._folder = folder
        self._kept: dict[str, tuple[tuple[int, int], Summary]] = {}
        self._lock = threading.Lock()
        self._looking = threading.Lock()

    def lines(self, wanted: str = "") -> list[Summary]:
        """Return the lines of all documents that name what is wanted, in the order of the list.

        In a large folder some are still `unseen` at first; they are looked through in the background.
        """
        ends = time.monotonic() + (0.0 if self._looking.locked() else _AT_ONCE)
        found = list(self._lines(self._folder.stems(), ends))
        if any(line.state == "unseen" for line in found):
            threading.Thread(target=self._look, args=(list(self._folder.stems()),), daemon=True).start()
        return sorted((line for line in found if line.names(wanted.strip())), key=lambda line: line.rank)

    def _lines(self, stems: Sequence[str], ends: float) -> Iterator[Summary]:
        for stem in stems:
            kept = self._fresh(stem)
            if kept is None and time.monotonic() < ends:
                kept = self.of(stem)
            yield kept or Summary(stem, stem, state="unseen")

    def _look(self, stems: Sequence[str]) -> None:
        """Look through all documents, one such look at a time."""
        if self._looking.acquire(blocking=False):
            try:
                for stem in stems:
                    self.of(stem)
            finally:
                self._looking.release()

    def _fresh(self, stem: str) -> Summary | None:
        """Return the line that was made of the plan and review as they stand, None where there is none."""
        with self._lock:
            kept = self._kept.get(stem)
        return kept[1] if kept is not None and kept[0] == self._folder.stamp(stem) else None

    def of(self, stem: str) -> Summary:
        """Return the line of a listed document; one that cannot be read says so."""
        if kept := self._fresh(stem):
            return kept
        stamp = self._folder.stamp(stem)
        try:
            made = _summary(self._folder.load(stem))
        except OutputFault as error:
            made = Summary(stem, stem, failure=str(error))
        with self._lock:
            self._kept[stem] = (stamp, made)
        return made


def _summary(loaded: Loaded) -> Summary:
    asked = questions(loaded)
    head = loaded.replay.find("document")
    said = {name: str(head.values.get(name) or "") for name in _NAMED} if head else {}
    source = loaded.plan.get("source")
    facts = source if isinstance(source, dict) else {}
    issues = loaded.plan.get("issues")
    return Summary(
        loaded.stem,
        said.get("title") or loaded.stem,
        "{number}/{symbol} {title} {issuer}".format(**said) if said else "",
        str(facts.get("kind") or ""),
        int(facts.get("pages") or 0),
        len(issues) if isinstance(issues, list) else 0,
        len(asked),
        0 if loaded.review.finished else sum(not answered for _, answered in asked),
        "finished" if loaded.review.finished else "begun" if loaded.review.active else "new",
    )
