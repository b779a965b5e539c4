"""Text layers through PDFium: words, boxes on the upright page, bold, doubles, legacy fonts, rules."""

import pytest

from extract.engines.text_layer import look, read
from extract.page import Sheet
from tests.extract.pdfs import Leaf, hide, line, pdf, picture, say


@pytest.fixture
def page_of(tmp_path):
    """Return a function that reads the only page of a PDF made of some content."""

    def made(content, **leaf):
        path = tmp_path / "made.pdf"
        path.write_bytes(pdf(Leaf(content, **leaf)))
        return read(Sheet(path, 1, 595, 842))

    return made


def texts(page):
    """The texts of the lines."""
    return [line.text for line in page.lines]


def test_words_stand_on_lines_top_to_bottom(page_of):
    """Words on one baseline make a line from left to right, whatever the order in the file."""
    content = say("hai", 200, 600) + say("ba bon", 100, 580) + say("Mot", 100, 600)
    assert texts(page_of(content)) == ["Mot hai", "ba bon"]


def test_boxes_have_their_origin_at_the_top_left(page_of):
    """A word 100 from the left and 700 from the bottom of an A4 page lies 142 less its height from the top."""
    box = page_of(say("Word", 100, 700)).lines[0].words[0].box
    assert box.x0 == pytest.approx(100, abs=1)
    assert 130 < box.y0 < 142 < box.y1 < 150
    assert 20 < box.width < 35


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_rotated_pages_are_read_upright(page_of, rotate):
    """Text that is upright only after /Rotate gets boxes on the page as it is shown."""
    turns = {
        0: ("1 0 0 1", 100, 742),
        90: ("0 1 -1 0", 100, 100),
        180: ("-1 0 0 -1", 495, 100),
        270: ("0 -1 1 0", 495, 742),
    }
    turn, x, y = turns[rotate]
    page = page_of(say("Ke hoach nam", x, y, turn=turn), rotate=rotate)
    assert texts(page) == ["Ke hoach nam"]
    assert (page.width > page.height) is (rotate in {90, 270})
    box = page.lines[0].box
    assert box.x0 == pytest.approx(100, abs=3)
    assert box.y0 == pytest.approx(90, abs=6)
    assert box.width > 3 * box.height


def test_text_drawn_turned_on_an_upright_page_is_turned_back(page_of):
    """A landscape table drawn upwards on a portrait page is read as a landscape page."""
    page = page_of(say("Noi dung cong viec", 300, 100, turn="0 1 -1 0"))
    assert texts(page) == ["Noi dung cong viec"]
    assert (page.width, page.height) == (842, 595)


def test_doubled_print_is_read_once(page_of):
    """Words printed twice a hair apart, as fake bold does, stand once; the same word elsewhere stays."""
    content = say("KE HOACH", 100, 700) + say("KE HOACH", 100.4, 700) + say("KE HOACH", 100, 500)
    assert texts(page_of(content)) == ["KE HOACH", "KE HOACH"]


def test_a_hyphen_at_a_line_end_stays(page_of):
    """A hyphen that ends a line is text, though PDFium takes it for a mere line break."""
    page = page_of(
        say("phat trien kinh te -", 100, 700) + say("xa hoi, giang day-", 100, 680) + say("hoc tap", 100, 660)
    )
    assert texts(page) == ["phat trien kinh te -", "xa hoi, giang day-", "hoc tap"]


def test_bold_fonts_make_bold_words(page_of):
    """The font's name tells bold, word by word."""
    page = page_of(say("Muc tieu", 100, 700, font="F2") + say("dat", 200, 700))
    assert [word.bold for word in page.lines[0].words] == [True, True, False]


def test_a_wide_gap_parts_words_without_a_blank(page_of):
    """Two texts on one baseline far apart are two words though the file has no blank between them."""
    assert [word.text for word in page_of(say("So:", 100, 700) + say("12", 150, 700)).lines[0].words] == ["So:", "12"]


@pytest.mark.parametrize(
    ("font", "raw", "text"),
    [
        ("F3", "KÕ ho¹ch ph¸t triÓn - ph­êng, ­u tiªn (2026-2030)", "Kế hoạch phát triển - phường, ưu tiên (2026-2030)"),
        ("F5", "uû ban nh©n d©n", "UỶ BAN NHÂN DÂN"),
        ("F4", "Uûy ban nhaân daân phöôøng", "Ủy ban nhân dân phường"),
    ],
)
def test_legacy_fonts_are_converted(tmp_path, font, raw, text):
    """Text in a font of before Unicode is converted through the table that the font's name calls for."""
    path = tmp_path / "old.pdf"
    path.write_bytes(pdf(Leaf(say(raw, 100, 700, font=font))))
    layer = look(Sheet(path, 1, 595, 842))
    assert layer.page.lines[0].text == text
    assert layer.legacy == ("vni" if font == "F4" else "tcvn3")


def test_a_page_without_text_has_no_layer(page_of):
    """A page with an image only has no text layer."""
    assert page_of(picture(0, 0, 595, 842)) is None


@pytest.mark.parametrize("hidden", [True, False])
def test_text_that_is_not_drawn_is_told(tmp_path, hidden):
    """A layer laid under an image by a program that recognised it is known by its text not being drawn."""
    path = tmp_path / "made.pdf"
    text = say("Ke hoach nam", 100, 700)
    path.write_bytes(pdf(Leaf(picture(0, 0, 595, 842) + (hide(text) if hidden else text))))
    assert look(Sheet(path, 1, 595, 842)).hidden is hidden


def test_rules_and_images_are_seen(tmp_path):
    """Lines become rules on the upright page, and the share that images cover is told."""
    path = tmp_path / "made.pdf"
    content = line(100, 700, 400, 700) + line(100, 600, 100, 700) + picture(0, 0, 595, 421) + say("x", 300, 800)
    path.write_bytes(pdf(Leaf(content)))
    layer = look(Sheet(path, 1, 595, 842))
    assert [(rule.horizontal, round(rule.y0)) for rule in layer.page.rules] == [(True, 142), (False, 142)]
    assert layer.image_share == pytest.approx(0.5, abs=0.01)
