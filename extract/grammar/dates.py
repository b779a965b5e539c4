"""Calendar dates at the precision in which they are written."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from extract.grammar.fold import fold, squeeze
from extract.grammar.symbols import find_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.symbol import Symbol

Relation = Literal["before", "by", "until", "from", "within", "after", "on"]
_Parts = tuple[int | None, int, int | None]
_LEAP, _MONTHS, _CENTURY, _RANGE_WIDTH, _SENTENCE_WIDTH = 2024, 12, 100, 16, 400


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date in the text.

    `iso` is `2026-06-10`, `2026-05`, `--12-26`, `--05` or `2026-Q2`, and None for a date that cannot be. `text` is the
    date alone: slash dates without "ngày", written-out dates with it. `relation` tells how the words before the date
    bind it ("trước ngày" is before, "đến" until). `yearly` is set where "hằng năm" follows. Flags: day_blank,
    day_unreadable, invalid_date, two_digit_year, year_from_context, repaired.
    """

    start: int
    end: int
    text: str
    iso: str | None
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    relation: Relation | None = None
    yearly: bool = False
    flags: tuple[str, ...] = ()


YEAR: Final = r"(?:19|2[0Oo])[ ]?[0-9Oo][ ]?[0-9Oo]"
_WRITTEN: Final = re.compile(
    rf"""
    \bngay \s*                                            # folded "ngày"
    (?P<day> [0-9Oo]{{1,2}} | [\s.…_\-]* | [^\s]{{1,4}}?)  # the day, nothing, or what cannot be read
    \s*[.,]? \s* thang \s*
    (?P<month> [0-9Oo]{{1,2}})
    \s*,? \s* nam \s* (?P<year> {YEAR}) (?![0-9])
    """,
    re.VERBOSE,
)
_SLASHED: Final = re.compile(
    rf"""
    (?<![\w/.,]) (?P<day> [0-9]{{1,2}})
    \s?(?P<sep> [/.\-])\s? (?P<month> [0-9]{{1,2}})
    \s?(?P=sep)\s? (?P<year> {YEAR} | [123][0-9]) (?! [0-9] | [/.,][^\W_] | -(?![0-9]{{1,2}}/[0-9]{{1,2}}/)[^\W_] )
    """,
    re.VERBOSE,
)
_QUARTER: Final = re.compile(
    rf"""
    \bquy \s* (?P<quarters> (?:iv|i{{1,3}}|[1-4]) (?:\s*(?:,|va|-|–)\s*(?:quy\s*)?(?:iv|i{{1,3}}|[1-4])\b)* )
    \s* (?: / | ,?\s*nam \b ) \s* (?P<year> {YEAR}) (?![0-9])
    """,
    re.VERBOSE,
)
_MONTH: Final = re.compile(
    rf"""
    \b (?<!hang\ ) (?<!moi\ ) thang (?: [ \t]* | \s+ (?=[0-9]{{1,2}}\s*(?:/|nam\b)) )
    (?P<months> [0-9]{{1,2}} (?![0-9/.,]*%)
        (?: \s*(?:,|va|-|–|den)\s* (?:het\s+)? (?:thang\s*)? [0-9]{{1,2}}(?![0-9]) )* )
    (?: \s*(?:/|-|,?\s*nam\b)\s* (?P<year> {YEAR}) (?![0-9]) )?
    """,
    re.VERBOSE,
)
_BARE_MONTH: Final = re.compile(
    rf"""
    (?<![\w/.,\-]) (?P<month> 0?[1-9] | 1[0-2] ) / (?P<year> {YEAR} ) (?![\w/])
    """,
    re.VERBOSE,
)
_DAY_MONTH: Final = re.compile(
    r"""
    (?<![\w/.,]) (?P<day> [0-9]{1,2}) (?: / | \s*thang\s* ) (?P<month> [0-9]{1,2}) (?! [\w%] | [/.,][0-9A-Za-z] )
    """,
    re.VERBOSE,
)
_RELATIONS: Final[tuple[tuple[str, Relation], ...]] = (
    ("truoc", "before"),
    ("cham nhat", "by"),
    ("cham nhat la", "by"),
    ("cham nhat vao", "by"),
    ("han cuoi", "by"),
    ("han cuoi cung", "by"),
    ("han chot", "by"),
    ("muon nhat", "by"),
    ("thoi han", "by"),
    ("den het", "by"),
    ("het", "by"),
    ("den", "until"),
    ("tinh den", "until"),
    ("tu", "from"),
    ("ke tu", "from"),
    ("bat dau", "from"),
    ("sau", "after"),
    ("trong", "within"),
    ("vao", "on"),
)
_RELATION_WORDS: Final = "|".join(sorted((words for words, _ in _RELATIONS), key=len, reverse=True))
_RELATION: Final = re.compile(rf"(?<![a-z])({_RELATION_WORDS})\s*(?:ngay|thang)?\s*$")
_YEARLY: Final = re.compile(r"[\s,)]*(?:cua\s+)?(?:h[a]ng|moi)\s+nam\b")
_DAY_CONTEXT: Final = re.compile(
    r"""
    (?: ngay | truoc | den | tu | het | sau | han | nhat | vao | la | va | [0-9]\s*[-–] ) \s* $
  | (?: ngay | tuan ) [^.;\n]{0,60} \(? $
    """,
    re.VERBOSE,
)
_NOT_A_DAY: Final = re.compile(
    r"""
    \s*(?: chi\ tieu | tieu\ chi | xa | phuong | huyen | thon | ho | nguoi | don\ vi | truong | muc\ tieu | nhiem\ vu
        | co\ quan | tinh | diem | dai\ bieu | phieu )\b
    """,
    re.VERBOSE,
)
_ANY_DIGIT: Final = re.compile("[0-9]")
_SENTENCE_END: Final = re.compile(r"[;\n]|\.(?=\s|$)")
_JOINT: Final = re.compile(r"\s*(?:den|va|,|-|–)?\s*(?:het\s*)?(?:ngay|thang)?\s*")
_YEAR_WORD: Final = re.compile(rf"\bnam\s+(?P<year>{YEAR})(?![0-9]|\s*[-–]\s*[0-9])")


def number_of(text: str) -> int:
    """Read figures in which a blank or a letter O has crept in."""
    return int(re.sub(r"\s", "", text).replace("O", "0").replace("o", "0"))


def is_date(year: int | None, month: int, day: int | None) -> bool:
    """Tell whether a day or month exists; without a year 29 February does."""
    if not 1 <= month <= _MONTHS:
        return False
    return day is None or 1 <= day <= monthrange(year or _LEAP, month)[1]


def iso_of(year: int | None, month: int, day: int | None) -> str:
    """Write a date in ISO form, cut at its precision; without a year it begins with two dashes."""
    head = "-" if year is None else f"{year:04d}"
    return f"{head}-{month:02d}" + ("" if day is None else f"-{day:02d}")


def _mention(text: str, span: tuple[int, int], parts: _Parts, flags: list[str]) -> DateMention:
    """Make a mention of (year, month, day); one that cannot be is kept without ISO form."""
    year, month, day = parts
    valid = is_date(year, month, day)
    printed = squeeze(text[span[0] : span[1]])
    marks = flags if valid else [*flags, "invalid_date"]
    iso = iso_of(year, month, day) if valid else None
    return DateMention(*span, printed, iso, year=year, month=month, day=day, flags=tuple(marks))


def _written(text: str, folded: str) -> Iterator[DateMention]:
    for match in _WRITTEN.finditer(folded):
        printed = match["day"].strip()
        flags = []
        day = None
        if re.fullmatch(r"[0-9o]{1,2}", printed) and re.search("[0-9]", printed):
            day = number_of(printed)
        elif re.fullmatch(r"[\s.…_\-]*", printed):
            flags.append("day_blank")
        else:
            flags.append("day_unreadable")
        raw = match["year"] + match["month"]
        if re.search(r"[o ]", raw):
            flags.append("repaired")
        yield _mention(text, match.span(), (number_of(match["year"]), number_of(match["month"]), day), flags)


def _slashed(text: str, folded: str) -> Iterator[DateMention]:
    for match in _SLASHED.finditer(folded):
        year = number_of(match["year"])
        flags = []
        if year < _CENTURY:
            if match["sep"] != "/":
                continue
            year += 2000
            flags.append("two_digit_year")
        if re.search(r"[o ]", match["year"]):
            flags.append("repaired")
        yield _mention(text, match.span(), (year, number_of(match["month"]), number_of(match["day"])), flags)


def _quarters(text: str, folded: str) -> Iterator[DateMention]:
    for match in _QUARTER.finditer(folded):
        year = number_of(match["year"])
        names = list(re.finditer(r"\b(?:iv|i{1,3}|[1-4])\b", match["quarters"]))
        base = match.start("quarters")
        for place, name in enumerate(names):
            start = match.start() if place == 0 else base + name.start()
            end = match.end() if place == len(names) - 1 else base + name.end()
            quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(name.group()) or int(name.group())
            yield DateMention(start, end, squeeze(text[start:end]), f"{year}-Q{quarter}", year=year, quarter=quarter)


def _months(text: str, folded: str) -> Iterator[DateMention]:
    for match in _MONTH.finditer(folded):
        year = number_of(match["year"]) if match["year"] else None
        base = match.start("months")
        names = list(re.finditer(r"(?:thang\s*)?(?P<month>[0-9]+)", match["months"]))
        if not all(is_date(None, int(name["month"]), None) for name in names) or _counts_months(folded, match):
            continue
        for place, name in enumerate(names):
            start = match.start() if place == 0 else base + name.start()
            end = match.end() if place == len(names) - 1 else base + name.end()
            yield _mention(text, (start, end), (year, int(name["month"]), None), [])
    for match in _BARE_MONTH.finditer(folded):
        if not re.search(r"(?:\bso|luat|lan)\s*$", folded[: match.start()][-12:]):
            yield _mention(text, match.span(), (number_of(match["year"]), int(match["month"]), None), [])


def _counts_months(folded: str, match: re.Match[str]) -> bool:
    """Tell "06 tháng 2 lần", which counts months, from "trong tháng 6"."""
    return match["year"] is None and bool(re.search(r"[0-9]\s*$", folded[: match.start()][-4:]))


def _days(text: str, folded: str) -> Iterator[DateMention]:
    for match in _DAY_MONTH.finditer(folded):
        before = folded[max(0, match.start() - 70) : match.start()]
        if not is_date(None, int(match["month"]), int(match["day"])) or _NOT_A_DAY.match(folded, match.end()):
            continue
        yearly = _YEARLY.match(folded, match.end()) or re.match(r"\s*(?:cua\s+)?nam\b", folded[match.end() :])
        if not yearly and not _DAY_CONTEXT.search(before):
            continue
        named = re.search(r"ngay\s*$", before) if "/" not in match.group() else None
        start = match.start() - (len(before) - named.start()) if named else match.start()
        yield _mention(text, (start, match.end()), (None, int(match["month"]), int(match["day"])), [])


def _sentence(folded: str, start: int, end: int) -> str:
    """Cut out the sentence around a span, at most `_SENTENCE_WIDTH` letters to either side."""
    low, high = max(0, start - _SENTENCE_WIDTH), min(len(folded), end + _SENTENCE_WIDTH)
    before = [match.end() for match in _SENTENCE_END.finditer(folded, low, start)]
    after = _SENTENCE_END.search(folded, end, high)
    return folded[before[-1] if before else low : after.start() if after else high]


def _with_year(mention: DateMention, folded: str, others: list[DateMention]) -> DateMention:
    """Rule 15: a day without a year takes the year its own sentence gives, unless it returns every year."""
    if mention.year is not None or mention.month is None:
        return mention
    sentence = _sentence(folded, mention.start, mention.end)
    yearly = re.search(r"\b(?:hang|moi)\s+nam\b", sentence) is not None
    direct = re.match(r"\s*,?\s*nam\s+(?P<year>(?:19|20)[0-9]{2})(?![0-9])", folded[mention.end :])
    years = {number_of(match["year"]) for match in _YEAR_WORD.finditer(sentence)}
    if not years:
        near = [m for m in others if m.year and 0 <= m.start - mention.end <= _RANGE_WIDTH]
        years = {m.year for m in near if m.year and _joined(folded, mention, m)}
    if direct:
        years, yearly = {int(direct["year"])}, False
    if yearly or len(years) != 1:
        return replace(mention, yearly=yearly)
    year = years.pop()
    if year is None or not is_date(year, mention.month, mention.day):
        return mention
    flags = mention.flags if direct else (*mention.flags, "year_from_context")
    return replace(mention, year=year, iso=iso_of(year, mention.month, mention.day), flags=flags)


def _joined(folded: str, left: DateMention, right: DateMention) -> bool:
    """Tell two dates of one range or list, "từ ngày 01/3 đến ngày 30/11/2026"."""
    return _JOINT.fullmatch(folded, left.end, right.start) is not None


def _relation(folded: str, start: int) -> Relation | None:
    match = _RELATION.search(folded[max(0, start - 24) : start])
    return dict(_RELATIONS)[match.group(1)] if match else None


def _disjoint(mentions: list[DateMention], taken: list[tuple[int, int]]) -> list[DateMention]:
    """Keep mentions in the order of their rules' strength; a later one that overlaps is dropped."""
    kept: list[DateMention] = []
    spans = list(taken)
    for mention in mentions:
        if not any(start < mention.end and mention.start < end for start, end in spans):
            kept.append(mention)
            spans.append((mention.start, mention.end))
    return kept


def find_dates(text: str, references: list[Symbol] | None = None) -> list[DateMention]:
    """Find every date or partial date, in the order of the text; bare years are none."""
    folded = fold(text)
    if not _ANY_DIGIT.search(folded):
        return []
    symbols = find_references(text) if references is None else references
    taken = [(symbol.start, symbol.end) for symbol in symbols if symbol.number != symbol.running]
    rules = (_written, _slashed, _quarters, _months, _days)
    kept = sorted(_disjoint([found for rule in rules for found in rule(text, folded)], taken), key=lambda m: m.start)
    placed = [_with_year(mention, folded, kept) for mention in kept]
    return [replace(mention, relation=_relation(folded, mention.start)) for mention in placed]
