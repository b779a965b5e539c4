"""Tokens: where a text is cut."""

from __future__ import annotations

from itertools import pairwise

import pytest

from diacritics.tokens import tokenize


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
