"""Names that recognition damaged."""

from __future__ import annotations

import pytest

from extract.readers.damaged import Reading, agreed, opening


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("U( BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
        ("ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
        ("THỨ XÃ AN NHƠN", "THỊ XÃ AN NHƠN"),
        ("XÃ TÂN LẬP", "XÃ TÂN LẬP"),
        ("PHÒNG KINH TẾ", "PHÒNG KINH TẾ"),
    ],
)
def test_openings(line: str, expected: str) -> None:
    """A line that nearly begins with known words does; one that does not, or does already, stays as it is."""
    assert opening(line) == expected


def reading(name: str, raw: str | None = None) -> Reading:
    """A name as it stands and as it was read."""
    return Reading(name, name if raw is None else raw)


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (reading("An Nhơn"), [reading("An Nhơn")] * 2, "An Nhơn"),
        (reading("Ăn Nhân", "AN NHON"), [reading("An Nhơn")] * 3, "An Nhơn"),
        (reading("An Nhan", "AN NHCN"), [reading("Điện Bàn")] * 4, "An Nhan"),
        (reading("An Nhan", "An Nhon"), [], "An Nhơn"),
    ],
)
def test_a_name_on_which_all_readings_agree(own: Reading, others: list[Reading], expected: str) -> None:
    """A damaged name becomes what alike readings elsewhere say, or the one place of these letters; else it stays."""
    assert agreed(own, others, "thị xã") == expected
