"""Command line of the scan simulator: `scripts/simulate_scan IN.pdf OUT.pdf --level 1..5 --seed N`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from simulate_scan_damage import age
from simulate_scan_levels import LEVELS, Damage, Mode, damage_of
from simulate_scan_pages import Hand, draw_pages
from simulate_scan_write import Scan, write


def simulate(source: Path, target: Path, damage: Damage, seed: int, hand: Hand) -> list[dict[str, float]]:
    """Write a damaged image-only copy of a PDF; returns what was measured on each page."""
    cv2.setNumThreads(1)
    scans, measures = [], []
    for index, page in enumerate(draw_pages(source, damage.dpi, hand, seed)):
        picture = page if damage.mode == "colour" else cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
        rng = np.random.default_rng([seed, index])
        aged, measure = age(np.asarray(picture, np.uint8), damage, rng)
        aged = np.ascontiguousarray(np.rot90(aged, -damage.rotate // 90))
        scans.append(Scan(aged, damage.dpi, 0 if damage.mode == "bitonal" else damage.jpeg))
        measures.append({"page": index + 1, **measure})
    write(scans, target, hand.e_signature)
    return measures


def main() -> int:
    """Parse the command line, simulate, print one JSON line a page."""
    parser = argparse.ArgumentParser(prog="scripts/simulate_scan", description=__doc__)
    parser.add_argument("source", type=Path, metavar="IN.pdf")
    parser.add_argument("target", type=Path, metavar="OUT", help="OUT.pdf, OUT.tif or, for one page, OUT.png")
    parser.add_argument("--level", type=int, choices=sorted(LEVELS), default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dpi", type=int, help="instead of the level's resolution")
    modes = parser.add_mutually_exclusive_group()
    for mode in ("grey", "colour", "bitonal"):
        modes.add_argument(f"--{mode}", dest="mode", action="store_const", const=mode)
    parser.add_argument("--no-ink", action="store_true", help="no seal and signature")
    parser.add_argument("--number", default="", help="figures written by hand into a blank number")
    parser.add_argument("--day", default="", help="figures written by hand into a blank day")
    parser.add_argument("--e-signature", default="", help="ASCII text of an e-signature over the picture of page one")
    parser.add_argument("--stamp", action="store_true", help="a registry's stamp on page one")
    parser.add_argument("--rotate", type=int, choices=(0, 90, 180, 270), default=0, help="pages laid in the wrong way")
    arguments = parser.parse_args()
    chosen: Mode | None = arguments.mode
    damage = replace(damage_of(arguments.level, arguments.dpi, chosen), rotate=arguments.rotate)
    hand = Hand(
        damage.ink and not arguments.no_ink, arguments.number, arguments.day, arguments.e_signature, arguments.stamp
    )
    for measure in simulate(arguments.source, arguments.target, damage, arguments.seed, hand):
        print(json.dumps(measure))
    return 0


if __name__ == "__main__":
    sys.exit(main())
