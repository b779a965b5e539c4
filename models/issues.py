"""Issues: what a reader of the records should look at, as a closed list of codes."""

from __future__ import annotations

from enum import StrEnum

from models.base import Frozen


class Severity(StrEnum):
    """How much an issue matters to somebody who uses the figures."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class IssueCode(StrEnum):
    """Everything kehoach warns of. A new code is a new schema version."""

    FIGURE_REPAIRED = "figure_repaired"
    FIGURE_READINGS_DIFFER = "figure_readings_differ"
    FIGURE_LOW_CONFIDENCE = "figure_low_confidence"
    FIGURE_AMBIGUOUS = "figure_ambiguous"
    FIGURE_IMPLAUSIBLE = "figure_implausible"
    NUMBER_WORD_CONFLICT = "number_word_conflict"
    RANGE_REVERSED = "range_reversed"
    SERIES_LENGTH = "series_length"
    SUM_MISMATCH = "sum_mismatch"
    PART_EXCEEDS_WHOLE = "part_exceeds_whole"
    YEARS_NOT_RISING = "years_not_rising"
    BODY_APPENDIX_DIFFER = "body_appendix_differ"
    PERCENT_COUNT_DIFFER = "percent_count_differ"
    DATE_IMPOSSIBLE = "date_impossible"
    DEADLINE_BEFORE_ISSUE = "deadline_before_issue"
    SYMBOL_REPAIRED = "symbol_repaired"
    NAME_REPAIRED = "name_repaired"
    TEXT_LAYER_REJECTED = "text_layer_rejected"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_BLANK = "page_blank"
    TABLE_UNCERTAIN = "table_uncertain"
    WRONG_SUFFIX = "wrong_suffix"
    ENCODING_GUESSED = "encoding_guessed"
    HEAD_INCOMPLETE = "head_incomplete"


class Issue(Frozen):
    """One thing to look at: `record` is a part and an index from 0, such as `targets/3`; `field` one of its fields."""

    code: IssueCode
    severity: Severity
    message: str
    record: str | None = None
    field: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
