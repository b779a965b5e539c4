"""The list of documents: how far each is, and what waits in it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.errors import OutputFault
from extract.review.view import questions

if TYPE_CHECKING:
    from extract.review.folder import Folder, Loaded


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the list: `waiting` of `asked` questions are not answered; `failure` says why it cannot be read."""

    stem: str
    title: str
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


class Overview:
    """Summaries of a folder's documents, kept until plan or review change."""

    def __init__(self, folder: Folder) -> None:
        """Summarise nothing before it is asked for."""
        self._folder = folder
        self._kept: dict[str, tuple[tuple[int, int], Summary]] = {}
        self._lock = threading.Lock()

    def of(self, stem: str) -> Summary:
        """Return the line of a listed document; one that cannot be read says so."""
        stamp = self._folder.stamp(stem)
        with self._lock:
            kept = self._kept.get(stem)
        if kept is not None and kept[0] == stamp:
            return kept[1]
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
    title = head.values.get("title") if head else None
    source = loaded.plan.get("source")
    facts = source if isinstance(source, dict) else {}
    issues = loaded.plan.get("issues")
    return Summary(
        loaded.stem,
        title if isinstance(title, str) else loaded.stem,
        str(facts.get("kind") or ""),
        int(facts.get("pages") or 0),
        len(issues) if isinstance(issues, list) else 0,
        len(asked),
        0 if loaded.review.finished else sum(not answered for _, answered in asked),
        "finished" if loaded.review.finished else "begun" if loaded.review.active else "new",
    )
