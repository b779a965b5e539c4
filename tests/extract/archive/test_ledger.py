"""The ledger against a real SQLite."""

from __future__ import annotations

import sqlite3

import pytest

from extract.archive.ledger import LEDGER, Entry, open_ledger, read_ledger
from extract.errors import OutputFault, UsageFault


def _entry(shown, stem, state="waiting", **more):
    fields = dict.fromkeys(Entry.__dataclass_fields__) | {"attempts": 0} | more
    return Entry(**(fields | {"shown": shown, "stem": stem, "state": state}))


def test_states_survive_closing(tmp_path):
    """What was noted is there when the ledger is opened again."""
    with open_ledger(tmp_path) as ledger:
        ledger.began(1.0, "v1", 2)
        ledger.put([_entry("a.pdf", "a"), _entry("b.pdf", "b")])
        ledger.started("a.pdf", 2.0)
        ledger.done("a.pdf", 3.0, 4, 1)
        ledger.failed("b.pdf", 3.0, "encrypted", "b.pdf: needs a password")
    with open_ledger(tmp_path) as ledger:
        assert ledger.counts() == {"done": 1, "failed": 1}
        assert ledger.find("a.pdf").pages == 4
        assert [entry.reason for entry in ledger.entries("failed")] == ["b.pdf: needs a password"]
        assert ledger.stems() == {"a": "a.pdf", "b": "b.pdf"}


def test_inputs_that_a_run_does_not_find_are_absent(tmp_path):
    """They keep their stem but are in no count and no table."""
    with open_ledger(tmp_path) as ledger:
        ledger.began(1.0, "v1", 1)
        ledger.put([_entry("a.pdf", "a", "done"), _entry("b.pdf", "b", "done")])
        ledger.began(2.0, "v1", 1)
        ledger.put([_entry("b.pdf", "b", "done")])
        assert [entry.shown for entry in ledger.entries()] == ["b.pdf"]
        assert set(ledger.stems()) == {"a", "b"}


def test_it_can_be_looked_at_while_a_run_writes(tmp_path):
    """`status` works beside an open run."""
    with open_ledger(tmp_path) as ledger:
        ledger.began(1.0, "v1", 1)
        ledger.put([_entry("a.pdf", "a")])
        looking = read_ledger(tmp_path)
        assert looking.counts() == {"waiting": 1}
        looking.close()


def test_two_runs_do_not_share_a_folder(tmp_path):
    """The second is told so at once."""
    with open_ledger(tmp_path), pytest.raises(OutputFault, match="another kehoach run"), open_ledger(tmp_path):
        pass


def test_a_damaged_ledger_is_said_to_be_so(tmp_path):
    """Its name and the remedy are in the message; the file is left as it was."""
    (tmp_path / LEDGER).write_bytes(b"this is no database at all" * 100)
    with pytest.raises(OutputFault, match="damaged"), open_ledger(tmp_path):
        pass
    assert (tmp_path / LEDGER).read_bytes().startswith(b"this is no database")


def test_a_ledger_of_a_newer_version_is_not_touched(tmp_path):
    """An older kehoach does not write into what it does not know."""
    db = sqlite3.connect(tmp_path / LEDGER)
    db.execute("PRAGMA user_version = 99")
    db.commit()
    db.close()
    with pytest.raises(OutputFault, match="newer"), open_ledger(tmp_path):
        pass


def test_a_folder_where_no_run_has_been_has_no_status(tmp_path):
    """Looking does not make anything."""
    with pytest.raises(UsageFault, match="no run"):
        read_ledger(tmp_path)
    assert list(tmp_path.iterdir()) == []
