"""Plain plan texts (one paragraph or one wrapped line a line, perhaps Markdown) read into blocks for the layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_corpus_source import Block, Break, Document, Head, Para, Sign, Style, TableBlock, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

_NATION = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI", re.IGNORECASE)
_MOTTO = re.compile(r"Độc lập\s*[-–]\s*Tự do", re.IGNORECASE)
_NUMBER = re.compile(r"Số\s*:?.{0,30}/")
_DATELINE = re.compile(r"[^|]{2,40},\s*ngày\b.*tháng.*năm")
_TYPES = ("KẾ HOẠCH", "QUYẾT ĐỊNH", "CHỈ THỊ", "NGHỊ QUYẾT", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "PHƯƠNG ÁN")
_BODY_WORDS = (
    "Căn cứ",
    "Thực hiện",
    "Theo",
    "Xét",
    "Nhằm",
    "Để",
    "Trên cơ sở",
    "Triển khai",
    "Tiếp tục",
    "Kèm",
    "(Kèm",
)
_CAPACITY = re.compile(
    r"""(TM|KT|TL|TUQ|Q)\.\s                                        # on behalf of
    |(PHÓ\ )?(CHỦ\ TỊCH|GIÁM\ ĐỐC|THỦ\ TƯỚNG|BỘ\ TRƯỞNG)\b          # the post""",
    re.VERBOSE,
)
_RUN_TOGETHER = re.compile(
    r"""[ ](?=KT\.|TL\.|TUQ\.|PHÓ\s)                   # a further capacity line
    |(?<!KT\.)(?<!PHÓ)[ ](?=CHỦ\sTỊCH|GIÁM\sĐỐC)    # the post itself""",
    re.VERBOSE,
)
_HEAD_PARTS = re.compile(
    r"""\|                                                          # the bar between the columns
    |(?=Độc\slập\s*[-–])                                           # the motto after the nation's name
    |(?<=NHÂN\sDÂN\s)(?=TỈNH|THÀNH\sPHỐ|HUYỆN|XÃ|PHƯỜNG)          # the territory under the office""",
    re.VERBOSE,
)
_BODY_MARK = re.compile(r"[IVX]+\.\s|Điều\s+1\b")
_MARKER = re.compile(r"([IVXL]+\.|\d+(\.\d+)*[.)]|[a-zđ][.)]|[-–+*•])\s")
_ROMAN = re.compile(r"[IVXL]+\.\s")
_ARABIC = re.compile(r"\d+(\.\d+)*\.\s")
_APPENDIX = re.compile(
    r"""(PHỤ\ LỤC|Phụ\ lục|BIỂU|Biểu)(\s+([IVX]+|\d+))?\s*$          # a line of its own
    |PHỤ\ LỤC\s+[IVX\d]*[.:]                                       # or with its title""",
    re.VERBOSE,
)


def parse_plain(text: str) -> Document:
    """Blocks of a plain text: head in two columns, title, body, tables of ` | ` rows and signature as found."""
    lines = _join_wrapped([_clean(line) for line in text.splitlines()])
    head, rest = _take_head(lines)
    blocks: list[Block] = [head] if head else []
    title, rest = _take_title(rest)
    if title:
        blocks.append(title)
    blocks += _body(rest)
    return Document(tuple(blocks), "termes", None)


def _clean(line: str) -> str:
    """The line without Markdown marks and outer blanks."""
    line = re.sub(r"^\s*#{1,6}\s+", "", line.replace("\ufeff", ""))
    line = re.sub(r"\\([*_\-#.])", r"\1", line)
    line = re.sub(r"\*\*(.+?)\*\*|(?<!\w)\*(\S.*?)\*", lambda m: m[1] or m[2], line)
    return re.sub(r"\s+", " ", line).strip()


def _join_wrapped(lines: list[str]) -> list[str]:
    """Paragraphs: where lines are wrapped (many end inside a sentence), each is joined to the one it goes on from."""
    kept = [line for line in lines if line]
    long_lines = [line for line in kept if len(line) > 60]
    open_ends = sum(line[-1] not in '.;:,?!)”"' for line in long_lines)
    if not long_lines or max(map(len, kept)) > 160 or open_ends < len(long_lines) / 3:
        return kept
    joined: list[str] = []
    in_appendix = False
    for line in kept:
        in_appendix = in_appendix or bool(_APPENDIX.match(line))
        if joined and not in_appendix and _goes_on(joined[-1], line):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def _goes_on(before: str, line: str) -> bool:
    """Whether a wrapped line continues the paragraph before it."""
    if before[-1] in ".;:" or "|" in before + line or before.isupper() or _MARKER.match(line):
        return False
    return len(before) > 55 and line not in _TYPES


def _take_head(lines: list[str]) -> tuple[Head | None, list[str]]:
    """The head's rows, from ` | ` lines or from lines that follow each other, and the lines after it."""
    end = next((i for i, line in enumerate(lines[:16]) if line in _TYPES), 0)
    left: list[str] = []
    right: list[str] = []
    for line in lines[:end]:
        for part in map(str.strip, _HEAD_PARTS.split(line)):
            if part:
                target = right if _NATION.search(part) or _MOTTO.search(part) or _DATELINE.match(part) else left
                target.append(part)
    if not left and not right:
        return None, lines
    height = max(len(left), len(right))
    left = _pad(left, height, _NUMBER)
    right = _pad(right, height, _DATELINE)
    return Head(tuple(zip(left, right, strict=True))), lines[end:]


def _pad(column: list[str], height: int, last: re.Pattern[str]) -> list[str]:
    """The column filled to the height, its number or dateline kept on the last row."""
    gap = [""] * (height - len(column))
    if column and last.match(column[-1]):
        return [*column[:-1], *gap, column[-1]]
    return [*column, *gap]


def _take_title(lines: list[str]) -> tuple[Title | None, list[str]]:
    """Type name and abstract: the lines up to the first that begins the text."""
    if not lines or lines[0] not in _TYPES:
        return None, lines
    end = 1
    while end < min(len(lines), 6) and not (end > 1 and _begins_body(lines[end])):
        if len(lines[end]) > 300 or lines[end].endswith((";", ".", ":")):
            break
        end += 1
    return Title(tuple(lines[:end])), lines[end:]


def _begins_body(line: str) -> bool:
    """Whether a line is the first of the text under the title."""
    return line.startswith(_BODY_WORDS) or bool(_BODY_MARK.match(line))


def _body(lines: list[str]) -> Iterator[Block]:
    """Paragraphs, tables and the signature block in order."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.startswith("Nơi nhận"):
            sign, index = _sign(lines, index)
            yield sign
        elif line.count("|") >= 2:
            end = index
            while end < len(lines) and "|" in lines[end] and not lines[end].startswith("Nơi nhận"):
                end += 1
            yield _rows(lines[index:end])
            index = end
        elif _APPENDIX.match(line):
            yield Break("portrait")
            yield Para(f"<b>{line}</b>", "centre")
            index += 1
        else:
            yield Para(line.replace(" | ", "   "), _style_of(line))
            index += 1


def _style_of(line: str) -> Style:
    """The look of a paragraph by its marker and length."""
    if line.isupper() and not _MARKER.match(line) and len(line) < 120:
        return "centre"
    if _ROMAN.match(line):
        return "heading"
    if _ARABIC.match(line) and len(line) < 140 and line[-1] not in ".;":
        return "subheading"
    return "basis" if line.startswith("Căn cứ") and line.endswith(";") else "body"


def _rows(lines: list[str]) -> TableBlock:
    """A table of ` | ` lines; short rows are filled, widths follow the longest words and the mass of text."""
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    width = max(map(len, rows))
    full = tuple(row + ("",) * (width - len(row)) for row in rows)
    mass = [max(6.0, min(60.0, max(len(row[c]) for row in full) ** 0.75)) for c in range(width)]
    return TableBlock(full, tuple(mass), 1, "l" * width, ruled=True, tear=False)


def _sign_parts(line: str) -> list[str]:
    """The single lines of a signature block that a table cell had run together."""
    left, bar, right = line.partition("|")
    parts = re.split(r"(?<=[;:.)]) (?=- )", left)
    if bar:
        words = right.split()
        name = next((i for i, word in enumerate(words) if word[1:].islower()), len(words))
        parts += [*_RUN_TOGETHER.split(" ".join(words[:name])), " ".join(words[name:])]
    return [part.strip() for part in parts if part.strip()]


def _sign(lines: list[str], start: int) -> tuple[Sign, int]:
    """The signature block from "Nơi nhận" on: dashes at left, capacity lines and the name at right."""
    left: list[str] = []
    right: list[str] = []
    index = start
    while index < len(lines) and not _APPENDIX.match(lines[index]) and len(right) < 5:
        for part in _sign_parts(lines[index]):
            is_right = bool(_CAPACITY.match(part)) or bool(right and not part.startswith(("-", "Lưu", "Nơi")))
            (right if is_right else left).append(part)
        index += 1
        if right and not _CAPACITY.match(right[-1]):
            break
    if len(right) > 1 and not _CAPACITY.match(right[-1]):
        right.insert(-1, "")
    return Sign(tuple(filter(None, left)), tuple(right)), index
