#!/usr/bin/env python3
"""Training text as numbers: every token of a folder's *.txt, cut as the restorer cuts, as an id of its cased form.

    train_diacritics_text.py FOLDER WORK [NAME=TIMES...]

Writes WORK/ids.npy (int32; 0 begins a line), WORK/gaps.npy (one bit a token: whether a blank stands before it) and
WORK/types.txt (one form a line; figures are 0).
Lines that look as if OCR had written them are left out; a file named with NAME=TIMES counts that many times.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np

from diacritics.structure import parts
from diacritics.tokens import FIGURE, PARAGRAPH, tokenize

# Forms that no careful writer writes and that OCR writes often: ỉ for ĩ, missing hooks, broken capitals.
SLIPS = re.compile(
    r"""\b(?:
    chỉ\ tiết | tỉnh\ thần | Cản\ cứ | Can\ cứ | quyển\ hạn | thẩm\ quyển | quyên\ hạn | Quốc\ hôi
    | nghĩ\ định | bảo\ đám
    | đảm\ báo | xã\ hôi | địa\ bản | thương\ mai | phát\ triên | điều\ kiên | Điêu | Chinh\ phủ
    | hành\ chinh | tải\ sản
    | tải\ chính | ngành\ nghè | đông\ thời | chuyên\ môi | đất\ đại
    )\b""",
    re.VERBOSE,
)


def line_forms(line: str) -> tuple[list[str], list[bool]]:
    """The forms of one line, figures as 0, ends of cells as ends of lines; for each whether a blank is before it."""
    stand_ins = {FIGURE: "0", PARAGRAPH: "\n"}
    tokens = tokenize(line)
    forms = [stand_ins.get(token.kind) or line[token.start : token.end] for token in tokens]
    return forms, [token.start == 0 or line[token.start - 1].isspace() for token in tokens]


def is_sound(line: str, forms: list[str]) -> bool:
    """Whether a line is Vietnamese that a person wrote: few words that are no syllables, no slip of a recogniser."""
    if len(forms) < 4 or SLIPS.search(line):
        return False
    words = [form for form in forms if form[0].isalpha()]
    odd = sum(1 for word in words if word.islower() and len(word) > 1 and parts(word) is None)
    return odd <= 0.25 * len(words)


def main() -> None:
    folder, work = map(Path, sys.argv[1:3])
    times = {name: int(count) for name, count in (given.split("=") for given in sys.argv[3:])}
    index: dict[str, int] = {"\n": 0}
    chunks: list[tuple[np.ndarray, np.ndarray]] = []
    seen: Counter[str] = Counter()
    for file in sorted(folder.glob("*.txt")):
        first = len(chunks)
        for raw in file.open(encoding="utf-8"):
            line = unicodedata.normalize("NFC", raw.strip())
            forms, blanks = line_forms(line)
            sound = is_sound(line, forms)
            seen["sound" if sound else "left out"] += 1
            if sound:
                found = [0] + [index.setdefault(form, len(index)) for form in forms]
                chunks.append((np.array(found, dtype=np.int32), np.array([True, *blanks])))
        chunks += chunks[first:] * (times.get(file.stem, 1) - 1)
    ids = np.concatenate([found for found, _ in chunks])
    np.save(work / "ids.npy", ids)
    np.save(work / "gaps.npy", np.packbits(np.concatenate([blanks for _, blanks in chunks])))
    (work / "types.txt").write_text("\n".join("¶" if form == "\n" else form for form in index), encoding="utf-8")
    print(dict(seen), f"{len(ids)} tokens, {len(index)} forms")


if __name__ == "__main__":
    main()
