"""The score for people (tables) and for programs (JSON)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from extract.score.counts import Counts
    from extract.score.total import Report

NAMES: Final = {
    "document": "document",
    "recipients": "recipients",
    "sections": "sections",
    "targets_value": "targets, value",
    "targets_strict": "targets, strict",
    "tasks_found": "tasks, found",
    "tasks_lead": "tasks, lead",
    "tasks_coordinate": "tasks, coordinate",
    "tasks_when": "tasks, when",
    "dates": "dates",
    "references": "references",
}


def rate(value: float | None) -> str:
    """Write a rate with three places, a dash where there is nothing to divide by."""
    return "–" if value is None else f"{value:.3f}"


def show(report: Report, console: Console) -> None:
    """Print counts, rates and the line of figures; what was left out comes last."""
    console.print(_parts_table(report))
    figures = report.figures
    console.print(
        f"Figures (values, numbers, dates): {figures.right} right, {figures.missed} missed, "
        f"{figures.flagged} wrong and flagged, [bold]{figures.silent} wrong and NOT flagged[/bold]"
    )
    failed = len(report.missing)
    console.print(f"{len(report.plans)} documents; mean of the parts' pooled F1: [bold]{report.f1:.3f}[/bold]")
    if failed:
        console.print(
            f"{failed} golden documents were not extracted, all theirs is missed: {', '.join(report.missing)}"
        )
    if report.unlabelled:
        console.print(f"{len(report.unlabelled)} extracted documents have no golden record and were left out")
    for note in report.notes:
        console.print(note)


def _parts_table(report: Report) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.caption = "Pooled over documents; mean: mean of the documents' F1; right includes blank (neither side has it)"
    table.add_column("part", no_wrap=True)
    for name in ("right", "blank", "wrong", "missed", "invented", "prec.", "recall", "F1", "partial", "mean"):
        table.add_column(name, justify="right", no_wrap=True)
    for part, name in NAMES.items():
        counts = report.pooled(part)
        table.add_row(name, *_cells(counts), rate(report.mean_f1(part)))
    return table


def _cells(counts: Counts) -> tuple[str, ...]:
    whole = (counts.right, counts.blank, counts.wrong, counts.missed, counts.invented)
    rates = (counts.precision, counts.recall, counts.f1, counts.partial_f1)
    return (*(str(count) for count in whole), *(rate(value) for value in rates))


def to_json(report: Report) -> str:
    """Return the whole report as JSON: per part, per document, the figures, and what was left out."""
    figures = report.figures
    content = {
        "f1": report.f1,
        "parts": {part: {**_counts(report.pooled(part)), "mean_f1": report.mean_f1(part)} for part in NAMES},
        "figures": {
            "right": figures.right,
            "missed": figures.missed,
            "wrong_flagged": figures.flagged,
            "wrong_not_flagged": figures.silent,
        },
        "documents": {
            plan.stem: {
                "golden": plan.golden,
                "kind": plan.kind,
                "f1": plan.f1,
                "parts": {part: _counts(counts) for part, counts in plan.counts.items()},
            }
            for plan in report.plans
        },
        "missing": list(report.missing),
        "unlabelled": list(report.unlabelled),
        "notes": list(report.notes),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _counts(counts: Counts) -> dict[str, float | None]:
    return {
        "right": counts.right,
        "wrong": counts.wrong,
        "missed": counts.missed,
        "invented": counts.invented,
        "blank": counts.blank,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "partial_f1": counts.partial_f1,
    }
