"""Tokens: where a text is cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diacritics.splits import parted
from diacritics.tokens import PARAGRAPH, WORD, tokenize


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tăng 8,5%/năm", ["tăng", "8,5%", "/", "năm"]),
        ("tỷ đồng/1.250 tỷ", ["tỷ", "đồng", "/", "1.250", "tỷ"]),
        ("UBND huyện[12],", ["UBND", "huyện", "[", "12", "]"]),
        ("BOD(mẫu nước)", ["BOD", "(", "mẫu", "nước", ")"]),
        ("số 45/QĐ-UBND", ["số", "45/QĐ-UBND"]),
        ("xem http://a.vn/tin(1)", ["xem", "http://a.vn/tin(1", ")"]),
        ("cơ sở di? liệu", ["cơ", "sở", "di", "liệu"]),
        ("Tại sao? Vì", ["Tại", "sao", "?", "Vì"]),
    ],
)
def test_a_word_beside_a_stroke_or_bracket_is_a_word(text: str, words: list[str]) -> None:
    """Figures that run into a word leave it a word; symbols and addresses stay whole; the rest of a mark is no sign."""
    assert [text[token.start : token.end] for token in tokenize(text)] == words


WIDE = "một dòng dài cho biết bề rộng của cột chữ này"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (f"Tiêu đề ngắn\nĐoạn sau {WIDE}", 1),
        (f"{WIDE}\nNgười đọc {WIDE}", 0),
        (f"dòng ngắn\nviết tiếp {WIDE}", 0),
        ("Diện tích | Ha | | 12", 2),
        (" | | Sản lượng |", 1),
        ("Hết.\n\nĐầu", 1),
    ],
)
def test_lines_with_room_left_and_cells_end_paragraphs(text: str, ends: int) -> None:
    """A line that had room for the next word ended on purpose, unless a small letter goes on; so does a cell, once."""
    assert sum(token.kind == PARAGRAPH for token in tokenize(text)) == ends


@given(st.lists(st.sampled_from(["quyếttâm", "xã", "giaBHXH", "12/3", "."]), min_size=1, max_size=12), st.data())
def test_tokens_follow_blanks_put_into_words(words: list[str], data: st.DataObject) -> None:
    """After blanks were put into words the tokens stand where the pieces do, and hold the same signs."""
    text = " ".join(words)
    tokens = tokenize(text)
    inner = [place for token in tokens if token.kind == WORD for place in range(token.start + 1, token.end)]
    places = sorted(data.draw(st.sets(st.sampled_from(inner)))) if inner else []
    longer = "".join((" " if i in places else "") + c for i, c in enumerate(text))
    found = parted(tokens, places)
    assert len(found) == len(tokens) + len(places)
    assert "".join(longer[t.start : t.end] for t in found) == "".join(text[t.start : t.end] for t in tokens)
