"""Command line of the corpus builder: `scripts/build_corpus [--plain TEXT OUT.pdf] [--text SOURCE] [STEM ...]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from build_corpus_layout import layout
from build_corpus_plain import parse_plain
from build_corpus_source import is_source, parse_source, truth_lines

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Build the whole corpus, or lay out one text, or print the text a document should give."""
    parser = argparse.ArgumentParser(prog="scripts/build_corpus", description=__doc__)
    parser.add_argument("stems", nargs="*", help="documents of corpus/sources to build; all of them when none is named")
    parser.add_argument("--plain", nargs=2, metavar=("TEXT", "OUT.pdf"), help="lay out any plan text as a PDF")
    parser.add_argument("--face", help="termes, freeserif or dejavu instead of the face the source names")
    parser.add_argument("--text", metavar="SOURCE", help="print the document's text, one paragraph a line")
    parser.add_argument("--out", type=Path, default=ROOT / "corpus", help="folder for the PDFs")
    arguments = parser.parse_args()
    if arguments.plain:
        layout(*arguments.plain, face=arguments.face)
    elif arguments.text:
        text = Path(arguments.text).read_text(encoding="utf-8-sig")
        document = parse_source(text) if is_source(text) else parse_plain(text)
        print("\n".join(truth_lines(document)))
    else:
        build(arguments.out, arguments.stems)
    return 0


def build(out: Path, stems: list[str]) -> None:
    """Draw every source as a born-digital PDF."""
    for source in sorted((ROOT / "corpus" / "sources").glob("*.txt")):
        if not stems or source.stem in stems:
            layout(source, out / f"{source.stem}.pdf")
            print(out / f"{source.stem}.pdf")


if __name__ == "__main__":
    sys.exit(main())
