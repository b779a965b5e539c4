"""What a run says while it works."""

from __future__ import annotations

import json

import pytest

from extract.archive.progress import Event, PlainLines, clock, json_lines, standing


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (45, "45 s"), (89.6, "90 s"), (700, "12 min"), (11_100, "3 h 05 min")]
)
def test_times_left_are_written_as_people_say_them(seconds, said):
    """Seconds, minutes, hours; never 60 min."""
    assert clock(seconds) == said


def test_a_run_stands_as_its_counts_say():
    """Documents, pages, rate, failures and time left follow from counts and seconds."""
    event = Event("done", total=100, finished=25, failures=2, pages=250)
    found = Event("found", total=100)
    assert standing(event, found, 50.0) == "25 of 100 documents, 250 pages, 5.0 pages/s, 2 failed, about 2 min left"
    assert standing(Event("done", total=3), found, 0.0) == "0 of 3 documents, 0 pages, 0.0 pages/s"
    assert standing(Event("done", 1, 1, pages=1), found, 1.0) == "1 of 1 document, 1 page, 1.0 pages/s, about 0 s left"


def test_what_earlier_runs_did_does_not_make_this_one_faster():
    """Rate and time left are those of the run that goes on, counts those of the whole archive."""
    found, event = Event("found", total=100, finished=80, pages=800), Event("done", total=100, finished=90, pages=900)
    assert standing(event, found, 100.0) == "90 of 100 documents, 900 pages, 1.0 pages/s, about 2 min left"


def test_machines_get_a_json_object_a_line(capsys):
    """Every event is one line of JSON without nulls."""
    json_lines(Event("failed", total=2, finished=1, document="a.pdf", message="failed: a.pdf: needs a password"))
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line) == {
        "event": "failed", "total": 2, "finished": 1, "failures": 0, "pages": 0,
        "document": "a.pdf", "message": "failed: a.pdf: needs a password",
    }  # fmt: skip


def test_plain_lines_are_few(capsys):
    """A thousand documents in no time give no thousand lines."""
    say = PlainLines(every=60)
    for number in range(1000):
        say(Event("done", total=1000, finished=number))
    say(Event("found", total=1000, message="1000 documents found"))
    assert capsys.readouterr().err.splitlines() == ["1000 documents found"]
