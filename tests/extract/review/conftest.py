"""An output folder made by hand: a PDF drawn here, and a plan with ten targets that ten issues name."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from models import Plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TITLE = "Ke hoach <script>alert(1)</script> & <b>giam ngheo</b>"
HEIGHT = 842


def draw_pdf(path: Path, pages: int) -> None:
    """Draw a PDF with ten lines of targets on its first page and a line on every other."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=(595, HEIGHT), invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 12)
        for k in range(10 if number == 1 else 1):
            canvas.drawString(72, HEIGHT - 100 - 30 * k, f"Target {k} on page {number}: reach 1.{k}00 people in 2026")
        canvas.showPage()
    canvas.save()


def place(text: str, wanted: str, page: int, line: int, confidence: float) -> dict[str, object]:
    """Return the place of a string that stands once in the text, with a box on its line."""
    start = text.index(wanted)
    y = 88.0 + 30 * line
    box = {"page": page, "x0": 200.0, "y0": y, "x1": 260.0, "y1": y + 14}
    return {
        "state": "found",
        "spans": [[start, start + len(wanted)]],
        "boxes": [box],
        "raw": wanted,
        "confidence": confidence,
    }


def make_plan(path: Path, text: str, kind: str, pages: int) -> Plan:
    """Return the plan of the drawn document."""
    targets = [
        {
            "at": {"value": place(text, f"1.{k}00", 1, k, 0.6), "unit": place(text, f"people {k}", 1, k, 0.99)},
            "indicator": f"Target {k}", "value": f"1{k}00", "unit": "people", "year": 2026, "evidence": f"reach 1.{k}00 people",
        }
        for k in range(10)
    ]  # fmt: skip
    issues = [
        {"code": "figure_repaired", "severity": "warning", "message": f"reading of figure {k}", "record": f"targets/{k}", "field": "value"}
        for k in range(10)
    ]  # fmt: skip
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    source = {"path": path.name, "sha256": sha256, "kind": kind, "pages": pages, "versions": {"kehoach": "0"}}
    return Plan.model_validate(
        {"source": source, "document": {"title": TITLE, "number": "5"}, "targets": targets, "issues": issues},
        strict=False,
    )


TEXT = TITLE + "\n" + "\n".join(f"Target {k}: reach 1.{k}00 people {k} in 2026" for k in range(10)) + "\n"


@pytest.fixture
def make_out(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that adds a document to an output folder and returns the folder."""
    (tmp_path / "sources").mkdir()

    def make(stem: str = "plan", pages: int = 2, kind: str = "digital") -> Path:
        out = tmp_path / "out"
        for name in ("plans", "text"):
            (out / name).mkdir(parents=True, exist_ok=True)
        if kind == "text":
            source = tmp_path / "sources" / f"{stem}.txt"
            source.write_text(TEXT, encoding="utf-8")
        else:
            source = tmp_path / "sources" / f"{stem}.pdf"
            draw_pdf(source, pages)
        plan = json.loads(make_plan(source, TEXT, kind, pages).to_json())
        (out / "plans" / f"{stem}.json").write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
        (out / "text" / f"{stem}.txt").write_text(TEXT, encoding="utf-8")
        return out

    return make


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def snapshot() -> Callable[[Path], dict[str, bytes]]:
    """Return a function that reads every file under a folder."""
    return everything
