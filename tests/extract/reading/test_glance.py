"""The network that reads figures: what it sees in printed cut-outs, and how probable it thinks a text."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest

from extract.intake import draw, open_scan
from extract.prepare.cutting import MARGIN, cut_word
from extract.prepare.page import prepare
from extract.reading.glance import HEIGHT, SIGNS, Glance, as_signs, fitted, glances
from extract.reading.weighing import figures_in, same_figures
from extract.settings import Settings

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
DPI = 200.0


def columns(*rows: dict[str, float]) -> Glance:
    """Return a glance whose columns hold these probabilities, `-` for no sign."""
    made = np.full((len(rows), len(SIGNS) + 1), 1e-9)
    for at, row in enumerate(rows):
        for sign, share in row.items():
            made[at, 0 if sign == "_" else SIGNS.index(sign) + 1] = share
    return Glance(np.log(made).astype(np.float32))


def test_columns_that_say_one_sign_are_that_sign_once():
    """A sign over several columns counts once, and twice where there is none between."""
    assert columns({"1": 0.9}, {"1": 0.9}, {"_": 0.9}, {"1": 0.9}).text == "11"


def test_a_text_is_as_probable_as_all_ways_to_set_it():
    """The probability sums over the places in which the signs can stand."""
    seen = columns({"1": 0.5, "_": 0.5}, {"1": 0.5, "_": 0.5})
    assert seen.probability("1") == pytest.approx(0.75, abs=1e-3)
    assert seen.probability("") == pytest.approx(0.25, abs=1e-3)
    assert seen.probability("11") == pytest.approx(0, abs=1e-3)
    assert log(columns({"7": 0.9}).probability("7")) == pytest.approx(log(0.9), abs=1e-3)


@pytest.mark.parametrize(("text", "signs"), [("1529/QĐ-UBND", "1529/##-####"), ("2–3", "2-3"), ("≥ 70%", "≥70%")])
def test_letters_are_one_sign(text, signs):
    """Letters other than those of numerals are not told apart, dashes are one, blanks are none."""
    assert as_signs(text) == signs


def test_figures_of_a_printed_page_are_seen():
    """Of the figures that a clean page shows hardly one is not seen, and what is seen surely is right."""
    from extract.engines import text_layer

    (sheet, *_) = open_scan(CORPUS / "kh_bhxh_xa_thuan_chau.pdf", Settings().limits).sheets[-1:]
    prepared = prepare(draw(sheet, DPI, limits=Settings().limits), DPI)
    words = [word for line in text_layer.read(sheet).lines for word in line.words if figures_in(word.text)]
    seen = glances([cut_word(prepared, word.box).image for word in words])
    right = [same_figures(word.text, one.text) for word, one in zip(words, seen, strict=True)]
    sure = [one.probability(one.text) >= 0.95 for one in seen]
    assert len(words) > 30
    assert sum(right) >= 0.97 * len(words)
    assert sum(sure) >= 0.9 * len(words)
    assert all(good for good, certain in zip(right, sure, strict=True) if certain)


def test_bare_paper_says_nothing():
    """Where nothing is printed nothing is seen."""
    (seen,) = glances([np.full((60, 80), 255, np.uint8)])
    assert seen.text == ""


def test_what_has_no_words_shape_is_not_looked_at():
    """A sliver or a whole line is no figure's cut-out, and what is fitted has the network's height."""
    assert fitted(np.full((2 * MARGIN + 3, 90), 255, np.uint8)) is None
    assert fitted(np.full((2 * MARGIN + 10, 2000), 255, np.uint8)) is None
    assert fitted(np.full((2 * MARGIN + 20, 90), 255, np.uint8)).shape[0] == HEIGHT
    assert glances([]) == []
