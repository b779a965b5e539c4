"""What a run says while it works: a bar on a terminal, plain lines elsewhere, JSON events for machines.

A run only emits `Event`s; how they look is the business of the one function it was given.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from typing import Literal

EventName = Literal["found", "changed", "done", "failed", "duplicate", "tables", "finished", "interrupted"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `total`, `finished` and `failures` count documents, `pages` pages so far."""

    event: EventName
    total: int = 0
    finished: int = 0
    failures: int = 0
    pages: int = 0
    document: str | None = None
    message: str | None = None


def json_lines(event: Event) -> None:
    """Print the event as one line of JSON on standard error."""
    fields = {name: value for name, value in asdict(event).items() if value is not None}
    print(json.dumps(fields, ensure_ascii=False), file=sys.stderr, flush=True)


class PlainLines:
    """Plain lines on standard error: notices at once, the state of the run every few seconds."""

    def __init__(self, every: float = 5.0) -> None:
        """Say how things stand at most every `every` seconds."""
        self._every = every
        self._began = self._said = time.monotonic()
        self._before = Event("found")

    def __call__(self, event: Event) -> None:
        """Print what is worth a line."""
        if event.message and event.event not in {"done", "failed"}:
            print(event.message, file=sys.stderr, flush=True)
        now = time.monotonic()
        if event.event == "found":
            self._before, self._began = event, now
        if event.event in {"done", "failed"} and now - self._said >= self._every:
            self._said = now
            print(standing(event, self._before, now - self._began), file=sys.stderr, flush=True)


def standing(event: Event, before: Event, seconds: float) -> str:
    """Say how a run stands: documents, pages, failures; rate and time left by what came after it began (`before`)."""
    rate = (event.finished - before.finished) / seconds if seconds > 0 else 0.0
    left = f", about {clock((event.total - event.finished) / rate)} left" if rate else ""
    failures = f", {event.failures} failed" if event.failures else ""
    return (
        f"{event.finished} of {counted(event.total, 'document')}, {counted(event.pages, 'page')}, "
        f"{_rate(event, before, seconds):.1f} pages/s{failures}{left}"
    )


def _rate(event: Event, before: Event, seconds: float) -> float:
    return (event.pages - before.pages) / seconds if seconds > 0 else 0.0


def counted(number: int, what: str) -> str:
    """Write a number of things: 1 document, 2 documents."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def clock(seconds: float) -> str:
    """Write a time left as people say it: 45 s, 12 min, 3 h 05 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


class Bar:
    """A bar with documents, pages, rate, time left and failures, on a terminal."""

    def __init__(self) -> None:
        """Start the display with the first event."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("documents, {task.fields[pages]}, {task.fields[rate]}/s, {task.fields[failures]} failed"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._began = time.monotonic()
        self._before = Event("found")
        self._task = self._bar.add_task("", total=None, pages="0 pages", rate="0.0", failures=0)

    def __call__(self, event: Event) -> None:
        """Move the bar; notices scroll by above it."""
        if event.event == "found":  # what earlier runs did counts as done, but says nothing of how fast this one is
            self._before, self._began = event, time.monotonic()
            self._bar.reset(self._task, total=event.total, completed=event.finished)
            self._bar.start()
        if event.event in {"found", "done", "failed", "finished"}:
            self._bar.update(
                self._task,
                total=event.total or None,
                completed=event.finished,
                pages=counted(event.pages, "page"),
                rate=f"{_rate(event, self._before, time.monotonic() - self._began):.1f}",
                failures=event.failures,
            )
        if event.event in {"finished", "interrupted"}:
            self._bar.stop()
        if event.message and event.event not in {"done", "failed"}:
            self._bar.console.print(event.message, markup=False, highlight=False)
