"""Documents through an executor: in flight few at a time, long ones shared by pages, faults met with one more try.

The same code drives threads that each borrow a child process here, and a Dask cluster whose workers do so there.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extract.archive.jobs import Assembly, Begun, Document, Extracted, PageRange, PagesRead
from extract.errors import Crashed, DocumentFault, NotReadable, TookTooLong, TookTooMuch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from extract.archive.jobs import Job, Result
    from extract.page import Scan

    Run = Callable[[Job], Result]

_TRIES = 3
_WORTH_SENDING = 256 << 20


@dataclass(slots=True)
class _Progress:
    """How far a document has come; lives from its first job to its end."""

    job: Document
    faults: int = 0
    scan: Scan | None = None
    packed: list[bytes] = field(default_factory=list)
    awaited: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its outputs, or why there are none."""

    shown: str
    result: Extracted | None
    fault: DocumentFault | None


class Workshop:
    """Runs documents through an executor, at most `width` jobs at a time."""

    def __init__(self, executor: Executor, run: Run, width: int, *, remote: bool = False) -> None:
        """`run` does one job where the executor calls it; `remote` says that it may see other files than we do."""
        self._executor = executor
        self._run = run
        self._width = width
        self._remote = remote
        self._flying: dict[Future[Result], tuple[_Progress, Job]] = {}

    def outcomes(self, jobs: Iterable[Document], starting: Callable[[str], None]) -> Iterator[Outcome]:
        """Yield outcomes as documents finish; `starting` is called with each one's name before it is begun."""
        waiting = iter(jobs)
        more = True
        while more or self._flying:
            while more and len(self._flying) < self._width:
                job = next(waiting, None)
                if job is None:
                    more = False
                    break
                starting(job.shown)
                self._submit(_Progress(job), job)
            if self._flying:
                finished, _ = wait(self._flying, return_when=FIRST_COMPLETED)
                for future in finished:
                    progress, done = self._flying.pop(future)
                    yield from self._landed(progress, done, future)

    def _submit(self, progress: _Progress, job: Job) -> None:
        progress.awaited += 1
        self._flying[self._executor.submit(self._run, job)] = (progress, job)

    def _landed(self, progress: _Progress, job: Job, future: Future[Result]) -> Iterator[Outcome]:
        progress.awaited -= 1
        try:
            result = future.result()
        except DocumentFault as fault:
            yield from self._faulted(progress, job, fault)
            return
        except (CancelledError, ConnectionError, RuntimeError) as error:  # a cluster's way to say: the worker is gone
            lost = Crashed(f"the worker that read it was lost ({error})", remedy="run the same command again")
            yield from self._faulted(progress, job, lost)
            return
        if isinstance(result, Extracted):
            yield Outcome(progress.job.shown, result, None)
        elif isinstance(result, Begun):
            progress.scan = result.scan
            progress.packed = [result.pages]
            for numbers in result.left:
                self._submit(progress, PageRange(result.scan, numbers, progress.job))
        elif isinstance(result, PagesRead):
            self._pages(progress, result)

    def _pages(self, progress: _Progress, result: PagesRead) -> None:
        progress.packed.append(result.pages)
        if not progress.awaited and progress.scan and progress.faults <= _TRIES:
            self._submit(progress, Assembly(progress.scan, tuple(progress.packed), progress.job))

    def _faulted(self, progress: _Progress, job: Job, fault: DocumentFault) -> Iterator[Outcome]:
        progress.faults += 1
        again = self._again(progress, job, fault)
        if again is not None:
            self._submit(progress, again)
        elif progress.faults <= _TRIES:
            progress.faults = _TRIES + 1  # other ranges of this document still in flight say no more
            yield Outcome(progress.job.shown, None, fault.located(progress.job.shown))

    def _again(self, progress: _Progress, job: Job, fault: DocumentFault) -> Job | None:
        """Return the job to try next: a page that hangs is left out, a lost or crashed worker gets one more try."""
        if progress.faults >= _TRIES:
            return None
        if isinstance(fault, NotReadable) and self._remote and isinstance(job, Document) and job.content is None:
            return _with_content(job)
        if not isinstance(fault, TookTooLong | TookTooMuch | Crashed):
            return None
        leave_out = fault.page is not None and (isinstance(fault, TookTooLong) or progress.faults > 1)
        if progress.faults > 1 and not leave_out:
            return None
        if not leave_out or fault.page is None:
            return job
        progress.job = replace(progress.job, skip=progress.job.skip | {fault.page})
        return replace(job, document=progress.job) if isinstance(job, PageRange) else progress.job


def _with_content(job: Document) -> Document | None:
    """The same job with the file's bytes in it, for a worker that does not see our files; None when it is too large."""
    path: Path = job.path
    try:
        if path.stat().st_size > _WORTH_SENDING:
            return None
        return replace(job, content=path.read_bytes(), patience=None)
    except OSError:
        return None  # we cannot read it either: the worker's fault stands
