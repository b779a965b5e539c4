"""The report as one self-contained HTML file: pictures first, then tables that sort and filter in the page."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from extract.files import output_fault
from extract.markup import Html, el, join, page
from extract.report.gather import gather
from extract.report.pictures import INDICATORS, coverage, families, issue_bars, kind_bars, paths, shared
from extract.wording import record_name, said, wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from extract.report.gather import Gathered, IssueLine
    from extract.report.pictures import Words
    from extract.wording import Language


def run_report(out: Path, into: Path | None = None, language: Language = "en") -> Path:
    """Write the report of an output folder, to `report.html` in it unless `into` says otherwise; return the file.

    Raises UsageFault where `out` is no output folder, OutputFault where something cannot be read or written.
    """
    path = into or out / "report.html"
    content = to_html(gather(out, path.parent), language)
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise output_fault(path, error) from error
    return path


def to_html(found: Gathered, language: Language = "en") -> str:
    """Return the whole report; everything that documents say is escaped."""
    words = wording(language)
    told = words["report"]
    body = join(
        el("h1", told["title"]),
        _facts(found, told),
        el("p", told["figures"], class_="muted"),
        el("h2", told["read_and_failed"]),
        kind_bars(found, words),
        _failures(found, told, language),
        el("h2", told["by_territory"]),
        _charts(found, words),
        el("h2", told["all_targets"]),
        _table("targets", told),
        el("h2", told["to_settle"]),
        issue_bars(found, words) if found.issues else el("p", told["none"], class_="muted"),
        _table("issues", told) if found.issues else None,
        el("h2", told["coverage"]),
        el("p", told["coverage_note"], class_="muted"),
        coverage(found, words),
        el("h2", told["documents"]),
        _table("documents", told),
        el("script", _data(found, words, language), type="application/json", id="data"),
    )
    return page(f"kehoach: {told['title']}", _asset("report.css"), body, _asset("report.js"), language)


def _asset(name: str) -> Html:
    return Html(files("extract.report").joinpath("static", name).read_text(encoding="utf-8"))


def _facts(found: Gathered, told: Mapping[str, str]) -> Html:
    facts = [
        (len(found.documents), "documents_read"),
        (sum(document.pages for document in found.documents), "pages"),
        (len(found.targets), "targets"),
        (sum(document.tasks for document in found.documents), "tasks"),
        (len(found.issues), "issues"),
        (sum(document.finished for document in found.documents), "reviewed"),
        (len(found.failures), "failed"),
        (found.duplicates, "duplicates"),
    ]
    boxes = [el("div", el("b", f"{n}"), told[name]) for n, name in facts if n or name != "duplicates"]
    return el("div", *boxes, class_="facts")


def _failures(found: Gathered, told: Mapping[str, str], language: str) -> Html | None:
    if not found.failures:
        return None
    lines = [el("li", el("b", shown), " ", said("failure", why, language)) for shown, why in found.failures]
    return el("details", el("summary", f"{len(lines)} {told['could_not_be_read']}"), el("ul", *lines))


def _charts(found: Gathered, words: Words) -> Html:
    told = words["report"]
    known = families(found)
    if not known:
        return el("p", told["no_year"], class_="muted")
    compared = [shared(family, words) for family in known if len(family.series) > 1][:INDICATORS]
    by_territory = paths(known)
    pieces: list[Html] = []
    if compared:
        pieces += [el("p", told["shared"], " ", told["doubtful"], class_="muted"), *compared]
    if by_territory:
        pieces += [el("p", told["paths"], " ", told["doubtful"], class_="muted"), *by_territory]
    return join(*pieces) if pieces else el("p", told["no_years"], class_="muted")


def _table(name: str, told: Mapping[str, str]) -> Html:
    hint = told[f"filter_{name}"]
    search = el("input", type="search", placeholder=hint, aria_label=hint, data_filter=name)
    tools = el("p", search, el("span", class_="muted", data_count=name), class_="tools")
    more = el("button", told["more"], type="button", data_more=name)
    return join(tools, el("table", el("thead"), el("tbody"), id=name, class_="data"), more)


def _data(found: Gathered, words: Words, language: str) -> Html:
    """Return the tables' rows as JSON that cannot end its script element; strings that recur are numbered."""
    strings: dict[str, int] = {}

    def number(text: str) -> int:
        return strings.setdefault(text, len(strings))

    def kind(code: str) -> int:
        return number(words["issues"].get(code, code))

    documents = [
        [d.stem, d.title, number(d.territory), number(words["values"].get(d.kind, d.kind)), d.pages, d.targets, d.tasks,
         d.issues, d.finished, d.link]
        for d in found.documents
    ]  # fmt: skip
    targets = [
        [t.document, number(t.indicator), number(t.comparator), t.value, number(t.unit), t.year, number(t.section),
         t.page, _percent(t.confidence), t.corrected, [kind(code) for code in t.issues], t.value_to]
        for t in found.targets
    ]  # fmt: skip
    issues = [
        [i.document, kind(i.code), number(i.severity), said(i.code, i.message, language),
         number(_record(i, words, language)), i.page]
        for i in found.issues
    ]  # fmt: skip
    content: dict[str, Sequence[object] | Mapping[str, str]] = {
        "documents": documents, "targets": targets, "issues": issues,
        "strings": list(strings), "words": words["report"],
    }  # fmt: skip
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Html(written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def _record(issue: IssueLine, words: Words, language: str) -> str:
    """Return record and field as people name them, "Targets 3 · Value"."""
    named = (record_name(issue.record, language), words["fields"].get(issue.field, issue.field))
    return " · ".join(name for name in named if name)


def _percent(confidence: float | None) -> int | None:
    return None if confidence is None else int(100 * confidence)
