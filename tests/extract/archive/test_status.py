"""Where a run stands, looked at from outside."""

from __future__ import annotations

import csv
import time

import pytest

from extract.archive.ledger import Entry, open_ledger
from extract.archive.status import status_of, write_failures
from extract.errors import Damaged


def _entry(shown, state="waiting", **more):
    fields = dict.fromkeys(Entry.__dataclass_fields__) | {"attempts": 0} | more
    return Entry(**(fields | {"shown": shown, "stem": shown, "state": state}))


def _run(ledger, began):
    ledger.began(began, "v1", 2)
    ledger.put([_entry("old", "done", pages=90), _entry("a"), _entry("b"), _entry("c")])
    ledger.done("a", time.time(), 8, 0)
    ledger.failed("b", time.time(), "damaged", "b: broken; repair it")


def test_a_run_that_goes_on_has_a_rate_and_an_end(tmp_path):
    """Both follow from what this run has settled, not from what an earlier one had."""
    with open_ledger(tmp_path) as ledger:
        _run(ledger, time.time() - 10)
        status = status_of(tmp_path)
    assert (status.running, status.total, status.settled, status.pages) == (True, 4, 3, 98)
    assert status.pages_per_second == pytest.approx(0.8, rel=0.2)
    assert status.seconds_left == pytest.approx(5, rel=0.2)


def test_a_run_that_was_cut_short_is_told_from_one_that_goes_on(tmp_path):
    """Nobody holds the folder, and the run has no end: no rate is made up for it."""
    with open_ledger(tmp_path) as ledger:
        _run(ledger, time.time() - 10)
    status = status_of(tmp_path)
    assert (status.running, status.ended) == (False, None)
    assert (status.pages_per_second, status.seconds_left) == (None, None)


def test_looking_does_not_keep_a_run_from_starting(tmp_path):
    """The lock is let go of at once."""
    with open_ledger(tmp_path) as ledger:
        _run(ledger, 1.0)
    status_of(tmp_path)
    with open_ledger(tmp_path):
        pass


def test_failures_are_a_table_with_what_to_do(tmp_path):
    """Reason and advice stand apart, the path is not said twice, and no cell is a formula."""
    fault = Damaged("broken; twice", remedy="scan it again", file="=in/x.pdf", page=3)
    with open_ledger(tmp_path) as ledger:
        ledger.began(1.0, "v1", 1)
        ledger.put([_entry("=in/x.pdf", "failed", code=fault.code, reason=str(fault)), _entry("fine", "done")])
    write_failures(status_of(tmp_path), tmp_path / "failures.csv")
    with (tmp_path / "failures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {"path": "'=in/x.pdf", "code": "damaged", "reason": "page 3: broken; twice", "advice": "scan it again"}
    assert rows == [told]
