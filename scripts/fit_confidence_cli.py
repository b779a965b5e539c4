"""Fit the curves of confidence: labelled documents as text, as laid out PDF and as scans of levels 1 and 3.

    scripts/fit_confidence [--shared FOLDER] [--cache FOLDER] [--dry]

Labels: golden/ (corpus/), golden/real (FOLDER/plans), FOLDER/golden (FOLDER/seeds and FOLDER/truth). Uncalibrated
records are kept under --cache: remove it to read the documents anew. Each field is judged as `kehoach score` does.
Writes extract/data/readers/confidence.toml, and prints reliability before and after (each document under curves
fitted without it) and what the line at 0.9 flags.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fit_confidence_curve import Point, fit

from extract.calibration import KINDS, WORN, base_kind, kind_of, recognised_pages
from extract.pipeline import drafted
from extract.score.data import read_golden
from extract.score.total import score_pair
from extract.settings import Settings
from models import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent
TABLE: Final = ROOT / "extract" / "data" / "readers" / "confidence.toml"
FLAG: Final = 0.9
GROUPS: Final = {
    "document": "head", "document.number": "head_figures", "document.issued": "head_figures",
    "document.recipients": "recipients",
    "sections": "sections",
    "targets": "targets", "targets.value": "figures", "targets.value_to": "figures",
    "targets.indicator": "indicators", "targets.indicator_id": "catalogue",
    "tasks": "tasks", "tasks.lead": "bodies", "tasks.coordinate": "bodies",
    "dates": "dates", "dates.role": "roles",
    "references": "references", "references.number": "numbers", "references.date": "numbers",
}  # fmt: skip
FIGURES: Final = frozenset({"figures", "head_figures", "dates", "numbers"})
KIND_DOUBT: Final = {"printed": 0.0, "recognised": 0.5, "damaged": 0.5}
"""Share of the readers' doubt that stays: simulated scans are kinder than real ones, damaged texts are few."""
FIGURE_DOUBT: Final = 0.8
"""The same for the figures of targets in a scan: one that was read weakly is flagged though most such are right."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One field that was read: where it belongs, the evidence for it, and whether it was right."""

    document: str
    group: str
    kind: str
    evidence: float
    right: bool
    figure: bool
    level: str
    read: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "kehoach-confidence")
    parser.add_argument("--dry", action="store_true", help="print only, write no table")
    chosen = parser.parse_args()
    judged = [one for path, golden in documents(chosen.shared, chosen.cache) for one in judge(path, golden, chosen)]
    report(judged)
    if not chosen.dry:
        TABLE.write_text(table(curves(judged)), encoding="utf-8")


def documents(shared: Path, cache: Path) -> Iterator[tuple[Path, Path]]:
    """Yield every labelled document with its golden record, making what has to be made."""
    for golden in sorted((shared / "golden").glob("*.json")):
        texts = [shared / folder / f"{golden.stem}.txt" for folder in ("truth", "seeds")]
        yield from ((text, golden) for text in texts if text.is_file())
        yield from ((scan, golden) for scan in scans(next(text for text in texts if text.is_file()), cache))
    for golden in sorted((ROOT / "golden").glob("*.json")):
        for path in sorted((ROOT / "corpus").glob(f"{golden.stem}*")):
            yield path, golden
        yield from ((scan, golden) for scan in scans(ROOT / "corpus" / f"{golden.stem}.pdf", cache))
    for golden in sorted((ROOT / "golden" / "real").glob("*.json")):
        text = shared / "plans" / f"{golden.stem}.txt"
        yield text, golden
        yield from ((scan, golden) for scan in scans(text, cache))


def scans(source: Path, cache: Path) -> Iterator[Path]:
    """Yield the document laid out, and scanned at levels 1 and 3."""
    pdf = source
    if source.suffix == ".txt":
        pdf = cache / "pdf" / f"{source.stem}.pdf"
        pdf.parent.mkdir(parents=True, exist_ok=True)
        if not pdf.is_file():
            run("build_corpus", "--plain", source, pdf)
        yield pdf
    for level in (1, 3):
        scan = cache / "scan" / f"{pdf.stem}__l{level}.pdf"
        scan.parent.mkdir(parents=True, exist_ok=True)
        if not scan.is_file():
            run("simulate_scan", pdf, scan, "--level", level, "--seed", level)
        yield scan


def run(name: str, *arguments: object) -> None:
    subprocess.run([HERE / name, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)


def judge(path: Path, golden: Path, chosen: argparse.Namespace) -> Iterator[Judged]:
    """Yield every field of a document that was read and can be judged."""
    kept = chosen.cache / "drafts" / f"{path.parent.name}-{path.name}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(draft(path), encoding="utf-8")
    known = json.loads(kept.read_text(encoding="utf-8"))
    plan = Plan.model_validate(known["plan"])
    labels = read_golden(golden, [chosen.shared / "plans"])
    pages = recognised_pages(plan)
    level = path.stem.rpartition("__l")[2] if path.parent.name == "scan" else ""
    for found in score_pair(known["plan"], labels.plan, golden.stem, labels.unresolved).judgements:
        record = plan.document if found.part == "document" else None
        if found.read_index is not None and record is None:
            record = getattr(plan, found.part)[found.read_index]
        place = record.at.get(found.field) if record is not None and found.read is not None else None
        if place is None or place.confidence is None:
            continue
        group = GROUPS.get(f"{found.part}.{found.field}") or GROUPS[found.part]
        kind = kind_of(place, known["base"], pages)
        yield Judged(golden.stem, group, kind, place.confidence, found.good, found.figure, level, found.read or "")


def draft(path: Path) -> str:
    """Read a document without calibration; return its plan and the kind of its unrecognised text as JSON."""
    from extract.intake import open_scan
    from extract.reading import read_pages

    settings = Settings()
    scan = open_scan(path, settings.limits)
    plan, text = drafted(scan, read_pages(scan, settings), settings, shown=path.name)
    return json.dumps({"base": base_kind(text), "plan": json.loads(plan.to_json())}, ensure_ascii=False)


def curves(judged: Iterable[Judged]) -> dict[str, dict[str, list[Point]]]:
    """Fit one curve a group and kind."""
    pairs: dict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for one in judged:
        pairs[one.group, one.kind].append((one.evidence, one.right))
    return {
        group: {kind: fit(pairs[group, kind], least_doubt=doubt_left(group, kind)) for kind in KINDS}
        for group in dict.fromkeys(GROUPS.values())
    }


def doubt_left(group: str, kind: str) -> float:
    """Return the share of the doubt that no curve takes away."""
    return FIGURE_DOUBT if (group, kind) == ("figures", "recognised") else KIND_DOUBT[kind]


def mapped(points: list[Point], evidence: float) -> float:
    """Interpolate, as extract.calibration does."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= evidence < x1:
            return y0 + (y1 - y0) * (evidence - x0) / (x1 - x0)
    return points[-1][1]


def capped(one: Judged, p: float) -> float:
    """Apply the ceiling that extract.calibration has besides its curves."""
    return min(p, WORN) if one.kind == "recognised" and one.read.endswith("-Q1") else p


def report(judged: list[Judged]) -> None:
    """Print reliability and flags before and after; after: each document by curves fitted on the others."""
    after: list[tuple[Judged, float]] = []
    for document in sorted({one.document for one in judged}):
        fitted = curves(one for one in judged if one.document != document)
        after += [
            (one, capped(one, mapped(fitted[one.group][one.kind], one.evidence)))
            for one in judged
            if one.document == document
        ]
    print(f"{'group':14}{'kind':12}{'fields':>7}{'right':>7}   mean gap before/after    Brier before/after")
    for kind in (*KINDS, "all"):
        for group in (*dict.fromkeys(GROUPS.values()), "all"):
            chosen = [(a, p) for a, p in after if group in (a.group, "all") and kind in (a.kind, "all")]
            if chosen:
                print(line(group, kind, chosen))
    print("\nflags at 0.9, figures only: right ones flagged, wrong ones not flagged")
    flags(after)


def line(group: str, kind: str, chosen: list[tuple[Judged, float]]) -> str:
    share = sum(one.right for one, _ in chosen) / len(chosen)
    gaps = [gap([(one.evidence, one.right) for one, _ in chosen]), gap([(p, one.right) for one, p in chosen])]
    brier = [
        sum((p - one.right) ** 2 for one, p in pairs) / len(chosen)
        for pairs in ([(one, one.evidence) for one, _ in chosen], chosen)
    ]
    return f"{group:14}{kind:12}{len(chosen):7}{share:7.3f}{gaps[0]:12.3f}{gaps[1]:8.3f}{brier[0]:15.4f}{brier[1]:9.4f}"


def gap(pairs: list[tuple[float, bool]]) -> float:
    """Return the mean distance between confidence and share of right fields over ten bands of confidence."""
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, right in pairs:
        bands[min(int(p * 10), 9)].append((p, right))
    return sum(abs(sum(p for p, _ in band) - sum(right for _, right in band)) for band in bands.values()) / len(pairs)


def flags(after: list[tuple[Judged, float]]) -> None:
    named: Mapping[str, str] = {"": "as it is", "1": "scan, level 1", "3": "scan, level 3"}
    for level, name in named.items():
        figures = [(one, p) for one, p in after if one.figure and one.level == level]
        right = [(one, p) for one, p in figures if one.right]
        wrong = [(one, p) for one, p in figures if not one.right]
        for label in ("before", "after"):
            flagged = sum((one.evidence if label == "before" else p) < FLAG for one, p in right)
            silent = sum((one.evidence if label == "before" else p) >= FLAG for one, p in wrong)
            print(
                f"  {name:14} {label:7} right {len(right)}, flagged {flagged} ({flagged / max(1, len(right)):.1%}); "
                f"wrong {len(wrong)}, not flagged {silent}"
            )


def table(fitted: Mapping[str, Mapping[str, list[Point]]]) -> str:
    """Write the table as TOML."""
    lines = ["# Written by scripts/fit_confidence: points (evidence, probability) of each group's curves.", ""]
    lines.append("[fields]")
    lines += [f'"{field}" = "{group}"' for field, group in GROUPS.items()]
    for group, kinds in fitted.items():
        lines += ["", f"[curves.{group}]"]
        lines += [f"{kind} = [{', '.join(f'[{x}, {y}]' for x, y in points)}]" for kind, points in kinds.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
