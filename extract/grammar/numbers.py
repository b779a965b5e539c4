"""Figures: the digits of a number as Vietnamese documents write and recognition damages them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the text; flags tell how sure its form is (dot_decimal, ambiguous, ocr_O0 …)."""

    start: int
    end: int
    value: Decimal
    flags: tuple[str, ...] = ()
    padded: bool = False


_WIDE: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN: Final = _WIDE | {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2212: "-", 0x2010: "-", 0x2011: "-", 0xAD: "-"}
_UNUSUAL: Final = re.compile("[" + re.escape("".join(map(chr, _PLAIN))) + "]")
_ABBREVIATION: Final = r"(?:[Tt][Rr](?:\.?đ)?|đ|ha|km|m|kg|g|MW|kW|kV|USD|VNĐ|h)(?!\w)|m[23](?!\w)"
_FIGURE: Final = re.compile(
    r"""
    (?<![\w.,/]) (?P<minus> (?<![\d\w%)])-(?=[0-9]) )?
    (?:
        (?P<grouped>  [0-9]{1,3} (?:\.[0-9]{3})+ (?:,[0-9]+)? ) (?![0-9])              # 7.213,5
      | (?P<spaced>   [0-9]{1,3} (?:[ ][0-9]{3}){2,} ) (?![0-9,.])                     # 1 250 000
      | (?P<torn>     [0-9]{1,3} (?:[ ],[ ]?|,[ ]) [0-9]{1,2} ) (?=\s?%)               # 12 ,5 %
      | (?P<english>  [0-9]{1,3} (?:,[0-9]{3})+ \.[0-9]{1,2} ) (?![0-9])               # 1,250.5
      | (?P<dotted>   [0-9]+ \.[0-9]{1,2} ) (?![0-9])(?!\.[0-9])                       # 10.53
      | (?P<misread>  (?=[0-9,]*[OoIlSB]) (?=[OoIl]*[0-9])
                      [0-9OoIlSB]{0,5}[0-9Oo] (?:,[0-9OoIlSB]{0,2}[0-9Oo])? )          # 1O,5
      | (?P<plain>    [0-9]+ (?:,[0-9]+)? ) (?![0-9])                                  # 31,25
    )
    """,
    re.VERBOSE,
)
_GLUED: Final = r"(?:người|đồng|hộ|triệu|tỷ|nghìn|lượt|xã|thôn)(?!\w)"
_AFTER: Final = re.compile(rf"(?![^\W\d_])|{_ABBREVIATION}|{_GLUED}")
_LETTERS: Final = {"O": ("0", "ocr_O0"), "o": ("0", "ocr_O0"), "I": ("1", "ocr_l1"), "l": ("1", "ocr_l1")}
_INNER: Final = {"S": ("5", "ocr_S5"), "B": ("8", "ocr_B8")}


def plain(text: str) -> str:
    """Make digits, blanks and signs of other widths plain; the length stays."""
    return text.translate(_PLAIN) if _UNUSUAL.search(text) else text


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(".", "").replace(" ", "").replace(",", "."))


def _misread(token: str) -> tuple[str, tuple[str, ...]] | None:
    """Undo the letters of a numeric token; S and B count only between digits."""
    flags: set[str] = set()
    digits = []
    for place, char in enumerate(token):
        if char in _LETTERS:
            digit, flag = _LETTERS[char]
        elif char in _INNER and token[place - 1 : place].isdigit() and token[place + 1 : place + 2].isdigit():
            digit, flag = _INNER[char]
        elif char in _INNER:
            return None
        else:
            digits.append(char)
            continue
        digits.append(digit)
        flags.add(flag)
    return ("".join(digits), tuple(sorted(flags))) if flags else None


def _value(match: re.Match[str]) -> tuple[Decimal, tuple[str, ...]] | None:
    form, token = match.lastgroup, match.group().lstrip("-")
    if form == "misread":
        undone = _misread(token)
        return (_decimal(undone[0]), undone[1]) if undone else None
    if form == "spaced":
        return _decimal(token), ("space_thousands",)
    if form == "torn":
        return _decimal(token), ("space_fixed",)
    if form == "english":
        return Decimal(token.replace(",", "")), ("ambiguous",)
    if form == "dotted":
        return Decimal(token), ("dot_decimal",)
    return _decimal(token), ()


def read_figure(text: str, pos: int) -> tuple[int, Figure] | None:
    """Read the figure that starts at `pos` of a plain text, with the offset behind it."""
    match = _FIGURE.match(text, pos)
    return None if match is None else _figure(text, match)


def _figure(text: str, match: re.Match[str]) -> tuple[int, Figure] | None:
    read = _value(match)
    if read is None or not _AFTER.match(text, match.end()):
        return None
    value, flags = read
    token = match.group().lstrip("-")
    padded = match.lastgroup == "plain" and len(token) > 1 and token[0] == "0" and token[1] != ","
    signed = -value if match["minus"] else value
    return match.end(), Figure(match.start(), match.end(), signed, flags, padded)


def find_figures(text: str) -> list[Figure]:
    """Find the figures of a plain text in order."""
    read = (_figure(text, match) for match in _FIGURE.finditer(text))
    return [item[1] for item in read if item is not None]


def format_number(value: Decimal) -> str:
    """Write a number as the guide wants it: a point as decimal mark, no grouping, no idle zeros."""
    whole, point, part = format(value, "f").partition(".")  # normalising would round beyond 28 digits
    plain_form = f"{whole}{point}{part}".rstrip("0").rstrip(".") if point else whole
    return "0" if plain_form in {"-0", ""} else plain_form


def group(value: Decimal) -> str:
    """Write a number as Vietnamese documents do: points between thousands, a comma before decimals."""
    whole, _, part = format_number(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    return sign + grouped + ("," + part if part else "")
