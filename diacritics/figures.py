"""Repairs of numbers, dates and document symbols: each an explicit rule with a name and a probability, nothing learned.

A rule is a pattern and a function from its match to the repaired string (the same string: leave it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diacritics.edits import Edit
from diacritics.letters import strip_marks
from diacritics.syllables import bare_syllables, marked_abbreviations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AS_DIGIT: Final = str.maketrans("OoQlI|!SBCcZz", "0001111586622")
_AS_ROMAN: Final = str.maketrans("1l|!", "IIII")
_BODIES: Final = {
    "UBND": "UBND",
    "UBNĐ": "UBND",
    "HDND": "HĐND",
    "HPND": "HĐND",
    "HBND": "HĐND",
    "HĐNĐ": "HĐND",
    "HPNP": "HĐND",
    "LDTBXH": "LĐTBXH",
    "SGDDT": "SGDĐT",
}
_KINDS: Final = {
    "QD": "QĐ",
    "QP": "QĐ",
    "QÐ": "QĐ",
    "OD": "QĐ",
    "OĐ": "QĐ",
    "QB": "QĐ",
    "CD": "CĐ",
    "NP": "NĐ",
    "NB": "NĐ",
}


_NOUNS: Final = """
    thon xa ap to nguoi ho ngay thang nam ty trieu nghin dong ha km lop truong hoc can bo don vi chi tieu cuoc buoi lan
    lao
    """
_COUNTED: Final = frozenset(_NOUNS.split())
_DATED: Final = frozenset(("nam", "ngay", "thang", "quy"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A named repair of figures."""

    reason: str
    probability: float
    pattern: re.Pattern[str]
    repair: Callable[[re.Match[str]], str]


def _digits(match: re.Match[str]) -> str:
    return match.group().translate(_AS_DIGIT)


def _joined(match: re.Match[str]) -> str:
    return re.sub(r"\s+", "", match.group())


def _year(match: re.Match[str]) -> str:
    joined = match["head"] + match["rest"].replace(" ", "")
    return match["lead"] + joined if 1900 <= int(joined) <= 2099 else match.group()


def _mixed_number(match: re.Match[str]) -> str:
    """Letters among figures: only where at least one real figure stands and the shape is that of a number."""
    number = match.group()
    roman = re.match(r"[Il|]+[.,]", number)  # Biểu II.4
    return number.translate(_AS_DIGIT) if re.search(r"[^\d.,]", number) and not roman else number


def _counted(match: re.Match[str]) -> str:
    """«l5 thôn», «Ol xã»: an ell or a capital O before one figure is a figure only where something is counted."""
    return match.group().translate(_AS_DIGIT) if strip_marks(match["noun"]).lower() in _COUNTED else match.group()


def _roman(match: re.Match[str]) -> str:
    numeral = match["roman"]
    new = numeral.translate(_AS_ROMAN)
    plain_number = numeral.isdigit() and numeral != "111"
    return new + match["dot"] if match["next"].isupper() and not plain_number else match.group()


def _symbol(match: re.Match[str]) -> str:
    parts = re.split(r"([-–/])", match["symbol"])
    last = len(parts) - 1
    mended = [_BODIES.get(part, marked_abbreviations().get(part, part)) for part in parts]
    if last >= 2 and _KINDS.get(parts[0]) not in {None, *parts}:
        mended[0] = _KINDS[parts[0]]
    if mended[0] in {"ND", "NÐ"} and (mended[last] == "CP" or "/" in match["number"][:-1]):
        mended[0] = "NĐ"
    return match["number"] + "".join(mended)


def _glued_symbol(match: re.Match[str]) -> str:
    return match["number"] + match["kind"] + "/" + match["body"]


def _is_word(letters: str) -> bool:
    """Whether letters make a syllable but for marks, and so a figure behind them is no letter misread."""
    return not letters[1:].isupper() and strip_marks(letters).lower() in bare_syllables()


RULES: Final[tuple[Rule, ...]] = (
    Rule("figure:ocr_percent", 0.97, re.compile(r"(?<=\d)\s?(?:[°º][/%]?[oO0]|o/o|[°º]%)(?![^\W_])"), lambda _: "%"),
    Rule(
        "figure:glued",
        0.95,
        re.compile(
            r"""
        (?<![\w.,/-])\d{1,4}(?=(?P<noun>[^\W\d_]{3,5})(?![^\W_]))      # 10thang
        """,
            re.VERBOSE,
        ),
        lambda m: m.group() + " " if strip_marks(m["noun"]).lower() in _COUNTED else m.group(),
    ),
    Rule(
        "figure:glued",
        0.95,
        re.compile(
            r"""
        (?<![^\W_])(?P<noun>[^\W\d_]{3,5})(?=(?:19|20)\d\d(?!\d)|\d\d?/\d)     # nam2026, ngay20/6
        """,
            re.VERBOSE,
        ),
        lambda m: m.group() + " " if strip_marks(m["noun"]).lower() in _DATED else m.group(),
    ),
    Rule(
        "figure:ocr_date",
        0.8,
        re.compile(
            r"""
        (?<![^\W_])(?P<noun>[^\W\d_]{4,5})[oOôÔơƠ](?P<figure>\d)(?![^\W_])          # ngàyô8, thángO6
        """,
            re.VERBOSE,
        ),
        lambda m: f"{m['noun']} 0{m['figure']}" if strip_marks(m["noun"]).lower() in _DATED else m.group(),
    ),
    Rule(
        "figure:glued",
        0.9,
        re.compile(
            r"""
        (?<![^\W_])(?P<noun>[^\W\d_]{3,6})(?=\d{1,3}(?![^\W_]))                # ngày8, Điều6, khoan12
        """,
            re.VERBOSE,
        ),
        lambda m: m.group() + " " if _is_word(m["noun"]) else m.group(),
    ),
    Rule(
        "figure:glued",
        0.95,
        re.compile(
            r"""
        (?<=[A-ZĐ]{2})(?=ng[aàáãâäăạậảã]y\ \d)                        # 28-NQ/TWngày 23/5/2018
        """,
            re.VERBOSE,
        ),
        lambda _: " ",
    ),
    Rule(
        "figure:ocr_date",
        0.6,
        re.compile(
            r"""
        (?<=ngày\ )[\dOoQlI|CSBZ]{1,2}\.?(?=\ tháng\ ?\d)     # a day of which a letter was read
        """,
            re.VERBOSE,
        ),
        lambda m: m.group() if m.group().isdigit() else m.group().rstrip(".").translate(_AS_DIGIT),
    ),
    Rule(
        "figure:ocr_O0",
        0.95,
        re.compile(
            r"""
        (?<![^\W_])(?<![\d.,/-])                               # not inside a word or a number
        (?!\w{1,2}(?!\w|%|[.,]\d))                              # two signs alone may be a code: see below
        (?=[\dOoQlI|.,]{0,20}\d)                                    # at least one real figure
        [\dOoQlI|]{1,20}(?:[.,][\dOoQlI|]{1,20}){0,6}
        (?=%|\.?\s|[;:)]|/[\dA-ZĐ]|,\s|$)                      # ends as a number ends
        """,
            re.VERBOSE,
        ),
        _mixed_number,
    ),
    Rule("figure:ocr_O0", 0.9, re.compile(r"(?m:^)\d[OoIl](?=\.\ ?[A-ZĐ])"), _digits),
    Rule(
        "figure:ocr_count",
        0.9,
        re.compile(
            r"""
        (?<![\w.,/-])(?:[lO]\d|O[lI]|\d[ol])(?=\ (?P<noun>[^\W\d_]+))
        """,
            re.VERBOSE,
        ),
        _counted,
    ),
    Rule(
        "figure:split_year",
        0.96,
        re.compile(
            r"""
        (?<!\d)(?P<lead>\d{1,2}[/.-]\d{1,2}[/.-])(?P<head>[12]\d?)\ (?P<rest>\d{1,3})(?!\d)
        """,
            re.VERBOSE,
        ),
        lambda m: _year(m) if len(m["head"] + m["rest"]) == 4 else m.group(),
    ),
    Rule(
        "figure:split_year",
        0.9,
        re.compile(
            r"""
        (?P<lead>\b[Nn][ăäãâáàa]m\ )(?P<head>20|19)\ (?P<rest>\d\d)(?!\d|[./%]|,\d)
        """,
            re.VERBOSE,
        ),
        _year,
    ),
    Rule(
        "figure:split_thousands",
        0.93,
        re.compile(
            r"""
        (?<![\d.,/])\d{1,3}(?:\.\d{3}){0,4}\.(?:\d\ \d{2}|\d{2}\ \d)(?![\d.,/%])
        """,
            re.VERBOSE,
        ),
        _joined,
    ),
    Rule("figure:space_fixed", 0.95, re.compile(r"(?<=\d)\ ,(?=\d{1,2}\s?%)"), lambda _: ","),
    Rule(
        "figure:split_number",
        0.93,
        re.compile(
            r"""
        (?<![\w.,/-])(?<!\d\ )(?P<first>[1-9ilI|])\ (?P<rest>\d{2,3})(?=[/-][A-ZĐ]{2})   # 1 02/NQ-CP
        """,
            re.VERBOSE,
        ),
        lambda m: m["first"].replace("i", "1").translate(_AS_DIGIT) + m["rest"],
    ),
    Rule(
        "figure:symbol",
        0.97,
        re.compile(
            r"""
        (?P<number>(?<![^\W_])\d+(?:/\d{4})?\ ?[/-]|(?<=\b[Ss][oốôó]\ )/)  # a number, or «số /QĐ-TTg» before it has one
        (?P<symbol>[A-ZĐÐ]{2,7}(?:[-–/][A-ZĐÐ]{2,7}){0,3}(?:[-–]TTg)?[-–]?)(?![^\W\d_])
        """,
            re.VERBOSE,
        ),
        _symbol,
    ),
    Rule(
        "figure:symbol",
        0.9,
        re.compile(
            r"""
        (?P<number>(?<![^\W_])\d+[/-])(?P<kind>KH|NQ|CT|QĐ|TB|BC)[Il1|](?P<body>TU|TW|UBND|HĐND)\b   # 109-KHITU
        """,
            re.VERBOSE,
        ),
        _glued_symbol,
    ),
    Rule(
        "figure:roman",
        0.9,
        re.compile(
            r"""
        (?m:^)(?P<roman>[IVXl1|!]{1,5})(?P<dot>\.)(?=\ ?(?P<next>[^\W\d_]{2}))       # Il. NOI DUNG
        """,
            re.VERBOSE,
        ),
        _roman,
    ),
)


def figure_edits(rule: Rule, text: str) -> Iterator[Edit]:
    """The places of `text` that one rule repairs."""
    for match in rule.pattern.finditer(text):
        new = rule.repair(match)
        if new != match.group():
            yield Edit(match.start(), match.end(), new, rule.probability, rule.reason)
