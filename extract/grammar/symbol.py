"""A cited number, and those cited by their kind and running number alone ("Đề án 06", "Nghị quyết 57")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

State = Literal["found", "blank", "unreadable"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One cited number. `start:end` covers number and symbol; `running` is the part before the first separator.

    `number` is the whole in its normal form ("403/NQ-CP"), None where the source leaves the running number open
    (`state` "blank") or where it cannot be read ("unreadable"). `code` is what stands after the running number
    and year ("NQ-CP"). `doc_type` comes from the word before the number, else from the code. `lead_start` is where that
    word begins, or `start`.
    """

    start: int
    end: int
    text: str
    number: str | None
    running: str | None
    code: str
    year: int | None
    type_code: str | None
    organ: str | None
    doc_type: str | None
    lead_start: int
    state: State = "found"
    repaired: bool = False


_SCHEME: Final = re.compile(
    r"""
    \bđề\s+án\s+ (?:số\s+)?                                     # Đề án, Đề án số
    (?P<number>[0-9]{2,3}) (?:/CP)?                             # 06, 06/CP
    (?! [^\W_] | \s?[/.,][^\W_] | \s?[-–]\s?[A-ZĐ0-9])          # not the head of a longer number
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORT: Final = re.compile(
    r"""
    \b(?P<type> (?i:nghị\s+quyết|kết\s+luận|chỉ\s+thị|nghị\s+định|thông\s+tư|quy\s+định) \s+ (?:số\s+)?
        | (?i:quyết\s+định|kế\s+hoạch) \s+ số\s+ )              # Nghị quyết, Chỉ thị số
    (?P<number>[0-9]{2,3})                                      # 57
    (?! [^\W_] | \s?[/.,][^\W_] | \s?[-–]\s?[A-ZĐ0-9] | \s?/ | \s?[A-ZĐ]{2} | \s?% )    # the head of a longer number
    (?! \s+ (?:năm|tháng|ngày(?!\s[0-9])|giờ|điều|điểm|chỉ|mục|nội|nhiệm|nhóm|chương|người|lần)\b )  # ten articles
    """,
    re.VERBOSE,
)


def short_symbols(text: str) -> list[Symbol]:
    """Find documents cited by kind and running number alone, in no order."""
    schemes = [_short(match, "đề án") for match in _SCHEME.finditer(text)]
    return schemes + [
        _short(match, " ".join(match["type"].lower().split()).removesuffix(" số")) for match in _SHORT.finditer(text)
    ]


def _short(match: re.Match[str], doc_type: str) -> Symbol:
    return Symbol(
        start=match.start("number"),
        end=match.end("number"),
        text=match["number"],
        number=match["number"],
        running=match["number"],
        code="",
        year=None,
        type_code=None,
        organ=None,
        doc_type=doc_type,
        lead_start=match.start(),
    )
