"""Targets: which numbers are, what they measure, by when; and tables of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.outline import outline
from extract.readers import read_document, read_targets
from models import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.text import Text
    from models import Target

    TextOf = Callable[[str], Text]

HEAD = """
head> UBND XÃ ĐỒNG LÁT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
head> Số: 12/KH-UBND | Đồng Lát, ngày 03 tháng 02 năm 2026
title> KẾ HOẠCH
title> {title}
Thực hiện chương trình công tác, UBND xã ban hành Kế hoạch như sau:
"""


def targets(text_of: TextOf, body: str, title: str = "Trồng cây giai đoạn 2026 - 2030") -> tuple[Target, ...]:
    """Read the targets of a plan with the given body."""
    text = text_of(HEAD.format(title=title) + body)
    lined = outline(text)
    return read_targets(text, lined, read_document(text, lined))


def one(text_of: TextOf, item: str, heading: str = "II. MỤC TIÊU") -> Target | None:
    """Read the only target of an item under a heading, None where it has none."""
    found = targets(text_of, f"{heading}\n- {item}\n")
    assert len(found) <= 1
    return found[0] if found else None


AIMED = [
    ("Số cây trồng mới: 1.250 cây.", "1250", "cây", "eq", "Số cây trồng mới"),
    ("Đến năm 2028, tỷ lệ cây sống đạt tối thiểu 92,5%.", "92.5", "%", "ge", "tỷ lệ cây sống"),
    ("Phấn đấu trên 80% hộ dân có vườn ươm.", "80", "%", "gt", "hộ dân có vườn ươm"),
    ("Giữ được từ 15-20 ha rừng giống.", "15", "ha", "eq", None),
    ("Trồng cây cho 100% trường học trên địa bàn.", "100", "%", "eq", "Trồng cây cho trường học trên địa bàn"),
    ("Đạt 90% hộ dân trở lên tưới cây đúng kỹ thuật.", "90", "%", "ge", None),
    ("Hình thành ít nhất 05 mô hình vườn rừng.", "5", "mô hình", "ge", "mô hình vườn rừng"),
    ("Giảm ít nhất 12% số vụ chặt cây so với năm 2025.", "12", "%", "ge", "Giảm số vụ chặt cây"),
]


@pytest.mark.parametrize(("item", "value", "unit", "comparator", "indicator"), AIMED)
def test_numbers_to_be_reached_are_targets(  # noqa: PLR0917
    text_of: TextOf, item: str, value: str, unit: str, comparator: str, indicator: str | None
) -> None:
    """An item of the part that states targets gives its number, unit, bound and what it measures."""
    target = one(text_of, item)
    assert target is not None
    assert (target.value, target.unit, target.comparator) == (value, unit, comparator)
    if indicator is not None:
        assert target.indicator is not None
        assert target.indicator.startswith(indicator)


NONE = [
    "Hiện nay, toàn xã có 320 hộ trồng cây ăn quả.",
    "Thực hiện Nghị quyết số 15/NQ-HĐND ngày 02/01/2026 về trồng cây.",
    "Xử lý cây đổ trong 24 giờ.",
    "Mỗi tổ gồm 03 thành viên.",
    "Thực hiện 16 mục tiêu về trồng cây.",
    "Tỷ lệ cây sống năm 2024 là 85%.",
]


@pytest.mark.parametrize("item", NONE)
def test_numbers_that_describe_are_no_targets(text_of: TextOf, item: str) -> None:
    """Given counts, past results, document numbers, durations and the make-up of a team are no targets."""
    assert one(text_of, item) is None


SET_OUT = [
    ("Tổ chức 12 lớp tập huấn ghép cây.", ["12"]),
    ("Mở 04 lớp ghép cây cho 160 hộ dân.", ["4", "160"]),
    ("In và cấp phát 6.000 tờ rơi về phòng cháy rừng.", ["6000"]),
    ("Đến năm 2029, diện tích quế đạt 640 ha, sản lượng 210 tấn.", ["640", "210"]),
    ("Tập trung hỗ trợ hơn 3.500 hộ trồng rừng.", ["3500"]),
    ("Nâng cấp, mở rộng 18 km đường lâm nghiệp.", ["18"]),
    ("Đo độ ẩm đất với tần suất 3 lần/tháng; số lượng mẫu đất 72 mẫu/năm.", ["3", "72"]),
    ("Số lượng: 900 cuốn.", ["900"]),
    ("Hoàn thành 15 công trình nước tưới trong tháng 6/2027.", ["15"]),
    ("Có tỷ lệ cây sống đạt từ 80% trở lên.", ["80"]),
    ("Phấn đấu giải ngân 100% kinh phí được giao.", ["100"]),
]


@pytest.mark.parametrize(("item", "values"), SET_OUT)
def test_numbers_set_out_among_the_tasks_are_targets(text_of: TextOf, item: str, values: list[str]) -> None:
    """What an activity is to bring forth, a figure with a year to come, a frequency or a sample laid down count."""
    found = targets(text_of, f"III. NHIỆM VỤ\n1. Trồng rừng\n- {item}\n")
    assert [target.value for target in found] == values


DESCRIBED = [
    "Thành lập 03 đoàn kiểm tra rừng.",
    "Bố trí 02 cán bộ trực chốt.",
    "Xây dựng mô hình tại 05 xã vùng cao.",
    "Thực hiện chương trình mỗi xã một sản phẩm.",
    "Hỗ trợ 50% kinh phí mua giống, 30 triệu đồng/hộ.",
    "Miễn 100% học phí lớp ghép cây.",
    "Doanh nghiệp do Nhà nước nắm giữ 100% vốn điều lệ trồng 300 ha rừng theo hợp đồng.",
    "Phương án phải được trên 50% số phiếu tán thành.",
    "Trường hợp thiệt hại từ 70% trở lên thì được hỗ trợ.",
    "Xã có từ 03 tiêu chí trở lên được xem xét.",
    "Sản lượng gỗ tăng 12% so với cùng kỳ.",
    "Dự báo nhu cầu gỗ tăng khoảng 8%.",
    "Giao cho 04 phòng chuyên môn phối hợp.",
    "Nộp 01 bộ hồ sơ về Sở.",
    "Mỗi đội có ít nhất 03 thành viên.",
    "Mỗi sở, ngành cử ít nhất 02 người tham gia chữa cháy rừng.",
    "Bài dự thi tối thiểu 10 trang.",
    "Đạt từ 80 điểm trở lên được xét giải.",
    "Đầu tư nhà máy viên nén công suất 500 tấn.",
]


@pytest.mark.parametrize("item", DESCRIBED)
def test_numbers_among_the_tasks_that_set_nothing_out_are_no_targets(text_of: TextOf, item: str) -> None:
    """Teams, places, support, votes, cases, past months, forecasts and papers set nothing out."""
    found = targets(text_of, f"III. NHIỆM VỤ\n1. Trồng rừng\n- {item}\n")
    assert [target.evidence for target in found] == []


RANKED = [
    "Thời gian nhận 01 đơn không quá 10 phút.",
    "Nằm trong nhóm 10 tỉnh dẫn đầu về trồng rừng.",
    "Đáp ứng yêu cầu của 04 vùng kinh tế.",
]


@pytest.mark.parametrize("item", RANKED)
def test_counts_that_say_which_are_no_targets_among_the_aims(text_of: TextOf, item: str) -> None:
    """A rank and a count of what there is are no targets, also where targets are stated."""
    assert one(text_of, item) is None


def test_a_length_of_life_is_a_target(text_of: TextOf) -> None:
    """Years are a target where they measure how long people live, and an age or a time to work is none."""
    found = targets(text_of, "II. MỤC TIÊU\n- Tuổi thọ bình quân đạt 75,5 tuổi.\n- Xử lý đơn trong 10 ngày.\n")
    assert [target.value for target in found] == ["75.5"]


@pytest.mark.parametrize("heading", ["II. THỰC TRẠNG", "II. KINH PHÍ THỰC HIỆN", "II. TIÊU CHUẨN KHEN THƯỞNG"])
def test_parts_that_state_no_targets_have_none(text_of: TextOf, heading: str) -> None:
    """A review, a budget and the rules of an award state no targets."""
    assert one(text_of, "Tỷ lệ hộ dân trồng cây đạt 95%.", heading) is None


def test_a_share_among_the_tasks_is_a_target(text_of: TextOf) -> None:
    """A number such as "100% …" is a target also when it stands among the tasks."""
    target = one(text_of, "Yêu cầu 100% thôn ký cam kết giữ cây.", "II. NHIỆM VỤ")
    assert target is not None
    assert target.indicator == "thôn ký cam kết giữ cây"


def test_the_year_is_inherited_from_the_item_above(text_of: TextOf) -> None:
    """A target takes the year of its sentence, else of the item or heading over it, else of a plan for one year."""
    found = targets(
        text_of,
        """
II. CHỈ TIÊU
- Trồng cây năm 2027:
+ Số cây trồng mới: 300 cây.
+ Đến năm 2029, số vườn ươm: 4 vườn.
""",
    )
    assert [target.year for target in found] == [2027, 2029]
    single = targets(text_of, "II. CHỈ TIÊU\n- Số cây trồng mới: 300 cây.\n", "Trồng cây năm 2026")
    assert [target.year for target in single] == [2026]


def test_a_recurring_target_has_no_year(text_of: TextOf) -> None:
    """The words "Mỗi năm" give a recurrence, and "Trong đó" takes it over; a clause with its own year has none."""
    found = targets(
        text_of,
        """
II. CHỈ TIÊU
Phấn đấu mỗi năm trồng thêm ít nhất 400 cây. Trong đó, số cây bản địa tối thiểu 150 cây.
Hằng năm, tỷ lệ cây sống tăng trên 2%; phấn đấu đến năm 2030 tỷ lệ cây sống đạt 95%.
""",
    )
    assert [target.recurrence for target in found] == ["yearly", "yearly", "yearly", None]
    assert [target.year for target in found] == [None, None, None, 2030]


def test_a_deadline_is_a_day_or_month_by_which(text_of: TextOf) -> None:
    """A day stated for a target is its deadline and gives its year."""
    target = one(text_of, "Hoàn thành trồng 500 cây trước ngày 31/10/2027.")
    assert target is not None
    assert (target.deadline, target.year) == ("2027-10-31", 2027)


def test_a_series_shares_its_words(text_of: TextOf) -> None:
    """Values listed one after the other measure the same, each for its year."""
    found = targets(
        text_of, "II. CHỈ TIÊU\n- Tỷ lệ cây sống các năm 2027, 2028, 2029 lần lượt đạt 91%; 92,5% và 94%.\n"
    )
    assert [(target.value, target.year) for target in found] == [("91", 2027), ("92.5", 2028), ("94", 2029)]
    assert {target.indicator for target in found} == {"Tỷ lệ cây sống"}


def test_every_field_of_a_target_has_a_place(text_of: TextOf) -> None:
    """Every field has a state; the value's span holds its digits."""
    target = one(text_of, "Đến năm 2028, tỷ lệ cây sống đạt tối thiểu 92,5%.")
    assert target is not None
    assert set(target.at) >= set(type(target).model_fields) - {"at"}
    assert target.at["value"].state is State.FOUND
    assert target.at["value"].raw is not None
    assert "92,5" in target.at["value"].raw


def test_a_table_of_years_gives_one_target_a_cell(text_of: TextOf) -> None:
    """Each cell of a planned year is a target of its row; the year before and empty cells are none."""
    found = targets(
        text_of,
        """
II. CHỈ TIÊU
TT | Chỉ tiêu | ĐVT | TH 2025 | 2026 | 2027
1 | Số cây trồng mới | cây | 800 | 1.000 | 1.200
 | Trong đó: cây bản địa | cây | 100 | 200 | -
2 | Tỷ lệ cây sống (%) | | 88 | 90,5 | ≥ 92
""",
    )
    assert [(target.value, target.year) for target in found] == [
        ("1000", 2026), ("1200", 2027), ("200", 2026), ("90.5", 2026), ("92", 2027),
    ]  # fmt: skip
    assert found[2].indicator == "Số cây trồng mới - cây bản địa"
    assert found[3].unit == "%"
    assert found[4].comparator == "ge"


def test_an_allocation_names_its_places(text_of: TextOf) -> None:
    """In an allocation the row is the place, the column the indicator, the unit in its head or over the table."""
    found = targets(
        text_of,
        """
II. CHỈ TIÊU
Giao chỉ tiêu năm 2026 cho các thôn:
TT | Thôn | Cây trồng mới (cây) | Vườn ươm (vườn)
1 | Thôn Thượng | 120 | 2
2 | Thôn Hạ | 95 | 1
 | Tổng cộng | 215 | 3
""",
    )
    assert [(target.value, target.unit) for target in found[:2]] == [("120", "cây"), ("2", "vườn")]
    assert found[0].indicator == "Thôn Thượng - Cây trồng mới"
    assert [target.area for target in found] == ["Thôn Thượng"] * 2 + ["Thôn Hạ"] * 2 + [None] * 2
    assert {target.year for target in found} == {2026}


def test_a_table_whose_cells_slipped_gives_nothing(text_of: TextOf) -> None:
    """Where figures stand under names, nothing is made up."""
    found = targets(
        text_of,
        """
II. CHỈ TIÊU
TT | Chỉ tiêu | ĐVT | 2026 | 2027
1 | Số cây | cây | 1.000 | 1.200
2 | 3 | Số vườn | vườn | 4
cây | 90 | 91 | 2 | 3
""",
    )
    assert not found


def test_a_sentence_that_breaks_off_before_a_figure_goes_on(text_of: TextOf) -> None:
    """A line that begins with a figure behind a line without an end belongs to that line's sentence."""
    found = targets(text_of, "II. CHỈ TIÊU ĐẾN NĂM 2030\nTổng số cây trồng mới đạt khoảng\n11.400 cây.\n")
    assert [(target.value, target.comparator, target.indicator) for target in found] == [
        ("11400", "approx", "Tổng số cây trồng mới")
    ]


@pytest.mark.parametrize(
    ("torn", "sure"), [("05\n-06%/năm", True), ("05\n- 06%/năm", True), ("05 -\n06%/năm", True), ("05\n06%/năm", False)]
)
def test_a_range_over_a_line_end_is_one_target(text_of: TextOf, torn: str, sure: bool) -> None:
    """The ends of a range on two lines are one value, nothing before them is read twice; a lost dash makes it unsure."""
    found = targets(
        text_of, f"II. CHỈ TIÊU\nGiá trị sản phẩm đến năm 2030 đạt 30,2 tỷ đồng, tốc độ tăng bình quân {torn}.\n"
    )
    assert [(target.value, target.value_to, target.indicator) for target in found] == [
        ("30.2", None, "Giá trị sản phẩm"),
        ("5", "6", "tốc độ tăng bình quân Giá trị sản phẩm"),
    ]
    assert ((found[1].at["value"].confidence or 0) >= 0.9) is sure


def test_a_sentence_read_again_gives_its_numbers_once(text_of: TextOf) -> None:
    """Where a line goes on with the sentence before it, the numbers of that sentence stay one target each."""
    found = targets(text_of, "II. CHỈ TIÊU\nTrồng mới 500 cây mít, số cây chuối trồng mới đạt khoảng\n11.400 cây.\n")
    assert [target.value for target in found] == ["500", "11400"]


def test_within_takes_over_what_the_sentence_before_says_first(text_of: TextOf) -> None:
    """Words such as "Trong đó" take the year of the whole, not the recurrence of its growth."""
    words = (
        "Phấn đấu số cây trồng mới đến năm 2030 đạt 400 cây, tăng bình quân 10%/năm. Trong đó: Số cây mít đạt 95 cây."
    )
    found = targets(text_of, f"II. CHỈ TIÊU\n{words}\n")
    assert [(target.value, target.year) for target in found] == [("400", 2030), ("10", None), ("95", 2030)]


def test_names_parted_by_a_comma_stay_one_phrase(text_of: TextOf) -> None:
    """The comma behind the unit belongs to what is counted."""
    target = one(text_of, "Lựa chọn ít nhất 01 hộ dân, tổ hợp tác làm vườn mẫu.")
    assert target is not None
    assert target.indicator == "hộ dân, tổ hợp tác làm vườn mẫu"


def test_whom_something_applies_to_is_no_target(text_of: TextOf) -> None:
    """A number that picks out bodies by their size is a condition."""
    found = targets(text_of, "II. MỤC TIÊU\n- 50% hợp tác xã có từ 20 lao động trở lên trồng cây chắn gió.\n")
    assert [target.value for target in found] == ["50"]


def test_reports_of_results_have_no_targets(text_of: TextOf) -> None:
    """A document that tells what was reached sets out nothing."""
    assert targets(text_of, "1. Các chỉ tiêu\n- Trồng 300 cây, đạt 105%.\n", "Kết quả trồng cây năm 2025") == ()


WORDED = [
    ("80% bản vùng cao và 100% bản vùng thấp được cấp cây giống.",
     ["bản vùng cao được cấp cây giống", "bản vùng thấp được cấp cây giống"]),
    ("Có 07 hộ, 02 hợp tác xã được công nhận vườn mẫu.",
     ["hộ được công nhận vườn mẫu", "hợp tác xã được công nhận vườn mẫu"]),
    ("100% hộ nhận khoán được tập huấn; 90% được cấp sổ theo dõi.",
     ["hộ nhận khoán được tập huấn", "hộ được cấp sổ theo dõi"]),
    ("100% trạm bố trí người trực; bố trí máy bơm theo quy định.",
     ["trạm bố trí người trực; bố trí máy bơm theo quy định"]),
    ("100% thôn có ít nhất 02 bể nước chữa cháy.",
     ["thôn có ít nhất 02 bể nước chữa cháy", "bể nước chữa cháy"]),
    ("Tỷ lệ cây sống: đồi 85%; ruộng 93%.", ["Tỷ lệ cây sống đồi", "Tỷ lệ cây sống ruộng"]),
    ("Tổng đàn vật nuôi: trâu 450 con, bò 1.200 con.", ["Tổng đàn vật nuôi trâu", "Tổng đàn vật nuôi bò"]),
    ("Giá trị xuất khẩu gỗ tăng bình quân 12%/năm, đến năm 2030 đạt 3,5 tỷ đồng.",
     ["Giá trị xuất khẩu gỗ tăng bình quân", "Giá trị xuất khẩu gỗ"]),
    ("Tỷ lệ hộ trồng rừng đạt 75%, trong đó có sổ, chứng chỉ đạt 40%.",
     ["Tỷ lệ hộ trồng rừng", "sổ, chứng chỉ"]),
    ("Có ít nhất 40 sản phẩm gỗ được chứng nhận, trong đó tối thiểu 05 sản phẩm 4 sao.",
     ["sản phẩm gỗ được chứng nhận", "sản phẩm gỗ được chứng nhận 4 sao"]),
    ("Hỗ trợ ghép cây cho khoảng 600 người (trong đó nữ 250 người).", ["Hỗ trợ ghép cây", "nữ"]),
    ("Các dự án trồng rừng chuyển tiếp phải xong thủ tục, giải ngân 100% vốn.", ["giải ngân vốn"]),
    ("90% đơn nộp qua mạng (tối thiểu 50% tờ khai giao rừng).", ["đơn nộp qua mạng", "tờ khai giao rừng"]),
    ("Tập trung hỗ trợ hơn 350 hộ mất rừng, đặc biệt tại các xã ven suối.", ["hỗ trợ hộ mất rừng"]),
    ("Rút ngắn thời gian cấp phép tối thiểu 30% so với quy định.", ["Rút ngắn thời gian cấp phép"]),
    ("Hoàn thành số hóa 100% hồ sơ rừng.", ["số hóa hồ sơ rừng"]),
    ("Nâng cao chất lượng cho 60% vườn ươm.", ["Nâng cao chất lượng cho vườn ươm"]),
]  # fmt: skip


@pytest.mark.parametrize(("item", "indicators"), WORDED)
def test_what_is_measured_is_said_in_the_words_around_the_number(
    text_of: TextOf, item: str, indicators: list[str]
) -> None:
    """Several numbers share a predicate, a group or a measure; each number gets the words that are said of it."""
    found = targets(text_of, f"II. CHỈ TIÊU CỤ THỂ\n- {item}\n")
    assert [target.indicator for target in found] == indicators


def test_a_list_of_counts_shares_its_bound(text_of: TextOf) -> None:
    """The bound before the first count of a list holds for the next, and not behind a verb of its own."""
    found = targets(
        text_of,
        "II. MỤC TIÊU\n- Hình thành ít nhất 30 vườn ươm, 12 tổ hợp tác.\n"
        "- Trồng trên 50 ha rừng được chăm sóc, 8 ha tre.\n",
    )
    assert [(target.value, target.comparator) for target in found] == [
        ("30", "ge"), ("12", "ge"), ("50", "gt"), ("8", "eq"),
    ]  # fmt: skip


def test_a_part_is_not_known_as_its_whole(text_of: TextOf) -> None:
    """A number behind "trong đó" has no id from the words of its whole."""
    found = targets(text_of, "II. CHỈ TIÊU\n- Tổng sản lượng lương thực có hạt: 900 tấn (trong đó thóc 700 tấn).\n")
    assert [target.value for target in found] == ["900", "700"]
    assert found[0].indicator_id is not None
    assert found[1].indicator_id is None


def test_a_rate_a_year_recurs_and_the_level_it_leads_to_does_not(text_of: TextOf) -> None:
    """A growth "12%/năm" is met again every year; the level behind the comma has its year."""
    found = targets(text_of, "II. CHỈ TIÊU\n- Giá trị gỗ tăng 12%/năm, đến năm 2030 đạt 35 tỷ đồng.\n")
    assert [(target.value, target.recurrence, target.year) for target in found] == [
        ("12", "yearly", None), ("35", None, 2030),
    ]  # fmt: skip
    again = one(text_of, "Tổ chức ít nhất 02 đợt kiểm tra rừng/năm.")
    assert again is not None
    assert (again.recurrence, again.indicator) == ("yearly", "đợt kiểm tra rừng")


def test_a_bare_label_takes_what_it_is_of_from_its_heading(text_of: TextOf) -> None:
    """A label such as "Số lượng: 900 cuốn" says how many, its heading of what."""
    found = targets(text_of, "III. NHIỆM VỤ\n1. In sổ tay trồng rừng\n- Số lượng: 900 cuốn.\n")
    assert [target.indicator for target in found] == ["Số lượng In sổ tay trồng rừng"]


@pytest.mark.parametrize(
    ("heading", "indicator"),
    [
        ("Thông số (chỉ tiêu), tần suất quan trắc nước suối Mơ", "tần suất quan trắc nước suối Mơ"),
        ("Tần suất lấy mẫu và chất lượng nước suối Mơ", "Tần suất lấy mẫu và chất lượng nước suối Mơ"),
        ("Thông số, số lượng mẫu nước suối Mơ", "Tần suất nước suối Mơ"),
        ("Nước suối Mơ", "Tần suất Nước suối Mơ"),
        ("Thông số (chỉ tiêu), tần suất quan trắc:", "Tần suất Quan trắc rừng đầu nguồn"),
        ("Thông số, thời gian và địa điểm", "Tần suất Quan trắc rừng đầu nguồn"),
    ],
)
def test_a_label_does_not_repeat_the_labels_of_its_heading(text_of: TextOf, heading: str, indicator: str) -> None:
    """A heading that names the label says all of it; one of nothing but labels leaves it to the heading over it."""
    body = f"III. NHIỆM VỤ\n1. Quan trắc rừng đầu nguồn\na) {heading}\n- Tần suất: 2 lần/tháng.\n"
    assert [target.indicator for target in targets(text_of, body)] == [indicator]


@pytest.mark.parametrize(
    ("item", "subject"),
    [
        ("Kim loại nặng: Cd, Hg; tần suất lấy mẫu: 2 lần/tháng.", "Kim loại nặng "),
        ("Thuốc trừ sâu (nhóm lân) và kim loại nặng; tần suất lấy mẫu: 2 lần/tháng.", "Thuốc trừ sâu (nhóm lân) và kim loại nặng "),
        ("Coliform; tần suất lấy mẫu: 2 lần/tháng.", ""),
        ("Các thông số: pH, DO; tần suất lấy mẫu: 2 lần/tháng.", ""),
        ("Nhiệt độ, pH, DO, EC; tần suất lấy mẫu: 2 lần/tháng.", ""),
        ("Tần suất lấy mẫu: 2 lần/tháng.", ""),
    ],
)  # fmt: skip
def test_a_label_says_of_which_part_of_its_heading_it_is(text_of: TextOf, item: str, subject: str) -> None:
    """What an item begins with parts the frequencies under one heading; a list of measures or a torn rest does not."""
    found = targets(text_of, f"III. NHIỆM VỤ\n1. Thông số, tần suất lấy mẫu nước suối Mơ\n- {item}\n")
    assert [target.indicator for target in found] == [f"tần suất lấy mẫu {subject}nước suối Mơ"]


def test_values_of_later_years_measure_what_the_first_does(text_of: TextOf) -> None:
    """Numbers with nothing but a year of their own go on with the words of the first, over a semicolon too."""
    words = "Đến năm 2027, diện tích tưới tiết kiệm đạt 60%; đến năm 2029 đạt 85% và năm 2030 đạt trên 95%."
    found = targets(text_of, f"II. MỤC TIÊU\n- {words}\n")
    assert [(target.value, target.year) for target in found] == [("60", 2027), ("85", 2029), ("95", 2030)]
    assert {target.indicator for target in found} == {"diện tích tưới tiết kiệm"}


def test_a_column_before_the_plan_begins_is_no_target(text_of: TextOf) -> None:
    """A table's column for the year before the plan's first one shows where it starts from."""
    found = targets(
        text_of,
        """
II. CHỈ TIÊU
TT | Chỉ tiêu | Đơn vị tính | Năm 2026 | Năm 2027 | Năm 2030
1 | Tỷ lệ cây sống | % | 80 | 85 | 95
2 | Số vườn ươm | vườn | 4 | 6 | 12
3 | Số hộ trồng rừng | hộ | 150 | 220 | 400
""",
        "Trồng cây giai đoạn 2027 - 2030",
    )
    assert {target.year for target in found} == {2027, 2030}


def test_a_total_whose_cells_moved_is_left_out(text_of: TextOf) -> None:
    """A row of totals with its blank number cell lost gives no figures to columns that are not its own."""
    found = targets(
        text_of,
        """
II. CHỈ TIÊU
Giao chỉ tiêu năm 2026 cho các thôn:
TT | Thôn | Cây trồng mới (cây) | Vườn ươm (vườn)
1 | Thôn Thượng | 120 | 2
2 | Thôn Trung | 130 | 4
3 | Thôn Hạ | 95 | 1
Tổng cộng | 345 | 7
""",
    )
    assert [target.value for target in found] == ["120", "2", "130", "4", "95", "1"]


def test_a_season_of_work_is_no_deadline(text_of: TextOf) -> None:
    """The months in which work is done bound the work, not the figure."""
    target = one(text_of, "Trồng dặm từ tháng 3 đến tháng 4, tỷ lệ cây sống đạt 92,5%.")
    assert target is not None
    assert target.deadline is None


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "- Sản lượng chè xuất khẩu đạt 300 tấn, tốc độ tăng bình quân 8%/năm.",
            [("300", "Sản lượng chè xuất khẩu"), ("8", "tốc độ tăng bình quân Sản lượng chè xuất khẩu")],
        ),
        (
            "- Tăng trưởng nghề rừng cả năm 2027 đạt trên 8% và năm 2028 từ 10% trở lên, cụ thể như sau:",
            [("8", "Tăng trưởng nghề rừng"), ("10", "Tăng trưởng nghề rừng")],
        ),
        (
            "- Phấn đấu 100% người dân có một tài khoản số.",
            [("100", "người dân có một tài khoản số")],
        ),
        (
            "- Cấp nước sinh hoạt đến năm 2030 khoảng 150 lít/người/ngày đêm.",
            [("150", "Cấp nước sinh hoạt")],
        ),
        (
            "- Phục hồi và phát triển rừng tràm, diện tích rừng tràm đến năm 2030 đạt 700 ha.",
            [("700", "diện tích rừng tràm")],
        ),
        (
            "- Tần suất quan trắc nước hồ: 2 đợt/tháng (18 đợt/năm).",
            [("2", "Tần suất quan trắc nước hồ"), ("18", "Tần suất quan trắc nước hồ")],
        ),
        (
            "1. Nước hồ\nThông số, tần suất:\nCác thông số: Kim loại (Cd, Hg) quan trắc với tần suất 02 lần/năm.",
            [("2", "tần suất Kim loại (Cd, Hg) Nước hồ")],
        ),
    ],
)
def test_rates_and_frequencies_say_of_what(text_of: TextOf, body: str, wanted: list[tuple[str, str | None]]) -> None:
    """A bare rate speaks of the number before it, a rate in brackets says the same again, a label its sentence's list."""
    found = targets(text_of, f"II. CHỈ TIÊU\n{body}\n")
    assert [target.value for target in found] == [value for value, _ in wanted]
    for target, (_, indicator) in zip(found, wanted, strict=True):
        assert indicator is None or target.indicator == indicator


def test_a_frequency_in_words_is_read_outside_the_targets(text_of: TextOf) -> None:
    """What is to be done at least so often is a target wherever it stands, of the last thing named."""
    found = targets(
        text_of,
        "I. MỤC ĐÍCH\n- Nâng cao ý thức.\nII. GIẢI PHÁP\n- Rà soát quy chế, lập hồ sơ và tổ chức diễn tập phòng cháy tối thiểu một lần/năm.\n",
    )
    assert [(t.value, t.unit, t.recurrence, t.indicator) for t in found] == [
        ("1", "lần", "yearly", "tổ chức diễn tập phòng cháy")
    ]
