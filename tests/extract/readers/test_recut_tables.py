"""Tables of tasks that were put together again: parts of them begin with a heading and with the head once more."""

from extract.arrange import arrange
from extract.engines.plain import pages_of
from extract.outline import outline
from extract.readers import read_document, read_tasks
from extract.text import Text


def test_rows_that_open_a_part_of_a_table_put_together_again_are_no_tasks() -> None:
    """A heading alone and the head once more, behind a heading of two cells, are passed over; tasks keep their cells."""
    head = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
    works = ("Trồng cây phân tán", "Lập bản đồ rừng", "Tập huấn chăm sóc rừng", "Kiểm kê cây giống")
    rows = [[str(n + 1), f"{work} ven suối", "Phòng Kinh tế", "Các thôn", "2027"] for n, work in enumerate(works * 2)]
    again = ["", *head[1:]]
    stream = ["II", "Nhóm thứ hai", ""]
    for row in (again, *rows, ["III", "Nhóm thứ ba"], again, *rows):
        stream += [*row, ""]
    second = [stream[at : at + 2] for at in range(0, len(stream) - 1, 3)]
    first = [head, *rows]
    lines = [" | ".join(line) for line in (*first, *second)]
    top = "UBND XÃ ĐỒNG LÁT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\nTrồng rừng\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"
    text = Text.of(arrange(pages_of(top + "\n".join(lines))))
    lined = outline(text)
    found = [task.task for task in read_tasks(text, lined, read_document(text, lined)) if task.task]
    assert all(any(work in task for work in works) for task in found)
    assert len(found) >= len(rows) * 2
