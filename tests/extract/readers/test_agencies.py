"""Bodies of a plan: one entry for each name and role, counted, with the code of the territory they belong to."""

from __future__ import annotations

from extract.readers.agencies import agencies
from models import AgencyRole, Place, Plan, State

ABSENT = Place(state=State.ABSENT)


def plan_of(**parts: object) -> Plan:
    """Make a plan from records written as JSON."""
    source = {"path": "a.txt", "sha256": "0" * 64, "kind": "text", "pages": 1, "versions": {"kehoach": "1"}}
    return Plan.model_validate({"source": source, "document": {}, **parts})


def task(lead: list[str], coordinate: list[str]) -> dict[str, object]:
    """Write a task."""
    return {"task": "Trồng cây", "lead": lead, "coordinate": coordinate}


def test_bodies_are_counted_by_role() -> None:
    """Case, tone place and abbreviations do not make another body; the first form printed stands."""
    plan = plan_of(
        document={"issuer": "UBND xã Đồng Lát"},
        tasks=[
            task(["Sở Y tế"], ["UBND các xã"]),
            task(["SỞ Y TẾ"], ["Ủy ban nhân dân các xã", "Uỷ ban nhân dân các xã"]),
        ],
    )
    found = {(entry.role, entry.name): entry.mentions for entry in agencies(plan)}
    assert found == {
        (AgencyRole.ISSUER, "UBND xã Đồng Lát"): 1,
        (AgencyRole.LEAD, "Sở Y tế"): 2,
        (AgencyRole.COORDINATE, "UBND các xã"): 3,
    }


def test_recipients_that_name_no_body_are_left_out() -> None:
    """Filing lines are no bodies, and what a bracket adds is no part of the name."""
    plan = plan_of(document={"recipients": ["Sở Nội vụ (để báo cáo)", "Lưu: VT"]})
    assert [(entry.role, entry.name) for entry in agencies(plan)] == [(AgencyRole.RECIPIENT, "Sở Nội vụ")]


def test_every_field_says_where_it_comes_from() -> None:
    """Bodies derive from the records they stand in."""
    entry = agencies(plan_of(tasks=[task(["Sở Y tế"], [])]))[0]
    assert entry.at["name"].state is State.DERIVED
    assert entry.at["name_normal"].derived_from == ("name",)


def test_an_empty_plan_names_nobody() -> None:
    """Nothing read, no bodies."""
    assert agencies(plan_of()) == ()
