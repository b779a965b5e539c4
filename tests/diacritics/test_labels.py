"""Letters of items in order: a second «d)» is «đ)»."""

from __future__ import annotations

from itertools import pairwise

import pytest

from diacritics.edits import apply_edits
from diacritics.labels import label_edits
from diacritics.restorer import tidy
from diacritics.tokens import tokenize


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


@pytest.mark.parametrize("text", ["số D1.Trụ sở", "đường A1.Trụ", "mục 3.Tổ chức", "a1.Hai-ba/bốn.Năm"])
def test_tokens_rise_and_are_never_empty(text: str) -> None:
    """A stop that two rules take for a cut is cut once."""
    tokens = tokenize(text)
    assert all(token.start < token.end for token in tokens)
    assert all(left.end <= right.start for left, right in pairwise(tokens))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I.MỤC ĐÍCH", ["I", ".", "MỤC", "ĐÍCH"]),
        ("a)Các xã", ["a", ")", "Các", "xã"]),
        ("(IV.Phần)", ["(", "IV", ".", "Phần", ")"]),
    ],
)
def test_a_number_of_an_item_is_a_token_of_its_own(text: str, words: list[str]) -> None:
    """What an item is numbered with is never taken for a piece of its first word, and so never lost."""
    assert [text[token.start : token.end] for token in tokenize(text)] == words
