"""Dates with their roles, and documents cited by number."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import readers
from extract.outline import outline
from extract.page import Line, Paragraph, Word
from extract.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from models import Date, Reference

    TextOf = Callable[[str], Text]

PLAN = """
head> UBND XÃ TÂN LẬP
head> Số: 8/KH-UBND
head> Tân Lập, ngày 02 tháng 3 năm 2026
KẾ HOẠCH
Nuôi ong
{preamble}
I. NỘI DUNG
{body}
"""


def dates(text: Text) -> list[Date]:
    """The dates of a text but the one in its head."""
    return list(readers.read(text, outline(text)).dates)[1:]


def references(text: Text) -> dict[str, Reference]:
    """The references of a text by number."""
    return {reference.number: reference for reference in readers.read(text, outline(text)).references}


def test_the_dateline_is_issued(text_of: TextOf) -> None:
    """The date of the head is that of the document."""
    text = text_of(PLAN.format(preamble="Căn cứ nhu cầu;", body="Nuôi ong."))
    found = readers.read(text, outline(text)).dates
    assert [(date.iso, date.role) for date in found] == [("2026-03-02", "issued")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Theo Nghị quyết số 9/NQ-HĐND ngày 05/01/2026 của Hội đồng nhân dân xã.", [("2026-01-05", "reference")]),
        ("Theo Quyết định số 9/QĐ-TTg của Thủ tướng Chính phủ ngày 05/01/2026.", [("2026-01-05", "reference")]),
        ("Theo Luật Chăn nuôi ngày 19 tháng 11 năm 2018.", [("2018-11-19", "reference")]),
        ("Gửi báo cáo trước ngày 20/11/2026.", [("2026-11-20", "deadline")]),
        ("Báo cáo năm trước ngày 15/12 hằng năm.", [("--12-15", "deadline")]),
        ("Hoàn thành trong tháng 9/2026.", [("2026-09", "deadline")]),
        ("Thời gian thực hiện: Quý III/2026.", [("2026-Q3", "deadline")]),
        ("Lấy mẫu vào tháng 4 và tháng 8 năm 2026.", [("2026-04", "deadline"), ("2026-08", "deadline")]),
        ("Thời gian: Tháng 9 - 10/2026.", [("2026-09", "other"), ("2026-10", "deadline")]),
        ("Hội thi mở vào ngày 20/11/2026.", [("2026-11-20", "other")]),
        ("Thời gian hoàn thành: Trước ngày 01/02/2026.", [("2026-02-01", "deadline")]),
        ("Luật mới có hiệu lực từ ngày 01/7/2026.", [("2026-07-01", "effective")]),
        ("Nhà nước hỗ trợ tiền mua thùng ong từ ngày 01/01/2027.", [("2027-01-01", "effective")]),
        ("Mở lớp từ ngày 05/4/2026 đến ngày 09/4/2026.", [("2026-04-05", "other"), ("2026-04-09", "deadline")]),
        ("Khai mạc hội chợ vào ngày 12/5/2026.", [("2026-05-12", "other")]),
        ("Gửi danh sách về xã hạn chót 13/10/2026.", [("2026-10-13", "deadline")]),
        ("Các thôn tự kiểm tra: Từ ngày 06 - 15/11/2026", [("2026-11-15", "deadline")]),
        ("Kỷ niệm ngày thành lập (19/8/2027-19/8/2028).", [("2027-08-19", "other"), ("2028-08-19", "other")]),
        ("Từ ngày 17/01/2026 đến ngày 20/01/2026 trời rét.", [("2026-01-17", "other"), ("2026-01-20", "other")]),
    ],
)
def test_roles(text_of: TextOf, sentence: str, expected: list[tuple[str, str]]) -> None:
    """What a date is for follows from the words around it and from whether it had passed when the plan was issued."""
    text = text_of(PLAN.format(preamble="Căn cứ nhu cầu;", body=sentence))
    assert [(date.iso, date.role) for date in dates(text)] == expected


def test_times_of_a_task_table(text_of: TextOf) -> None:
    """Every time in a table is one by which work is to be done."""
    text = text_of(
        PLAN.format(preamble="Căn cứ nhu cầu;", body="1 | Mua thùng | Tháng 4/2026\n2 | Chia đàn | 30/6/2026")
    )
    assert [(date.iso, date.role) for date in dates(text)] == [("2026-04", "deadline"), ("2026-06-30", "deadline")]


def test_days_in_a_table_that_states_no_work_are_those_of_events(text_of: TextOf) -> None:
    """A list of visits has the days of events; in a table of work the first day of a range is no deadline."""
    visits = (
        "TT | Nơi kiểm tra | Thời gian kiểm tra\n1 | Thôn Đông | Ngày 22/11/2026\n2 | Thôn Đoài | Sáng ngày 24/11/2026"
    )
    work = "TT | Nội dung công việc | Thời gian | Đơn vị chủ trì\n1 | Phát thùng ong cho các hộ | 05/4/2026 - 09/4/2026 | Phòng Kinh tế"
    for table, roles in ((visits, ["other", "other"]), (work, ["other", "deadline"])):
        text = text_of(PLAN.format(preamble="Căn cứ nhu cầu;", body=table))
        assert [date.role for date in dates(text)] == roles


def test_the_date_of_the_year_in_the_number_is_the_references(text_of: TextOf) -> None:
    """Of two dates printed for one law, the one in the year of its number stands."""
    body = "Theo Luật số 5/2024/QH15 ngày 27/11/2025.\nTheo Luật số 5/2024/QH15 ngày 27/11/2024."
    found = references(text_of(PLAN.format(preamble="Căn cứ nhu cầu;", body=body)))
    assert found["5/2024/QH15"].date == "2024-11-27"


def test_acts_of_one_body_share_who_issued_them(text_of: TextOf) -> None:
    """The body behind the second of two numbers joined by "và" is that of both where their codes name one body."""
    body = "Theo Chỉ thị số 7/CT-BCA ngày 15/8/2025 và Kế hoạch số 8/KH-BCA ngày 18/9/2025 của Bộ Công an, nuôi ong."
    found = references(text_of(PLAN.format(preamble="Căn cứ nhu cầu;", body=body)))
    assert [one.issuer for one in found.values()] == ["Bộ Công an", "Bộ Công an"]


def test_the_line_under_an_annex_repeats_the_date(text_of: TextOf) -> None:
    """A date under an annex's title is the document's own, and its number is no reference."""
    body = "Nuôi ong.\nNơi nhận:\n- Các thôn;\nPHỤ LỤC\n(Kèm theo Kế hoạch số 8/KH-UBND ngày 02/3/2026 của UBND xã Tân Lập)\n1 | Mua"
    text = text_of(PLAN.format(preamble="Căn cứ nhu cầu;", body=body))
    assert [(date.iso, date.role) for date in dates(text)] == [("2026-03-02", "issued")]
    assert references(text) == {}


def test_a_reference_gathers_what_is_said_of_it_anywhere(text_of: TextOf) -> None:
    """Kind, date and issuer come from whichever mention has them; a number cited twice is one reference."""
    text = text_of(
        PLAN.format(
            preamble="Căn cứ nhu cầu;",
            body="Theo Nghị quyết số 9/NQ-HĐND.\nNghị quyết số 9/NQ-HĐND ngày 05/01/2026 của Hội đồng nhân dân xã về nuôi ong.",
        )
    )
    found = references(text)
    assert list(found) == ["9/NQ-HĐND"]
    assert (found["9/NQ-HĐND"].doc_type, found["9/NQ-HĐND"].date) == ("nghị quyết", "2026-01-05")
    assert (found["9/NQ-HĐND"].issuer, found["9/NQ-HĐND"].basis) == ("Hội đồng nhân dân xã", False)


def test_two_acts_of_one_body_share_their_date(text_of: TextOf) -> None:
    """A date behind two numbers joined by "và" is that of both; one of another kind has no part in it."""
    text = text_of(
        PLAN.format(
            preamble="Theo Công điện số 8/CĐ-UBND và số 9/CĐ-UBND ngày 19/02/2026; Công văn số 4/SYT-VP và Chỉ thị số 5/CT-TTg ngày 20/02/2026.",
            body="Nuôi ong.",
        )
    )
    found = {one.number: one.date for one in readers.read(text, outline(text)).references}
    assert found == {"8/CĐ-UBND": "2026-02-19", "9/CĐ-UBND": "2026-02-19", "4/SYT-VP": None, "5/CT-TTg": "2026-02-20"}


@pytest.mark.parametrize(
    ("preamble", "basis"),
    [
        ("Căn cứ Nghị quyết số 9/NQ-HĐND ngày 05/01/2026 của HĐND xã;", {"9/NQ-HĐND": True}),
        (
            "Căn cứ Kế hoạch số 4/KH-TU ngày 01/02/2026 của Tỉnh ủy về việc thực hiện Nghị quyết số 9/NQ-CP ngày 05/01/2026;",
            {"4/KH-TU": True, "9/NQ-CP": False},
        ),
        (
            "Thực hiện Kế hoạch số 4/KH-UBND ngày 01/02/2026 của UBND tỉnh và Kế hoạch số 5/KH-UBND ngày 02/02/2026 của UBND huyện;",
            {"4/KH-UBND": True, "5/KH-UBND": True},
        ),
        (
            "Căn cứ Nghị quyết số 9/NQ-CP về nuôi ong theo Quyết định số 3/QĐ-TTg; Chỉ thị số 2/CT-UBND của UBND tỉnh;",
            {"9/NQ-CP": True, "3/QĐ-TTg": False, "2/CT-UBND": True},
        ),
        (
            "Căn cứ Luật Chăn nuôi số 32/2018/QH14, được sửa đổi, bổ sung tại Luật số 40/2024/QH15;",
            {"32/2018/QH14": True, "40/2024/QH15": True},
        ),
        (
            "Căn cứ Luật Thú y số 79/2015/QH13, được sửa đổi tại Luật sửa đổi một số điều của Luật Giống số 5/2023/QH15;",
            {"79/2015/QH13": True, "5/2023/QH15": False},
        ),
        ("Xét đề nghị của Phòng Kinh tế xã tại Tờ trình số 11/TTr-PKT ngày 01/02/2026;", {"11/TTr-PKT": True}),
    ],
)
def test_basis(text_of: TextOf, preamble: str, basis: dict[str, bool]) -> None:
    """A plan rests on what its preamble cites, not on what stands only in the title of something cited there."""
    found = references(text_of(PLAN.format(preamble=preamble, body="Nuôi ong.")))
    assert {number: reference.basis for number, reference in found.items()} == basis


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        (
            "Theo Thông tư số 5/2026/TT-BVHTTDL ngày 01/01/2026 của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch về hội.",
            "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch",
        ),
        ("Theo Quyết định số 5/QĐ-UBND của Ủy ban nhân dân tỉnh ban hành Quy chế.", "Ủy ban nhân dân tỉnh"),
        ("Theo Đề án 06 của Chính phủ liên quan đến cư trú.", "Chính phủ"),
        ("Theo đề nghị của Phòng Kinh tế tại Tờ trình số 5/TTr-PKT ngày 01/02/2026.", "Phòng Kinh tế"),
        ("Theo Quyết định số 5/QĐ-UBND ngày 01/02/2026.", None),
        ("Theo Công văn số 5/SYT-VP ngày 01/02/2026 Sở Y tế về việc nuôi ong.", "Sở Y tế"),
        ("Theo Công văn số 5/SYT-VP ngày 01/02/2026. của Sở Y tế về việc nuôi ong.", "Sở Y tế"),
        ("Theo Công văn số 5/SYT-VP ngày 01/02/2026 Các thôn nuôi ong.", None),
        ("Theo Tờ trình số 5/TTr-PKT ngày 01/02/2026, UBND xã ban hành Kế hoạch về nuôi ong.", None),
    ],
)
def test_issuer_of_a_reference(text_of: TextOf, sentence: str, issuer: str | None) -> None:
    """The issuing body is named as printed, up to where its name must be over."""
    found = references(text_of(PLAN.format(preamble="Căn cứ nhu cầu;", body=sentence)))
    assert [reference.issuer for reference in found.values()] == [issuer]


PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "KẾ HOẠCH",
            "Số: /KH-UBND",
            "A, ngày tháng năm 2026",
            "I. MỤC TIÊU",
            "Căn cứ Nghị quyết số 1/NQ-CP ngày 31/02/2026 của",
            "Nơi nhận:",
            "- Lưu: VT.",
            "TM. ỦY BAN",
            "PHỤ LỤC",
            "(Kèm theo Kế hoạch số",
            "Điều 1. A",
            "của Chính phủ ngày",
            "trước ngày 31/13",
        ]
    ),
)


@given(st.lists(PIECES, max_size=14), st.sampled_from(["body", "head", "title", "recipients", "signature"]))
@settings(deadline=None)
def test_any_text_has_records(pieces: list[str], role: str) -> None:
    """Whatever the text, records come out, and every place lies inside it."""
    lines = [[unicodedata.normalize("NFC", word) for word in piece.split()] for piece in pieces]
    blocks = [Paragraph((Line(1, tuple(Word(word, word) for word in words)),), role) for words in lines if words]  # type: ignore[arg-type]
    text = Text.of(blocks)
    records = readers.read(text, outline(text))
    everything = [records.document, *records.sections, *records.dates, *records.references]
    for record in everything:
        assert set(record.at) == set(type(record).model_fields) - {"at"}
        for place in record.at.values():
            assert all(0 <= start < end <= len(text.string) for start, end in place.spans)


def test_a_running_number_alone_is_known_by_its_whole(text_of: TextOf) -> None:
    """A short citation is an entry only where the whole number of its document stands nowhere."""
    body = "Theo Nghị quyết số 57-NQ/TW ngày 22/12/2024.\nThực hiện Nghị quyết 57 và Chỉ thị 40 về nuôi ong."
    assert list(references(text_of(PLAN.format(preamble="Căn cứ nhu cầu;", body=body)))) == ["57-NQ/TW", "40"]


@pytest.mark.parametrize(
    ("number", "sure"),
    [
        ("07-NQ/ĐU", True),
        ("07-NQ/Đ", False),
        ("23/2026/TT-BCA", True),
        ("23/2026/TT-BC4", False),
        ("41/2024/QH15", True),
        ("12/KH-C06", True),
    ],
)
def test_a_body_that_is_hardly_one_makes_a_number_less_sure(text_of: TextOf, number: str, sure: bool) -> None:
    """A lone letter, or a figure at the end of a body's letters, was misread; the number is kept and doubted."""
    body = f"- Thực hiện văn bản số {number} ngày 02/02/2026 của cấp trên."
    found = references(text_of(PLAN.format(preamble="", body=body)))[number]
    assert (found.at["number"].confidence >= 0.9) == sure
