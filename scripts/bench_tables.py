"""Cells of long ruled tables read right: a task table of 42 rows over six pages, and a table of lone figures.

    scripts/bench_tables [--level N…] [--seed N] [--show]

Level 0 is the born-digital PDF, the others are scans by scripts/simulate_scan. A cell is right when it equals the
source's but for white space and case, in its row and column; rows are matched in order. --show prints the wrong ones.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from build_corpus_layout import layout  # noqa: E402
from simulate_scan_cli import simulate  # noqa: E402
from simulate_scan_levels import damage_of  # noqa: E402
from simulate_scan_pages import Hand  # noqa: E402

from extract.arrange import arrange  # noqa: E402
from extract.intake import open_scan  # noqa: E402
from extract.page import Table  # noqa: E402
from extract.pipeline import restorer  # noqa: E402
from extract.reading import read_pages  # noqa: E402
from extract.restore import restore  # noqa: E402
from extract.settings import Settings  # noqa: E402

VERBS = (
    "Rà soát, lập danh sách",
    "Xây dựng kế hoạch kiểm tra",
    "Tổ chức tập huấn về",
    "Nâng cấp, sửa chữa",
    "Công khai",
)
THINGS = (
    "hồ sơ cấp giấy chứng nhận quyền sử dụng đất của hộ gia đình trên địa bàn",
    "hệ thống truyền thanh cơ sở ở các thôn, buôn còn khó khăn, bảo đảm phát sóng đúng giờ",
    "mô hình phân loại rác thải tại nguồn gắn với xây dựng khu dân cư kiểu mẫu",
    "các khoản đóng góp của nhân dân để làm đường nội đồng, kênh mương cấp III",
    "việc tiêm vắc xin phòng bệnh cho đàn gia súc, gia cầm vụ Xuân - Hè",
    "kỹ năng phòng, chống đuối nước cho trẻ em và học sinh trong dịp nghỉ hè năm 2027",
)
LEADS = ("Phòng Kinh tế", "Công an xã", "Trạm Y tế", "Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội")
OTHERS = ("UBMTTQ xã; các thôn", "Ban Chỉ huy Quân sự", "Các trường học", "Hội Nông dân; Hội Phụ nữ", "Đoàn Thanh niên")
PRODUCTS = ("Kế hoạch", "Báo cáo kết quả; danh sách", "Quyết định của UBND xã", "7 lớp", "3 km kênh mương", "Biên bản")
WHEN = ("Quý II/2027", "Hằng năm", "Trước ngày 15/10/2027", "Tháng 4", "2027-2030", "Thường xuyên")
GROUPS = ("I", "II", "III")
HEADINGS = ("Kinh tế, đất đai", "Văn hóa, giáo dục, y tế", "Quốc phòng, an ninh")
VILLAGES = ("Đông", "Đoài", "Hạ", "Thượng", "Trung", "Nghè", "Cầu", "Giếng")
TASK_HEAD = ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian")
FIGURE_HEAD = ("TT", "Thôn", "Số hộ", "Hộ nghèo", "Tỷ lệ (%)", "Lao động", "Nhà tạm")
TOP = (
    "@face termes",
    "@head",
    "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "XÃ ĐỒNG TÂM | Độc lập - Tự do - Hạnh phúc",
    "Số: 58/KH-UBND | Đồng Tâm, ngày 12 tháng 01 năm 2027",
    "@title",
    "KẾ HOẠCH",
    "Thực hiện nhiệm vụ năm 2027",
    "@body",
    "Ủy ban nhân dân xã ban hành Kế hoạch thực hiện nhiệm vụ năm 2027 như các phụ lục kèm theo.",
)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A table laid out on pages of its own."""

    name: str
    widths: str
    rows: tuple[Row, ...]

    def source(self) -> str:
        """The document in the format of corpus sources."""
        joined = [" | ".join(row[:2] + ("<",) * (len(row) - 2) if is_group(row) else row) for row in self.rows]
        return "\n".join((*TOP, "@appendix landscape", "PHỤ LỤC", self.widths, *joined)) + "\n"


def is_group(row: Row) -> bool:
    return row[0] in GROUPS


def tasks(rng: random.Random) -> Sample:
    rows: list[Row] = [TASK_HEAD]
    for group, heading in zip(GROUPS, HEADINGS, strict=True):
        rows.append((group, heading, "", "", "", ""))
        for number in range(1, 14):
            what = f"{rng.choice(VERBS)} {rng.choice(THINGS)}"
            rows.append(
                (str(number), what, rng.choice(LEADS), rng.choice(OTHERS), rng.choice(PRODUCTS), rng.choice(WHEN))
            )
    return Sample("tasks", "@table 5 30 15 17 14 13 align=clllll", tuple(rows))


def figures(rng: random.Random) -> Sample:
    rows: list[Row] = [FIGURE_HEAD]
    for number in range(1, 31):
        share = f"{rng.randint(0, 9)},{rng.randint(1, 99):02}"
        homes = rng.choice([str(rng.randint(80, 980)), f"1.{rng.randint(0, 999):03}"])
        name = f"Thôn {rng.choice(VILLAGES)} {rng.randint(1, 9)}"
        rows.append(
            (
                str(number),
                name,
                homes,
                str(rng.randint(1, 9)),
                share,
                f"{rng.randint(1, 3)}.{rng.randint(0, 999):03}",
                str(rng.randint(0, 9)),
            )
        )
    return Sample("figures", "@table 6 24 14 14 14 14 14 align=clccccc", tuple(rows))


def read_rows(path: Path) -> list[Row]:
    """All table rows that the whole way from file to repaired text gives; a merged cell's text stands once."""
    settings = Settings()
    blocks = restore(arrange(read_pages(open_scan(path, settings.limits), settings)), restorer())
    tables = [block for block in blocks if isinstance(block, Table)]
    return [tuple("" if cell.filled else cell.text for cell in row) for table in tables for row in table.rows]


def folded(row: Row) -> Row:
    return tuple(" ".join(cell.split()).casefold() for cell in row)


def matched(truth: list[Row], read: list[Row]) -> list[Row | None]:
    """For each row of the truth the read row that stands for it, in order."""
    likeness = [[SequenceMatcher(None, " ".join(a), " ".join(b), autojunk=False).ratio() for b in read] for a in truth]
    best = [[0.0] * (len(read) + 1) for _ in range(len(truth) + 1)]
    for i in reversed(range(len(truth))):
        for j in reversed(range(len(read))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    found: list[Row | None] = []
    j = 0
    for i in range(len(truth)):
        while j < len(read) and best[i][j] == best[i][j + 1]:
            j += 1
        taken = j < len(read) and best[i][j] == likeness[i][j] + best[i + 1][j + 1]
        found.append(read[j] if taken else None)
        j += taken
    return found


def wrong_cells(truth: list[Row], read: list[Row]) -> list[tuple[str, str]]:
    wrong = []
    for row, found in zip(truth, matched(truth, read), strict=True):
        given = (found or ()) + ("",) * len(row)
        wrong += [(cell, other) for cell, other in zip(row, given, strict=False) if cell != other]
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--level", type=int, nargs="*", default=[0, 1, 2, 3])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder to leave the PDFs in")
    chosen = parser.parse_args()
    print(f"{'table':10}{'level':>6}{'pages':>7}{'rows':>10}{'cells right':>16}{'share':>8}{'s a page':>10}")
    for sample in (tasks(random.Random(chosen.seed)), figures(random.Random(chosen.seed))):
        with tempfile.TemporaryDirectory() as temporary:
            work = chosen.keep or Path(temporary)
            source, digital = work / f"{sample.name}.txt", work / f"{sample.name}.pdf"
            source.write_text(sample.source(), encoding="utf-8")
            layout(source, digital)
            for level in chosen.level:
                bench(sample, digital, level, chosen)


def bench(sample: Sample, digital: Path, level: int, chosen: argparse.Namespace) -> None:
    path = digital
    if level:
        path = digital.with_name(f"{sample.name}_{level}.pdf")
        damage = damage_of(level, None, None)
        simulate(digital, path, damage, chosen.seed, Hand(damage.ink))
    pages = len(open_scan(path, Settings().limits).sheets)
    start = time.perf_counter()
    read = [folded(row) for row in read_rows(path)]
    seconds = time.perf_counter() - start
    truth = [folded(row) for row in sample.rows]
    wrong = wrong_cells(truth, read)
    cells = sum(map(len, truth))
    right = f"{cells - len(wrong)} / {cells}"
    rows = f"{len(read)} / {len(truth)}"
    share = 1 - len(wrong) / cells
    print(f"{sample.name:10}{level:>6}{pages:>7}{rows:>10}{right:>16}{share:>8.1%}{seconds / pages:>10.2f}", flush=True)
    if chosen.show:
        print("\n".join(f"    {cell!r} read as {other!r}" for cell, other in wrong))


if __name__ == "__main__":
    main()
