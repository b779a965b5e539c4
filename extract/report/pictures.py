"""Pictures of the report as inline SVG: targets by territory and year, coverage of fields, issues."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from extract.markup import Html, el, join
from models import IssueCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.report.gather import Gathered

Point = tuple[int, float]
Words = Mapping[str, Mapping[str, str]]
"""The words of a language, see `extract.wording`."""
INDICATORS: Final = 6
"""How many shared indicators, territories and charts in a row are drawn; the tables have all."""
TERRITORIES: Final = 12
CHARTS: Final = 24
_WIDTH: Final = 174.0
_HEIGHT: Final = 124.0
_LEFT: Final = 10.0
_TOP: Final = 52.0
_BOTTOM: Final = 18.0
_LETTERS: Final = 25
STATE_COLOURS: Final = {
    "found": "#2c6fbb", "derived": "#8fb8e3", "corrected": "#6a5acd", "blank": "#c9b458", "unreadable": "#c0392b",
    "absent": "#e6eaf0",
}  # fmt: skip
_SEVERITY: Final = {"error": "#c0392b", "warning": "#d98a00", "info": "#8796a8"}


@dataclass(frozen=True, slots=True)
class Family:
    """One indicator over all territories that state it: points by territory, in one unit."""

    name: str
    unit: str
    series: Mapping[str, tuple[Point, ...]]
    doubtful: frozenset[tuple[str, int]] = frozenset()


def families(found: Gathered) -> list[Family]:
    """Return all indicators with their figures by territory and year, those that most territories state first.

    A figure that a check finds implausible is in no chart: one misread "≥ 90" would bend every line beside it.
    """
    grouped: dict[tuple[str, str], dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    doubtful: dict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    for target in found.targets:
        if target.year is None or not target.indicator or IssueCode.FIGURE_IMPLAUSIBLE in target.issues:
            continue
        key = (target.indicator_id or target.indicator.casefold(), target.unit.casefold())
        names[key][target.indicator] += 1
        territory = found.documents[target.document].territory
        if target.doubtful and target.year not in grouped[key][territory]:
            doubtful[key].add((territory, target.year))
        grouped[key][territory].setdefault(target.year, float(target.value))
    ranked = sorted(grouped, key=lambda key: (-len(grouped[key]), -sum(map(len, grouped[key].values())), key))
    return [
        Family(
            min(names[key], key=lambda name: (-names[key][name], name)),
            key[1],
            {territory: tuple(sorted(years.items())) for territory, years in sorted(grouped[key].items())},
            frozenset(doubtful[key]),
        )
        for key in ranked
    ]


def shared(family: Family, words: Words) -> Html:
    """Draw an indicator: one small chart a territory, all on one scale, those with most years first."""
    years = [year for points in family.series.values() for year, _ in points]
    top = max((value for points in family.series.values() for _, value in points), default=1.0) or 1.0
    ranked = sorted(family.series.items(), key=lambda item: (-len(item[1]), item[0]))
    scale = _Scale(min(years), max(years), top)
    drawn = [_small(name, points, scale, _unsure(family, name)) for name, points in ranked[:CHARTS]]
    more = len(ranked) - CHARTS
    note = el("p", f"{more} {words['report']['further']}", class_="muted") if more > 0 else None
    title = el("h3", family.name, " ", el("small", f"({family.unit})" if family.unit else ""))
    return el("section", title, el("div", *drawn, class_="multiples"), note)


def paths(found: list[Family]) -> list[Html]:
    """Draw a row of charts for each territory whose indicators have figures for several years."""
    rows: dict[str, list[Html]] = defaultdict(list)
    for family in found:
        for territory, points in family.series.items():
            if len(points) > 1:
                top = max(value for _, value in points) or 1.0
                name = f"{family.name} ({family.unit})" if family.unit else family.name
                scale = _Scale(points[0][0], points[-1][0], top)
                rows[territory].append(_small(name, points, scale, _unsure(family, territory)))
    ranked = sorted(rows.items(), key=lambda item: (-len(item[1]), item[0]))[:TERRITORIES]
    return [
        el("section", el("h3", territory), el("div", *charts[:CHARTS], class_="multiples"))
        for territory, charts in ranked
    ]


def _unsure(family: Family, territory: str) -> frozenset[int]:
    return frozenset(year for where, year in family.doubtful if where == territory)


@dataclass(frozen=True, slots=True)
class _Scale:
    """First and last year and the greatest value of a chart."""

    first: int
    last: int
    top: float


def _small(name: str, points: Sequence[Point], scale: _Scale, unsure: frozenset[int]) -> Html:
    width = _WIDTH - 2 * _LEFT
    height = _HEIGHT - _TOP - _BOTTOM

    def at(year: int, value: float) -> tuple[float, float]:
        share = (year - scale.first) / (scale.last - scale.first) if scale.last > scale.first else 0.5
        return _LEFT + share * width, _TOP + (1 - max(value, 0) / scale.top) * height

    placed = [(*at(year, value), year, value) for year, value in points]
    base = _TOP + height
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in placed)
    pieces = [
        el("title", f"{name}: " + "; ".join(f"{year}: {figure(value)}" for year, value in points)),
        *(el("text", line, x=_LEFT, y=13.0 + 13 * i, class_="name") for i, line in enumerate(_two_lines(name))),
        el("line", x1=_LEFT, x2=_WIDTH - _LEFT, y1=base, y2=base, class_="base"),
        el("polyline", points=line) if len(placed) > 1 else None,
        *(el("circle", cx=x, cy=y, r=3.0, class_="unsure" if year in unsure else None) for x, y, year, _ in placed),
        *(el("text", str(year), x=_inside(x), y=base + 13, class_="year") for x, _, year, _ in _ends(placed)),
        *(el("text", figure(value), x=_inside(x), y=y - 6, class_="value") for x, y, _, value in _ends(placed)),
    ]
    size = f"0 0 {_WIDTH:g} {_HEIGHT:g}"
    return el("svg", join(*pieces), viewBox=size, width=_WIDTH, height=_HEIGHT, role="img", aria_label=name)


def _ends(placed: Sequence[tuple[float, float, int, float]]) -> Sequence[tuple[float, float, int, float]]:
    return placed if len(placed) == 1 else (placed[0], placed[-1])


def _inside(x: float) -> float:
    return min(max(x, 22.0), _WIDTH - 22.0)


def figure(value: float) -> str:
    """Write a figure as Vietnamese documents do: points between thousands, a decimal comma."""
    whole = f"{value:,.2f}".rstrip("0").rstrip(".")
    return whole.translate(str.maketrans(",.", ".,"))


def _two_lines(text: str) -> list[str]:
    """Break a name into at most two lines of a chart; what does not fit is in its title."""
    lines = wrap(text, _LETTERS)
    if len(lines) > 2:
        lines = [lines[0], lines[1][: _LETTERS - 1] + "…"]
    return lines


def coverage(found: Gathered, words: Words) -> Html:
    """Draw one bar a field: how often it was found, derived, corrected, blank, unreadable, absent."""
    parts: dict[str, list[Html]] = defaultdict(list)
    for (part, name), states in found.coverage.items():
        total = sum(states.values())
        filled = total - states["absent"] - states["blank"] - states["unreadable"]
        said = ", ".join(f"{states[state]} {words['states'][state]}" for state in STATE_COLOURS if states[state])
        bar = _bar({state: states[state] for state in STATE_COLOURS}, STATE_COLOURS, total, said)
        share = f"{100 * filled // total} %"
        shown = el("td", words["fields"].get(name, name), title=name)
        parts[part].append(el("tr", shown, el("td", bar), el("td", share, class_="n")))
    keys = [el("span", el("i", class_=f"swatch {state}"), words["states"][state]) for state in STATE_COLOURS]
    tables = [
        el("section", el("h3", words["parts"][part]), el("table", *rows, class_="coverage"))
        for part, rows in parts.items()
    ]
    return join(el("p", *keys, class_="legend"), el("div", *tables, class_="columns"))


def _bar(numbers: Mapping[str, int], colours: Mapping[str, str], total: int, said: str) -> Html:
    x = 0.0
    pieces: list[Html] = [el("title", said)]
    for name, number in numbers.items():
        if number:
            width = 400.0 * number / total
            pieces.append(el("rect", x=x, y=0.0, width=width, height=14.0, fill=colours[name]))
            x += width
    return el("svg", *pieces, viewBox="0 0 400 14", width=400, height=14, role="img", aria_label=said)


def issue_bars(found: Gathered, words: Words) -> Html:
    """Draw one bar a kind of issue, the most frequent first."""
    counted = Counter((issue.code, issue.severity) for issue in found.issues)
    most = max(counted.values(), default=1)
    rows = [
        el("tr", el("td", words["issues"].get(code, code), title=code),
           el("td", _bar({severity: number}, _SEVERITY, most, f"{number} {code}")), el("td", str(number), class_="n"))
        for (code, severity), number in counted.most_common()
    ]  # fmt: skip
    return el("table", *rows, class_="coverage")


def kind_bars(found: Gathered, words: Words) -> Html:
    """Draw how many documents came in which kind, and how many could not be read."""
    counted = Counter(document.kind for document in found.documents)
    rows = [(words["values"].get(kind, kind), number, "#2c6fbb") for kind, number in counted.most_common()]
    if found.failures:
        rows.append((words["report"]["kind_failed"], len(found.failures), "#c0392b"))
    most = max((number for _, number, _ in rows), default=1)
    drawn = [
        el("tr", el("td", kind), el("td", _bar({kind: number}, {kind: colour}, most, f"{number} {kind}")),
           el("td", str(number), class_="n"))
        for kind, number, colour in rows
    ]  # fmt: skip
    return el("table", *drawn, class_="coverage")
