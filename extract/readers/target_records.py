"""From a number chosen as a target to its record, every field with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import squeeze
from extract.grammar.indicators import match_indicator, named_schemes
from extract.grammar.numbers import format_number
from extract.page import Span
from extract.readers import record
from models import Comparator, Recurrence, Target, TargetKind

if TYPE_CHECKING:
    from extract.grammar.quantities import Quantity
    from extract.readers.target_when import When
    from extract.text import Text
    from models import Place

_KINDS: Final = {
    "level": TargetKind.LEVEL,
    "ratio": TargetKind.RATIO,
    "delta": TargetKind.CHANGE,
    "growth": TargetKind.GROWTH,
    "pp": TargetKind.POINTS,
    "multiple": TargetKind.MULTIPLE,
    "of_plan": TargetKind.OF_PLAN,
    "count": TargetKind.COUNT,
    "duration": TargetKind.DURATION,
}
_RISKY: Final = (
    "implausible",
    "maybe:",
    "lost_comma?",
    "ambiguous",
    "suspect_lost_dash",
    "word_digit_conflict",
    "ocr_",
    "reversed",
)
_UNSURE: Final = 0.09
_GUESSED: Final = 0.25
"""How much less sure a value is that carries a risky flag, and a range whose dash was put in."""

_TO: Final = re.compile(r"(?<!\w)(?:còn|xuống|lên)(?!\w)", re.IGNORECASE)
_CHANGING: Final = re.compile(r"^(?:giảm|tăng|nâng|hạ|kéo giảm)\s+", re.IGNORECASE)
"""A change that leads to a level ("giảm tỷ lệ … xuống còn 2%") is stated by that level."""

_PERIODIC: Final = re.compile(r"\s*/\s*(?:năm|quý|tháng)(?!\w)")
_MORE: Final = re.compile(r"\s*(?:trở lên|trở xuống)\s*$")
_TERRITORIES: Final = re.compile(r"(?:,\s*(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố)(?!\w))+", re.IGNORECASE)
_BEHIND: Final = re.compile(r"(?:\s+[^\s,;.]+){1,6}?\s+trở\s+(?P<way>lên|xuống)(?!\w)")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A number chosen as a target: its sentence, the spans that say what it measures, when, and in which section.

    A cell of a table gives its own `name`, put together from heads, and the row as `evidence`; `context` is what
    the headings over it say, and `asked` what is looked up in the catalogue where that is not the whole name.
    """

    sentence: Span
    quantity: Quantity
    words: tuple[Span, ...]
    when: When
    path: str
    area: Span | None = None
    unit: str | None = None
    sure: float = 0.97
    name: str | None = None
    evidence: Span | None = None
    context: str = ""
    asked: str | None = None

    def quantity_words(self, text: Text) -> str:
        """Return the words that lead up to the figure and belong to it ("từ 4,2% xuống còn dưới")."""
        start = self.sentence.start
        return text.string[start + self.quantity.phrase_start : start + self.quantity.start]


def target_of(text: Text, chosen: Chosen) -> Target:
    """Make the record of a target. A fall has a positive value; a fraction keeps its first number only."""
    quantity, when = chosen.quantity, chosen.when
    name = chosen.name or squeeze(" ".join(text.slice(span) for span in chosen.words)).strip(" .,;:–-") or None
    fraction = "fraction" in quantity.flags
    unit = chosen.unit or unit_of(text, chosen)
    known, sure = _known(text, chosen, name, unit)
    to = quantity.value_to if not fraction else None
    return Target(
        indicator=name,
        indicator_id=known,
        value=format_number(quantity.value.copy_abs()),
        unit=unit,
        comparator=comparator_of(text, chosen),
        year=when.year,
        recurrence=Recurrence(when.recurrence) if when.recurrence else None,
        deadline=when.deadline,
        section=chosen.path or None,
        evidence=squeeze(text.slice(chosen.evidence or chosen.sentence)),
        value_to=format_number(to) if to is not None else None,
        kind=_KINDS.get(quantity.kind),
        base_year=quantity.base_year,
        scale=str(quantity.scale) if quantity.scale != 1 else None,
        per=", ".join(quantity.per) or None,
        area=squeeze(text.slice(chosen.area)) if chosen.area else None,
        at=_places(text, chosen, sure),
    )


def _known(text: Text, chosen: Chosen, name: str | None, unit: str | None) -> tuple[str | None, float]:
    """Look up what is measured; a column headed by a scheme alone, counted in people, counts those who take part."""
    if name is None:
        return None, 0.0
    asked = chosen.asked or name
    if _TO.search(chosen.quantity_words(text)):
        asked = _CHANGING.sub("", asked)
    known, sure = _matched(asked, unit, chosen.context, chosen.quantity.sign)
    if known is None and chosen.asked is not None and unit == "người" and named_schemes(asked):
        known, sure = _matched(f"số người tham gia {asked.split(' - ')[0]}", unit, "", None)
    return known, sure


@lru_cache(maxsize=4096)
def _matched(asked: str, unit: str | None, context: str, sign: str | None) -> tuple[str | None, float]:
    """Look up once what many cells of a table share."""
    return match_indicator(asked, unit, context, sign)


def unit_of(text: Text, chosen: Chosen) -> str | None:
    """Return the unit as printed: with what it is counted by ("ca/100.000 dân"), without "/năm"."""
    quantity = chosen.quantity
    if quantity.unit is None:
        return None
    behind = chosen.sentence.start + quantity.phrase_end
    printed = text.string[chosen.sentence.start + quantity.end : behind]
    if "/" in printed:
        return squeeze(_MORE.sub("", _PERIODIC.sub("", printed))) or quantity.unit
    if quantity.unit_class == "territory":
        more = _TERRITORIES.match(text.string, behind, chosen.sentence.end)
        return quantity.unit + (squeeze(more.group()) if more else "")
    return quantity.unit


def comparator_of(text: Text, chosen: Chosen) -> Comparator:
    """Return the comparator; "đạt 90% hộ dân trở lên" bounds from behind what it counts."""
    quantity = chosen.quantity
    if quantity.comparator == "eq":
        behind = _BEHIND.match(text.string, chosen.sentence.start + quantity.phrase_end, chosen.sentence.end)
        if behind:
            return Comparator.GE if behind["way"] == "lên" else Comparator.LE
    return Comparator(quantity.comparator)


def _places(text: Text, chosen: Chosen, matched: float) -> dict[str, Place]:
    quantity, when, start = chosen.quantity, chosen.when, chosen.sentence.start
    figure = Span(start + quantity.start, start + quantity.end)
    phrase = Span(start + quantity.phrase_start, start + quantity.phrase_end)
    risky = any(flag.startswith(_RISKY) for flag in quantity.flags)
    less = _GUESSED if "lost_dash" in quantity.flags else _UNSURE if risky else 0.0
    value = record.found(text, [figure], chosen.sure - less)
    derived = record.derived(text, ("evidence",), [phrase], 0.95)
    timed = record.found(text, when.spans, 0.93) if when.spans else derived
    none = record.absent()
    return {
        "indicator": record.found(text, chosen.words, 0.9) if chosen.words else record.absent(0.6),
        "indicator_id": record.derived(text, ("indicator", "unit"), evidence=round(matched, 4) or 0.93),
        "value": value,
        "unit": record.found(text, [phrase], 0.96) if quantity.unit or chosen.unit else none,
        "comparator": derived,
        "year": timed if when.year is not None else record.absent(0.9),
        "recurrence": timed if when.recurrence is not None else record.absent(0.93),
        "deadline": timed if when.deadline is not None else none,
        "section": record.derived(text, ("evidence",), evidence=0.98),
        "evidence": record.found(text, [chosen.evidence or chosen.sentence], 0.97),
        "value_to": value if quantity.value_to is not None and "fraction" not in quantity.flags else none,
        "kind": derived,
        "base_year": derived if quantity.base_year is not None else none,
        "scale": derived if quantity.scale != 1 else none,
        "per": derived if quantity.per else none,
        "area": record.found(text, [chosen.area], 0.95) if chosen.area else none,
    }
