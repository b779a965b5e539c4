"""Everything that can go wrong, as one small tree.

KehoachError                    exit code
├── UsageFault                  2    wrong usage, no such path, a folder without documents
├── EnvironmentFault            3    the machine lacks something; names the command that installs it
├── OutputFault                 4    the output folder or ledger cannot be used
└── DocumentFault               1    one document failed; the others are done
    ├── EmptyFile               nothing in it
    ├── NotReadable             may not be opened, or vanished
    ├── UnknownKind             not a document of a kind we read
    ├── Damaged                 truncated or broken
    ├── Encrypted               needs a password
    ├── TooLarge                over a limit on bytes, pages or pixels
    ├── NoText                  no text on any page
    ├── TookTooLong             over its time limit
    ├── TookTooMuch             over its memory limit
    ├── Crashed                 the process that read it died
    └── EngineMissing           needs recognition and there is no engine (exit code 3)

An error says what, where, why and what to do. Only the command line turns errors into exit codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path


class KehoachError(Exception):
    """Base of all errors kehoach raises on purpose."""

    exit_code: ClassVar[int] = 1


class UsageFault(KehoachError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class EnvironmentFault(KehoachError):
    """The machine lacks something; the message ends with the command that installs it."""

    exit_code = 3


class OutputFault(KehoachError):
    """The output folder or its ledger is full, read-only, locked or damaged."""

    exit_code = 4


class DocumentFault(KehoachError):
    """One document could not be read: which file, which page, why, and what to do about it."""

    code: ClassVar[str] = "failed"

    def __init__(self, reason: str, *, remedy: str, file: Path | str | None = None, page: int | None = None) -> None:
        """Keep the parts apart, so that a caller who knows the file or page can add them (`located`)."""
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.file = file
        self.page = page

    def located(self, file: Path | str | None = None, page: int | None = None) -> DocumentFault:
        """Return the same fault under the file's name as people know it, its page filled in where it was missing."""
        return type(self)(self.reason, remedy=self.remedy, file=file or self.file, page=self.page or page)

    def __reduce__(self) -> tuple[object, ...]:
        """Keep all parts when the fault crosses from a child process to its parent."""
        return _rebuild, (type(self), self.reason, self.remedy, self.file, self.page)

    def __str__(self) -> str:
        """Say what, where, why and what to do in one line."""
        where = f"{self.file}" if self.file else "document"
        if self.page:
            where += f", page {self.page}"
        return " ".join(f"{where}: {self.reason}; {self.remedy}".split())


def _rebuild(
    kind: type[DocumentFault], reason: str, remedy: str, file: Path | str | None, page: int | None
) -> DocumentFault:
    return kind(reason, remedy=remedy, file=file, page=page)


class EmptyFile(DocumentFault):
    """There is nothing in the file."""

    code = "empty"


class NotReadable(DocumentFault):
    """The file may not be opened, or is no longer there."""

    code = "not_readable"


class UnknownKind(DocumentFault):
    """The content is not of a kind that kehoach reads."""

    code = "unknown_kind"


class Damaged(DocumentFault):
    """The file is truncated or broken."""

    code = "damaged"


class Encrypted(DocumentFault):
    """The file needs a password."""

    code = "encrypted"


class TooLarge(DocumentFault):
    """The file is over a limit on bytes, pages or pixels."""

    code = "too_large"


class NoText(DocumentFault):
    """No text was found on any page."""

    code = "no_text"


class TookTooLong(DocumentFault):
    """Reading went over its time limit and was ended from outside."""

    code = "time_limit"


class TookTooMuch(DocumentFault):
    """Reading went over its memory limit and was ended."""

    code = "memory_limit"


class Crashed(DocumentFault):
    """The process that read the file died."""

    code = "crashed"


class EngineMissing(DocumentFault):
    """The document needs recognition and no engine can be used here."""

    code = "engine_missing"
    exit_code = 3
