"""The six parts of a plan, field for field as golden/GUIDE.md defines them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from models.base import Frozen
from models.place import Place


class IssuerLevel(StrEnum):
    """The level of government an issuer belongs to."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Comparator(StrEnum):
    """How a target's value bounds what is to be reached."""

    EQ = "eq"
    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    APPROX = "approx"


class Recurrence(StrEnum):
    """How often a target or task comes round again."""

    YEARLY = "yearly"
    HALF_YEARLY = "half-yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    CONTINUOUS = "continuous"


class DateRole(StrEnum):
    """What a date in the text is for."""

    ISSUED = "issued"
    REFERENCE = "reference"
    DEADLINE = "deadline"
    EFFECTIVE = "effective"
    OTHER = "other"


class TargetKind(StrEnum):
    """What kind of quantity a target sets."""

    LEVEL = "level"
    RATIO = "ratio"
    CHANGE = "change"
    GROWTH = "growth"
    POINTS = "points"
    MULTIPLE = "multiple"
    OF_PLAN = "of_plan"
    COUNT = "count"
    DURATION = "duration"


class AgencyRole(StrEnum):
    """In which role a body appears in a plan."""

    ISSUER = "issuer"
    LEAD = "lead"
    COORDINATE = "coordinate"
    RECIPIENT = "recipient"
    REFERENCE = "reference"


class Record(Frozen):
    """A record and, per field, the place it was read from (`at` is empty in golden files)."""

    at: Mapping[str, Place] = Field(default_factory=dict)


class Document(Record):
    """Head, title, period and signature of a document."""

    doc_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    issuer_level: IssuerLevel | None = None
    locality: str | None = None
    province: str | None = None
    place: str | None = None
    issued: str | None = None
    title: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    signer: str | None = None
    signer_title: str | None = None
    signed_for: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


class Section(Record):
    """A numbered heading; `title` is None for a numbered paragraph without a heading of its own."""

    path: str
    title: str | None = None


class Target(Record):
    """A number that the plan sets out to reach; `value` is a decimal string without grouping."""

    indicator: str | None = None
    indicator_id: str | None = None
    value: str
    unit: str | None = None
    comparator: Comparator = Comparator.EQ
    year: int | None = None
    recurrence: Recurrence | None = None
    deadline: str | None = None
    section: str | None = None
    evidence: str | None = None
    value_to: str | None = None
    kind: TargetKind | None = None
    base_year: int | None = None
    scale: str | None = None
    per: str | None = None
    area: str | None = None


class Task(Record):
    """An assignment of work to a named body."""

    section: str | None = None
    number: str | None = None
    task: str
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    product: str | None = None
    time: str | None = None
    due: str | None = None
    recurrence: Recurrence | None = None


class Date(Record):
    """One mention of a calendar date or partial date."""

    text: str
    iso: str
    role: DateRole = DateRole.OTHER


class Reference(Record):
    """Another document cited with its number; one entry per distinct number."""

    doc_type: str | None = None
    number: str
    date: str | None = None
    issuer: str | None = None
    basis: bool = False


class Agency(Record):
    """A body in one role. `mentions` counts the records it has that role in; `unit_code` is its territory's code.

    It derives from the other records; `at["name"]` is where it first appears in that role.
    """

    name: str
    name_normal: str
    role: AgencyRole
    unit_code: str | None = None
    mentions: int = Field(default=1, ge=1)
