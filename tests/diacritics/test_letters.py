"""Letters, marks and look-alikes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diacritics import tone_fold
from diacritics.letters import strip_marks
from diacritics.restorer import tidy


@pytest.mark.parametrize(("left", "right"), [("hóa", "hoá"), ("Thúy", "THUÝ"), ("hoà", "hòa"), ("khỏe", "khoẻ")])
def test_tone_placement_folds(left: str, right: str) -> None:
    """Both placements of the tone, in whatever case, are one word."""
    assert tone_fold(left) == tone_fold(right)


@pytest.mark.parametrize(("left", "right"), [("má", "mà"), ("của", "cửa"), ("đa", "da")])
def test_other_marks_do_not_fold(left: str, right: str) -> None:
    """Tones, horns and đ tell words apart."""
    assert tone_fold(left) != tone_fold(right)


@given(st.text("aàảãáạăằâđêôơưỳýhng QĐ,.", max_size=40))
def test_stripping_keeps_length(text: str) -> None:
    """A composed letter is one code point with and without its marks."""
    assert len(strip_marks(text)) == len(text)


@given(st.text(max_size=60))
def test_tidy_text_is_composed_and_stays(text: str) -> None:
    """Tidying composes letters within words and is idempotent."""
    once = tidy(text)
    assert tidy(once.text).corrections == ()


def test_spread_letters_are_composed() -> None:
    """NFD becomes NFC, with a certain correction for what changed."""
    done = tidy(unicodedata.normalize("NFD", "Ủy ban nhân dân"))
    assert done.text == "Ủy ban nhân dân"
    assert {(c.reason, c.probability) for c in done.corrections} == {("unicode", 1.0)}


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("Кế hoạch", "Kế hoạch"),
        ("Ðảng ủy", "Đảng ủy"),
        ("năm\u00a02026", "năm 2026"),
        ("kế\u200b hoạch", "kế hoạch"),
        ("５０％", "50%"),
        ("01\u20444/2025", "01/4/2025"),
        ("7/Q\u0110\u00d0-UBND", "7/QĐ-UBND"),
        ("tỉnh  Kiên Giang", "tỉnh Kiên Giang"),
        ("План", "План"),
        ("a      b", "a      b"),
    ],
)
def test_look_alikes_and_odd_blanks(raw: str, wanted: str) -> None:
    """Foreign letters inside Latin words and odd blanks go; foreign words and columns stay."""
    assert tidy(raw).text == wanted


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("đơn vị,, doanh nghiệp", "đơn vị, doanh nghiệp"),
        ("đơn vị,,  doanh  nghiệp", "đơn vị, doanh nghiệp"),
        ("1,, 2", "1,, 2"),
        ("a,,,b; c ,, d", "a,,,b; c ,, d"),
    ],
)
def test_a_comma_read_twice_behind_a_word_is_one(raw: str, wanted: str) -> None:
    """Two commas behind a word are one; among figures nothing is touched."""
    assert tidy(raw).text == wanted
