"""What runs over archives cost and survive.

kill      200 documents, the whole process group killed at ten random moments and started again: same bytes at the end
hostile   300 hostile and broken files among 50 good ones: the good ones done, each bad one failed with a reason or read
workers   two workers against two single-worker runs side by side
dask      two Dask workers on loopback against two local workers, in turns, by the clock and by processor time
overhead  2,000 one-page files: what a file costs beyond reading it and a bare write and fsync of the same bytes
many      10,000 tiny documents: peak memory of the process that the user started
export    10,000 documents with records of real size: peak memory and seconds of each export format
all       every one of them
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))
from scripts.bench_archive_dask import differing  # noqa: E402 - the clone is on the path only now

KEHOACH = [sys.executable, "-m", "extract.cli"]
SEED = 7


def documents(folder: Path, number: int) -> Path:
    """Make `number` different documents: texts of the corpus with a line of their own, and every tenth a PDF."""
    folder.mkdir(parents=True)
    texts = sorted((HERE / "corpus" / "plain").glob("*.txt")) or sorted((HERE / "corpus" / "sources").glob("*.txt"))
    pdfs = sorted(path for path in (HERE / "corpus").glob("*.pdf") if "__" not in path.name)
    for at in range(number):
        if at % 10 == 0:
            source = pdfs[at // 10 % len(pdfs)]
            content = source.read_bytes() + b"\n%% copy %d\n" % at
            (folder / f"{at:05}.pdf").write_bytes(content)
        else:
            content = texts[at % len(texts)].read_text(encoding="utf-8") + f"\nBản số {at}.\n"
            (folder / f"{at:05}.txt").write_text(content, encoding="utf-8")
    return folder


def extract(folder: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [*KEHOACH, "extract", str(folder), "--out", str(out), *options]
    return subprocess.Popen(command, cwd=HERE, stderr=subprocess.PIPE, start_new_session=True)


def finish(process: subprocess.Popen[bytes]) -> str:
    _, said = process.communicate()
    if process.returncode not in {0, 1}:
        raise SystemExit(f"run ended with {process.returncode}: {said.decode()[-2000:]}")
    return said.decode()


def timed(folder: Path, out: Path, *options: str) -> float:
    began = time.monotonic()
    finish(extract(folder, out, *options))
    return time.monotonic() - began


def kill(work: Path) -> bool:
    folder = documents(work / "in", 200)
    whole = timed(folder, work / "whole", "--jobs", "2")
    rng = random.Random(SEED)
    good = 0
    for trial in range(10):
        out = work / f"killed{trial}"
        for _ in range(rng.randint(1, 3)):
            process = extract(folder, out, "--jobs", "2")
            time.sleep(rng.uniform(0.2, max(0.5, whole * 0.7)))
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        finish(extract(folder, out, "--jobs", "2"))
        wrong = differing(work / "whole", out)
        good += not wrong
        print(f"kill {trial}: {'same bytes' if not wrong else wrong[:5]}", flush=True)
        shutil.rmtree(out)
    print(f"kill: {good} of 10 equal to the undisturbed run ({whole:.1f} s)  bar 10 of 10")
    return good == 10


def hostile(work: Path) -> bool:
    from scripts.hostile import write

    folder = documents(work / "in", 50)
    sound = sorted(path for path in (HERE / "corpus").glob("*.pdf") if "__" not in path.name)
    bad = write(folder / "bad", 300, SEED, sound)
    began = time.monotonic()
    finish(extract(folder, work / "out", "--jobs", "2", "--page-seconds", "10", "--memory", "2048"))
    from extract import frames

    rows = frames(work / "out")["documents"].set_index("path")
    good = sum(rows.loc[path.name, "state"] == "done" for path in folder.iterdir() if path.is_file())
    states = [rows.loc[f"bad/{path.name}", "state"] for path in bad]
    reasons = [rows.loc[f"bad/{path.name}", "reason"] for path in bad]
    unsaid = sum(state == "failed" and not reason for state, reason in zip(states, reasons, strict=True))
    print(
        f"hostile: {good} of 50 good ones done; bad: {states.count('failed')} failed, {states.count('done')} read, "
        f"{states.count('duplicate')} duplicates, {unsaid} without a reason; {time.monotonic() - began:.0f} s"
        "  bar: 50 done, none without a reason"
    )
    return good == 50 and not unsaid


def workers(work: Path) -> bool:
    half = [documents(work / "a", 300), work / "b"]
    shutil.copytree(half[0], half[1])
    both = work / "both"
    for number, folder in enumerate(half):
        shutil.copytree(folder, both / str(number))
    for path in (both / "1").iterdir():
        path.write_bytes(path.read_bytes() + b"\n")
    one = [extract(folder, work / f"out{i}", "--jobs", "1") for i, folder in enumerate(half)]
    began = time.monotonic()
    for process in one:
        finish(process)
    apart = time.monotonic() - began
    together = timed(both, work / "out", "--jobs", "2")
    print(f"workers: two workers at {apart / together:.2f} of two runs side by side  bar >= 0.95")
    return apart / together >= 0.95


def dask(work: Path) -> bool:
    from scripts.bench_archive_dask import CALM, NUMBER, compare

    pages = documents(work / "pages", NUMBER)
    plans = work / "plans"
    plans.mkdir()
    pdfs = sorted(path for path in (HERE / "corpus").glob("*.pdf") if "__" not in path.name)
    for at in range(NUMBER // 2):
        (plans / f"{at:05}.pdf").write_bytes(pdfs[at % len(pdfs)].read_bytes() + b"\n%% copy %d\n" % at)
    well = True
    for name, folder in (("texts of a page or two", pages), ("PDFs of whole plans", plans)):
        well &= compare(work, folder, name, {})
        well &= compare(work, folder, f"{name}, Dask told to watch itself less", CALM)
    return well


def overhead(work: Path) -> bool:
    from extract.pipeline import extract_document
    from extract.settings import Settings

    folder = work / "in"
    folder.mkdir()
    page = (HERE / "corpus" / "kh_hien_mau_phuong_cam_duong.pdf").read_bytes()
    for at in range(2000):
        (folder / f"{at:05}.pdf").write_bytes(page + b"\n%% copy %d\n" % at)
    settings = Settings()
    paths = sorted(folder.iterdir())
    extract_document(paths[0], settings)
    began = time.monotonic()
    results = [extract_document(path, settings) for path in paths]
    reading = time.monotonic() - began
    bare = work / "bare"
    bare.mkdir()
    began = time.monotonic()
    for at, result in enumerate(results):
        for name, content in ((f"{at}.json", result.plan.to_json()), (f"{at}.txt", result.text)):
            with (bare / name).open("w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
    writing = time.monotonic() - began
    run = timed(folder, work / "out", "--jobs", "1")
    each = (run - reading - writing) / 2000 * 1000
    print(
        f"overhead: {each:.1f} ms a file (run {run:.1f} s, reading {reading:.1f} s, write and fsync {writing:.1f} s)"
        "  bar <= 25 ms"
    )
    return each <= 25


def many(work: Path) -> bool:
    from scripts.bench_archive_large import many as trial

    return trial(work)


def export(work: Path) -> bool:
    from scripts.bench_archive_large import exports

    return exports(work)


TRIALS = {
    "kill": kill,
    "hostile": hostile,
    "workers": workers,
    "dask": dask,
    "overhead": overhead,
    "many": many,
    "export": export,
}


def main() -> int:
    names = list(TRIALS) if sys.argv[1:] in (["all"], []) else sys.argv[1:]
    well = True
    for name in names:
        with tempfile.TemporaryDirectory(prefix="kehoach-bench-") as work:
            well &= TRIALS[name](Path(work))
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
