"""The review page's server: who is let in, what is written, and that nothing else is touched."""

from __future__ import annotations

import json
import re
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("fastapi", reason="the review page's extra is not installed")

from PIL import Image
from starlette.testclient import TestClient

from extract.archive.ledger import Entry, open_ledger
from extract.corrections import load
from extract.errors import UsageFault
from extract.review.app import Desk, create_app
from extract.review.folder import Folder
from extract.review.guard import COOKIE, Door
from extract.review.painter import Look, PageFault, Painter, PaintLimits
from extract.review.view import CHOICES
from extract.wording import LANGUAGES, wording
from models import IssueCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST = "127.0.0.1:8765"
TOKEN = "a-token-that-nobody-knows"
ORIGIN = {"origin": f"http://{HOST}"}


@pytest.fixture
def client(make_out: Callable[..., Path], tmp_path: Path) -> Iterator[TestClient]:
    """Serve a folder with two documents; the cookie is set."""
    make_out("plan")
    out = make_out("văn bản 2", kind="text")
    desk = Desk(
        Folder(out, (tmp_path / "sources",)),
        Painter(tmp_path / "cache"),
        Door(TOKEN, frozenset({HOST})),
        tmp_path / "gold",
    )
    with TestClient(create_app(desk), base_url=f"http://{HOST}", follow_redirects=False) as made:
        made.cookies.set(COOKIE, TOKEN)
        yield made


def act(client: TestClient, version: int, action: str, **more: object) -> tuple[int, dict[str, object]]:
    """Post an act about `plan` and return status and answer."""
    answer = client.post("/api/d/plan/act", json={"version": version, "action": action, **more}, headers=ORIGIN)
    return answer.status_code, answer.json()


PATHS = ["/", "/d/plan", "/api/d/plan", "/api/d/plan/text", "/api/d/plan/page/1/0", "/static/review.js"]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_shown_without_the_token(client: TestClient, path: str) -> None:
    """No cookie, a wrong one, or a wrong token in the address: 403."""
    client.cookies.clear()
    assert client.get(path).status_code == 403
    client.cookies.set(COOKIE, TOKEN[:-1])
    assert client.get(path).status_code == 403
    assert client.get(path, params={"token": "wrong"}).status_code == 403


def test_the_start_link_sets_a_cookie_that_scripts_cannot_read(client: TestClient) -> None:
    """The token leaves the address at once; the cookie is HttpOnly and SameSite=Strict."""
    client.cookies.clear()
    answer = client.get("/", params={"token": TOKEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [{"host": "evil.example:8765"}, {"host": "127.0.0.1:9999"}, {"origin": "http://evil.example"}, {"origin": "null"}],
)
def test_other_hosts_and_origins_are_refused(client: TestClient, path: str, headers: dict[str, str]) -> None:
    """A rebound name or a request from another page gets 403, even with the cookie."""
    assert client.get(path, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"origin": f"https://{HOST}"}])
def test_writing_needs_our_own_origin(
    client: TestClient, headers: dict[str, str], tmp_path: Path, snapshot: Callable[[Path], dict[str, bytes]]
) -> None:
    """A request that writes without saying where it comes from, or from elsewhere, touches nothing."""
    before = snapshot(tmp_path)
    body = {"version": 0, "action": "finish"}
    assert client.post("/api/d/plan/act", json=body, headers=headers).status_code == 403
    assert client.post("/api/d/plan/golden", headers=headers).status_code == 403
    assert snapshot(tmp_path) == before


CLIMBING = [
    ("GET", "/d/..%2Fplan", None),
    ("GET", "/d/%2e%2e%2f%2e%2e%2fetc%2fpasswd", None),
    ("GET", "/api/d/..%2f..%2fplans%2fplan", None),
    ("GET", "/api/d/plan/page/..%2f1/0", None),
    ("GET", "/api/d/plan/page/1/..%2f0", None),
    ("GET", "/api/d/plan/words/..%2f1", None),
    ("GET", "/static/..%2fapp.py", None),
    ("GET", "/static/%2e%2e/app.py", None),
    ("GET", "/lang/vi?back=../../x", None),
    ("GET", "/lang/vi?back=//evil.example", None),
    ("GET", "/?q=../../x", None),
    ("POST", "/api/d/..%2Fplan/act", {"version": 0, "action": "finish"}),
    ("POST", "/api/d/plan/act", {"version": 0, "action": "accept", "record": "../../plan"}),
    ("POST", "/api/d/plan/act", {"version": 0, "action": "add", "record": "../targets", "values": {"value": "1"}}),
    ("POST", "/api/d/plan/act", {"version": 0, "action": "accept", "record": "targets/0", "field": "../value"}),
    ("POST", "/api/d/plan/act", {"version": 0, "action": "../finish"}),
    ("POST", "/api/d/..%2Fplan/golden", None),
    ("POST", "/api/d/plan/golden?replace=../", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CLIMBING)
def test_parameters_that_climb_get_nowhere(  # noqa: PLR0917 - the case's three parts and three fixtures
    client: TestClient,
    method: str,
    path: str,
    body: object,
    tmp_path: Path,
    snapshot: Callable[[Path], dict[str, bytes]],
) -> None:
    """`../` in any parameter is 403 or 404, and no file changes."""
    before = snapshot(tmp_path)
    answer = client.request(method, path, json=body, headers=ORIGIN if method == "POST" else {})
    assert answer.status_code in (403, 404)
    assert snapshot(tmp_path) == before


def test_a_name_with_dots_is_a_name(make_out: Callable[..., Path], client: TestClient) -> None:
    """Two dots within a name climb nowhere, and signs that mean something in an address are only signs."""
    make_out("số ..12.. # 50%?", kind="text")
    name = "s%E1%BB%91%20..12..%20%23%2050%25%3F"
    assert name in client.get("/").text
    assert client.get(f"/d/{name}").status_code == 200
    assert client.get("/lang/vi", params={"back": f"/d/{name}"}).headers["location"] == f"/d/{name}"


@pytest.mark.parametrize(
    "path", ["/d/other", "/api/d/other", "/api/d/other/text", "/static/x", "/docs", "/openapi.json"]
)
def test_what_is_not_listed_is_not_there(client: TestClient, path: str) -> None:
    """Documents are looked up in the listing, assets in a list of names."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/d/plan"])
def test_pages_carry_no_inline_script_and_escape_what_documents_say(client: TestClient, path: str) -> None:
    """A title with a script in it comes out as text; the policy allows no inline script or style."""
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert re.findall(r"<script(?![^>]* src=)", answer.text) == []
    assert re.findall(r"\s(style|on\w+)=", answer.text) == []


def test_both_languages_have_the_same_words_for_everything(client: TestClient) -> None:
    """No word is missing in either language; each issue code and field has a name."""
    first, second = (wording(language) for language in LANGUAGES)
    assert {part: set(words) for part, words in first.items()} == {part: set(words) for part, words in second.items()}
    assert {code.value for code in IssueCode} <= set(first["issues"])
    assert {choice for choices in CHOICES.values() for choice in choices} <= set(first["values"])
    view = client.get("/api/d/plan").json()
    assert {field for group in view["groups"] for field in group["fields"]} <= set(first["fields"])


def test_the_language_can_be_chosen(client: TestClient) -> None:
    """A link sets a cookie and leads back."""
    assert client.get("/lang/vi", params={"back": "/d/plan"}).headers["location"] == "/d/plan"
    assert 'lang="vi"' in client.get("/d/plan").text
    client.get("/lang/en")
    assert 'lang="en"' in client.get("/d/plan").text


def unplaced(out: Path) -> None:
    """Add an issue of no record, between the figures of targets 2 and 3."""
    path = out / "plans/plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    start = (out / "text/plan.txt").read_text(encoding="utf-8").index("Target 3:")
    message = "readings differ: Target / Targot"
    issue = {"code": "figure_readings_differ", "severity": "warning", "message": message, "spans": [[start, start + 6]]}
    plan["issues"].append(issue)
    path.write_text(json.dumps(plan), encoding="utf-8")


def test_an_issue_of_no_record_says_where_it_stands(client: TestClient, tmp_path: Path) -> None:
    """Its words, its place in the text, and its page where the fields around it agree on one."""
    unplaced(tmp_path / "out")
    [issue] = client.get("/api/d/plan").json()["issues"]
    assert issue["words"] == ["Target"]
    assert issue["page"] == 1
    assert len(issue["spans"]) == 1


@pytest.mark.parametrize(("language", "message"), [("vi", "«Target» hay «Targot»"), ("en", "“Target” or “Targot”")])
def test_issues_are_told_in_the_language_of_the_page(
    client: TestClient, tmp_path: Path, language: str, message: str
) -> None:
    """Records keep one wording; the page shows the reader's."""
    unplaced(tmp_path / "out")
    client.get(f"/lang/{language}")
    assert [issue["message"] for issue in client.get("/api/d/plan").json()["issues"]] == [message]


def test_what_cannot_be_saved_is_said_in_the_language_of_the_page(client: TestClient) -> None:
    """A figure with grouping is refused, and a Vietnamese reader is told why in Vietnamese."""
    client.get("/lang/vi")
    status, answer = act(client, 0, "correct", record="targets/0", field="value", value="1.000,5")
    assert status == 422
    assert str(answer["reason"]).startswith("phải là số thập phân")


def test_records_that_need_a_look_come_first(client: TestClient) -> None:
    """Accepted records keep their rank; among those with issues the weakest reading is first."""
    view = client.get("/api/d/plan").json()
    targets = next(group for group in view["groups"] if group["part"] == "targets")
    value = next(field for field in targets["records"][0]["fields"] if field["name"] == "value")
    assert value["look"]
    assert not value["settled"]
    assert value["issues"][0]["message"] == "reading of figure 0"
    assert value["boxes"][0]["page"] == 1


def test_raw_and_repaired_readings_are_told_apart(client: TestClient, tmp_path: Path) -> None:
    """What was read stands beside what it became, whole words of both; where nothing was repaired there is nothing."""
    path = tmp_path / "out/plans/plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    plan["targets"][0]["at"]["value"]["raw"] = "1.OO0"
    path.write_text(json.dumps(plan), encoding="utf-8")
    fields = client.get("/api/d/plan").json()["groups"][2]["records"]
    repairs = {f"{record['where']}/{one['name']}": one["repair"] for record in fields for one in record["fields"]}
    runs = repairs["targets/0/value"]
    assert "".join(text for kind, text in runs if kind != "repaired") == "1.OO0"
    assert "".join(text for kind, text in runs if kind != "raw") == "1.000"
    assert repairs["targets/1/value"] is None


def test_a_missing_text_takes_nothing_down(client: TestClient, tmp_path: Path) -> None:
    """Spans that point past the text are shown without their difference."""
    (tmp_path / "out/text/plan.txt").unlink()
    assert client.get("/api/d/plan").status_code == 200


def test_corrections_that_lost_their_record_are_shown(client: TestClient, tmp_path: Path) -> None:
    """After another extraction without the record, its correction is listed and not applied."""
    act(client, 0, "correct", record="targets/3", field="value", value="1")
    path = tmp_path / "out/plans/plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    del plan["targets"][3]
    path.write_text(json.dumps(plan), encoding="utf-8")
    lost = client.get("/api/d/plan").json()["lost"]
    assert [(entry["record"], entry["new"]) for entry in lost] == [("targets/3", "1")]


def test_an_act_is_saved_before_it_is_answered(client: TestClient, tmp_path: Path) -> None:
    """The answer shows the new state; the review on disk holds old and new value."""
    status, view = act(client, 0, "correct", record="targets/3", field="value", value="1301")
    assert (status, view["version"]) == (200, 1)
    entry = load(tmp_path / "out", "plan").log[0]
    assert (entry.old, entry.new, entry.record) == ("1300", "1301", "targets/3")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.time)


def test_the_machines_record_is_never_written(
    client: TestClient, tmp_path: Path, snapshot: Callable[[Path], dict[str, bytes]]
) -> None:
    """Whatever a reviewer does, plans and text stay as they are."""
    before = snapshot(tmp_path / "out/plans")
    act(client, 0, "correct", record="document", field="number", value="6")
    act(client, 1, "reject", record="targets/0")
    act(client, 2, "accept_rest")
    assert snapshot(tmp_path / "out/plans") == before


def test_an_old_version_is_refused(client: TestClient, tmp_path: Path) -> None:
    """The second tab gets 409 and nothing is written."""
    act(client, 0, "accept", record="targets/0", field="value")
    status, answer = act(client, 0, "correct", record="targets/0", field="value", value="7")
    assert (status, answer["conflict"]) == (409, True)
    assert load(tmp_path / "out", "plan").version == 1


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"action": "correct", "record": "targets/0", "field": "value", "value": "1.200 người"}, 422),
        ({"action": "correct", "record": "targets/0", "field": "at", "value": "x"}, 404),
        ({"action": "correct", "record": "targets/99", "field": "value", "value": "1"}, 404),
        ({"action": "reject", "record": "document"}, 404),
        ({"action": "add", "record": "targets", "values": {"unit": "xã"}}, 422),
        ({"action": "add", "record": "document", "values": {}}, 404),
        ({"action": "correct", "record": "targets/0", "field": "value", "value": {"a": 1}}, 404),
        ({"action": "erase"}, 404),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: TestClient, wanted: dict[str, object], status: int, tmp_path: Path
) -> None:
    """Nothing is saved, and the reason is said."""
    got, answer = act(client, 0, **wanted)
    assert got == status
    assert answer["reason"]
    assert load(tmp_path / "out", "plan").version == 0


def test_accepting_the_rest_is_one_step_back(client: TestClient) -> None:
    """All acceptances and the finishing are undone together."""
    _, view = act(client, 0, "accept_rest")
    assert view["finished"]
    _, view = act(client, view["version"], "undo")
    assert not view["finished"]
    assert view["undo"] is None


def test_the_list_shows_what_waits(client: TestClient) -> None:
    """Ten values to look at before, none after finishing."""
    assert ">10<" in client.get("/").text
    act(client, 0, "accept_rest")
    lines = [line for line in client.get("/").text.split("<tr") if "/d/plan" in line]
    assert 'class="finished"' in lines[0]
    assert ">10</td>" in lines[0]
    assert 'class="num open"></td>' in lines[0]


def listed(client: TestClient, wanted: str = "", page: int = 1) -> list[str]:
    """Return the stems on a page of the list, in its order."""
    return re.findall(r"<small>([^<]*)</small>", client.get("/", params={"q": wanted, "page": page}).text)


def grown(out: Path, stem: str, **head: str) -> None:
    """Add a document to a folder: the plan that is there, with another head."""
    plan = json.loads((out / "plans" / "plan.json").read_text(encoding="utf-8"))
    plan["document"] |= head
    (out / "plans" / f"{stem}.json").write_text(json.dumps(plan), encoding="utf-8")


def test_the_whole_archive_is_in_order(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has most to look at stands first and what is finished last, over all pages of the list."""
    monkeypatch.setattr("extract.review.app.PAGE_OF_LIST", 2)
    for stem in ("a", "b"):
        grown(tmp_path / "out", stem)
    plan = json.loads((tmp_path / "out/plans/b.json").read_text(encoding="utf-8"))
    (tmp_path / "out/plans/b.json").write_text(
        json.dumps({**plan, "targets": plan["targets"][:3], "issues": []}), encoding="utf-8"
    )
    act(client, 0, "accept", record="targets/0")
    assert listed(client) + listed(client, page=2) == ["a", "văn bản 2", "plan", "b"], (
        "begun, and still much to look at"
    )
    act(client, 1, "accept_rest")
    assert listed(client) + listed(client, page=2) == ["a", "văn bản 2", "b", "plan"]


@pytest.mark.parametrize("wanted", ["phòng chống", "PHONG CHONG", "12/kh", "huyện đông", "huyen dong", "f_7"])
def test_documents_are_found_by_what_their_heads_say(client: TestClient, tmp_path: Path, wanted: str) -> None:
    """Title, number, issuer and file name are searched; words without accents stand for all accents."""
    head = {"title": "Phòng chống dịch", "number": "12", "symbol": "KH-UBND", "issuer": "Ủy ban nhân dân huyện Đông Á"}
    grown(tmp_path / "out", "f_7", **head)
    assert listed(client, wanted) == ["f_7"]
    assert listed(client, "phóng chống") == [], "accents that are typed count"


def test_a_large_folder_is_looked_through_while_people_read(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list does not wait for thousands of plans: what is not looked through yet stands last, and is told."""
    monkeypatch.setattr("extract.review.overview._AT_ONCE", 0.0)
    grown(tmp_path / "out", "a", title="Trồng rừng")
    assert "have not been looked through" in client.get("/", headers={"accept-language": "en"}).text
    ends = time.monotonic() + 10
    while not listed(client, "trong rung") and time.monotonic() < ends:
        time.sleep(0.05)
    assert listed(client, "trong rung") == ["a"]
    assert "have not been looked through" not in client.get("/", headers={"accept-language": "en"}).text


def test_documents_of_earlier_runs_are_not_listed(client: TestClient, tmp_path: Path) -> None:
    """The list holds what the tables hold: a renamed source does not stand there twice."""
    grown(tmp_path / "out", "old")
    with open_ledger(tmp_path / "out") as ledger:
        entries = [
            Entry(f"{stem}.pdf", stem, *[None] * 3, "done", *[None] * 2, 0, *[None] * 4) for stem in ("old", "plan")
        ]
        ledger.put(entries)
        ledger.began(0.0, "1", 1)
        assert "old" in listed(client), "a run that takes stock has found nothing yet"
        ledger.put(entries[1:])
    assert listed(client) == ["plan", "văn bản 2"]


def test_golden_records_are_saved_once_and_replaced_only_when_asked(client: TestClient, tmp_path: Path) -> None:
    """The corrected plan is what is saved."""
    act(client, 0, "correct", record="document", field="number", value="6")
    assert client.post("/api/d/plan/golden", headers=ORIGIN).json() == {"saved": "plan.json"}
    golden = json.loads((tmp_path / "gold/plan.json").read_text(encoding="utf-8"))
    assert golden["document"]["number"] == "6"
    assert client.post("/api/d/plan/golden", headers=ORIGIN).status_code == 409
    assert client.post("/api/d/plan/golden?replace=true", headers=ORIGIN).status_code == 200


def test_pages_are_drawn_and_kept(client: TestClient, tmp_path: Path) -> None:
    """A page comes as JPEG, at a higher resolution when zoomed; a page that is not there is said."""
    small, large = client.get("/api/d/plan/page/1/0"), client.get("/api/d/plan/page/1/2")
    assert small.content[:3] == b"\xff\xd8\xff"
    assert len(large.content) > len(small.content)
    assert len(list((tmp_path / "cache").rglob("*.jpg"))) == 2
    for language, why in (("en", "there is no page 3, only 2"), ("vi", "không có trang 3, chỉ có 2 trang")):
        client.get(f"/lang/{language}")
        missing = client.get("/api/d/plan/page/3/0")
        assert (missing.status_code, missing.json()["reason"]) == (502, why)
    assert client.get("/api/d/plan/page/1/9").status_code == 404


def test_words_of_a_page_have_boxes(tmp_path: Path) -> None:
    """The words are those of the page, in order, where they stand, whatever page is asked for first."""
    painter = Painter(tmp_path / "cache")
    source = Path("corpus/kh_bhxh_xa_thuan_chau.pdf").absolute()
    words = json.loads(painter.words(source, "0" * 64, 1).read_bytes())
    painter.close()
    assert [word["text"] for word in words[:4]] == ["ỦY", "BAN", "NHÂN", "DÂN"]
    x0, y0, x1, y1 = words[0]["box"]
    assert 50 < x0 < x1 < 300
    assert 30 < y0 < y1 < 100


def test_a_document_of_text_shows_its_text(client: TestClient) -> None:
    """There is no page to draw; the stem may hold any letters."""
    page = client.get("/d/v%C4%83n%20b%E1%BA%A3n%202")
    assert 'data-has-pages="false"' in page.text
    assert client.get("/api/d/v%C4%83n%20b%E1%BA%A3n%202/text").json()["text"].startswith("Ke hoach")


def test_a_source_that_is_not_found_is_said(make_out: Callable[..., Path], tmp_path: Path) -> None:
    """Without its file a document can still be reviewed by its text."""
    out = make_out("plan")
    desk = Desk(Folder(out), Painter(tmp_path / "cache"), Door(TOKEN, frozenset({HOST})))
    with TestClient(create_app(desk), base_url=f"http://{HOST}") as client:
        client.cookies.set(COOKIE, TOKEN)
        assert client.get("/api/d/plan/page/1/0").status_code == 404
        assert client.get("/d/plan").status_code == 200
        assert client.post("/api/d/plan/golden", headers=ORIGIN).status_code == 404


def test_a_source_path_may_not_lead_out_of_the_folders(make_out: Callable[..., Path], tmp_path: Path) -> None:
    """A plan that names `../secret` does not make the server open it."""
    out = make_out("plan")
    (tmp_path / "secret.pdf").write_bytes((tmp_path / "sources/plan.pdf").read_bytes())
    path = out / "plans/plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    plan["source"]["path"] = "../secret.pdf"
    path.write_text(json.dumps(plan), encoding="utf-8")
    folder = Folder(out, (tmp_path / "sources",))
    assert folder.source(folder.load("plan")) is None


def test_a_damaged_plan_does_not_take_the_list_down(client: TestClient, tmp_path: Path) -> None:
    """It is listed as not readable, with the reason."""
    (tmp_path / "out/plans/broken.json").write_text("{", encoding="utf-8")
    assert 'class="failed"' in client.get("/").text
    assert client.get("/api/d/broken").status_code == 507


def test_a_page_that_takes_too_long_is_given_up(make_out: Callable[..., Path], tmp_path: Path) -> None:
    """The child is killed; the same painter draws the next page with a new one."""
    make_out("plan")
    painter = Painter(tmp_path / "cache", PaintLimits(seconds=0.001))
    source = tmp_path / "sources/plan.pdf"
    with pytest.raises(PageFault, match="took longer"):
        painter.page(source, "0" * 64, 1, Look(72))
    painter.close()
    patient = Painter(tmp_path / "cache")
    assert patient.page(source, "0" * 64, 1, Look(72)).read_bytes()[:2] == b"\xff\xd8"
    patient.close()


def test_a_child_outlives_the_thread_that_started_it(make_out: Callable[..., Path], tmp_path: Path) -> None:
    """The server's threads come and go; what one of them started serves the next."""
    make_out("plan")
    painter = Painter(tmp_path / "cache")
    starter = threading.Thread(target=painter.warm)
    starter.start()
    starter.join()
    child = painter._drawing._child
    time.sleep(0.3)
    assert painter.page(tmp_path / "sources/plan.pdf", "0" * 64, 1, Look(72)).exists()
    assert painter._drawing._child is child
    painter.close()


def test_a_child_without_memory_dies_alone(make_out: Callable[..., Path], tmp_path: Path) -> None:
    """A limit far too small ends the child, not the server."""
    make_out("plan")
    painter = Painter(tmp_path / "cache", PaintLimits(memory_mib=40))
    with pytest.raises(PageFault):
        painter.page(tmp_path / "sources/plan.pdf", "0" * 64, 1, Look(72))
    painter.close()


def test_a_folder_without_plans_is_a_usage_fault(tmp_path: Path) -> None:
    """The message says what to name instead."""
    with pytest.raises(UsageFault, match="--out"):
        Folder(tmp_path)


def test_a_page_that_was_turned_to_be_read_is_shown_turned(make_out: Callable[..., Path], tmp_path: Path) -> None:
    """Boxes are of the upright page, so its picture is too: a quarter turn swaps width and height."""
    make_out("plan")
    painter = Painter(tmp_path / "cache")
    source = tmp_path / "sources/plan.pdf"
    with Image.open(painter.page(source, "0" * 64, 1, Look(72))) as upright:
        size = upright.size
    with Image.open(painter.page(source, "0" * 64, 1, Look(72, 90))) as turned:
        assert turned.size == size[::-1] != size
    painter.close()
