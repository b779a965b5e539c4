"""Files made to do harm, and broken ones: the same bytes for the same seed.

    scripts/hostile.py FOLDER [NUMBER] [SEED]

writes NUMBER (default 300) such files. Each kind attacks something else: recursion, expansion, size, truncation,
wrong names, loops.
"""

from __future__ import annotations

import io
import random
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pdf_file import pdf_of, stream

Maker = Callable[[random.Random], bytes]


def pdf(*objects: bytes) -> bytes:
    return pdf_of(objects)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def page(resources: bytes, box: bytes = b"0 0 595 842", more: bytes = b"") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s >> %s >>" % (
        box,
        resources,
        more,
    )


FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F %d 0 R /G %d 0 R >> >>"


def form_calls_itself(_: random.Random) -> bytes:
    """A form that draws itself, with a transparency group to make each call dear."""
    group = b" /Group << /S /Transparency /I true >>"
    return pdf(
        CATALOGUE,
        PAGES,
        page(b"/XObject << /F 5 0 R >>"),
        stream(b"/F Do"),
        stream(b"/F Do /G Do", FORM % (5, 5) + group),
    )


def graph_of_forms(seed: random.Random) -> bytes:
    """Each form draws the next twice: two to the depth calls."""
    depth = seed.randint(24, 40)
    forms = [stream(b"/F Do /G Do", FORM % (6 + i, 6 + i)) for i in range(depth)]
    leaf = stream(b"BT ET 0 0 1 1 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    return pdf(CATALOGUE, PAGES, page(b"/XObject << /F 5 0 R >>"), stream(b"/F Do"), *forms, leaf)


def nested_flate(seed: random.Random) -> bytes:
    """Some kilobytes that expand to gigabytes through filters on filters."""
    data = b"0 0 1 1 re f\n" * 1000
    data = data * seed.randint(200, 400)
    layers = seed.randint(2, 3)
    packed = zlib.compress(b"\0" * (1 << 30), 9) if seed.random() < 0.3 else zlib.compress(data * 60, 9)
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    filters = b"/Filter [" + b"/FlateDecode " * layers + b"]"
    return pdf(CATALOGUE, PAGES, page(b""), stream(packed, filters))


def page_tree_loop(_: random.Random) -> bytes:
    """Pages whose children are their parents."""
    return pdf(
        CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    )


def many_pages(seed: random.Random) -> bytes:
    """Thousands of empty pages."""
    number = 5000 if seed.random() < 0.5 else 3500
    kids = b" ".join(b"%d 0 R" % (3 + i) for i in range(number))
    pages = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * number
    return pdf(CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, number), *pages)


def huge_page(seed: random.Random) -> bytes:
    """A page of kilometres."""
    side = seed.choice([b"14400", b"200000", b"99999999"])
    return pdf(CATALOGUE, PAGES, page(b"", b"0 0 " + side + b" " + side), stream(b"0 0 9 9 re f"))


def image_bomb(seed: random.Random) -> bytes:
    """An image of gigapixels in a small stream."""
    side = seed.choice([30_000, 60_000])
    packed = zlib.compress(b"\0" * (side * ((side + 7) // 8) // 4), 9)
    image = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray" % (
        side,
        side,
    )
    return pdf(
        CATALOGUE,
        PAGES,
        page(b"/XObject << /I 5 0 R >>"),
        stream(b"595 0 0 842 0 0 cm /I Do"),
        stream(packed, image + b" /Filter /FlateDecode"),
    )


def encrypted(seed: random.Random) -> bytes:
    """A PDF that asks for a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(
        out, encrypt=StandardEncryption(f"secret{seed.random()}", ownerPassword="owner", strength=128), invariant=1
    )
    canvas.drawString(100, 700, "hidden")
    canvas.save()
    return out.getvalue()


def png(width: int, height: int, rows: bytes, *, depth: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def huge_png(_: random.Random) -> bytes:
    """30,000 by 30,000 pixels in a hundred kilobytes."""
    return png(30_000, 30_000, zlib.compress(b"\0" * ((30_000 // 8 + 1) * 30_000), 9))


def one_pixel(_: random.Random) -> bytes:
    return png(1, 1, zlib.compress(b"\0\0"))


def broken_png(seed: random.Random) -> bytes:
    data = bytearray(png(400, 400, zlib.compress(bytes(seed.randrange(256) for _ in range(51 * 400)))))
    data[seed.randrange(40, len(data))] ^= 0xFF
    return bytes(data[: seed.randrange(60, len(data))])


def tiff_loop(seed: random.Random) -> bytes:
    """A TIFF whose next directory is itself, or one of its first ones."""
    entries = [
        (256, 3, 1, 8),
        (257, 3, 1, 8),
        (258, 3, 1, 1),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (279, 4, 1, 8),
    ]
    entries += [(277, 3, 1, 1), (278, 3, 1, 8)]
    if seed.random() < 0.5:
        entries[0], entries[1] = (256, 4, 1, 1 << 30), (257, 4, 1, 1 << 30)
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    return b"II*\0" + struct.pack("<I", 16) + b"\xff" * 8 + body + struct.pack("<I", 16)


def random_bytes(seed: random.Random) -> bytes:
    return seed.randbytes(seed.randrange(1, 20_000))


def empty(_: random.Random) -> bytes:
    return b""


def no_pages(_: random.Random) -> bytes:
    return pdf(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>")


def only_blanks(_: random.Random) -> bytes:
    return b" \n\t\n" * 50


def one_long_line(seed: random.Random) -> bytes:
    return ("ế" * seed.randrange(10_000, 400_000)).encode()


def deep_brackets(_: random.Random) -> bytes:
    """An object of arrays in arrays in arrays."""
    return pdf(CATALOGUE, PAGES, page(b"/ExtGState " + b"[" * 50_000 + b"]" * 50_000), stream(b""))


MAKERS: dict[str, Maker] = {
    "form_calls_itself.pdf": form_calls_itself,
    "graph_of_forms.pdf": graph_of_forms,
    "nested_flate.pdf": nested_flate,
    "page_tree_loop.pdf": page_tree_loop,
    "many_pages.pdf": many_pages,
    "huge_page.pdf": huge_page,
    "image_bomb.pdf": image_bomb,
    "encrypted.pdf": encrypted,
    "no_pages.pdf": no_pages,
    "deep_brackets.pdf": deep_brackets,
    "huge.png": huge_png,
    "one_pixel.png": one_pixel,
    "broken.png": broken_png,
    "loop.tiff": tiff_loop,
    "random.pdf": random_bytes,
    "random.txt": random_bytes,
    "empty.pdf": empty,
    "blanks.txt": only_blanks,
    "long_line.txt": one_long_line,
    "wrong_suffix.txt": form_calls_itself,
    "picture.pdf": one_pixel,
}


def spoilt(whole: bytes, seed: random.Random) -> bytes:
    """A sound file cut short, or with some bits turned."""
    data = bytearray(whole)
    if seed.random() < 0.5:
        return bytes(data[: seed.randrange(len(data))])
    for _ in range(seed.randrange(1, 60)):
        data[seed.randrange(len(data))] ^= 1 << seed.randrange(8)
    return bytes(data)


def write(folder: Path, number: int, seed: int, sound: list[Path]) -> list[Path]:
    """Write `number` files: every kind in turn, and every other one a spoilt copy of a sound document."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    kinds = list(MAKERS.items())
    for at in range(number):
        rng = random.Random(f"{seed}/{at}")
        if at % 2 and sound:
            source = sound[at // 2 % len(sound)]
            name, content = f"spoilt_{source.name}", spoilt(source.read_bytes(), rng)
        else:
            name, make = kinds[at // 2 % len(kinds)]
            content = make(rng)
        path = folder / f"{at:03}_{name}"
        path.write_bytes(content)
        made.append(path)
    return made


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    documents = sorted(here.glob("corpus/*.pdf"))
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    print(len(write(Path(sys.argv[1]), number, int(sys.argv[3]) if len(sys.argv) > 3 else 1, documents)), "files")
