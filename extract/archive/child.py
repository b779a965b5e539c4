"""The child process that opens documents: it takes jobs from a socket, limits itself, and dies with its parent.

Started as `python -m extract.archive.child FD MEMORY_MIB`. It answers each job with any number of ("page", n) and
then one of ("done", result), ("fault", DocumentFault), ("error", KehoachError). It is killed from outside when it
takes too long: a thread's time limit does not stop what hangs inside a C library.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import traceback
from multiprocessing.connection import Connection

from extract.errors import Crashed, DocumentFault, EngineMissing, EnvironmentFault, KehoachError, TookTooMuch
from extract.limited import limit_this_process

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve jobs until the parent closes the socket."""
    connection: Connection[object, object] = Connection(int(sys.argv[1]))
    limit_this_process(int(sys.argv[2]))
    _die_with_parent(int(sys.argv[3]))
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        connection.send(_answer(job, connection))


def _answer(job: object, connection: Connection[object, object]) -> tuple[str, object]:
    from extract.archive.jobs import Assembly, Document, PageRange, Probe, do

    assert isinstance(job, Document | PageRange | Assembly | Probe)
    shown = job.shown if isinstance(job, Document | Probe) else job.document.shown
    try:
        return "done", do(job, lambda page: connection.send(("page", page)))
    except DocumentFault as fault:
        return "fault", fault
    except EnvironmentFault as fault:
        return "fault", EngineMissing("has pages that need recognition", remedy=str(fault), file=shown)
    except KehoachError as error:
        return "error", error
    except MemoryError:
        return "fault", TookTooMuch("reading it needs more memory than a worker may use", remedy=_MEMORY, file=shown)
    except Exception as error:  # noqa: BLE001 - the boundary of a child: a fault of ours costs one document, not the run
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - a label, not a path to open
        reason = f"unexpected {type(error).__name__} at {where}: {error}"
        return "fault", Crashed(reason, remedy="please report it with the file, if it may be shared", file=shown)


_MEMORY = "raise the memory limit or split the file"


def _die_with_parent(parent: int) -> None:
    """Ask the kernel for a signal when the parent dies, so that a hang is never left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(0)


if __name__ == "__main__":
    main()
