"""What a past run's ledger tells those who only look at its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import past_run
from extract.archive.ledger import Entry, open_ledger
from extract.errors import OutputFault
from tests.extract.conftest import kehoach


def test_a_folder_without_a_ledger_has_nothing_to_say(tmp_path: Path) -> None:
    """Plans put together by hand can be reviewed and scored all the same."""
    assert past_run.failures(tmp_path) == []
    assert past_run.places(tmp_path) == {}
    assert past_run.stems(tmp_path) is None


def test_what_a_run_noted_is_read_back(tmp_path: Path) -> None:
    """Failures with their reasons, duplicates, stems and places, as the run itself wrote them."""
    with open_ledger(tmp_path) as ledger:
        ledger.places({"a/x.pdf": "/data/a/x.pdf"})
        ledger.put(
            [
                Entry("a/x.pdf", "x", "1" * 64, 1, 1, "done", None, "0", 1, None, None, 2, 0),
                Entry(
                    "a/y.pdf",
                    "y",
                    None,
                    1,
                    1,
                    "failed",
                    None,
                    "0",
                    1,
                    "damaged",
                    "a/y.pdf, page 2: is truncated",
                    None,
                    None,
                ),
                Entry("a/z.pdf", "z", "1" * 64, 1, 1, "duplicate", "x", "0", 1, None, None, None, None),
            ]
        )
        assert past_run.failures(tmp_path) == [("a/y.pdf", "page 2: is truncated")]  # also while the run goes on
    assert past_run.duplicates(tmp_path) == 1
    assert past_run.stems(tmp_path) == {"x", "y", "z"}
    assert past_run.places(tmp_path) == {"a/x.pdf": Path("/data/a/x.pdf")}


def test_a_damaged_ledger_is_said(tmp_path: Path) -> None:
    """The fault names the file and what to do."""
    (tmp_path / "run.sqlite").write_bytes(b"not a database, but long enough to be taken for one" * 20)
    with pytest.raises(OutputFault, match=r"run\.sqlite.*move it away"):
        past_run.failures(tmp_path)


def test_a_folder_that_may_not_be_written_can_be_looked_at(tmp_path: Path) -> None:
    """Records on a disc that is read-only, or lent for reading, have a status, a report and a score."""
    with open_ledger(tmp_path) as ledger:
        ledger.put([Entry("x.pdf", "x", "1" * 64, 1, 1, "done", None, "0", 1, None, None, 2, 0)])
    for path in (*tmp_path.rglob("*"), tmp_path):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = kehoach("status", tmp_path, bound_by_modes=True)
    finally:
        tmp_path.chmod(0o755)
    assert (done.code, done.printed.splitlines()[0]) == (0, "1 of 1 document: 1 done"), done.said
    assert not list(tmp_path.glob("*-shm"))
