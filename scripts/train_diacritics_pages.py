#!/usr/bin/env python3
"""Damage pairs: text drawn on pages, spoiled as a copier spoils them, and read by Tesseract in several languages.

    train_diacritics_pages.py FOLDER OUT.tsv --pages N --seed S

FOLDER holds *.txt with a paragraph a line. Each row of OUT.tsv: language, spoiling level, line as read, line as drawn.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import textwrap
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["OMP_THREAD_LIMIT"] = "1"

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    import tesserocr

cv2.setNumThreads(1)
FONTS = Path(os.environ.get("KEHOACH_FONTS", "/usr/share/fonts/truetype"))
LIBERATION = str(FONTS / "liberation2/LiberationSerif-{}.ttf")  # Debian's fonts-liberation 1 lacks ả, ộ, ữ …
TERMES = "/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyretermes-{}.otf"
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSerif{}.ttf"
FACES = (
    [LIBERATION.format("Regular")] * 10
    + [LIBERATION.format("Bold")] * 2
    + [LIBERATION.format("Italic")]
    + [TERMES.format("regular")] * 4
    + [TERMES.format("bold"), TERMES.format("italic"), DEJAVU.format(""), DEJAVU.format("-Bold")]
)
WRONG = ("eng", "eng", "fra", "deu", "por")


def paragraphs(folder: Path, rng: random.Random, count: int) -> list[str]:
    """`count` paragraphs from random places of the folder's files, each file as likely as it is long."""
    files = sorted(folder.glob("*.txt"))
    sizes = [f.stat().st_size for f in files]
    found: list[str] = []
    while len(found) < count:
        file = rng.choices(files, sizes)[0]
        with file.open("rb") as handle:
            handle.seek(rng.randrange(max(file.stat().st_size - 4000, 1)))
            handle.readline()
            line = unicodedata.normalize("NFC", handle.readline().decode("utf-8", "ignore").strip())
        if 60 < len(line) < 900:
            found.append(line)
    return found


def page_lines(folder: Path, rng: random.Random) -> list[tuple[str, str]]:
    """About thirty (line, font file) of one page."""
    lines: list[tuple[str, str]] = []
    while len(lines) < 30:
        (text,) = paragraphs(folder, rng, 1)
        face = rng.choice(FACES)
        if rng.random() < 0.07:
            text, face = text.upper()[:200], LIBERATION.format("Bold")
        lines += [(line, face) for line in textwrap.wrap(text, rng.randint(64, 80))]
    return lines[:32]


def draw(lines: list[tuple[str, str]], dpi: int, rng: random.Random) -> tuple[np.ndarray, list[float]]:
    """A grey page and the middle height of each line."""
    size = rng.choice((12.5, 13, 13.5, 14)) * dpi / 72
    step = size * rng.choice((1.25, 1.35, 1.5))
    page = Image.new("L", (int(8.27 * dpi), int(step * (len(lines) + 3))), 255)
    pen = ImageDraw.Draw(page)
    middles = []
    for row, (line, face) in enumerate(lines):
        font = ImageFont.truetype(face, size)
        wide = font.getlength(line) / (6.6 * dpi)
        if wide > 1:
            font = ImageFont.truetype(face, size / wide)
        top = step * (row + 1)
        pen.text((0.9 * dpi, top), line, font=font, fill=rng.randint(0, 40))
        middles.append(top + size * 0.6)
    return np.asarray(page), middles


def spoil(page: np.ndarray, level: int, rng: np.random.Generator) -> np.ndarray:
    """Skew, blur, grey, noise and JPEG: level 0 leaves the page clean, 4 is a poor photocopy."""
    if level == 0:
        return page
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-0.3, 0.3) * level, 1)
    page = cv2.warpAffine(page, turn, (width, height), borderValue=255)
    page = cv2.GaussianBlur(page, (0, 0), 0.4 + 0.25 * level)
    grey = page.astype(np.float32) * 0.85 + 25 + rng.normal(0, 6 * level, page.shape)
    page = np.clip(grey - np.linspace(0, 10 * level, width)[None, :], 0, 255).astype(np.uint8)
    if level >= 3:
        small = cv2.resize(page, None, fx=0.65, fy=0.65, interpolation=cv2.INTER_AREA)
        page = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
        specks = rng.random(page.shape)
        page[specks < 0.0008 * level] = 0
        page[specks > 1 - 0.001 * level] = 255
    if level == 4 and rng.random() < 0.5:
        page = np.where(page < rng.integers(110, 170), 0, 255).astype(np.uint8)
    _, coded = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, (95, 70, 50, 40, 35)[level]])
    return cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)


def read(api: tesserocr.PyTessBaseAPI, page: np.ndarray, middles: list[float]) -> list[tuple[int, str]]:
    """(row, text) of each line Tesseract finds, the row being the drawn line nearest in height."""
    import tesserocr

    api.SetImage(Image.fromarray(page))
    api.Recognize()
    found = []
    for line in tesserocr.iterate_level(api.GetIterator(), tesserocr.RIL.TEXTLINE):
        box = line.BoundingBox(tesserocr.RIL.TEXTLINE)
        text = line.GetUTF8Text(tesserocr.RIL.TEXTLINE).strip()
        if box and text:
            middle = (box[1] + box[3]) / 2
            found.append((min(range(len(middles)), key=lambda row: abs(middles[row] - middle)), text))
    return found


def missing_glyphs(face: str) -> str:
    """The Vietnamese letters a font file cannot draw (it would draw empty boxes)."""
    font = ImageFont.truetype(face, 40)
    empty = bytes(font.getmask("\ue123"))
    return "".join(letter for letter in "ảộờếữđĐƯỆớẽĩủỵ" if bytes(font.getmask(letter)) == empty)


def faces_with_vietnamese() -> list[str]:
    """The upright faces that are installed and have all letters, at most two."""
    wanted = (LIBERATION.format("Regular"), TERMES.format("regular"), DEJAVU.format(""))
    return [face for face in wanted if Path(face).exists() and not missing_glyphs(face)][:2]


def languages() -> list[str]:
    """The languages that the tesseract program has data for; none where there is no such program."""
    if shutil.which("tesseract") is None:
        return []
    answer = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout
    return answer.split("\n")[1:]


def tessdata() -> str:
    """The folder of language data, asked of the tesseract program."""
    answer = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout
    return answer.split('"')[1]


def main() -> None:
    import tesserocr

    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--pages", type=int, default=300)
    args.add_argument("--seed", type=int, default=1)
    given = args.parse_args()
    lacking = [face for face in dict.fromkeys(FACES) if missing_glyphs(face)]
    if lacking:
        args.error(
            f"fonts without Vietnamese letters: {lacking}; install fonts-liberation2, fonts-texgyre, fonts-dejavu"
        )
    unread = sorted({"vie", *WRONG} - set(languages()))
    if unread:
        args.error(f"Tesseract has no data for {unread}; install tesseract-ocr-{unread[0]} and the like")
    rng, noise = random.Random(given.seed), np.random.default_rng(given.seed)
    where = tessdata()
    apis = {
        lang: tesserocr.PyTessBaseAPI(path=where, lang=lang, psm=tesserocr.PSM.SINGLE_BLOCK)
        for lang in ("vie", *dict.fromkeys(WRONG))
    }
    with given.out.open("w", encoding="utf-8") as out:
        for _ in range(given.pages):
            lines = page_lines(given.folder, rng)
            level = rng.choice((0, 1, 1, 2, 2, 3, 4))
            page, middles = draw(lines, rng.choice((150, 200, 200, 300)), rng)
            page = spoil(page, level, noise)
            langs = [rng.choice(WRONG)] + (["vie"] if level >= 2 or rng.random() < 0.3 else [])
            for lang in langs:
                for row, text in read(apis[lang], page, middles):
                    out.write(f"{lang}\t{level}\t{text.replace(chr(9), ' ')}\t{lines[row][0]}\n")
            out.flush()


if __name__ == "__main__":
    main()
