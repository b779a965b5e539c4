"""Small documents, texts written as lines, and a way to run the command as a user does.

In a text written as lines a line is a paragraph, one with bars a table row, a word before ">" its role.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.page import Block, Cell, Line, Paragraph, Table, Word
from extract.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

CLONE = Path(__file__).resolve().parents[2]

PLAN = """ỦY BAN NHÂN DÂN XÃ AN PHÚ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: {n}/KH-UBND | An Phú, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Trồng cây phân tán trên địa bàn xã An Phú năm 2026
Thực hiện Kế hoạch số 12/KH-UBND ngày 10/01/2026 của Ủy ban nhân dân tỉnh, Ủy ban nhân dân xã ban hành Kế hoạch như sau:
I. MỤC TIÊU
1. Trong năm 2026, toàn xã trồng {n}.500 cây xanh.
2. Tỷ lệ cây sống đạt từ 90% trở lên.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế xã
- Chủ trì, phối hợp với Hội Nông dân xã cấp cây giống trước ngày 30/4/2026.
Nơi nhận: - Các thôn; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Văn An
"""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    said: str
    printed: str


_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 24, 1, 2


def _may_not():
    """Give up root's right to read what may not be read, before the program starts (Linux)."""
    for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


def kehoach(*arguments, bound_by_modes=False, timeout=240, **environment):
    """Run the command line in a process of its own; `bound_by_modes` as a user whom file modes bind, root or not."""
    done = subprocess.run(
        [sys.executable, "-m", "extract.cli", *map(str, arguments)],
        cwd=CLONE, capture_output=True, text=True, check=False, timeout=timeout,
        preexec_fn=_may_not if bound_by_modes and os.geteuid() == 0 else None,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stderr, done.stdout)


@pytest.fixture
def plans(tmp_path):
    """A folder of seven small plans, two of them with the same content."""
    folder = tmp_path / "plans"
    (folder / "sub").mkdir(parents=True)
    for n in range(1, 7):
        (folder / f"plan{n}.txt").write_text(PLAN.format(n=n), encoding="utf-8")
    (folder / "sub" / "copy.txt").write_text(PLAN.format(n=3), encoding="utf-8")
    return folder


ROLES = ("head", "title", "recipients", "signature", "note")


def _line(words: str) -> Line:
    return Line(1, tuple(Word(word, unicodedata.normalize("NFC", word)) for word in words.split()))


def _blocks(source: str) -> list[Block]:
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    for raw in [*source.strip("\n").split("\n"), ""]:
        if " |" in raw:
            rows.append(tuple(Cell((_line(cell),)) if cell.strip() else Cell() for cell in raw.split("|")))
            continue
        if rows:
            blocks.append(Table(1, tuple(rows)))
            rows = []
        role = next((role for role in ROLES if raw.lstrip().startswith(f"{role}> ")), "body")
        words = re.sub(rf"^\s*{role}> ", "", raw)
        if words.strip():
            lines = tuple(_line(part) for part in words.split("//"))
            blocks.append(Paragraph(lines, role))  # type: ignore[arg-type]
    return blocks


@pytest.fixture
def text_of() -> Callable[[str], Text]:
    """Make a text from lines; "//" inside a line is a line end of the source within one paragraph."""
    return lambda source: Text.of(_blocks(source))
