"""The score for people (tables) and for programs (JSON)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from extract.score.breakdown import by_band, by_field, by_issue, by_kind, calibration, worst

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console
    from rich.table import Table

    from extract.score.compare import Comparison
    from extract.score.counts import Counts, Figures
    from extract.score.judgement import Judgement
    from extract.score.total import PlanScore, Report

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
    """Print counts, rates and the line of figures, then the same by field, kind, confidence and issue."""
    fields = by_field(report)
    show_groups("fields with errors", dict(worst(fields, len(fields))), console)
    show_groups("by kind of document", by_kind(report), console)
    show_groups("by confidence, of the fields that were read", by_band(report), console)
    show_groups("by kind of issue, of the fields that an issue names", by_issue(report), console)
    trust = calibration(report)
    if trust.number:
        gaps = f"mean gap {rate(trust.error)}, Brier score {rate(trust.brier)}"
        console.print(f"Calibration over {trust.number} fields: {gaps}")
    console.print(_parts_table(report))
    figures = report.figures
    console.print(
        f"Figures (values, numbers, dates): {figures.right} right, {figures.missed} missed, "
        f"{figures.flagged} wrong and flagged, [bold]{figures.silent} wrong and NOT flagged[/bold]"
    )
    for plan in report.plans:
        for found in plan.judgements:
            if found.silent:
                values = f"{found.golden or 'nothing'} was read as {found.read}, confidence {rate(found.confidence)}"
                console.print(f"  not flagged: {plan.stem} {found.where} {found.field}: {values}", markup=False)
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
    table = _table("")
    table.title = None
    table.caption = "Pooled over documents; mean: mean of the documents' F1; right includes blank (neither side has it)"
    table.add_column("mean", justify="right", no_wrap=True)
    for part, name in NAMES.items():
        table.add_row(name, *_cells(report.pooled(part)), rate(report.mean_f1(part)))
    return table


def _cells(counts: Counts) -> tuple[str, ...]:
    whole = (counts.right, counts.blank, counts.wrong, counts.missed, counts.invented)
    rates = (counts.precision, counts.recall, counts.f1, counts.partial_f1)
    return (*(str(count) for count in whole), *(rate(value) for value in rates))


def show_groups(title: str, counted: Mapping[str, Counts], console: Console) -> None:
    """Print counts by field, kind, band or issue."""
    if counted:
        table = _table(title)
        for label, counts in counted.items():
            table.add_row(label, *_cells(counts))
        console.print(table)


def show_agreement(report: Report, console: Console) -> None:
    """Print how far two labellers agree: what both have, what only one has, and F1, which takes no side."""
    table = _plain_table("Agreement of two labellers: A is the first folder", "part")
    for name in ("same", "differ", "only B", "only A", "F1", "mean"):
        table.add_column(name, justify="right", no_wrap=True)
    for part, name in NAMES.items():
        counts = report.pooled(part)
        whole = (counts.right, counts.wrong, counts.missed, counts.invented)
        table.add_row(name, *(str(count) for count in whole), rate(counts.f1), rate(report.mean_f1(part)))
    console.print(table)
    console.print(f"{len(report.plans)} documents labelled by both; mean of the parts' pooled F1: {report.f1:.3f}")
    for plan in report.plans:
        for found in plan.judgements:
            if not found.good:
                console.print(
                    f"  {plan.stem} {found.where} {found.field}: A {found.read!r}, B {found.golden!r}", markup=False
                )


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Print F1 of two runs by part with the interval of the difference, and which fields turned."""
    table = _plain_table("Against the earlier run; 95 % of bootstrap draws over documents", "part")
    for name in ("before", "after", "change", "low", "high"):
        table.add_column(name, justify="right", no_wrap=True)
    for change in comparison.changes:
        step = (change.after or 0.0) - (change.before or 0.0)
        ends = (f"{step:+.3f}", f"{change.low:+.3f}", f"{change.high:+.3f}")
        table.add_row(NAMES[change.part], rate(change.before), rate(change.after), *ends)
    console.print(table)
    better = sum(turn.better for turn in comparison.turns)
    worse = len(comparison.turns) - better
    console.print(f"{better} fields better, {worse} worse, in {comparison.documents} documents")
    for turn in comparison.turns:
        found = turn.after or turn.before
        if found is not None:
            what = f"{'better' if turn.better else 'WORSE'}: {turn.stem} {found.where} {found.field}"
            console.print(f"  {what}: {_read(turn.before)} -> {_read(turn.after)}", markup=False)


def _read(found: Judgement | None) -> str:
    return repr(found.read) if found else "nothing"


def _plain_table(title: str, first: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, box=SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left")
    table.add_column(first, no_wrap=True)
    return table


def _table(title: str) -> Table:
    table = _plain_table(title, "")
    for name in ("right", "blank", "wrong", "missed", "invented", "prec.", "recall", "F1", "partial"):
        table.add_column(name, justify="right", no_wrap=True)
    return table


def to_json(report: Report, comparison: Comparison | None = None) -> str:
    """Return the whole report as JSON: per part, field, kind, band, issue and document, and what was left out."""
    found = calibration(report)
    content = {
        "f1": report.f1,
        "parts": {part: {**_counts(report.pooled(part)), "mean_f1": report.mean_f1(part)} for part in NAMES},
        "figures": _figures(report.figures),
        "fields": _grouped(by_field(report)),
        "kinds": _grouped(by_kind(report)),
        "confidence": _grouped(by_band(report)),
        "issues": _grouped(by_issue(report)),
        "calibration": {"fields": found.number, "error": found.error, "brier": found.brier},
        "documents": {plan.stem: _document(plan) for plan in report.plans},
        "missing": list(report.missing),
        "unlabelled": list(report.unlabelled),
        "notes": list(report.notes),
        "against": _compared(comparison) if comparison else None,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _figures(found: Figures) -> dict[str, int]:
    return {
        "right": found.right,
        "missed": found.missed,
        "wrong_flagged": found.flagged,
        "wrong_not_flagged": found.silent,
    }


def _grouped(counted: Mapping[str, Counts]) -> dict[str, dict[str, float | None]]:
    return {label: _counts(counts) for label, counts in counted.items()}


def _document(plan: PlanScore) -> dict[str, object]:
    parts = {part: _counts(counts) for part, counts in plan.counts.items()}
    figures = _figures(plan.figures)
    return {"golden": plan.golden, "kind": plan.kind, "f1": plan.f1, "parts": parts, "figures": figures}


def _compared(comparison: Comparison) -> dict[str, object]:
    parts = {
        change.part: {"before": change.before, "after": change.after, "low": change.low, "high": change.high}
        for change in comparison.changes
    }
    better = sum(turn.better for turn in comparison.turns)
    return {"parts": parts, "better": better, "worse": len(comparison.turns) - better}


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
