"""Recognition measured: word, character and figure errors, seconds a page, memory; OCRmyPDF beside it in the same run.

    bench_ocr [SOURCE ...] [--levels 2,3,4] [--seed N] [--jobs N] [--face NAME] [--no-ocrmypdf]

A SOURCE is a text of corpus/sources or any plan text; it is laid out, damaged by scripts/simulate_scan at each level
and read. Words are runs of letters and digits with case and tone placement folded, lines that hold nothing but a page
number left out; errors are the least edits that turn what was read into the truth ("in order"), or those that remain
without regard to order ("bag"). A figure is a word with a digit. A figure read wrongly counts as flagged where its
confidence is below 0.9 or a doubt stands against it, else as silent.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from build_corpus_layout import layout  # noqa: E402  the path is set above
from build_corpus_plain import parse_plain  # noqa: E402
from build_corpus_source import is_source, parse_source, truth_lines  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402

from diacritics.letters import tone_fold  # noqa: E402
from extract.settings import Settings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.page import Page, Sheet, Word

SOURCES = ("kh_nong_thon_moi_tinh_gia_lai",)
TONE_SIGNS = str.maketrans("12345", "`'?~.")


@dataclass(slots=True)
class Count:
    """Errors counted over documents."""

    words: int = 0
    in_order: int = 0
    bag: int = 0
    letters: int = 0
    letter_errors: int = 0

    def add(self, truth: str, got: str) -> None:
        """Count one document."""
        wanted, read = tokens(truth), tokens(got)
        self.words += len(wanted)
        self.in_order += Levenshtein.distance(wanted, read)
        self.bag += max(len(wanted), len(read)) - sum((Counter(wanted) & Counter(read)).values())
        spelled, spelled_got = " ".join(wanted), " ".join(read)
        self.letters += len(spelled)
        self.letter_errors += Levenshtein.distance(spelled, spelled_got)

    def __str__(self) -> str:
        """Say the rates with what they are rates of."""
        rates = (self.in_order / self.words, self.bag / self.words, self.letter_errors / self.letters)
        return "words in order {:.2%}, bag {:.2%}, letters {:.2%}".format(*rates)


@dataclass(slots=True)
class Figures:
    """What became of the figures."""

    tally: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, truth: str, words: Sequence[Word]) -> None:
        """Count the figures of one document by aligning it, word by word, with what was read."""
        wanted = tokens(truth)
        read = [(token, word) for word in words for token in tokens(word.text, drop_numbers=False)]
        for step in Levenshtein.opcodes(wanted, [token for token, _ in read]):
            left, right = wanted[step.src_start : step.src_end], read[step.dest_start : step.dest_end]
            if step.tag == "equal":
                for token, pair in zip(left, right, strict=True):
                    self._compare([token], [pair])
            else:
                self._compare(left, right)

    def _compare(self, left: Sequence[str], right: Sequence[tuple[str, Word]]) -> None:
        free = list(right)
        for token in filter(is_figure, left):
            match = next((pair for pair in free if pair[0] == token), None)
            if match is not None:
                free.remove(match)
                flagged = doubted(match[1])
                self.tally["right, flagged" if flagged else "right"] += 1
                self.examples += [f"right, flagged: {match[1].text} {match[1].doubt}"] * flagged
            else:
                flagged = any(doubted(word) for _, word in right)
                kind = ("wrong, flagged" if flagged else "wrong, silent") if right else "missed"
                self.tally[kind] += 1
                self.examples.append(f"{kind}: {token} / {' '.join(word.raw for _, word in right)}")

    def __str__(self) -> str:
        """Say all counts and the total."""
        kinds = ("right", "right, flagged", "wrong, flagged", "wrong, silent", "missed")
        return f"{self.tally.total()} figures: " + "; ".join(f"{kind} {self.tally[kind]}" for kind in kinds)


def tokens(text: str, *, drop_numbers: bool = True) -> list[str]:
    """Return runs of letters and digits, folded; lines of digits alone (page numbers) are left out."""
    lines = unicodedata.normalize("NFC", text).lower().replace("\f", "\n").splitlines()
    kept = (line for line in lines if not (drop_numbers and line.strip().isdigit()))
    return [folded(token) for line in kept for token in re.findall(r"\w+", line)]


def folded(token: str) -> str:
    """Return a word with its tone as a sign at its end, a figure as it is."""
    return token if is_figure(token) else tone_fold(token).translate(TONE_SIGNS)


def is_figure(token: str) -> bool:
    """Tell whether a token holds a digit."""
    return any(sign.isdigit() for sign in token)


def doubted(word: Word) -> bool:
    """Tell whether a reader is warned of a word."""
    return word.doubt is not None or word.confidence < 0.9


def read_sheet(sheet: Sheet) -> tuple[Page, float, int]:
    """Recognise one page in a worker: the page, its seconds, and the worker's peak memory in MiB."""
    from extract.engines import open_engine
    from extract.reading.recognise import recognise_sheet

    settings = Settings()
    start = time.perf_counter()
    page = recognise_sheet(sheet, settings, open_engine(settings))
    return page, time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def words_of(pages: Iterable[Page]) -> list[Word]:
    """Return the words of pages as recognised, lines before tables."""
    words = []
    for page in pages:
        cells = (cell for table in page.tables for row in table.rows for cell in row if not cell.filled)
        lines = (*page.lines, *(line for cell in cells for line in cell.lines))
        words += [word for line in lines for word in line.words]
    return words


def measure(scan: Path, truth: str, jobs: int) -> tuple[Count, Count, Figures, tuple[float, int, int]]:
    """Read a scan; return errors as recognised and as restored, the figures, and (seconds, pages, MiB)."""
    from extract.arrange import arrange
    from extract.intake import open_scan
    from extract.pipeline import restorer
    from extract.restore import restore
    from extract.text import Text

    start = time.perf_counter()
    sheets = open_scan(scan, Settings().limits).sheets
    with ProcessPoolExecutor(jobs) as pool:
        read = list(pool.map(read_sheet, sheets))
    spent = time.perf_counter() - start
    pages = tuple(page for page, _, _ in read)
    raw, restored, figures = Count(), Count(), Figures()
    raw.add(truth, "\n".join(word.raw for word in words_of(pages) if not word.raw.isdigit() or len(word.raw) > 2))
    text = Text.of(restore(arrange(pages), restorer()))
    restored.add(truth, text.string)
    figures.add(truth, text.words)
    return raw, restored, figures, (spent, len(pages), max(memory for _, _, memory in read))


def ocrmypdf(scan: Path, truth: str) -> tuple[Count, float]:
    """Read a scan with OCRmyPDF and two jobs; return its errors and its seconds."""
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        command = ["ocrmypdf", "-q", "-l", "vie", "--jobs", "2", "--output-type", "pdf", "--sidecar", str(text)]
        start = time.perf_counter()
        subprocess.run([*command, str(scan), str(Path(folder) / "out.pdf")], check=True, capture_output=True)
        spent = time.perf_counter() - start
        count.add(truth, text.read_text(encoding="utf-8"))
    return count, spent


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


def main() -> int:
    """Print a block of figures for each level."""
    parser = argparse.ArgumentParser(prog="scripts/bench_ocr", description=__doc__)
    parser.add_argument("sources", nargs="*", default=SOURCES)
    parser.add_argument("--levels", default="2,3,4")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--face", default=None)
    parser.add_argument("--no-ocrmypdf", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true", help="name each figure that is not right")
    arguments = parser.parse_args()
    compare = shutil.which("ocrmypdf") is not None and not arguments.no_ocrmypdf
    with tempfile.TemporaryDirectory() as folder:
        for level in (int(part) for part in arguments.levels.split(",")):
            bench(level, arguments, Path(folder), compare=compare)
    return 0


def bench(level: int, arguments: argparse.Namespace, folder: Path, *, compare: bool) -> None:
    """Measure one level of damage over all sources."""
    raw, restored, figures, theirs = Count(), Count(), Figures(), Count()
    seconds, pages, memory, their_seconds = 0.0, 0, 0, 0.0
    for name in arguments.sources:
        scan, truth = scan_of(source_of(name), level, arguments, folder)
        one_raw, one_restored, one_figures, (spent, count, peak) = measure(scan, truth, arguments.jobs)
        _merge(raw, one_raw)
        _merge(restored, one_restored)
        figures.tally += one_figures.tally
        figures.examples += one_figures.examples
        seconds, pages, memory = seconds + spent, pages + count, max(memory, peak)
        if compare:
            count_theirs, spent = ocrmypdf(scan, truth)
            _merge(theirs, count_theirs)
            their_seconds += spent
    print(f"level {level}: {pages} pages, {raw.words} words")
    print(f"  as recognised   {raw}")
    print(f"  as restored     {restored}")
    print(f"  figures         {figures}")
    print(f"  {seconds / pages:.2f} s a page with {arguments.jobs} jobs; a worker's peak memory {memory} MiB")
    if compare:
        print(f"  ocrmypdf        {theirs}; {their_seconds / pages:.2f} s a page")
        print(f"  time against ocrmypdf in this run: {seconds / their_seconds:.2f}")
    if arguments.verbose:
        print("\n".join(f"    {example}" for example in figures.examples))


def _merge(total: Count, one: Count) -> None:
    for name in ("words", "in_order", "bag", "letters", "letter_errors"):
        setattr(total, name, getattr(total, name) + getattr(one, name))


if __name__ == "__main__":
    sys.exit(main())
