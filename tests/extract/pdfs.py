"""Small PDFs written by hand, so that a test says what stands where without any layout program."""

from __future__ import annotations

from dataclasses import dataclass

FONTS = {"F1": "Times-Roman", "F2": "Times-Bold", "F3": ".VnTime", "F4": "VNI-Times", "F5": ".VnTimeH"}


@dataclass(frozen=True)
class Leaf:
    """A page: its content stream, size in points, /Rotate, and texts stamped on it as signature fields do."""

    content: bytes
    width: int = 595
    height: int = 842
    rotate: int = 0
    stamps: tuple[tuple[float, float, str], ...] = ()


def say(text: str, x: float, y: float, *, size: float = 12, font: str = "F1", turn: str = "1 0 0 1") -> bytes:
    """Content that shows a text at (x, y) from the bottom left."""
    shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return f"BT /{font} {size} Tf {turn} {x} {y} Tm (".encode() + shown + b") Tj ET\n"


def hide(content: bytes) -> bytes:
    """The same text laid on the page without being drawn."""
    return content.replace(b" Tf ", b" Tf 3 Tr ")


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """Content that draws a thin line."""
    return f"0.5 w {x0} {y0} m {x1} {y1} l S\n".encode()


def grid(xs: list[float], ys: list[float]) -> bytes:
    """Content that draws a full grid of lines."""
    across = b"".join(line(xs[0], y, xs[-1], y) for y in ys)
    return across + b"".join(line(x, ys[0], x, ys[-1]) for x in xs)


def picture(x: float, y: float, width: float, height: float) -> bytes:
    """Content that shows a grey image of one pixel, stretched over a rectangle."""
    data = b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI"
    return f"q {width} 0 0 {height} {x} {y} cm ".encode() + data + b" Q\n"


def stamp(x: float, y: float, text: str, fonts: str, number: int) -> list[bytes]:
    """The two objects of a signature field that shows a text: its appearance, numbered `number`, and the field."""
    lines = text.split("\n")
    shown = b"".join(say(line, 2, 4 + 12 * (len(lines) - 1 - row)) for row, line in enumerate(lines))
    width, height = 7 * max(map(len, lines)) + 4, 12 * len(lines) + 4
    head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] /Resources << /Font << {fonts} >> >>"
    field = f"<< /Type /Annot /Subtype /Widget /FT /Sig /F 4 /Rect [{x} {y} {x + width} {y + height}] /AP << /N {number} 0 R >> >>"
    return [f"{head} /Length {len(shown)} >>\nstream\n".encode() + shown + b"\nendstream", field.encode()]


def pdf(*leaves: Leaf) -> bytes:
    """A whole PDF of the pages."""
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for leaf in leaves:
        objects.append(b"<< /Length %d >>\nstream\n" % len(leaf.content) + leaf.content + b"\nendstream")
        contents = len(objects)
        fields = []
        for x, y, text in leaf.stamps:
            objects += stamp(x, y, text, fonts, len(objects) + 1)
            fields.append(f"{len(objects)} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {leaf.width} {leaf.height}] /Rotate {leaf.rotate} "
            f"/Contents {contents} 0 R /Annots [{' '.join(fields)}] /Resources << /Font << {fonts} >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
