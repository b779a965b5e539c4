"""Page images and words on demand, made by a child process that can be killed, and kept on disk."""

from __future__ import annotations

import contextlib
import json
import os
import select
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from extract import limited
from extract.errors import KehoachError

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

DPIS: Final = (110, 150, 220)
"""The resolutions in which pages are drawn, one for each step of zoom."""


class PageFault(KehoachError):
    """A page cannot be shown; the message says why."""


@dataclass(frozen=True, slots=True)
class PaintLimits:
    """What showing one page may cost: seconds, and MiB of the child's address space."""

    seconds: float = 30.0
    memory_mib: int = 3072


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is drawn: dots an inch, and by how many degrees clockwise it is turned to stand upright."""

    dpi: int
    turned: int = 0


@dataclass(slots=True)
class _Child:
    """A running child and what has come from it so far."""

    process: subprocess.Popen[bytes]
    buffer: bytearray = field(default_factory=bytearray)


class Painter:
    """Draws pages and reads words; safe to use from several threads. `close` ends the children."""

    def __init__(self, cache: Path, limits: PaintLimits | None = None) -> None:
        """Keep images under `cache`; no child is started before the first request."""
        self._cache = cache
        self._limits = limits or PaintLimits()
        self._drawing = _Worker(self._limits)
        self._reading = _Worker(self._limits)

    def warm(self) -> None:
        """Start the child that draws and let it import what it needs, before anybody waits for it."""
        with contextlib.suppress(PageFault):
            self._drawing.ask({"what": "warm"})

    def page(self, path: Path, sha256: str, number: int, look: Look) -> Path:
        """Return the JPEG of a page made upright; raises PageFault."""
        folder = self._folder(sha256)
        kept = folder / f"{number}-{look.dpi}-{look.turned}.jpg"
        if not kept.exists():
            part = folder / f".{kept.name}.{threading.get_ident()}.part"
            wanted: dict[str, str | int] = {"what": "draw", "path": str(path), "page": number, "into": str(part)}
            self._drawing.ask({**wanted, "dpi": look.dpi, "turned": look.turned})
            part.replace(kept)
        return kept

    def words(self, path: Path, sha256: str, number: int) -> Path:
        """Return a JSON file with the words of a page and their boxes; raises PageFault."""
        folder = self._folder(sha256)
        kept = folder / f"{number}.json"
        if not kept.exists():
            answer = self._reading.ask({"what": "words", "path": str(path), "page": number})
            part = folder / f".{number}.{threading.get_ident()}.part"
            part.write_text(json.dumps(answer["words"], ensure_ascii=False), encoding="utf-8")
            part.replace(kept)
        return kept

    def close(self) -> None:
        """End the children at once."""
        self._drawing.close()
        self._reading.close()

    def _folder(self, sha256: str) -> Path:
        folder = self._cache / sha256[:16]
        folder.mkdir(parents=True, exist_ok=True)
        return folder


class _Worker:
    """One child, one request at a time; a child that hangs or dies is replaced."""

    def __init__(self, limits: PaintLimits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    def ask(self, request: dict[str, str | int]) -> dict[str, object]:
        with self._lock:
            if self._closed:
                raise PageFault("the review page is closing")
            child = self._child
            if child is None or child.process.poll() is not None:
                child = self._child = _Child(
                    limited.start("extract.review.paint_child", self._limits.memory_mib, piped=True)
                )
            try:
                answer = self._exchange(child, request)
            except (OSError, EOFError) as error:
                self._kill()
                raise PageFault("the process that drew the page died; the file is probably damaged") from error
        if not answer.get("ok"):
            raise PageFault(str(answer.get("reason")))
        return answer

    def close(self) -> None:
        self._closed = True
        child = self._child
        if child is not None:
            child.process.kill()  # a request under way ends with it and lets go of the lock
        with self._lock:
            self._kill()

    def _exchange(self, child: _Child, request: dict[str, str | int]) -> dict[str, object]:
        assert child.process.stdin is not None
        assert child.process.stdout is not None
        child.process.stdin.write(json.dumps(request).encode() + b"\n")
        child.process.stdin.flush()
        ends = time.monotonic() + self._limits.seconds
        while b"\n" not in child.buffer:
            left = ends - time.monotonic()
            if left <= 0 or not select.select([child.process.stdout], [], [], left)[0]:
                self._kill()
                raise PageFault(f"the page took longer than {self._limits.seconds:g} s to draw")
            chunk = os.read(child.process.stdout.fileno(), 1 << 16)
            if not chunk:
                raise EOFError
            child.buffer += chunk
        line, _, rest = bytes(child.buffer).partition(b"\n")
        child.buffer[:] = rest
        found: dict[str, object] = json.loads(line)
        return found

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.process.kill()
        child.process.wait()
        for pipe in (child.process.stdin, child.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
