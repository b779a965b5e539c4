"""One field judged, with what is needed to say where it went wrong and whether anybody was warned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.score.data import Json, is_list, is_record, list_of, records, text_of
from extract.settings import LOOK_BELOW

if TYPE_CHECKING:
    from extract.score.counts import Counts, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one field: `golden` and `read` are its values, the indices say which records were paired.

    `figure` marks target values, numbers and dates. `confidence` and `issues` are those of the field as read;
    `evidence` is what the record says about where it comes from, kept for what is not right.
    """

    part: str
    field: str
    verdict: Verdict
    golden: str | None = None
    read: str | None = None
    golden_index: int | None = None
    read_index: int | None = None
    figure: bool = False
    confidence: float | None = None
    issues: tuple[str, ...] = ()
    evidence: str | None = None

    @property
    def flagged(self) -> bool:
        """Whether a reader of the record was warned."""
        return bool(self.issues) or (self.confidence is not None and self.confidence < LOOK_BELOW)

    @property
    def silent(self) -> bool:
        """Whether it is a wrong figure that nobody was warned of."""
        return self.figure and self.verdict in ("wrong", "invented") and not self.flagged

    @property
    def good(self) -> bool:
        """Whether the field is as it should be."""
        return self.verdict in ("right", "blank")

    @property
    def where(self) -> str:
        """The record in the extracted plan (`targets/3`), or in the golden one where it was not read."""
        index = self.read_index if self.read_index is not None else self.golden_index
        return self.part if index is None else f"{self.part}/{index}"


@dataclass(frozen=True, slots=True)
class Result:
    """Counts of the score's parts and the judgements they rest on; results of several parts add up."""

    counts: tuple[tuple[str, Counts], ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def __add__(self, other: Result) -> Result:
        """Put the results of two parts together."""
        return Result(self.counts + other.counts, self.judgements + other.judgements)


class Warnings:
    """Confidence and issues of the fields of one extracted plan, looked up by record and field."""

    def __init__(self, plan: Json) -> None:
        """Index the plan's issues by the record they name."""
        self._plan = plan
        self._issues: dict[str, list[tuple[str, str | None]]] = {}
        for issue in records(plan, "issues"):
            record, field, code = issue.get("record"), issue.get("field"), issue.get("code")
            if isinstance(record, str) and isinstance(code, str):
                self._issues.setdefault(record, []).append((code, field if isinstance(field, str) else None))

    def issues(self, record: str, field: str) -> tuple[str, ...]:
        """Return the codes of the issues that name the field, its record as a whole, or what it was derived from."""
        names = {field, *self._sources(record, field)}
        return tuple(sorted({code for code, named in self._issues.get(record, ()) if named is None or named in names}))

    def confidence(self, record: str, field: str) -> float | None:
        """Return the field's confidence; a derived field without one has the least of what it came from."""
        own = _number(self._place(record, field).get("confidence"))
        if own is not None:
            return own
        known = [_number(self._place(record, name).get("confidence")) for name in self._sources(record, field)]
        return min((value for value in known if value is not None), default=None)

    def judge(self, judgement: Judgement) -> Judgement:
        """Return the judgement with confidence and issues filled in, where the field was read."""
        if judgement.read_index is None and judgement.part != "document":
            return judgement
        return replace(
            judgement,
            confidence=self.confidence(judgement.where, judgement.field) if judgement.read is not None else None,
            issues=self.issues(judgement.where, judgement.field),
        )

    def _sources(self, record: str, field: str) -> tuple[str, ...]:
        return list_of(self._place(record, field), "from")

    def _place(self, record: str, field: str) -> Json:
        part, _, index = record.partition("/")
        found = self._plan.get(part)
        if index and is_list(found):
            found = found[int(index)]
        places = found.get("at") if is_record(found) else None
        place = places.get(field) if is_record(places) else None
        return place if is_record(place) else {}


_EVIDENCE: Final = {"targets": "evidence", "tasks": "task", "dates": "text", "references": "number", "sections": "path"}


def with_evidence(judgement: Judgement, golden: Json, read: Json) -> Judgement:
    """Return a judgement of something not right with the sentence, task or path that its record rests on."""
    if judgement.good or judgement.part not in _EVIDENCE:
        return judgement
    plan, index = (read, judgement.read_index) if judgement.golden_index is None else (golden, judgement.golden_index)
    found = records(plan, judgement.part)
    if index is None or index >= len(found):
        return judgement
    return replace(judgement, evidence=text_of(found[index], _EVIDENCE[judgement.part]))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
