"""Sections as records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.outline import outline
from extract.readers.sections import known_heading, read_sections
from models import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.text import Text

    TextOf = Callable[[str], Text]


def test_places_of_sections(text_of: TextOf) -> None:
    """A section's path points to its marker, its title to the heading's words; one without heading says so."""
    text = text_of(
        "KẾ HOẠCH\nNuôi ong\nCăn cứ nhu cầu;\nI. NỘI DUNG\n1. Mua thùng:\n- Thùng gỗ.\n2. Giao các thôn chia đàn trước mùa hoa."
    )
    found = read_sections(text, outline(text))
    assert [(section.path, section.title) for section in found] == [
        ("I", "NỘI DUNG"),
        ("I/1", "Mua thùng"),
        ("I/2", None),
    ]
    start, end = found[1].at["title"].spans[0]
    assert text.string[start:end] == "Mua thùng"
    start, end = found[1].at["path"].spans[0]
    assert text.string[start:end] == "1."
    assert found[2].at["title"].state is State.ABSENT


@pytest.mark.parametrize(
    ("printed", "heading"),
    [
        ("MucdIch", "Mục đích"),
        ("Yêucâu", "Yêu cầu"),
        ("TO CHUC THUC HIEN", "TỔ CHỨC THỰC HIỆN"),
        ("Kinh phi", "Kinh phí"),
        ("Mục Đích", "Mục Đích"),
        ("Tổ chức thực hiện.", "Tổ chức thực hiện."),
        ("Mua thùng", "Mua thùng"),
    ],
)
def test_common_headings_regain_their_marks(printed: str, heading: str) -> None:
    """A heading that has a common one's letters is that one; one printed whole stays as it is."""
    assert known_heading(printed) == heading
