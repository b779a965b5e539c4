"""Blanks of garbled text: put in and taken out where words begin and end, never beside a figure."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics.blanks import find_cuts, shifted
from diacritics.edits import Edit, apply_edits
from diacritics.model import load_model
from diacritics.results import Restoration
from diacritics.tokens import WORD, tokenize

if TYPE_CHECKING:
    from diacritics.seams import Seams

GARBLED = (
    "Thirc hien Nghi quyet 20-NQ/TW ngay 28/01/2008 cua Ban Ch~p hanh Trung irong Dang v~ TiSp tuc xay dung giai c~p "
    "cong nhan Vi~t Nam thai ky dAy manh cong nghiep hoa, hien dai hoa d§.t nuuc; {} theo quyStdinh cua Tinh uy"
)


@lru_cache(maxsize=1)
def seams_of_package() -> Seams:
    """The network of the package, loaded once."""
    return load_model().seams


def cut(text: str) -> tuple[str, list[str]]:
    """The text with its blanks mended, and its words."""
    found = find_cuts(text, tokenize(text), seams_of_package())
    mended = apply_edits(Restoration(text, text, ()), found.edits).text
    tokens = tokenize(mended, found.whole)
    return mended, [mended[token.start : token.end] for token in tokens if token.kind == WORD]


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("Lien doan Lao dQngtinh va Sa Van hoa", "Lien doan Lao dQng tinh va Sa Van hoa"),
        ("v@xaydvng dm s6ng van hoa", "v@ xay dvng dm s6ng van hoa"),
        ("cac hO\\ltdQng van hoa, van ngh~", "cac hO\\lt dQng van hoa van ngh~"),
        ("d~y m!;lnhcac phong trao", "d~y m!;lnh cac phong trao"),
        ("chi dao cua ca c~p uy Dang", "chi dao cua ca c~p uy Dang"),
    ],
)
def test_words_of_garbled_text(read: str, words: str) -> None:
    """Words that ran together part, and signs that are scraps of a letter stay in their word."""
    _, found = cut(GARBLED.format(read))
    assert " ".join(words.split()) in " ".join(word.rstrip("~") + "~" * word.endswith("~") for word in found)


def test_sound_text_is_not_looked_at() -> None:
    """Text whose words are syllables, with marks or without, keeps its blanks and is not even read by the network."""
    for text in (
        "Ủy ban nhân dân xã ban hành Kế hoạch phát triển đối tượng tham gia bảo hiểm xã hội.",
        "Uy ban nhan dan xa ban hanh Ke hoach phat trien doi tuong tham gia bao hiem xa hoi.",
    ):
        found = find_cuts(text, tokenize(text), seams_of_package())
        assert found.edits == ()
        assert found.whole == ()


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("aàạbcdđeghinotuưQS~!;|.,:/-(){}0123456789 \n\u1ed9"), max_size=300))
def test_nothing_but_blanks_changes(text: str) -> None:
    """Whatever the text, all signs stay in order, lines and columns stay, and no blank beside a figure comes or goes."""
    seams = seams_of_package()
    text = GARBLED.format(text)
    found = find_cuts(text, tokenize(text), seams)
    mended = apply_edits(Restoration(text, text, ()), found.edits).text
    assert re.sub(" ", "", mended) == re.sub(" ", "", text)
    assert mended.count("\n") == text.count("\n")
    assert re.findall(r" {2,}", mended) == re.findall(r" {2,}", text)
    assert re.findall(r"\d+", mended) == re.findall(r"\d+", text)
    tokens = tokenize(mended, found.whole)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))


def test_places_after_edits() -> None:
    """A place moves by what was put in and taken out before it; an edit at its end does not stretch it."""
    edits = [Edit(2, 2, " ", 1.0, "split"), Edit(5, 6, "", 1.0, "join"), Edit(9, 9, " ", 1.0, "split")]
    assert shifted([(0, 2), (2, 5), (6, 9), (9, 12)], edits) == ((0, 2), (3, 6), (6, 9), (10, 13))
