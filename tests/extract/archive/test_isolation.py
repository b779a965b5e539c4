"""Children at arm's length, with real processes and files made to do harm."""

from __future__ import annotations

import os
import random
import time

import pytest

from extract.archive.isolation import Children
from extract.archive.jobs import Document, Extracted, Probe, Probed
from extract.archive.single import read_isolated
from extract.errors import Crashed, Encrypted, NoText, TookTooLong, TookTooMuch
from extract.settings import Limits, Settings
from scripts.hostile import MAKERS
from tests.extract.conftest import PLAN


@pytest.fixture
def children():
    """A stock of children with short limits, ended afterwards."""
    stock = Children(Limits(page_seconds=6, memory_mib=2048))
    yield stock
    stock.close()


@pytest.fixture
def patient():
    """A stock of children that may take their time, on a busy machine too."""
    stock = Children(Limits(memory_mib=2048))
    yield stock
    stock.close()


def _document(path):
    return Document(path, path.name, Settings(limits=Limits(page_seconds=6, memory_mib=2048)))


@pytest.fixture
def good(tmp_path):
    """A small plan that can be read."""
    path = tmp_path / "good.txt"
    path.write_text(PLAN.format(n=1), encoding="utf-8")
    return path


def test_a_child_is_kept_for_many_documents(patient, good):
    """The second document is read by the same process."""
    for _ in range(2):
        assert isinstance(patient.run(_document(good)), Extracted)
    (child,) = patient._idle
    assert child.jobs == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["form_calls_itself.pdf", "graph_of_forms.pdf", "nested_flate.pdf"])
def test_harm_is_stopped_from_outside_and_the_next_document_read(children, good, tmp_path, name):
    """What hangs or eats memory is ended at its limit; the stock goes on."""
    bad = tmp_path / name
    bad.write_bytes(MAKERS[name](random.Random(3)))
    began = time.monotonic()
    with pytest.raises((TookTooLong, TookTooMuch, Crashed, NoText)) as stopped:
        children.run(_document(bad))
    assert stopped.value.remedy
    assert time.monotonic() - began < 30
    assert isinstance(children.run(_document(good)), Extracted)


def test_an_encrypted_file_is_a_fault_and_its_child_lives_on(children, tmp_path):
    """A fault of the document is no fault of the child."""
    path = tmp_path / "locked.pdf"
    path.write_bytes(MAKERS["encrypted.pdf"](random.Random(1)))
    with pytest.raises(Encrypted, match="password"):
        children.run(_document(path))
    assert len(children._idle) == 1


def test_a_child_that_dies_is_replaced(patient, good):
    """An idle child killed by somebody else is not given work."""
    patient.run(_document(good))
    os.kill(patient._idle[0].process.pid, 9)
    patient._idle[0].process.wait()
    assert isinstance(patient.run(_document(good)), Extracted)


def test_no_child_outlives_its_stock(good):
    """`close` ends idle children and leaves none behind."""
    stock = Children(Limits())
    stock.run(_document(good))
    child = stock._idle[0]
    stock.close()
    assert child.process.returncode is not None


def test_versions_are_asked_of_a_child(children):
    """The parent loads no engine to say what results depend on."""
    answer = children.run(Probe(Settings()))
    assert isinstance(answer, Probed)
    assert "schema" in answer.versions


def test_one_document_can_be_read_isolated(good):
    """`read_isolated` gives the same plan as reading in this process."""
    from extract.pipeline import extract_document

    result = read_isolated(good, Settings())
    assert result.plan == extract_document(good, Settings()).plan.to_json()
