"""Head, title, period, foot: the document's own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.outline import outline
from extract.page import Line, Paragraph, Word
from extract.readers.document import read_document
from extract.text import Text
from models import Document, IssuerLevel, State

if TYPE_CHECKING:
    from collections.abc import Callable

    TextOf = Callable[[str], Text]


def read(text: Text) -> Document:
    """The document of a text."""
    return read_document(text, outline(text))


HEAD = """
head> {organ}
head> {number}
head> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
head> Độc lập - Tự do - Hạnh phúc
head> {dateline}
KẾ HOẠCH
{title}
Căn cứ nhu cầu của các thôn;
I. MỤC TIÊU
Nuôi ong.
"""


def headed(
    organ: str = "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG",
    number: str = "Số: 12/KH-UBND",
    dateline: str = "Hà Giang, ngày 03 tháng 02 năm 2026",
    title: str = "Nuôi ong lấy mật năm 2026",
) -> str:
    """A plan's text with the given lines in its head."""
    return HEAD.format(organ="\nhead> ".join(organ.split("/")), number=number, dateline=dateline, title=title)


@pytest.mark.parametrize(
    ("organ", "expected"),
    [
        ("ỦY BAN NHÂN DÂN/XÃ TÂN LẬP", ("Ủy ban nhân dân xã Tân Lập", "commune", "xã Tân Lập", None)),
        ("ỦY BAN NHÂN DÂN/TỈNH HÀ GIANG", ("Ủy ban nhân dân tỉnh Hà Giang", "province", "tỉnh Hà Giang", "Hà Giang")),
        ("UBND TỈNH HÀ GIANG/SỞ Y TẾ", ("Sở Y tế", "province", "tỉnh Hà Giang", "Hà Giang")),
        ("UBND TỈNH HÀ GIANG SỞ CÔNG THƯƠNG", ("Sở Công Thương", "province", "tỉnh Hà Giang", "Hà Giang")),
        ("UBND TỈNH HÀ GIANG/UBND XÃ TÂN LẬP", ("Ủy ban nhân dân xã Tân Lập", "commune", "xã Tân Lập", "Hà Giang")),
        ("UBND THÀNH PHỐ ĐÀ NẴNG", ("Ủy ban nhân dân thành phố Đà Nẵng", "province", "thành phố Đà Nẵng", "Đà Nẵng")),
        ("UBND THÀNH PHỐ HÀ GIANG", ("Ủy ban nhân dân thành phố Hà Giang", "district", "thành phố Hà Giang", None)),
        ("ỦY BAN NHÂN DÂN/HUYỆN EA H'LEO", ("Ủy ban nhân dân huyện Ea H'Leo", "district", "huyện Ea H'Leo", None)),
        ("THỦ TƯỚNG CHÍNH PHỦ", ("Thủ tướng Chính phủ", "central", None, None)),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", ("Bộ Giáo dục và Đào tạo", "central", None, None)),
        ("SỞ Y TẾ HÀ GIANG/CHI CỤC DÂN SỐ", ("Chi cục dân số", "province", None, "Hà Giang")),
        ("BAN CHỈ ĐẠO NUÔI ONG/CỦA CHÍNH PHỦ", ("Ban Chỉ đạo nuôi ong của Chính phủ", "central", None, None)),
        (
            "BỘ CÔNG THƯƠNG/TRƯỜNG ĐẠI HỌC NGHỀ ONG/THÀNH PHỐ ĐÀ NẴNG",
            ("Trường Đại học Nghề Ong thành phố Đà Nẵng", "central", None, "Đà Nẵng"),
        ),
        (
            "SỞ GDĐT TỈNH HÀ GIANG/TRƯỜNG THPT ĐỒNG LÁT 2",
            ("Trường Trung học phổ thông Đồng Lát 2", "province", "tỉnh Hà Giang", "Hà Giang"),
        ),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO/ĐẠI HỌC ĐÀ NẴNG", ("Đại học Đà Nẵng", "central", None, "Đà Nẵng")),
        (
            "UBND TỈNH HÀ GIANG/BAN QUẢN LÝ KHU KINH TẾ THANH THỦY",
            ("Ban Quản lý Khu kinh tế Thanh Thủy", "province", "tỉnh Hà Giang", "Hà Giang"),
        ),
        ("UBND XÃ TÂN LẬP/TRƯỜNG TIỂU HỌC TÂN LẬP", ("Trường Tiểu học Tân Lập", "commune", "xã Tân Lập", None)),
        (
            "HỘI LHPN VIỆT NAM/HỘI LHPN TỈNH HÀ GIANG",
            ("Hội Liên hiệp Phụ nữ tỉnh Hà Giang", "province", "tỉnh Hà Giang", "Hà Giang"),
        ),
        (
            "UBND TỈNH HÀ GIANG/SỞ Y TẾ -CÔNG ĐOÀN NGÀNH",
            ("Sở Y tế - Công đoàn ngành", "province", "tỉnh Hà Giang", "Hà Giang"),
        ),
        ("XÃ TÂN LẬP", ("Ủy ban nhân dân xã Tân Lập", "commune", "xã Tân Lập", None)),
    ],
)
def test_issuer(text_of: TextOf, organ: str, expected: tuple[str | None, ...]) -> None:
    """The last body of the left column issues, its superior and its own name tell level, territory and province."""
    found = read(text_of(headed(organ)))
    assert (found.issuer, found.issuer_level, found.locality, found.province) == expected


@pytest.mark.parametrize(
    ("line", "number", "symbol", "state"),
    [
        ("Số: 12/KH-UBND", "12", "KH-UBND", State.FOUND),
        ("Số: 05/KH-SYT", "05", "KH-SYT", State.FOUND),
        ("Số:      /KH-UBND", None, "KH-UBND", State.BLANK),
        ("Số: ......../KH-UBND", None, "KH-UBND", State.BLANK),
    ],
)
def test_number(text_of: TextOf, line: str, number: str | None, symbol: str, state: State) -> None:
    """The number is what stands before the slash; one left open is blank, not absent."""
    found = read(text_of(headed(number=line)))
    assert (found.number, found.symbol, found.at["number"].state) == (number, symbol, state)


@pytest.mark.parametrize(
    ("line", "place", "issued"),
    [
        ("Hà Giang, ngày 03 tháng 02 năm 2026", "Hà Giang", "2026-02-03"),
        ("Hà Giang, ngày     tháng 02 năm 2026", "Hà Giang", "2026-02"),
        ("Hà Giang. ngày 03 tháng 02 năm 2026", "Hà Giang", "2026-02-03"),
        ("Hà Giang, ngày ... tháng ... năm 2026", "Hà Giang", "2026"),
    ],
)
def test_dateline(text_of: TextOf, line: str, place: str, issued: str) -> None:
    """A date is cut at the precision given."""
    found = read(text_of(headed(dateline=line)))
    assert (found.place, found.issued) == (place, issued)


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Nuôi ong lấy mật năm 2026", 2026, 2026),
        ("Nuôi ong giai đoạn 2026 - 2030", 2026, 2030),
        ("Nuôi ong đến năm 2030", None, 2030),
        ("Nuôi ong đến năm 2030, tầm nhìn đến năm 2045", None, 2030),
        ("Thực hiện Đề án nuôi ong giai đoạn 2026 - 2030 năm 2027", 2027, 2027),
        ("Nuôi ong", None, None),
        ("Phục vụ bầu cử đại biểu Hội đồng nhân dân nhiệm kỳ 2026 - 2031", None, None),
    ],
)
def test_period(text_of: TextOf, title: str, start: int | None, end: int | None) -> None:
    """The title says which years a plan covers; an outlook does not, and a year inside a programme's is the plan's."""
    found = read(text_of(headed(title=title)))
    assert (found.title, found.period_start, found.period_end) == (title, start, end)


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("Nuôi ong đến năm 2030", "II. CHỈ TIÊU GIAI ĐOẠN 2026-2030", (2026, 2030)),
        ("Nuôi ong đến năm 2030", "II. MỤC TIÊU NĂM 2026", (None, 2030)),
        ("Nuôi ong", "II. MỤC TIÊU NĂM 2026", (2026, 2026)),
        ("Nuôi ong năm 2027", "II. MỤC TIÊU GIAI ĐOẠN 2026-2030", (2027, 2027)),
        ("Nuôi ong", "II. TỔ CHỨC GIAI ĐOẠN 2026-2030", (None, None)),
    ],
)
def test_years_of_a_targets_heading(
    text_of: TextOf, title: str, heading: str, expected: tuple[int | None, int | None]
) -> None:
    """A heading of the targets completes a title, but never puts a step on the way in the place of the whole."""
    found = read(text_of(headed(title=title) + heading + "\nMột nghìn đàn.\n"))
    assert (found.period_start, found.period_end) == expected


def test_title_that_ends_in_years(text_of: TextOf) -> None:
    """Years alone on the last line of a title in capitals are part of it."""
    found = read(text_of(headed(title="NUÔI ONG GIAI ĐOẠN\n2026 - 2030")))
    assert (found.title, found.period_start) == ("NUÔI ONG GIAI ĐOẠN 2026 - 2030", 2026)


def test_title_over_lines(text_of: TextOf) -> None:
    """A title over several lines is one; the preamble, also one that begins like a title, is not part of it."""
    source = (
        headed()
        .replace("Nuôi ong lấy mật năm 2026", "Thực hiện Đề án phát triển nghề nuôi ong\ntrên địa bàn xã Tân Lập")
        .replace(
            "Căn cứ nhu cầu của các thôn;",
            "Thực hiện Chỉ thị số 2/CT-UBND ngày 01/01/2026, xã ban hành Kế hoạch như sau:",
        )
    )
    assert read(text_of(source)).title == "Thực hiện Đề án phát triển nghề nuôi ong trên địa bàn xã Tân Lập"


SECOND = """
KẾ HOẠCH
Nuôi ong
Ủy ban nhân dân xã ban hành Kế hoạch như sau:
I. MỤC TIÊU
Nuôi ong.
Nơi nhận:
- Các thôn;
PHỤ LỤC
(Kèm theo Kế hoạch số 31/KH-UBND ngày     tháng     năm 2026 của Ủy ban nhân dân xã Tân Lập)
1 | Mua thùng | Quý I
"""


def test_second_source(text_of: TextOf) -> None:
    """What the head lacks is read from the line under the annex's title."""
    found = read(text_of(SECOND))
    assert (found.number, found.symbol, found.issued) == ("31", "KH-UBND", "2026")
    assert (found.issuer, found.issuer_level) == ("Ủy ban nhân dân xã Tân Lập", IssuerLevel.COMMUNE)


def test_issuer_from_the_preamble(text_of: TextOf) -> None:
    """With neither head nor annex, who issues the plan in the preamble is the issuer, written out."""
    source = SECOND.split("PHỤ LỤC", maxsplit=1)[0].replace("Ủy ban nhân dân xã ban hành", "UBND xã Tân Lập ban hành")
    assert read(text_of(source)).issuer == "Ủy ban nhân dân xã Tân Lập"


def test_province_of_a_commune_is_the_one_named(text_of: TextOf) -> None:
    """A commune's province is the one the document names most often, not one from elsewhere."""
    source = headed("ỦY BAN NHÂN DÂN/XÃ TÂN LẬP") + "Theo UBND tỉnh Hà Giang; học tỉnh Cao Bằng; báo cáo tỉnh Hà Giang."
    found = read(text_of(source))
    assert found.province == "Hà Giang"
    assert found.at["province"].state is State.FOUND


@pytest.mark.parametrize(
    ("lines", "signed_for", "post", "name"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mật", ("TM. Ủy ban nhân dân",), "Chủ tịch", "Lê Văn Mật"),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nH'Yim Kđoh",
            ("TM. Ủy ban nhân dân", "KT. Chủ tịch"),
            "Phó Chủ tịch",
            "H'Yim Kđoh",
        ),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Mật",
            ("TM. Ủy ban nhân dân", "KT. Chủ tịch"),
            "Phó Chủ tịch",
            "Lê Văn Mật",
        ),
        ("CHỦ TỊCH Y Wơn Niê", (), "Chủ tịch", "Y Wơn Niê"),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nBS. Lê Văn Mật", ("KT. Giám đốc",), "Phó Giám đốc", "Lê Văn Mật"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Văn Mật", ("TL. Chủ tịch",), "Chánh Văn phòng", "Lê Văn Mật"),
        ("T/M ĐẢNG ỦY\nBÍ THƯ\nLê Văn Mật", ("T/M Đảng ủy",), "Bí thư", "Lê Văn Mật"),
        ("GIÁM ĐỐC\nLÊ VĂN MẬT", (), "Giám đốc", None),
        ("GIAM ĐỌC\nLê Văn Mật", (), "Giám đốc", "Lê Văn Mật"),
        ("GIÁM đốc\nLê Văn Mật", (), "Giám đốc", "Lê Văn Mật"),
        ("VT. GIÁM ĐÓC\nPHÓ GIÁM ĐỐC\nLê Văn Mật", ("KT. Giám đốc",), "Phó Giám đốc", "Lê Văn Mật"),
    ],
)
def test_signature(text_of: TextOf, lines: str, signed_for: tuple[str, ...], post: str, name: str | None) -> None:
    """Capacity lines, the signer's own post and the name are told apart, on lines of their own or on one."""
    source = headed() + "Nơi nhận:\n- Lưu: VT.\n" + "\n".join(f"signature> {line}" for line in lines.split("\n"))
    found = read(text_of(source))
    assert (found.signed_for, found.signer_title) == (signed_for, post)
    assert name is None or found.signer == name


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Nơi nhận:\n- Sở Y tế;\n- Các thôn;\n- Lưu: VT.", ("Sở Y tế", "Các thôn", "Lưu: VT")),
        ("Nơi nhận: - Sở Y tế; - Các thôn (để t/h); - Lưu: VT.", ("Sở Y tế", "Các thôn (để t/h)", "Lưu: VT")),
        (
            "Nơi nhận:\n- Các tổ chức chính trị - xã hội;\n- Lưu: VT, N.V.A.",
            ("Các tổ chức chính trị - xã hội", "Lưu: VT, N.V.A"),
        ),
        ("Nơi nhận:\n- Sở Y tế; (để b/c)\n- Lưu: VT.", ("Sở Y tế; (để b/c)", "Lưu: VT")),
        ("Nơi nhận:\n- Các thôn;\nSở Y tế;\n- Lưu: VT.", ("Các thôn", "Sở Y tế", "Lưu: VT")),
        ("Nơi nhận:\n- Hội Nuôi ong\nCác phòng của xã;\n- Lưu: VT.", ("Hội Nuôi ong", "Các phòng của xã", "Lưu: VT")),
        (
            "Nơi nhận:\n- Hội Nuôi ong và\nCác phòng của xã;\n- Lưu: VT.",
            ("Hội Nuôi ong và Các phòng của xã", "Lưu: VT"),
        ),
    ],
)
def test_recipients(text_of: TextOf, lines: str, expected: tuple[str, ...]) -> None:
    """Each line of the list is one recipient without dash and end punctuation, also where they run on in one line."""
    assert read(text_of(headed() + lines)).recipients == expected


def test_columns_of_the_foot_run_together(text_of: TextOf) -> None:
    """A post and a name at the ends of the recipients' lines are the signature's, and no part of a recipient."""
    foot = "Nơi nhận:\n- Sở Y tế; CHỦ TỊCH\n- Các thôn;\n- Lưu: VT. Lê Văn Mật\nsignature> TM. ỦY BAN NHÂN DÂN"
    found = read(text_of(headed() + foot))
    assert found.recipients == ("Sở Y tế", "Các thôn", "Lưu: VT")
    assert (found.signer_title, found.signer) == ("Chủ tịch", "Lê Văn Mật")


def test_a_foot_whose_marks_were_not_read_is_one(text_of: TextOf) -> None:
    """A post behind the plan's last sentence opens the signature, and a damaged "Nơi nhận:" in it the recipients."""
    foot = "Nuôi ong cho giỏi./.\nCHỦ TỊCH GIÁM ĐỐC\nLê Văn Mật\nTrần Văn Ong\nVới nhận:\n- Sở Y tế;\n- Các thôn;\n- Lưu: VT."
    found = read(text_of(headed() + foot))
    assert found.recipients == ("Sở Y tế", "Các thôn", "Lưu: VT")
    assert (found.signer_title, found.signer) == ("Giám đốc", "Lê Văn Mật")


def test_every_field_has_a_place(text_of: TextOf) -> None:
    """Each of the sixteen fields says where it was read or why it was not, whatever the document lacks."""
    for source in (headed(), SECOND, "Không có gì cả"):
        found = read(text_of(source))
        assert set(found.at) == set(Document.model_fields) - {"at"}
        for name in found.at:
            value = getattr(found, name)
            filled = value is not None and value != ()
            assert filled == (found.at[name].state in (State.FOUND, State.DERIVED))


def test_damaged_names_are_put_right_by_what_stands_elsewhere() -> None:
    """A name of the head whose marks were lost gets them from the text, where it stands whole more often."""

    def words(line: str) -> tuple[Word, ...]:
        pairs = (pair.split("~") for pair in line.split())
        return tuple(Word(pair[-1], pair[0]) for pair in pairs)

    lines = [
        ("head", "Ủ~U( BAN NHÂN DÂN"),
        ("head", "XÃ TAN~TAN LAM~LAP"),
        ("head", "Số: 1/KH-UBND"),
        ("head", "Tan~Tan Lap,~Lạp, ngày 01 tháng 3 năm 2026"),
        ("body", "KẾ HOẠCH"),
        ("body", "Nuôi ong tại xã Tân Lập"),
        ("body", "Căn cứ nhu cầu xã Tân Lập;"),
        ("body", "I. MỤC TIÊU"),
    ]
    text = Text.of([Paragraph((Line(1, words(line)),), role) for role, line in lines])  # type: ignore[arg-type]
    found = read(text)
    assert (found.issuer, found.place) == ("Ủy ban nhân dân xã Tân Lập", "Tân Lập")


def test_a_place_whose_kind_the_columns_cut_off(text_of: TextOf) -> None:
    """A line "Thành phố" in the left column belongs to the place of the dateline on the right."""
    source = headed(number="Thành phố\nhead> Số: 12/KH-UBND", dateline="Hồ Chí Minh, ngày 03 tháng 02 năm 2026")
    assert read(text_of(source)).place == "Thành phố Hồ Chí Minh"
