"""Documents through an executor: in flight few at a time, long ones shared by pages, faults met with one more try.

The same code drives threads that each borrow a child process here, and a Dask cluster whose workers do so there. Small
documents go to a cluster several at a time, because a trip there costs more than reading some of them; each still has
an answer of its own, and one that was lost with its neighbours is tried again alone.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extract.archive.jobs import Assembly, Begun, Document, Extracted, PageRange, PagesRead, Probe, Probed
from extract.errors import Crashed, DocumentFault, KehoachError, NotReadable, TookTooLong, TookTooMuch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from extract.archive.jobs import Job, Result
    from extract.page import Scan
    from extract.settings import Settings

    Answer = Result | DocumentFault
    Run = Callable[[tuple[Job, ...]], list[Answer]]

PATIENCE = 2.0
_TRIES = 3
_WORTH_SENDING = 256 << 20
_TOGETHER_JOBS = 8
_TOGETHER_BYTES = 256 << 10


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


def each(run: Callable[[Job], Result], jobs: tuple[Job, ...]) -> list[Answer]:
    """Do jobs one after the other; a job that fails is answered by its fault and does not touch the others."""
    answers: list[Answer] = []
    for job in jobs:
        try:
            answers.append(run(job))
        except DocumentFault as fault:
            answers.append(fault)
    return answers


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the jobs: an executor, what it is to call, and how many calls it should have at hand.

    `patience` is the seconds after which a long document is shared (None: nobody to share it with); `remote` says
    that workers may see other files than we do and that a trip to them costs something.
    """

    executor: Executor
    run: Run
    width: Callable[[], int]
    patience: float | None = None
    remote: bool = False


class Workshop:
    """Runs documents through workers, few calls at a time."""

    def __init__(self, workers: Workers) -> None:
        """Nothing is begun before `outcomes`."""
        self._workers = workers
        self._flying: dict[Future[list[Answer]], list[tuple[_Progress, Job]]] = {}

    def probe(self, settings: Settings) -> Probed:
        """Ask a worker what results would depend on; raises KehoachError."""
        (answer,) = self._workers.executor.submit(self._workers.run, (Probe(settings),)).result()
        if isinstance(answer, DocumentFault):
            raise answer
        assert isinstance(answer, Probed)
        return answer

    def outcomes(self, jobs: Sequence[Document], starting: Callable[[str], None]) -> Iterator[Outcome]:
        """Yield outcomes as documents finish; `starting` is called with each one's name before it is begun."""
        waiting = deque(jobs)
        while waiting or self._flying:
            width = self._workers.width()
            while waiting and len(self._flying) < width:
                together = self._together(waiting, width)
                for job in together:
                    starting(job.shown)
                self._submit(*((_Progress(job), job) for job in together))
            finished, _ = wait(self._flying, return_when=FIRST_COMPLETED)
            for future in finished:
                yield from self._landed(self._flying.pop(future), future)

    def _together(self, waiting: deque[Document], width: int) -> list[Document]:
        """Take what goes out next: on a cluster several small documents, fewer towards the end to share them evenly."""
        together = [replace(waiting.popleft(), patience=self._workers.patience)]
        at_most = min(_TOGETHER_JOBS, len(waiting) // width) if self._workers.remote else 1
        size = together[0].size
        while waiting and len(together) < at_most and size + waiting[0].size <= _TOGETHER_BYTES:
            size += waiting[0].size
            together.append(replace(waiting.popleft(), patience=self._workers.patience))
        return together

    def _submit(self, *errands: tuple[_Progress, Job]) -> None:
        for progress, _ in errands:
            progress.awaited += 1
        jobs = tuple(job for _, job in errands)
        self._flying[self._workers.executor.submit(self._workers.run, jobs)] = list(errands)

    def _landed(self, errands: list[tuple[_Progress, Job]], future: Future[list[Answer]]) -> Iterator[Outcome]:
        for (progress, job), answer in zip(errands, self._answers(future, len(errands)), strict=True):
            progress.awaited -= 1
            if isinstance(answer, DocumentFault):
                yield from self._faulted(progress, job, answer)
            elif isinstance(answer, Extracted):
                yield Outcome(progress.job.shown, answer, None)
            elif isinstance(answer, Begun):
                progress.scan = answer.scan
                progress.packed = [answer.pages]
                for numbers in answer.left:
                    self._submit((progress, PageRange(answer.scan, numbers, progress.job)))
            elif isinstance(answer, PagesRead):
                self._pages(progress, answer)

    def _answers(self, future: Future[list[Answer]], number: int) -> Sequence[Answer]:
        try:
            return future.result()
        except (KehoachError, CancelledError):
            raise  # a lost worker cancels no call, a lost scheduler all of them
        except Exception as error:
            if not self._workers.remote:
                raise
            reason = f"the worker that read it was lost ({error})"  # a cluster has many ways to say so
            return [Crashed(reason, remedy="run the same command again")] * number

    def _pages(self, progress: _Progress, result: PagesRead) -> None:
        progress.packed.append(result.pages)
        if not progress.awaited and progress.scan and progress.faults <= _TRIES:
            self._submit((progress, Assembly(progress.scan, tuple(progress.packed), progress.job)))

    def _faulted(self, progress: _Progress, job: Job, fault: DocumentFault) -> Iterator[Outcome]:
        progress.faults += 1
        again = self._again(progress, job, fault)
        if again is not None:
            self._submit((progress, again))
        elif progress.faults <= _TRIES:
            progress.faults = _TRIES + 1  # other ranges of this document still in flight say no more
            yield Outcome(progress.job.shown, None, fault.located(progress.job.shown))

    def _again(self, progress: _Progress, job: Job, fault: DocumentFault) -> Job | None:
        """Return the job to try next: a page that hangs is left out, a lost or crashed worker gets one more try."""
        if progress.faults >= _TRIES:
            return None
        unseen = isinstance(fault, NotReadable) and self._workers.remote
        if unseen and isinstance(job, Document) and job.content is None:
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
