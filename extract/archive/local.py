"""Work on this machine: a thread a worker, each borrowing a child process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from extract.archive.isolation import Children
from extract.archive.work import PATIENCE, Workers, Workshop, each

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
        width = settings.jobs + 1
        patience = PATIENCE if settings.jobs > 1 else None
        yield Workshop(Workers(executor, partial(each, children.run), lambda: width, patience))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        children.close()
        executor.shutdown(wait=True)
