"""Children at arm's length: every parse and recognition happens in a process that is limited and can be killed.

A child is kept for many documents, because starting one costs more than reading a small file; it is replaced after a
fault and after `_DOCUMENTS` jobs, because a long life collects what bad files leave behind.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
import time
from collections import deque
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, cast

from extract import limited
from extract.errors import Crashed, DocumentFault, KehoachError, TookTooLong, TookTooMuch

if TYPE_CHECKING:
    from extract.archive.jobs import Job, Result
    from extract.settings import Limits

_DOCUMENTS = 400
_POLL_SECONDS = 0.5


class Child:
    """One child process and the socket to it."""

    def __init__(self, memory_mib: int) -> None:
        """Start the process; it imports what it needs when its first job comes."""
        ours, theirs = socket.socketpair()
        os.set_inheritable(theirs.fileno(), True)  # noqa: FBT003 - the function takes it by position only
        self.process = limited.start(
            "extract.archive.child", theirs.fileno(), memory_mib, os.getpid(), sockets=[theirs.fileno()]
        )
        theirs.close()
        self.connection: Connection[object, object] = Connection(ours.detach())
        self.memory_mib = memory_mib
        self.jobs = 0

    def run(self, job: Job, limits: Limits) -> Result:
        """Do a job in the child; raises its DocumentFault, or one that says which limit it went over."""
        self.jobs += 1
        page: int | None = None
        answer: tuple[str, object] = ("page", None)
        ends = time.monotonic() + limits.document_seconds
        try:
            self.connection.send(job)
            while answer[0] == "page":
                page = cast("int | None", answer[1])
                self._await(min(ends, time.monotonic() + limits.page_seconds), limits, page)
                answer = cast("tuple[str, object]", self.connection.recv())
        except (EOFError, ConnectionError) as error:
            raise self._death(page) from error
        if isinstance(answer[1], KehoachError):
            raise answer[1]
        return cast("Result", answer[1])

    def _await(self, ends: float, limits: Limits, page: int | None) -> None:
        while not self.connection.poll(max(0.0, min(_POLL_SECONDS, ends - time.monotonic()))):
            if time.monotonic() >= ends:
                self.kill()
                reason = f"reading took longer than {limits.page_seconds:g} s for a page"
                raise TookTooLong(reason, remedy="raise the time limit if the page is worth it", page=page)
            if sys.platform != "linux" and self._resident_mib() > limits.memory_mib:
                self.kill()
                raise TookTooMuch("reading needed too much memory", remedy="split the file", page=page)

    def _resident_mib(self) -> float:
        import psutil

        with contextlib.suppress(psutil.Error):
            return float(psutil.Process(self.process.pid).memory_info().rss) / (1 << 20)
        return 0.0

    def _death(self, page: int | None) -> DocumentFault:
        self.kill()
        code = self.process.returncode
        how = f"was ended by {signal.Signals(-code).name}" if code and code < 0 else f"ended with code {code}"
        reason = f"the process that read it {how} (its memory limit is {self.memory_mib} MiB)"
        return Crashed(reason, remedy="the file is probably damaged or made to do harm", page=page)

    def end(self) -> None:
        """End the process at once and reap it; safe from any thread, since the socket stays its user's to close."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill(self) -> None:
        """End the process and close the socket; only for the thread that uses the child."""
        self.end()
        self.connection.close()


class Children:
    """A stock of idle children that threads borrow from; safe to share between threads."""

    def __init__(self, limits: Limits) -> None:
        """Start no child before the first job."""
        self.limits = limits
        self._idle: deque[Child] = deque()
        self._busy: set[Child] = set()
        self._lock = threading.Lock()
        self._closed = False

    def run(self, job: Job) -> Result:
        """Do a job in an idle child, or in a new one; a child that failed is not used again."""
        child = self._borrow()
        try:
            result = child.run(job, self.limits)
        except DocumentFault as fault:
            if child.connection.closed or isinstance(fault, TookTooMuch | Crashed):
                self._discard(child)
            else:
                self._give_back(child)
            raise
        except BaseException:
            self._discard(child)
            raise
        self._give_back(child)
        return result

    def close(self) -> None:
        """End all children, busy ones too."""
        with self._lock:
            self._closed = True
            idle, busy = [*self._idle], [*self._busy]
            self._idle.clear()
        for child in idle:
            child.kill()
        for child in busy:
            child.end()  # the thread that waits for it finds the socket closed and puts it away

    def _borrow(self) -> Child:
        with self._lock:
            if self._closed:
                raise Crashed("the run was ended", remedy="run the same command again")
            child = self._idle.pop() if self._idle else None
        if child is None or child.process.poll() is not None:
            child = Child(self.limits.memory_mib)
        with self._lock:
            self._busy.add(child)
        return child

    def _give_back(self, child: Child) -> None:
        with self._lock:
            self._busy.discard(child)
            if not self._closed and child.jobs < _DOCUMENTS:
                self._idle.append(child)
                return
        child.kill()

    def _discard(self, child: Child) -> None:
        with self._lock:
            self._busy.discard(child)
        child.kill()
