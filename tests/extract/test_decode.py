"""Encodings of text files, told by content."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.decode import decode
from extract.legacy_fonts import convert, family_of_font, is_capitals_font

SENTENCE = "Kế hoạch phát triển đối tượng tham gia bảo hiểm xã hội trên địa bàn phường, đến năm 2030 đạt tối thiểu 45%"
TCVN3 = "KÕ ho¹ch ph¸t triÓn ®èi t­îng tham gia b¶o hiÓm x· héi trªn ®Þa bµn ph­êng"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp Töï do Haïnh phuùc, uûy ban nhaân daân phöôøng"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_are_told_with_and_without_a_mark(encoding):
    """The text is the same whatever Unicode encoding holds it; a missing mark of UTF-16 is said in a note."""
    decoded = decode(SENTENCE.encode(encoding))
    assert decoded.text == SENTENCE
    assert (decoded.note is not None) == encoding.startswith("utf-16-")


def test_decomposed_letters_become_nfc():
    """Text whose marks stand as characters of their own is composed."""
    assert decode(unicodedata.normalize("NFD", SENTENCE).encode()).text == SENTENCE


def test_windows_1258_is_told_by_content():
    """Base letters with combining marks of windows-1258 are read and composed, and the guess is noted."""
    decoded = decode(b"b\xe0i h\xf4\xf2i")  # o with circumflex, then a dot below as a byte of its own
    assert (decoded.text, decoded.encoding) == ("bài hội", "windows-1258")
    assert decoded.note


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        (TCVN3.encode("cp1252"), "tcvn3", "Kế hoạch phát triển đối tượng tham gia bảo hiểm xã hội trên địa bàn phường"),
        (TCVN3.encode(), "tcvn3", "Kế hoạch phát triển đối tượng tham gia bảo hiểm xã hội trên địa bàn phường"),
        (
            VNI.encode("cp1252"),
            "vni",
            "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập Tự do Hạnh phúc, ủy ban nhân dân phường",
        ),
    ],
)
def test_legacy_encodings_are_told_by_content_and_noted(raw, encoding, text):
    """Bytes that read as Vietnamese only through a legacy table are converted, and a note says so."""
    decoded = decode(raw)
    assert (decoded.encoding, decoded.text) == (encoding, text)
    assert decoded.note


def test_line_ends_become_line_feeds():
    """Whatever ends a line in the file, a line feed ends it in the text; a form feed stays."""
    assert decode(b"a\r\nb\rc\fd").text == "a\nb\nc\fd"


def test_a_few_broken_bytes_do_not_hide_utf8():
    """One broken sequence among many good ones is replaced and counted in the note."""
    decoded = decode(SENTENCE.encode() + b"\xff" + SENTENCE.encode())
    assert decoded.text.count("\ufffd") == 1
    assert "1 broken" in decoded.note


@given(st.binary(min_size=64, max_size=300).filter(lambda raw: any(byte < 9 for byte in raw) and raw.count(0) < 8))
def test_bytes_with_controls_are_no_text(raw):
    """Bytes among which control characters stand are no text, unless they begin like UTF-16 or UTF-32."""
    if not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        assert decode(raw) is None


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=200))
def test_what_was_written_as_utf8_is_read_back(text):
    """Reading undoes writing, but for composition and a mark at the front; legacy guesses need much Vietnamese."""
    decoded = decode(text.encode())
    if text and decoded.encoding == "utf-8":
        assert decoded.text == unicodedata.normalize("NFC", text).lstrip("\ufeff")


@pytest.mark.parametrize(
    ("name", "family", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        ("ABCDEF+.VnTimeH", "tcvn3", True),
        (".VnArialH,Bold", "tcvn3", True),
        ("VNI-Times", "vni", False),
        ("XYZABC+VNI-Helve", "vni", False),
        ("TimesNewRomanPSMT", None, False),
        ("Vntime", "tcvn3", False),
    ],
)
def test_font_names_tell_the_legacy_table(name, family, capitals):
    """The table follows from the font's name, subset prefix or not; fonts in H show capitals."""
    assert family_of_font(name) == family
    assert is_capitals_font(name) is capitals


def test_conversion_leaves_unknown_characters():
    """Digits, punctuation and plain letters pass through both tables unchanged."""
    plain = "So 12/KH-UBND, (3) 45%"
    assert convert(plain, "tcvn3") == convert(plain, "vni") == plain
