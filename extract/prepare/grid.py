"""Ruling lines of a scan made fit for a grid: broken ones joined, short ends stretched to where they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.page import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

BESIDE: Final = 2.5
"""Points by which pieces of one line may lie beside one another."""
GAP: Final = 14.0
"""Points of a line that may be missing between two pieces."""
REACH: Final = 4.0
"""Points by which ends are stretched; lines that cross rarely meet exactly on a scan."""


def mended(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the lines, each joined from its pieces and stretched a little at both ends; points, exactly level."""
    known = tuple(rules)
    across = [(rule.y0, min(rule.x0, rule.x1), max(rule.x0, rule.x1)) for rule in known if rule.horizontal]
    down = [(rule.x0, min(rule.y0, rule.y1), max(rule.y0, rule.y1)) for rule in known if not rule.horizontal]
    joined = [Rule(start - REACH, at, end + REACH, at) for at, start, end in _joined(across)]
    return (*joined, *(Rule(at, start - REACH, at, end + REACH) for at, start, end in _joined(down)))


def _joined(pieces: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Return pieces (where, from, to) joined where they lie on one line with at most GAP between them."""
    lines: list[tuple[float, float, float]] = []
    for at, start, end in sorted(pieces, key=lambda piece: piece[1]):
        match = next(
            (i for i, line in enumerate(lines) if abs(line[0] - at) <= BESIDE and start - line[2] <= GAP), None
        )
        if match is None:
            lines.append((at, start, end))
        else:
            where, first, last = lines[match]
            weight = (last - first) / max(last - first + end - start, 1e-9)
            lines[match] = (where * weight + at * (1 - weight), first, max(last, end))
    return sorted(lines)
