"""What ten thousand documents cost the process that a user starts: its memory while they are read and exported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent.parent
WITH_PEAK = """
import atexit, resource, sys
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
atexit.register(lambda: print(peak(), file=sys.stderr))
from extract.cli.main import main
main()
"""
MARKS = (1_000, 5_000, 10_000)
RUN_MIB, EXPORT_MIB = 300, 500
TINY = "KẾ HOẠCH\nTrồng cây phân tán năm 2026, đợt {n}\nI. MỤC TIÊU\n1. Trong năm 2026 trồng {n} cây xanh.\n"


def many(work: Path) -> bool:
    """Ten thousand tiny documents: peak memory of the coordinating process at 1,000, 5,000 and 10,000 of them."""
    folder = work / "in"
    folder.mkdir()
    for n in range(MARKS[-1]):
        (folder / f"{n:05}.txt").write_text(TINY.format(n=n + 1), encoding="utf-8")
    process = begun("extract", str(folder), "--out", str(work / "out"), "--jobs", "2", "--json")
    assert process.stderr is not None
    peaks: dict[int, int] = {}
    for line in process.stderr:
        if line.startswith("{") and (finished := json.loads(line)["finished"]) in MARKS and finished not in peaks:
            peaks[finished] = peak_mib(process.pid)
        whole = line
    process.wait()
    assert process.returncode == 0, process.returncode
    said = ", ".join(f"{peaks[mark]} MiB at {mark:,}" for mark in MARKS)
    print(f"many: the parent's peak {said} documents, {whole.strip()} MiB with the tables made  bar <= {RUN_MIB}, flat")
    return int(whole) <= RUN_MIB and peaks[MARKS[-1]] - peaks[MARKS[0]] <= 50


def begun(*arguments: str) -> subprocess.Popen[str]:
    """Start the command; its last line on standard error is its own peak resident memory in MiB, without children's."""
    command = [sys.executable, "-c", WITH_PEAK, *arguments]
    return subprocess.Popen(command, cwd=HERE, stderr=subprocess.PIPE, text=True)


def peak_mib(pid: int) -> int:
    """Return the peak resident memory of a process that still runs (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    (peak,) = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(peak) >> 10


def exports(work: Path, formats: Sequence[str] = ("csv", "parquet", "xlsx", "jsonl")) -> bool:
    """Records of real size under ten thousand names: peak memory, seconds and bytes of each format."""
    number = int(os.environ.get("KEHOACH_BENCH_DOCUMENTS", MARKS[-1]))
    out = work / "out"
    rows = archive_of(out, number)
    well = True
    for name in formats:
        began = time.monotonic()
        process = begun("export", str(out), "--to", name)
        _, said = process.communicate()
        assert process.returncode == 0, said
        peak = int(said.splitlines()[-1])
        seconds = time.monotonic() - began
        size = sum(path.stat().st_size for path in (out / "export" / name).iterdir())
        print(f"export {name}: peak {peak} MiB, {seconds:.0f} s, {size >> 20} MiB  bar <= {EXPORT_MIB} MiB", flush=True)
        well &= peak <= EXPORT_MIB
    print(f"export: {number:,} documents, {rows:,} records")
    return well


def archive_of(out: Path, number: int) -> int:
    """Make an output folder as a run leaves it, of the corpus's plans under many names; return its records."""
    sys.path.insert(0, str(HERE))
    from extract.archive.ledger import Entry, open_ledger
    from extract.pipeline import extract_document
    from extract.settings import Settings

    pdfs = sorted(path for path in (HERE / "corpus").glob("*.pdf") if "__" not in path.name)
    read = [extract_document(path, Settings()) for path in pdfs]
    plans = [extraction.plan.to_json() for extraction in read]
    records = [sum(len(getattr(e.plan, part)) for part in ("targets", "tasks", "dates", "references")) for e in read]
    blank = Entry("", "", None, 1, 1, "done", None, "bench", 1, None, None, 1, 0)
    with open_ledger(out) as ledger:
        ledger.began(time.time(), "bench", 1)
        entries = []
        for n in range(number):
            source = read[n % len(read)].plan.source
            digest = sha256(b"%d" % n).hexdigest()
            plan = plans[n % len(plans)].replace(source.sha256, digest).replace(source.path, f"{n:05}.pdf")
            (out / "plans" / f"{n:05}.json").write_text(plan, encoding="utf-8")
            entries.append(replace(blank, shown=f"{n:05}.pdf", stem=f"{n:05}", sha256=digest))
        ledger.put(entries)
    return sum(records[n % len(read)] for n in range(number))
