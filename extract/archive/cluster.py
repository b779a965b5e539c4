"""Work on a Dask cluster: one job a submission, each done in a limited child inside the worker.

Dask's `map` ignores chunk sizes and blames neighbours when a worker dies; a child inside the worker makes a crash a
result, and the scheduler gives the jobs of a lost worker to another.
"""

from __future__ import annotations

import atexit
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extract.archive.isolation import Children
from extract.archive.work import Workshop
from extract.errors import EnvironmentFault, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.archive.jobs import Job, Result
    from extract.settings import Limits, Settings

_CONNECT_SECONDS = 20


@contextmanager
def cluster_workshop(address: str, settings: Settings) -> Iterator[Workshop]:
    """Yield a workshop whose jobs a Dask scheduler spreads; raises UsageFault when none answers at `address`."""
    parts = urlsplit(address)
    if not parts.hostname or ":" not in parts.netloc.rpartition("]")[2]:
        raise UsageFault(f"{address}: is no address of a Dask scheduler; write it as tcp://HOST:PORT")
    try:
        from distributed import Client
    except ImportError as error:
        message = "--scheduler needs Dask; install it with: pip install 'kehoach[dask]'"
        raise EnvironmentFault(message) from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        message = f"{address}: no Dask scheduler answers there ({error}); start one with: dask scheduler"
        raise UsageFault(message) from error
    try:
        width = 2 * max(1, sum(client.nthreads().values())) + 1
        executor = client.get_executor(pure=False, retries=2)
        yield Workshop(executor, _OnWorker(settings.limits), width, remote=True)
    finally:
        client.close()


class _OnWorker:
    """Does a job in the worker process it is sent to; pickled by its limits alone."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def __call__(self, job: Job) -> Result:
        return _children(self.limits).run(job)


@lru_cache(maxsize=4)
def _children(limits: Limits) -> Children:
    children = Children(limits)
    atexit.register(children.close)
    return children
