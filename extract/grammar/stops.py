"""What holds digits and is no quantity: citations, ordinals, names of places, list numbers, telephone numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from extract.grammar.dates import DateMention, find_dates
from extract.grammar.fold import lower
from extract.grammar.periods import find_periods
from extract.grammar.schedules import find_schedules
from extract.grammar.symbols import find_references
from extract.grammar.units import read_unit
from extract.grammar.vocabulary import rows, word_lists
from extract.letters import UPPER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.symbol import Symbol

Reason = Literal[
    "legal_ref", "date", "period", "citation", "ordinal", "place_name", "list_number", "phone", "code",
    "nonnumeric_target", "year_word", "schedule",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stop:
    """A span that figures may not be read from, and why."""

    start: int
    end: int
    reason: Reason


_CITATION: Final = re.compile(
    r"""
    \b(?: điều | khoản | điểm\s+[a-zđ]\s+khoản | chương | phần | mục | tiểu\s+mục | tiết | phụ\s+lục | biểu | bảng | mẫu
        | mẫu\s+biểu | phụ\s+biểu | hình | trang | dòng | cột | đoạn )
    (?:\s+số)? \s+ (?: [0-9]{1,3}(?:\.[0-9]{1,2})*[a-zđ]?\b(?!\s*%) | [ivx]{1,5}\b )
    (?: \s*(?:,|và|-|;|,\s*điều|,\s*khoản)\s* [0-9]{1,3}\b (?!\s*[%\w]) )*
    """,
    re.VERBOSE,
)
_SURE_ORDINAL: Final = re.compile(
    r"""
    \b(?: mức\s+độ | cấp\s+độ | lần\s+thứ | thứ | khóa | khoá | kỳ\s+họp\s+thứ | quốc\s+lộ | tỉnh\s+lộ | phiên\s+bản
        | iso | tcvn | số\s+hiệu | chương\s+trình | đề\s+án | kỳ\s+họp )
    \s+ (?: (?:số\s+)? [0-9]{1,4}(?:[./:-][0-9]+)*[a-z]?\b (?!\s*%) | [ivx]{1,6}\b )
    """,
    re.VERBOSE,
)
_ORDINAL: Final = re.compile(
    r"""
    \b(?: loại | cấp | hạng | bậc | nhóm | giai\s+đoạn | vùng | phương\s+án | bước | lớp | vòng | nhiệm\s+vụ | luồng
        | kịch\s+bản | chiều | chính\s+sách | kênh | đợt | quý | hạng\s+mục | dự\s+án | tiểu\s+dự\s+án | nội\s+dung
        | tiêu\s+chí | chỉ\s+tiêu | tuyến | kỳ | level )
    \s+ (?: (?:số\s+)? [0-9]{1,2}(?:\.[0-9]+)?[a-z]?\b (?!\s*%|[.,/][0-9]) | [ivx]{1,6}\b )
    """,
    re.VERBOSE,
)
_NUMBERED: Final = re.compile(r"\bsố\s*:?\s+[0-9]{1,4}[a-z]?\b(?!\s*%|[.,/][0-9])")
_PLACE: Final = re.compile(
    rf"""
    \b(?: [Xx]ã | [Pp]hường | [Tt]hị\ trấn | [Tt]hôn | [Tt]ổ\ dân\ phố | [Tt]ổ | [Kk]hu\ phố | [Kk]hu | [Ấấ]p | [Bb]ản
        | [Qq]uận | [Bb]uôn | [Ll]àng | [Tt]rường | [Cc]ơ\ sở | [Đđ]ội | [Cc]hi\ nhánh | [Kk]hu\ vực
        | [Xx]óm | [Kk]hóm )
    (?:\s+[{UPPER}][^\W\d_]*){{0,4}} \s+ (?:số\s+)? [0-9]{{1,3}}\b (?! [.,/][0-9] | \s*% | \s*[-–]\s*[0-9] )
    """,
    re.VERBOSE,
)
_LEADING_DIGIT_NAME: Final = re.compile(r"(?<!\w)[0-9]{1,2}\s+[A-ZĐ][^\W\d_]+(?:\s+[A-ZĐ][^\W\d_]+)?")
_LIST_NUMBER: Final = re.compile(
    r"""
    (?:^|\n)\s* [#*\\]* \s*
    (?: [0-9]{1,2}(?:\.[0-9]{1,2})+\.? (?=\s|[^\W\d_]) | [0-9]{1,2}[.)](?=\s|[^\W\d_]) | \([0-9]{1,2}\) )
  | \(\s*[0-9]{1,2}\s*\) (?=\s*[=:+]|\s*$)
  | [=+]\s*\([0-9]{1,2}\)
  | [:;]\s*\([0-9]{1,2}\) (?=\s)
    """,
    re.VERBOSE,
)
_PHONE: Final = re.compile(
    r"""
    \b(?:điện\s+thoại|đt|sđt|fax|hotline|tổng\s+đài|tel)\b [^\n;]{0,12}? [0-9][0-9. ]{2,14}[0-9]
  | (?<![\w.]) 0[0-9]{2,3}[ .][0-9]{3}[ .]?[0-9]{3,4} (?!\w)
  | (?<![\w.,]) 0[0-9]{9} (?!\w)
    """,
    re.VERBOSE,
)
_CODE: Final = re.compile(
    r"""
    (?<=[^\W\d_]) (?<!\b[lio]) [-_./]? [0-9]+ (?:[-.][0-9]+)* \b                         # COVID-19, PM2.5, H5N1
  | (?<![\w.,]) (?: [0-9]{1,2}/(?:7|24) | 4\.0 | [2-6][gG] ) (?![\w/]) (?!\s*(?:%|tiêu|chỉ))
  | (?:https?://|www\.) \S+ | \S+@\S+
    """,
    re.VERBOSE,
)
_DIGIT: Final = re.compile("[0-9０-９]")
_OPEN_DATE: Final = re.compile(r"\bngày[\s.…]*tháng[\s.…]*năm\s*(?:19|20)[0-9]{2}")
_YEAR_WORD: Final = re.compile(
    r"""
    (?<!\w)(?: mỗi | hằng | hàng | cả | trong | cuối | đầu | các | những | từng | một | qua | theo | nhiều | hết | giữa
        | chi\s+nhánh ) \s+ (?P<year>năm) (?!\w)
    """,
    re.VERBOSE,
)


@cache
def _digit_names() -> frozenset[str]:
    """Names of communes with digits in them, in lower case."""
    return frozenset(lower(name) for (name,) in rows("digit_names.tsv", "gazetteer"))


def _counts(low: str, pos: int) -> bool:
    """Tell whether a unit follows, so that the figure before it counts something."""
    unit = read_unit(low, pos)
    if unit is None:
        return False
    return not (unit[1].name == "năm" and re.match(r"\s*[0-9]{4}", low[unit[0] : unit[0] + 8]))


def _places(text: str, low: str) -> Iterator[Stop]:
    """Find names that end in a number ("xã Hà Giang 2", "Thuế cơ sở 8") or are known to begin with one."""
    for match in _PLACE.finditer(text):
        if not _counts(low, match.end()):
            yield Stop(match.start(), match.end(), "place_name")
    for match in _LEADING_DIGIT_NAME.finditer(text):
        if lower(match.group()) in _digit_names():
            yield Stop(match.start(), match.end(), "place_name")


def _nonnumeric(low: str) -> Iterator[Stop]:
    for words in word_lists("operators.toml")["nonnumeric"]:
        at = low.find(words)
        while at >= 0:
            yield Stop(at, at + len(words), "nonnumeric_target")
            at = low.find(words, at + len(words))


def _wordy(low: str) -> Iterator[Stop]:
    """Find what stops number words and holds no digit."""
    for match in _YEAR_WORD.finditer(low):
        yield Stop(match.start("year"), match.end("year"), "year_word")
    for schedule in find_schedules(low):
        yield Stop(schedule.start, schedule.end, "schedule")
    yield from _nonnumeric(low)


def find_stops(text: str, references: list[Symbol] | None = None, dates: list[DateMention] | None = None) -> list[Stop]:
    """Find every span that holds digits or number words without being a quantity, in order (spans may overlap)."""
    low = lower(text)
    if not _DIGIT.search(text):
        return sorted(_wordy(low), key=lambda stop: (stop.start, stop.end))
    symbols = find_references(text) if references is None else references
    mentions = find_dates(text, symbols) if dates is None else dates
    found = [Stop(symbol.lead_start, symbol.end, "legal_ref") for symbol in symbols]
    found += [Stop(mention.start, mention.end, "date") for mention in mentions]
    found += [Stop(period.start, period.end, "period") for period in find_periods(text)]
    found += [Stop(match.start(), match.end(), "date") for match in _OPEN_DATE.finditer(low)]
    patterns: tuple[tuple[re.Pattern[str], Reason], ...] = (
        (_CITATION, "citation"),
        (_SURE_ORDINAL, "ordinal"),
        (_LIST_NUMBER, "list_number"),
        (_PHONE, "phone"),
        (_CODE, "code"),
    )
    found += [
        Stop(match.start(), match.end(), reason) for pattern, reason in patterns for match in pattern.finditer(low)
    ]
    for pattern in (_ORDINAL, _NUMBERED):
        found += [Stop(*m.span(), "ordinal") for m in pattern.finditer(low) if not _counts(low, m.end())]
    found += [*_places(text, low), *_wordy(low)]
    return sorted(found, key=lambda stop: (stop.start, stop.end))
