"""The review page in a real browser: everything by keyboard, nothing lost, nothing run that a document says."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.archive.ledger import Entry, open_ledger
from extract.corrections import apply, golden_of, load
from extract.score import score_pair

pytest.importorskip("fastapi", reason="the review page's extra is not installed")
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine: apt-get install chromium"),
]
SERVE = """
import sys
from pathlib import Path
from extract.review import ServeOptions, serve
out, golden, sources = map(Path, sys.argv[1:])
serve(out, ServeOptions(golden=golden, sources=(sources,), open_browser=False))
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium once."""
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a fresh profile of the size the page must be usable at."""
    opened = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@contextlib.contextmanager
def served(out: Path, tmp_path: Path) -> Iterator[str]:
    """Serve a folder as `kehoach review` does and give the link it printed."""
    command = [sys.executable, "-c", SERVE, str(out), str(tmp_path / "gold"), str(tmp_path / "sources")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd(), env=os.environ | {"PYTHONPATH": "."}
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            yield line.split()[-1]
        finally:
            server.terminate()


def watch(page: Page) -> list[str]:
    """Collect what must never appear: script errors, refused content, dialogs."""
    seen: list[str] = []
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    return seen


def enter(page: Page, link: str) -> None:
    """Open the start link and the first document of the list, by keyboard."""
    page.goto(link)
    page.keyboard.press("Enter")
    page.wait_for_selector(".field.current")


def current(page: Page) -> str:
    """Return the key of the current field."""
    return page.locator(".field.current").get_attribute("data-key") or ""


def count(page: Page, shown: str) -> None:
    """Wait until the header counts so many answers."""
    page.wait_for_function("shown => document.getElementById('count').textContent === shown", arg=shown)


def correct(page: Page, value: str) -> None:
    """Type a new value into the current field."""
    page.keyboard.press("e")
    page.keyboard.type(value)
    page.keyboard.press("Enter")


def exported(out: Path) -> list[dict[str, str]]:
    """Export an output folder with the command line and return the rows of its targets."""
    plan = json.loads((out / "plans/plan.json").read_text(encoding="utf-8"))
    source = plan["source"]
    with open_ledger(out) as ledger:
        ledger.put([Entry(source["path"], "plan", source["sha256"], 1, 1, "done", None, "0", 1, None, None, 2, 10)])
    subprocess.run([sys.executable, "-m", "extract.cli", "export", str(out), "--to", "csv"], check=True, timeout=60)
    with (out / "export/csv/targets.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_document_with_ten_issues_by_keyboard(
    make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext
) -> None:
    """Correct three, accept one by one and then the rest, reload, export, score: the corrections are there."""
    out = make_out()
    page = context.new_page()
    faults = watch(page)
    with served(out, tmp_path) as link:
        enter(page, link)
        count(page, "0 / 10")
        assert current(page) == "targets/0/value"
        for k in range(3):
            correct(page, f"{k}99")
            count(page, f"{k + 1} / 10")
        page.keyboard.press("Enter")
        count(page, "4 / 10")
        assert current(page) == "targets/4/value"
        page.keyboard.press("f")
        count(page, "10 / 10")
        page.keyboard.press("g")
        page.wait_for_function("() => document.getElementById('status').textContent.includes('Golden')")
        page.reload()
        count(page, "10 / 10")
        shown = page.locator('[data-key="targets/2/value"] .value').inner_text()
        assert shown == "299"
        page.keyboard.press("Escape")
        page.wait_for_selector("tr.finished")
        assert faults == []
    rows = exported(out)
    assert [(row["value"], row["corrected"]) for row in rows[:4]] == [
        ("99", '["value"]'),
        ("199", '["value"]'),
        ("299", '["value"]'),
        ("1300", "[]"),
    ]
    plan = json.loads((out / "plans/plan.json").read_text(encoding="utf-8"))
    applied = apply(plan, load(out, "plan"))
    assert [record["value"] for record in golden_of(applied.plan)["targets"]][:4] == ["099", "199", "299", "1300"]
    assert applied.corrected == ("targets/0/value", "targets/1/value", "targets/2/value")
    golden = json.loads((tmp_path / "gold/plan.json").read_text(encoding="utf-8"))
    assert score_pair(plan, golden).counts["targets_value"].right == 7
    assert score_pair(applied.plan, golden).counts["targets_value"].right == 10


def test_what_a_title_says_is_shown_and_not_run(
    make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext
) -> None:
    """A script in a title is text in the list, in the header and in the field."""
    page = context.new_page()
    faults = watch(page)
    with served(make_out(), tmp_path) as link:
        page.goto(link)
        assert "<script>alert(1)</script>" in page.locator("tbody a b").inner_text()
        enter(page, link)
        assert "<script>alert(1)</script>" in page.locator("h1").inner_text()
        assert "<script>alert(1)</script>" in page.locator('[data-key="document/title"] .value').inner_text()
        assert page.locator("script:not([src])").count() == 0
        assert faults == []


def test_a_correction_with_markup_stays_text(
    make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext
) -> None:
    """What a reviewer types is escaped too."""
    page = context.new_page()
    faults = watch(page)
    with served(make_out(), tmp_path) as link:
        enter(page, link)
        page.keyboard.press("ArrowDown")
        assert current(page) == "targets/0/unit"
        correct(page, "<img src=x onerror=alert(2)>")
        page.wait_for_selector('[data-key="targets/0/unit"] .chip.corrected')
        assert page.locator('[data-key="targets/0/unit"] img').count() == 0
        assert faults == []


def test_three_hundred_pages(make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext) -> None:
    """The first page is there within 1.5 s, the next field within 100 ms, and page 300 can be reached."""
    for stem in ("a", "b", "c"):
        out = make_out(stem, pages=300)
    page = context.new_page()
    faults = watch(page)
    with served(out, tmp_path) as link:
        page.goto(link)
        times = []
        for stem in ("a", "b", "c"):  # the best of three: other work on the machine only ever adds
            began = time.monotonic()
            page.goto(link.split("?")[0] + f"d/{stem}")
            page.wait_for_function("() => document.getElementById('image')?.naturalWidth > 0")
            times.append(time.monotonic() - began)
        page.wait_for_selector(".field.current")
        moves = page.evaluate(
            """() => { const times = [];
                for (let i = 0; i < 30; i++) {
                    const began = performance.now();
                    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
                    document.body.offsetHeight;
                    times.push(performance.now() - began);
                }
                return times; }"""
        )
        page.evaluate("() => document.getElementById('words').replaceChildren()")
        for _ in range(3):
            page.keyboard.press("PageDown")
        page.wait_for_function("() => document.getElementById('page-number').textContent === '4 / 300'")
        answer = context.request.get(page.url.replace("/d/", "/api/d/") + "/page/300/0")
        assert answer.status == 200
        assert faults == []
    assert min(times) < 1.5
    assert statistics.median(moves) < 100


def test_two_tabs_do_not_overwrite_each_other(
    make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext
) -> None:
    """The second tab is told, shows what the first did, and keeps what was typed without saving it."""
    out = make_out()
    first, second = context.new_page(), context.new_page()
    with served(out, tmp_path) as link:
        enter(first, link)
        enter(second, link)
        correct(first, "111")
        count(first, "1 / 10")
        correct(second, "222")
        second.wait_for_selector("#banner:not([hidden])")
        assert "Another tab" in second.locator("#banner").inner_text()
        assert second.locator(".editor").input_value() == "222"
        assert [entry.new for entry in load(out, "plan").log] == ["111"]
        second.keyboard.press("Enter")
        count(second, "1 / 10")
        second.wait_for_selector('[data-key="targets/0/value"] .value:text-is("222")')
    assert [(entry.old, entry.new) for entry in load(out, "plan").log] == [("1000", "111"), ("1000", "222")]


def test_two_folders_can_be_reviewed_at_once(
    make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext
) -> None:
    """A second server does not shut the first one's page out."""
    out = make_out()
    page = context.new_page()
    with served(out, tmp_path) as first, served(out, tmp_path) as second:
        enter(page, first)
        enter(context.new_page(), second)
        page.reload()
        page.wait_for_selector(".field.current")


def test_clicking_words_fills_a_field(make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext) -> None:
    """A figure clicked in the text goes into the value as records write figures; further words are added elsewhere."""
    out = make_out(kind="text")
    page = context.new_page()
    faults = watch(page)
    with served(out, tmp_path) as link:
        enter(page, link)
        page.wait_for_selector("#text mark")
        assert page.locator("#text mark").inner_text() == "1.000"
        word = page.evaluate(
            """() => { const line = document.querySelectorAll('#text p')[6];
                const range = document.createRange();
                const at = line.firstChild.data.indexOf('1.500');
                range.setStart(line.firstChild, at); range.setEnd(line.firstChild, at + 5);
                const box = range.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2]; }"""
        )
        page.mouse.click(*word)
        assert page.locator(".editor").input_value() == "1500"
        page.keyboard.press("Enter")
        count(page, "1 / 10")
        assert faults == []
    assert load(out, "plan").log[0].new == "1500"


def test_adding_rejecting_and_undoing(make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext) -> None:
    """A record is added with its form, another rejected, and the rejection taken back."""
    out = make_out()
    page = context.new_page()
    faults = watch(page)
    with served(out, tmp_path) as link:
        enter(page, link)
        page.keyboard.press("+")
        page.keyboard.type("New indicator")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("77")
        page.keyboard.press("Enter")
        page.wait_for_selector('[data-where="targets/+1"]')
        page.keyboard.press("n")
        assert current(page) == "targets/0/value"
        page.keyboard.press("r")
        page.wait_for_selector('[data-where="targets/0"].rejected')
        page.keyboard.press("u")
        page.wait_for_selector('[data-where="targets/0"]:not(.rejected)')
        assert faults == []
    applied = apply(json.loads((out / "plans/plan.json").read_text(encoding="utf-8")), load(out, "plan"))
    assert [record["value"] for record in golden_of(applied.plan)["targets"]][-1] == "77"
    assert len(golden_of(applied.plan)["targets"]) == 11


def test_words_of_the_page_can_be_clicked(
    make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext
) -> None:
    """A word on the page image goes into the field that is being edited, without what closes the sentence."""
    out = make_out()
    shutil.copy("corpus/kh_bhxh_xa_thuan_chau.pdf", tmp_path / "sources/plan.pdf")
    page = context.new_page()
    faults = watch(page)
    with served(out, tmp_path) as link:
        enter(page, link)
        page.click('[data-key="document/number"]')
        page.wait_for_selector('#words span[title="64/KH-UBND"]', state="attached")
        page.click('#words span[title="64/KH-UBND"]')
        assert page.locator(".editor").input_value() == "64/KH-UBND"
        page.keyboard.press("Enter")
        page.wait_for_selector('[data-key="document/number"] .chip.corrected')
        assert faults == []
    assert load(out, "plan").log[0].new == "64/KH-UBND"


def test_a_thousand_records(make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext) -> None:
    """Fields are made when they come near the window; moving stays under 100 ms, the last one can be reached."""
    out = make_out()
    path = out / "plans/plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    plan["targets"] = [plan["targets"][k % 10] | {"evidence": f"row {k}"} for k in range(1000)]
    path.write_text(json.dumps(plan), encoding="utf-8")
    page = context.new_page()
    faults = watch(page)
    with served(out, tmp_path) as link:
        enter(page, link)
        assert page.locator("[data-unfilled]").count() > 900
        moves = page.evaluate(
            """() => { const times = [];
                for (const key of ['ArrowDown', 'n', 'n', 'ArrowUp', 'p', 'p', 'p']) {
                    const began = performance.now();
                    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
                    document.body.offsetHeight;
                    times.push(performance.now() - began);
                }
                return times; }"""
        )
        assert page.locator('[data-key="targets/999/value"]').count() == 1
        page.keyboard.press("Enter")
        count(page, "1 / 1000")
        assert faults == []
    assert statistics.median(moves) < 100


def test_a_field_far_down_is_in_sight_when_the_document_opens(
    make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext
) -> None:
    """Cards get their height on the way; the field that is asked about first is seen all the same."""
    out = make_out()
    path = out / "plans/plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    sure = {**plan["targets"][0], "at": {}, "evidence": "một câu dài " * 40}
    doubtful = {"text": "ngày 5", "iso": "2026-01-05", "role": "other"}
    place = {"state": "found", "spans": [[0, 5]], "boxes": [], "raw": "ngày 5", "confidence": 0.5}
    plan |= {"targets": [sure] * 300, "issues": [], "dates": [doubtful | {"at": {"text": place}}]}
    path.write_text(json.dumps(plan), encoding="utf-8")
    page = context.new_page()
    with served(out, tmp_path) as link:
        enter(page, link)
        assert current(page) == "dates/0/text"
        page.wait_for_function(
            """() => { const [field, panel] = ['.field.current', '#records'].map(
                (wanted) => document.querySelector(wanted).getBoundingClientRect());
                return field.top >= panel.top && field.bottom <= panel.bottom; }"""
        )


def test_an_issue_of_no_record_leads_to_its_words(
    make_out: Callable[..., Path], tmp_path: Path, context: BrowserContext
) -> None:
    """On a page that is known its words are lit there, elsewhere in the text."""
    out = make_out()
    path = out / "plans/plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    shutil.copy("corpus/kh_bhxh_xa_thuan_chau.pdf", tmp_path / "sources/plan.pdf")
    text = (out / "text/plan.txt").read_text(encoding="utf-8").replace("Target 3: r", "64/KH-UBND ")
    (out / "text/plan.txt").write_text(text, encoding="utf-8")
    issue = {"code": "figure_repaired", "severity": "warning", "message": "m"}
    inside, last = text.index("64/KH-UBND"), text.rindex("2026")
    spans = [[[inside, inside + 4]], [[last, last + 4]]]
    plan["issues"] = [issue | {"spans": found} for found in spans]
    path.write_text(json.dumps(plan), encoding="utf-8")
    page = context.new_page()
    faults = watch(page)
    with served(out, tmp_path) as link:
        enter(page, link)
        page.locator("details.notes summary").click()
        places = page.locator(".place")
        assert places.all_inner_texts() == ["Page 1", "Text"]
        places.first.click()
        lit = "() => document.querySelectorAll('#boxes .current').length === 1"
        page.wait_for_function(lit, timeout=30_000)  # the page's words are read first
        places.last.click()
        page.wait_for_selector("#text mark")
        assert page.locator("#text mark").inner_text() == "2026"
        assert faults == []


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (768, 1024)])
def test_nothing_is_cut_off(
    make_out: Callable[..., Path], tmp_path: Path, browser: Browser, size: tuple[int, int]
) -> None:
    """At 1280×800 and on a tablet nothing runs out of the window sideways, in either language."""
    out = make_out()
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
    context.set_default_timeout(10_000)
    page = context.new_page()
    with served(out, tmp_path) as link:
        for language in ("vi", "en"):
            enter(page, link)
            assert page.locator("html").get_attribute("lang") == language
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            cut = (
                "() => [...document.querySelectorAll('.bar > *, .tools > *, .record')].filter("
                "e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.id || e.className)"
            )
            assert page.evaluate(cut) == []
            page.locator(".bar > a").last.click()
    context.close()
