"""CSV cells: harmless, reversible, exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.export.csv import cell_text, guarded, unguarded
from extract.export.schema import TABLES, Column


@given(st.text(alphabet=st.sampled_from("=+-@\t\r'ab ế1"), max_size=8) | st.text(max_size=30))
def test_guarding_can_be_undone(text):
    """`unguarded(guarded(x))` is x, and no guarded cell begins like a formula."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("text", "=1+1", "'=1+1"),
        ("text", "Kế hoạch", "Kế hoạch"),
        ("string", "-x", "-x"),
        ("number", Decimal("-4.13"), "-4.13"),
        ("number", Decimal("1E+6"), "1000000"),
        ("list", ("Sở Nội vụ", "=x"), '["Sở Nội vụ", "=x"]'),
        ("boolean", True, "true"),
        ("integer", 2026, "2026"),
        ("text", None, ""),
    ],
)
def test_cells_are_spelt_as_documented(kind, value, cell):
    """Only free text is guarded; figures keep every digit."""
    assert cell_text(Column("x", kind, "x"), value) == cell


def test_every_table_has_a_key_of_its_own_columns():
    """Keys and names are consistent, no column twice."""
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert set(table.key) <= set(names)
