"""Preparation: each step does its work where it is needed, and nothing where it is not."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.page import Box, Rule
from extract.prepare import angle, light
from extract.prepare.colour import without_red
from extract.prepare.cutting import cut, cut_word, has_ink
from extract.prepare.grid import mended
from extract.prepare.page import prepare
from extract.prepare.prepared import Prepared, Upright
from extract.prepare.rules import without_rules
from extract.prepare.seal import without_seals

DPI = 200.0
ROWS = range(300, 1900, 55)


def printed() -> np.ndarray:
    """Return a clean page of printed lines, as large as A4 at 200 dpi."""
    page = np.full((2339, 1654), 255, np.uint8)
    for number, row in enumerate(ROWS):
        words = f"{number}. Ke hoach phat trien bao hiem xa hoi dia ban thanh pho"
        cv2.putText(page, words, (200, row), cv2.FONT_HERSHEY_COMPLEX, 0.95, 0, 2, cv2.LINE_AA)
    return page


@pytest.fixture(name="page", scope="module")
def page_fixture() -> np.ndarray:
    """Draw the page once for all tests; none writes on it."""
    return printed()


def test_clean_page_goes_through_untouched(page):
    """A clean page at the reading resolution comes out as it went in, and no step is named."""
    prepared = prepare(page, DPI)
    assert prepared.steps == ()
    assert prepared.turned == 0
    assert not prepared.blank
    assert not prepared.sideways
    assert prepared.head_down < 0
    np.testing.assert_array_equal(prepared.image, page)


@pytest.mark.parametrize("degrees", [-2.5, -0.8, 0.6, 1.9])
def test_skew_is_found_and_undone(page, degrees):
    """The angle is found to a tenth of a degree, and boxes map back to where things stand on the page as it came."""
    leaning = angle.rotated(page, -degrees)
    prepared = prepare(leaning, DPI)
    assert math.degrees(math.asin(prepared.upright.sine)) == pytest.approx(degrees, abs=0.1)
    middle = Box(290, 400, 310, 410)
    x, y = prepared.upright.box(middle).middle
    turn = math.radians(degrees)
    width, height = 1654 * 72 / DPI, 2339 * 72 / DPI
    across, down = 300 - width / 2, 405 - height / 2
    assert x == pytest.approx(width / 2 + across * math.cos(turn) - down * math.sin(turn), abs=0.6)
    assert y == pytest.approx(height / 2 + across * math.sin(turn) + down * math.cos(turn), abs=0.6)


def test_small_lean_of_text_is_left_alone(page):
    """Lines that lean by a quarter of a degree are not rotated: it would only blur them."""
    assert prepare(angle.rotated(page, 0.25), DPI).upright.sine == 0.0


def test_quarter_turns_are_noticed(page):
    """A page on its side or on its head says so, and turned back it is upright."""
    assert prepare(np.ascontiguousarray(np.rot90(page)), DPI).sideways
    on_its_head = np.ascontiguousarray(np.rot90(page, 2))
    assert prepare(on_its_head, DPI).head_down > 0
    back = prepare(on_its_head, DPI, turned=180)
    assert (back.turned, back.head_down < 0) == (180, True)
    np.testing.assert_array_equal(prepare(np.ascontiguousarray(np.rot90(page)), DPI, turned=90).image, page)


def test_speckle_is_taken_out_only_where_it_is(page):
    """Salt and pepper go, and a page without them is not filtered."""
    rng = np.random.default_rng(1)
    dirty = page.copy()
    dirty[rng.random(page.shape) < 0.004] = 0
    prepared = prepare(dirty, DPI)
    assert "speckle removed" in prepared.steps
    assert light.speckle(prepared.image) < light.speckle(dirty) / 20
    assert light.speckle(page) < light.SPECKLED_FROM


def test_shading_is_divided_out(page):
    """Paper that darkens across the page becomes evenly white."""
    shade = np.linspace(1.0, 0.6, page.shape[1])
    prepared = prepare((page * shade[None, :]).astype(np.uint8), DPI)
    assert "shading removed" in prepared.steps
    assert np.percentile(prepared.image[:, -200:], 50) > 245


def test_dark_border_becomes_paper(page):
    """A black band along the edge goes, the text beside it stays."""
    banded = page.copy()
    banded[:, :60] = 10
    prepared = prepare(banded, DPI)
    assert prepared.steps == ("border removed",)
    np.testing.assert_array_equal(prepared.image[:, 120:], page[:, 120:])
    assert (prepared.image[:, :60] == 255).all()


def test_red_ink_goes_and_the_black_under_it_stays(page):
    """A red ring over text vanishes; the letters it crossed keep their ink; a page without red is not touched."""
    coloured = cv2.cvtColor(page, cv2.COLOR_GRAY2RGB)
    sealed = coloured.copy()
    cv2.circle(sealed, (800, 900), 200, (205, 30, 45), 12)
    sealed = np.minimum(sealed, coloured)
    cleared, found = without_red(sealed)
    assert found
    assert (cleared[690:1110, 590:1010] < 128).sum() == pytest.approx((page[690:1110, 590:1010] < 128).sum(), rel=0.02)
    assert ((cleared < 200) & (page > 240)).mean() < 1e-4
    unchanged, found = without_red(coloured)
    assert not found
    np.testing.assert_array_equal(unchanged, page)


def test_rules_are_found_and_taken_out(page):
    """Lines of a grid come back in points, their ink goes, and a letter that one crosses keeps its stroke."""
    ruled = page.copy()
    for x in (300, 900, 1400):
        cv2.line(ruled, (x, 2000), (x, 2200), 0, 3)
    for y in (2000, 2200):
        cv2.line(ruled, (300, y), (1400, y), 0, 3)
    cv2.line(ruled, (600, 2180), (600, 2220), 0, 4)
    cleared, rules = without_rules(ruled, DPI)
    across = [rule for rule in rules if rule.horizontal]
    assert len(across) == 2
    assert len(rules) == 5
    assert across[0].y0 == pytest.approx(2000 * 72 / DPI, abs=0.7)
    assert (cleared[1990:2210, 310:590] > 200).all()
    assert (cleared[2185:2195, 598:602] < 100).any()
    np.testing.assert_array_equal(cleared[:1950], page[:1950])


def test_text_is_no_rule(page):
    """Rows of letters are never taken for lines."""
    assert without_rules(page, DPI)[1] == ()


@pytest.mark.parametrize("noise", [0.0, 0.0005])
def test_blank_page_is_blank(noise):
    """White paper, also with a few specks, holds nothing."""
    paper = np.full((2339, 1654), 255, np.uint8)
    paper[np.random.default_rng(2).random(paper.shape) < noise] = 0
    assert prepare(paper, DPI).blank


def test_resolution_is_brought_to_what_is_read(page):
    """300 dpi is reduced, 110 dpi enlarged, and sizes in points stay."""
    for dpi in (110.0, 300.0):
        scaled = cv2.resize(page, None, fx=dpi / DPI, fy=dpi / DPI, interpolation=cv2.INTER_AREA)
        prepared = prepare(scaled, dpi)
        assert prepared.dpi == DPI
        assert prepared.upright.width == pytest.approx(1654 * 72 / DPI, abs=0.5)


@given(st.floats(-6, 6), st.floats(0, 595), st.floats(0, 842))
def test_mapping_back_keeps_distances_to_the_middle(degrees, x, y):
    """Undoing a rotation neither stretches nor shifts: every point keeps its distance to the page's middle."""
    turn = math.radians(degrees)
    upright = Upright(595, 842, math.sin(turn), math.cos(turn))
    across, down = upright.point(x, y)
    assert math.hypot(across - 297.5, down - 421) == pytest.approx(math.hypot(x - 297.5, y - 421), abs=1e-6)


def test_cut_outs_know_where_they_come_from(page):
    """A cut-out holds what stands in its box, and boxes in it map back to the page."""
    prepared = Prepared(page, DPI, Upright(595, 842))
    cutting = cut(prepared, Box(72, 100, 144, 118))
    placed = cutting.placed(Box(12 * 72 / DPI, 12 * 72 / DPI, 20, 20))
    assert placed is not None
    assert (placed.x0, placed.y0) == pytest.approx((72, 100), abs=0.4)
    assert has_ink(cutting.image)
    assert not has_ink(cut(prepared, Box(10, 10, 60, 60)).image)
    assert cut(prepared, Box(590, 838, 900, 900)).image.size


def test_cut_out_is_widened_to_a_digit_left_out():
    """A box that leaves out the last digit is cut wide enough to show it, but not as far as the next word."""
    paper = np.full((200, 600), 255, np.uint8)
    cv2.putText(paper, "5000", (100, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    inked = np.flatnonzero((paper < 128).any(axis=0))
    cv2.putText(paper, "xa", (inked[-1] + 25, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    points = 72 / DPI
    box = Box((inked[0] + 16) * points, 82 * points, (inked[-1] + 1) * points, 102 * points)
    image = cut_word(Prepared(paper, DPI, Upright(216, 72)), box).image
    shown = np.flatnonzero((image < 128).any(axis=0))
    assert shown[-1] - shown[0] == pytest.approx(inked[-1] - inked[0], abs=2)


def test_a_cut_out_grows_over_half_a_date():
    """Where the engine's box holds only the end of a date the cut-out holds all of its digits."""
    paper = np.full((200, 600), 255, np.uint8)
    cv2.putText(paper, "28/12/2021", (100, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    inked = np.flatnonzero((paper < 128).any(axis=0))
    points = 72 / DPI
    box = Box((inked[-1] - 66) * points, 78 * points, (inked[-1] + 1) * points, 104 * points)
    shown = np.flatnonzero((cut_word(Prepared(paper, DPI, Upright(216, 72)), box).image < 128).any(axis=0))
    assert shown[-1] - shown[0] == pytest.approx(inked[-1] - inked[0], abs=2)


def test_a_words_cut_out_ends_where_the_next_word_begins():
    """A box that reaches into the next word is cut off there; one that would leave nothing is taken as it is."""
    paper = np.full((200, 600), 255, np.uint8)
    cv2.putText(paper, "5000 7000", (100, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    points = 72 / DPI
    whole = Box(100 * points, 80 * points, 260 * points, 102 * points)
    prepared = Prepared(paper, DPI, Upright(216, 72))
    first = cut_word(prepared, whole, (0.0, 174 * points)).image
    assert first.shape[1] < 0.6 * cut_word(prepared, whole).image.shape[1]
    assert cut_word(prepared, whole, (0.0, whole.x0 + 1)).image.shape == cut_word(prepared, whole).image.shape


def test_broken_lines_are_joined_and_reach_one_another():
    """Pieces of one line become one, a little longer than printed; separate lines stay apart."""
    pieces = [Rule(10, 50, 100, 50), Rule(108, 51, 200, 51), Rule(10, 80, 200, 80), Rule(10, 50, 10, 80)]
    joined = mended(pieces)
    across = [rule for rule in joined if rule.horizontal]
    assert len(across) == 2
    assert across[0].x0 < 10
    assert across[0].x1 > 200
    assert joined[-1].y1 > 80


def sealed(page: np.ndarray, ink: int) -> np.ndarray:
    """Return the page with a seal's rings and star over its text, as a grey scan shows them."""
    stamped = np.full_like(page, 255)
    cv2.circle(stamped, (900, 1100), 140, ink, 5)
    cv2.circle(stamped, (900, 1100), 125, ink, 2)
    cv2.circle(stamped, (900, 1100), 20, ink, -1)
    return np.minimum(page, stamped)


def test_a_seal_lighter_than_print_goes():
    """On a grey scan the seal becomes paper, and print under it keeps its ink."""
    page = printed()
    page[900:1300] = 255
    cv2.putText(page, "KT. CHU TICH", (850, 1110), cv2.FONT_HERSHEY_COMPLEX, 1.0, 0, 2, cv2.LINE_AA)
    cleared, found = without_seals(sealed(page, 120), DPI)
    assert found
    assert (cleared < 200).sum() == pytest.approx((page < 200).sum(), rel=0.01)


def test_a_seal_as_dark_as_print_goes():
    """Of a bitonal seal its rings and what stands within go; rows of print that run into it, or under it, stay."""
    page = printed()
    page[900:1300] = 255
    cleared, found = without_seals(sealed(page, 0), DPI)
    assert found
    assert not (cleared[1020:1300] < 128).any()
    assert (cleared[:900] == page[:900]).all()


@pytest.mark.parametrize("x", [560, 960])
def test_print_that_runs_into_a_dark_seal_stays(x):
    """Letters that the ring crosses, and those within it that go on with a row from outside, are still there."""
    page = printed()
    page[900:1300] = 255
    cv2.putText(page, "KT. CHU TICH XA", (x, 1060), cv2.FONT_HERSHEY_COMPLEX, 1.0, 0, 2, cv2.LINE_AA)
    cleared, _ = without_seals(sealed(page, 0), DPI)
    written, kept = page[1000:1100] < 128, cleared[1000:1100] < 128
    assert (written & kept).sum() > 0.85 * written.sum()
    assert (kept & ~written).sum() < 0.1 * written.sum()


def test_a_page_without_a_seal_is_not_touched():
    """Rows of letters make no ring."""
    page = printed()
    cleared, found = without_seals(page, DPI)
    assert not found
    assert cleared is page


def test_print_along_most_of_a_circle_is_no_seal():
    """A ring is inked nearly all round; strokes along four fifths of a circle, as print may have them, stay."""
    page = printed()
    page[900:1300] = 255
    cv2.ellipse(page, (900, 1100), (140, 140), 0, 0, 290, 0, 5)
    cleared, found = without_seals(page, DPI)
    assert not found
    assert cleared is page
