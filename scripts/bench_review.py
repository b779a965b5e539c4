"""Time what a reviewer and an analyst wait for, in the system's Chromium.

Draws a scan of 300 pages at 200 dpi from a page of the corpus, gives it the records of that page's plan a hundredfold,
and prints: seconds to the first page and to the records of a document never opened before, milliseconds to the next
field (median and worst of 50), milliseconds to save; then size and seconds to open of a report on 500 documents.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path("corpus/kh_bhxh_xa_thuan_chau.pdf")
PAGES = 300
DOCUMENTS = 500
NEXT_FIELDS = """() => { const times = [];
    for (let i = 0; i < 50; i++) {
        const began = performance.now();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
        document.body.offsetHeight;
        times.push(performance.now() - began);
    }
    return times; }"""


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("chromium is missing: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        plan = extracted(work)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless=new", "--no-sandbox"])
        time_review(browser, scan_of_many_pages(work, plan), work)
        time_report(browser, many_documents(work, plan))
        browser.close()


def extracted(work: Path) -> dict[str, object]:
    kehoach("extract", str(SOURCE), "--out", str(work / "one"), "--jobs", "1")
    plan: dict[str, object] = json.loads((work / "one/plans" / f"{SOURCE.stem}.json").read_text(encoding="utf-8"))
    return plan


def kehoach(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "extract.cli", *arguments], check=True, stderr=subprocess.DEVNULL)


def scan_of_many_pages(work: Path, plan: dict[str, object]) -> Path:
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    pages = pypdfium2.PdfDocument(SOURCE)
    canvas = Canvas(str(work / "scan.pdf"), pagesize=(595, 842))
    for number in range(PAGES):
        image = pages[number % len(pages)].render(scale=200 / 72).to_pil().convert("L")
        image.putpixel((number, 0), 0)  # makes every page an image of its own
        image.save(work / f"{number}.jpg", quality=70)
        canvas.drawImage(str(work / f"{number}.jpg"), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    out = work / "out"
    for folder in ("plans", "text"):
        (out / folder).mkdir(parents=True)
    targets = [target for _ in range(25) for target in plan["targets"]]  # type: ignore[attr-defined]
    source = {**plan["source"], "path": "scan.pdf", "kind": "scan", "pages": PAGES}  # type: ignore[dict-item]
    grown = {**plan, "source": source, "targets": targets}
    (out / "plans/scan.json").write_text(json.dumps(grown, ensure_ascii=False), encoding="utf-8")
    shutil.copy(work / "one/text" / f"{SOURCE.stem}.txt", out / "text/scan.txt")
    return out


@contextlib.contextmanager
def served(out: Path, sources: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "extract.cli", "review", str(out), "--no-browser", "--sources", str(sources)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()[-1]
        finally:
            server.terminate()


def time_review(browser: Browser, out: Path, work: Path) -> None:
    with served(out, work) as link:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(link)
        began = time.monotonic()
        page.goto(link.split("?")[0] + "d/scan")
        page.wait_for_function("() => document.getElementById('image')?.naturalWidth > 0")
        first = time.monotonic() - began
        page.wait_for_selector(".field.current")
        records = time.monotonic() - began
        moves = page.evaluate(NEXT_FIELDS)
        began = time.monotonic()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.getElementById('status').textContent !== ''")
        saving = time.monotonic() - began
    size = len(json.loads((out / "plans/scan.json").read_text(encoding="utf-8"))["targets"])
    print(f"scan of {PAGES} pages, {size} targets: first page {first:.2f} s, records {records:.2f} s")
    print(f"next field: median {statistics.median(moves):.1f} ms, worst of {len(moves)} {max(moves):.1f} ms")
    print(f"accepting a field until it is saved: {1000 * saving:.0f} ms")


def many_documents(work: Path, plan: dict[str, object]) -> Path:
    out = work / "many"
    (out / "plans").mkdir(parents=True)
    for number in range(DOCUMENTS):
        head = {**plan["document"], "locality": f"xã số {number // 4}"}  # type: ignore[dict-item]
        content = json.dumps({**plan, "document": head}, ensure_ascii=False)
        (out / "plans" / f"{number:03}.json").write_text(content, encoding="utf-8")
    return out


def time_report(browser: Browser, out: Path) -> None:
    began = time.monotonic()
    kehoach("report", str(out))
    making = time.monotonic() - began
    path = out / "report.html"
    page = browser.new_page()
    began = time.monotonic()
    page.goto(path.absolute().as_uri())
    page.wait_for_selector("#documents tbody tr")
    opening = time.monotonic() - began
    size = path.stat().st_size / 1e6
    print(f"report on {DOCUMENTS} documents: made in {making:.1f} s, {size:.2f} MB, opens in {opening:.2f} s")


if __name__ == "__main__":
    main()
