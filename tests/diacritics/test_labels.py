"""Letters of items in order: a second «d)» is «đ)»."""

from __future__ import annotations

import pytest

from diacritics.edits import apply_edits
from diacritics.labels import label_edits
from diacritics.restorer import tidy


def labelled(text: str) -> str:
    """The text with its items' letters mended."""
    return apply_edits(tidy(text), label_edits(text)).text


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("c) Mot\nd) Hai\nd) Ba\ne) Bon", "c) Mot\nd) Hai\nđ) Ba\ne) Bon"),
        ("c) Một\nd) Hai\ndòng tiếp\nd) Ba", "c) Một\nd) Hai\ndòng tiếp\nđ) Ba"),
        ("d) Hai\n  d) Ba\ne) Bon", "d) Hai\n  đ) Ba\ne) Bon"),
        ("c. Mot\nd. Hai\nd. Ba", "c. Mot\nd. Hai\nđ. Ba"),
    ],
)
def test_the_second_d_of_a_run_of_items_is_a_crossed_one(raw: str, wanted: str) -> None:
    """Items go a, b, c, d, đ, e; the neighbours decide, and what stands between items does not matter."""
    assert labelled(raw) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "c) Một\nd) Hai\nđ) Ba\ne) Bốn",
        "a) Một\nb) Hai\nd) Ba",
        "d) Một\nd) Hai",
        "xem điểm d) và d) của",
        "c) Một\nd) Hai\nd. Ba\ne. Bốn",
    ],
)
def test_other_letters_stay(text: str) -> None:
    """Without «c)» before or «e)» behind, or in the midst of a line, nothing is changed."""
    assert labelled(text) == text
