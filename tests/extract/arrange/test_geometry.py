"""Arranging pages with boxes: columns, page numbers, paragraphs over line and page ends, footnotes, skewed scans."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.arrange import arrange
from extract.page import Box, Line, Page, Paragraph, Rule, Word

LEFT, RIGHT, STEP = 85.0, 544.0, 18.0
LETTER = 6.0


class Sheet:
    """A page in the making: text set in a face whose letters are all six points wide."""

    def __init__(self, number=1, sink=0.0):
        """Begin an empty page; `sink` is how far rows sink for each point to the right."""
        self.number, self.sink = number, sink
        self.lines = []
        self.rules = []

    def put(self, y, *pieces, size=12.0):
        """Set pieces (x, text) on one row; their words make one line of the page."""
        words = []
        for x, text in pieces:
            at = x
            for token in text.split():
                width = LETTER * len(token) * size / 12
                sunk = self.sink * (at + width / 2)
                words.append(
                    Word(token, token, Box(at - self.sink * y, y + sunk, at + width - self.sink * y, y + size + sunk))
                )
                at += width + LETTER * size / 12
        self.lines.append(Line(self.number, tuple(words)))
        return self

    def flow(self, y, text, *, first=121.0, left=LEFT):
        """Set a paragraph: its first row indented, words wrapped at the right margin; the next y is returned."""
        row, at, x = [], first, first
        for token in text.split():
            if at + LETTER * len(token) > RIGHT:
                self.put(y, (x, " ".join(row)))
                row, at, x, y = [], left, left, y + STEP
            row.append(token)
            at += LETTER * (len(token) + 1)
        self.put(y, (x, " ".join(row)))
        return y + STEP + 5

    def page(self, reading="text_layer"):
        """The page as an engine gives it."""
        return Page(self.number, 595.0, 842.0, tuple(self.lines), tuple(self.rules), reading=reading)


def centred(text):
    """Where a text begins that stands in the middle between the margins."""
    return ((LEFT + RIGHT) / 2 - LETTER * len(text) / 2, text)


def arranged(*sheets, reading="text_layer"):
    """(role, text) of the paragraphs of some pages."""
    blocks = arrange(tuple(sheet.page(reading) for sheet in sheets))
    return [(block.role, block.text) for block in blocks if isinstance(block, Paragraph)]


LONG = "Tăng cường công tác lãnh đạo, chỉ đạo của các cấp ủy, chính quyền trong việc tổ chức thực hiện công tác dân số trên địa bàn xã trong giai đoạn mới."
OTHER = "Ủy ban nhân dân xã giao Trạm Y tế chủ trì, phối hợp với các thôn và các đoàn thể tổ chức thực hiện Kế hoạch này bảo đảm đúng tiến độ đã đề ra."


def first_page(sink=0.0):
    """A whole first page: head, title, two paragraphs, foot."""
    sheet = Sheet(sink=sink)
    sheet.put(56, (115, "ỦY BAN NHÂN DÂN"), (310, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    sheet.put(74, (120, "XÃ BÌNH MINH"), (345, "Độc lập - Tự do - Hạnh phúc"))
    sheet.put(97, (110, "Số: 64/KH-UBND"), (310, "Bình Minh, ngày 05 tháng 3 năm 2027"))
    sheet.put(135, centred("KẾ HOẠCH"))
    sheet.put(155, centred("Thực hiện công tác dân số"))
    sheet.put(173, centred("trên địa bàn xã năm 2027"))
    y = sheet.flow(212, LONG)
    y = sheet.flow(y, f"- {OTHER}")
    sheet.put(y + 10, (85, "Nơi nhận:"), (380, "TM. ỦY BAN NHÂN DÂN"))
    sheet.put(y + 26, (85, "- UBND tỉnh (b/c);"), (410, "CHỦ TỊCH"))
    sheet.put(y + 42, (85, "- Các thôn;"))
    sheet.put(y + 58, (85, "- Lưu: VT."))
    sheet.put(y + 90, (395, "Trần Thị Hạnh"))
    return sheet


EXPECTED = [
    ("head", "ỦY BAN NHÂN DÂN"),
    ("head", "XÃ BÌNH MINH"),
    ("head", "Số: 64/KH-UBND"),
    ("head", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("head", "Độc lập - Tự do - Hạnh phúc"),
    ("head", "Bình Minh, ngày 05 tháng 3 năm 2027"),
    ("title", "KẾ HOẠCH"),
    ("title", "Thực hiện công tác dân số trên địa bàn xã năm 2027"),
    ("body", LONG),
    ("body", f"- {OTHER}"),
    ("recipients", "Nơi nhận:"),
    ("recipients", "- UBND tỉnh (b/c);"),
    ("recipients", "- Các thôn;"),
    ("recipients", "- Lưu: VT."),
    ("signature", "TM. ỦY BAN NHÂN DÂN"),
    ("signature", "CHỦ TỊCH"),
    ("signature", "Trần Thị Hạnh"),
]


@pytest.mark.parametrize("sink", [0.0, 0.015, -0.02])
def test_a_page_is_taken_apart_and_put_in_order(sink):
    """Columns on shared baselines come one after the other; the same page skewed by a degree reads the same."""
    assert arranged(first_page(sink), reading="recognised" if sink else "text_layer") == EXPECTED


def test_columns_that_an_engine_has_cut_apart_are_the_same():
    """It makes no difference whether an engine gives a row as one line or as two."""
    sheet = first_page()
    cut = []
    for line in sheet.lines:
        right = tuple(word for word in line.words if word.box.x0 >= 300)
        left = tuple(word for word in line.words if word.box.x0 < 300)
        cut += [
            Line(1, part)
            for part in ((left, right) if left and right and line.words[0].box.y0 < 110 else (line.words,))
        ]
    sheet.lines = cut
    assert arranged(sheet) == EXPECTED


@pytest.mark.parametrize(
    ("x", "y", "text"), [(312, 25, "2"), (305, 25, "- 2 -"), (310, 805, "2"), (530, 805, "2"), (300, 25, "2/5")]
)
def test_page_numbers_are_dropped(x, y, text):
    """A lone number in the top or bottom margin is no text, nor one at the right of the bottom."""
    sheet = Sheet(2)
    sheet.put(y, (x, text))
    end = sheet.flow(100, LONG)
    sheet.flow(end, OTHER)
    assert arranged(sheet) == [("body", LONG), ("body", OTHER)]


def test_a_number_within_the_page_stays():
    """A lone number that does not stand in a margin is text."""
    sheet = Sheet()
    y = sheet.flow(100, LONG)
    sheet.put(y + 20, (310, "12"))
    sheet.flow(y + 60, OTHER)
    assert ("body", "12") in arranged(sheet)


def test_a_paragraph_goes_on_over_the_page_end():
    """The rest of a sentence on the next page belongs to its paragraph; what is indented there does not."""
    one, two = Sheet(1), Sheet(2)
    y = one.flow(100, OTHER)
    one.put(y, (121, "Các thôn tuyên truyền, vận động nhân dân thực hiện tốt chính sách dân số,"[:70]))
    one.put(y + STEP, (85, "nâng cao chất lượng cuộc sống của nhân dân trên địa bàn và các thôn, xóm"))
    two.put(25, (312, "2"))
    two.put(60, (85, "của toàn xã trong thời gian tới."))
    two.flow(60 + STEP, LONG)
    texts = [text for _, text in arranged(one, two)]
    assert texts[1].endswith("các thôn, xóm của toàn xã trong thời gian tới.")
    assert texts[2] == LONG


@pytest.mark.parametrize(("confidence", "kept"), [(0.1, False), (0.6, True), (1.0, True)])
def test_pen_strokes_in_a_signature_are_left_out(confidence, kept):
    """Between post and name the pen's strokes are read as signs without confidence; what was read surely stays."""
    sheet = Sheet()
    y = sheet.flow(100, OTHER)
    sheet.put(y + 20, (85, "Nơi nhận:"), (380, "CHỦ TỊCH"))
    sheet.put(y + 40, (85, "- Như trên;"), (390, "ĐHI/Ố 2"))
    sheet.put(y + 60, (85, "- Lưu: VT."), (380, "Trần Thị Hạnh"))
    page = sheet.page("recognised")
    words = [
        [replace(w, confidence=confidence) if w.text in "ĐHI/Ố 2" else replace(w, confidence=0.95) for w in line.words]
        for line in page.lines
    ]
    blocks = arrange((replace(page, lines=tuple(Line(1, tuple(row)) for row in words)),))
    found = [block.text for block in blocks if isinstance(block, Paragraph) and block.role == "signature"]
    assert ("ĐHI/Ố 2" in found) is kept
    assert found[0] == "CHỦ TỊCH"
    assert found[-1] == "Trần Thị Hạnh"


@pytest.mark.parametrize(("start", "count"), [("trong đó", 1), ("Trong đó", 2), ("các thôn", 2)])
def test_a_sentence_goes_on_after_a_semicolon(start, count):
    """A row that begins with "trong đó" in small letters belongs to the paragraph before it, though it is indented."""
    sheet = Sheet()
    y = sheet.flow(100, OTHER)
    y = sheet.flow(y, "- Năm 2027: Tổng số người tham gia đạt 1.200 người;")
    y = sheet.flow(y, f"{start} người tham gia tự nguyện 90 người.")
    sheet.flow(y, LONG)
    assert len(arranged(sheet)) == 2 + count


def test_footnotes_wait_for_the_end_of_the_sentence():
    """Small print under a short rule is a note and does not cut the paragraph that goes on over the page."""
    one, two = Sheet(1), Sheet(2)
    y = one.flow(100, OTHER)
    one.put(y, (121, "Các thôn tuyên truyền, vận động nhân dân thực hiện tốt chính sách ds¹"))
    one.put(y + STEP, (85, "nâng cao chất lượng cuộc sống của nhân dân trên địa bàn và các thôn, xóm"))
    one.rules.append(Rule(85, 720, 229, 720))
    one.put(726, (85, "1 Theo Quyết định số 12/QĐ-UBND."), size=9.0)
    two.put(60, (85, "của toàn xã trong thời gian tới."))
    two.flow(60 + STEP, LONG)
    found = arranged(one, two)
    assert found[1][1].endswith("của toàn xã trong thời gian tới.")
    assert found[2:] == [("note", "1 Theo Quyết định số 12/QĐ-UBND."), ("body", LONG)]


TOKENS = st.sampled_from(
    ["kế", "hoạch", "Nơi", "nhận:", "CHỦ", "TỊCH", "KẾ", "HOẠCH", "-", "1.", "năm", "2027;", "ngày", "Phụ", "lục", "TT"]
)
PLACED = st.tuples(TOKENS, st.integers(0, 500), st.integers(40, 780))


def lines_of(block):
    """Lines of a paragraph, or of all cells of a table."""
    return (
        block.lines
        if isinstance(block, Paragraph)
        else [line for row in block.rows for cell in row for line in cell.lines]
    )


@given(st.lists(PLACED, max_size=60), st.sampled_from(["text_layer", "recognised"]))
def test_no_word_is_lost_or_doubled(placed, reading):
    """Wherever words stand, each is in exactly one paragraph or cell; only page numbers and specks may go."""
    lines = tuple(Line(1, (Word(t, t, Box(float(x), float(y), x + 6.0 * len(t), y + 12.0)),)) for t, x, y in placed)
    blocks = arrange((Page(1, 595.0, 842.0, lines, reading=reading),))
    after = Counter(word.text for block in blocks for line in lines_of(block) for word in line.words)
    before = Counter(token for token, _, _ in placed)
    lost = before - after
    assert not after - before
    assert set(lost) <= {"-", "1."}


def task_table(sheet, y, *, first=1, head=True):
    """Three rows of a task table without rules; the number stands beside the middle of its cell's three lines."""
    if head:
        sheet.put(y, (88, "TT"), (130, "Nội dung"), (330, "Chủ trì"), (450, "Thời gian"))
        y += 30
    for number in range(first, first + 3):
        sheet.put(y, (130, "Rà soát, lập danh sách hộ"), (450, "Hằng"))
        sheet.put(
            y + 16, (90, str(number)), (130, f"tham gia đợt {number} trên địa"), (330, "Phòng Kinh tế"), (450, "năm")
        )
        sheet.put(y + 32, (130, "bàn xã"))
        y += 60
    return y


def tables(*sheets):
    """Rows of the tables of some pages, as texts."""
    found = [block for block in arrange(tuple(sheet.page() for sheet in sheets)) if not isinstance(block, Paragraph)]
    return [[tuple(cell.text for cell in row) for row in table.rows] for table in found]


def row_of(number):
    """What a row of `task_table` says."""
    return (
        str(number),
        f"Rà soát, lập danh sách hộ tham gia đợt {number} trên địa bàn xã",
        "Phòng Kinh tế",
        "Hằng năm",
    )


HEAD_ROW = ("TT", "Nội dung", "Chủ trì", "Thời gian")


def test_a_table_without_rules_is_read_by_its_white_columns():
    """Columns follow from the white between the cells, rows from the white between them and their numbers."""
    sheet = Sheet()
    y = sheet.flow(100, LONG)
    y = task_table(sheet, y + 20)
    sheet.flow(y + 20, OTHER)
    assert tables(sheet) == [[HEAD_ROW, row_of(1), row_of(2), row_of(3)]]
    assert arranged(sheet) == [("body", LONG), ("body", OTHER)]


def test_a_head_of_two_lines_belongs_to_its_table():
    """Cells of the head that run over two lines stand half a line above and below the others."""
    sheet = Sheet()
    sheet.flow(100, LONG)
    sheet.put(213, (330, "Chủ"), (450, "Thời"))
    sheet.put(220, (88, "TT"), (130, "Nội dung"))
    sheet.put(227, (330, "trì"), (450, "gian"))
    task_table(sheet, 260, head=False)
    assert tables(sheet) == [[HEAD_ROW, row_of(1), row_of(2), row_of(3)]]


@pytest.mark.parametrize("trusted", [True, False])
def test_a_table_is_trusted_as_its_page_is(trusted):
    """What stands in a table of a good text layer is left alone as its paragraphs are."""
    sheet = Sheet()
    sheet.flow(100, LONG)
    task_table(sheet, 220)
    blocks = arrange((replace(sheet.page(), trusted=trusted),))
    assert [block.trusted for block in blocks] == [trusted, trusted]


@pytest.mark.parametrize("head", [True, False])
def test_a_table_without_rules_goes_on_over_the_page(head):
    """The next page's rows belong to the same table, whether its head is repeated or not."""
    one, two = Sheet(1), Sheet(2)
    one.flow(100, LONG)
    task_table(one, 220)
    task_table(two, 60, first=4, head=head)
    assert tables(one, two) == [[HEAD_ROW, *(row_of(number) for number in range(1, 7))]]
