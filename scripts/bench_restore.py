"""How well damaged text is restored: words right before and after, words harmed, and speed, beside pyvi.

    bench_restore [FOLDER] [--half dev|kept|all] [--pages N] [--cache DIR] [--only CLASSES] [--layers SCAN.pdf...] [-v]

FOLDER (../shared where it is there) holds plans/*.txt, correct text that no training has seen, and optionally
seeds/NAME.txt with truth/NAME.txt. Classes: A, text stripped of marks; B, pages drawn from plans and read by
Tesseract in a wrong language, and the seed read so; C, the seed of the old engine; D, moderate scans read by Tesseract
`vie`; R, correct text; L, layers of old engines in the scans of --layers, beside what Tesseract `vie`, itself a little
wrong, reads in their images, line by line. Words are counted as runs of letters, case and tone placement folded,
aligned over the whole text by least edits. Speed is in words a second of processor time, in one thread.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import textwrap
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["OMP_THREAD_LIMIT"] = os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

# The settings above must stand before numpy and our own package are loaded.
import numpy as np  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402

from diacritics import Restoration, Restorer, tone_fold  # noqa: E402
from diacritics.letters import strip_marks  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORD = re.compile(r"[^\W\d_]+")
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0001)


@dataclass(frozen=True, slots=True)
class Sample:
    """Damaged text and what it should be."""

    kind: str
    name: str
    raw: str
    truth: str


def words(text: str) -> list[str]:
    return [tone_fold(word) for word in WORD.findall(unicodedata.normalize("NFC", text))]


def opcodes(truth: list[str], got: list[str]) -> list[tuple[str, int, int, int, int]]:
    ids: dict[str, int] = {}
    left, right = ([ids.setdefault(word, len(ids)) for word in side] for side in (truth, got))
    return [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Levenshtein.opcodes(left, right)]


def right_places(truth: list[str], got: list[str]) -> set[int]:
    return {i for tag, a, b, _, _ in opcodes(truth, got) if tag == "equal" for i in range(a, b)}


def invented(truth: list[str], got: list[str]) -> int:
    """Words too many: inserted ones, and those by which a replaced run grew."""
    return sum(max((d - c) - (b - a), 0) for tag, a, b, c, d in opcodes(truth, got) if tag != "equal")


def halves(folder: Path, half: str) -> list[Path]:
    plans = sorted((folder / "plans").glob("*.txt"))
    return {"dev": plans[::2], "kept": plans[1::2], "all": plans}[half]


def read_text(path: Path) -> str:
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))


def page_of(plan: str, rng: random.Random) -> list[str]:
    """About thirty lines of a plan from a random place, blank lines between paragraphs."""
    paragraphs = [p for p in plan.split("\n") if len(p) > 30]
    start = rng.randrange(max(len(paragraphs) - 8, 1))
    lines: list[str] = []
    for paragraph in paragraphs[start:]:
        lines += [*textwrap.wrap(paragraph, rng.randint(68, 78)), ""]
        if len(lines) > 32:
            break
    return lines


def drawn(plans: list[Path], kind: str, lang: str, pages: int) -> Iterator[Sample]:
    """Pages drawn from plans and read; B on clean or slightly spoiled pages, D on moderate scans."""
    try:
        import tesserocr
        import train_diacritics_pages as make
        from PIL import Image
    except ImportError as missing:
        print(f"class {kind}, {lang}: left out, {missing}")
        return
    faces = make.faces_with_vietnamese()
    if not faces or lang not in make.languages():
        print(f"class {kind}, {lang}: left out, no font with Vietnamese letters or no Tesseract data")
        return
    api = tesserocr.PyTessBaseAPI(
        path=make.tessdata(), lang=lang, psm=tesserocr.PSM.SINGLE_BLOCK if kind == "D" else tesserocr.PSM.AUTO
    )
    rng, noise = random.Random(f"{kind}{lang}"), np.random.default_rng(7)
    raw, truth = [], []
    for n in range(pages):
        lines = page_of(read_text(plans[n % len(plans)]), rng)
        face = faces[0] if n % 3 else faces[-1]
        page, _ = make.draw([(line, face) for line in lines], 200, rng)
        level = rng.choice((1, 2, 2)) if kind == "D" else rng.choice((0, 1))
        api.SetImage(Image.fromarray(make.spoil(page, level, noise)))
        raw.append(api.GetUTF8Text())
        truth.append("\n".join(lines))
    yield Sample(kind, lang, "\n\n".join(raw), "\n\n".join(truth))


def samples(folder: Path, half: str, pages: int, wanted: str) -> Iterator[Sample]:
    plans = halves(folder, half)
    for kind, name in (("B", "000_71ca838165621b3b"), ("C", "004_cc832510578e0d74")):
        seed, truth = folder / "seeds" / f"{name}.txt", folder / "truth" / f"{name}.txt"
        if kind in wanted and seed.exists() and truth.exists():
            yield Sample(kind, f"sample {name[:3]}", read_text(seed), read_text(truth))
    if "A" in wanted:
        for plan in plans:
            text = read_text(plan)
            yield Sample("A", plan.stem[3:22], strip_marks(text), text)
    for kind, lang in (("B", "eng"), ("B", "fra"), ("B", "deu"), ("D", "vie")):
        if kind in wanted:
            yield from drawn(plans, kind, lang, pages)
    if "R" in wanted:
        for plan in plans:
            text = read_text(plan)
            yield Sample("R", plan.stem[3:22], text, text)


def layers(scans: list[Path]) -> Iterator[Sample]:
    """Text layers of scans, line by line as far as Tesseract finds the lines."""
    import train_diacritics_layers as make

    for scan in scans:
        pairs = list(make.line_pairs(scan))
        yield Sample("L", scan.stem[:19], "\n".join(raw for raw, _ in pairs), "\n".join(line for _, line in pairs))


def cached(cache: Path | None, name: str, make: Callable[[], Iterator[Sample]]) -> list[Sample]:
    """Samples kept in a file, since drawing and reading pages takes minutes."""
    if cache is None:
        return list(make())
    file = cache / f"{name}.json"
    if not file.exists():
        file.write_text(json.dumps([[s.kind, s.name, s.raw, s.truth] for s in make()]), encoding="utf-8")
    return [Sample(*fields) for fields in json.loads(file.read_text(encoding="utf-8"))]


def measured(sample: Sample, restorer: Restorer, curve: np.ndarray, *, verbose: bool) -> np.ndarray:
    """words, right before, right after, harmed, words too many beyond those read, seconds; adds to the curve."""
    began = time.process_time()
    done = restorer.restore(sample.raw)
    took = time.process_time() - began
    truth, got, raw = words(sample.truth), words(done.text), words(sample.raw)
    before, after = right_places(truth, raw), right_places(truth, got)
    if verbose:
        show_errors(truth, got)
    weigh(done, truth, curve)
    extra = invented(truth, got) - invented(truth, raw)
    return np.array([len(truth), len(before), len(after), len(before - after), extra, took])


def show_errors(truth: list[str], got: list[str]) -> None:
    errors = Counter(
        f"{' '.join(truth[a:b])} -> {' '.join(got[c:d])}" for tag, a, b, c, d in opcodes(truth, got) if tag != "equal"
    )
    print("   ", ", ".join(f"{n} {what}" for what, n in errors.most_common(40)))


def judged(done: Restoration, truth: list[str]) -> Iterator[tuple[float, bool]]:
    """(probability, whether the word is right) of each correction of a word."""
    good = {j for tag, _, _, c, d in opcodes(truth, words(done.text)) if tag == "equal" for j in range(c, d)}
    place = {match.start(): i for i, match in enumerate(WORD.finditer(done.text))}
    for correction in done.corrections:
        if correction.start in place and correction.reason.endswith("word"):
            yield correction.probability, place[correction.start] in good


def weigh(done: Restoration, truth: list[str], curve: np.ndarray) -> None:
    """Count, by bins of probability, the corrections of words and those that are right."""
    for probability, good in judged(done, truth):
        row = int(np.searchsorted(BINS, probability, side="right")) - 1
        curve[row] += (1, good, probability)


def with_pyvi(sample: Sample) -> tuple[float, float] | None:
    """Words right and words a second of pyvi, line by line; None where it is not installed."""
    try:
        from pyvi import ViUtils
    except ImportError:
        return None

    def marked(line: str) -> str:
        try:
            return ViUtils.add_accents(line) if line.strip() else line
        except KeyError:  # pyvi stops at letters that it has never seen; the line stays as it was
            return line

    began = time.process_time()
    got = words("\n".join(map(marked, sample.raw.split("\n"))))
    took = time.process_time() - began
    truth = words(sample.truth)
    return len(right_places(truth, got)) / len(truth), len(truth) / took


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent.parent.parent / "shared")
    args.add_argument("--half", choices=("dev", "kept", "all"), default="dev")
    args.add_argument("--pages", type=int, default=20)
    args.add_argument("--cache", type=Path)
    args.add_argument("--only", default="ABCDR")
    args.add_argument("--layers", type=Path, nargs="+", default=[], metavar="SCAN.pdf")
    args.add_argument("--no-pyvi", action="store_true")
    args.add_argument("-v", "--verbose", action="store_true")
    given = args.parse_args()
    if not (given.folder / "plans").is_dir():
        args.error(f"no folder of plans: {given.folder / 'plans'}")
    found = [
        s
        for kind in given.only
        for s in cached(
            given.cache,
            f"{kind}_{given.half}_{given.pages}",
            lambda kind=kind: samples(given.folder, given.half, given.pages, kind),
        )
    ]
    found += cached(given.cache, "L", lambda: layers(given.layers)) if given.layers else []
    restorer = Restorer.load()
    restorer.restore("Ke hoach phat trien")
    curve, sums = np.zeros((len(BINS) - 1, 3)), {}
    heads = f"{'words':>7} {'before':>8} {'after':>8} {'harmed':>7} {'extra':>6} {'words/s':>9}"
    print(f"{'class':5} {'text':20} {heads}  pyvi right, words/s")
    for sample in found:
        row = measured(sample, restorer, curve, verbose=given.verbose)
        sums[sample.kind] = sums.get(sample.kind, 0) + row
        other = None if given.no_pyvi or (sample.kind in "ARD" and len(sample.raw) > 60_000) else with_pyvi(sample)
        show(sample.kind, sample.name, row, f"{other[0]:.4f}, {other[1]:.0f}" if other else "-")
    for kind, row in sums.items():
        show(kind, "all", row, "")
    print("probability given  corrections  right  mean given")
    for low, high, (count, good, given_sum) in zip(BINS[:-1], BINS[1:], curve.tolist(), strict=True):
        if count:
            print(f"{low:.2f} - {min(high, 1):.2f} {count:16.0f} {good / count:6.3f} {given_sum / count:8.3f}")


def show(kind: str, name: str, row: np.ndarray, other: str) -> None:
    total, before, after, harmed, extra, took = row.tolist()
    counts = f"{total:7.0f} {before / total:8.4f} {after / total:8.4f} {harmed:7.0f} {extra:6.0f}"
    print(f"{kind:5} {name:20} {counts} {total / took:9.0f}  {other}", flush=True)


if __name__ == "__main__":
    main()
