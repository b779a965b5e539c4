"""Take the pictures of README: list, document and report, from the corpus, in the system's Chromium.

Usage: screenshots.py FOLDER. Extracts a part of the corpus into a temporary folder, serves it, and writes PNG files of
less than 200 KB each.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS = (
    "kh_bhxh_xa_thuan_chau.pdf",
    "kh_chuyen_doi_so_phuong_sa_dec__scan.pdf",
    "kh_giam_ngheo_xa_con_cuong.pdf",
    "kh_hien_mau_phuong_cam_duong__photocopy.pdf",
    "kh_nong_thon_moi_tinh_gia_lai.pdf",
)
SIZE = {"width": 1280, "height": 800}
LARGEST = 200_000


def main() -> None:
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        extract(work)
        chromium = shutil.which("chromium") or sys.exit("chromium is missing: apt-get install chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless=new", "--no-sandbox"])
        with served(work / "out") as link:
            review(browser, link, target)
        report(browser, work / "out", target)
        browser.close()


def extract(work: Path) -> None:
    (work / "in").mkdir()
    for document in DOCUMENTS:
        shutil.copy(Path("corpus") / document, work / "in")
    command = [
        sys.executable,
        "-m",
        "extract.cli",
        "extract",
        str(work / "in"),
        "--out",
        str(work / "out"),
        "--jobs",
        "1",
    ]
    subprocess.run(command, check=True)


@contextlib.contextmanager
def served(out: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "extract.cli", "review", str(out), "--no-browser", "--golden", str(out / "golden")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()[-1]
        finally:
            server.terminate()


def review(browser: Browser, link: str, target: Path) -> None:
    page = browser.new_page(viewport=SIZE, locale="vi-VN")
    page.goto(link)
    page.locator("a", has_text="kh_chuyen_doi_so_phuong_sa_dec__scan").click()
    ready(page)
    for _ in range(4):
        page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.locator('section[data-part="targets"] .record').first.scroll_into_view_if_needed()
    figures = page.locator('section[data-part="targets"] .field[data-key$="/value"]')
    doubtful = page.locator('section[data-part="targets"] .field.look[data-key$="/value"]')
    (doubtful if doubtful.count() else figures).first.click()
    page.wait_for_timeout(500)
    save(page, target / "document.png")
    page.keyboard.press("Escape")
    page.wait_for_selector("table.documents")
    save(page, target / "list.png")


def ready(page: Page) -> None:
    page.wait_for_selector(".field.current")
    page.wait_for_function("() => document.getElementById('image').naturalWidth > 0")


def report(browser: Browser, out: Path, target: Path) -> None:
    subprocess.run([sys.executable, "-m", "extract.cli", "report", str(out)], check=True)
    page = browser.new_page(viewport=SIZE)
    page.goto((out / "report.html").absolute().as_uri())
    page.wait_for_selector("#documents tbody tr")
    save(page, target / "report.png")


def save(page: Page, path: Path) -> None:
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in (128, 64, 32):
        picture.quantize(colours).save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            print(f"{path}: {path.stat().st_size} bytes")
            return
    sys.exit(f"{path} cannot be made smaller than {LARGEST} bytes")


if __name__ == "__main__":
    main()
