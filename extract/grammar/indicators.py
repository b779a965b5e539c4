"""Matching what a target measures with the catalogue: exact name, name without marks, words, then likeness.

The unit decides between namesakes ("BHYT": người or %). What matches nothing gets no id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from extract.grammar.body_names import write_out
from extract.grammar.catalogue import Indicator, by_id, indicators, schemes
from extract.grammar.fold import fold, fold_tone_place, squeeze

if TYPE_CHECKING:
    from decimal import Decimal

_EXACT: Final = 0.99
_FOLDED: Final = 0.96
_BY_WORDS: Final = 0.9
_LEAST_BY_WORDS: Final = 45
_LEAST_LIKENESS: Final = 90
_BY_LIKENESS: Final = 0.6
_AGENCY_SCHEME: Final = "si"
_FROM_CONTEXT: Final = 0.8
_SCALES: Final = re.compile(r"^(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|\s)+")
_UNIT_IN_NAME: Final = re.compile(r"\s*\((?P<unit>%|‰|[^()]{1,20})\)\s*$")
_NOISE: Final = re.compile(
    r"""
    \b(?: trên\s+địa\s+bàn (?:\s+(?:toàn\s+)?(?:xã|phường|tỉnh|thành\s+phố|huyện|thị\s+xã|đặc\s+khu))?
        | toàn\s+(?:xã|tỉnh|thành\s+phố) | phấn\s+đấu | chỉ\s+tiêu | hằng\s+năm | hàng\s+năm
        | đến\s+(?:hết\s+|cuối\s+)?năm\s+[0-9]{4} | trong\s+đó )\b
    """,
    re.VERBOSE,
)
_AGENCY: Final = re.compile(
    r"""
    \b(?: (?:cơ\s+quan|ngành)\s+bảo\s+hiểm\s+xã\s+hội
        | bảo\s+hiểm\s+xã\s+hội\s+(?:việt\s+nam|cơ\s+sở|tỉnh|thành\s+phố) )\b
    """,
    re.VERBOSE,
)
_BOTH: Final = re.compile(r"\(?\s*(?:bao )?(?:gồm )?bắt buộc(?: và|,) tự nguyện\s*\)?")
_CHANGE_WORDS: Final = {"up": "gia tăng", "down": "giảm"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text to be matched: in lower case, without marks, with the schemes it names."""

    text: str
    bare: str
    schemes: frozenset[str]


def _plain(text: str) -> str:
    """Write abbreviations out, in lower case with one placement of tones, without phrases that say no measure."""
    low = _scheme_pattern().sub(lambda match: _full_name()[match.group()], fold_tone_place(write_out(text)))
    return squeeze(_NOISE.sub(" ", low)).strip(" .,;:-")


@cache
def _scheme_pattern() -> re.Pattern[str]:
    names = [(fold_tone_place(name), scheme["id"]) for scheme in schemes() for name in scheme["names"]]
    longest = sorted(names, key=lambda pair: -len(pair[0]))
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name, _ in longest))


@cache
def _scheme_of() -> dict[str, str]:
    return {fold_tone_place(name): scheme["id"] for scheme in schemes() for name in scheme["names"]}


@cache
def _full_name() -> dict[str, str]:
    """Map every name of a scheme to its full one."""
    return {
        fold_tone_place(name): fold_tone_place(scheme["names"][0]) for scheme in schemes() for name in scheme["names"]
    }


def named_schemes(text: str) -> frozenset[str]:
    """Give the schemes of insurance that a text names; the agency's own name is none."""
    low = _BOTH.sub(" ", _AGENCY.sub(" ", fold_tone_place(write_out(text))))
    return frozenset(_scheme_of()[match.group()] for match in _scheme_pattern().finditer(low))


def _asked(text: str, sign: str | None) -> _Asked:
    plain = _plain(text)
    word = _CHANGE_WORDS.get(sign or "")
    if word and not re.search(r"\b(?:tăng|giảm|tốc độ)\b", plain):
        plain = f"{word} {plain}"
    named = named_schemes(text)
    agency = not named and _AGENCY.search(fold_tone_place(write_out(text)))
    return _Asked(plain, fold(plain), frozenset({_AGENCY_SCHEME}) if agency else named)


def base_unit(unit: str | None) -> str | None:
    """Give a unit without its scale word ("triệu đồng": "đồng")."""
    if unit is None:
        return None
    bare = _SCALES.sub("", squeeze(unit).lower()).strip()
    return bare.split("/")[0].strip() or None


def _fits_unit(indicator: Indicator, unit: str | None) -> bool:
    return unit is None or unit in (known.lower() for known in indicator.units)


@cache
def _aliases() -> tuple[tuple[str, str, Indicator], ...]:
    """List (alias, alias without marks, indicator)."""
    return tuple(
        (alias, fold(alias), indicator)
        for indicator in indicators()
        for alias in {_plain(name) for name in (*indicator.aliases, indicator.name_vi)}
    )


def _has(text: str, phrase: str) -> bool:
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False


def _groups_met(indicator: Indicator, asked: _Asked) -> int:
    """Count the groups of words that are met; 0 when one is missing or a word tells against the indicator."""
    if any(_has(asked.text, fold_tone_place(word)) for word in indicator.negative):
        return 0
    met = sum(any(_has(asked.text, fold_tone_place(word)) for word in group) for group in indicator.must)
    return met if met == len(indicator.must) else 0


def _candidates(asked: _Asked, unit: str | None) -> list[Indicator]:
    """List what unit and schemes leave open; a text that names a scheme is about that scheme."""
    if len(asked.schemes) > 1:
        return []
    scheme = next(iter(asked.schemes), None)
    return [indicator for indicator in indicators() if indicator.scheme == scheme and _fits_unit(indicator, unit)]


def _likeness(indicator: Indicator, asked: _Asked) -> float:
    return max(fuzz.token_sort_ratio(alias, asked.text) for alias, _, owner in _aliases() if owner.id == indicator.id)


def _by_words(asked: _Asked, open_to: list[Indicator]) -> Indicator | None:
    """Choose by words: the indicator with most groups met, of equals the one whose name is most alike."""
    met = [(count, indicator) for indicator in open_to if (count := _groups_met(indicator, asked))]
    if not met:
        return None
    most = max(count for count, _ in met)
    best = max((indicator for count, indicator in met if count == most), key=lambda one: _likeness(one, asked))
    return best if best.scheme or _likeness(best, asked) >= _LEAST_BY_WORDS else None


def _match(asked: _Asked, unit: str | None) -> tuple[str | None, float]:
    open_to = _candidates(asked, unit)
    ids = {indicator.id for indicator in open_to}
    for alias, bare, indicator in _aliases():
        if indicator.id in ids and alias == asked.text:
            return indicator.id, _EXACT
        if indicator.id in ids and bare == asked.bare:
            return indicator.id, _FOLDED
    chosen = _by_words(asked, open_to)
    if chosen is not None:
        return chosen.id, _BY_WORDS
    if unit is None:
        return None, 0.0
    return _by_likeness(asked, ids)


def _by_likeness(asked: _Asked, ids: set[str]) -> tuple[str | None, float]:
    """Choose the name that is most alike without marks, if no word tells against it."""
    best, score = None, 0.0
    for _, bare, indicator in _aliases():
        if indicator.id in ids:
            likeness = fuzz.token_sort_ratio(bare, asked.bare, score_cutoff=_LEAST_LIKENESS)
            if likeness > score and not any(_has(asked.bare, fold(word)) for word in indicator.negative):
                best, score = indicator, likeness
    if best is None:
        return None, 0.0
    return best.id, _BY_LIKENESS + (score - _LEAST_LIKENESS) / 100


def match_indicator(
    indicator: str, unit: str | None, context: str = "", sign: str | None = None
) -> tuple[str | None, float]:
    """Match what a target measures; give the id, or None, and the confidence in it.

    `sign` is that of a change ("up", "down"; None for a level), for words that stand with the figure and not in the
    indicator. `context`, such as the heading over an item, is asked only where the words of the target name no scheme
    and match nothing.
    """
    name = _UNIT_IN_NAME.sub("", indicator)
    within = _UNIT_IN_NAME.search(indicator)
    measured = base_unit(unit) or (base_unit(within["unit"]) if within else None)
    found, confidence = _match(_asked(name, sign), measured)
    if found is None and context and not named_schemes(indicator):
        found, confidence = _match(_asked(f"{name} {context}", sign), measured)
        confidence *= _FROM_CONTEXT
    return found, confidence


def plausible(indicator_id: str, value: Decimal) -> bool:
    """Tell whether a value lies within the bounds of its indicator; an id unknown to the catalogue bounds nothing."""
    known = by_id().get(indicator_id)
    if known is None:
        return True
    return (known.least is None or value >= known.least) and (known.most is None or value <= known.most)
