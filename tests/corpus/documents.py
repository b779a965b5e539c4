"""What the corpus tests share: folders, sources and labels."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
GOLDEN = ROOT / "golden"

STEMS = sorted(path.stem for path in (CORPUS / "sources").glob("*.txt"))


def _lacking() -> str:
    """What of the builder's fonts and libraries this machine lacks."""
    from build_corpus_fonts import missing_fonts

    lacking = [name for name in ("reportlab", "fontTools") if find_spec(name) is None]
    return ", ".join([*lacking, *map(str, missing_fonts())])


needs_builder = pytest.mark.skipif(bool(_lacking()), reason=f"the corpus builder needs {_lacking()}")


def labels(stem: str) -> dict:
    """The golden record of a document."""
    return json.loads((GOLDEN / f"{stem}.json").read_text(encoding="utf-8"))


def source_lines(stem: str) -> list[str]:
    """The lines of text the document shows."""
    from build_corpus_source import parse_source, truth_lines

    return truth_lines(parse_source((CORPUS / "sources" / f"{stem}.txt").read_text(encoding="utf-8")))
