"""Runs on a real Dask scheduler and workers, on loopback."""

from __future__ import annotations

import json
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
    """A scheduler and worker processes; yields the address, the workers, the scheduler."""
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
            if workers:
                client.wait_for_workers(workers, timeout=60)
        yield address, started, scheduler
    finally:
        for process in [*started, scheduler]:
            process.kill()  # a worker that loses its scheduler while it closes may wait for ever
        for process in [*started, scheduler]:
            process.wait(timeout=30)


def _outputs(out):
    return {
        path.relative_to(out): path.read_bytes() for kind in ("plans/*", "text/*", "*.csv") for path in out.glob(kind)
    }


def _begun(plans, out, address):
    """A run on a cluster that has ten documents behind it."""
    run = subprocess.Popen(
        [sys.executable, "-m", "extract.cli", "extract", plans, "--out", out, "--scheduler", address],
        cwd=CLONE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 90
    while len(list(out.glob("plans/*.json"))) < 10 and time.monotonic() < deadline and run.poll() is None:
        time.sleep(0.02)
    return run


@pytest.mark.slow
@pytest.mark.xdist_group("cluster")
def test_a_cluster_gives_the_same_bytes_and_survives_a_lost_worker(plans, tmp_path):
    """One of two workers is killed in the middle; every document is done, as by the local pool."""
    for n in range(8, 120):
        (plans / f"plan{n}.txt").write_text(PLAN.format(n=n), encoding="utf-8")
    with cluster(2) as (address, workers, _):
        run = _begun(plans, tmp_path / "there", address)
        os.kill(workers[0].pid, signal.SIGKILL)
        _, said = run.communicate(timeout=180)
    assert run.returncode == 0, said
    kehoach("extract", plans, "--out", tmp_path / "here")
    assert _outputs(tmp_path / "there") == _outputs(tmp_path / "here")


@pytest.mark.slow
@pytest.mark.xdist_group("cluster")
def test_a_lost_scheduler_ends_the_run_in_a_line(plans, tmp_path):
    """Exit code 3, no document blamed, and the same command goes on."""
    for n in range(8, 120):
        (plans / f"plan{n}.txt").write_text(PLAN.format(n=n), encoding="utf-8")
    with cluster(1) as (address, _, scheduler):
        run = _begun(plans, tmp_path / "there", address)
        scheduler.kill()
        _, said = run.communicate(timeout=180)
    assert run.returncode == 3, said
    assert "was lost" in said
    assert "Traceback" not in said
    assert "failed" not in json.loads(kehoach("status", tmp_path / "there", "--json").printed)["counts"]


@pytest.mark.xdist_group("cluster")
def test_a_cluster_without_workers_is_told_of(monkeypatch):
    """Nobody waits for ever; the message says how to start one."""
    monkeypatch.setattr("extract.archive.cluster._WORKER_SECONDS", 1)
    from extract.archive.cluster import cluster_workshop
    from extract.errors import UsageFault
    from extract.settings import Settings

    with (
        cluster(0) as (address, _, _),
        pytest.raises(UsageFault, match="dask worker"),
        cluster_workshop(address, Settings()),
    ):
        pass


def test_a_worker_that_has_other_versions_says_so(plans):
    """Records of two versions are never mixed: its jobs end the run with what to install."""
    from extract.archive.cluster import _OnWorker
    from extract.archive.jobs import Document, Extracted
    from extract.errors import EnvironmentFault
    from extract.settings import Settings

    path = plans / "plan1.txt"
    (read,) = _OnWorker(Settings())((Document(path, path.name, Settings()),))
    assert isinstance(read, Extracted)
    with pytest.raises(EnvironmentFault, match="install the same"):
        _OnWorker(Settings())((Document(path, path.name, Settings(), versions="another"),))


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
