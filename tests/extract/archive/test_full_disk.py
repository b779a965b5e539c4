"""A disk that is really full: a file system of a few hundred kilobytes, mounted where the system lets us."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.extract.conftest import CLONE, PLAN

_MOUNT = 'mount -t tmpfs -o size=400k none "$1"'
_RUN = """
"$2" -m extract.cli extract "$3" --out "$1/out" --jobs 2; echo "first $?" >&2
"$2" -m extract.cli status "$1/out" >/dev/null; echo "status $?" >&2
mount -o remount,size=64m "$1"
"$2" -m extract.cli extract "$3" --out "$1/out" --jobs 2; echo "second $?" >&2
"$2" -m extract.cli extract "$3" --out "$4" --jobs 2; echo "undisturbed $?" >&2
diff -r -x 'run.sqlite*' -x .lock "$1/out" "$4" && echo same >&2
"""


def _in_a_space_of_its_own(script, *arguments):
    """Run a shell script where it may mount; nothing it mounts is seen or left outside."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", *map(str, arguments)]
    return subprocess.run(command, cwd=CLONE, capture_output=True, text=True, check=False, timeout=240)


@pytest.mark.slow
def test_a_run_on_a_full_disk_ends_in_a_line_and_goes_on_when_there_is_room(tmp_path):
    """Exit code 4 and what to do; `status` still works; the same command then gives the bytes of an undisturbed run."""
    small, plans = tmp_path / "small", tmp_path / "plans"
    small.mkdir()
    plans.mkdir()
    for n in range(12):
        (plans / f"plan{n}.txt").write_text(PLAN.format(n=n), encoding="utf-8")
    if not shutil.which("unshare") or _in_a_space_of_its_own(_MOUNT, small).returncode:
        pytest.skip("a small file system cannot be mounted here (needs Linux with user namespaces)")
    done = _in_a_space_of_its_own(f"{_MOUNT}\n{_RUN}", small, sys.executable, plans, tmp_path / "whole")
    lines = done.stderr.splitlines()
    assert [line for line in lines if line.startswith(("first", "status", "second", "undisturbed"))] == [
        "first 4", "status 0", "second 0", "undisturbed 0",
    ]  # fmt: skip
    (said,) = [line for line in lines if line.startswith("kehoach: ")]
    assert "the disk is full; free some space and run the same command again" in said
    assert "same" in lines
    assert "Traceback" not in done.stderr
