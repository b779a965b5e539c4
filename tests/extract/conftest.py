"""Small documents and a way to run the command as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

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


def kehoach(*arguments, user=None, timeout=240, **environment):
    """Run the command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "extract.cli", *map(str, arguments)],
        cwd=CLONE, capture_output=True, text=True, check=False, timeout=timeout, user=user,
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
