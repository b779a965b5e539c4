"""What there is to read: folders walked, contents hashed, and a stem for each source that it keeps for good."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_CHUNK = 1 << 20
_LEFT_ALONE = {".json", ".csv", ".sqlite", ".sqlite-wal", ".sqlite-shm", ".py", ".toml"}
_OWN_OUTPUT = ("run.sqlite", "plans")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, and its path relative to the path given (`/` on every system, NFC)."""

    path: Path
    shown: str


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
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _foreign(here / name, root, skip)
        )
        for name in sorted(files):
            file = here / name
            if not name.startswith(".") and file.suffix.lower() not in _LEFT_ALONE and not _foreign(file, root, skip):
                yield file


def _foreign(path: Path, root: Path, skip: Path) -> bool:
    """Tell whether a path is an output folder of ours, or a link that leads out of the tree."""
    if path.is_dir():
        real = path.resolve()
        return real == skip or all((path / name).exists() for name in _OWN_OUTPUT)
    return path.is_symlink() and not path.resolve().is_relative_to(root)


def _shown(path: Path, base: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(base).as_posix())


def sha256_of(path: Path) -> str:
    """Hash a file's content; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def stem_of(source: Source, sha256: str, taken: Mapping[str, str]) -> str:
    """Return the source's stem: its file name without suffix, with eight digits of its hash where that is taken.

    `taken` maps case-folded stems to the relative path that has them.
    """
    stem = unicodedata.normalize("NFC", source.path.stem)
    if taken.get(stem.casefold(), source.shown) == source.shown:
        return stem
    longer = f"{stem}-{sha256[:8]}"
    number = 2
    while taken.get(longer.casefold(), source.shown) != source.shown:
        longer = f"{stem}-{sha256[:8]}-{number}"
        number += 1
    return longer
