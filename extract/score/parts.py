"""The parts of the score except tasks and targets: what is paired by what, and when a pair is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.score.counts import Counts, Verdict, pool
from extract.score.data import Json, document_of, list_of, records, text_of
from extract.score.fold import figure, fold, similarity
from extract.score.judgement import Judgement, Result
from extract.score.pairing import Pairing, pair_equal, pair_similar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DOCUMENT_FIELDS: Final = (
    "doc_type", "number", "symbol", "issuer", "issuer_level", "locality", "province", "place", "issued", "title",
    "period_start", "period_end", "signer", "signer_title", "signed_for",
)  # fmt: skip
_SIMILAR: Final = {"title": 0.95, "issuer": 0.95}
_FIGURES: Final = frozenset({"number", "issued"})
SAME_RECIPIENT: Final = 0.85
SAME_TITLE: Final = 0.9
MISREAD: Final = 0.7
"""From this similarity on, a number or date without a partner is taken for a misreading of one on the other side."""


def same(golden: str | None, read: str | None) -> bool:
    """Tell whether two values are equal: both null, or the same figure or folded text."""
    if golden is None or read is None:
        return golden is read
    return figure(golden) == figure(read)


def verdict_of(golden: str | None, read: str | None, equal: bool) -> Verdict:
    """Return what became of a field, given its two values and whether they count as equal."""
    if golden is None and read is None:
        return "blank"
    if equal:
        return "right"
    if golden is None:
        return "invented"
    return "missed" if read is None else "wrong"


def left_over(part: str, pairing: Pairing, golden: Sequence[str], read: Sequence[str], *, field: str) -> Result:
    """Judge the records that found no partner by their leading field, without counting them."""
    figures = field in ("value", "iso", "number")
    missed = [Judgement(part, field, "missed", golden[i], None, i, None, figures) for i in pairing.golden_only]
    extra = [Judgement(part, field, "invented", None, read[i], None, i, figures) for i in pairing.read_only]
    return Result((), (*missed, *extra))


def unpaired(pairing: Pairing) -> Counts:
    """Count what found no partner."""
    return Counts(missed=len(pairing.golden_only), invented=len(pairing.read_only))


def score_document(golden: Json, read: Json, skipped: frozenset[str] = frozenset()) -> Result:
    """Judge the fifteen fields of the head but those skipped; title and issuer are right from a similarity of 0.95."""
    fields = [field for field in DOCUMENT_FIELDS if field not in skipped]
    judgements = [_document_field(field, document_of(golden), document_of(read)) for field in fields]
    counts = [
        Counts.of(j.verdict, similarity(j.golden, j.read) if j.field in _SIMILAR and j.golden and j.read else 0.0)
        for j in judgements
    ]
    return Result((("document", pool(tuple(counts))),), tuple(judgements))


def _document_field(field: str, golden: Json, read: Json) -> Judgement:
    if field == "signed_for":
        wanted, got = (" / ".join(fold(line) for line in list_of(side, field)) or None for side in (golden, read))
        equal = wanted == got
    else:
        wanted, got = text_of(golden, field), text_of(read, field)
        least = _SIMILAR.get(field)
        close = least is not None and wanted is not None and got is not None and similarity(wanted, got) >= least
        equal = close or same(wanted, got)
    return Judgement("document", field, verdict_of(wanted, got, equal), wanted, got, figure=field in _FIGURES)


def score_recipients(golden: Json, read: Json) -> Result:
    """Pair the lines of Nơi nhận by similarity; a paired line is right."""
    wanted, got = list_of(document_of(golden), "recipients"), list_of(document_of(read), "recipients")
    pairing = pair_similar(wanted, got, SAME_RECIPIENT)
    verdicts: list[tuple[Verdict, str | None, str | None]] = [
        *(("right", wanted[i], got[j]) for i, j in pairing.pairs),
        *(("missed", wanted[i], None) for i in pairing.golden_only),
        *(("invented", None, got[j]) for j in pairing.read_only),
    ]
    judgements = tuple(Judgement("document", "recipients", *verdict) for verdict in verdicts)
    return Result((("recipients", Counts(right=len(pairing.pairs)) + unpaired(pairing)),), judgements)


def score_sections(golden: Json, read: Json) -> Result:
    """Pair sections by path; right when the titles are alike or both null."""
    wanted, got = records(golden, "sections"), records(read, "sections")
    paths = [[text_of(section, "path") or "" for section in side] for side in (wanted, got)]
    titles = [[text_of(section, "title") for section in side] for side in (wanted, got)]
    pairing = pair_equal(
        [fold(path) for path in paths[0]],
        [fold(path) for path in paths[1]],
        lambda i, j: (similarity(titles[0][i] or "", titles[1][j] or ""),),
    )
    judgements = []
    counts = [unpaired(pairing)]
    for i, j in pairing.pairs:
        title, other = titles[0][i], titles[1][j]
        alike = similarity(title, other) if title is not None and other is not None else float(title is other)
        judgements.append(
            Judgement("sections", "title", verdict_of(title, other, alike >= SAME_TITLE), title, other, i, j)
        )
        counts.append(Counts(right=1) if alike >= SAME_TITLE else Counts(wrong=1, near=alike))
    rest = left_over("sections", pairing, paths[0], paths[1], field="path")
    return Result((("sections", pool(tuple(counts))),), tuple(judgements)) + rest


def score_dates(golden: Json, read: Json) -> Result:
    """Compare dates as a multiset of day and role; what is left is paired by day, then by likeness of its text."""
    wanted, got = records(golden, "dates"), records(read, "dates")
    days = [[text_of(date, "iso") or "" for date in side] for side in (wanted, got)]
    roles = [[text_of(date, "role") or "" for date in side] for side in (wanted, got)]
    same_day = pair_equal(days[0], days[1], lambda i, j: (float(roles[0][i] == roles[1][j]),))
    misread = pair_similar(
        [text_of(date, "text") or "" for date in wanted],
        [text_of(date, "text") or "" for date in got],
        MISREAD,
        same_day,
    )
    judgements: list[Judgement] = []
    counts = [unpaired(misread), Counts(wrong=len(misread.pairs))]
    for i, j in same_day.pairs:
        equal = roles[0][i] == roles[1][j]
        counts.append(Counts(right=1) if equal else Counts(wrong=1, near=0.5))
        judgements.append(Judgement("dates", "iso", "right", days[0][i], days[1][j], i, j, figure=True))
        judgements.append(
            Judgement("dates", "role", verdict_of(roles[0][i], roles[1][j], equal), roles[0][i], roles[1][j], i, j)
        )
    judgements += [
        Judgement("dates", "iso", "wrong", days[0][i], days[1][j], i, j, figure=True) for i, j in misread.pairs
    ]
    rest = left_over("dates", misread, *days, field="iso")
    return Result((("dates", pool(tuple(counts))),), tuple(judgements)) + rest


def score_references(golden: Json, read: Json) -> Result:
    """Pair references by number; right when kind, date and basis are equal."""
    wanted, got = records(golden, "references"), records(read, "references")
    numbers = [[text_of(reference, "number") or "" for reference in side] for side in (wanted, got)]
    judge = field_judge("references", ("doc_type", "date", "basis", "issuer"), wanted, got)

    def fields(i: int, j: int) -> list[bool]:
        return [judgement.good for judgement in judge(i, j)][:3]

    pairing = pair_equal(
        [figure(number) for number in numbers[0]],
        [figure(number) for number in numbers[1]],
        lambda i, j: (float(sum(fields(i, j))),),
    )
    misread = pair_similar(numbers[0], numbers[1], MISREAD, pairing)
    judgements: list[Judgement] = []
    counts = [unpaired(misread), Counts(wrong=len(misread.pairs))]
    for i, j in pairing.pairs:
        good = fields(i, j)
        counts.append(Counts(right=1) if all(good) else Counts(wrong=1, near=sum(good) / len(good)))
        judgements.append(Judgement("references", "number", "right", numbers[0][i], numbers[1][j], i, j, figure=True))
        judgements += judge(i, j)
    judgements += [
        Judgement("references", "number", "wrong", numbers[0][i], numbers[1][j], i, j, figure=True)
        for i, j in misread.pairs
    ]
    rest = left_over("references", misread, *numbers, field="number")
    return Result((("references", pool(tuple(counts))),), tuple(judgements)) + rest


def field_judge(
    part: str, fields: Sequence[str], golden: Sequence[Json], read: Sequence[Json]
) -> Callable[[int, int], list[Judgement]]:
    """Return a function that judges the given fields of a pair of records, in their order."""

    def judge(i: int, j: int) -> list[Judgement]:
        found = []
        for field in fields:
            wanted, got = text_of(golden[i], field), text_of(read[j], field)
            found.append(Judgement(part, field, verdict_of(wanted, got, same(wanted, got)), wanted, got, i, j))
        return found

    return judge
