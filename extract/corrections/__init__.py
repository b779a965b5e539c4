"""Corrections: what reviewers did, kept beside the machine's records and never over them."""

from extract.corrections.check import checked, checked_record, fields_of
from extract.corrections.log import Entry, Review, Value, record_key, record_sha
from extract.corrections.replay import Applied, Replay, Reviewed, apply, golden_of, replay
from extract.corrections.store import Conflict, append, load, write_golden

__all__ = [
    "Applied",
    "Conflict",
    "Entry",
    "Replay",
    "Review",
    "Reviewed",
    "Value",
    "append",
    "apply",
    "checked",
    "checked_record",
    "fields_of",
    "golden_of",
    "load",
    "record_key",
    "record_sha",
    "replay",
    "write_golden",
]
