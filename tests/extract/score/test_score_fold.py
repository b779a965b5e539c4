"""The folding under which two readings count as equal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.score.fold import figure, fold, loose_similarity, similarity

SAME = [
    ("Ủy ban nhân dân", "Uỷ  ban nhân dân"),
    ("hòa", "hoà"),
    ("THỦY LỢI", "thuỷ lợi"),
    ("2026–2030", "2026-2030"),
    ("“Đề án”", '"Đề án"'),
    ("Lưu: VT.", "Lưu: VT"),
    (unicodedata.normalize("NFD", "Kế hoạch"), "Kế hoạch"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_what_the_contract_folds_is_folded(left: str, right: str) -> None:
    """Normal form, case, tone placement, blanks, dashes, quotes and end punctuation make no difference."""
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("năm", "nắm"), ("đồng", "dồng"), ("Hà Nam", "Hà Nàm"), ("1.5", "15")])
def test_letters_and_marks_are_not_folded(left: str, right: str) -> None:
    """A different letter, tone or figure stays different."""
    assert fold(left) != fold(right)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    """The key of a key is the key itself."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("left", "right"), [("05", "5"), ("61.10", "61.1"), ("13624", "13624.0"), ("05/NQ-CP", "5/nq–cp"), ("0", "0.0")]
)
def test_figures_compare_as_numbers(left: str, right: str) -> None:
    """Leading zeros and closing zeros after the point say nothing."""
    assert figure(left) == figure(right)


@pytest.mark.parametrize(("left", "right"), [("100", "10"), ("13.624", "13624"), ("2026-06-10", "2026-06-1")])
def test_different_numbers_stay_different(left: str, right: str) -> None:
    """Zeros that carry value are kept."""
    assert figure(left) != figure(right)


def test_similarity_is_one_minus_distance_over_length() -> None:
    """One wrong letter of eight leaves seven eighths; case does not count."""
    assert similarity("Kế hoạch", "kế hoach") == pytest.approx(7 / 8)
    assert similarity("", "") == 1.0


def test_loose_similarity_forgives_the_order_of_words() -> None:
    """The same words in another order count as alike."""
    assert loose_similarity("tỷ lệ hộ nghèo", "hộ nghèo tỷ lệ") == 1.0
    assert similarity("tỷ lệ hộ nghèo", "hộ nghèo tỷ lệ") < 0.7
