"""What stands in tables and sentences as a figure, made up at random, and what stands beside it and is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

WORDS = (
    "năm", "tháng", "ngày", "Quý", "xã", "lớp", "hộ", "tỷ", "đồng", "triệu", "ha", "km", "số", "Điều",
    "từ", "đến", "trên", "tỉnh", "Tỉnh", "TT", "STT", "tiêu", "chí", "Thôn", "lại", "là", "ở", "ít",
    "tối", "thiểu", "UBND", "HĐND", "Lý", "Tiến", "Bình", "Sở", "Tổng", "cộng", "lít", "tấn", "con", "giường",
    "So", "sánh", "Kinh", "phí", "I",
)  # fmt: skip
_SERIES = ("KH-UBND", "QĐ-UBND", "QĐ-TTg", "NĐ-CP", "TT-BTC", "NQ-HĐND", "NQ/TW", "CT-TTg", "BC-STC", "TTr-SNV", "QH15")


def _small(rng: Random) -> str:
    return rng.choice(
        (str(rng.randint(0, 12)), "1", "1", "1", "11", "11", f"{rng.randint(1, 12):02d}", "01", "10", "7")
    )


def _whole(rng: Random) -> str:
    return str(rng.randint(1, 10 ** rng.randint(2, 4)))


def _grouped(rng: Random) -> str:
    mark = rng.choice("....,")
    parts = [f"{rng.randint(0, 999):03d}" for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    tail = f",{rng.randint(0, 9)}" if mark == "." and rng.random() < 0.15 else ""
    return mark.join((str(rng.randint(1, 10 ** rng.randint(1, 3) - 1)), *parts)) + tail


def _decimal(rng: Random) -> str:
    digits = rng.choice((1, 1, 2, 2, 3))
    return f"{rng.randint(0, 10 ** rng.randint(1, 3))}{rng.choice(',,,,.')}{rng.randint(0, 10**digits - 1):0{digits}d}"


def _share(rng: Random) -> str:
    return rng.choice((str(rng.randint(0, 100)), _decimal(rng))) + "%"


def _bounded(rng: Random) -> str:
    return (
        rng.choice(("≥", "≤", ">", "<")) + rng.choice(("", " ")) + rng.choice((_share, _decimal, _whole, _small))(rng)
    )


def _date(rng: Random) -> str:
    day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1990, 2035)
    forms = (f"{day:02d}/{month:02d}/{year}", f"{day}/{month}/{year}", f"{month}/{year}", f"{day}/{month}", str(year),
             f"{day}-{month:02d}-{year}", f"{day:02d}.{month}.{year}", f"{year}-{year + 5}")  # fmt: skip
    return rng.choice(forms)


def _numeral(rng: Random) -> str:
    numeral = rng.choice(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XV"))
    return rng.choice((f"{numeral}/{rng.randint(2015, 2032)}", numeral, numeral + ".", f"{numeral})"))


def _symbol(rng: Random) -> str:
    year = f"{rng.randint(1998, 2030)}/" if rng.random() < 0.4 else ""
    return f"{rng.randint(1, 10 ** rng.randint(2, 4))}/{year}{rng.choice(_SERIES)}"


def _marker(rng: Random) -> str:
    depth = rng.choice((1, 1, 2, 2, 3))
    return ".".join(str(rng.randint(1, 15)) for _ in range(depth)) + rng.choice((".", ")", "", "."))


def _range(rng: Random) -> str:
    low = rng.randint(1, 200)
    return f"{low}{rng.choice(('-', '–', '/'))}{low + rng.randint(1, 99)}"


_KINDS: tuple[tuple[Callable[[Random], str], float], ...] = (
    (_small, 5), (_whole, 3), (_grouped, 2.5), (_decimal, 3), (_share, 1.5), (_bounded, 1.2), (_date, 2.5),
    (_numeral, 1.5), (_symbol, 1.3), (_marker, 1.5), (_range, 0.6), (lambda rng: rng.choice(WORDS), 2),
)  # fmt: skip


def figure(rng: Random) -> str:
    """A figure, or now and then a word, perhaps in brackets or with a stop behind it."""
    text = rng.choices([kind for kind, _ in _KINDS], [weight for _, weight in _KINDS])[0](rng)
    around = rng.random()
    if around < 0.06:
        return f"({text})"
    if around < 0.09:
        return f"({text}"
    if around < 0.13:
        return f"[{text}]" + rng.choice(("", ".", ";"))
    return text + rng.choice(",.;:)") if around < 0.2 else text
