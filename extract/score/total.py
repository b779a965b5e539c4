"""From two plans to a plan's score, and from two folders to a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract import past_run
from extract.errors import UsageFault
from extract.score.counts import Counts, Figures, pool
from extract.score.data import PARTS, Json, golden_stem, is_record, plan_files, read_golden
from extract.score.judgement import Judgement, Warnings, with_evidence
from extract.score.parts import score_dates, score_document, score_recipients, score_references, score_sections
from extract.score.work_parts import score_targets, score_tasks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SCORED: Final = {
    "document": (),
    "recipients": ("document.recipients",),
    "sections": ("sections.path", "sections.title"),
    "targets_value": ("targets.value",),
    "targets_strict": ("targets.value", "targets.indicator", "targets.unit"),
    "tasks_found": ("tasks.task",),
    "tasks_lead": ("tasks.task", "tasks.lead"),
    "tasks_coordinate": ("tasks.task", "tasks.coordinate"),
    "tasks_when": ("tasks.task",),
    "dates": ("dates.iso", "dates.role"),
    "references": ("references.number", "references.doc_type"),
}
"""The rows of the score, in their order, and the fields without which a row cannot be counted."""
_SCORERS: Final = (score_recipients, score_sections, score_targets, score_tasks, score_dates, score_references)


@dataclass(frozen=True, slots=True)
class PlanScore:
    """The score of one extracted plan: counts a part, figures, and every judged field.

    `kind` is the document's kind as intake told it (`digital`, `scan`, `mixed`, `text`), `unknown` where the
    extracted file does not say, `failed` where there is no extracted file at all.
    """

    stem: str
    golden: str
    kind: str
    counts: Mapping[str, Counts]
    judgements: tuple[Judgement, ...]
    notes: tuple[str, ...] = ()

    @property
    def figures(self) -> Figures:
        """What became of the figures, the silent wrong ones apart."""
        return figures_of(self.judgements)

    @property
    def f1(self) -> float:
        """Mean F1 over the parts that have anything in them; 1.0 where none has."""
        known = [counts.f1 for counts in self.counts.values() if counts.f1 is not None]
        return sum(known) / len(known) if known else 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of all documents. `missing` golden stems had no extracted plan and count as missed throughout."""

    plans: tuple[PlanScore, ...]
    missing: tuple[str, ...] = ()
    unlabelled: tuple[str, ...] = ()

    def pooled(self, part: str) -> Counts:
        """Return the counts of a part added up over all documents."""
        return pool(tuple(plan.counts[part] for plan in self.plans if part in plan.counts))

    def mean_f1(self, part: str) -> float | None:
        """Return the mean of the documents' F1 of a part, over those that have anything in it."""
        known = [f1 for plan in self.plans if part in plan.counts and (f1 := plan.counts[part].f1) is not None]
        return sum(known) / len(known) if known else None

    @property
    def figures(self) -> Figures:
        """What became of all figures."""
        return sum((plan.figures for plan in self.plans), Figures())

    @property
    def f1(self) -> float:
        """Mean over the parts of the pooled F1: the one figure that `--fail-under` looks at."""
        known = [f1 for part in SCORED if (f1 := self.pooled(part).f1) is not None]
        return sum(known) / len(known) if known else 1.0

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything that was left out of the score, and why."""
        return tuple(dict.fromkeys(note for plan in self.plans for note in plan.notes))


def figures_of(judgements: Sequence[Judgement]) -> Figures:
    """Count right, missed, wrong and flagged, wrong and not flagged among target values, numbers and dates."""
    figures = [judgement for judgement in judgements if judgement.figure]
    wrong = [judgement for judgement in figures if judgement.verdict in ("wrong", "invented")]
    return Figures(
        right=sum(judgement.verdict == "right" for judgement in figures),
        missed=sum(judgement.verdict == "missed" for judgement in figures),
        flagged=sum(judgement.flagged for judgement in wrong),
        silent=sum(judgement.silent for judgement in wrong),
    )


def score_pair(extracted: Json, golden: Json, stem: str = "", unresolved: frozenset[str] = frozenset()) -> PlanScore:
    """Score one extracted plan against its golden record.

    Fields named in `unresolved` (`document.title`) are left out, and so are the rows that cannot do without them and
    the parts that the golden record does not have.
    """
    labelled = [part for part in PARTS if golden.get(part) is not None]
    skipped = frozenset(field for part, _, field in (name.partition(".") for name in unresolved) if part == "document")
    result = sum((scorer(golden, extracted) for scorer in _SCORERS), score_document(golden, extracted, skipped))
    warnings = Warnings(extracted)
    judgements = tuple(
        with_evidence(warnings.judge(found), golden, extracted)
        for found in result.judgements
        if f"{found.part}.{found.field}" not in unresolved and found.part in labelled
    )
    counts = {
        row: counts if _part_of(row) in labelled else Counts()
        for row, counts in result.counts
        if unresolved.isdisjoint(SCORED[row])
    }
    source = extracted.get("source")
    kind = source.get("kind") if is_record(source) else None
    return PlanScore(stem, stem, kind if isinstance(kind, str) else "unknown", counts, judgements)


def _part_of(row: str) -> str:
    return "document" if row == "recipients" else row.partition("_")[0]


def score_folders(extracted: Path, golden: Path, texts: Path | None = None, *, both_labelled: bool = False) -> Report:
    """Score plan JSON against golden files of the same stem (`<stem>__anything` falls back to `<stem>`).

    Golden documents without an extracted plan count as missed, since a document that failed is a loss too; not so
    where the run's ledger says that they were never given, where `extracted` is a single file, or where both sides
    are labellers. Raises UsageFault where nothing pairs.
    """
    plans, labels = plan_files(extracted), plan_files(golden)
    if extracted.is_file() and golden.is_file():
        labels = {next(iter(plans)): golden}
    pairs = {stem: match for stem in plans if (match := golden_stem(stem, labels)) is not None}
    if not pairs:
        raise UsageFault(f"{extracted}: none of its plans has a golden record in {golden}")
    folders = [folder for folder in (texts, extracted / "text") if folder is not None and folder.is_dir()]
    goldens = {label: read_golden(labels[label], folders) for label in sorted(set(pairs.values()))}
    scores = []
    for stem, label in sorted(pairs.items()):
        found, read = goldens[label], read_golden(plans[stem], folders)
        score = score_pair(read.plan, found.plan, stem, found.unresolved | read.unresolved)
        scores.append(replace(score, golden=label, notes=found.notes + read.notes))
    given = past_run.stems(extracted)
    lacking = set(labels) - set(goldens)
    expected = lacking if given is None else {label for label in lacking if label in given}
    missing = () if extracted.is_file() or both_labelled else tuple(sorted(expected))
    scores += [_failed(stem, labels[stem], folders) for stem in missing]
    return Report(tuple(scores), missing, tuple(sorted(set(plans) - set(pairs))))


def _failed(stem: str, path: Path, folders: Sequence[Path]) -> PlanScore:
    """Score a golden document that was never read: nothing is right, not even what it leaves open."""
    found = read_golden(path, folders)
    score = score_pair({}, found.plan, stem, found.unresolved)
    counts = {part: Counts(missed=counts.missed) for part, counts in score.counts.items()}
    judgements = tuple(judgement for judgement in score.judgements if judgement.verdict == "missed")
    return PlanScore(stem, stem, "failed", counts, judgements, found.notes)
