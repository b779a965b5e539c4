"""What each step of page preparation is worth: errors as recognised, before restoration, with the step left out.

    bench_ocr_steps [SOURCE ...] [--levels 2,3,4] [--seed N]

Words and figures are counted as scripts/bench_ocr counts them, without regard to order, in one process.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from bench_ocr import SOURCES, scan_of, source_of, words_of
from bench_ocr_count import Count, is_figure, tokens

from extract.engines import open_engine
from extract.intake import open_scan
from extract.prepare import light
from extract.prepare import page as preparation
from extract.reading import cells, figures, recognise
from extract.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.page import Sheet

BLURRED = "speckle: a slight blur after the median"


def _blurred(grey: object) -> object:
    import cv2

    return cv2.GaussianBlur(cv2.medianBlur(grey, 3), (0, 0), 0.6)


def _grey(drawn: object) -> object:
    import cv2

    return cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY), False


def _nothing_seen(cuttings: list[object]) -> list[None]:
    return [None] * len(cuttings)


LEFT_OUT: dict[str, tuple[tuple[object, str, object], ...]] = {
    "nothing": (),
    "red ink": ((preparation, "without_red", _grey),),
    "speckle": ((light, "speckle", lambda _grey: 0.0),),
    BLURRED: ((light, "without_speckle", _blurred),),
    "seal on a grey scan": ((preparation, "without_seals", lambda grey, _dpi: (grey, False)),),
    "shading": ((light, "is_shaded", lambda _paper: False),),
    "border": ((light, "without_border", lambda grey, _dpi: (grey, False)),),
    "skew": ((preparation, "_needs_levelling", lambda *_arguments: False),),
    "skew: levelled from 0.12 degrees": ((preparation, "_TEXT_SKEW", 0.12),),
    "rules, and with them cells": ((preparation, "without_rules", lambda grey, _dpi: (grey, ())),),
    "cells alone": ((recognise, "read_grids", lambda _prepared, _engine: ()),),
    "resolution brought to 200 dpi": ((preparation, "READ_AT", 300.0),),
    "the reader of figures": ((figures, "glances", _nothing_seen), (cells, "glances", _nothing_seen)),
    "figures read twice": ((recognise, "with_figures_read_twice", lambda lines, _prepared, _engine: tuple(lines)),),
}


def measure(sheets: tuple[Sheet, ...], truth: str) -> tuple[float, int, int, float]:
    """Return word errors, figures missed or wrong, figures in all, and seconds a page."""
    settings = Settings()
    engine = open_engine(settings)
    start = time.process_time()
    pages = [recognise.recognise_sheet(sheet, settings, engine) for sheet in sheets]
    spent = (time.process_time() - start) / len(sheets)
    text = "\n".join(word.text + " ." for word in words_of(pages))
    count = Count()
    count.add(truth, text)
    wanted = [token for token in tokens(truth) if is_figure(token)]
    read = [token for token in tokens(text) if is_figure(token)]
    missed = sum(max(0, wanted.count(token) - read.count(token)) for token in set(wanted))
    return count.bag / count.words, missed, len(wanted), spent


def main() -> int:
    """Print a table a level."""
    parser = argparse.ArgumentParser(prog="scripts/bench_ocr_steps", description=__doc__)
    parser.add_argument("sources", nargs="*", default=SOURCES)
    parser.add_argument("--levels", default="2,3,4")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--face", default=None)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for level in (int(part) for part in arguments.levels.split(",")):
            scans = [scan_of(source_of(name), level, arguments, Path(folder)) for name in arguments.sources]
            for name, replaced in LEFT_OUT.items():
                report(level, name, scans, replaced)
    return 0


def report(
    level: int, name: str, scans: list[tuple[Path, str]], replaced: tuple[tuple[object, str, object | Callable], ...]
) -> None:
    """Print one row: a level with one step left out or changed."""
    with ExitStack() as stack:
        for where, what, instead in replaced:
            stack.enter_context(patch.object(where, what, instead))
        rows = [measure(open_scan(scan, Settings().limits).sheets, truth) for scan, truth in scans]
    words = sum(row[0] for row in rows) / len(rows)
    missed, figures = sum(row[1] for row in rows), sum(row[2] for row in rows)
    seconds = sum(row[3] for row in rows) / len(rows)
    print(
        f"level {level} | {name} | words {words:.2%} | figures not read {missed} of {figures} | {seconds:.2f} s",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
