"""Work on a Dask cluster: a few jobs a call, each done in a limited child inside the worker.

A child inside the worker makes a crash an answer about one document, and the scheduler gives the calls of a lost worker
to another.
"""

from __future__ import annotations

import atexit
import logging
import platform
import time
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extract.archive.isolation import Children
from extract.archive.jobs import Document, Probe, Probed
from extract.archive.work import PATIENCE, Workers, Workshop, each
from extract.errors import EnvironmentFault, KehoachError, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client

    from extract.archive.jobs import Job
    from extract.archive.work import Answer
    from extract.settings import Limits, Settings

_CONNECT_SECONDS = 20
_WORKER_SECONDS = 20
_WIDTH_SECONDS = 5.0


@contextmanager
def cluster_workshop(address: str, settings: Settings) -> Iterator[Workshop]:
    """Yield a workshop whose jobs a Dask scheduler spreads.

    Raises UsageFault when none answers at `address` or no worker has joined it, EnvironmentFault when it is lost later.
    """
    parts = urlsplit(address)
    if not parts.hostname or ":" not in parts.netloc.rpartition("]")[2]:
        raise UsageFault(f"{address}: is no address of a Dask scheduler; write it as tcp://HOST:PORT")
    try:
        from distributed import Client
    except ImportError as error:
        message = "--scheduler needs Dask; install it with: pip install 'kehoach[dask]'"
        raise EnvironmentFault(message) from error
    _hush()
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        message = f"{address}: no Dask scheduler answers there ({error}); start one with: dask scheduler"
        raise UsageFault(message) from error
    try:
        _await_workers(client, address)
        executor = client.get_executor(pure=False, retries=2)
        yield Workshop(Workers(executor, _OnWorker(settings), _Width(client), PATIENCE, remote=True))
    except Exception as error:
        lost = isinstance(error, CancelledError) or client.status != "running"
        if isinstance(error, KehoachError) or not lost:
            raise
        message = f"{address}: the Dask scheduler there was lost; start it again and run the same command: it goes on"
        raise EnvironmentFault(message) from error
    finally:
        client.close()


def _hush() -> None:
    """Keep Dask's traces of a lost scheduler from the terminal: what is to be said of it, we say in a line."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _await_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_WORKER_SECONDS)
    except TimeoutError as error:
        message = f"{address}: no worker has joined that scheduler; start some with: dask worker {address}"
        raise UsageFault(message) from error


class _Width:
    """How many calls a cluster should have at hand: two for each thread of its workers, which may come and go."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._asked = float("-inf")
        self._width = 1

    def __call__(self) -> int:
        if time.monotonic() - self._asked > _WIDTH_SECONDS:
            self._asked = time.monotonic()
            self._width = 2 * max(1, sum(self._client.nthreads().values())) + 1
        return self._width


class _OnWorker:
    """Does jobs in the worker process they are sent to; pickled by its settings alone."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __call__(self, jobs: tuple[Job, ...]) -> list[Answer]:
        """Do jobs; raises EnvironmentFault where this worker would read documents otherwise than the run expects."""
        for versions in {job.versions for job in jobs if isinstance(job, Document)} - {None}:
            if (here := _versions(self.settings)) != versions:
                message = f"the worker on {platform.node()} has {here}, and the run began with {versions}"
                raise EnvironmentFault(f"{message}; install the same on every worker")
        return each(_children(self.settings.limits).run, jobs)


@lru_cache(maxsize=4)
def _children(limits: Limits) -> Children:
    children = Children(limits)
    atexit.register(children.close)
    return children


@lru_cache(maxsize=4)
def _versions(settings: Settings) -> str:
    answer = _children(settings.limits).run(Probe(settings))
    assert isinstance(answer, Probed)
    return answer.versions
