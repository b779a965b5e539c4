"""Monotone curves from evidence to the share of fields that were right, humble where data are scarce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]

_BIN: Final = 20
"""Fields that a point of a curve rests on, at least."""
_CLOSE: Final = 0.004
"""Evidence as near as this is one value."""


def fit(pairs: Iterable[tuple[float, bool]], *, least_doubt: float = 0.0) -> list[Point]:
    """Return the points of a rising curve: bins of equal evidence, Laplace's rule, falls levelled out.

    `least_doubt` is the share of the doubt in the evidence that stays however well the fields did: 0.5 where the
    labelled data are kinder than what will be read. Where there is less than a bin, the evidence stands as it is.
    """
    known = sorted(pairs)
    if len(known) < _BIN:
        return [(0.0, 0.0), (1.0, 1.0)]
    bins = [(x, (right + 1) / (number + 2), number) for x, right, number in _bins(known)]
    points = [(x, min(y, 1.0 - least_doubt * (1.0 - x))) for x, y in _levelled(bins)]
    return [(0.0, 0.0), *((round(x, 4), round(y, 4)) for x, y in points)]


def _bins(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, int, int]]:
    """Gather fields of rising evidence into (mean evidence, right, number); a last small bin joins the one before."""
    bins: list[list[tuple[float, bool]]] = []
    for pair in pairs:
        if bins and (len(bins[-1]) < _BIN or pair[0] - bins[-1][-1][0] < _CLOSE):
            bins[-1].append(pair)
        else:
            bins.append([pair])
    if len(bins) > 1 and len(bins[-1]) < _BIN:
        last = bins.pop()
        bins[-1] += last
    return [(sum(x for x, _ in one) / len(one), sum(right for _, right in one), len(one)) for one in bins]


def _levelled(bins: Sequence[tuple[float, float, int]]) -> list[Point]:
    """Level out every fall of the share by the weighted mean of its neighbours (pool adjacent violators)."""
    pools: list[tuple[list[float], float, int]] = []
    for x, y, number in bins:
        pools.append(([x], y, number))
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            right, left = pools.pop(), pools.pop()
            total = left[2] + right[2]
            pools.append(([*left[0], *right[0]], (left[1] * left[2] + right[1] * right[2]) / total, total))
    return [(x, y) for xs, y, _ in pools for x in dict.fromkeys((xs[0], xs[-1]))]
