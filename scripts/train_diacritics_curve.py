#!/usr/bin/env python3
"""The reliability curve: how often corrections of each probability are right on plans that no training has seen.

    train_diacritics_curve.py FOLDER OUT.txt [CACHE]

FOLDER is bench_restore's. Corrections of classes A, B and D of its first half of plans are sorted by the model's own
probability into bins; bins that fall are pooled until the curve rises.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from itertools import pairwise
from pathlib import Path

import numpy as np

from diacritics.model import load_model
from diacritics.reliability import Curve, log_odds
from diacritics.restorer import Restorer

EDGES = (-14, -1, 0, 0.7, 1.4, 2.2, 3.0, 4.0, 5.0, 6.0, 7.5, 9.0, 11.0, 14.1)
LEAST = 30


def main() -> None:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    cache = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    loader = SourceFileLoader("bench_restore", str(Path(__file__).parent / "bench_restore.py"))
    bench = module_from_spec(spec_from_loader("bench_restore", loader))  # type: ignore[arg-type]
    sys.modules["bench_restore"] = bench
    loader.exec_module(bench)
    restorer = Restorer(replace(load_model(), curve=Curve.of("-14 -14\n14 14")))
    given: list[float] = []
    right: list[bool] = []
    for kind in "ABD":
        for sample in bench.cached(cache, f"{kind}_dev_20", lambda kind=kind: bench.samples(folder, "dev", 20, kind)):
            if sample.name.startswith("sample"):
                continue
            pairs = list(bench.judged(restorer.restore(sample.raw), bench.words(sample.truth)))
            given += [probability for probability, _ in pairs]
            right += [good for _, good in pairs]
    out.write_text("\n".join(f"{x:.2f} {y:.2f}" for x, y in rising(np.array(given), np.array(right))) + "\n")
    print(out.read_text())


def rising(given: np.ndarray, right: np.ndarray) -> list[tuple[float, float]]:
    """Knots (log-odds given, log-odds right), both rising."""
    odds = log_odds(given)
    bins = []
    for low, high in pairwise(EDGES):
        inside = (odds >= low) & (odds < high)
        if inside.sum() >= LEAST:
            bins.append([float(odds[inside].mean()), float(right[inside].sum()), float(inside.sum())])
    pooled: list[list[float]] = []
    for middle, good, count in bins:
        pooled.append([middle * count, good, count])
        while len(pooled) > 1 and pooled[-2][1] / pooled[-2][2] >= pooled[-1][1] / pooled[-1][2]:
            last = pooled.pop()
            pooled[-1] = [a + b for a, b in zip(pooled[-1], last, strict=True)]
    return [(m / n, float(log_odds(np.array([(good + 0.5) / (n + 1)]))[0])) for m, good, n in pooled]


if __name__ == "__main__":
    main()
