"""How right the records are: each labelled text as it is, laid out as PDF, and as scans of levels 1 and 3.

    scripts/bench_records [FOLDER] [--only KIND…]

FOLDER (../shared) holds seeds/*.txt with golden/*.json and truth/*.txt, and plans/*.txt, some of which golden/real
labels. Kinds: corpus, seeds, truth, pdf, scan1, scan3, real, realpdf. Prints F1 by part (mean over documents) and
the line of figures.
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
DAMAGED = ("000_71ca838165621b3b", "004_cc832510578e0d74")


def kehoach(*arguments: object) -> str:
    command = [sys.executable, "-m", "extract.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=HERE, check=False, capture_output=True, text=True).stdout


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
    chosen = parser.parse_args()
    if set(chosen.only) != {"corpus"} and not (chosen.folder / "seeds").is_dir():
        parser.error(f"{chosen.folder} has no seeds/; name a folder of samples, or use --only corpus")
    print(f"{'kind':8}" + "".join(f"{part:>18}" for part in PARTS) + "  figures")
    with tempfile.TemporaryDirectory(prefix="kehoach-bench-") as work:
        for kind in chosen.only:
            folder, golden = prepare(kind, chosen.folder, Path(work))
            out = Path(work) / f"out-{kind}"
            kehoach("extract", folder, "--out", out, "--json")
            labels = labels_of(folder, golden, Path(work) / f"golden-{kind}")
            score = json.loads(kehoach("score", out / "plans", labels, "--json", "--texts", chosen.folder / "plans"))
            print(
                f"{kind:8}" + "".join(f"{figure(score, part):>18}" for part in PARTS) + f"  {score['figures']}",
                flush=True,
            )


def figure(score: dict[str, dict[str, dict[str, float]]], part: str) -> str:
    value = score["parts"][part]["mean_f1"]
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
