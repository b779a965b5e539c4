"""Work on this machine: a thread a worker, each borrowing a child process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extract.archive.isolation import Children
from extract.archive.work import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.settings import Settings


@contextmanager
def local_workshop(settings: Settings) -> Iterator[Workshop]:
    """Yield a workshop of `settings.jobs` workers; its children are ended with it, busy or not."""
    children = Children(settings.limits)
    executor = ThreadPoolExecutor(settings.jobs, thread_name_prefix="kehoach")
    try:
        # one job more than workers lies ready, so that no worker waits for this thread to write
        yield Workshop(executor, children.run, settings.jobs + 1)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        children.close()
        executor.shutdown(wait=True)
