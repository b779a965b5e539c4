"""Pages of issues, told from the fields around them."""

from __future__ import annotations

import pytest

from extract.anchors import anchors_of, page_named, page_of


def field(start: int, end: int, *pages: int) -> dict[str, object]:
    """Return the place of a field with a box on each of the pages."""
    boxes = [{"page": page, "x0": 0.0, "y0": 0.0, "x1": 1.0, "y1": 1.0} for page in pages]
    return {"state": "found", "spans": [[start, end]], "boxes": boxes}


RECORDS = [
    {"at": {"value": field(10, 14, 1), "unit": field(15, 17, 1)}},
    {"at": {"value": field(40, 44, 2), "title": field(30, 60, 2, 3), "year": {"state": "absent"}}},
    {"at": {"value": field(80, 84, 2)}},
    {},
]


@pytest.mark.parametrize(
    ("spans", "page"),
    [
        ([(12, 13)], 1),
        ([(50, 52)], 2),
        ([(50, 52), (12, 13)], 2),
        ([(20, 22)], None),
        ([(2, 4)], None),
        ([(90, 92)], None),
        ([], None),
    ],
    ids=["inside a field", "between fields of one page", "first span counts", "between two pages", "before all", "after all", "none"],
)  # fmt: skip
def test_a_page_is_told_where_its_neighbours_agree(spans: list[tuple[int, int]], page: int | None) -> None:
    """Between fields of one page there is only that page; elsewhere nothing is claimed."""
    assert page_of(anchors_of(RECORDS), spans) == page


def test_fields_on_two_pages_anchor_nothing() -> None:
    """Which part of a field stands on which of its pages is not known."""
    assert (30, 60, 2) not in anchors_of(RECORDS)
    assert len(anchors_of(RECORDS)) == 4


def test_an_issue_of_a_whole_page_names_it() -> None:
    """Only issues about pages speak of them: figures in other messages are no pages."""
    assert page_named({"code": "page_blank", "message": "page 3 is blank"}) == 3
    assert page_named({"code": "page_unreadable", "message": "page 12 could not be read: broken"}) == 12
    assert page_named({"code": "figure_repaired", "message": "page 3 is blank"}) is None
