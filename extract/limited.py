"""Processes at arm's length: how one that opens documents is started, and how it limits itself.

The archive's children take jobs from a socket, the review page's take requests from a pipe; what both have in common
is here. Ends and time limits are the parent's to keep: what hangs inside a C library is only stopped from outside.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def start(module: str, *arguments: object, piped: bool = False, sockets: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Start `python -m module arguments` as a group of its own, silent but for its pipes or the sockets handed over."""
    ends = subprocess.PIPE if piped else subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        stdin=ends,
        stdout=ends,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        pass_fds=sockets,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def limit_this_process(mebibytes: int) -> None:
    """Limit the address space where the system has such a limit (Linux), and leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # several Tesseracts on one machine are 5-15 times slower without
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if sys.platform == "linux" and mebibytes:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
