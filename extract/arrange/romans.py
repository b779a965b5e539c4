"""Roman numerals and their values."""

from __future__ import annotations

from typing import Final

_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50}
_SIGNS: Final = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def value_of(roman: str) -> int:
    """Return the value of a numeral made of I, V, X and L."""
    total = 0
    for char, following in zip(roman, [*roman[1:], ""], strict=True):
        value = _VALUES[char]
        total += -value if _VALUES.get(following, 0) > value else value
    return total


def numeral_of(value: int) -> str:
    """Return the numeral of a value from 1 to 89."""
    made = ""
    for worth, signs in _SIGNS:
        made += signs * (value // worth)
        value %= worth
    return made
