"""What a plan says of its pages."""

from __future__ import annotations

import ast
from importlib.resources import files
from pathlib import Path

import pytest

from extract.page import Page, Scan
from extract.provenance import page_issues
from extract.wording import said

HIDDEN = "a text layer that another program recognised, hidden under the page's image; recognised, deskewed"


def told(*pages: tuple[str, str]) -> list[tuple[str, str]]:
    """Return codes and messages of the issues of pages read as said."""
    read = [Page(n, 595.0, 842.0, (), reading=reading, why=why) for n, (reading, why) in enumerate(pages, 1)]
    scan = Scan(Path("a.pdf"), "0" * 64, "scan", "application/pdf", ())
    return [(issue.code.value, issue.message) for issue in page_issues(scan, read)]


def test_a_text_layer_that_was_not_used_is_told_once_for_all_its_pages() -> None:
    """Who finds other words in the PDF than in the records learns why; pages without a layer say nothing."""
    share = "{}% of the text layer's words are Vietnamese syllables, under 70%; recognised"
    pages = [("recognised", HIDDEN)] * 3 + [("recognised", "no text layer; recognised"), ("recognised", HIDDEN)]
    pages += [("recognised", share.format(12)), ("text_layer", "text layer, 99% of its words are Vietnamese syllables")]
    pages += [
        ("recognised", share.format(30)),
        ("recognised", "a stray text of 4 words, an image covers the page; recognised"),
    ]
    assert told(*pages) == [
        ("text_layer_rejected", f"the text layer of pages 1-3, 5 was not used: {HIDDEN.partition(';')[0]}"),
        ("text_layer_rejected", f"the text layer of pages 6, 8 was not used: {share.format(12).partition(';')[0]}"),
    ]


def test_one_page_is_one_page() -> None:
    """A single page is named as such, in Vietnamese too."""
    ((code, message),) = told(("recognised", HIDDEN))
    assert message.startswith("the text layer of page 1 was not used: a text layer that another")
    assert (
        said(code, message, "vi")
        == "không dùng lớp chữ của trang 1: lớp chữ do phần mềm khác nhận dạng, ẩn dưới ảnh trang"
    )


def test_what_rejects_a_layer_says_so() -> None:
    """Every reason of the judge that is about words or letters of a layer is told; stray text and scans are not."""
    tree = ast.parse((files("extract") / "engines" / "trust.py").read_text(encoding="utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_rejected"
    ]
    reasons = [ast.unparse(call.args[0]) for call in calls]
    assert len(reasons) >= 8
    assert [r for r in reasons if "text layer" not in r and "stray text" not in r and "height only" not in r] == []


@pytest.mark.parametrize("reading", ["unreadable", "blank"])
def test_pages_without_text_are_told(reading: str) -> None:
    """A page that could not be read, and a blank one."""
    ((code, _),) = told((reading, "the page is broken"))
    assert code == f"page_{reading}"
