"""Rows of records and issues."""

from __future__ import annotations

import pytest

from extract.export.rows import UNREVIEWED, Answers, document_row, record_rows
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


def _field(confidence, state=State.FOUND, page=1):
    return _place(page).model_copy(update={"confidence": confidence, "state": state})


FLAGS = [
    ({"indicator": _field(0.99), "value": _field(0.99)}, None, UNREVIEWED, (False, False)),
    ({"indicator": _field(0.5), "value": _field(0.99)}, None, UNREVIEWED, (True, False)),
    ({"value": _field(0.89)}, None, UNREVIEWED, (True, True)),
    ({"value": _field(None, State.UNREADABLE)}, None, UNREVIEWED, (True, True)),
    ({"year": _field(0.5, State.ABSENT), "value": _field(0.99)}, None, UNREVIEWED, (True, False)),
    ({"indicator_id": _field(0.5, State.DERIVED), "value": _field(0.99)}, None, UNREVIEWED, (False, False)),
    ({"value": _field(0.99)}, "value", UNREVIEWED, (True, True)),
    ({"value": _field(0.99)}, "evidence", UNREVIEWED, (True, False)),
    ({"value": _field(0.5)}, None, Answers(settled={"targets/0/value"}), (False, False)),
    ({"indicator": _field(0.5), "value": _field(0.5)}, None, Answers(settled={"targets/0/value"}), (True, False)),
    ({"indicator": _field(0.5), "value": _field(0.5)}, "value", Answers(settled={"targets/0"}), (False, False)),
]


@pytest.mark.parametrize(("at", "issue", "answers", "flags"), FLAGS)
def test_flags_say_what_somebody_should_look_at(at, issue, answers, flags):
    """A weak or unreadable field, or one that an issue names, until a reviewer has answered; the figure for itself."""
    plan = _plan(*[_issue("targets/0", issue)] if issue else ()).model_copy(
        update={"targets": (Target(value="1", at=at),)}
    )
    (row,) = [row for table, row in record_rows("a", plan, answers) if table == "targets"]
    assert (row["flagged"], row["value_flagged"]) == flags


def test_an_issue_of_the_whole_record_flags_its_figure_too():
    """What may be wrong with a record as a whole may be wrong with its figure."""
    at = {"value": _field(0.99)}
    plan = _plan(_issue("targets/0", None)).model_copy(update={"targets": (Target(value="1", at=at),)})
    (row,) = [row for table, row in record_rows("a", plan) if table == "targets"]
    assert row["value_flagged"]


def test_the_head_is_flagged_as_records_are():
    """A weak number flags the document's row; a finished review says so."""
    row = document_row("a", _plan())
    assert (row["flagged"], row["reviewed"]) == (True, False)
    row = document_row("a", _plan(), Answers(settled={"document/number"}, finished=True))
    assert (row["flagged"], row["reviewed"]) == (False, True)


def test_a_target_has_the_page_of_its_figure():
    """An indicator may begin on the page before; who checks a figure wants to see the figure."""
    at = {"indicator": _field(0.99, page=1), "value": _field(0.98, page=2)}
    plan = _plan().model_copy(update={"targets": (Target(value="1", at=at),)})
    (row,) = [row for table, row in record_rows("a", plan) if table == "targets"]
    assert (row["page"], row["value_confidence"]) == (2, 0.98)
