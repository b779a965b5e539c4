"""Recognition measured: word, character and figure errors, seconds a page, memory; OCRmyPDF beside it in the same run.

    bench_ocr [SOURCE ...] [--levels 2,3,4] [--seed N] [--jobs N] [--face NAME] [--no-ocrmypdf]
    bench_ocr --pages FOLDER [--jobs N] [--no-ocrmypdf] [--no-tesseract]

A SOURCE is a text of corpus/sources or any plan text; it is laid out, damaged by scripts/simulate_scan at each level
and read. With --pages, scans of one's own are read, each NAME.pdf (or .png, .jpg, .tif) of the folder measured by the
transcript NAME.txt beside it, and Tesseract alone is measured too. Words are runs of letters and digits with case and
tone placement folded, lines that hold nothing but a page number left out; errors are the least edits that turn what was
read into the truth ("in order"), or those that remain without regard to order ("bag"). A figure is a word with a digit.
A figure read wrongly counts as flagged where its confidence is below 0.9 or a doubt stands against it, else as silent.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench_ocr_count import Count, Figures, Silent  # noqa: E402  the path is set above
from build_corpus_layout import layout  # noqa: E402
from build_corpus_plain import parse_plain  # noqa: E402
from build_corpus_source import is_source, parse_source, truth_lines  # noqa: E402

from extract.settings import Settings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.page import Page, Scan, Sheet, Word

SOURCES = ("kh_nong_thon_moi_tinh_gia_lai",)
_HAS_TEXT = 6  # what OCRmyPDF answers where a page has a text layer already
SCANS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})


@dataclass(slots=True)
class Cost:
    """Time over documents: by the clock, and of all processes together."""

    seconds: float = 0.0
    processor: float = 0.0

    def add(self, other: Cost) -> None:
        """Add the time of another document."""
        self.seconds += other.seconds
        self.processor += other.processor


class Clock:
    """Measures what runs in a with block; child processes count once they have ended."""

    def __enter__(self) -> Self:
        """Start."""
        self._clock, self._spent = time.perf_counter(), _processor()
        return self

    def __exit__(self, *_fault: object) -> None:
        """Stop; `cost` holds what was spent."""
        self.cost = Cost(time.perf_counter() - self._clock, _processor() - self._spent)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@dataclass(slots=True)
class Result:
    """What was read of documents, by us and by others."""

    raw: Count = field(default_factory=Count)
    restored: Count = field(default_factory=Count)
    figures: Figures = field(default_factory=Figures)
    cost: Cost = field(default_factory=Cost)
    pages: int = 0
    memory: int = 0
    theirs: Count = field(default_factory=Count)
    their_cost: Cost = field(default_factory=Cost)
    alone: Count = field(default_factory=Count)
    alone_figures: Silent = field(default_factory=Silent)

    def add(self, other: Result) -> None:
        """Add another document's."""
        for mine, one in ((self.raw, other.raw), (self.restored, other.restored), (self.theirs, other.theirs)):
            mine.merge(one)
        self.alone.merge(other.alone)
        self.figures.merge(other.figures)
        self.alone_figures.merge(other.alone_figures)
        self.cost.add(other.cost)
        self.their_cost.add(other.their_cost)
        self.pages += other.pages
        self.memory = max(self.memory, other.memory)


def read_sheet(scan: Scan, sheet: Sheet) -> tuple[Page, int]:
    """Read one page in a worker, as kehoach does: the page, and the worker's peak memory in MiB."""
    from extract.reading import read_pages

    (page,) = read_pages(replace(scan, sheets=(sheet,)), Settings())
    return page, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def words_of(pages: Iterable[Page]) -> list[Word]:
    """Return the words of pages as recognised, lines before tables."""
    words = []
    for page in pages:
        cells = (cell for table in page.tables for row in table.rows for cell in row if not cell.filled)
        lines = (*page.lines, *(line for cell in cells for line in cell.lines))
        words += [word for line in lines for word in line.words]
    return words


def measure(scan: Path, truth: str, jobs: int) -> Result:
    """Read a scan and count what is wrong, as recognised and as restored."""
    from extract.arrange import arrange
    from extract.intake import open_scan
    from extract.pipeline import restorer
    from extract.restore import restore
    from extract.text import Text

    with Clock() as clock:
        opened = open_scan(scan, Settings().limits)
        with ProcessPoolExecutor(jobs) as pool:
            read = list(pool.map(partial(read_sheet, opened), opened.sheets))
    pages = tuple(page for page, _ in read)
    result = Result(cost=clock.cost, pages=len(pages), memory=max(memory for _, memory in read))
    result.raw.add(
        truth, "\n".join(word.raw for word in words_of(pages) if not word.raw.isdigit() or len(word.raw) > 2)
    )
    text = Text.of(restore(arrange(pages), restorer()))
    result.restored.add(truth, text.string)
    result.figures.add(truth, text.words)
    return result


def ocrmypdf(scan: Path, truth: str, result: Result) -> None:
    """Read a scan with OCRmyPDF and two jobs; add its errors and its cost."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        options = ["-q", "-l", "vie", "--jobs", "2", "--output-type", "pdf", "--sidecar", str(text)]
        if scan.suffix.lower() != ".pdf":
            options += ["--image-dpi", "200"]
        command = ["ocrmypdf", *options, str(scan), str(Path(folder) / "out.pdf")]
        with Clock() as clock:
            done = subprocess.run(command, check=False, capture_output=True)
        if done.returncode == _HAS_TEXT:
            with Clock() as clock:
                done = subprocess.run([*command, "--force-ocr"], check=False, capture_output=True)
        done.check_returncode()
        result.their_cost.add(clock.cost)
        result.theirs.add(truth, text.read_text(encoding="utf-8"))


def tesseract_alone(scan: Path, truth: str, result: Result) -> None:
    """Read each page with the tesseract program as it was scanned; add its errors, all of which are silent."""
    from PIL import Image

    from extract.intake import draw, native_dpi, open_scan

    limits = Settings().limits
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.png"
        for sheet in open_scan(scan, limits).sheets:
            dpi = native_dpi(sheet) or 200.0
            Image.fromarray(draw(sheet, dpi, limits=limits)).save(picture, dpi=(dpi, dpi))
            command = ["tesseract", str(picture), "-", "-l", "vie"]
            alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads only get in one another's way
            texts.append(subprocess.run(command, check=True, capture_output=True, text=True, env=alone).stdout)
    result.alone.add(truth, "\n".join(texts))
    result.alone_figures.add(truth, "\n".join(texts))


def source_of(name: str) -> Path:
    """Return the text that a name stands for."""
    path = Path(name)
    return path if path.exists() else ROOT / "corpus" / "sources" / f"{name}.txt"


def scan_of(source: Path, level: int, arguments: argparse.Namespace, folder: Path) -> tuple[Path, str]:
    """Lay a text out, damage it, and return the scan and its truth."""
    text = source.read_text(encoding="utf-8-sig")
    document = parse_source(text) if is_source(text) else parse_plain(text)
    printed, scan = folder / f"{source.stem}.pdf", folder / f"{source.stem}_{level}.pdf"
    if not printed.exists():
        layout(source, printed, face=arguments.face)
    simulate = [sys.executable, str(ROOT / "scripts" / "simulate_scan_cli.py"), str(printed), str(scan)]
    subprocess.run(
        [*simulate, "--level", str(level), "--seed", str(arguments.seed)], check=True, stdout=subprocess.DEVNULL
    )
    return scan, "\n".join(truth_lines(document))


def transcribed(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the scans of a folder that have a transcript beside them, and the transcript."""
    for scan in sorted(folder.iterdir()):
        transcript = scan.with_suffix(".txt")
        if scan.suffix.lower() in SCANS and transcript.exists():
            yield scan, transcript.read_text(encoding="utf-8-sig")


def main() -> int:
    """Print a block of figures for each level, or for each scan of a folder and for all of them."""
    parser = argparse.ArgumentParser(prog="scripts/bench_ocr", description=__doc__)
    parser.add_argument("sources", nargs="*", default=SOURCES)
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="scans with transcripts, NAME.pdf and NAME.txt")
    parser.add_argument("--levels", default="2,3,4")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--face", default=None)
    parser.add_argument("--no-ocrmypdf", action="store_true")
    parser.add_argument("--no-tesseract", action="store_true", help="with --pages: leave Tesseract alone out")
    parser.add_argument("-v", "--verbose", action="store_true", help="name each figure that is not right")
    arguments = parser.parse_args()
    if arguments.pages is not None:
        return bench_pages(arguments)
    with tempfile.TemporaryDirectory() as folder:
        for level in (int(part) for part in arguments.levels.split(",")):
            total = Result()
            for name in arguments.sources:
                total.add(bench(*scan_of(source_of(name), level, arguments, Path(folder)), arguments))
            show(f"level {level}", total, arguments)
    return 0


def bench_pages(arguments: argparse.Namespace) -> int:
    """Measure the scans of a folder, Tesseract alone beside them; 1 when there is none with a transcript."""
    total = Result()
    for scan, truth in transcribed(arguments.pages):
        one = bench(scan, truth, arguments)
        if not arguments.no_tesseract:
            tesseract_alone(scan, truth, one)
        show(scan.name, one, arguments)
        total.add(one)
    if not total.pages:
        print(f"no scan with a transcript beside it in {arguments.pages}", file=sys.stderr)
        return 1
    show("all", total, argparse.Namespace(**(vars(arguments) | {"verbose": False})))
    return 0


def bench(scan: Path, truth: str, arguments: argparse.Namespace) -> Result:
    """Measure one scan, and OCRmyPDF beside it where it is installed and wanted."""
    result = measure(scan, truth, arguments.jobs)
    if shutil.which("ocrmypdf") is not None and not arguments.no_ocrmypdf:
        ocrmypdf(scan, truth, result)
    return result


def show(name: str, result: Result, arguments: argparse.Namespace) -> None:
    """Print the figures of one or more documents."""
    seconds, pages = result.cost.seconds, result.pages
    print(f"{name}: {pages} pages, {result.raw.words} words")
    print(f"  as recognised   {result.raw}")
    print(f"  as restored     {result.restored}")
    print(f"  figures         {result.figures}")
    if result.alone.words:
        print(f"  tesseract alone {result.alone}")
        print(f"  its figures     {result.alone_figures}")
    print(f"  {seconds / pages:.2f} s a page with {arguments.jobs} jobs; a worker's peak memory {result.memory} MiB")
    if result.theirs.words:
        theirs = result.their_cost
        print(f"  ocrmypdf        {result.theirs}; {theirs.seconds / pages:.2f} s a page")
        shares = (seconds / theirs.seconds, result.cost.processor / theirs.processor)
        print("  time against ocrmypdf in this run: {:.2f}; processor time: {:.2f}".format(*shares))
    if arguments.verbose:
        print("\n".join(f"    {example}" for example in result.figures.examples))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
