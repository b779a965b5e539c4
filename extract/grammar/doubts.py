"""Doubts about a figure that its own sentence raises; they flag, they never change a value."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_RATE_WORDS: Final = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|bao phủ|độ che phủ)(?!\w)")
_GROWTH_WORDS: Final = re.compile(r"(?<!\w)(?:tốc độ|tăng|giảm|tăng trưởng)(?!\w)")
_WHOLE: Final = Decimal(100)
_RUNAWAY: Final = Decimal(1000)


def doubts(value: Decimal, printed: str, context: str) -> tuple[str, ...]:
    """Flag a percentage that a rate or a growth can hardly have, with what it may have been.

    A rate over 100 whose first digit is a 2 may be a misread "≥"; four digits without a comma may have lost one.
    """
    digits = re.sub(r"[^0-9]", "", printed)
    rate, growth = _RATE_WORDS.search(context), _GROWTH_WORDS.search(context)
    if not (rate or growth) or value <= _WHOLE or "," in printed:
        return ()
    if value >= _RUNAWAY and len(digits) >= 4 and "." not in printed:
        return ("implausible", "lost_comma?")
    if rate and digits.startswith("2") and len(digits) in (2, 3):
        return ("implausible", f"maybe:ge_{int(digits[1:])}")
    return ("implausible",) if rate else ()


def lost_dash(printed: str, context: str) -> bool:
    """Tell whether the digits of a figure are those of a range in the same sentence ("57%" beside "5-7%")."""
    digits = re.sub(r"[^0-9]", "", printed)
    ranges = re.findall(r"(?<![0-9.,])([0-9]{1,2})\s?[-–]\s?([0-9]{1,2})(?![0-9])", context)
    return any(low + high == digits for low, high in ranges)
