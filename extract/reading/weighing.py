"""Readings of one figure weighed against each other: agreement stands, a sure majority decides, the rest is doubted.

Where the readings leave a doubt the most probable stands, its confidence falls below 0.9 and `Word.doubt` says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Word

AGREED: Final = 0.95
"""Least confidence of a figure on which two readings agree; scripts/bench_ocr counts how many such are wrong."""
SETTLED: Final = 0.92
READ_TWICE, SEEN_TOO = 0.97, 0.98
"""Most confidence of a figure on which readings of the engine agree, least of one that is seen too."""
DOUBTED: Final = 0.85

_FIGURE: Final = re.compile(r"\d(?:[\d.,/:–-]*\d)?")
_PART: Final = re.compile(r"\d+(?:[.,]\d+)*")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_STRAY: Final = re.compile(
    r"""\d[.,]?[lI|!§$SsŠšOØo&] | [lIL|!§$SsŠšOØo&][.,]?\d
        | (?<![^\W_])T\d{2,3}(?!\d|/)
        | \d[ŒœÆæ¢£€¥@\\<>{}©®¬] | [ŒœÆæ¢£€¥@\\{}©®¬]\d         # signs that no plan writes beside a figure""",
    re.VERBOSE,
)
"""Signs that look like digits beside figures, which are not whole then."""
_ONLY_NOUGHTS: Final = re.compile(r"(?<![\d.,])0{2,}(?:[.,]0+)*(?![\d.,/]*\d)")
MALFORMED: Final = re.compile(r"\.\d{3}\.\d{1,2}(?![\d.])|,\d{3},\d{1,2}(?![\d,])")
"""Numbers that nobody writes: one of the marks was misread (`4.113.6`)."""
ODD_MARK: Final = re.compile(r"\d\.\d{1,2}(?!\d)|\d,\d{3}(?!\d)")
_MARK: Final = re.compile(r"(?<=\d)[.,](?=\d)")
_DECIMAL: Final = re.compile(r"\d{1,3}(?:\.\d{3})*,\d{1,2}")
_NUMERAL: Final = re.compile(r"[IVX]+")
_MISREAD_NUMERAL: Final = re.compile(r"(?=.*[IHh])[IHhl1]{1,4}|(?=.*I)[IÍÏïí]{2,3}")
_STROKES_OF_NUMERALS: Final = str.maketrans("lLiT1|", "IIIIII")
_NUMERAL_AND_YEAR: Final = re.compile(r"[IVX]+/\d")
_GLUED_SYMBOL: Final = re.compile(r"(?P<number>\d+)[AIl1](?=[A-ZĐ]{2,4}-)")
_AROUND: Final = ".,;:()-"
LOOK_ALIKE: Final = str.maketrans("OoØøQDlLI|!iíïÍ¡ÏJjSs$šŠ§&ZzBgb⁄—–", "0000001111111111111555558822896/--")
_OFTEN_A_DIGIT: Final = frozenset("§$Øø¡|&")
_MAY_BE_A_DIGIT: Final = frozenset("OoØøQlI|!iíïÍ¡ÏJjSsšŠ$§&ZzBgbT")


@dataclass(frozen=True, slots=True)
class Second:
    """What another reading of a word's cut-out says."""

    text: str
    confidence: float

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures in it."""
        return figures_in(self.text)


def figures_in(text: str) -> tuple[str, ...]:
    """Return the figures of a word, with the marks inside them: `(15/11/2017)` holds `15/11/2017`."""
    return tuple(found.replace("–", "-") for found in _FIGURE.findall(text.replace("⁄", "/")))


def may_hold(word: Word) -> bool:
    """Tell whether a word holds a digit, or signs that stand for misread ones."""
    if any(sign.isdigit() or sign in _OFTEN_A_DIGIT for sign in word.raw):
        return True
    bare = word.raw.strip(_AROUND)
    if _MISREAD_NUMERAL.fullmatch(bare):
        return True
    return 0 < len(bare) <= 2 and all(sign in _MAY_BE_A_DIGIT for sign in bare)


def may_be_figure_alone(word: Word) -> bool:
    """Tell whether a word that stands alone, as figures in cells do, may be a misread figure."""
    return word.confidence < 0.8 and len(word.raw) <= 9


def settled(word: Word, second: Second) -> Word | None:
    """Return the word as two readings settle it, None where a third is needed."""
    first = figures_in(word.raw)
    if _MISREAD_NUMERAL.fullmatch(word.raw.strip(_AROUND)):
        return word if word.raw == second.text else None
    if not first and not second.figures:
        return _letter_or_digit(word, second)
    if first and same_figures(word.raw, second.text) and not odd_shape(word.raw):
        if not _surely_agreed(word, second):
            return None
        return replace(word, confidence=_both(word.confidence, second.confidence, AGREED))
    alike = _alike(word, second)
    if alike is not None and max(word.confidence, second.confidence) >= 0.6:
        return replace(word, raw=alike, text=alike, confidence=_both(word.confidence, second.confidence, SETTLED))
    return None


def _letter_or_digit(word: Word, second: Second) -> Word:
    """Return a lone sign that was read weakly as a letter, in doubt where both readings may be one digit (I or 1)."""
    sign = word.raw.strip(_AROUND)
    digit = sign.translate(LOOK_ALIKE)
    if len(sign) != 1 or sign.isascii() or word.confidence >= 0.6 or not digit.isdigit():
        return word
    if second.text.strip(_AROUND).translate(LOOK_ALIKE) != digit:
        return word
    said = f"readings differ: {word.raw} / {digit}"
    return replace(word, confidence=min(word.confidence, DOUBTED), doubt=said)


def decided(word: Word, others: Sequence[Second]) -> Word:
    """Return the word as further readings decide it: by a sure majority, else the most probable, in doubt."""
    if _MISREAD_NUMERAL.fullmatch(word.raw.strip(_AROUND)):
        return _numeral(word, others)
    whole = figures_in(word.raw) and not _ONLY_NOUGHTS.search(word.raw) and not odd_shape(word.raw)
    if whole and _upheld(word, others) and not MALFORMED.search(word.raw):
        return replace(word, confidence=SETTLED)
    if whole and _keeps_marks(word, others):
        return replace(word, confidence=SETTLED)
    votes = [other for other in others if other.figures and other.figures == _favourite(others)]
    sure = [other.confidence for other in votes]
    torn = any(" " in other.text for other in votes)
    if not torn and ((len(votes) == 3 and sum(sure) >= 2.5) or (len(votes) == 2 and min(sure) >= 0.9)):
        chosen = None if _NUMERAL.fullmatch(word.raw.strip(_AROUND)) else _with_figures(word, votes[0].text)
        if chosen is not None and _plausible(word, chosen) and not MALFORMED.search(chosen):
            return replace(word, raw=chosen, text=chosen, confidence=SETTLED)
    if not figures_in(word.raw) and (len(votes) < 2 or _NUMERAL.fullmatch(word.raw.strip(_AROUND))):
        return word
    return _doubted(word, others)


def _upheld(word: Word, others: Sequence[Second]) -> bool:
    """Tell whether further readings say what the first did: all of them, two against a less sure third, or a sure one.

    One sure reading beside a sure first is enough where the others are guesses.
    """
    agreeing = [other.confidence for other in others if _says_the_same(word.raw, other)]
    against = max((other.confidence for other in others if not _says_the_same(word.raw, other)), default=0.0)
    surest = max((word.confidence, *agreeing))
    if len(agreeing) == len(others):
        return surest >= 0.7
    if len(agreeing) >= 2 and surest >= 0.8 and surest > against:
        return True
    return word.confidence >= 0.95 and max(agreeing, default=0.0) >= 0.8 and against < 0.5


def _says_the_same(raw: str, other: Second) -> bool:
    """Tell whether a reading has the same figures, or signs in their place that look like them."""
    return same_figures(raw, other.text) or (
        not other.figures and figures_in(other.text.translate(LOOK_ALIKE)) == figures_in(raw)
    )


def _keeps_marks(word: Word, others: Sequence[Second]) -> bool:
    """Tell whether a sure first reading differs from two others only in a mark that these lost or made a stop.

    Marks are the first thing that a cut-out loses, and `16,9` is how Vietnamese is written: where two others have a
    mark in its place too, it need not have been read surely.
    """
    if word.confidence >= 0.6 and _DECIMAL.fullmatch(word.raw.strip("();:%.")):
        stopped = _figure_with_stops(word.raw)
        if sum(_figure_with_stops(other.text) == stopped for other in others) >= 2:
            return True
    folded = [other.text.translate(LOOK_ALIKE) for other in others]
    alike = [text for text in folded if _bare(text) == _bare(word.raw)]
    if word.confidence < 0.9 or len(alike) < 2:
        return False
    lost = all(len(_MARK.findall(text)) < len(_MARK.findall(word.raw)) for text in alike)
    return lost or bool(_DECIMAL.fullmatch(word.raw.strip("();:%.")))


def _figure_with_stops(text: str) -> tuple[str, ...]:
    return tuple(figure.replace(",", ".") for figure in figures_in(text.translate(LOOK_ALIKE)))


def _numeral(word: Word, others: Sequence[Second]) -> Word:
    """Return the word as the Roman numeral that two further readings say, if they do: II is often read H, III IH."""
    said: dict[str, list[float]] = {}
    for other in others:
        said.setdefault(other.text.strip(_AROUND).translate(_STROKES_OF_NUMERALS), []).append(other.confidence)
    best = max(said, key=lambda numeral: sum(said[numeral]))
    bare = word.raw.strip(_AROUND)
    if best == bare or not _NUMERAL.fullmatch(best) or len(said[best]) < 2 or sum(said[best]) < 0.9:
        return word
    numeral = word.raw.replace(bare, best)
    return replace(word, raw=numeral, text=numeral, confidence=max(word.confidence, *said[best]))


def _favourite(others: Sequence[Second], own: Second | None = None) -> tuple[str, ...]:
    """Return the figures on which most confidence lies; marks that are odd in Vietnamese count half but in `own`."""
    weights: dict[tuple[str, ...], float] = {own.figures: own.confidence} if own else {}
    for other in others:
        odd = any(ODD_MARK.search(figure) for figure in other.figures)
        weights[other.figures] = weights.get(other.figures, 0.0) + other.confidence * (0.5 if odd else 1.0)
    return max(weights, key=lambda figures: weights[figures])


def same_figures(first: str, second: str) -> bool:
    """Tell whether two readings say the same figures.

    In a document's symbol (`1529/QĐ-UBND`) letters misread by data that do not know them may look like more figures,
    and so does a quarter's Roman numeral (`II/2026`).
    """
    if figures_in(first) in (figures_in(second), figures_in(second.replace(" ", ""))):
        return True  # a cut-out holds one word: a blank in its reading is none
    if not _is_symbol(first):
        return False
    left, right = _PART.findall(first), iter(_PART.findall(second))
    return all(part in right for part in left)


def odd_shape(text: str) -> bool:
    """Tell whether signs beside a figure look like parts of it: a misread digit, or a misread stroke of a symbol."""
    return bool(_STRAY.search(text) or _GLUED_SYMBOL.match(text))


def _is_symbol(text: str) -> bool:
    """Tell whether a word holds letters in their own right, as `1529/QĐ-UBND` and a quarter, `II/2026`, do."""
    if _NUMERAL_AND_YEAR.match(text):
        return True
    signs = [sign for sign in text if sign.isalpha() and sign not in _MAY_BE_A_DIGIT]
    return bool(signs) and bool(_LETTERS.search(text))


def _alike(word: Word, second: Second) -> str | None:
    """Return the word with digits where one reading has a sign that looks like the digit the other has."""
    glued = _GLUED_SYMBOL.match(word.raw)
    if glued and second.text.startswith(glued["number"] + "/"):
        return glued["number"] + "/" + word.raw[glued.end() :]
    head, slash, rest = word.raw.partition("/")
    number = head.translate(LOOK_ALIKE)
    if slash and number != head and number.isdigit() and second.text.startswith(number + slash):
        return number + slash + rest
    folded = word.raw.translate(LOOK_ALIKE)
    if second.figures and figures_in(folded) == second.figures and not _is_symbol(word.raw):
        return None if _NUMERAL.fullmatch(word.raw.strip(_AROUND)) else _with_figures(word, second.text)
    first = figures_in(word.raw)
    if first and figures_in(second.text.translate(LOOK_ALIKE)) == first and not _STRAY.search(word.raw):
        return word.raw if word.confidence >= second.confidence - 0.2 else None
    return None


def _with_figures(word: Word, other: str) -> str | None:
    """Return the word with the figures of another reading in place of its own, None where they do not match up."""
    mine, theirs = _FIGURE.findall(word.raw), figures_in(other)
    more = len(_bare(other)) > len(_bare(word.raw))  # then a sign beside the figure was one of its digits
    if mine and len(mine) == len(theirs) and not _STRAY.search(word.raw) and (not more or _is_symbol(word.raw)):
        figures = iter(theirs)
        return _FIGURE.sub(lambda _found: next(figures), word.raw)
    return other.replace(" ", "") if not _is_symbol(other) else None


def _plausible(word: Word, chosen: str) -> bool:
    """Tell whether a reading may stand in a word's place unasked: it loses no digit that was read surely."""
    fewer = len(_bare(chosen)) < len(_bare(word.raw))
    return word.confidence < 0.5 or (not fewer and (abs(len(chosen) - len(word.raw)) <= 1 or word.confidence < 0.7))


def _surely_agreed(word: Word, second: Second) -> bool:
    """Tell whether two equal readings suffice: not where both are weak, nor for a shape that misreading makes."""
    if _ONLY_NOUGHTS.search(word.raw) or any(ODD_MARK.search(figure) for figure in figures_in(word.raw)):
        return False
    return max(word.confidence, second.confidence) >= (0.85 if len(word.raw) == 1 else 0.5)


def _bare(text: str) -> str:
    """Return the digits alone."""
    return "".join(sign for sign in text if sign.isdigit())


def _doubted(word: Word, others: Sequence[Second]) -> Word:
    """Return the word with the most probable of readings that differ."""
    own = Second(word.raw, word.confidence if figures_in(word.raw) else 0.0)
    whole = [reading for reading in others if " " not in reading.text]  # a cut-out holds one word
    best = _favourite(whole if own.figures else others, own)
    other = max((reading for reading in others if reading.figures == best), key=_confidence, default=None)
    chosen = None
    if best and other is not None and best != own.figures and not _is_symbol(word.raw):
        chosen = _with_figures(word, other.text)
    differing = next((reading.text for reading in others if reading.figures != own.figures), None)
    doubt = (
        f"read weakly: {word.raw}" if differing is None else f"readings differ: {word.raw} / {differing or 'nothing'}"
    )
    confidence = min(DOUBTED, max(own.confidence, *(reading.confidence for reading in others)))
    return replace(word, text=chosen or word.text, confidence=confidence, doubt=doubt)


def _confidence(reading: Second) -> float:
    return reading.confidence


def agreeing(first: float, second: float) -> float:
    """Return how sure a figure is that was read and is seen so."""
    return min(0.99, max(AGREED, 1 - (1 - first) * (1 - second)))


def _both(first: float, second: float, least: float) -> float:
    return min(READ_TWICE, max(least, 1 - (1 - first) * (1 - second)))
