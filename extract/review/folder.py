"""An output folder as the review page sees it: which documents there are, how far each is, where its pages lie.

Documents are looked up by stem in a listing of the folder. No string from the browser ever becomes part of a path.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract import past_run
from extract.corrections import Replay, Review, load, replay
from extract.errors import OutputFault, UsageFault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_KEPT: Final = 3
"""How many documents are kept in memory besides the one at hand."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document with its review: the machine's plan, the corrections, and both put together."""

    stem: str
    plan: Mapping[str, object]
    review: Review
    replay: Replay

    def with_review(self, review: Review) -> Loaded:
        """Return the same document with another review."""
        return Loaded(self.stem, self.plan, review, replay(self.plan, review))


class Folder:
    """A readable output folder."""

    def __init__(self, out: Path, sources: tuple[Path, ...] = ()) -> None:
        """Take an output folder; `sources` are folders to look for the documents in. Raises UsageFault."""
        if not (out / "plans").is_dir():
            raise UsageFault(f"{out}: is no output folder (it has no plans); name the folder given to --out")
        self.out = out
        self._sources = sources
        self._listing: tuple[tuple[int, ...], list[str]] = ((), [])
        self._kept: dict[str, tuple[tuple[int, int], Loaded]] = {}

    def stems(self) -> list[str]:
        """Return the stems of all plans that the tables hold, sorted; listed anew when folder or ledger has changed."""
        changed = tuple(_changed(self.out / name) for name in ("plans", past_run.LEDGER, f"{past_run.LEDGER}-wal"))
        if changed != self._listing[0]:
            stems = {path.stem for path in (self.out / "plans").glob("*.json")} - past_run.left_out(self.out)
            self._listing = (changed, sorted(stems))
        return self._listing[1]

    def known(self, stem: str) -> str | None:
        """Return the stem as the folder has it, None where there is no such document."""
        stems = self.stems()
        at = bisect_left(stems, stem)
        return stems[at] if at < len(stems) and stems[at] == stem else None

    def load(self, stem: str) -> Loaded:
        """Return a listed document and its review, read anew when either has changed; raises OutputFault."""
        stamp = self.stamp(stem)
        kept = self._kept.get(stem)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        path = self.out / "plans" / f"{stem}.json"
        try:
            plan = json.loads(path.read_bytes())
        except (OSError, ValueError) as error:
            raise OutputFault(f"{path}: cannot be read as a plan: {error}; delete it and run extract again") from error
        review = load(self.out, stem)
        loaded = Loaded(stem, plan, review, replay(plan, review))
        self._kept = {**dict(list(self._kept.items())[-_KEPT:]), stem: (stamp, loaded)}
        return loaded

    def stamp(self, stem: str) -> tuple[int, int]:
        """Return when a document's plan and review were last written, 0 for what is not there."""
        return _changed(self.out / "plans" / f"{stem}.json"), _changed(self.out / "reviews" / f"{stem}.json")

    def text(self, stem: str) -> str:
        """Return the text of a listed document, empty where it is missing."""
        path = self.out / "text" / f"{stem}.txt"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def failures(self) -> list[tuple[str, str]]:
        """Return (path, reason) of the inputs that could not be read, from the ledger, if there is one."""
        return past_run.failures(self.out)

    def source(self, loaded: Loaded) -> Path | None:
        """Return where the document's own file lies on this machine, None where it is not found."""
        source = loaded.plan.get("source")
        shown = source.get("path") if isinstance(source, dict) else None
        if not isinstance(shown, str):
            return None
        noted = past_run.places(self.out).get(shown)
        beside = [folder / shown for folder in self._sources if _inside(folder / shown, folder)]
        return next((path for path in (noted, *beside) if path is not None and path.is_file()), None)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
