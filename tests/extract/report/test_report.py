"""The analyst's report: one file, everything in it, nothing run, nothing loaded."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from extract.corrections import Entry, append, record_key, record_sha
from extract.errors import OutputFault, UsageFault
from extract.report import gather, run_report
from extract.report.pictures import families, figure, paths, shared
from extract.wording import wording

if TYPE_CHECKING:
    from pathlib import Path

ATTACK = "</script><script>alert(1)</script>"


def target(value: str, year: int | None, indicator: str = "Tỷ lệ hộ nghèo", **more: object) -> dict[str, object]:
    """Return a target with a place on page 2."""
    box = {"page": 2, "x0": 1.0, "y0": 1.0, "x1": 2.0, "y1": 2.0}
    at = {"value": {"state": "found", "spans": [[0, 1]], "boxes": [box], "confidence": 0.71}}
    plain = {"indicator_id": None, "unit": "%", "comparator": "lt", "section": "II/1", "evidence": "câu"}
    return {"at": at, "indicator": indicator, "value": value, "year": year, **plain, **more}


def plan(locality: str, *targets: dict[str, object], title: str = "Giảm nghèo", **more: object) -> dict[str, object]:
    """Return a plan of a territory."""
    at = {"number": {"state": "blank"}, "place": {"state": "unreadable"}, "province": {"state": "derived"}}
    head = {
        "at": at,
        "title": title,
        "locality": locality,
        "number": None,
        "place": None,
        "province": "Sơn La",
        "signer": None,
    }
    source = {"path": f"{locality}.pdf", "kind": "scan", "pages": 3}
    return {"source": source, "document": head, "targets": list(targets), "issues": [], **more}


def write(out: Path, stem: str, content: dict[str, object]) -> None:
    """Put a plan into an output folder."""
    (out / "plans").mkdir(parents=True, exist_ok=True)
    (out / "plans" / f"{stem}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return an output folder with two plans of two territories, and a ledger with a failure and a place."""
    folder = tmp_path / "out"
    issue = {
        "code": "sum_mismatch",
        "severity": "warning",
        "message": f"sum {ATTACK}",
        "record": "targets/1",
        "field": None,
    }
    write(folder, "a", plan("xã An", target("9.5", 2026), target("4", 2030), issues=[issue]))
    write(
        folder,
        "b",
        plan("xã Bình", target("12", 2026), target("1234567.5", None, "Thu nhập"), title=f"Kế hoạch {ATTACK}"),
    )
    source = tmp_path / "xã An.pdf"
    source.write_bytes(b"%PDF-")
    db = sqlite3.connect(folder / "run.sqlite")
    db.execute("CREATE TABLE inputs (shown, stem, state, reason, present)")
    db.execute("INSERT INTO inputs VALUES ('hỏng.pdf', 'hỏng', 'failed', 'is truncated', 1)")
    db.execute("CREATE TABLE places (shown, path)")
    db.execute("INSERT INTO places VALUES ('xã An.pdf', ?)", (str(source),))
    db.commit()
    db.close()
    return folder


def data(path: Path) -> dict[str, list[list[object]]]:
    """Return the rows that the report's tables are made from."""
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found is not None
    return json.loads(found.group(1))


def test_everything_that_was_read_is_in_the_report(out: Path) -> None:
    """All documents, targets and issues are rows; failures stand with their reasons."""
    path = run_report(out)
    rows = data(path)
    assert path == out / "report.html"
    assert [len(rows[name]) for name in ("documents", "targets", "issues")] == [2, 4, 1]
    assert [row[3] for row in rows["targets"]] == ["9.5", "4", "12", "1234567.5"]
    assert rows["targets"][0][7] == 2
    assert "<b>hỏng.pdf</b> is truncated" in path.read_text(encoding="utf-8")


def test_a_document_links_to_its_file_where_that_is_known(out: Path) -> None:
    """The place comes from the ledger, and is told from where the report lies; a file that is gone has no link."""
    assert [row[9] for row in data(run_report(out))["documents"]] == ["../x%C3%A3%20An.pdf", None]
    (out / "deep").mkdir()
    moved = data(run_report(out, out / "deep/report.html"))["documents"]
    assert moved[0][9] == "../../x%C3%A3%20An.pdf"


def test_a_report_tells_nothing_of_the_machine(out: Path, tmp_path: Path) -> None:
    """No path of the machine that made it is in it: reports are handed on."""
    content = run_report(out).read_text(encoding="utf-8")
    assert str(tmp_path) not in content
    assert "file:" not in content


def test_a_report_can_be_vietnamese(out: Path) -> None:
    """Heads, kinds of issues and messages are in the language asked for; figures are the same."""
    issue = {"code": "sum_mismatch", "severity": "warning", "message": "the rows add up to 5, the total says 6"}
    write(out, "a", plan("xã An", target("9.5", 2026), issues=[issue | {"record": "targets/0", "field": "value"}]))
    english, vietnamese = (data(run_report(out, language=language)) for language in ("en", "vi"))
    told = [(rows["issues"][0][3], rows["strings"][rows["issues"][0][4]]) for rows in (english, vietnamese)]
    assert told == [
        ("the rows add up to 5, the total says 6", "Targets 1 · Value"),
        ("các dòng cộng lại được 5, dòng tổng ghi 6", "Chỉ tiêu 1 · Giá trị"),
    ]
    assert [row[3] for row in english["targets"]] == [row[3] for row in vietnamese["targets"]]
    assert '<html lang="vi">' in (out / "report.html").read_text(encoding="utf-8")


def test_a_doubtful_figure_is_a_hollow_point(out: Path) -> None:
    """Nobody takes a weakly read figure in a chart for a sure one; a corrected one is sure."""
    sure = {"at": {"value": {"state": "found", "spans": [[0, 1]], "boxes": [], "confidence": 0.97}}}
    write(out, "a", plan("xã An", target("9.5", 2026), target("4", 2030, **sure)))
    [family] = [family for family in families(gather(out)) if "xã An" in family.series]
    assert ("xã An", 2026) in family.doubtful
    assert ("xã An", 2030) not in family.doubtful
    assert paths([family])[0].count("unsure") == 1


def test_the_confidence_is_that_of_the_tables(out: Path) -> None:
    """The least of the fields that were found; what is derived is as sure as what it came from."""
    at = {"value": {"state": "found", "confidence": 0.93}, "year": {"state": "derived", "confidence": 0.4}}
    write(out, "a", plan("xã An", target("9.5", 2026, at=at)))
    assert data(run_report(out))["targets"][0][8] == 93


def test_nothing_that_a_document_says_can_run(out: Path) -> None:
    """A title that closes the script stays inside it, and the page names no other place to load from."""
    content = run_report(out).read_text(encoding="utf-8")
    assert content.count("<script") == 2
    assert content.count("</script>") == 2
    assert "alert(1)" in content
    assert "default-src 'none'" in content.replace("&#x27;", "'")
    assert re.findall(r'(?:src|href)="', content) == []


def test_corrections_are_in_it_and_marked(out: Path) -> None:
    """The reviewer's value is shown; a settled issue is gone; a rejected target too."""
    machine = json.loads((out / "plans/a.json").read_text(encoding="utf-8"))["targets"]

    def entries(number: int, time_: str) -> tuple[Entry, ...]:
        first, second = (
            {"sha": record_sha(record), "key": record_key("targets", record), "time": time_} for record in machine
        )
        return (
            Entry(n=number, action="correct", record="targets/0", field="value", old="9.5", new="9.4", **first),
            Entry(n=number + 1, action="reject", record="targets/1", **second),
        )

    append(out, "a", 0, entries)
    rows = data(run_report(out))
    assert [(row[3], row[9]) for row in rows["targets"][:2]] == [("9.4", True), ("12", False)]
    assert rows["issues"] == []


def test_shared_indicators_are_drawn_for_each_territory(out: Path) -> None:
    """One small chart a territory that states the indicator; figures for several years make a path."""
    known = families(gather(out))
    assert known[0].series == {"xã An": ((2026, 9.5), (2030, 4.0)), "xã Bình": ((2026, 12.0),)}
    assert shared(known[0], wording("en")).count("<svg") == 2
    assert len(paths(known)) == 1


def test_an_implausible_figure_bends_no_chart(out: Path) -> None:
    """It stands in the table and among the issues, but not in the pictures."""
    doubt = {
        "code": "figure_implausible",
        "severity": "warning",
        "message": "over the whole",
        "record": "targets/1",
        "field": "value",
    }
    write(out, "a", plan("xã An", target("9.5", 2026), target("290", 2030), issues=[doubt]))
    gathered = gather(out)
    assert families(gathered)[0].series["xã An"] == ((2026, 9.5),)
    assert "290" in [line.value for line in gathered.targets]
    assert "figure_implausible" in [line.code for line in gathered.issues]


def test_coverage_tells_the_states_apart(out: Path) -> None:
    """Found, derived, blank, unreadable and absent are different things."""
    coverage = gather(out).coverage
    assert coverage["document", "title"] == {"found": 2}
    assert coverage["document", "province"] == {"derived": 2}
    assert coverage["document", "number"] == {"blank": 2}
    assert coverage["document", "place"] == {"unreadable": 2}
    assert coverage["document", "signer"] == {"absent": 2}
    assert coverage["targets", "year"] == {"found": 3, "absent": 1}


@pytest.mark.parametrize(
    ("value", "shown"), [(13624.0, "13.624"), (61.1, "61,1"), (1234567.5, "1.234.567,5"), (0.0, "0")]
)
def test_figures_are_written_as_in_the_documents(value: float, shown: str) -> None:
    """Points between thousands, a decimal comma, no closing zeros."""
    assert figure(value) == shown


def test_what_is_no_output_folder_is_said(tmp_path: Path, out: Path) -> None:
    """A usage fault for a folder without plans, an output fault for a damaged plan or a file that cannot be written."""
    with pytest.raises(UsageFault, match="--out"):
        run_report(tmp_path)
    with pytest.raises(OutputFault, match="none"):
        run_report(out, tmp_path / "none/report.html")
    (out / "plans/c.json").write_text("{", encoding="utf-8")
    with pytest.raises(OutputFault, match=r"c\.json"):
        run_report(out)


@pytest.mark.browser
@pytest.mark.skipif(
    shutil.which("chromium") is None, reason="there is no chromium on this machine: apt-get install chromium"
)
def test_five_hundred_documents_open_at_once(tmp_path: Path) -> None:
    """Under 10 MB, open in under 2 s, and its table sorts and filters."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    for number in range(500):
        targets = [target(str(1000 * k + number % 7), 2026 + k % 5, f"Chỉ tiêu số {k} của kế hoạch") for k in range(20)]
        write(
            tmp_path,
            "".join("abcdefghij"[int(digit)] for digit in f"{number:03}"),
            plan(f"xã Thử {number // 4}", *targets),
        )
    path = run_report(tmp_path)
    assert path.stat().st_size < 10_000_000
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless=new", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        began = time.monotonic()
        page.goto(path.as_uri())
        page.wait_for_selector("#documents tbody tr")
        took = time.monotonic() - began
        page.fill("[data-filter=targets]", "thử 124 số 19")
        assert page.inner_text("[data-count=targets]").split(" / ") == ["4", "10000"]
        page.click("#targets th:nth-child(4) button")
        values = page.locator("#targets tbody td:nth-child(4)").all_inner_texts()
        assert values == sorted(values, key=lambda text: int(text.removeprefix("< ").replace(".", "")))
        browser.close()
    assert took < 2
    assert faults == []


def test_figures_and_indicators_have_room(tmp_path: Path) -> None:
    """Figures stand digit for digit, ranges with both ends; a long file name without a title squeezes no indicator."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    indicator = "Tỷ lệ hộ gia đình trên địa bàn được sử dụng nước sạch đáp ứng quy chuẩn"
    targets = [
        target("1234567890.1234567", 2026, indicator, comparator="eq"),
        target("15.5", 2026, indicator, comparator="eq", value_to="20"),
        target("999", 2026, indicator, comparator="ge"),
    ]
    write(tmp_path, "a_file_name_of_many_letters_without_a_single_blank_in_it", {**plan("xã A", *targets, title="")})
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless=new", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(run_report(tmp_path).as_uri())
        page.wait_for_selector("#targets tbody tr")
        shown = page.locator("#targets tbody td:nth-child(4)").all_inner_texts()
        box = page.locator("#targets tbody td:nth-child(3)").first.bounding_box()
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        browser.close()
    assert shown == ["1.234.567.890,1234567", "15,5–20", "≥ 999"]
    assert box is not None
    assert box["width"] > 200
    assert not wide
