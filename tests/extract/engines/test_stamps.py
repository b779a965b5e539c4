"""Number and day that a signing system stamps on a page as an annotation."""

import pytest

from extract.engines.text_layer import look
from extract.page import Sheet
from extract.reading import read_pages
from tests.extract.pdfs import Leaf, pdf, picture, say

SIGNATURE = "Ky boi: Uy ban nhan dan xa\nEmail: ubnd@example.vn\nNgay ky: 13-07-2020"


@pytest.fixture
def layer_of(tmp_path):
    """Return a function that looks at a page with some stamps."""

    def made(content, *stamps, **leaf):
        path = tmp_path / "made.pdf"
        path.write_bytes(pdf(Leaf(content, stamps=stamps, **leaf)))
        return look(Sheet(path, 1, 595, 842))

    return made


def texts(layer):
    """The texts of the lines."""
    return [line.text for line in layer.page.lines]


def test_a_stamped_number_fills_the_blank_of_its_line(layer_of):
    """A number in an annotation reads where every viewer shows it, though set a little off the line."""
    layer = layer_of(say("So:", 100, 700) + say("/KH-UBND", 160, 700), (125, 699, "4580"))
    assert texts(layer) == ["So: 4580 /KH-UBND"]
    assert [word.text for word in layer.stamps.undrawn] == ["4580"]


def test_the_signature_s_own_text_is_left_out_and_told(layer_of):
    """Signer, e-mail and time of an electronic signature are no part of the text."""
    layer = layer_of(say("Noi nhan:", 100, 200), (300, 150, SIGNATURE))
    assert texts(layer) == ["Noi nhan:"]
    assert layer.stamps.signature
    assert layer.stamps.words == ()


def test_a_page_without_annotations_has_no_stamps(layer_of):
    """Nothing is stamped where there is no annotation."""
    layer = layer_of(say("So: 12/KH-UBND", 100, 700))
    assert (layer.stamps.words, layer.stamps.signature) == ((), False)


def test_a_recognised_page_gets_its_stamps_too(tmp_path, monkeypatch):
    """Stamps in fields are not drawn, so recognition cannot see them; they are added to what it read."""
    import extract.reading.recognise
    from extract.intake import open_scan
    from extract.page import Page
    from extract.settings import Limits, Settings

    def stand_in(sheet, settings, engine):
        assert (settings, engine) == (Settings(), engine)
        return Page(sheet.number, sheet.width, sheet.height, (), reading="recognised", why="as asked")

    monkeypatch.setattr(extract.reading.recognise, "recognise_sheet", stand_in)
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(Leaf(picture(0, 0, 595, 842), stamps=((125, 699, "355"),))))
    pages = read_pages(open_scan(path, Limits()), Settings(), object())
    assert [line.text for line in pages[0].lines] == ["355"]


def test_the_file_and_the_layer_itself_stay_as_they_are(layer_of, tmp_path):
    """Looking at stamps alters neither the file nor what a second look sees."""
    content = say("So:", 100, 700) + say("/KH-UBND", 160, 700)
    first = layer_of(content, (125, 699, "12"))
    before = (tmp_path / "made.pdf").read_bytes()
    assert look(Sheet(tmp_path / "made.pdf", 1, 595, 842)) == first
    assert (tmp_path / "made.pdf").read_bytes() == before
