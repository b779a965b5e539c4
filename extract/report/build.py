"""The report as one self-contained HTML file: pictures first, then tables that sort and filter in the page."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from extract.errors import OutputFault
from extract.markup import Html, el, join, page
from extract.report.gather import gather
from extract.report.pictures import INDICATORS, coverage, families, issue_bars, kind_bars, paths, shared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extract.report.gather import Gathered


def run_report(out: Path, into: Path | None = None) -> Path:
    """Write the report of an output folder, to `report.html` in it unless `into` says otherwise; return the file.

    Raises UsageFault where `out` is no output folder, OutputFault where something cannot be read or written.
    """
    path = into or out / "report.html"
    content = to_html(gather(out))
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise OutputFault(f"{path}: cannot be written: {error.strerror}") from error
    return path


def to_html(found: Gathered) -> str:
    """Return the whole report; everything that documents say is escaped."""
    body = join(
        el("h1", "Plans"),
        _facts(found),
        el("h2", "Read and failed"),
        kind_bars(found),
        _failures(found),
        el("h2", "Targets by territory and year"),
        _charts(found),
        el("h2", "All targets"),
        _table("targets", "Filter by document, territory, indicator, unit …"),
        el("h2", "Issues to settle"),
        issue_bars(found) if found.issues else el("p", "None.", class_="muted"),
        _table("issues", "Filter by document, kind or message …") if found.issues else None,
        el("h2", "Coverage of fields"),
        el("p", "How often each field was filled, over all records.", class_="muted"),
        coverage(found),
        el("h2", "Documents"),
        _table("documents", "Filter by title or territory …"),
        el("script", _data(found), type="application/json", id="data"),
    )
    return page("kehoach: report", _asset("report.css"), body, _asset("report.js"))


def _asset(name: str) -> Html:
    return Html(files("extract.report").joinpath("static", name).read_text(encoding="utf-8"))


def _facts(found: Gathered) -> Html:
    facts = [
        (len(found.documents), "documents read"),
        (sum(document.pages for document in found.documents), "pages"),
        (len(found.targets), "targets"),
        (sum(document.tasks for document in found.documents), "tasks"),
        (len(found.issues), "issues to settle"),
        (sum(document.finished for document in found.documents), "documents reviewed"),
        (len(found.failures), "documents failed"),
        (found.duplicates, "duplicates"),
    ]
    return el(
        "div", *(el("div", el("b", f"{n}"), name) for n, name in facts if n or name != "duplicates"), class_="facts"
    )


def _failures(found: Gathered) -> Html | None:
    if not found.failures:
        return None
    lines = [el("li", el("b", shown), " ", reason) for shown, reason in found.failures]
    return el("details", el("summary", f"{len(lines)} documents could not be read"), el("ul", *lines))


def _charts(found: Gathered) -> Html:
    known = families(found)
    if not known:
        return el("p", "No target names a year.", class_="muted")
    compared = [shared(family) for family in known if len(family.series) > 1][:INDICATORS]
    by_territory = paths(known)
    pieces: list[Html] = []
    if compared:
        note = "Indicators that several territories state: a chart for each territory, each row on one scale from zero."
        pieces += [el("p", note, class_="muted"), *compared]
    if by_territory:
        note = (
            "Territories with figures for several years: a chart for each indicator, each on its own scale from zero. "
            "Implausible figures are left out; they stand in the table and among the issues."
        )
        pieces += [el("p", note, class_="muted"), *by_territory]
    return join(*pieces) if pieces else el("p", "No indicator has figures for several years.", class_="muted")


def _table(name: str, hint: str) -> Html:
    search = el("input", type="search", placeholder=hint, aria_label=hint, data_filter=name)
    tools = el("p", search, el("span", class_="muted", data_count=name), class_="tools")
    more = el("button", "Show more", type="button", data_more=name)
    return join(tools, el("table", el("thead"), el("tbody"), id=name, class_="data"), more)


def _data(found: Gathered) -> Html:
    """Return the tables' rows as JSON that cannot end its script element; strings that recur are numbered."""
    strings: dict[str, int] = {}

    def number(text: str) -> int:
        return strings.setdefault(text, len(strings))

    documents = [
        [d.stem, d.title, number(d.territory), number(d.kind), d.pages, d.targets, d.tasks, d.issues, d.finished, d.uri]
        for d in found.documents
    ]
    targets = [
        [t.document, number(t.indicator), number(t.comparator), t.value, number(t.unit), t.year, number(t.section),
         t.page, _percent(t.confidence), t.corrected, [number(code) for code in t.issues]]
        for t in found.targets
    ]  # fmt: skip
    issues = [[i.document, number(i.code), number(i.severity), i.message, i.record, i.page] for i in found.issues]
    content: dict[str, Sequence[object]] = {
        "documents": documents, "targets": targets, "issues": issues, "strings": list(strings),
    }  # fmt: skip
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Html(written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def _percent(confidence: float | None) -> int | None:
    return None if confidence is None else int(100 * confidence)
