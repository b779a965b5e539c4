"""Arranging text without boxes: paragraphs over wrapped lines, head and foot apart, tables, flattened tables."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.arrange import arrange, flat
from extract.arrange.wrap import Piece
from extract.engines.plain import pages_of
from extract.page import Line, Paragraph, Word
from extract.text import Text

WRAPPED = """ KẾ HOẠCH
Thực hiện công tác dân số năm 2027
trên địa bàn xã Bình Minh

Thực hiện Kế hoạch số 15/KH-UBND ngày 02/02/2027 của Ủy ban nhân dân tỉnh về công
tác dân số; Ủy ban nhân dân xã ban hành Kế hoạch với các nội dung sau:

I. MỤC TIÊU

- Giảm tỷ lệ sinh con thứ ba xuống dưới 5%; tăng tỷ lệ phụ nữ mang thai được khám
sàng lọc lên 80%, tạo nguồn nhân lực có chất lượng cao phục vụ phát triển kinh tế
- xã hội bền vững trên toàn địa bàn của xã.

- Duy trì mức sinh thay thế.

II. TỔ CHỨC THỰC HIỆN

1. Trạm Y tế

Chủ trì, phối hợp với các thôn tổ chức thực hiện Kế hoạch này và định kỳ hằng quý báo
cáo kết quả về Ủy ban nhân dân xã./.

Nơi nhận:

- UBND tỉnh (b/c);

- Các thôn trên địa bàn
xã;

- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Hạnh
"""


def arranged(text):
    """(role, text) of the paragraphs of a plain text; tables as rows of cells."""
    made = []
    for block in arrange(pages_of(text)):
        if isinstance(block, Paragraph):
            made.append((block.role, block.text))
        else:
            made += [("row", tuple(cell.text for cell in row)) for row in block.rows]
    return made


def test_wrapped_text_becomes_paragraphs_with_roles():
    """Lines that only wrap are joined, over a dash that a line end cut off too; head, title and foot have their roles."""
    assert arranged(WRAPPED) == [
        ("title", "KẾ HOẠCH"),
        ("title", "Thực hiện công tác dân số năm 2027 trên địa bàn xã Bình Minh"),
        (
            "body",
            (
                "Thực hiện Kế hoạch số 15/KH-UBND ngày 02/02/2027 của Ủy ban nhân dân tỉnh về công tác dân số; "
                "Ủy ban nhân dân xã ban hành Kế hoạch với các nội dung sau:"
            ),
        ),
        ("body", "I. MỤC TIÊU"),
        (
            "body",
            (
                "- Giảm tỷ lệ sinh con thứ ba xuống dưới 5%; tăng tỷ lệ phụ nữ mang thai được khám sàng lọc lên 80%, "
                "tạo nguồn nhân lực có chất lượng cao phục vụ phát triển kinh tế - xã hội bền vững trên toàn địa bàn của xã."
            ),
        ),
        ("body", "- Duy trì mức sinh thay thế."),
        ("body", "II. TỔ CHỨC THỰC HIỆN"),
        ("body", "1. Trạm Y tế"),
        (
            "body",
            (
                "Chủ trì, phối hợp với các thôn tổ chức thực hiện Kế hoạch này và định kỳ hằng quý báo cáo kết quả về "
                "Ủy ban nhân dân xã./."
            ),
        ),
        ("recipients", "Nơi nhận:"),
        ("recipients", "- UBND tỉnh (b/c);"),
        ("recipients", "- Các thôn trên địa bàn xã;"),
        ("recipients", "- Lưu: VT."),
        ("signature", "TM. ỦY BAN NHÂN DÂN"),
        ("signature", "KT. CHỦ TỊCH"),
        ("signature", "PHÓ CHỦ TỊCH"),
        ("signature", "Trần Thị Hạnh"),
    ]


def test_empty_lines_between_all_lines_tell_nothing():
    """Where every line is followed by an empty one, paragraphs are the same as without them."""
    dense = "\n".join(line for line in WRAPPED.split("\n") if line.strip())
    assert arranged(dense.replace("\n", "\n\n")) == arranged(dense)


HEADS = [
    (
        (
            "ỦY BAN NHÂN DÂN XÃ AN HÒA | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n"
            "Số: 12/KH-UBND | An Hòa, ngày 05 tháng 3 năm 2027\nKẾ HOẠCH\nVề trồng cây\n"
        ),
        ["ỦY BAN NHÂN DÂN XÃ AN HÒA", "Số: 12/KH-UBND"],
        "An Hòa, ngày 05 tháng 3 năm 2027",
    ),
    (
        (
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ AN HÒA Độc lập - Tự do - Hạnh phúc\n"
            "Số: 12/KH-UBND An Hòa, ngày 05 tháng 3 năm 2027\nKẾ HOẠCH\nVề trồng cây\n"
        ),
        ["ỦY BAN NHÂN DÂN", "XÃ AN HÒA", "Số: 12/KH-UBND"],
        "An Hòa, ngày 05 tháng 3 năm 2027",
    ),
    (
        (
            "UY BAN NHAN DAN CONG HOA XA HQI CHU NGHIA VIET NAM\nXA AN HOA Dc lap - Tu do - Hanh phiic\n"
            "So: 12 /KH-UBND An Hoa, ngay 05 thang 3 nam 2027\nKE HOACH\nVe trong cay\n"
        ),
        ["UY BAN NHAN DAN", "XA AN HOA", "So: 12 /KH-UBND"],
        "An Hoa, ngay 05 thang 3 nam 2027",
    ),
]


@pytest.mark.parametrize(("text", "left", "dateline"), HEADS)
def test_a_head_read_as_one_line_is_taken_apart(text, left, dateline):
    """The left column comes first, then the state's name, motto and dateline, also in damaged text."""
    head = [text for role, text in arranged(text) if role == "head"]
    assert head[: len(left)] == left
    assert head[-1] == dateline
    assert len(head) == len(left) + 3


def test_a_wrapped_name_of_the_state_is_one_line():
    """A narrow column may wrap the state's name; the motto under it stays a line of its own."""
    text = "UBND XÃ AN HÒA\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM\nĐộc lập - Tự do - Hạnh phúc\nKẾ HOẠCH\nVề trồng cây\n"
    head = [text for role, text in arranged(text) if role == "head"]
    assert sorted(head) == sorted(
        ["UBND XÃ AN HÒA", "Số: 12/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    )


def test_a_foot_on_one_line_is_taken_apart():
    """Recipients are cut at their dashes, the signature at authority marks, posts and the name."""
    text = (
        "KẾ HOẠCH\nVề trồng cây\n1. Giao Phòng Kinh tế xã theo dõi, đôn đốc việc thực hiện Kế hoạch này./.\n"
        "Nơi nhận: - Như trên; - TT Đảng ủy, HĐND xã; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn An\n"
    )
    foot = [found for found in arranged(text) if found[0] in {"recipients", "signature"}]
    assert foot == [
        ("recipients", "Nơi nhận:"),
        ("recipients", "- Như trên;"),
        ("recipients", "- TT Đảng ủy, HĐND xã;"),
        ("recipients", "- Lưu: VT."),
        ("signature", "TM. ỦY BAN NHÂN DÂN"),
        ("signature", "KT. CHỦ TỊCH"),
        ("signature", "PHÓ CHỦ TỊCH"),
        ("signature", "Lê Văn An"),
    ]


@pytest.mark.parametrize(
    ("line", "is_foot"),
    [
        ("Nơi nhận:", True),
        ("Nơi nhận", True),
        ("Nơinhận :", True),
        ("Nơi nhận: - Như trên;", True),
        ("Nơi nhận TM. ỦY BAN NHÂN DÂN", True),
        ("Nơi nhận hồ sơ là Bộ phận một cửa của xã.", False),
        ("Nơi nhận hồ sơ: Bộ phận một cửa của xã.", False),
    ],
)
def test_a_foot_is_told_from_a_sentence(line, is_foot):
    """The words "Nơi nhận" open a foot only where nothing of a sentence goes on after it."""
    roles = {role for role, _ in arranged(f"KẾ HOẠCH\nVề hồ sơ\nI. NỘI DUNG\n{line}\n- Lưu: VT.\n")}
    assert ("recipients" in roles) is is_foot


def test_a_wrapped_post_is_one_line_of_the_signature():
    """A post cut after a joining word goes on in the next line of capitals; the name under it does not."""
    text = "KẾ HOẠCH\nVề trồng cây\nI. NỘI DUNG\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC SỞ GIÁO DỤC VÀ\nĐÀO TẠO\nLê Văn An\n"
    signature = [text for role, text in arranged(text) if role == "signature"]
    assert signature == ["GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Lê Văn An"]


def test_bars_in_the_body_make_a_table():
    """Lines with bars are rows; shorter rows are filled up with empty cells."""
    text = "KẾ HOẠCH\nVề trồng cây\nI. CHỈ TIÊU\nTT | Thôn | Số cây\n1 | Đông | 120\n2 | Tây\n"
    assert arranged(text)[3:] == [
        ("row", ("TT", "Thôn", "Số cây")),
        ("row", ("1", "Đông", "120")),
        ("row", ("2", "Tây", "")),
    ]


def test_a_flattened_table_keeps_one_paragraph_a_row():
    """Lines of a table that lost its columns are cut at the running numbers and groups, and keep their own ends."""
    text = (
        "KẾ HOẠCH\nVề trồng cây\nPhụ lục\nTT NỘI DUNG\nCHỦ TRÌ\nI Chuẩn bị\n1\nRà soát đất trồng cây theo\ntừng thôn\n"
        "Phòng Kinh tế\n2\nGieo 120 cây\nCác thôn\nII Trồng cây\n1\nTổ chức lễ\nphát động\n"
    )
    blocks = [block for block in arrange(pages_of(text)) if isinstance(block, Paragraph)][3:]
    assert [block.text for block in blocks] == [
        "TT NỘI DUNG CHỦ TRÌ",
        "I Chuẩn bị",
        "1 Rà soát đất trồng cây theo từng thôn Phòng Kinh tế",
        "2 Gieo 120 cây Các thôn",
        "II Trồng cây",
        "1 Tổ chức lễ phát động",
    ]
    assert [len(block.lines) for block in blocks] == [2, 1, 4, 3, 1, 3]


def recognised(text: str) -> tuple[Piece, ...]:
    """Lines as recognition gives them: words in no place, `?` before one that was read weakly."""
    words = [
        [Word(w.lstrip("?"), w.lstrip("?"), confidence=0.6 if w[0] == "?" else 0.97) for w in row.split()]
        for row in text.split(" / ")
    ]
    return tuple(Piece(Line(1, tuple(row)), 0) for row in words)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ("TT / I Một / 1 / Ao / II Hai / 1 / Bờ / II Ba / 1 / Cá", "TT / I Một / 1 Ao / II Hai / 1 Bờ / III Ba / 1 Cá"),
        ("TT / I Một / 1 / Ao / VỊ Hai / 1 / Bờ", "TT / I Một / 1 Ao / II Hai / 1 Bờ"),
        ("TT / 1 / Ao / ?z / Bờ / 3 / Cá", "TT / 1 Ao / 2 Bờ / 3 Cá"),
        ("TT / 1 / Ao / ?lỗi / Bờ / 3 / Cá", "TT / 1 Ao / 2 Bờ / 3 Cá"),
        ("TT / 1 / Ao / 2° / Bờ / 3 / Cá", "TT / 1 Ao / 2 Bờ / 3 Cá"),
        ("TT / 1 / Ao / Bờ / 3 / Cá / 4 / Đê", "TT / 1 Ao Bờ / 3 Cá / 4 Đê"),
        ("TT / 1 / Ao / 3 / Cá / 2 / Bờ / 3 / Đê", "TT / 1 Ao 3 Cá / 2 Bờ / 3 Đê"),
        ("TT / 1 / Ao / ?phố / 2 / Cá", "TT / 1 Ao phố / 2 Cá"),
    ],
)
def test_numbering_tells_what_recognition_misread(lines, rows):
    """Rows and groups go on counting: a number misread or lost is told by its neighbours, figures in cells are none."""
    found = flat.rows(recognised(lines))
    assert [" ".join(piece.text for piece in row) for row in found] == rows.split(" / ")


def test_a_number_put_right_says_so_and_a_sure_one_stays():
    """A corrected number keeps what was read and names the doubt; a text that is sound as it stands is left alone."""
    read = flat.rows(recognised("TT / 1 / Ao / ?lỗi / Bờ / 3 / Cá"))[2][0].line.words[0]
    assert (read.raw, read.text, read.confidence) == ("lỗi", "2", 0.6)
    assert read.doubt
    sound = [Piece(Line(1, (Word(t, t),)), 0) for t in ("TT", "I", "1", "Ao")]
    assert [piece for row in flat.rows(sound) for piece in row] == sound


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("TT", True),
        ("STT", True),
        ("TT NỘI DUNG CÔNG VIỆC", True),
        ("STT Tên xã, phường", True),
        ("TT Nội dung nhiệm vụ", True),
        ("TT HĐND tỉnh (để b/c);", False),
        ("TT Y tế huyện, các trạm y tế xã.", False),
        ("TT HĐND", False),
        ("tt các nội dung", False),
    ],
)
def test_the_head_of_a_table_is_told_from_a_body(line, opens):
    """A line that begins with "TT" may head a table or name a body."""
    assert flat.opens(line) is opens


def test_a_sentence_torn_by_a_page_end_is_joined_in_unwrapped_text():
    """In text of one paragraph a line, a line that goes on in small letters belongs to the one before."""
    first = "Tăng cường kết nối, chia sẻ dữ liệu về dân cư, lao động giữa các cơ quan có liên quan và người lao"
    text = (
        f"KẾ HOẠCH\nVề dữ liệu\nI. NỘI DUNG\n{first}\n\nđộng trên địa bàn.\nGiao Phòng Kinh tế theo dõi.\n"
        + "Một đoạn văn rất dài. " * 20
    )
    assert ("body", f"{first} động trên địa bàn.") in arranged(text)


def test_page_numbers_go_only_at_page_ends():
    """A lone number that opens or ends a page of several is dropped; within a page it stays."""
    text = "Một\n7\nHai\n\f2\nBa\n\f\nBốn\n3\n"
    assert [text for _, text in arranged(text)] == ["Một", "7", "Hai", "Ba", "Bốn"]


def test_running_page_numbers_go_from_text_without_page_ends():
    """Lone numbers that count on at the distance of pages are page numbers; those of a short list are not."""
    page = [
        f"Dòng thứ {['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'][i % 9]} của một trang dài và đầy chữ, viết liền nhau,"
        for i in range(18)
    ]
    text = "\n".join([*page, "", "2", "", *page, "", "3", "", *page])
    assert not {"2", "3"} & {token for _, found in arranged(text) for token in found.split()}
    short = "Một\n2\nHai\n3\nBa"
    assert [found for _, found in arranged(short)] == ["Một", "2", "Hai", "3", "Ba"]


@pytest.mark.parametrize("text", [WRAPPED, *(head for head, _, _ in HEADS)])
def test_arranged_text_stays_as_it_is(text):
    """Arranging the text that came out of arranging changes nothing more."""
    once = Text.of(arrange(pages_of(text))).string
    assert Text.of(arrange(pages_of(once))).string == once


WORDS = st.sampled_from(
    "kế hoạch KẾ HOẠCH Nơi nhận: - + 1. II. a) Căn cứ năm 2027 TM. CHỦ TỊCH Phụ lục TT 3 Lưu: Độc lập Tự do ngày tháng ; ./. | Lê An".split()  # noqa: SIM905
)


@given(st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=40))
def test_no_word_is_lost_or_doubled(lines):
    """Whatever the lines, every word but column bars stands in exactly one block."""
    pages = pages_of("\n".join(lines))
    before = Counter(word.text for page in pages for line in page.lines for word in line.words)
    del before["|"]
    after = Counter()
    for block in arrange(pages):
        found = (
            block.lines if isinstance(block, Paragraph) else [ln for row in block.rows for c in row for ln in c.lines]
        )
        after.update(word.text for line in found for word in line.words)
    del after["|"]
    assert after == before


@pytest.mark.parametrize("torn", ["05\n-06%/năm.", "05 -\n06%/năm.", "05\n06%/năm."])
def test_a_range_over_a_line_end_stays_in_its_paragraph(torn):
    """In text of one paragraph a line, a line that holds the upper end of a range goes on with the line before."""
    body = f"I. MỤC TIÊU\nGiá trị sản phẩm đạt 30,2 tỷ đồng, tốc độ tăng bình quân {torn}\nII. NHIỆM VỤ\nTrồng cây."
    words = " ".join(torn.split())
    assert ("", f"Giá trị sản phẩm đạt 30,2 tỷ đồng, tốc độ tăng bình quân {words}") in [
        (role if role in {"head", "title"} else "", text) for role, text in arranged(f"KẾ HOẠCH\nTrồng cây\n{body}")
    ]
