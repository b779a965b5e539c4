"""The head of a table that was cut anew: which of the second row's words stand under which of the first's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_YEAR: Final = re.compile(r"20[0-9]{2}")
_SPAN: Final = re.compile(r"20[0-9]{2}\s*[-–]\s*20[0-9]{2}")
_FIXED: Final = 2
"""The first columns, number and name, are never parted."""

_SINGLE: Final = re.compile(r"(?:đơn vị|đvt|ghi chú|chủ trì|phối hợp|thời gian|sản phẩm)", re.IGNORECASE)
_DONE: Final = re.compile(r"(?:thực hiện|ước|đánh giá|dự toán|kế hoạch|hđnd|ttg)", re.IGNORECASE)


def shares(upper: Sequence[str], lower: Sequence[str], width: int) -> tuple[int, ...] | None:
    """Return how many columns each cell of a head's first row takes, None where the second row cannot be dealt out.

    A cell over several columns has as many words of the second row under it as it has columns; the others have none.
    Years tell best what belongs together.
    """
    ways = list(_ways(len(upper), len(lower), width))
    if not ways:
        return None
    return max(ways, key=lambda way: _worth(upper, lower, way))


def _ways(cells: int, below: int, width: int, place: int = 0) -> Iterator[tuple[int, ...]]:
    """Yield all ways to deal `below` words and `width` columns out to the cells from `place` on."""
    left = cells - place
    if left == 0:
        if not below and not width:
            yield ()
        return
    if width < left:
        return
    for rest in _ways(cells, below, width - 1, place + 1):
        yield (1, *rest)
    if place >= _FIXED:
        for taken in range(2, min(below, width - left + 1) + 1):
            for rest in _ways(cells, below - taken, width - taken, place + 1):
                yield (taken, *rest)


def _worth(upper: Sequence[str], lower: Sequence[str], way: Sequence[int]) -> float:
    groups, at = [], 0
    worth = 0.0
    years = [[int(year) for year in _YEAR.findall(words)] for words in upper]
    first = min((min(found) for found in years if found), default=None)
    for words, own, taken in zip(upper, years, way, strict=True):
        if taken == 1:
            worth -= _SPAN.search(words) is not None
            continue
        under = lower[at : at + taken]
        at += taken
        groups.append(tuple(under))
        worth -= 3.0 * (_SINGLE.search(words) is not None)
        for name in under:
            year = _YEAR.search(name)
            if year and own:
                worth += 1.0 if min(own) <= int(year[0]) <= max(own) else -1.0
            elif year:
                worth += 0.3
            elif own and _DONE.search(name):
                worth += 0.5 * (set(own) == {first})
    sizes = {len(group) for group in groups}
    return worth + 0.5 * (len(sizes) == 1) + (len(groups) > 1 and len(set(groups)) == 1)
