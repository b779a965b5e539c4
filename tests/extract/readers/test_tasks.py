"""Tasks in all the forms the guide names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.outline import outline
from extract.readers import read_document, read_tasks
from extract.readers.task_labels import label_kind
from extract.readers.task_times import governing_time
from models import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.text import Text
    from models import Task

    TextOf = Callable[[str], Text]

HEAD = """
head> UBND XÃ ĐỒNG LÁT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
head> Số: 12/KH-UBND | Đồng Lát, ngày 03 tháng 02 năm 2026
title> KẾ HOẠCH
title> Trồng cây ven đường năm 2026
Thực hiện chương trình công tác, UBND xã ban hành Kế hoạch như sau:
"""


def tasks(text_of: TextOf, body: str) -> tuple[Task, ...]:
    """Read the tasks of a plan with the given body."""
    text = text_of(HEAD + body)
    lined = outline(text)
    return read_tasks(text, lined, read_document(text, lined))


def test_items_under_a_bodys_heading_are_its_tasks(text_of: TextOf) -> None:
    """Each item under a body's heading is a task that it leads; "phối hợp với" names who coordinates."""
    read = tasks(
        text_of,
        """
I. TỔ CHỨC THỰC HIỆN
1. Đề nghị Hội Nông dân xã
- Vận động hội viên góp cây giống.
- Phối hợp với Công an xã giữ cây non.
2. Phòng Kinh tế
Hằng quý, kiểm tra số cây sống.
Yêu cầu các cơ quan, đơn vị triển khai thực hiện tốt Kế hoạch này./.
""",
    )
    assert [task.lead for task in read] == [("Hội Nông dân xã",), ("Hội Nông dân xã",), ("Phòng Kinh tế",)]
    assert [task.coordinate for task in read] == [(), ("Công an xã",), ()]
    assert [task.section for task in read] == ["I/1", "I/1", "I/2"]
    assert read[2].recurrence == "quarterly"
    assert read[2].time == "Hằng quý"


def test_a_paragraph_that_only_names_help_gives_it_to_those_behind(text_of: TextOf) -> None:
    """Who coordinates is said once, above; a paragraph that also says what to do is a task itself."""
    read = tasks(
        text_of,
        """
I. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
Chủ trì, phối hợp với Trạm Y tế xã và các đơn vị liên quan thực hiện các nội dung sau:
Kiểm tra số cây sống.
Góp cây giống cho các thôn.
2. Hội Nông dân xã
Phối hợp với Công an xã giữ cây non, trong đó lưu ý:
Vận động hội viên góp cây giống.
""",
    )
    helped = ("Trạm Y tế xã", "các đơn vị liên quan")
    assert [(task.task, task.coordinate) for task in read] == [
        ("Kiểm tra số cây sống.", helped),
        ("Góp cây giống cho các thôn.", helped),
        ("Phối hợp với Công an xã giữ cây non, trong đó lưu ý:", ("Công an xã",)),
        ("Vận động hội viên góp cây giống.", ()),
    ]


def test_an_item_that_names_its_own_body_has_that_as_lead(text_of: TextOf) -> None:
    """Words like "Đề nghị A; B …" under another body's heading leads itself; the heading's own name again does not."""
    read = tasks(
        text_of,
        """
I. TỔ CHỨC THỰC HIỆN
1. Ủy ban Mặt trận Tổ quốc xã
- Đề nghị Hội Phụ nữ; Đoàn Thanh niên xã trồng hàng cây số 1.
- Ủy ban Mặt trận Tổ quốc xã chủ trì phát động.
2. Phòng Kinh tế
- Cấp cây giống.
""",
    )
    assert read[0].lead == ("Hội Phụ nữ", "Đoàn Thanh niên xã")
    assert read[1].lead == ("Ủy ban Mặt trận Tổ quốc xã",)


def test_paragraphs_over_an_agency_line_are_one_task(text_of: TextOf) -> None:
    """All paragraphs over one agency line are one task, joined, without the line; inner dashes stay."""
    read = tasks(
        text_of,
        """
I. NHIỆM VỤ
1. Ươm cây
- Chọn hạt giống tốt.
- Làm luống cao.
* Cơ quan thực hiện: Phòng Kinh tế phối hợp với các thôn.
2. Trồng cây
Đơn vị chủ trì: Đoàn Thanh niên xã.
Đơn vị phối hợp: Hội Cựu chiến binh xã.
Thời gian thực hiện: Quý III/2026.
""",
    )
    assert [task.task for task in read] == ["Chọn hạt giống tốt. - Làm luống cao.", "Trồng cây"]
    assert read[0].lead == ("Phòng Kinh tế",)
    assert read[0].coordinate == ("các thôn",)
    assert (read[1].time, read[1].due) == ("Quý III/2026", "2026-Q3")


def test_numbered_paragraphs_without_headings_name_their_bodies(text_of: TextOf) -> None:
    """In a part without headings every paragraph that names bodies and work is a task; closing formulas are not."""
    read = tasks(
        text_of,
        """
I. TỔ CHỨC THỰC HIỆN
1. Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã theo dõi việc trồng cây.
2. Căn cứ Kế hoạch này, các thôn xây dựng lịch trồng cây.
Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh về Phòng Kinh tế./.
""",
    )
    assert [task.lead for task in read] == [("Phòng Kinh tế",), ("các thôn",)]
    assert read[0].coordinate == ("Công an xã",)


def test_solutions_that_happen_to_name_a_body_are_no_tasks(text_of: TextOf) -> None:
    """A general aim among the solutions is no task."""
    assert not tasks(
        text_of,
        """
I. GIẢI PHÁP
1. Tuyên truyền
- Phát huy vai trò của Hội Nông dân xã trong việc vận động.
""",
    )


def test_rows_of_a_task_table_are_tasks(text_of: TextOf) -> None:
    """Each row is a task with its number; group rows are sections; a row torn by a page is joined."""
    read = tasks(
        text_of,
        """
I. NHIỆM VỤ
Theo phụ lục.
PHỤ LỤC
NHIỆM VỤ CỤ THỂ
TT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời gian
I | Ươm trồng | | | |
1 | Chọn đất làm vườn ươm | Phòng Kinh tế | Các thôn; Hội Nông dân xã | Báo cáo | Hằng năm
2 | Ươm một vạn cây | Đoàn Thanh niên | - | Vườn cây | Trước ngày 15/9/2026
 | giống bản địa | xã | | |
""",
    )
    assert [task.number for task in read] == ["1", "2"]
    assert read[0].section == "PL/I"
    assert read[0].coordinate == ("Các thôn", "Hội Nông dân xã")
    assert read[0].recurrence == "yearly"
    assert read[1].task == "Ươm một vạn cây giống bản địa"
    assert read[1].lead == ("Đoàn Thanh niên xã",)
    assert read[1].due == "2026-09-15"


FLAT = """
I. NHIỆM VỤ
Theo phụ lục.
PHỤ LỤC
DANH MỤC NHIỆM VỤ
TT NỘI DUNG CÔNG VIỆC
CƠ QUAN
CHỦ TRÌ
CƠ QUAN
PHỐI HỢP
SẢN PHẨM
THỜI GIAN
I Ươm giống
1
Chọn đất làm vườn ươm cho cả xã,
đo đạc ranh giới
Phòng Kinh
tế
Công an xã; Hội
Nông dân xã
Biên bản đo đạc
Quý I/2026
2 Ươm cây bản địa
Đoàn Thanh niên xã Các thôn
Vườn cây Hằng năm
II Trồng và giữ cây
1
Trồng cây theo đường trục
thôn
UBND xã
Báo cáo kết quả Thường xuyên
"""


def test_a_flattened_table_gives_the_same_rows(text_of: TextOf) -> None:
    """Cells torn into lines and glued on lines are dealt out to their columns by what fits them."""
    read = tasks(text_of, FLAT)
    assert [(task.section, task.number) for task in read] == [("PL/I", "1"), ("PL/I", "2"), ("PL/II", "1")]
    assert read[0].task == "Chọn đất làm vườn ươm cho cả xã, đo đạc ranh giới"
    assert [task.lead for task in read] == [("Phòng Kinh tế",), ("Đoàn Thanh niên xã",), ("UBND xã",)]
    assert [task.coordinate for task in read] == [("Công an xã", "Hội Nông dân xã"), ("Các thôn",), ()]
    assert [task.product for task in read] == ["Biên bản đo đạc", "Vườn cây", "Báo cáo kết quả"]
    assert [task.due for task in read] == ["2026-Q1", None, None]
    assert [task.recurrence for task in read] == [None, "yearly", "continuous"]


@pytest.mark.parametrize(
    ("printed", "read"), [("CHỦ TRÌ", "CHU TRÍI"), ("PHỐI HỢP", "PHỐI HỌP,"), ("SẢN PHẨM", "SẢN PHÂMN"), ("NỘI DUNG", "NỘI DUNC")]
)  # fmt: skip
def test_a_head_with_a_letter_misread_is_a_head(text_of: TextOf, printed: str, read: str) -> None:
    """A flattened table is found by its head though a letter of it was read wrong."""
    assert [task.task for task in tasks(text_of, FLAT.replace(printed, read, 1))] == [
        task.task for task in tasks(text_of, FLAT)
    ]


def test_every_field_has_a_place(text_of: TextOf) -> None:
    """Fields that were read have spans, fields that are not there say so, computed ones name their source."""
    for task in tasks(text_of, FLAT):
        assert task.at["task"].state is State.FOUND
        assert task.at["due"].state in {State.DERIVED, State.ABSENT}
        for field in ("lead", "coordinate", "product", "time", "number"):
            value = getattr(task, field)
            assert (task.at[field].state is State.FOUND) == bool(value)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("* Cơ quan thực hiện", "lead"),
        ("Đơn vị chủ trì tham mưu thực hiện", "lead"),
        ("Đơn vị phối hợp thực hiện", "coordinate"),
        ("Cơ quan chủ trì, phối hợp", "lead"),
        ("Thời hạn ban hành", "time"),
        ("Sản phẩm", "product"),
        ("Nội dung thực hiện", "content"),
        ("Địa điểm quan trắc", None),
        ("Tổ chức thực hiện", None),
        ("Sở Xây dựng (cơ quan chủ trì)", None),
        ("Thời gian thực hiện (dự kiến)", "time"),
    ],
)
def test_labels_are_known_in_any_wording(label: str, kind: str | None) -> None:
    """A label is known by its words, not by one spelling."""
    assert label_kind(label) == kind


@pytest.mark.parametrize(
    ("words", "recurrence", "due"),
    [
        ("Báo cáo Ủy ban nhân dân xã kết quả trồng cây hằng tháng.", "monthly", None),
        ("Nộp báo cáo trước ngày 20 hằng tháng lên phần mềm.", "monthly", None),
        ("Hoàn thành đào hố, báo cáo trong tháng 3/2026.", None, "2026-03"),
        ("Chi trả trợ cấp hằng tháng cho người trồng rừng.", None, None),
        ("Chủ trì tưới cây, đồng thời thường xuyên kiểm tra bờ rào.", "continuous", None),
        ("Cập nhật thường xuyên số cây sống vào sổ.", "continuous", None),
        ("Theo dõi liên tục mực nước hồ.", "continuous", None),
        (
            "Định kỳ hàng tháng (trước ngày 16 hàng tháng), 6 tháng (trước ngày 16/6), tổng kết năm hoặc khi có yêu cầu báo cáo xã.",
            "monthly",
            None,
        ),
        ("Bố trí kinh phí chi thường xuyên trong dự toán để mua giống.", None, None),
        ("Hỗ trợ trung tâm giáo dục thường xuyên trồng cây.", None, None),
        ("Ngày 05/3/2026: Họp tổ trồng cây, chia việc.", None, "2026-03-05"),
        ("Từ ngày 10/3/2026 đến ngày 20/3/2026: Đào hố.", None, "2026-03-10/2026-03-20"),
        ("Thành phần tham dự: cán bộ các thôn.", None, None),
    ],
)
def test_only_a_time_that_governs_the_work_counts(words: str, recurrence: str | None, due: str | None) -> None:
    """A period that closes a clause governs the work; one that qualifies a noun does not."""
    time = governing_time(words)
    assert (time.recurrence if time else None, time.due if time else None) == (recurrence, due)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Tổng hợp, định kỳ báo cáo UBND xã.", "định kỳ"),
        ("Gửi báo cáo theo định kỳ về xã.", None),
        (
            "Xây dựng kế hoạch của mình trong thời hạn 15 ngày kể từ ngày nhận Kế hoạch này, gửi xã.",
            "trong thời hạn 15 ngày kể từ ngày nhận Kế hoạch này",
        ),
    ],
)
def test_a_manner_or_term_is_a_time_as_printed(words: str, printed: str | None) -> None:
    """The manner "định kỳ" beside its verb and a term of days are times, though they fix no date."""
    time = governing_time(words)
    assert (time.text if time else None) == printed


def test_rows_without_numbers_in_slipped_tables_are_tasks(text_of: TextOf) -> None:
    """Where cells slipped, a row begins at a number, or where a task, bodies and a time follow one another.

    Bodies that begin a torn line in front of a time stand in the column before the time's.
    """
    read = tasks(
        text_of,
        """
PHỤ LỤC
NHIỆM VỤ TRỒNG CÂY
STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian
I | ƯƠM CÂY |  | 1 | Chọn giống cây tốt cho các thôn
Phòng Kinh tế | Trạm Y tế | 2026 |  | II | TRỒNG CÂY
Đào hố và trồng cây ở hai bên đường | Đoàn Thanh niên xã | Công an xã | Năm 2027
Tưới cây trong ba tháng mùa khô | Hội Phụ nữ xã | Các thôn | Hằng năm | 2 | Thay những cây đã chết
Hội Nông dân xã | Năm 2028
""",
    )
    assert [task.lead for task in read] == [
        ("Phòng Kinh tế",),
        ("Đoàn Thanh niên xã",),
        ("Hội Phụ nữ xã",),
        (),
    ]
    assert read[3].coordinate == ("Hội Nông dân xã",)
    assert [task.time for task in read] == ["2026", "Năm 2027", "Hằng năm", "Năm 2028"]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Trách nhiệm của các cơ quan quản lý cấp trên (bao gồm cả trạm):", "các cơ quan quản lý cấp trên"),
        ("Ủy ban nhân dân các xã: Tân An, Bình Phú", "Ủy ban nhân dân các xã: Tân An, Bình Phú"),
        ("Trách nhiệm của chủ vườn", "chủ vườn"),
    ],
)
def test_headings_name_bodies_in_many_ways(text_of: TextOf, heading: str, lead: str) -> None:
    """Duties of somebody, places behind a colon and brackets at the end are headings of bodies too."""
    read = tasks(text_of, f"I. TỔ CHỨC THỰC HIỆN\n1. {heading}\n- Trồng cây.\n- Tưới cây.\n2. Công an xã\n- Giữ cây.\n")
    assert [task.lead for task in read] == [(lead,), (lead,), ("Công an xã",)]


def test_an_item_led_by_its_own_body_behind_a_colon(text_of: TextOf) -> None:
    """Items such as "Trạm Y tế: …" under another heading lead themselves."""
    read = tasks(
        text_of, "I. TỔ CHỨC THỰC HIỆN\n1. Các đơn vị liên quan\n- Trạm Y tế: phun thuốc.\n2. Công an xã\n- Giữ cây.\n"
    )
    assert read[0].lead == ("Trạm Y tế",)


def test_a_sentence_that_its_list_completes_is_one_task(text_of: TextOf) -> None:
    """A long sentence with a colon takes the items under it in; a short heading leaves each a task of its own."""
    read = tasks(
        text_of,
        """
I. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
a) Triển khai các nhiệm vụ được giao trong chương trình trồng cây, bao gồm:
- Cây mít.
- Cây ổi.
b) Về tuyên truyền:
- Phát tờ rơi.
- Dán áp phích.
2. Công an xã
- Giữ cây.
""",
    )
    assert [task.task.split()[0] for task in read] == ["Triển", "Phát", "Dán", "Giữ"]
    assert read[0].task.endswith("bao gồm: - Cây mít. - Cây ổi.")


def test_one_column_may_name_who_leads_and_who_coordinates(text_of: TextOf) -> None:
    """The first body of such a column leads, the others coordinate."""
    read = tasks(
        text_of,
        """
I. TIẾN ĐỘ
TT | Nội dung công việc | Thời gian thực hiện | Đơn vị chủ trì/phối hợp
1 | Ươm cây | Quý I/2026 | Phòng Kinh tế; Trạm Y tế
2 | Trồng cây | Quý II/2026 | Công an xã
""",
    )
    assert [(task.lead, task.coordinate) for task in read] == [
        (("Phòng Kinh tế",), ("Trạm Y tế",)),
        (("Công an xã",), ()),
    ]


@pytest.mark.parametrize("title", ["II. ĐỐI TƯỢNG KIỂM TRA", "II. THÀNH PHẦN THAM DỰ"])
def test_parts_that_list_bodies_assign_nothing(text_of: TextOf, title: str) -> None:
    """Bodies under the title of who is inspected or takes part have no tasks."""
    assert tasks(text_of, f"{title}\n1. Phòng Kinh tế\n- Sổ cây.\n2. Công an xã\n- Sổ hộ.\n") == ()


def test_an_item_of_names_alone_is_no_task(text_of: TextOf) -> None:
    """What lists bodies and says nothing of work is no task."""
    read = tasks(
        text_of, "I. TỔ CHỨC THỰC HIỆN\n1. Các đơn vị\n- Trạm Y tế xã;\n- Giữ cây.\n2. Công an xã\n- Canh cây.\n"
    )
    assert [task.task for task in read] == ["Giữ cây.", "Canh cây."]


def test_a_paragraph_under_a_sentence_that_names_its_own_bodies_is_its_own_task(text_of: TextOf) -> None:
    """Under "2. Trưởng các thôn …" the paragraph "Căn cứ …, các đoàn thể …" under it is an assignment of its own."""
    read = tasks(
        text_of,
        """
I. TỔ CHỨC THỰC HIỆN
1. Trưởng các thôn, các đơn vị trực thuộc chịu trách nhiệm chọn đất trồng cây ven đường, báo cho các hộ dân hai bên, chuẩn bị nước tưới và cọc chống, giữ cây trong ba tháng đầu.
Căn cứ tình hình của mình, các đoàn thể, trường học xây dựng lịch trồng cây.
2. Giao cho Hội Nông dân xã chủ trì và phối hợp với 03 thôn liên quan triển khai thực hiện kế hoạch này.
""",
    )
    assert [task.lead for task in read] == [
        ("Trưởng các thôn, các đơn vị trực thuộc",),
        ("các đoàn thể, trường học",),
        ("Hội Nông dân xã",),
    ]
    assert read[2].coordinate == ("03 thôn liên quan",)


def test_bodies_of_the_kind_a_heading_speaks_of_are_the_headings(text_of: TextOf) -> None:
    """Under "Các khoa tham gia …" an item that lists the departments one by one has the heading's form for lead."""
    read = tasks(
        text_of,
        """
I. PHÂN CÔNG TRÁCH NHIỆM
1. Phòng Đào tạo
- Lập danh sách.
2. Các khoa tham gia trồng cây
- Khoa Lâm học và Khoa Đất phối hợp đào hố.
- Cử 05 sinh viên tưới cây.
""",
    )
    assert [task.lead for task in read] == [("Phòng Đào tạo",), *[("Các khoa tham gia trồng cây",)] * 2]


def test_a_line_that_ends_in_a_body_and_its_part_is_a_task(text_of: TextOf) -> None:
    """A dash or bracket at a line's end may say who does the work; a bracket about the work itself does not."""
    read = tasks(
        text_of,
        """
I. NỘI DUNG
1. Tham luận về cách giữ cây non mùa khô – Trường Tiểu học Đồng Lát hỗ trợ thực hiện.
2. Chấm giải vườn cây đẹp của các thôn (Hội Nông dân xã chủ trì, phối hợp với Đoàn Thanh niên xã thực hiện).
3. Tưới cây hai lần một tuần (theo lịch đã thực hiện).
4. Các hộ giữ cây - trách nhiệm của mọi nhà.
""",
    )
    assert [(task.lead, task.coordinate) for task in read] == [
        (("Trường Tiểu học Đồng Lát",), ()),
        (("Hội Nông dân xã",), ("Đoàn Thanh niên xã",)),
    ]


@pytest.mark.parametrize(
    ("items", "leads"),
    [
        (
            "- Đối với Ngành Nông nghiệp: Xây dựng lịch trồng cây.\n- Các thôn: Tổ chức đào hố, tưới cây.",
            [("Ngành Nông nghiệp",), ("Các thôn",)],
        ),
        ("- Các thôn: 200 cây.\n- Trường học: 50 cây.", []),
        ("- Các thôn: Tổ chức đào hố, tưới cây.\n- Cây giống lấy ở vườn ươm.", []),
    ],
)
def test_items_that_all_name_a_body_before_a_colon_are_tasks(
    text_of: TextOf, items: str, leads: list[tuple[str, ...]]
) -> None:
    """A part whose every item says "body: what it is to do" assigns work, whatever its heading."""
    assert [task.lead for task in tasks(text_of, f"\nI. NHIỆM VỤ, BIỆN PHÁP\n1. Nhiệm vụ\n{items}\n")] == leads


def test_one_of_a_headings_bodies_may_lead_the_others(text_of: TextOf) -> None:
    """Where an item says that one of the heading's bodies leads, the others help; who it demands of does not lead."""
    read = tasks(
        text_of,
        """
I. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế và Phòng Văn hóa - Xã hội
- Phòng Kinh tế chủ trì, phối hợp với Phòng Văn hóa - Xã hội đào hố.
- Yêu cầu các cơ quan báo chí đưa tin về ngày hội trồng cây.
- Các thôn thuộc đối tượng kiểm tra có trách nhiệm chuẩn bị số liệu.
2. Công an xã
Thường xuyên phối hợp, trao đổi thông tin với các thôn về giữ cây.
""",
    )
    both = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội")
    assert [task.lead for task in read] == [
        ("Phòng Kinh tế",),
        both,
        ("Các thôn thuộc đối tượng kiểm tra",),
        ("Công an xã",),
    ]
    assert [task.coordinate for task in read] == [("Phòng Văn hóa - Xã hội",), (), (), ("các thôn",)]


def test_numbered_lines_that_each_tell_a_body_assign_work(text_of: TextOf) -> None:
    """A part of one body's heading with its work and of sentences that begin with bodies is one of assignments."""
    read = tasks(
        text_of,
        """
I. CHẾ ĐỘ BÁO CÁO
1. Các thôn: Gửi số cây sống về xã trước ngày 20/11/2026.
2. Phòng Kinh tế tổng hợp, báo cáo UBND xã.
II. KHEN THƯỞNG
1. Các thôn: Không quá 05 người;
2. Phòng Kinh tế đã có giấy khen.
""",
    )
    assert [(task.section, task.lead) for task in read] == [("I/1", ("Các thôn",)), ("I/2", ("Phòng Kinh tế",))]


def test_headings_and_heads_within_a_task_table_are_no_tasks(text_of: TextOf) -> None:
    """A row that says neither who nor when, and one that repeats the head's words, assign nothing."""
    read = tasks(
        text_of,
        """
I. NHIỆM VỤ
TT | Nội dung | Đơn vị chủ trì | Thời gian
1 | Chuẩn bị cây giống và đất | |
1.1 | Ươm cây lim | Hội Nông dân xã | Quý I/2026
TT | Nội dung | Đơn vị thực hiện | Thời gian
2 | Đào hố ở các thôn | Các thôn | Quý II/2026
""",
    )
    assert [task.task for task in read] == ["Ươm cây lim", "Đào hố ở các thôn"]
