"""Plain text and Markdown as pages: marks go, words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.engines.plain import pages_of, read


def line_of(text):
    """The first line of the first page."""
    return pages_of(text)[0].lines[0]


@pytest.mark.parametrize(
    ("source", "text", "bold"),
    [
        ("## KẾ HOẠCH", "KẾ HOẠCH", True),
        ("### **1. Phòng Kinh tế**", "1. Phòng Kinh tế", True),
        ("#### II. MỤC TIÊU ##", "II. MỤC TIÊU", True),
        ("#hashtag", "#hashtag", False),
        ("**Nơi nhận:**", "Nơi nhận:", True),
        (r"\* Cơ quan thực hiện: UBND xã.", "* Cơ quan thực hiện: UBND xã.", False),
        ("* Cơ quan phối hợp: các thôn *", "* Cơ quan phối hợp: các thôn *", False),
        ("*(Kèm theo Kế hoạch số 12/KH-UBND)*", "(Kèm theo Kế hoạch số 12/KH-UBND)", False),
        (r"1\. Mục tiêu \- chung", "1. Mục tiêu - chung", False),
        ("đạt 3*4 lần", "đạt 3*4 lần", False),
        ("một<br>hai <!-- image --> ba", "một hai ba", False),
        ("| TT | Nội dung |", "TT | Nội dung", False),
        (" | Cộng | 12 | ", "| Cộng | 12 |", False),
    ],
)
def test_markdown_marks_go_and_tell_bold(source, text, bold):
    """Headings and bold marks make words bold; stars that are list marks or part of the text stay."""
    line = line_of(source)
    assert line.text == text
    assert all(bool(word.bold) is bold for word in line.words)


def test_bold_may_hold_for_part_of_a_line():
    """Words within bold marks are bold, the others are not said to be."""
    assert [word.bold for word in line_of("**Mục tiêu:** đạt 45%").words] == [True, True, None, None]


@pytest.mark.parametrize("source", ["---", "***", "| --- | :-: |", "|---|---|"])
def test_rules_of_markdown_hold_no_words(source):
    """Lines that only draw a rule leave no words."""
    assert not any(line.words for line in pages_of(source)[0].lines)


def test_a_form_feed_ends_a_page():
    """Pages are numbered from 1; a page without words is blank; one after the last form feed is none."""
    pages = pages_of("một\f\fba\f\n")
    assert [(page.number, page.reading) for page in pages] == [(1, "plain_text"), (2, "blank"), (3, "plain_text")]


def test_empty_lines_stay_as_lines_without_words():
    """Arranging weighs empty lines, so reading keeps them."""
    assert [len(line.words) for line in pages_of("một\n\n\nhai")[0].lines] == [1, 0, 0, 1]


def test_a_file_is_read_whatever_its_encoding(tmp_path):
    """Reading goes by the content's encoding."""
    path = tmp_path / "a.md"
    path.write_bytes("Kế hoạch".encode("utf-16"))
    assert read(path)[0].lines[0].text == "Kế hoạch"


@given(
    st.lists(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy0123456789.,;:%/()-", min_size=1), min_size=1, max_size=20)
)
def test_no_word_is_lost_where_there_are_no_marks(words):
    """Text without marks of Markdown comes through word by word."""
    line = " ".join(["x", *words])
    assert line_of(line).text == " ".join(line.split())
