"""The outline of whole texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.outline import Outline, outline
from extract.page import Line, Paragraph, Word
from extract.text import Text

TextOf = Callable[[str], Text]


def sections(text: Text) -> list[tuple[str, str | None]]:
    """Paths and titles of a text's sections."""
    tree = outline(text)
    found = (tree.nodes[i] for i in tree.sections())
    return [(node.path, " ".join(text.slice(node.title).split()) if node.title else None) for node in found]


def kinds(tree: Outline) -> list[str]:
    """Kinds of the parts with their prefixes."""
    return [f"{part.kind}{':' + part.prefix if part.prefix else ''}" for part in tree.parts]


PLAN = """
head> ỦY BAN NHÂN DÂN
head> XÃ BÌNH AN
head> Số: 7/KH-UBND
KẾ HOẠCH
Trồng cây đầu xuân năm 2027
Căn cứ Chỉ thị số 3/CT-UBND ngày 02/01/2027 của Ủy ban nhân dân tỉnh;
Ủy ban nhân dân xã ban hành Kế hoạch như sau:
I. MỤC TIÊU
- Mỗi thôn trồng 200 cây.
+ Ưu tiên cây bản địa.
II. TỔ CHỨC
1. Các thôn
Đào hố trước khi nhận cây.
2. Thuê xe chở cây giống về từng thôn và giao tận nơi cho người nhận.
Ủy ban nhân dân xã yêu cầu các thôn thực hiện./.
Nơi nhận:
- Các thôn;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Xuân
PHỤ LỤC
DANH MỤC CÂY GIỐNG
(Kèm theo Kế hoạch số 7/KH-UBND)
TT | Loài cây | Số lượng
A | Cây bản địa |
1 | Lim xanh | 300
B | Cây ăn quả |
1 | Bưởi | 100
"""


def test_parts_of_a_plan(text_of: TextOf) -> None:
    """A plan falls into head, title, preamble, body, foot and annex, in that order."""
    assert kinds(outline(text_of(PLAN))) == [
        "head",
        "title",
        "preamble",
        "body",
        "recipients",
        "signature",
        "appendix_title:PL",
        "appendix:PL",
    ]


def test_sections_of_a_plan(text_of: TextOf) -> None:
    """Headings, a numbered sentence without title, and the group headings of a table are sections; rows are not."""
    assert sections(text_of(PLAN)) == [
        ("I", "MỤC TIÊU"),
        ("II", "TỔ CHỨC"),
        ("II/1", "Các thôn"),
        ("II/2", None),
        ("PL/A", "Cây bản địa"),
        ("PL/B", "Cây ăn quả"),
    ]


def test_places_in_the_tree(text_of: TextOf) -> None:
    """Items nest by their marks, rows hang on their group, and an offset knows its section."""
    text = text_of(PLAN)
    tree = outline(text)
    plus = next(i for i, node in enumerate(tree.nodes) if node.marker == "+")
    dash = next(i for i, node in enumerate(tree.nodes) if node.marker == "-" and node.path == "I")
    assert tree.nodes[plus].parent == dash
    row = next(i for i, node in enumerate(tree.nodes) if "Bưởi" in text.slice(node.span))
    assert tree.nodes[row].path == "PL/B"
    assert tree.path_at(text.string.index("Đào hố")) == "II/1"
    assert tree.path_at(0) == ""
    assert list(tree.children(dash)) == [plus]


def test_a_decision_carries_a_plan(text_of: TextOf) -> None:
    """The articles of a decision are sections Đ1 …, those of the plan it issues begin with KH."""
    text = text_of(
        """
        QUYẾT ĐỊNH
        Về việc ban hành Kế hoạch trồng rừng
        CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
        Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;
        QUYẾT ĐỊNH:
        Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng rừng.
        Điều 2. Quyết định này có hiệu lực từ ngày ký./.
        Nơi nhận:
        - Như Điều 2;
        KẾ HOẠCH
        Trồng rừng ven sông
        (Kèm theo Quyết định số 5/QĐ-UBND)
        I. MỤC TIÊU
        1. Mục tiêu chung
        Phủ xanh bãi bồi.
        """
    )
    assert sections(text) == [("Đ1", None), ("Đ2", None), ("KH/I", "MỤC TIÊU"), ("KH/I/1", "Mục tiêu chung")]


def test_a_plan_whose_title_was_not_read(text_of: TextOf) -> None:
    """Roman headings after articles belong to the plan that the decision issues, also where its title is lost."""
    text = text_of(
        "QUYẾT ĐỊNH\nVề việc nuôi ong\nCăn cứ nhu cầu;\nĐiều 1. Ban hành Kế hoạch.\nI. MỤC TIÊU\n1. Chung\nMật."
    )
    assert [path for path, _ in sections(text)] == ["Đ1", "KH/I", "KH/I/1"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("I. MỘT\nIl. HAI\nlll. BA", ["I", "II", "III"]),
        ("|. MỘT\nII. HAI", ["I", "II"]),
        ("I. MỘT\n1. A\n2. B\nII.HAI\n1.C", ["I", "I/1", "I/2", "II", "II/1"]),
        ("9. Chín\n1O.Mười\n11. Mười một", []),
        ("1. Một\n2. Hai\nNăm nay thu\n2020. Khi đó\n3. Ba", ["1", "2", "3"]),
        ("I. MỘT\n1. A\n1.1. B\n1.2. C\n2. D", ["I", "I/1", "I/1/1.1", "I/1/1.2", "I/2"]),
        ("I. MỘT\na) A\nb) B\nII. HAI\na) A", ["I", "I/a", "I/b", "II", "II/a"]),
        ("Phần I\nMỘT\nI. A\nPhần II\nHAI\nI. B", ["Phần I", "Phần I/I", "Phần II", "Phần II/I"]),
        ("II. HAI\nIII. BA", ["II", "III"]),
        ("I. MỘT\n1. A\n(1) B\n(2) C\n2. D", ["I", "I/1", "I/1/1", "I/1/2", "I/2"]),
        ("I. MỘT\nđiểm a khoản 2 nêu trên\n1. A\n2. của Luật này\n2. B", ["I", "I/1", "I/2"]),
        ("A. MỘT\nI. HAI\n1. A\nB. BA", ["A", "A/I", "A/I/1", "B"]),
        ("I. MỘT\na) A\nb) B\ne) C\nd) D", ["I", "I/a", "I/b", "I/c", "I/d"]),
        ("I. MỘT\na) A\nb) B\nc) C\nd) D\nđ) Đ\ne) E", ["I", *(f"I/{letter}" for letter in "abcdđe")]),
        ("I. MỘT\n1. A\n__2. B\n3. C", ["I", "I/1", "I/2", "I/3"]),
        ("I. Một\nII. Hai\nIII Tổ chức thực hiện:\n1. A", ["I", "II", "III", "III/1"]),
    ],
)
def test_numbering_decides(text_of: TextOf, source: str, expected: list[str]) -> None:
    """Markers that continue the numbering hold, damaged ones too; those that continue nothing fall."""
    text = text_of("KẾ HOẠCH\nThử\nCăn cứ nhu cầu;\n" + source)
    found = [path for path, _ in sections(text)]
    assert found == expected or (not expected and "2020" not in found)


@pytest.mark.parametrize(
    ("source", "titles"),
    [
        ("1. Kinh phí: Lấy từ quỹ xã.", ["Kinh phí"]),
        ("1. Hội chợ\na) Thời gian: từ ngày mùng ba", ["Hội chợ", "Thời gian"]),
        ("1. Đến hết năm 2027: trồng xong", [None]),
        ("1. Trưởng thôn; bí thư chi bộ: Vận động các hộ.", ["Trưởng thôn; bí thư chi bộ"]),
        ("1. Quy chế quản lý chợ.\nCơ quan chủ trì: Ban quản lý.\nThời gian: Quý I.", ["Quy chế quản lý chợ."]),
        ("1. Quản lý chợ tốt.\nCơ quan chủ trì: Ban quản lý.\nThời gian: Quý I.", [None]),
        ("1. Các thôn: Đông, Tây, Nam\n- Đào hố.", ["Các thôn: Đông, Tây, Nam"]),
        ("1. Phát triển chợ quê và phố đi bộ ven sông: mỗi năm một hội.", [None]),
        ("1. Các thôn:", ["Các thôn"]),
        ("1. Chợ xã: Thu cả năm 5.817,2 triệu đồng; cụ thể:\n- Phí chợ.", ["Chợ xã"]),
        (
            "1. Ban quản lý chợ;\n2. Trạm bơm thôn Đông;\n3. Các hộ bán hàng.",
            ["Ban quản lý chợ", "Trạm bơm thôn Đông", None],
        ),
        ("1. Ban quản lý chợ.\n- Thu phí.", ["Ban quản lý chợ."]),
        ("1. Giao ban quản lý chợ thu phí đầy đủ.", [None]),
        ("1. Mục tiêu chung.", ["Mục tiêu chung."]),
        ("1. Thu phí chợ đầy đủ, đúng kỳ.\n* Đơn vị thực hiện: Ban quản lý chợ.", [None]),
        ("I. MỤC TIÊU, NHIỆM VỤ\nTRỌNG TÂM", ["MỤC TIÊU, NHIỆM VỤ TRỌNG TÂM"]),
        ("1. Sửa đường liên thôn và cống\nqua suối\n- Làm xong trước mưa.", ["Sửa đường liên thôn và cống qua suối"]),
    ],
)
def test_heading_or_sentence(text_of: TextOf, source: str, titles: list[str | None]) -> None:
    """A phrase, or what items stand under, is a heading; a full sentence is none; a colon cuts a heading off."""
    text = text_of("KẾ HOẠCH\nThử\nCăn cứ nhu cầu;\n" + source)
    assert [title for _, title in sections(text)] == titles


def scanned(source: str) -> Text:
    """A text as recognition reads it: no word is beyond doubt."""
    lines = (line.split() for line in source.split("\n"))
    return Text.of(Paragraph((Line(1, tuple(Word(w, w, confidence=0.93) for w in words)),)) for words in lines)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("I. MỘT\nH. HAI\nIII. BA", ["I", "II", "III"]),
        ("I. MỘT\nIH. HAI\nII. BA\nIV. BỐN", ["I", "II", "III", "IV"]),
        ("I. MỘT\nH. HAI\nII. BA", ["I", "II", "III"]),
        ("I. MỘT\nMở đầu.\nHAI BA\n1. A\nIII. BỐN", ["I", "II", "II/1", "III"]),
        ("I. MỘT\nEm.\nI. HAI\nEm.\nII. BA\nEm.\nIV. BỐN\nEm.\nV. NĂM", ["I", "II", "III", "IV", "V"]),
        ("1. MỘT\nH. HAI\nII. BA\nIV. BỐN", ["I", "II", "III", "IV"]),
        ("1. MỘT\n2. HAI\n3. BA", ["1", "2", "3"]),
        ("MỘT HAI\n1. A\nII. BA", ["I", "I/1", "II"]),
        ("I. MỘT\nTỔ CHỨC THỰC HIỆN\n1. A", ["I", "II", "II/1"]),
        ("Phần I\nMỘT\nI. A\nPhần H\nHAI\nI. B", ["Phần I", "Phần I/I", "Phần II", "Phần II/I"]),
        ("I. MỘT\nII. HAI\nII. BA\nIII. BỐN", ["I", "II", "II", "III"]),
    ],
)
def test_numerals_that_recognition_wore_down(source: str, expected: list[str]) -> None:
    """Strokes lost or run together, and a marker lost whole, are made good where the numbering leaves one way only."""
    assert [path for path, _ in sections(scanned("KẾ HOẠCH\nThử\nCăn cứ nhu cầu;\n" + source))] == expected


def test_print_that_is_sound_is_believed(text_of: TextOf) -> None:
    """The same number printed twice stays so where the words were read for sure, and an unnumbered heading is none."""
    assert [path for path, _ in sections(text_of("KẾ HOẠCH\nThử\nCăn cứ;\nI. MỘT\nII. HAI\nII. BA"))] == [
        "I",
        "II",
        "II",
    ]
    assert [path for path, _ in sections(text_of("KẾ HOẠCH\nThử\nCăn cứ;\nI. MỘT\nHAI BA\nIII. BỐN"))] == ["I", "III"]


def test_a_sentence_among_sentences(text_of: TextOf) -> None:
    """A long line that only lacks the full stop its neighbours have is a sentence like them; a short one is a heading."""
    long = "Giao ban quản lý chợ thu phí của các hộ bán hàng thường xuyên và nộp vào quỹ xã trước ngày cuối cùng của mỗi tháng trong năm"
    text = text_of(f"KẾ HOẠCH\nThử\nCăn cứ;\n1. Họp chợ đúng phiên.\n2. {long}\n3. Giữ chợ sạch.\n4. Bãi xe")
    assert [title for _, title in sections(text)] == [None, None, None, "Bãi xe"]


def test_headings_inside_joined_lines(text_of: TextOf) -> None:
    """A heading that a layout joined to the paragraph before it is found at the source's own line end."""
    text = text_of("KẾ HOẠCH\nThử\nCăn cứ nhu cầu;\nI. MỘT\n1. Chợ xã//a) Ki ốt//b) Bãi xe")
    assert [path for path, _ in sections(text)] == ["I", "I/1", "I/1/a", "I/1/b"]


def test_torn_group_headings(text_of: TextOf) -> None:
    """In a torn table a group heading in the middle of a row is found when its number goes on."""
    text = text_of(
        "KẾ HOẠCH\nThử\nCăn cứ;\nI. MỘT\nA ./.\nNơi nhận:\n- X;\nPHỤ LỤC\nI | Đường | | \n1 | Rải đá | xã | II | Điện | 1 | Kéo dây"
    )
    assert ("PL/II", "Điện") in sections(text)


def test_group_headings_at_the_end_of_a_torn_row(text_of: TextOf) -> None:
    """A group heading may close the row before its own; a head of two letters is none."""
    annex = "PHỤ LỤC\nX | Y | | \nI | Đường | | \n1 | Rải đá | xã | \nxã | 2027 | | II | Điện\n1 | Kéo dây | xã | "
    text = text_of("KẾ HOẠCH\nThử\nCăn cứ;\nI. MỘT\nA ./.\nNơi nhận:\n- X;\n" + annex)
    assert [path for path, _ in sections(text) if path.startswith("PL/")] == ["PL/I", "PL/II"]


def test_group_headings_with_the_figures_of_their_group(text_of: TextOf) -> None:
    """A row with a Roman number or capital and only figures behind its words heads a group; column letters do not."""
    annex = "PHỤ LỤC\nA | B | 1 | 2\nI | THU CHỢ | 1.200 | 1.300\n1 | Phí chợ | 200 | 300\nII | THU ĐÒ | 10,5 |  \nA | Xã | 3 | 4"
    text = text_of("KẾ HOẠCH\nThử\nCăn cứ;\nI. MỘT\nA ./.\nNơi nhận:\n- X;\n" + annex)
    assert [path for path, _ in sections(text) if path.startswith("PL/")] == ["PL/I", "PL/II"]
    assert outline(text).path_at(text.string.index("Phí chợ")) == "PL/I"


def test_annexes_are_numbered(text_of: TextOf) -> None:
    """Several annexes take their printed numbers."""
    text = text_of("KẾ HOẠCH\nThử\nCăn cứ;\nI. MỘT\nNơi nhận:\n- X;\nPHỤ LỤC I\nMỘT\n1 | a\nPHỤ LỤC II\nHAI\n1 | b")
    assert [part.prefix for part in outline(text).parts if part.kind == "appendix"] == ["PL1", "PL2"]


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "I. A",
                "II. B",
                "1. c",
                "2.1 d",
                "a) e",
                "- f",
                "KẾ HOẠCH",
                "Nơi nhận:",
                "PHỤ LỤC",
                "Điều 1. x",
                "TM. A",
                "(Kèm theo x)",
            ]
        ),
    ),
    max_size=12,
)


@given(LINES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_has_an_outline(lines: list[str]) -> None:
    """Whatever the lines, an outline comes out whose nodes are in order, disjoint, inside their parts, and cover all words."""
    blocks = [
        Paragraph((Line(1, tuple(Word(w, w) for w in line.split())),))
        for line in lines
        if line.split() and line.isascii()
    ]
    text = Text.of(blocks)
    tree = outline(text)
    ends = 0
    for node in tree.nodes:
        assert node.span.start >= ends
        ends = node.span.end
        assert tree.parts[node.part].span.start <= node.span.start
    covered = "".join(text.slice(node.span) for node in tree.nodes)
    assert "".join(covered.split()) == "".join(text.string.split())
