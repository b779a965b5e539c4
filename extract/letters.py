"""Vietnamese letters for patterns: capitals and small letters apart, which no range of code points gives."""

from __future__ import annotations

from typing import Final

UPPER: Final = "A-ZĐÐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""Capitals, as the inside of a character class."""

LOWER: Final = UPPER.replace("A-Z", "a-z").replace("Đ", "đ").replace("Ð", "").lower()
"""Small letters, as the inside of a character class."""
