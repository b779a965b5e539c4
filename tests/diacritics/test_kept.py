"""Capitals among words: kept where a text lost nothing but its marks, read as letters where letters were misread."""

import pytest

from diacritics import Restorer

STRIPPED = (
    "Uy ban nhan dan xa to chuc trien khai ung dung IoT va AI trong quan ly rung, thuc hien tuyen truyen cho nhan dan, "
    "phoi hop voi cac don vi lien quan xay dung ke hoach, bao dam tien do va chat luong theo quy dinh hien hanh."
)
MISREAD = (
    "Uy ban nhan dan xa t6 chirc triSn khai phat triSn kinh tS, xa hQi; phdi hgp v6i cac don vj lien quan xay dirng kS "
    "ho?ch, bao dam tiSn dQ va chdt lugng theo quy djnh hi~n hanh, tuyen truySn cho can bQ va nhan dan trSn dja ban."
)


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    """The restorer, loaded once."""
    return Restorer.load()


def test_capitals_of_a_stripped_text_stay(restorer: Restorer) -> None:
    """Where every word is a syllable without its marks, capitals among them are what the page says."""
    done = restorer.restore(STRIPPED).text
    assert "ứng dụng IoT và AI trong quản lý" in done


def test_capitals_of_a_misread_text_are_letters(restorer: Restorer) -> None:
    """Where letters were misread, a capital at a word's end is a letter with its marks."""
    done = restorer.restore(MISREAD).text
    assert "kinh tế" in done
    assert "cán bộ" in done
    assert "S" not in done.replace("Sở", "")
