"""`text`, `restore` and `doctor` as a user calls them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.extract.conftest import CLONE, PLAN, kehoach


def _piped(content, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "extract.cli", *arguments], input=content, cwd=CLONE, capture_output=True, check=False
    )


def test_restore_repairs_standard_input_and_keeps_its_layout():
    """Lines, blank lines and the last line end stay; words are repaired."""
    done = _piped(b"Ke hoach phat trien\n\nkinh te xa hoi\n", "restore")
    assert done.returncode == 0
    assert done.stdout.decode() == "Kế hoạch phát triển\n\nkinh tế xã hội\n"


def test_restore_says_what_it_cannot_read(tmp_path):
    """A PDF is no text: one line, and what to do instead."""
    (tmp_path / "a.bin").write_bytes(bytes(range(256)))
    done = kehoach("restore", tmp_path / "a.bin")
    assert (done.code, len(done.said.splitlines())) == (1, 1)
    assert "kehoach text" in done.said


def test_text_prints_what_extract_writes(plans, tmp_path):
    """`kehoach text FILE` is DIR/text/<stem>.txt."""
    kehoach("extract", plans, "--out", tmp_path / "out")
    printed = kehoach("text", plans / "plan1.txt").printed
    assert printed == (tmp_path / "out" / "text" / "plan1.txt").read_text(encoding="utf-8")


@pytest.mark.tesseract
def test_doctor_finds_a_machine_that_was_set_up_in_order():
    """Exit code 0, every needed thing with its version."""
    done = kehoach("doctor")
    assert done.code == 0, done.printed
    assert "MISSING" not in done.printed


def test_doctor_names_the_command_that_mends(tmp_path):
    """Without Tesseract on the path: code 3 and how to install it."""
    done = kehoach("doctor", PATH=str(tmp_path))
    assert done.code == 3
    assert "tesseract-ocr-vie" in done.printed or "brew install" in done.printed


def test_a_plan_is_what_it_was(plans):
    """The fixture's plan can be read at all: a guard against tests that pass on nothing."""
    assert PLAN.splitlines()[2] in kehoach("text", plans / "plan2.txt").printed
