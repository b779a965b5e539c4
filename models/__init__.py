"""What kehoach says about a plan: frozen records with exactly the fields of golden/GUIDE.md."""

from models.base import SCHEMA_VERSION, Frozen
from models.issues import Issue, IssueCode, Severity
from models.place import PageBox, Place, State
from models.plan import PageSource, Plan, Reading, Source, SourceKind, Versions
from models.records import (
    Agency,
    AgencyRole,
    Comparator,
    Date,
    DateRole,
    Document,
    IssuerLevel,
    Record,
    Recurrence,
    Reference,
    Section,
    Target,
    TargetKind,
    Task,
)

__all__ = [
    "SCHEMA_VERSION",
    "Agency",
    "AgencyRole",
    "Comparator",
    "Date",
    "DateRole",
    "Document",
    "Frozen",
    "Issue",
    "IssueCode",
    "IssuerLevel",
    "PageBox",
    "PageSource",
    "Place",
    "Plan",
    "Reading",
    "Record",
    "Recurrence",
    "Reference",
    "Section",
    "Severity",
    "Source",
    "SourceKind",
    "State",
    "Target",
    "TargetKind",
    "Task",
    "Versions",
]
