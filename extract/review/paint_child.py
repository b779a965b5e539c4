"""The child process that opens documents for the review page: it draws pages and reads their words.

Started as `python -m extract.review.paint_child MEMORY_MIB`. It takes one JSON object a line on standard input and
answers each with one on standard output. Documents never touch the server's own process: this one is limited in
memory, is killed when it takes too long, and dies with its parent.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extract.errors import DocumentFault, KehoachError
from extract.limited import limit_this_process

if TYPE_CHECKING:
    from extract.page import Page, Scan, Sheet

_JPEG_QUALITY: Final = 82


def main() -> None:
    """Answer requests until standard input ends."""
    limit_this_process(int(sys.argv[1]))
    threading.Thread(target=_die_with_parent, args=(os.getppid(),), daemon=True).start()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line)), ensure_ascii=False) + "\n")


def _die_with_parent(parent: int) -> None:
    """End this process when its parent is gone, also in the midst of a page.

    The kernel's own signal for this comes when the starting thread ends, and the server's threads come and go.
    """
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)


def _answer(request: dict[str, str | int | float]) -> dict[str, object]:
    if request["what"] == "warm":
        return _warm()
    path, number = Path(str(request["path"])), int(request["page"])
    try:
        sheet = _sheet(path, number)
        if request["what"] == "draw":
            _draw(sheet, float(request["dpi"]), int(request["turned"]), Path(str(request["into"])))
            return {"ok": True}
        return {"ok": True, "words": _words(path, sheet)}
    except DocumentFault as fault:
        return {"ok": False, "reason": fault.reason}
    except KehoachError as error:
        return {"ok": False, "reason": str(error)}
    except MemoryError:
        return {"ok": False, "reason": "the page needs more memory than it may use"}
    except Exception as error:  # noqa: BLE001 - the boundary of a child: one page fails, the server goes on
        return {"ok": False, "reason": f"unexpected {type(error).__name__}: {error}"}


def _warm() -> dict[str, object]:
    import numpy as np
    import pypdfium2
    from PIL import Image, JpegImagePlugin

    from extract import intake

    return {"ok": all((np, pypdfium2, Image, JpegImagePlugin, intake))}


@lru_cache(maxsize=2)
def _scan(path: Path, _changed: int) -> Scan:
    from extract.intake import open_scan
    from extract.settings import Limits

    return open_scan(path, Limits())


def _sheet(path: Path, number: int) -> Sheet:
    from extract.errors import Damaged

    sheets = _scan(path, path.stat().st_mtime_ns).sheets
    if not 1 <= number <= len(sheets):
        raise Damaged(f"there is no page {number}, only {len(sheets)}", remedy="read the document again", file=path)
    return sheets[number - 1]


def _draw(sheet: Sheet, dpi: float, turned: int, into: Path) -> None:
    import numpy as np
    from PIL import Image

    from extract.intake import draw
    from extract.settings import Limits

    pixels = draw(sheet, dpi, limits=Limits())
    Image.fromarray(np.rot90(pixels, -turned // 90)).save(into, "JPEG", quality=_JPEG_QUALITY)


def _words(path: Path, sheet: Sheet) -> list[dict[str, object]]:
    """Read one page and return its words, repaired, with what was read and their boxes."""
    from extract.arrange import arrange
    from extract.pipeline import restorer
    from extract.reading import read_pages
    from extract.restore import restore
    from extract.settings import Settings
    from extract.text import Text

    scan = replace(_scan(path, path.stat().st_mtime_ns), sheets=(sheet,))
    pages: tuple[Page, ...] = read_pages(scan, Settings())
    text = Text.of(restore(arrange(pages), restorer()))
    return [
        {"text": word.text, "raw": word.raw, "box": [word.box.x0, word.box.y0, word.box.x1, word.box.y1]}
        for word in text.words
        if word.box is not None
    ]


if __name__ == "__main__":
    main()
