"""Confidence as a probability: the curves that stand in the package."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.calibration import KINDS, PARTS, calibrated, probability
from extract.page import Line, Paragraph, Word
from extract.pipeline import extract_document
from extract.settings import Settings
from extract.text import Text
from models import Date, DateRole, Document, PageBox, Place, Plan, Source, State
from models.plan import PageSource, Versions

CORPUS = Path(__file__).parents[2] / "corpus"
FIELDS = (
    "document.number", "document.title", "document.recipients", "sections.title", "targets.value", "targets.unit",
    "targets.indicator", "tasks.lead", "tasks.due", "dates.iso", "dates.role", "references.number", "references.basis",
)  # fmt: skip
evidence = st.floats(0, 1)


@given(st.sampled_from(FIELDS), st.sampled_from(KINDS), evidence, evidence)
def test_curves_rise_and_stay_probabilities(field: str, kind: str, one: float, other: float) -> None:
    """More evidence never means less confidence, and every confidence lies from 0 to 1."""
    part, _, name = field.partition(".")
    low, high = sorted((one, other))
    assert 0 <= probability(part, name, kind, low) <= probability(part, name, kind, high) <= 1


@pytest.mark.parametrize("field", ["targets.value", "dates.iso", "references.number", "document.number"])
def test_weak_figures_of_scans_are_flagged(field: str) -> None:
    """A figure that the engine itself read with less than three quarters stays under the line of 0.9."""
    part, _, name = field.partition(".")
    assert probability(part, name, "recognised", 0.74) < 0.9


def test_every_part_has_its_curves() -> None:
    """A field that nobody named has the curve of its part."""
    assert all(0 <= probability(part, "a_new_field", kind, 0.5) <= 1 for part in PARTS for kind in KINDS)


def _plan(reading: str, iso: str, page: int = 1) -> Plan:
    box = PageBox(page=page, x0=1, y0=1, x1=2, y1=2)
    at = {
        "iso": Place(state=State.FOUND, spans=((0, 3),), boxes=(box,), confidence=0.97),
        "role": Place(state=State.ABSENT, confidence=0.42),
    }
    return Plan(
        source=Source(
            path="a.pdf",
            sha256="0" * 64,
            kind="mixed",
            pages=2,
            reading=(
                PageSource(page=1, reading=reading, why="because"),  # type: ignore[arg-type]
                PageSource(page=2, reading="text_layer", why="sound"),
            ),
            versions=Versions(kehoach="1"),
        ),
        document=Document(),
        dates=(Date(text="x", iso=iso, role=DateRole.OTHER, at=at),),
    )


def _text() -> Text:
    words = (Word(raw, unicodedata.normalize("NFC", raw)) for raw in ["Quý", "I/2026", "và", "thôn"])
    return Text.of((Paragraph((Line(1, tuple(words)),)),))


def _confidence(plan: Plan, field: str = "iso") -> float | None:
    return calibrated(plan, _text()).dates[0].at[field].confidence


def test_the_kind_is_that_of_the_page() -> None:
    """In a document of two kinds each field goes by the page that it was read from."""
    assert _confidence(_plan("recognised", "2026-05")) == round(probability("dates", "iso", "recognised", 0.97), 4)
    assert _confidence(_plan("recognised", "2026-05", 2)) == round(probability("dates", "iso", "printed", 0.97), 4)


def test_a_first_quarter_in_a_scan_is_doubted() -> None:
    """Recognition reads the numeral II of a quarter as I: that date is flagged, no other quarter is for this."""
    first, second = (_confidence(_plan("recognised", f"2026-Q{quarter}")) for quarter in (1, 2))
    assert first is not None
    assert second is not None
    assert first < 0.9 <= second
    assert _confidence(_plan("text_layer", "2026-Q1")) == _confidence(_plan("text_layer", "2026-Q2"))


def test_only_what_was_read_is_mapped() -> None:
    """The confidence that a field is absent is left alone, and so is everything but confidence."""
    plan = _plan("recognised", "2026-05")
    done = calibrated(plan, _text())
    assert _confidence(plan, "role") == 0.42
    assert done.dates[0].iso == plan.dates[0].iso
    assert done.dates[0].at["iso"].spans == plan.dates[0].at["iso"].spans
    assert done.source == plan.source


def test_figures_of_a_sound_document_are_not_flagged() -> None:
    """In a born-digital plan of the corpus nearly every figure is over the line."""
    plan = extract_document(CORPUS / "kh_giam_ngheo_xa_con_cuong.pdf", Settings()).plan
    known = [one.at["value"].confidence for one in plan.targets] + [one.at["iso"].confidence for one in plan.dates]
    assert len(known) > 5
    assert sum(value is None or value < 0.9 for value in known) <= 0.03 * len(known)
