"""The wheel, installed outside the clone with the network shut, does the main job."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parent.parent
NO_NETWORK = """
import socket

def _refuse(*_args, **_kwargs):
    raise OSError("the network is shut")

socket.socket.connect = _refuse
socket.create_connection = _refuse
socket.getaddrinfo = _refuse
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of what it is made of."""
    source = tmp_path_factory.mktemp("source")
    for name in ("extract", "diacritics", "models"):
        shutil.copytree(CLONE / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "THIRD_PARTY.md"):
        shutil.copy(CLONE / name, source / name)
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(source / "dist"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = (source / "dist").glob("kehoach-*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """An environment that holds the wheel, sees third-party packages, and sees neither the clone nor the network."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    packages = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # a folder named in a .pth is searched, but its own .pth files (the editable clone's) are not read
    (packages / "third_party.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (packages / "sitecustomize.py").write_text(NO_NETWORK)
    return folder / "bin" / "python"


def test_the_wheel_holds_the_three_packages_and_nothing_else(wheel):
    """No tests, scripts or corpus are shipped; the trained files are, and stay under 40 MB."""
    with zipfile.ZipFile(wheel) as archive:
        infos = archive.infolist()
    tops = {info.filename.split("/")[0] for info in infos}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"extract", "diacritics", "models"}
    trained = sum(info.file_size for info in infos if info.filename.startswith("diacritics/data/"))
    assert trained <= 40 << 20


@pytest.mark.slow
def test_it_does_the_main_job_offline(environment, tmp_path):
    """A born-digital plan becomes records in CSV files, with imports from the wheel alone."""
    document = next(path for path in sorted((CLONE / "corpus").glob("*.pdf")) if "__" not in path.name)
    shutil.copy(document, tmp_path / "plan.pdf")
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}

    def run(*arguments):
        return subprocess.run(
            [str(environment), *arguments], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False
        )

    where = run("-c", "import extract; print(extract.__file__)").stdout
    assert str(CLONE) not in where
    done = run("-m", "extract.cli", "extract", "plan.pdf", "--out", "records")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "records" / "targets.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file))
