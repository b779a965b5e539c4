"""The formulas that close a plan and assign nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from extract.grammar.fold import fold, squeeze
from extract.readers.columns import vocabulary

_LAST_ORDER: Final = re.compile(
    r"(?:de nghi|yeu cau|giao)\b(?!.*\bchu tri\b).*\b(?:trien khai|thuc hien)\b[^.;]{0,60}\bke hoach (?:nay)?\W*$"
)
_LAST_WORD: Final = re.compile(r"[^.;]*\bthuc hien ke hoach nay; kip thoi bao cao\b")
"""The plan's last word to everyone: "… triển khai thực hiện Kế hoạch này; kịp thời báo cáo … để giải quyết"."""
_ORDERING: Final = re.compile(r"(?:uy ban nhan dan|ubnd|chu tich)[^,.;:]{0,60}?\s(?:yeu cau|de nghi)\b")


@cache
def _closing() -> tuple[tuple[str, ...], tuple[str, ...]]:
    lists = vocabulary("labels.toml")[""]
    return lists["closing"], lists["closing_inside"]


def is_closing(words: str) -> bool:
    """Tell a formula that closes a plan ("Trong quá trình thực hiện, nếu có vướng mắc …") from an assignment."""
    folded = squeeze(fold(words[:400])).lstrip("-+* ")
    if len(words) < 300 and _LAST_ORDER.match(folded):
        return True
    starts, inside = _closing()
    if folded.startswith(starts) or _ORDERING.match(folded) or _LAST_WORD.match(folded):
        return True
    return any(words in folded[:160] for words in inside)
