"""Command line of the corpus builder: sources to PDFs and scans, or any plan text to a PDF."""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

from build_corpus_layout import layout
from build_corpus_measure import misread
from build_corpus_plain import parse_plain
from build_corpus_source import Document, is_source, parse_source, truth_lines
from simulate_scan_cli import simulate
from simulate_scan_levels import damage_of
from simulate_scan_pages import Hand

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"


def main() -> int:
    """Build the corpus, or lay out one text, or print the text a document should give."""
    parser = argparse.ArgumentParser(prog="scripts/build_corpus", description=__doc__)
    parser.add_argument("stems", nargs="*", help="documents of corpus/sources to build; all of them when none is named")
    parser.add_argument("--plain", nargs=2, metavar=("TEXT", "OUT.pdf"), help="lay out any plan text as a PDF")
    parser.add_argument("--face", help="termes, freeserif or dejavu instead of the face the source names")
    parser.add_argument("--text", metavar="SOURCE", help="print the document's text, one paragraph a line")
    parser.add_argument("--out", type=Path, default=CORPUS, help="folder for PDFs and scans")
    parser.add_argument("--measure", action="store_true", help="print what Tesseract alone gets wrong on each scan")
    parser.add_argument("--no-scans", action="store_true", help="born-digital PDFs only")
    arguments = parser.parse_args()
    if arguments.plain:
        layout(*arguments.plain, face=arguments.face)
    elif arguments.text:
        print("\n".join(truth_lines(read_document(Path(arguments.text)))))
    elif arguments.measure:
        measure()
    else:
        build(arguments.out, arguments.stems, scans=not arguments.no_scans)
    return 0


def measure() -> None:
    """One line a scan: level, and words and figures that Tesseract alone gets wrong."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    for entry in scan_list():
        truth = truth_lines(read_document(CORPUS / "sources" / f"{entry['source']}.txt"))
        count = misread(CORPUS / entry["target"], truth)
        print(
            f"{entry['target']}  level {entry['level']}  words wrong {count.words_wrong} of {count.words} "
            f"({count.words_wrong / count.words:.1%})  figures wrong {count.figures_wrong} of {count.figures}"
        )


def scan_list() -> list[dict[str, Any]]:
    """The entries of corpus/scans.toml."""
    entries: list[dict[str, Any]] = tomllib.loads((CORPUS / "scans.toml").read_text(encoding="utf-8"))["scan"]
    return entries


def read_document(path: Path) -> Document:
    """A source or a plain text as blocks."""
    text = path.read_text(encoding="utf-8-sig")
    return parse_source(text) if is_source(text) else parse_plain(text)


def build(out: Path, stems: list[str], *, scans: bool = True) -> None:
    """Draw the sources as PDFs and make the scans that corpus/scans.toml lists; print each path."""
    for source in sorted((CORPUS / "sources").glob("*.txt")):
        if not stems or source.stem in stems:
            layout(source, out / f"{source.stem}.pdf")
            print(out / f"{source.stem}.pdf")
    for entry in scan_list() if scans else []:
        if not stems or entry["source"] in stems:
            damage = damage_of(entry["level"], entry.get("dpi"), entry.get("mode"))
            pdf, target = out / f"{entry['source']}.pdf", out / entry["target"]
            measures = simulate(
                pdf, target, damage, entry["seed"], Hand(damage.ink, e_signature=entry.get("e_signature", ""))
            )
            angles = ", ".join(f"{m['angle']:.1f}" for m in measures)
            print(f"{target}  level {entry['level']}, {damage.dpi} dpi {damage.mode}, turned by {angles} degrees")


if __name__ == "__main__":
    sys.exit(main())
