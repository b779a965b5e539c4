"""Targets and tasks: the two parts in which a pair is looked at more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.score.counts import Counts, pool
from extract.score.data import Json, list_of, records, text_of
from extract.score.fold import figure, fold, loose_similarity
from extract.score.judgement import Judgement, Result
from extract.score.pairing import Pairing, pair_equal, pair_similar
from extract.score.parts import field_judge, left_over, same, unpaired, verdict_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME_INDICATOR: Final = 0.7
SAME_TASK: Final = 0.8
GUIDE_SCHEMES: Final = frozenset({"si", "si_compulsory", "si_voluntary", "ui", "hi"})
"""The schemes of the labelling guide's catalogue of indicators; labels know no ids of others."""
_STRICT: Final = ("unit", "comparator", "year", "recurrence", "deadline")
_WHERE_LABELLED: Final = ("value_to", "kind", "base_year", "scale", "per", "area")
"""Scored as fields only where the golden record gives them; no part of the strict figure."""


def score_targets(golden: Json, read: Json) -> Result:
    """Judge targets twice: by their value alone, and by all that must be right for the figure to be of use."""
    wanted, got = records(golden, "targets"), records(read, "targets")
    values = [[text_of(target, "value") or "" for target in side] for side in (wanted, got)]
    pairing = pair_equal(
        [figure(value) for value in values[0]],
        [figure(value) for value in values[1]],
        lambda i, j: _agreement(wanted[i], got[j]),
    )
    misread = _misread_targets(wanted, got, pairing)
    strict = [_strict(wanted[i], got[j]) for i, j in pairing.pairs]
    value_counts = Counts(right=len(pairing.pairs), wrong=len(misread.pairs)) + unpaired(misread)
    strict_counts = pool(
        (
            unpaired(misread),
            Counts(wrong=len(misread.pairs)),
            *(Counts(right=1) if all(good) else Counts(wrong=1, near=sum(good) / len(good)) for good in strict),
        )
    )
    judgements = [judgement for i, j in pairing.pairs for judgement in _target_fields(wanted, got, i, j)]
    judgements += [
        Judgement("targets", "value", "wrong", values[0][i], values[1][j], i, j, figure=True) for i, j in misread.pairs
    ]
    rest = left_over("targets", misread, *values, field="value")
    return Result((("targets_value", value_counts), ("targets_strict", strict_counts)), tuple(judgements)) + rest


def _same_indicator(golden: Json, read: Json) -> bool:
    known, found = text_of(golden, "indicator_id"), text_of(read, "indicator_id")
    if known is not None and known == found:
        return True
    return loose_similarity(text_of(golden, "indicator") or "", text_of(read, "indicator") or "") >= SAME_INDICATOR


def _strict(golden: Json, read: Json) -> list[bool]:
    return [
        *(same(text_of(golden, field), text_of(read, field)) for field in _STRICT),
        _same_indicator(golden, read),
    ]


def _agreement(golden: Json, read: Json) -> tuple[float, ...]:
    """Rank a pair of equal value: how many fields agree, then how alike the indicators and the sections are."""
    alike = loose_similarity(text_of(golden, "indicator") or "", text_of(read, "indicator") or "")
    sections = same(text_of(golden, "section"), text_of(read, "section"))
    return (float(sum(_strict(golden, read))), alike, float(sections))


def _misread_targets(golden: Sequence[Json], read: Sequence[Json], pairing: Pairing) -> Pairing:
    """Pair what is left over where indicator and year say that it is the same target with another value."""
    named = [
        [f"{text_of(target, 'indicator') or ''} {text_of(target, 'year') or ''}" for target in side]
        for side in (golden, read)
    ]
    close = pair_similar(named[0], named[1], SAME_INDICATOR, pairing)
    kept = tuple((i, j) for i, j in close.pairs if same(text_of(golden[i], "year"), text_of(read[j], "year")))
    dropped = [pair for pair in close.pairs if pair not in kept]
    return Pairing(
        kept,
        tuple(sorted((*close.golden_only, *(i for i, _ in dropped)))),
        tuple(sorted((*close.read_only, *(j for _, j in dropped)))),
    )


def _target_fields(golden: Sequence[Json], read: Sequence[Json], i: int, j: int) -> list[Judgement]:
    extra = [field for field in _WHERE_LABELLED if text_of(golden[i], field) is not None]
    identified = ["indicator_id"] if _is_labelled(golden[i], read[j]) else []
    judged = field_judge("targets", (*_STRICT, *identified, "section", *extra), golden, read)(i, j)
    wanted, got = (text_of(side, "indicator") for side in (golden[i], read[j]))
    indicator = verdict_of(wanted, got, _same_indicator(golden[i], read[j]))
    value, other = text_of(golden[i], "value"), text_of(read[j], "value")
    return [
        Judgement("targets", "value", "right", value, other, i, j, figure=True),
        Judgement("targets", "indicator", indicator, wanted, got, i, j),
        *judged,
    ]


def _is_labelled(golden: Json, read: Json) -> bool:
    """Tell whether labels can speak of an indicator's id: a null says nothing of ids beyond the guide's catalogue."""
    found = text_of(read, "indicator_id")
    return text_of(golden, "indicator_id") is not None or found is None or found.split(".")[0] in GUIDE_SCHEMES


def score_tasks(golden: Json, read: Json) -> Result:
    """Pair tasks by their text, then look at the bodies and the time of those that were found."""
    wanted, got = records(golden, "tasks"), records(read, "tasks")
    tasks = [[text_of(task, "task") or "" for task in side] for side in (wanted, got)]
    pairing = pair_similar(tasks[0], tasks[1], SAME_TASK)
    judgements: list[Judgement] = []
    whens: list[Counts] = []
    bodies: dict[str, list[Judgement]] = {"lead": [], "coordinate": []}
    fields = field_judge("tasks", ("due", "recurrence", "number", "section"), wanted, got)
    for i, j in pairing.pairs:
        judged = fields(i, j)
        judgements += [Judgement("tasks", "task", "right", tasks[0][i], tasks[1][j], i, j), *judged]
        whens.append(_when(judged[0], judged[1]))
        for role in bodies:
            bodies[role] += _bodies(role, wanted[i], got[j], (i, j))
    counts = [
        ("tasks_found", Counts(right=len(pairing.pairs)) + unpaired(pairing)),
        *((f"tasks_{role}", pool(tuple(Counts.of(j.verdict) for j in found))) for role, found in bodies.items()),
        ("tasks_when", pool(tuple(whens))),
    ]
    judgements += [*bodies["lead"], *bodies["coordinate"]]
    rest = left_over("tasks", pairing, *tasks, field="task")
    return Result(tuple(counts), tuple(judgements)) + rest


def _when(due: Judgement, recurrence: Judgement) -> Counts:
    """Right when both are; a time that one side lacks altogether is missed or invented."""
    if due.good and recurrence.good:
        blank = due.verdict == recurrence.verdict == "blank"
        return Counts(right=1, blank=int(blank))
    golden_states = due.golden is not None or recurrence.golden is not None
    read_states = due.read is not None or recurrence.read is not None
    if not golden_states:
        return Counts(invented=1)
    if not read_states:
        return Counts(missed=1)
    return Counts(wrong=1, near=0.5 if due.good or recurrence.good else 0.0)


def _bodies(role: str, golden: Json, read: Json, pair: tuple[int, int]) -> list[Judgement]:
    """Compare two lists of bodies as sets; each body counts."""
    wanted = {fold(body): body for body in list_of(golden, role)}
    got = {fold(body): body for body in list_of(read, role)}
    i, j = pair
    return [
        *(Judgement("tasks", role, "right", wanted[key], got[key], i, j) for key in wanted if key in got),
        *(Judgement("tasks", role, "missed", wanted[key], None, i, j) for key in wanted if key not in got),
        *(Judgement("tasks", role, "invented", None, got[key], i, j) for key in got if key not in wanted),
    ]
