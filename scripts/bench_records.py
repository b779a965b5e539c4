"""How right the records are: each labelled text as it is, laid out as PDF, and as scans of levels 1 and 3.

    scripts/bench_records [FOLDER] [--only KIND…] [--each]

FOLDER (../shared) holds seeds/*.txt with golden/*.json and truth/*.txt, and plans/*.txt, some of which golden/real
labels. Kinds: corpus, seeds, truth, pdf, scan1, scan3, real, realpdf. Prints F1 by part (mean over documents) and
the line of figures; with --each also a line for each document, with how many of its targets were missed, invented, or
paired by value and wrong otherwise, and how many wrong figures nobody was warned of.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PARTS = ("document", "sections", "targets_value", "targets_strict", "tasks_found", "tasks_lead", "tasks_coordinate")
PARTS += ("tasks_when", "dates", "references")
KINDS = ("corpus", "seeds", "truth", "pdf", "scan1", "scan3", "real", "realpdf")
Parts = dict[str, dict[str, float | None]]
DAMAGED = ("000_71ca838165621b3b", "004_cc832510578e0d74")


def kehoach(*arguments: object, may_fail: bool = False) -> str:
    """Run a command and return what it printed; `may_fail`: documents that cannot be read are told, no end."""
    command = [sys.executable, "-m", "extract.cli", *map(str, arguments)]
    done = subprocess.run(command, cwd=HERE, check=False, capture_output=True, text=True)
    if done.returncode == 1 and may_fail:
        sys.stderr.writelines(line for line in done.stderr.splitlines(keepends=True) if line.startswith("  "))
    elif done.returncode:
        sys.exit(f"kehoach {arguments[0]} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def script(name: str, *arguments: object) -> None:
    subprocess.run([HERE / "scripts" / name, *map(str, arguments)], cwd=HERE, check=True, capture_output=True)


def prepare(kind: str, shared: Path, work: Path) -> tuple[Path, Path]:
    """Put the documents of a kind into a folder of their own; return it and the folder of golden records."""
    folder = work / kind
    folder.mkdir()
    texts = sorted((shared / "seeds").glob("*.txt"))
    sound = [text for text in texts if text.stem not in DAMAGED]
    match kind:
        case "corpus":
            for path in (HERE / "corpus").iterdir():
                if path.suffix in {".pdf", ".png", ".tif"}:
                    shutil.copy(path, folder)
            return folder, HERE / "golden"
        case "seeds" | "truth":
            for path in texts if kind == "seeds" else sorted((shared / "truth").glob("*.txt")):
                shutil.copy(path, folder)
        case "pdf" | "scan1" | "scan3":
            for text in sound:
                lay_out(text, folder / f"{text.stem}.pdf", int(kind[4:] or 0) if kind != "pdf" else 0)
        case _:
            for label in sorted((HERE / "golden" / "real").glob("*.json")):
                text = shared / "plans" / f"{label.stem}.txt"
                if kind == "real":
                    shutil.copy(text, folder)
                else:
                    lay_out(text, folder / f"{text.stem}.pdf", 0)
            return folder, HERE / "golden" / "real"
    return folder, shared / "golden"


def labels_of(folder: Path, golden: Path, chosen: Path) -> Path:
    """Put the golden records of just these documents into a folder of their own."""
    chosen.mkdir()
    for stem in {path.stem.split("__")[0] for path in folder.iterdir()}:
        shutil.copy(golden / f"{stem}.json", chosen)
    return chosen


def lay_out(text: Path, pdf: Path, level: int) -> None:
    script("build_corpus", "--plain", text, pdf)
    if level:
        digital = pdf.with_suffix(".digital")
        pdf.rename(digital)
        script("simulate_scan", digital, pdf, "--level", level, "--seed", 11)
        digital.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "shared")
    parser.add_argument("--only", nargs="*", choices=KINDS, default=KINDS)
    parser.add_argument("--each", action="store_true", help="a line for each document too")
    chosen = parser.parse_args()
    if set(chosen.only) != {"corpus"} and not (chosen.folder / "seeds").is_dir():
        parser.error(f"{chosen.folder} has no seeds/; name a folder of samples, or use --only corpus")
    print(f"{'kind':8}" + "".join(f"{part:>18}" for part in PARTS) + "  figures")
    if chosen.each:
        print("  and for each document, under the same columns: its targets and figures, its name")
    with tempfile.TemporaryDirectory(prefix="kehoach-bench-") as work:
        for kind in chosen.only:
            try:
                folder, golden = prepare(kind, chosen.folder, Path(work))
                labels = labels_of(folder, golden, Path(work) / f"golden-{kind}")
            except FileNotFoundError as error:
                sys.exit(f"{kind}: {error.filename} is not there; leave the kind out with --only")
            out = Path(work) / f"out-{kind}"
            kehoach("extract", folder, "--out", out, may_fail=True)
            score = json.loads(kehoach("score", out / "plans", labels, "--json", "--texts", chosen.folder / "plans"))
            print(f"{kind:8}" + columns(score["parts"], "mean_f1") + f"  {score['figures']}", flush=True)
            for stem, document in score["documents"].items() if chosen.each else ():
                told = columns(document["parts"], "f1")
                print(f"{'':8}{told}  {counts(document['parts'], document['figures'])}  {stem}", flush=True)


def columns(parts: Parts, name: str) -> str:
    values = [parts[part][name] if part in parts else None for part in PARTS]
    return "".join(f"{'–' if value is None else f'{value:.3f}':>18}" for value in values)


def counts(parts: Parts, figures: dict[str, int]) -> str:
    """Say what became of a document's targets and figures."""
    values, strict = parts.get("targets_value", {}), parts.get("targets_strict", {})
    told = {"missed": values.get("missed"), "invented": values.get("invented"), "wrong": strict.get("wrong")}
    told["silent"] = figures["wrong_not_flagged"]
    return ", ".join(f"{number or 0:3} {name}" for name, number in told.items())


if __name__ == "__main__":
    main()
