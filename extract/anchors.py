"""Which page a stretch of text stands on, told from the records around it.

A plan keeps the pages of its fields, and of an issue only where it stands in the text. Text runs in the order of the
pages, so what stands between two fields of one page stands on that page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

Json = Mapping[str, object]
_PAGE: Final = re.compile(r"page (\d+) ")
Anchor = tuple[int, int, int]
"""Start and end in the text, and the page."""


def anchors_of(records: Iterable[Json]) -> list[Anchor]:
    """Return the anchors of records (as JSON), in the order of the text: every field that stands on one page."""
    found: set[Anchor] = set()
    for record in records:
        places = record.get("at")
        for place in places.values() if isinstance(places, Mapping) else ():
            pages = {box.get("page") for box in _items(place, "boxes") if isinstance(box, Mapping)}
            page = pages.pop() if len(pages) == 1 else None
            if isinstance(page, int):
                found.update((start, end, page) for start, end in spans_of(place))
    return sorted(found)


def page_of(anchors: Sequence[Anchor], spans: Iterable[tuple[int, int]]) -> int | None:
    """Return the page of the first span, None where its neighbours stand on two pages or there is none."""
    first = next(iter(spans), None)
    if first is None:
        return None
    start, end = first
    within = next((page for begin, stop, page in anchors if begin < end and start < stop), None)
    if within is not None:
        return within
    before = [page for _, stop, page in anchors if stop <= start]
    after = [page for begin, _, page in anchors if begin >= end]
    return before[-1] if before and after and max(before) == min(after) else None


def page_named(issue: Json) -> int | None:
    """Return the page that an issue of a whole page names in its message, None for other issues."""
    found = _PAGE.match(str(issue.get("message"))) if str(issue.get("code")).startswith("page_") else None
    return int(found[1]) if found else None


def spans_of(place: object) -> list[tuple[int, int]]:
    """Return the spans of a place or an issue."""
    return [(pair[0], pair[1]) for pair in _items(place, "spans") if isinstance(pair, Sequence) and len(pair) == 2]


def _items(place: object, name: str) -> Sequence[object]:
    found = place.get(name) if isinstance(place, Mapping) else None
    return found if isinstance(found, Sequence) else ()
