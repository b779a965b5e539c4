"""Two Dask workers on loopback against the local pool on the same cores, in turns, by the clock and by processor time.

Other work on the machine moves the clock; the processor time of everything that takes part (scheduler, workers, their
children, the run itself) it moves less. A cluster is new for each turn: its first run is cold, its second warm.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).resolve().parent.parent
KEHOACH = [sys.executable, "-m", "extract.cli"]
TURNS = int(os.environ.get("KEHOACH_BENCH_TURNS", "3"))
NUMBER = int(os.environ.get("KEHOACH_BENCH_DOCUMENTS", "200"))
CALM = {  # what README.md advises: Dask watches itself less
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "5s",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__WORKER__MEMORY__MONITOR_INTERVAL": "1s",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds by the clock, and processor seconds of all processes."""

    clock: float
    processor: float

    def of(self, other: Cost) -> tuple[float, float]:
        """Return the other's cost as a share of this one: over 1 where this one is dearer."""
        return other.clock / self.clock, other.processor / self.processor


def compare(work: Path, folder: Path, what: str, environment: Mapping[str, str]) -> bool:
    """Run over a folder in turns here and there; print medians; the warm cluster's processor time decides."""
    shares: dict[str, list[tuple[float, float]]] = {"cold": [], "warm": []}
    differ: set[str] = set()
    for _ in range(TURNS):
        here = _cost(folder, work / "here", "--jobs", "2")
        with cluster(environment) as (address, processes):
            for turns in shares.values():  # the first is the cold one
                before = _processor(processes)
                run = _cost(folder, work / "there", "--scheduler", address)
                there = Cost(run.clock, run.processor + _processor(processes) - before)
                turns.append(there.of(here))
                differ.update(differing(work / "here", work / "there"))
    said = []
    for name, turns in shares.items():
        clock, processor = (statistics.median(turn[at] for turn in turns) for at in (0, 1))
        said.append(f"{name} {clock:.2f} by the clock, {processor:.2f} by processor time")
    print(f"dask, {what}: {'; '.join(said)}; {len(differ)} files differ  bar >= 0.9 warm and none", flush=True)
    return processor >= 0.9 and not differ


def _cost(folder: Path, out: Path, *options: str) -> Cost:
    shutil.rmtree(out, ignore_errors=True)
    began = time.monotonic()
    command = [*KEHOACH, "extract", str(folder), "--out", str(out), *options]
    process = subprocess.Popen(command, cwd=HERE, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, process.returncode
    return Cost(time.monotonic() - began, usage.ru_utime + usage.ru_stime)


def _processor(processes: Sequence[subprocess.Popen[bytes]]) -> float:
    """Add up the processor seconds of processes and all under them, those that have ended too."""
    seconds = 0.0
    for process in processes:
        root = psutil.Process(process.pid)
        for one in [root, *root.children(recursive=True)]:
            times = one.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
    return seconds


@contextmanager
def cluster(environment: Mapping[str, str]) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Yield the address and the processes of a scheduler and two workers on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    worker = ["distributed.cli.dask_worker", address, "--nthreads", "1"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", *command, "--no-dashboard"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HERE, env={**os.environ, **environment},
        )
        for command in (scheduler, worker, worker)
    ]  # fmt: skip
    try:
        from distributed import Client

        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, processes
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait()


def differing(left: Path, right: Path) -> list[str]:
    """Names of files in plans/, text/ and the tables that differ between two output folders."""
    patterns = ("plans/*", "text/*", "*.csv", "*.json")
    names, others = (
        {path.relative_to(folder) for pattern in patterns for path in folder.glob(pattern)} for folder in (left, right)
    )
    changed = {name for name in names & others if not filecmp.cmp(left / name, right / name, shallow=False)}
    return sorted(str(name) for name in (names ^ others) | changed)
