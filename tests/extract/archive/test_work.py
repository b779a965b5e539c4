"""Documents through an executor: long ones shared, faults met with the tries that are due and no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Lock

import pytest

from extract.archive.jobs import Assembly, Begun, Document, Extracted, PageRange, PagesRead
from extract.archive.work import Workers, Workshop, each
from extract.errors import Crashed, Encrypted, EnvironmentFault, NotReadable, TookTooLong, TookTooMuch
from extract.page import Scan
from extract.settings import Settings

SCAN = Scan(Path("x.pdf"), "0" * 64, "scan", "application/pdf", ())


class Fake:
    """A worker whose answers are written down beforehand; it remembers the jobs it got."""

    def __init__(self, answer):
        self.answer = answer
        self.jobs = []
        self._lock = Lock()

    def __call__(self, job):
        """Note the job and give its answer, or raise it."""
        with self._lock:
            self.jobs.append(job)
            number = sum(type(j) is type(job) for j in self.jobs)
        result = self.answer(job, number)
        if isinstance(result, Exception):
            raise result
        return result


def _outcomes(answer, names=("a.pdf",), *, width=2, remote=False, size=0, call=each):
    fake = Fake(answer)
    begun = []
    with ThreadPoolExecutor(2) as executor:
        shop = Workshop(Workers(executor, partial(call, fake), lambda: width, 1.0, remote))
        jobs = [Document(Path(name), name, Settings(), size=size) for name in names]
        outcomes = list(shop.outcomes(jobs, begun.append))
    assert begun == list(names)
    return outcomes, fake


def _extracted(pages=1):
    return Extracted("{}", "", pages, 0)


def test_every_document_comes_out_once():
    """As many outcomes as jobs, whatever the width."""
    names = tuple(f"{i}.pdf" for i in range(25))
    outcomes, _ = _outcomes(lambda *_: _extracted(), names, width=3)
    assert sorted(outcome.shown for outcome in outcomes) == sorted(names)


def test_a_long_document_is_shared_and_put_together_once():
    """Its ranges are read as jobs of their own, then one job assembles all pages."""

    def answer(job, _):
        if isinstance(job, Document):
            return Begun(SCAN, b"first", ((3, 4), (5, 6)))
        return PagesRead(b"range") if isinstance(job, PageRange) else _extracted(6)

    ((outcome,), fake) = _outcomes(answer)
    assert outcome.result.pages == 6
    (assembly,) = [job for job in fake.jobs if isinstance(job, Assembly)]
    assert sorted(assembly.pages) == [b"first", b"range", b"range"]


def test_a_page_that_hangs_is_left_out_and_the_document_read():
    """One more try, without the page."""

    def answer(job, _):
        return _extracted() if 7 in job.skip else TookTooLong("slow", remedy="wait", page=7)

    ((outcome,), fake) = _outcomes(answer)
    assert outcome.fault is None
    assert [sorted(job.skip) for job in fake.jobs] == [[], [7]]


@pytest.mark.parametrize("fault", [Crashed, TookTooMuch])
def test_a_crash_gets_one_retry_as_it_was(fault):
    """A neighbour may have been to blame: the second try is the same job."""
    ((outcome,), fake) = _outcomes(lambda _, n: fault("died", remedy="none", page=2) if n == 1 else _extracted())
    assert outcome.fault is None
    assert [job.skip for job in fake.jobs] == [frozenset(), frozenset()]


def test_a_document_that_always_crashes_fails_with_its_reason():
    """It costs two tries where no page is to blame, and three where one is."""
    ((outcome,), fake) = _outcomes(lambda *_: Crashed("died", remedy="none"))
    assert (outcome.fault.code, str(outcome.fault), len(fake.jobs)) == ("crashed", "a.pdf: died; none", 2)
    ((outcome,), fake) = _outcomes(lambda *_: Crashed("died", remedy="none", page=len("abc")))
    assert (outcome.fault.page, len(fake.jobs)) == (3, 3)


def test_what_cannot_be_read_is_not_tried_again():
    """An encrypted file stays encrypted."""
    ((outcome,), fake) = _outcomes(lambda *_: Encrypted("needs a password", remedy="unlock it"))
    assert (outcome.fault.code, len(fake.jobs)) == ("encrypted", 1)


def test_one_bad_document_leaves_the_others_alone():
    """Each other document is read once."""
    names = tuple(f"{i}.pdf" for i in range(9))

    def answer(job, _):
        return Crashed("died", remedy="none") if job.shown == "4.pdf" else _extracted()

    outcomes, _ = _outcomes(answer, names)
    assert [outcome.shown for outcome in outcomes if outcome.fault] == ["4.pdf"]


def test_a_long_document_whose_range_fails_fails_once():
    """The other ranges in flight neither assemble it nor report it again."""

    def answer(job, _):
        if isinstance(job, Document):
            return Begun(SCAN, b"first", ((2,), (3,), (4,)))
        assert isinstance(job, PageRange)
        return Crashed("died", remedy="none", page=2) if 2 in job.numbers else PagesRead(b"x")

    outcomes, fake = _outcomes(answer)
    assert [outcome.fault.code for outcome in outcomes] == ["crashed"]
    assert not [job for job in fake.jobs if isinstance(job, Assembly)]


def test_a_remote_worker_that_does_not_see_the_file_gets_its_content(tmp_path):
    """Files go by path where the worker sees them, by bytes where not."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"content")

    def answer(job, _):
        return _extracted() if job.content == b"content" else NotReadable("no such file", remedy="share it")

    ((outcome,), fake) = _outcomes(answer, (str(path),), remote=True)
    assert (outcome.fault, len(fake.jobs)) == (None, 2)
    ((outcome,), fake) = _outcomes(answer, (str(path),))
    assert (outcome.fault.code, len(fake.jobs)) == ("not_readable", 1)


def _calls(names, **how):
    """The names of the documents that each call to a worker held, in order of the calls."""
    calls = []

    def call(run, jobs):
        calls.append([job.shown for job in jobs])
        return each(run, jobs)

    outcomes, _ = _outcomes(lambda *_: _extracted(), names, call=call, **how)
    assert sorted(outcome.shown for outcome in outcomes) == sorted(names)
    return calls


def test_small_documents_go_to_a_cluster_together_and_the_last_ones_alone():
    """A call holds several, so that the trip costs little; fewer towards the end, so that no worker waits long."""
    names = tuple(f"{i:03}.txt" for i in range(100))
    sizes = [len(call) for call in _calls(names, width=3, remote=True, size=5_000)]
    assert (sizes[0], sizes[-1]) == (8, 1)
    assert len(sizes) < 30
    assert {len(call) for call in _calls(names, width=3, remote=False, size=5_000)} == {1}


def test_large_documents_go_alone():
    """What takes long is not held up by a neighbour, nor lost with it."""
    names = tuple(f"{i:03}.pdf" for i in range(100))
    assert {len(call) for call in _calls(names, width=3, remote=True, size=200_000)} == {1}


def test_a_fault_among_documents_that_went_together_costs_itself_only():
    """Its neighbours in the call are read once."""
    names = tuple(f"{i:03}.txt" for i in range(40))

    def answer(job, _):
        return Encrypted("needs a password", remedy="unlock it") if job.shown == "002.txt" else _extracted()

    outcomes, fake = _outcomes(answer, names, width=2, remote=True)
    assert [outcome.shown for outcome in outcomes if outcome.fault] == ["002.txt"]
    assert len(fake.jobs) == 40


def test_documents_of_a_lost_worker_are_tried_again_alone():
    """Whichever of them was to blame is found; the others are read."""
    names = tuple(f"{i:03}.txt" for i in range(40))
    calls = []

    def call(run, jobs):
        calls.append([job.shown for job in jobs])
        if "002.txt" in calls[-1]:
            raise OSError("the worker is gone")
        return each(run, jobs)

    outcomes, _ = _outcomes(lambda *_: _extracted(), names, width=2, remote=True, call=call)
    (failed,) = [outcome for outcome in outcomes if outcome.fault]
    assert (failed.shown, failed.fault.code) == ("002.txt", "crashed")
    assert len(outcomes) == 40
    (together,) = [names for names in calls if "002.txt" in names and len(names) > 1]
    assert all([name] in calls for name in together)


def test_a_worker_that_would_read_otherwise_ends_the_run():
    """A fault of the environment is no document's fault."""

    def call(*_):
        raise EnvironmentFault("another version; install the same")

    with pytest.raises(EnvironmentFault, match="install the same"):
        _outcomes(lambda *_: _extracted(), remote=True, call=call)
