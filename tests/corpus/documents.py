"""What the corpus tests share: folders, sources and labels."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
GOLDEN = ROOT / "golden"

STEMS = sorted(path.stem for path in (CORPUS / "sources").glob("*.txt"))


def labels(stem: str) -> dict:
    """The golden record of a document."""
    return json.loads((GOLDEN / f"{stem}.json").read_text(encoding="utf-8"))


def source_lines(stem: str) -> list[str]:
    """The lines of text the document shows."""
    from build_corpus_source import parse_source, truth_lines

    return truth_lines(parse_source((CORPUS / "sources" / f"{stem}.txt").read_text(encoding="utf-8")))
