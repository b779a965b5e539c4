"""Records against golden ones: the corpus always, the real samples and plans where their texts are at hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.score import score_folders
from tests.extract.conftest import kehoach

CLONE = Path(__file__).resolve().parent.parent
SHARED = CLONE.parent / "shared"
SOUND = ("001_44d8f4ad3bdae44e", "002_a80e956aa577da17")
DAMAGED = ("000_71ca838165621b3b", "004_cc832510578e0d74")

DIGITAL_BARS = {
    "document": 0.99,
    "sections": 0.99,
    "targets_value": 0.97,
    "targets_strict": 0.9,
    "tasks_found": 0.95,
    "dates": 0.98,
    "references": 0.98,
}
SOUND_BARS = {
    "document": 0.95,
    "sections": 0.95,
    "targets_value": 1.0,
    "targets_strict": 0.9,
    "tasks_found": 0.97,
    "tasks_lead": 0.97,
    "tasks_coordinate": 0.92,
    "tasks_when": 0.92,
    "dates": 0.95,
    "references": 0.95,
}
DAMAGED_BARS = {"document": 0.9, "sections": 0.9, "targets_value": 0.95, "tasks_found": 0.85, "dates": 0.92}
REAL_BARS = {"document": 0.95, "sections": 0.95, "tasks_found": 0.85, "dates": 0.92, "references": 0.92}


def _report(documents, golden, tmp_path, texts=None):
    """Read documents through the command line and score them against just their own labels."""
    source, labels = tmp_path / "in", tmp_path / "golden"
    source.mkdir()
    labels.mkdir()
    for document in documents:
        shutil.copy(document, source)
        shutil.copy(golden / f"{document.stem.split('__')[0]}.json", labels)
    done = kehoach("extract", source, "--out", tmp_path / "out", timeout=600)
    assert done.code == 0, done.said
    report = score_folders(tmp_path / "out" / "plans", labels, texts)
    assert len(report.plans) == len(documents) > 0
    return report


def _below(report, bars):
    means = {part: report.mean_f1(part) for part in bars}
    return {part: (means[part], bar) for part, bar in bars.items() if means[part] is None or means[part] < bar}


def test_the_corpus_is_read_as_labelled(tmp_path):
    """Every born-digital document of the project's own, every part above its bar, and no figure silently wrong."""
    documents = sorted(path for path in (CLONE / "corpus").glob("*.pdf") if "__" not in path.name)
    report = _report(documents, CLONE / "golden", tmp_path)
    assert _below(report, DIGITAL_BARS) == {}
    assert report.figures.silent == 0


@pytest.mark.slow
@pytest.mark.tesseract
def test_a_scan_of_the_corpus_is_read(tmp_path):
    """A clean scan keeps every figure of its page: none lost, none silently wrong."""
    report = _report([CLONE / "corpus" / "kh_hien_mau_phuong_cam_duong__scan.png"], CLONE / "golden", tmp_path)
    assert report.figures.silent == 0
    assert report.mean_f1("targets_value") == 1.0


needs_samples = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real samples are not at hand")


@needs_samples
@pytest.mark.parametrize(("stems", "bars"), [(SOUND, SOUND_BARS), (DAMAGED, DAMAGED_BARS)], ids=["sound", "damaged"])
def test_real_samples_are_read_as_labelled(tmp_path, stems, bars):
    """Sound text as well as a careful person reads it; damaged text nearly so, and no figure silently wrong."""
    documents = [SHARED / "seeds" / f"{stem}.txt" for stem in stems]
    report = _report(documents, SHARED / "golden", tmp_path)
    assert _below(report, bars) == {}
    assert report.figures.silent == 0


@needs_samples
def test_real_plans_are_read_as_labelled(tmp_path):
    """The labelled real plans, whose long strings are spans into their texts."""
    labels = sorted((CLONE / "golden" / "real").glob("*.json"))
    documents = [SHARED / "plans" / f"{label.stem}.txt" for label in labels]
    report = _report(documents, CLONE / "golden" / "real", tmp_path, SHARED / "plans")
    assert _below(report, REAL_BARS) == {}
    assert report.figures.silent == 0
