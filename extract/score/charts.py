"""Charts of the score as inline SVG: errors by field, F1 by part, and the reliability curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.markup import Html, el, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.score.breakdown import Calibration
    from extract.score.counts import Counts

_COLOURS: Final = {"wrong": "#c0392b", "missed": "#d98a00", "invented": "#7d5bbe"}
_ROW: Final = 22.0
_LABEL: Final = 170.0
_WIDTH: Final = 640.0


def errors_by_field(rows: Sequence[tuple[str, Counts]]) -> Html:
    """Draw one bar a field, stacked: wrong, missed, invented."""
    most = max((_errors(counts) for _, counts in rows), default=1)
    scale = (_WIDTH - _LABEL - 60) / most
    drawn = [_stack(label, counts, i * _ROW + 4, scale) for i, (label, counts) in enumerate(rows)]
    return _svg(_WIDTH, len(rows) * _ROW + 8, "errors by field", *drawn)


def legend() -> Html:
    """Return the colours of the stacked bars with their names."""
    return el("p", *(el("span", name, class_=f"key {name}") for name in _COLOURS), class_="legend")


def _errors(counts: Counts) -> int:
    return counts.wrong + counts.missed + counts.invented


def _stack(label: str, counts: Counts, y: float, scale: float) -> Html:
    pieces = [el("text", label, x=_LABEL - 8, y=y + 13, text_anchor="end")]
    x = _LABEL
    for name, colour in _COLOURS.items():
        number = getattr(counts, name)
        if number:
            bar = el("title", f"{label}: {number} {name}")
            pieces.append(el("rect", bar, x=x, y=y, width=number * scale, height=_ROW - 6, fill=colour))
            x += number * scale
    pieces.append(el("text", str(_errors(counts)), x=x + 6, y=y + 13, class_="number"))
    return el("g", *pieces)


def rates(rows: Sequence[tuple[str, float | None, float | None]]) -> Html:
    """Draw F1 by part: a bar for the pooled figure, a tick for the mean over documents."""
    scale = _WIDTH - _LABEL - 60
    drawn = []
    for i, (label, pooled, mean) in enumerate(rows):
        y = i * _ROW + 4
        pieces = [
            el("text", label, x=_LABEL - 8, y=y + 13, text_anchor="end"),
            el("rect", x=_LABEL, y=y, width=scale, height=_ROW - 6, fill="#eceff3"),
        ]
        if pooled is not None:
            pieces.append(el("rect", x=_LABEL, y=y, width=pooled * scale, height=_ROW - 6, fill="#2c6fbb"))
            pieces.append(el("text", f"{pooled:.3f}", x=_LABEL + scale + 6, y=y + 13, class_="number"))
        if mean is not None:
            at = _LABEL + mean * scale
            pieces.append(el("line", el("title", f"mean {mean:.3f}"), x1=at, x2=at, y1=y - 1, y2=y + 17, class_="tick"))
        drawn.append(el("g", *pieces))
    return _svg(_WIDTH, len(rows) * _ROW + 8, "F1 by part", *drawn)


def reliability(found: Calibration) -> Html:
    """Draw claimed confidence against the share that is right; the size of a dot is how many fields it stands for."""
    side, margin = 300.0, 44.0

    def at(x: float, y: float) -> tuple[float, float]:
        return margin + x * side, 10 + (1 - y) * side

    grid = []
    for step in range(6):
        value = step / 5
        x, y = at(value, value)
        grid += [
            el("line", x1=margin, x2=margin + side, y1=y, y2=y, class_="grid"),
            el("line", x1=x, x2=x, y1=10.0, y2=10 + side, class_="grid"),
            el("text", f"{value:.1f}", x=margin - 6, y=y + 4, text_anchor="end"),
            el("text", f"{value:.1f}", x=x, y=side + 26, text_anchor="middle"),
        ]
    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    diagonal = el("line", x1=x0, y1=y0, x2=x1, y2=y1, class_="diagonal")
    points = [at(one.claimed, one.share) for one in found.bins]
    curve = el("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_="curve")
    largest = max((one.number for one in found.bins), default=1)
    dots = [
        el(
            "circle",
            el("title", f"{one.number} fields claim {one.claimed:.2f}, {one.share:.2f} are right"),
            cx=x, cy=y, r=4 + 9 * (one.number / largest) ** 0.5, class_="dot",
        )
        for one, (x, y) in zip(found.bins, points, strict=True)
    ]  # fmt: skip
    names = [
        el("text", "confidence claimed", x=margin + side / 2, y=side + 44, text_anchor="middle"),
        el("text", "share right", transform=f"translate(12 {10 + side / 2}) rotate(-90)", text_anchor="middle"),
    ]
    return _svg(margin + side + 20, side + 52, "reliability curve", *grid, diagonal, curve, *dots, *names)


def _svg(width: float, height: float, label: str, *children: Html) -> Html:
    size = f"0 0 {width:g} {height:g}"
    return el("svg", join(*children), viewBox=size, width=width, height=height, role="img", aria_label=label)
