"""The corpus' born-digital documents come back exactly: every paragraph and row of the source, in order."""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extract.arrange import arrange
from extract.intake import open_scan
from extract.reading import read_pages
from extract.settings import Limits, Settings
from extract.text import Text

ROOT = Path(__file__).parents[3]
SOURCES = sorted((ROOT / "corpus" / "sources").glob("*.txt"))


def text_of(path):
    """The arranged text of a document, restoration left out."""
    return Text.of(arrange(read_pages(open_scan(path, Limits()), Settings()))).string


def lines_of(text):
    """Lines without the empty slots of merged cells and without index rows; the title's rows run together."""
    lines = [" | ".join(cell for part in line.split("|") if (cell := part.strip())) for line in text.splitlines()]
    return [line for line in lines if not re.fullmatch(r"\(1\)( \| \(\d\))+", line)]


def test_there_are_sources():
    """The documents are there, so that the test below cannot pass on nothing."""
    assert len(SOURCES) >= 6


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_text_is_that_of_the_source(source):
    """Text, order and paragraphs equal the source's; only a title of two rows becomes one line."""
    pytest.importorskip("reportlab")
    command = [sys.executable, str(ROOT / "scripts" / "build_corpus_cli.py"), "--text", str(source)]
    truth = lines_of(subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout)
    found = lines_of(text_of(ROOT / "corpus" / f"{source.stem}.pdf"))
    assert " ".join(found) == " ".join(truth)
    assert set(found) - set(truth) == {line for line in found if line not in truth and _is_title(line, truth)}


def _is_title(line, truth):
    return any(line == f"{a} {b}" for a, b in itertools.pairwise(truth))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_arranged_text_arranges_to_itself(source, tmp_path):
    """The text of a document, read again as plain text, gives the same paragraphs and rows."""
    once = text_of(ROOT / "corpus" / f"{source.stem}.pdf")
    path = tmp_path / "again.txt"
    path.write_text(once, encoding="utf-8")
    assert lines_of(text_of(path)) == lines_of(once)
