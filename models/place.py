"""Where a field was read: its state, its spans in the text, its boxes on the pages, and how sure we are."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from models.base import Frozen


class State(StrEnum):
    """What became of a field; four different things, and a fifth for fields that are computed."""

    FOUND = "found"
    ABSENT = "absent"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    DERIVED = "derived"


class PageBox(Frozen):
    """A rectangle on an upright page: pages count from 1, points, origin at the top left."""

    page: int = Field(ge=1)
    x0: float
    y0: float
    x1: float
    y1: float

    @model_validator(mode="after")
    def _ordered(self) -> PageBox:
        if self.x0 > self.x1 or self.y0 > self.y1:
            raise ValueError("a box needs x0 <= x1 and y0 <= y1")
        return self


class Place(Frozen):
    """The place of one field of one record.

    `spans` are [start, end) in code points of the document's text; `raw` is what the engine read there before
    repair; `confidence` is the probability that the field is right; `derived_from` (JSON: `from`) names the
    fields a computed one came from.
    """

    state: State
    spans: tuple[tuple[int, int], ...] = ()
    boxes: tuple[PageBox, ...] = ()
    raw: str | None = None
    confidence: float | None = Field(default=None, ge=0.0, le=1.0)
    derived_from: tuple[str, ...] | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _found_has_a_place(self) -> Place:
        if self.state is State.FOUND and not self.spans:
            raise ValueError("a found field needs at least one span")
        if any(start >= end for start, end in self.spans):
            raise ValueError("a span needs start < end")
        return self
