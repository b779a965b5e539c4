#!/usr/bin/env python3
"""Damage pairs from scans whose text layer an old engine wrote in the wrong language.

    train_diacritics_layers.py OUT.tsv SCAN.pdf...

Each page image is read with Tesseract `vie`, which is nearly right, and both readings are aligned word by word.
Rows of OUT.tsv: "layer", number of the scan, words of the layer, words of Tesseract, one aligned line after the other.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"

import pypdfium2
import tesserocr
from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).parent))
from typing import TYPE_CHECKING

from train_diacritics_pages import tessdata

from diacritics.letters import strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image


def layer_lines(page: pypdfium2.PdfPage) -> list[str]:
    """The layer's own lines, in its own order."""
    text = unicodedata.normalize("NFC", page.get_textpage().get_text_range())
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def nearest(line: str, layer: list[str]) -> str | None:
    """The layer's line that is most like `line`, marks aside; None when none is like it."""
    found = process.extractOne(
        strip_marks(line).lower(), [strip_marks(one).lower() for one in layer], scorer=fuzz.ratio, score_cutoff=45
    )
    return layer[found[2]] if found else None


def page_lines(api: tesserocr.PyTessBaseAPI, image: Image.Image) -> list[str]:
    """Lines that Tesseract finds."""
    api.SetImage(image)
    return [" ".join(line.split()) for line in api.GetUTF8Text().splitlines() if len(line.strip()) > 2]


def line_pairs(scan: Path) -> Iterator[tuple[str, str]]:
    """(line of the layer, line of Tesseract) of all pages, for the lines of Tesseract that the layer has."""
    api = tesserocr.PyTessBaseAPI(path=tessdata(), lang="vie")
    for page in pypdfium2.PdfDocument(scan):
        layer = layer_lines(page)
        image = page.render(scale=300 / 72, grayscale=True).to_pil()
        for line in page_lines(api, image):
            read = nearest(line, layer)
            if read:
                yield read, unicodedata.normalize("NFC", line)


def main() -> None:
    out, *scans = map(Path, sys.argv[1:])
    with out.open("w", encoding="utf-8") as handle:
        for number, scan in enumerate(scans, 1):
            for read, line in line_pairs(scan):
                handle.write(f"layer\t{number}\t{read}\t{line}\n")


if __name__ == "__main__":
    main()
