"""Runs on a real Dask scheduler and workers, on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests.extract.conftest import CLONE, PLAN, kehoach

pytest.importorskip("distributed")


@contextmanager
def cluster(workers):
    """A scheduler and worker processes; yields the address and the workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": CLONE}
    base = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    scheduler = subprocess.Popen([*base, "--no-dashboard"], **quiet)
    command = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
    ]
    started = [subprocess.Popen(command, **quiet) for _ in range(workers)]
    try:
        from distributed import Client

        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address, started
    finally:
        for process in [*started, scheduler]:
            process.kill()  # a worker that loses its scheduler while it closes may wait for ever
        for process in [*started, scheduler]:
            process.wait(timeout=30)


def _outputs(out):
    return {
        path.relative_to(out): path.read_bytes() for kind in ("plans/*", "text/*", "*.csv") for path in out.glob(kind)
    }


@pytest.mark.slow
@pytest.mark.xdist_group("cluster")
def test_a_cluster_gives_the_same_bytes_and_survives_a_lost_worker(plans, tmp_path):
    """One of two workers is killed in the middle; every document is done, as by the local pool."""
    for n in range(8, 120):
        (plans / f"plan{n}.txt").write_text(PLAN.format(n=n), encoding="utf-8")
    with cluster(2) as (address, workers):
        run = subprocess.Popen(
            [sys.executable, "-m", "extract.cli", "extract", plans, "--out", tmp_path / "there", "--scheduler", address],
            cwd=CLONE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        deadline = time.monotonic() + 90
        while len(list((tmp_path / "there").glob("plans/*.json"))) < 10 and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(workers[0].pid, signal.SIGKILL)
        _, said = run.communicate(timeout=180)
    assert run.returncode == 0, said
    kehoach("extract", plans, "--out", tmp_path / "here")
    assert _outputs(tmp_path / "there") == _outputs(tmp_path / "here")


def test_a_scheduler_that_does_not_answer_is_wrong_usage(monkeypatch):
    """The address is named, and how to start one."""
    monkeypatch.setattr("extract.archive.cluster._CONNECT_SECONDS", 1)
    from extract.archive.cluster import cluster_workshop
    from extract.errors import UsageFault
    from extract.settings import Settings

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UsageFault, match="no Dask scheduler"), cluster_workshop(f"tcp://127.0.0.1:{port}", Settings()):
        pass
