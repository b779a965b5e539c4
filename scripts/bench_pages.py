"""Processor time of reading born-digital PDFs step by step, to the records; the best of several runs counts."""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from extract.arrange import arrange
from extract.intake import open_scan
from extract.outline import outline
from extract.readers import read
from extract.reading import read_pages
from extract.settings import Limits, Settings
from extract.text import Text

CORPUS = Path(__file__).parents[1] / "corpus"
RUNS = 5
STEPS = ("intake", "reading", "arranging", "text", "outline", "readers")


def timed(path: Path) -> tuple[int, int, list[float]]:
    """Pages, tables and the processor seconds of each step for one document."""
    marks = [time.process_time()]
    scan = open_scan(path, Limits())
    marks.append(time.process_time())
    pages = read_pages(scan, Settings())
    marks.append(time.process_time())
    blocks = arrange(pages)
    marks.append(time.process_time())
    text = Text.of(blocks)
    marks.append(time.process_time())
    outlined = outline(text)
    marks.append(time.process_time())
    read(text, outlined)
    marks.append(time.process_time())
    spent = [after - before for before, after in itertools.pairwise(marks)]
    return len(pages), sum(len(page.tables) for page in pages), spent


def main(paths: list[Path]) -> None:
    """Print a line a document: pages, tables, and milliseconds a page for each step."""
    print("document".ljust(46), "pages", "tables", *(step.rjust(10) for step in STEPS), "     total  ms a page")
    for path in paths:
        timed(path)
        runs = [timed(path) for _ in range(RUNS)]
        count, tables, spent = min(runs, key=lambda run: sum(run[2]))
        cells = (f"{1000 * seconds / count:10.1f}" for seconds in (*spent, sum(spent)))
        print(path.stem[:46].ljust(46), f"{count:5d} {tables:6d}", *cells)


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    main(given or sorted(path for path in CORPUS.glob("*.pdf") if "__" not in path.stem))
