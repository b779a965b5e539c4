"""The same judgements counted by field, kind of document, band of confidence and kind of issue; and calibration."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.score.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.score.judgement import Judgement
    from extract.score.total import Report

BANDS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Lower ends of the bands of confidence; the last one goes to 1."""


def by_field(report: Report) -> dict[str, Counts]:
    """Count judged fields by part and name (`targets.value`), in order of first appearance."""
    return _count((f"{found.part}.{found.field}", found) for found in _all(report))


def by_kind(report: Report) -> dict[str, Counts]:
    """Count judged fields by the document's kind: digital, scan, mixed, text; failed where it was not read."""
    return _count((plan.kind, found) for plan in report.plans for found in plan.judgements)


def by_band(report: Report) -> dict[str, Counts]:
    """Count fields that were read, by the band their confidence falls into; `none` where there is no confidence."""
    read = [found for found in _all(report) if found.read is not None]
    labels = [*(band_name(i) for i in range(len(BANDS))), "none"]
    counted = _count((_band(found.confidence), found) for found in read)
    return {label: counted[label] for label in labels if label in counted}


def by_issue(report: Report) -> dict[str, Counts]:
    """Count the fields that an issue of each code names: the wrong ones are what the warning was for."""
    counted = _count((code, found) for found in _all(report) for code in found.issues)
    return dict(sorted(counted.items()))


def band_name(index: int) -> str:
    """Return a band as people write it."""
    upper = BANDS[index + 1] if index + 1 < len(BANDS) else 1.0
    return f"{BANDS[index]:.2f}–{upper:.2f}"


def _band(confidence: float | None) -> str:
    if confidence is None:
        return "none"
    return band_name(max(i for i, lower in enumerate(BANDS) if confidence >= lower))


def _all(report: Report) -> Iterable[Judgement]:
    return (found for plan in report.plans for found in plan.judgements)


def _count(labelled: Iterable[tuple[str, Judgement]]) -> dict[str, Counts]:
    counted: dict[str, Counts] = defaultdict(Counts)
    for label, found in labelled:
        counted[label] += Counts.of(found.verdict)
    return dict(counted)


@dataclass(frozen=True, slots=True)
class Bin:
    """Fields of like confidence: how many, how sure they claim to be on average, and how many are right."""

    lower: float
    number: int
    claimed: float
    right: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.number


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether confidence means what it says. `error` is the mean gap weighted by number, `brier` the mean square."""

    bins: tuple[Bin, ...]
    number: int
    error: float | None
    brier: float | None


def calibration(report: Report) -> Calibration:
    """Compare confidence with truth over all fields that were read with one."""
    return calibrate([(found.confidence, found.good) for found in _all(report) if found.confidence is not None])


def calibrate(pairs: Sequence[tuple[float, bool]]) -> Calibration:
    """Return the calibration of (confidence, right) pairs."""
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in pairs:
        groups[max(i for i, lower in enumerate(BANDS) if confidence >= lower)].append((confidence, right))
    bins = tuple(_bin(BANDS[index], groups[index]) for index in sorted(groups))
    if not pairs:
        return Calibration((), 0, None, None)
    error = sum(abs(found.claimed - found.share) * found.number for found in bins) / len(pairs)
    brier = sum((confidence - right) ** 2 for confidence, right in pairs) / len(pairs)
    return Calibration(bins, len(pairs), error, brier)


def _bin(lower: float, pairs: Sequence[tuple[float, bool]]) -> Bin:
    claimed = sum(confidence for confidence, _ in pairs) / len(pairs)
    return Bin(lower, len(pairs), claimed, sum(right for _, right in pairs))


def worst(counted: Mapping[str, Counts], number: int) -> list[tuple[str, Counts]]:
    """Return the labels with most errors, the worst first."""
    wrong = [(label, counts) for label, counts in counted.items() if counts.wrong + counts.missed + counts.invented]
    return sorted(wrong, key=lambda pair: -(pair[1].wrong + pair[1].missed + pair[1].invented))[:number]
