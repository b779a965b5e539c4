"""What `kehoach score` does, as a plain function."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.score.show import show, to_json
from extract.score.total import score_folders

if TYPE_CHECKING:
    from pathlib import Path

_TABLE_WIDTH: Final = 100
"""Tables are never squeezed below this: a figure cut short says nothing."""


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """Options of `kehoach score`: `texts` is where texts lie that golden strings point into."""

    as_json: bool = False
    fail_under: float | None = None
    texts: Path | None = None


def run_score(extracted: Path, golden: Path, options: ScoreOptions) -> int:
    """Score, print, and return the exit code: 0, or 1 where the pooled F1 is under `fail_under`."""
    from rich.console import Console

    report = score_folders(extracted, golden, options.texts)
    if options.as_json:
        sys.stdout.write(to_json(report))
    else:
        show(report, Console(highlight=False, soft_wrap=True, width=max(Console().width, _TABLE_WIDTH)))
    return int(options.fail_under is not None and report.f1 < options.fail_under)
