"""Page by page: which reading each page gets, and that a bad page costs only itself."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extract.reading.recognise
from extract.arrange import arrange
from extract.errors import Damaged, DocumentFault, TooLarge
from extract.intake import open_scan
from extract.page import Page
from extract.reading import read_pages
from extract.settings import Limits, Settings
from tests.extract.pdfs import Leaf, pdf, picture, say

SETTINGS = Settings()
ENGINE = object()
GOOD = "Hai ba trong cho con ong ba nam nay hai con trai "


@pytest.fixture
def recognised(monkeypatch):
    """Put a stand-in for recognition in place, and return the numbers of the sheets it is asked for."""
    asked = []

    def stand_in(sheet, settings, engine):
        assert (settings, engine) == (SETTINGS, ENGINE)
        asked.append(sheet.number)
        if sheet.number == 9:
            raise TooLarge("9 pixels over", remedy="none")
        return Page(sheet.number, sheet.width, sheet.height, (), reading="recognised", why="as asked")

    monkeypatch.setattr(extract.reading.recognise, "recognise_sheet", stand_in)
    return asked


def pages_of(tmp_path, *leaves):
    """Read a PDF of some pages."""
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(*leaves))
    return read_pages(open_scan(path, Limits()), SETTINGS, ENGINE)


def test_each_page_gets_its_own_reading(tmp_path, recognised):
    """A good layer is taken, a scan recognised, an empty page skipped, a stray signature does not count as text."""
    text = b"".join(say(GOOD, 80, 700 - 20 * row) for row in range(4))
    scan = picture(0, 0, 595, 842)
    pages = pages_of(tmp_path, Leaf(text), Leaf(scan), Leaf(b""), Leaf(scan + say("Ky boi: van thu", 400, 800)))
    assert [page.reading for page in pages] == ["text_layer", "recognised", "blank", "recognised"]
    assert [page.trusted for page in pages] == [True, False, False, False]
    assert recognised == [2, 4]
    assert "stray text of 4 words" in pages[3].why
    assert all(page.why for page in pages)


def test_an_image_is_recognised(tmp_path, recognised):
    """An image file has no text layer to ask for."""
    from PIL import Image

    path = tmp_path / "scan.png"
    Image.new("L", (827, 1169), 255).save(path)
    assert [page.why for page in read_pages(open_scan(path, Limits()), SETTINGS, ENGINE)] == ["an image; as asked"]
    assert recognised == [1]


def test_only_the_wanted_sheets_are_read(tmp_path, recognised):
    """A scan with some of its sheets gives the pages of those, text files too."""
    from dataclasses import replace

    path = tmp_path / "text.txt"
    path.write_text("một\fhai\fba", encoding="utf-8")
    scan = open_scan(path, Limits())
    some = replace(scan, sheets=scan.sheets[1:2])
    assert [page.lines[0].text for page in read_pages(some, SETTINGS, ENGINE)] == ["hai"]
    assert recognised == []


def test_a_page_too_large_to_draw_costs_only_itself(tmp_path, recognised):
    """The fault of one page is said in its `why`; the others are read."""
    scan = picture(0, 0, 595, 842)
    pages = pages_of(tmp_path, *(Leaf(scan) for _ in range(10)))
    assert [page.reading for page in pages].count("recognised") == 9
    assert (pages[8].reading, pages[8].why) == ("unreadable", "9 pixels over")
    assert recognised == list(range(1, 11))


def test_a_page_that_cannot_be_opened_costs_only_itself(tmp_path, monkeypatch):
    """A broken page is unreadable with its reason."""
    import extract.engines.text_layer

    def broken(sheet):
        raise Damaged(f"page {sheet.number} is broken", remedy="none")

    monkeypatch.setattr(extract.engines.text_layer, "look", broken)
    assert [page.why for page in pages_of(tmp_path, Leaf(b""))] == ["page 1 is broken"]


SOUND = pdf(
    Leaf(say(GOOD, 80, 700) + say("TT", 110, 580), stamps=((100, 300, "12"),)),
    Leaf(picture(0, 0, 595, 842), 842, 595, 90),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=40), st.integers(0, len(SOUND))
)
def test_a_broken_pdf_raises_nothing_but_document_faults(tmp_path, monkeypatch, changes, kept):
    """Whatever bytes are changed or cut off, the file is read or fails with an error of ours."""
    monkeypatch.setattr(
        extract.reading.recognise,
        "recognise_sheet",
        lambda sheet, *_: Page(sheet.number, 1.0, 1.0, (), reading="blank"),
    )
    content = bytearray(SOUND)
    for at, byte in changes:
        content[at] = byte
    path = tmp_path / "broken.pdf"
    path.write_bytes(content[: max(kept, 1)] if kept % 3 == 0 else content)
    with suppress(DocumentFault):
        arrange(read_pages(open_scan(path, Limits()), SETTINGS, ENGINE))
