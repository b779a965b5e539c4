"""What `kehoach score` does, as a plain function."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.files import output_fault
from extract.score.compare import compare
from extract.score.html import to_html
from extract.score.show import show, show_agreement, show_comparison, to_json
from extract.score.total import score_folders

if TYPE_CHECKING:
    from pathlib import Path

_TABLE_WIDTH: Final = 100
"""Tables are never squeezed below this: a figure cut short says nothing."""


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """Options of `kehoach score`.

    `texts` is where texts lie that golden strings point into; `html` is a file to write besides; `agreement` says
    that both sides are labellers; `against` is an earlier run over the same documents.
    """

    as_json: bool = False
    fail_under: float | None = None
    texts: Path | None = None
    html: Path | None = None
    agreement: bool = False
    against: Path | None = None


def run_score(extracted: Path, golden: Path, options: ScoreOptions) -> int:
    """Score, print, and return the exit code: 0, or 1 where the pooled F1 is under `fail_under`.

    Raises UsageFault where nothing can be compared, OutputFault where the HTML file cannot be written.
    """
    from rich.console import Console

    report = score_folders(extracted, golden, options.texts, both_labelled=options.agreement)
    earlier = score_folders(options.against, golden, options.texts) if options.against else None
    comparison = compare(earlier, report) if earlier else None
    if options.html:
        _write(options.html, to_html(report, comparison))
    if options.as_json:
        sys.stdout.write(to_json(report, comparison))
    else:
        console = Console(highlight=False, soft_wrap=True, width=max(Console().width, _TABLE_WIDTH))
        show_agreement(report, console) if options.agreement else show(report, console)
        if comparison:
            show_comparison(comparison, console)
    return int(options.fail_under is not None and report.f1 < options.fail_under)


def _write(path: Path, content: str) -> None:
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise output_fault(path, error) from error
