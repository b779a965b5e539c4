"""Files that appear whole or not at all: temporary name, fsync, rename, fsync of the folder."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extract.errors import OutputFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

_WHY = {
    errno.ENOSPC: "the disk is full; free some space and run the same command again",
    errno.EDQUOT: "the disk quota is used up; free some space and run the same command again",
    errno.EROFS: "it is read-only; choose another place",
    errno.EACCES: "it may not be written; choose another place, or change its permissions",
    errno.EPERM: "it may not be written; choose another place, or change its permissions",
    errno.ENOTDIR: "part of its path is a file; choose another place",
    errno.ENOENT: "the folder it is to lie in is not there; make it, or choose another place",
    errno.EISDIR: "there is a folder of that name; choose another name",
    errno.EEXIST: "a file of that name is in the way; choose another place",
}


def output_fault(path: Path, error: OSError) -> OutputFault:
    """Say why an output cannot be written and what to do."""
    why = _WHY.get(error.errno or 0, f"{error.strerror or error}; mend that and run the same command again")
    return OutputFault(f"{path}: cannot be written: {why}")


@contextmanager
def whole_file(path: Path, *, newline: str = "") -> Iterator[TextIO]:
    """Open a text file that takes its name only when the block ends well; raises OutputFault."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline=newline) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise output_fault(path, error) from error


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise output_fault(folder, error) from error
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network folders cannot sync a directory
            raise output_fault(folder, error) from error
    finally:
        os.close(handle)
