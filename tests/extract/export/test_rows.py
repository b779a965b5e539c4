"""Rows of records and issues."""

from __future__ import annotations

from extract.export.rows import record_rows
from models import Document, Issue, IssueCode, PageBox, Place, Plan, Severity, Source, State, Target, Versions


def _place(page):
    box = PageBox(page=page, x0=0, y0=0, x1=1, y1=1)
    return Place(state=State.FOUND, spans=((0, 1),), boxes=(box,), confidence=0.5)


def _issue(record, field):
    return Issue(code=IssueCode.FIGURE_IMPLAUSIBLE, severity=Severity.WARNING, message="x", record=record, field=field)


def _plan(*issues):
    return Plan(
        source=Source(path="a.pdf", sha256="0" * 64, kind="scan", pages=3, versions=Versions(kehoach="1")),
        document=Document(number="5", at={"number": _place(1)}),
        targets=tuple(Target(value=value, at={"value": _place(page)}) for page, value in ((2, "10"), (3, "270"))),
        issues=issues,
    )


def test_an_issue_names_the_record_by_the_number_in_its_table():
    """`record` joined with the table's name and `n` finds the very record, on its page."""
    rows = list(record_rows("a", _plan(_issue("targets/1", "value"))))
    (issue,) = [row for table, row in rows if table == "issues"]
    (target,) = [row for table, row in rows if table == "targets" and f"targets/{row['n']}" == issue["record"]]
    assert str(target["value"]) == "270"
    assert target["issues"] == ("figure_implausible",)
    assert issue["page"] == target["page"] == 3


def test_an_issue_of_the_head_has_its_page():
    """A field of the document is found on its page; an issue without a record has none."""
    rows = list(record_rows("a", _plan(_issue("document", "number"), _issue(None, None))))
    assert [row["page"] for table, row in rows if table == "issues"] == [1, None]


def test_an_issue_of_no_record_has_the_page_its_neighbours_agree_on():
    """Between two fields of page 3 it stands on page 3; between pages 2 and 3 nothing is claimed."""
    targets = tuple(
        Target(value="1", at={"value": _place(page).model_copy(update={"spans": ((at, at + 2),)})})
        for page, at in ((2, 10), (3, 20), (3, 40))
    )
    issues = tuple(_issue(None, None).model_copy(update={"spans": ((at, at + 1),)}) for at in (30, 15))
    plan = _plan(*issues).model_copy(update={"targets": targets})
    assert [row["page"] for table, row in record_rows("a", plan) if table == "issues"] == [3, None]
