"""Messages in the reader's language: the same figures, other words."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract import errors
from extract.errors import DocumentFault
from extract.wording import _HOLE, LANGUAGES, record_name, said
from models import IssueCode

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUPS = {code.value for code in IssueCode} | {"failure", "refusal"}
SAID = [
    ("figure_readings_differ", "readings differ: 12,35% / 12.35%", "«12,35%» hay «12.35%»"),
    ("figure_readings_differ", "readings differ: 122%KH; / nothing", "«122%KH;», lần kia không thấy số"),
    ("figure_repaired", "figure:ocr_O0: I18 → 118", "đã sửa «I18» thành «118»"),
    (
        "figure_repaired",
        "figure:glued: a → b; figure:split_year: 20 26 → 2026",
        "số dính với chữ: «a» → «b»; năm bị tách rời: «20 26» → «2026»",
    ),
    ("figure_repaired", "numbering: II stands where 11 is due", "số thứ tự: đọc được «II», theo thứ tự phải là 11"),
    ("sum_mismatch", "the rows add up to 295, the total says 305", "các dòng cộng lại được 295, dòng tổng ghi 305"),
    ("failure", "the PDF needs a password; save a copy without password", "tệp PDF có mật khẩu; hãy lưu bản không có mật khẩu"),
    ("failure", "it is a RAR archive; give a PDF, an image or a text file", "nội dung là tệp nén RAR; hãy dùng tệp PDF, ảnh hoặc văn bản thô"),
    ("page_unreadable", "page 3 could not be read: the page cannot be drawn", "không đọc được trang 3: không vẽ được trang"),
    (
        "page_unreadable",
        "page 4 could not be read: the image is truncated or broken (unexpected end)",
        "không đọc được trang 4: ảnh bị cụt hoặc hỏng (unexpected end)",
    ),
    (
        "failure",
        "cannot be opened (Permission denied); check that it is there and may be read",
        "không mở được tệp (không có quyền đọc); hãy kiểm tra tệp còn đó và được phép đọc",
    ),
    ("failure", "page 3: the page is broken; get an undamaged copy", "Trang 3: trang bị hỏng; hãy lấy bản không hỏng"),
]  # fmt: skip


def forms(language: str) -> dict[str, dict[str, str]]:
    """Return the forms of messages as the file has them."""
    content = files("extract").joinpath("data", "words", f"messages_{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


@pytest.mark.parametrize(("group", "message", "wanted"), SAID)
def test_a_message_keeps_its_figures_in_vietnamese(group: str, message: str, wanted: str) -> None:
    """What a message quotes stands in the other language as it stood."""
    assert said(group, message, "vi") == wanted


DOUBTED = re.compile(r'(?:return|said =|doubt=|_DOUBTED\),|_SURE\),) f?"([^"]+)"')


def test_every_doubt_about_a_figure_has_its_vietnamese_form() -> None:
    """What recognition and arranging say of a figure is told to Vietnamese readers: a new doubt needs a new form."""
    rooms = files("extract")
    sources = [rooms / "reading" / "weighing.py", rooms / "engines" / "ruled.py"]
    sources += [file for file in (rooms / "arrange").iterdir() if file.name.endswith(".py")]
    doubts = [found for file in sources for found in DOUBTED.findall(file.read_text(encoding="utf-8"))]
    told = [re.sub(r"\{[^}]*\}", "7", doubt) for doubt in doubts if " " in doubt]
    assert len(told) >= 8
    groups = ("figure_repaired", "figure_readings_differ", "figure_low_confidence")
    assert [doubt for doubt in told if all(said(group, doubt, "vi") == doubt for group in groups)] == []


def _literal(node: ast.expr | None) -> str | None:
    """Return a string as the code has it, with 7 for what it fills in; None for what is no string."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return None


def _reasons(tree: ast.Module) -> Iterator[str | None]:
    """Yield what a module says of documents and pages that it cannot read, and what it advises."""
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, DocumentFault)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in kinds:
                yield from (_literal(word.value) for word in node.keywords if word.arg == "remedy")
                yield _literal(node.args[0]) if node.args else None
            elif node.func.id in {"unreadable", "_rejected"}:
                yield _literal(node.args[-1])
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "reason":
            yield _literal(node.value)


def test_every_reason_why_a_document_cannot_be_read_has_its_vietnamese_form() -> None:
    """What intake, reading and runs say of a file or a page is told to Vietnamese readers, and so is the advice."""
    rooms = Path(str(files("extract")))
    sources = [file for room in ("intake", "engines", "reading", "archive") for file in (rooms / room).glob("*.py")]
    told = {reason for file in sources for reason in _reasons(ast.parse(file.read_text(encoding="utf-8"))) if reason}
    assert len(told) >= 40
    told -= {"it is 7", "a stray text of 7 words, 7"}  # each of what they may name has a form of its own
    assert [
        reason for reason in sorted(told) if said("failure", reason.partition("7: ")[2] or reason, "vi") == reason
    ] == []


def test_an_unknown_message_is_shown_as_it_stands() -> None:
    """A newer release's message is better in the wrong language than not at all."""
    assert said("sum_mismatch", "something new: 5", "vi") == "something new: 5"
    assert said("a_code_of_tomorrow", "x; y", "vi") == "x; y"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_can_be_told_and_filled(language: str) -> None:
    """Each form, filled, is said by itself and not by one above it; nothing is quoted that was not read."""
    for group, pairs in forms(language).items():
        assert group in GROUPS
        for form, to in pairs.items():
            holes = _HOLE.findall(form)
            assert set(_HOLE.findall(to)) <= set(holes)
            filled = {hole: f"{at}0" for at, hole in enumerate(holes, 7)}
            assert said(group, form.format_map(filled), language) == to.format_map(filled), form


def test_both_languages_know_what_english_writes_out() -> None:
    """A message that is plainer in English than in the records has its Vietnamese form too."""
    vietnamese, english = forms("vi"), forms("en")
    assert all(set(pairs) <= set(vietnamese[group]) for group, pairs in english.items())


def test_records_are_named_as_the_tables_count() -> None:
    """Records count from 0 inside and from 1 for people."""
    assert record_name("targets/2", "en") == "Targets 3"
    assert record_name("document", "vi") == "Văn bản"
    assert record_name("", "vi") == ""
