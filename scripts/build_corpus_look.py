"""What all drawing shares: the fonts of a face, reportlab markup and text fitted to a width."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from build_corpus_fonts import font_data
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


@dataclass(frozen=True, slots=True)
class Look:
    """Font names of one face and the body size."""

    regular: str
    bold: str
    italic: str
    bold_italic: str
    size: float


def register(face: str) -> Look:
    """Register the four cuts of a face with reportlab and name them."""
    names = [f"{face}-{cut}" for cut in ("r", "b", "i", "bi")]
    for name, data in zip(names, font_data(face), strict=True):
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(data)))
    pdfmetrics.registerFontFamily(face, *names)
    regular, bold, italic, both = names
    return Look(regular, bold, italic, both, size=12 if face == "dejavu" else 14)


def markup(text: str) -> str:
    """Text as reportlab markup: only `<b>` and `<i>` are marks, runs of blanks stay as wide as they are."""
    safe = re.sub(r"&lt;(/?[bi])&gt;", r"<\1>", escape(text))
    return re.sub(r" {2,}", lambda m: "\u00a0" * len(m[0]), safe)


def fit(text: str, font: str, size: float, width: float) -> float:
    """The size, made smaller where the text would leave its column."""
    return float(min(size, size * width / max(pdfmetrics.stringWidth(text, font, size), 1)))
