"""The faces documents are set in: Times-like fonts that hold every Vietnamese letter, as TrueType data."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

_CUTS = ("regular", "bold", "italic", "bolditalic")
_FACES: dict[str, tuple[Path, tuple[str, str, str, str], str]] = {
    "termes": (
        Path("/usr/share/texmf/fonts/opentype/public/tex-gyre"),
        tuple(f"texgyretermes-{cut}.otf" for cut in _CUTS),  # type: ignore[dict-item]
        "fonts-texgyre",
    ),
    "freeserif": (
        Path("/usr/share/fonts/truetype/freefont"),
        ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf"),
        "fonts-freefont-ttf",
    ),
    "dejavu": (
        Path("/usr/share/fonts/truetype/dejavu"),
        ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf", "DejaVuSerif-BoldItalic.ttf"),
        "fonts-dejavu-core fonts-dejavu-extra",
    ),
}
FACE_NAMES = tuple(_FACES)
_LETTERS = (*range(0x20, 0x250), 0x300, 0x301, 0x303, 0x309, 0x323, *range(0x1E00, 0x1F00), *range(0x2010, 0x2040))
_MARKS = (0x20AB, 0x2264, 0x2265, 0x2212, 0x2022, 0xF7)


class FontMissingError(RuntimeError):
    """A face is not on this machine; the message names the package that brings it."""


def missing_fonts() -> list[Path]:
    """Font files of all faces that this machine lacks."""
    files = [folder / name for folder, names, _ in _FACES.values() for name in names]
    return [path for path in files if not path.exists()]


def font_data(face: str) -> tuple[bytes, bytes, bytes, bytes]:
    """TrueType data of a face's regular, bold, italic and bold italic cuts; OpenType outlines are converted."""
    folder, names, package = _FACES[face]
    for name in names:
        if not (folder / name).exists():
            raise FontMissingError(f"{folder / name} is missing: apt-get install {package}")
    regular, bold, italic, both = (_true_type(folder / name) for name in names)
    return regular, bold, italic, both


@cache
def _true_type(path: Path) -> bytes:
    """The font's Vietnamese part as TrueType: reportlab embeds no other outlines."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(layout_features=[], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["FFTM"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=(*_LETTERS, *_MARKS))
    cutter.subset(font)
    if "CFF " in font:
        _convert_outlines(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _convert_outlines(font: object) -> None:
    """Replace the cubic outlines of a font by quadratic ones, in place."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    assert isinstance(font, TTFont)
    outlines, order, glyphs = font.getGlyphSet(), font.getGlyphOrder(), {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for glyph in glyphs.values():
        glyph.recalcBounds(font["glyf"])
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    zero = ["maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"]
    for field in [*zero, "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth"]:
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    for field in ("maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours"):
        setattr(maxp, field, 0)
    font["post"].formatType = 3.0
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    font.sfntVersion = "\000\001\000\000"
