"""What there is to read: folders walked, contents hashed, and a stem for each source that it keeps for good."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_CHUNK = 1 << 20
_LEFT_ALONE = {".json", ".csv", ".sqlite", ".sqlite-wal", ".sqlite-shm", ".py", ".toml"}
_OWN_OUTPUT = ("run.sqlite", "plans")
_STEM_BYTES = 240
"""A file system takes names of 255 bytes; the outputs' endings, and the mark of one half written, need 11 of them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, and its path relative to the path given (`/` on every system, NFC)."""

    path: Path
    shown: str

    @property
    def place(self) -> str:
        """Where it lies on this machine, as text: just as the file system has it, but for bytes that are no UTF-8."""
        return _decoded(str(self.path.absolute()))


@dataclass(frozen=True, slots=True)
class Noted:
    """What an earlier run knows of a relative path: where the file lay, and the hash of what was read there."""

    place: str
    sha256: str | None


def find_sources(paths: Iterable[Path], out: Path) -> list[Source]:
    """List the files to read, by relative path; hidden files, links out of the tree and outputs are left alone.

    Raises UsageFault for a path that does not exist and for folders without documents.
    """
    sources: dict[Path, Source] = {}
    for path in paths:
        if path.is_dir():
            found = [Source(file, _shown(file, path)) for file in _walk(path, out)]
            if not found:
                raise UsageFault(f"{path}: a folder without documents; name one that holds PDF, image or text files")
        elif path.exists() or path.is_symlink():
            found = [Source(path, _shown(path, path.parent))]
        else:
            raise UsageFault(f"{path}: no such file or folder; check the path")
        for source in found:
            sources.setdefault(source.path.absolute(), source)
    return sorted(sources.values(), key=lambda source: (source.shown, str(source.path)))


def _walk(folder: Path, out: Path) -> Iterator[Path]:
    root = folder.resolve()
    skip = out.resolve()
    closed: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=closed.append):
        here = Path(place)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _foreign(here / name, root, skip)
        )
        for name in sorted(files):
            file = here / name
            if not name.startswith(".") and file.suffix.lower() not in _LEFT_ALONE and not _foreign(file, root, skip):
                yield file
    for error in closed:  # what lies in them is not known: each counts as a source that cannot be opened
        if Path(error.filename) == folder:
            raise UsageFault(f"{folder}: cannot be listed ({error.strerror}); check its permissions")
        yield Path(error.filename)


def _foreign(path: Path, root: Path, skip: Path) -> bool:
    """Tell whether a path is an output folder of ours, or a link that leads out of the tree."""
    try:
        if path.is_dir():
            return path.resolve() == skip or all((path / name).exists() for name in _OWN_OUTPUT)
        return path.is_symlink() and not path.resolve().is_relative_to(root)
    except OSError:
        return False  # what may not be looked at is told of when it is opened


def _shown(path: Path, base: Path) -> str:
    return as_text(path.relative_to(base).as_posix())


def as_text(name: str) -> str:
    """Return a file name as it is stored and shown: NFC, with bytes that are no UTF-8 written out."""
    return unicodedata.normalize("NFC", _decoded(name))


def _decoded(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def distinct(sources: Iterable[Source], noted: Mapping[str, Noted]) -> list[Source]:
    """Give every source a relative path of its own, and sort them by it.

    Files of several folders may have the same relative path: the one that had it in an earlier run keeps it, else the
    first; the others are named with as many of their folders as tell them apart. `noted` says which had it.
    """
    had = {old.place: shown for shown, old in noted.items()}
    kept = {source.path: name for source in sources if (name := had.get(source.place, "")) in _names(source, 20)}
    taken = set(kept.values())
    named = []
    for source in sources:
        before = kept.get(source.path)
        free = (name for name in _names(source) if name not in taken and _free(name, source, noted))
        named.append(replace(source, shown=before or next(free)))
        taken.add(named[-1].shown)
    return sorted(named, key=lambda source: source.shown)


def _names(source: Source, at_most: int | None = None) -> Iterator[str]:
    """Yield names for a source: its relative path, that with ever more of the folders above it, that with a number."""
    yield source.shown
    parts = as_text(source.place).strip("/").split("/")
    for length in range(source.shown.count("/") + 2, len(parts) + 1):
        yield "/".join(parts[-length:])
    for number in count(2) if at_most is None else range(2, at_most):
        yield f"{source.shown} ({number})"


def _free(name: str, source: Source, noted: Mapping[str, Noted]) -> bool:
    """Tell whether an earlier run gave a name to no other file, or to one that has moved or is copied here."""
    old = noted.get(name)
    if old is None or old.place == source.place or not Path(old.place).is_file():
        return True
    try:
        return sha256_of(source.path) == old.sha256
    except OSError:
        return False


def sha256_of(path: Path) -> str:
    """Hash a file's content; raises OSError, also for what would keep us waiting (a pipe, a device)."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "it is no regular file")
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def stem_of(source: Source, sha256: str, taken: Mapping[str, str]) -> str:
    """Return the source's stem: its file name without suffix, with eight digits of its hash where that is taken.

    A name too long for the files that will bear it is cut and has the hash too.

    `taken` maps case-folded stems to the relative path that has them.
    """
    stem = as_text(source.path.stem)
    if len(stem.encode()) <= _STEM_BYTES and taken.get(stem.casefold(), source.shown) == source.shown:
        return stem
    short = stem.encode()[: _STEM_BYTES - len("-01234567-999")].decode("utf-8", "ignore")
    longer = f"{short}-{sha256[:8]}"
    number = 2
    while taken.get(longer.casefold(), source.shown) != source.shown:
        longer = f"{short}-{sha256[:8]}-{number}"
        number += 1
    return longer
