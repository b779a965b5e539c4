"""The hand-written labels agree with GUIDE.md's form and with the words of the documents they describe."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.corpus.documents import CORPUS, GOLDEN, STEMS, labels, source_lines

FIELDS = {
    "document": "doc_type number symbol issuer issuer_level locality province place issued title period_start "
    "period_end signer signer_title signed_for recipients",
    "sections": "path title",
    "targets": "indicator indicator_id value unit comparator year recurrence deadline section evidence",
    "tasks": "section number task lead coordinate product time due recurrence",
    "dates": "text iso role",
    "references": "doc_type number date issuer basis",
}
LEVELS = {"central", "province", "district", "commune"}
COMPARATORS = {"eq", "ge", "gt", "le", "lt", "approx"}
TARGET_RECURRENCES = {None, "yearly", "quarterly", "monthly"}
TASK_RECURRENCES = TARGET_RECURRENCES | {"half-yearly", "continuous"}
ROLES = {"issued", "reference", "deadline", "effective", "other"}
SCHEMES = {"si", "si_compulsory", "si_voluntary", "ui", "hi"}
MEASURES = {
    "participants",
    "coverage_rate",
    "growth_rate",
    "yearly_increase",
    "late_payment_rate",
    "cashless_rate",
    "e_transaction_rate",
}
ISO = re.compile(r"(\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?)(/\d{4})?")

each = pytest.mark.parametrize("stem", STEMS)


def folded(text: str) -> str:
    """Text without marks of case and blanks, to find one wording in another."""
    return " ".join(text.lower().split())


def spelled(value: str) -> set[str]:
    """The ways a value may stand in Vietnamese text: decimal comma, groups of three, leading zero."""
    whole, _, part = value.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return {f"{form},{part}" if part else form for form in (whole, grouped, whole.zfill(2))}


def test_there_are_documents():
    """The corpus holds at least six documents, so that no test below passes on nothing."""
    assert len(STEMS) >= 6


@each
def test_fields_are_those_of_the_guide(stem):
    """Every record has exactly the guide's fields, in the guide's order, nothing more but a range's upper end."""
    record = labels(stem)
    assert list(record) == list(FIELDS)
    assert list(record["document"]) == FIELDS["document"].split()
    for part in list(FIELDS)[1:]:
        for entry in record[part]:
            assert [key for key in entry if key != "value_to"] == FIELDS[part].split(), entry


@each
def test_closed_vocabularies(stem):
    """Fields with a closed list of values hold nothing else."""
    record = labels(stem)
    assert record["document"]["issuer_level"] in LEVELS
    for target in record["targets"]:
        assert target["comparator"] in COMPARATORS
        assert target["recurrence"] in TARGET_RECURRENCES
        if target["indicator_id"] is not None:
            scheme, measure = target["indicator_id"].split(".")
            assert scheme in SCHEMES
            assert measure in MEASURES
    assert {task["recurrence"] for task in record["tasks"]} <= TASK_RECURRENCES
    assert {date["role"] for date in record["dates"]} <= ROLES


@each
def test_labels_are_nfc(stem):
    """The golden file is NFC, so that comparisons need no repair."""
    text = (GOLDEN / f"{stem}.json").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("}\n")


@each
def test_evidence_and_tasks_stand_in_the_source(stem):
    """Every evidence, task, product and time is a stretch of one line of the document."""
    lines = source_lines(stem)
    record = labels(stem)
    wordings = [target["evidence"] for target in record["targets"]]
    for task in record["tasks"]:
        wordings += [task["task"], task["product"], task["time"]]
    for wording in wordings:
        assert wording is None or any(wording in line for line in lines), wording


@each
def test_values_stand_in_their_evidence(stem):
    """A target's figures are printed in the sentence that is its evidence."""
    for target in labels(stem)["targets"]:
        for value in filter(None, [target["value"], target.get("value_to")]):
            numbers = set(re.findall(r"\d+(?:[.,]\d+)*", target["evidence"]))
            assert spelled(value) & numbers, target


@each
def test_bodies_and_recipients_are_as_printed(stem):
    """Leading and coordinating bodies and recipients are copied, not reworded."""
    record = labels(stem)
    text = folded(" ".join(source_lines(stem)))
    bodies = [body for task in record["tasks"] for body in task["lead"] + task["coordinate"]]
    for name in bodies + record["document"]["recipients"] + record["document"]["signed_for"]:
        assert folded(name) in text, name


@each
def test_sections_stand_in_order(stem):
    """Section titles stand in the source in the labels' order, and every parent section is labelled too."""
    record = labels(stem)
    text, at = "\n".join(source_lines(stem)), 0
    for section in record["sections"]:
        if section["title"] is not None:
            at = text.index(section["title"], at)
    paths = [section["path"] for section in record["sections"]]
    assert len(paths) == len(set(paths))
    for path in paths:
        parent = path.rpartition("/")[0]
        assert parent in {*paths, "", "KH"} or parent.startswith("PL"), path


@each
def test_records_lie_in_labelled_sections(stem):
    """A target or task stands in a section that is labelled, or in an appendix without groups."""
    record = labels(stem)
    paths = {section["path"] for section in record["sections"]}
    for entry in record["targets"] + record["tasks"]:
        assert entry["section"] in paths or re.fullmatch(r"PL\d?", entry["section"]), entry


@each
def test_dates_stand_in_order_and_mean_what_they_say(stem):
    """Date labels occur in the text one after the other, and each iso value repeats the figures of its text."""
    text, at = "\n".join(source_lines(stem)), 0
    for date in labels(stem)["dates"]:
        at = text.index(date["text"], at) + len(date["text"])
        assert ISO.fullmatch(date["iso"]), date
        figures = [int(figure) for figure in re.findall(r"\d+", date["text"])]
        parts = [int(figure) for figure in re.findall(r"\d+", date["iso"])]
        if "Q" in date["iso"]:
            quarter = ("I", "II", "III", "IV").index(re.search(r"[IV]+", date["text"])[0]) + 1
            assert parts == [*figures, quarter], date
        else:
            assert parts == figures[::-1], date


@each
def test_written_dates_are_all_labelled(stem):
    """No slash date or written-out date of the text is missing from the labels."""
    text = "\n".join(source_lines(stem))
    found = re.findall(r"\b\d{1,2}/\d{1,2}/\d{4}\b|ngày (?:\d{1,2} )?tháng \d{1,2} năm \d{4}", text)
    labelled = [date["text"] for date in labels(stem)["dates"]]
    assert [date for date in labelled if date in found] == found


@each
def test_references_stand_in_the_source(stem):
    """Cited numbers and their issuers occur in the text; the document's own number is not among them."""
    record = labels(stem)
    text = "\n".join(source_lines(stem))
    numbers = [reference["number"] for reference in record["references"]]
    assert len(numbers) == len(set(numbers))
    assert f"{record['document']['number']}/{record['document']['symbol']}" not in numbers
    for reference in record["references"]:
        assert reference["number"] in text
        assert reference["issuer"] is None or reference["issuer"] in text
    places = [text.index(number) for number in numbers]
    assert places == sorted(places)


@each
def test_numbers_of_documents_are_all_labelled(stem):
    """Every number with a symbol in the text is a labelled reference or the document's own."""
    record = labels(stem)
    own = f"{record['document']['number']}/{record['document']['symbol']}"
    found = re.findall(
        r"\d+(?:/\d{4})?(?:/[A-ZĐ][A-Za-zĐ]*-[A-ZĐ][A-Za-zĐ]*|-[A-ZĐ]+/[A-ZĐ]+)", "\n".join(source_lines(stem))
    )
    assert set(found) <= {reference["number"] for reference in record["references"]} | {own}


def test_document_kinds_that_the_corpus_must_show():
    """There is a blank number and day, a two-digit range, a decision with its plan, a district and a department."""
    documents = {stem: labels(stem)["document"] for stem in STEMS}
    blank = [stem for stem, document in documents.items() if document["number"] is None]
    assert any(re.search(r"ngày {3,}tháng", (CORPUS / "sources" / f"{stem}.txt").read_text("utf-8")) for stem in blank)
    assert any(re.search(r"20\d\d-\d\d\b", document["title"]) for document in documents.values())
    assert any(document["doc_type"] == "quyết định" for document in documents.values())
    assert {document["issuer_level"] for document in documents.values()} == {"province", "district", "commune"}
    assert any(document["issuer"].startswith("Sở") for document in documents.values())
