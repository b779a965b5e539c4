"""Tokens, syllables, spelling and abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diacritics import syllable_share
from diacritics.abbreviations import (
    abbreviation_edits,
    glued_edits,
    misread_edits,
    spelt_edits,
    struck_edits,
    unmarked_edits,
    unmarked_shorts,
)
from diacritics.edits import apply_edits
from diacritics.letters import strip_marks
from diacritics.results import Restoration
from diacritics.spelling import cased_like, restyled, writes_new_style
from diacritics.structure import parts
from diacritics.tokens import FIGURE, PARAGRAPH, SIGN, WORD, tokenize


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("quyết", ("qu", "yêt2")),
        ("nghiệp", ("ngh", "iêp5")),
        ("gì", ("gi", "i1")),
        ("giữa", ("gi", "ưa4")),
        ("oanh", ("", "oanh0")),
        ("hoá", ("h", "oa2")),
        ("hóa", ("h", "oa2")),
        ("đắk", ("đ", "ăk2")),
        ("internet", None),
        ("cat", None),
        ("bhxh", None),
        ("áà", None),
    ],
)
def test_syllables_fall_into_onset_and_rime(word: str, wanted: tuple[str, str] | None) -> None:
    """A syllable has one onset and one rime with its tone; what is no syllable has none; stops bear only sharp and heavy tones."""
    assert parts(word) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kế hoạch, số", [("Kế", WORD), ("hoạch", WORD), (",", SIGN), ("số", WORD)]),
        ("136/KH-UBND ngày 10/06/2026", [("136/KH-UBND", FIGURE), ("ngày", WORD), ("10/06/2026", FIGURE)]),
        ("kinh tế-xã hội", [("kinh", WORD), ("tế", WORD), ("-", SIGN), ("xã", WORD), ("hội", WORD)]),
        ("d6i x4 A.", [("d6i", WORD), ("x4", WORD), ("A", WORD), (".", SIGN)]),
        ("hết.\n\nĐầu", [("hết", WORD), (".", SIGN), ("\n\n", PARAGRAPH), ("Đầu", WORD)]),
        ("nhân\n\ndân", [("nhân", WORD), ("dân", WORD)]),
        ("CO2 10m3 95%", [("CO2", FIGURE), ("10m3", FIGURE), ("95%", FIGURE)]),
    ],
)
def test_text_is_cut_into_words_figures_and_signs(text: str, wanted: list[tuple[str, int]]) -> None:
    """Figures stay whole, edge signs come off, a sentence goes on over a stray blank line."""
    assert [(text[t.start : t.end], t.kind) for t in tokenize(text)] == wanted


@given(st.text(max_size=80))
def test_tokens_are_ordered_pieces_of_the_text(text: str) -> None:
    """Tokens are not empty, do not overlap and stand in order."""
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end


@pytest.mark.parametrize(
    ("word", "old", "new"),
    [
        ("hoá", "hóa", "hoá"),
        ("thúy", "thúy", "thuý"),
        ("khoẻ", "khỏe", "khoẻ"),
        ("quý", "quý", "quý"),
        ("hoàn", "hoàn", "hoàn"),
        ("của", "của", "của"),
    ],
)
def test_tones_go_where_the_text_puts_them(word: str, old: str, new: str) -> None:
    """Only open oa, oe and uy have two styles."""
    assert (restyled(word, new_style=False), restyled(word, new_style=True)) == (old, new)


def test_the_style_of_a_text_is_read_from_its_words() -> None:
    """More words of one style decide; without any the old style holds."""
    assert writes_new_style(["hoá", "Thuý", "hòa"])
    assert not writes_new_style(["hóa", "quý", "quỳ"])


@pytest.mark.parametrize(
    ("read", "wanted", "capitals", "begins"),
    [
        ("Ké", "Kế", False, False),
        ("KE", "KẾ", True, False),
        ("ke", "kế", False, False),
        ("C4C", "kế", False, False),
        ("C4C", "KẾ", True, False),
        ("HoAcH", "KẾ", True, False),
        ("KeHOACH", "Kế", False, False),
    ],
)
def test_capitals_survive(read: str, wanted: str, capitals: bool, begins: bool) -> None:
    """Capitals are kept as read; a short form in capitals among small letters is a misreading."""
    assert cased_like("kế", read, among_capitals=capitals, begins=begins) == wanted


@pytest.mark.parametrize("torn", ["BHIXH", "BI-IXH", "BHXI-I", "BH1XH", "BHIX}I", "BI-[XH"])
def test_torn_abbreviations_are_made_whole(torn: str) -> None:
    """An H in pieces is an H where a known abbreviation comes of it."""
    text = f"tham gia {torn}, nợ BHXH, BHXH"
    done = apply_edits(Restoration(text, text, ()), abbreviation_edits(text))
    assert done.text == "tham gia BHXH, nợ BHXH, BHXH"


@pytest.mark.parametrize("text", ["HIV và HDI", "CHI PHÍ HIỆN HÀNH", "II. THIẾT KẾ", "IH-1, I-I"])
def test_whole_words_in_capitals_stay(text: str) -> None:
    """Nothing is folded into an abbreviation that nobody knows."""
    assert list(abbreviation_edits(text)) == []


def test_a_stroke_read_as_letters_is_mended_where_it_recurs() -> None:
    """«El» is Đ in a text that writes it so again and again, in words and in abbreviations; one such word may be a name."""
    text = "CNVCLEl, LElLEl tinh, Elang uy, HQI ElỒNG, Electric"
    mended = apply_edits(Restoration(text, text, ()), struck_edits(text)).text
    assert mended == "CNVCLĐ, LĐLĐ tinh, Đang uy, HQI ĐỒNG, Electric"
    alone = "phim Elang, Electric"
    assert list(struck_edits(alone)) == []


def test_an_abbreviation_is_read_as_the_same_text_writes_it() -> None:
    """D or B where the text has Đ elsewhere is a misreading of it; one that the text never writes with Đ stays."""
    text = "CNVCLĐ tỉnh, CNVCLD và CNVCLB; CNVCLĐ xã; QPTB, QPTD"
    mended = apply_edits(Restoration(text, text, ()), misread_edits(text)).text
    assert mended == "CNVCLĐ tỉnh, CNVCLĐ và CNVCLĐ; CNVCLĐ xã; QPTB, QPTD"
    assert list(misread_edits("CNVCLĐ tỉnh và CNVCLB")) == []


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("SởY tế tham mưu", "Sở Y tế tham mưu"),
        ("giaBHXH, củaUBND", "gia BHXH, của UBND"),
        ("VnEdu, MobiFone, TTra, thOng", "VnEdu, MobiFone, TTra, thOng"),
    ],
)
def test_a_capital_behind_a_syllable_begins_a_word(raw: str, wanted: str) -> None:
    """No Vietnamese word goes on with a capital; names of brands and misread letters have no marks before it."""
    assert apply_edits(Restoration(raw, raw, ()), glued_edits(raw)).text == wanted


def test_unmarked_abbreviations_get_their_letter() -> None:
    """An abbreviation that only exists with Đ gets it back, next to a hyphen too; others stay."""
    text = "HDND-UBND, BLDTBXH, USD, BHXH, CDS, Đảng"
    assert (
        apply_edits(Restoration(text, text, ()), unmarked_edits(text)).text
        == "HĐND-UBND, BLĐTBXH, USD, BHXH, CDS, Đảng"
    )
    bare = "trinh do CDS cua UBND, USD"
    assert apply_edits(Restoration(bare, bare, ()), unmarked_edits(bare)).text == "trinh do CĐS cua UBND, USD"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("theo QD 12 va QD66 cua TGD", "theo QĐ 12 va QĐ66 cua TGĐ"),
        ("gia tri DVT la USD", "gia tri ĐVT la USD"),
        ("Quyết định, ký hiệu QD 12", "Quyết định, ký hiệu QD 12"),
    ],
)
def test_abbreviations_usually_marked_are_marked_in_text_without_marks(raw: str, wanted: str) -> None:
    """Where no letter bears a mark, an abbreviation hardly ever written without Đ gets it; elsewhere it stays."""
    assert apply_edits(Restoration(raw, raw, ()), unmarked_edits(raw)).text == wanted


@pytest.mark.parametrize(
    ("text", "shorts", "wanted"),
    [
        ("Kế hoạch đào tạo nghề số 5/KHDTN", {"KHDTN"}, "Kế hoạch đào tạo nghề số 5/KHĐTN"),
        ("dân tộc thiểu số (DTTS)", {"DTTS"}, "dân tộc thiểu số (DTTS)"),
        ("Kế hoạch. Đào tạo nghề: KHDTN", {"KHDTN"}, "Kế hoạch. Đào tạo nghề: KHDTN"),
    ],
)
def test_abbreviations_are_spelt_as_the_words_they_stand_for(text: str, shorts: set[str], wanted: str) -> None:
    """Đ comes from words of the same text whose first letters the abbreviation has, within one sentence."""
    assert apply_edits(Restoration(text, text, ()), spelt_edits(text, shorts)).text == wanted


def test_only_unknown_abbreviations_of_text_without_marks_are_spelt() -> None:
    """Known ones, such with vowels, and all of text with marks are left alone."""
    assert unmarked_shorts("ke hoach KHDTN, USD, DUAN") == {"KHDTN"}
    assert unmarked_shorts("kế hoạch KHDTN") == set()


def test_abbreviations_come_loose_from_words() -> None:
    """A blank is put between a word and the abbreviation that ran into it."""
    text = "tham giaBHXH"
    assert apply_edits(Restoration(text, text, ()), glued_edits(text)).text == "tham gia BHXH"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Ủy ban nhân dân tỉnh ban hành kế hoạch phát triển BHXH", 1.0, 1.0),
        ("the quick brown fox jumps over", 0.0, 0.35),
        ("", 0.0, 0.0),
        ("1 2 3 a", 0.0, 0.0),
        ("lao dQng trong tltc hi~n nguqi vi~c", 0.0, 0.6),
    ],
)
def test_the_share_of_known_syllables_tells_text_from_noise(text: str, low: float, high: float) -> None:
    """Sound text is made of known syllables and abbreviations, foreign and broken text is not."""
    assert low <= syllable_share(text) <= high


@given(st.sampled_from(["phát", "triển", "đối", "tượng", "người", "huyện", "nghiêng"]))
def test_stripping_a_syllable_leaves_ascii(word: str) -> None:
    """No mark survives stripping."""
    assert strip_marks(word).isascii()
