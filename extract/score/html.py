"""The score as one self-contained HTML file: tables, charts, and every error with both values and its evidence."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from extract.markup import Html, el, join, page
from extract.score.breakdown import by_band, by_field, by_issue, by_kind, calibration, worst
from extract.score.charts import errors_by_field, legend, rates, reliability
from extract.score.show import NAMES, rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.score.compare import Comparison
    from extract.score.counts import Counts
    from extract.score.judgement import Judgement
    from extract.score.total import PlanScore, Report

_CHARTED: Final = 25
_WORDS: Final = re.compile(r"\S+|\s+")


def to_html(report: Report, comparison: Comparison | None = None) -> str:
    """Return the whole report as one file that needs nothing else."""
    figures = report.figures
    boxes = [
        (figures.right, "figures right", None),
        (figures.missed, "missed", None),
        (figures.flagged, "wrong and flagged", None),
        (figures.silent, "wrong and not flagged", "silent" if figures.silent else None),
    ]
    body = join(
        el("h1", "Score"),
        el("p", f"{len(report.plans)} documents. Mean of the parts' pooled F1: {report.f1:.3f}.", class_="muted"),
        *(el("p", note, class_="muted") for note in _left_out(report)),
        el(
            "div", *(el("div", el("b", str(n)), name, class_=kind or None) for n, name, kind in boxes), class_="figures"
        ),
        _parts(report),
        _compared(comparison) if comparison else None,
        _fields(report),
        _confidence(report),
        _groups("By kind of document", by_kind(report)),
        _groups("By kind of issue: fields that an issue names", by_issue(report)),
        el("h2", "Every error, by document"),
        *(_document(plan) for plan in sorted(report.plans, key=lambda plan: plan.f1)),
    )
    style = files("extract.score").joinpath("static", "score.css").read_text(encoding="utf-8")
    return page("kehoach: score", Html(style), body)


def _left_out(report: Report) -> list[str]:
    notes = list(report.notes)
    if report.missing:
        notes.append(f"Not extracted, all of theirs counts as missed: {', '.join(report.missing)}")
    if report.unlabelled:
        notes.append(f"Extracted but without a golden record, left out: {', '.join(report.unlabelled)}")
    return notes


def _table(heads: Sequence[str], rows: Iterable[Sequence[str | Html]], words: int = 1) -> Html:
    """Return a table whose first `words` columns are words and the others numbers."""
    head = el("tr", *(el("th", name, class_=None if i < words else "n") for i, name in enumerate(heads)))
    lines = [
        el("tr", *(el("td", cell, class_=None if i < words else "n") for i, cell in enumerate(row))) for row in rows
    ]
    return el("table", el("thead", head), el("tbody", *lines))


_HEADS: Final = ("right", "blank", "wrong", "missed", "invented", "precision", "recall", "F1", "F1 partial")


def _cells(counts: Counts) -> list[str]:
    whole = (counts.right, counts.blank, counts.wrong, counts.missed, counts.invented)
    shares = (counts.precision, counts.recall, counts.f1, counts.partial_f1)
    return [*(str(count) for count in whole), *(rate(share) for share in shares)]


def _parts(report: Report) -> Html:
    rows = [[name, *_cells(report.pooled(part)), rate(report.mean_f1(part))] for part, name in NAMES.items()]
    bars = [(name, report.pooled(part).f1, report.mean_f1(part)) for part, name in NAMES.items()]
    return join(
        el("h2", "By part"),
        rates(bars),
        el("p", "Bar: pooled over documents; tick: mean of the documents' F1.", class_="muted"),
        _table(("part", *_HEADS, "F1 mean"), rows),
    )


def _fields(report: Report) -> Html:
    counted = by_field(report)
    rows = [[field, *_cells(counts)[:-1]] for field, counts in counted.items()]
    return join(
        el("h2", "Errors by field"),
        legend(),
        errors_by_field(worst(counted, _CHARTED)),
        el("details", el("summary", "All fields"), _table(("field", *_HEADS[:-1]), rows)),
    )


def _confidence(report: Report) -> Html:
    found = calibration(report)
    rows = [[band, str(counts.right), str(counts.read - counts.right)] for band, counts in by_band(report).items()]
    if not found.number:
        return join(el("h2", "Confidence"), el("p", "No field carries a confidence.", class_="muted"))
    said = f"{found.number} fields; mean gap {rate(found.error)}, Brier score {rate(found.brier)}."
    return join(
        el("h2", "Does confidence mean what it says?"),
        el("p", said, class_="muted"),
        reliability(found),
        _table(("confidence", "right", "not right"), rows),
    )


def _groups(title: str, counted: Mapping[str, Counts]) -> Html | None:
    if not counted:
        return None
    return join(el("h2", title), _table(("", *_HEADS[:-1]), [[name, *_cells(c)[:-1]] for name, c in counted.items()]))


def _document(plan: PlanScore) -> Html:
    errors = [found for found in plan.judgements if not found.good]
    number = f"{len(errors)} error{'' if len(errors) == 1 else 's'}"
    title = f"{plan.stem} ({plan.kind}): {number}, F1 {plan.f1:.3f}"
    rows = [_error(found) for found in errors]
    return el("details", el("summary", title), _table(("field", "", "golden → read", "evidence", ""), rows, words=5))


def _error(found: Judgement) -> list[str | Html]:
    warned = (
        "" if found.verdict == "missed" else ", ".join(found.issues) or ("flagged" if found.flagged else "not flagged")
    )
    mark = el("span", warned, class_="silent-mark") if found.figure and warned == "not flagged" else warned
    return [
        f"{found.where} {found.field}",
        el("span", found.verdict, class_=found.verdict),
        difference(found.golden, found.read),
        found.evidence or "",
        mark,
    ]


def difference(golden: str | None, read: str | None) -> Html:
    """Return the golden value struck out where it was read otherwise, and what was read instead; word by word."""
    if golden is None or read is None:
        return join(el("ins", read) if read is not None else el("del", golden or ""))
    if golden == read:
        return join(read)
    left, right = _WORDS.findall(golden), _WORDS.findall(read)
    pieces: list[Html] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(join(*left[a:b]))
            continue
        pieces += [el(name, "".join(part)) for name, part in (("del", left[a:b]), ("ins", right[c:d])) if part]
    return join(*pieces)


def _compared(comparison: Comparison) -> Html:
    rows = []
    for change in comparison.changes:
        if change.before is None and change.after is None:
            continue
        step = (change.after or 0.0) - (change.before or 0.0)
        kind = "better" if change.low > 0 else "worse" if change.high < 0 else None
        shown = el("span", f"{step:+.3f}", class_=kind)
        interval = f"{change.low:+.3f} … {change.high:+.3f}"
        rows.append([NAMES[change.part], rate(change.before), rate(change.after), shown, interval])
    better = sum(turn.better for turn in comparison.turns)
    turned = [
        [turn.stem, _turn_name(turn.after or turn.before), el("span", "better" if turn.better else "worse",
         class_="better" if turn.better else "worse"), _value(turn.before), _value(turn.after)]
        for turn in comparison.turns
    ]  # fmt: skip
    return join(
        el("h2", "Against the earlier run"),
        el("p", f"{comparison.documents} documents in both; {better} fields better, {len(turned) - better} worse. ",
           "Interval: 95 % of bootstrap draws over documents.", class_="muted"),
        _table(("part", "before", "after", "change", "95 %"), rows),
        el("details", el("summary", f"{len(turned)} fields that turned"),
           _table(("document", "field", "", "before", "after"), turned, words=5)),
    )  # fmt: skip


def _turn_name(found: Judgement | None) -> str:
    return f"{found.where} {found.field}" if found else ""


def _value(found: Judgement | None) -> Html:
    return difference(found.golden, found.read) if found else Html("–")
