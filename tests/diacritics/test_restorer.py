"""The restorer as a whole: what it mends, what it leaves, and that nothing upsets it."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diacritics
from diacritics import Restorer
from diacritics.results import Restoration

SAMPLES = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    """One restorer for all tests: loading takes a quarter of a second."""
    return Restorer.load()


LOADED = Restorer.load()


def replayed(done: Restoration) -> str:
    """The raw text with the corrections put in."""
    pieces, place = [], 0
    for correction in done.corrections:
        pieces += [done.raw[place : correction.raw_start], correction.text]
        place = correction.raw_end
    return "".join(pieces) + done.raw[place:]


def test_the_public_face() -> None:
    """What the package offers is what it says."""
    assert set(diacritics.__all__) == {"Correction", "Restoration", "Restorer", "syllable_share", "tone_fold"}
    assert all(hasattr(diacritics, name) for name in diacritics.__all__)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("Ke hoach phat trien kinh te - xa hoi nam 2026", "Kế hoạch phát triển kinh tế - xã hội năm 2026"),
        ("Uy ban nhan dan tinh ban hanh Ke hoach thuc hien", "Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện"),
        ("UY BAN NHAN DAN", "ỦY BAN NHÂN DÂN"),
        (
            "Ké hoach phat trién dbi tugng tham gia bao hiém x4 hdi",
            "Kế hoạch phát triển đối tượng tham gia bảo hiểm xã hội",
        ),
        (
            "thirc hin Ngh quyt cüa ChInh phü ve vic giao chi tiêu",
            "thực hiện Nghị quyết của Chính phủ về việc giao chỉ tiêu",
        ),
        (
            "Giải quyet kịp thời các chế độ bảo hiếm xã hội cho người lao động",
            "Giải quyết kịp thời các chế độ bảo hiểm xã hội cho người lao động",
        ),
    ],
)
def test_damage_of_every_class_is_mended(raw: str, wanted: str, restorer: Restorer) -> None:
    """Stripped, wrongly read, dropped and nearly right text becomes what the page says."""
    assert restorer.restore(raw).text == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch phát triển đối tượng tham gia BHXH, BHYT trên địa bàn.",
        "Ứng dụng VssID, phần mềm Microsoft Word và trang web www.chinhphu.vn phục vụ người dân.",
        "Hòa Bình, Thúy Hằng và ông Nguyễn Văn Hòa tham gia; doanh nghiệp hóa.",
        "Hoà Bình, Thuý Hằng và ông Nguyễn Văn Hoà tham gia; doanh nghiệp hoá.",
        "I am sending you the report as requested.",
        "1. Chỉ tiêu: 12.850 người (84,95%), 7.213,5 tỷ đồng; Nghị quyết số 102/NQ-CP ngày 03/8/2018.",
    ],
)
def test_sound_text_stays(text: str, restorer: Restorer) -> None:
    """Right text, names, foreign words, abbreviations and both tone placements come out as they went in."""
    assert restorer.restore(text) == Restoration(text, text, ())


def test_words_that_ran_together_come_apart(restorer: Restorer) -> None:
    """A lost blank is put back, with the letters mended on both sides."""
    done = restorer.restore("thể hiện quyếttâm của Uỷ ban nhândân các cấp trong thời gian tới")
    assert "quyết tâm" in done.text
    assert "nhân dân" in done.text


def test_figures_are_never_changed_by_the_model(restorer: Restorer) -> None:
    """Figures of damaged text come out as they went in; only rules may change them, and there is nothing to mend here."""
    done = restorer.restore("Ty le tham gia dat 84,95% nam 2026, so nguoi 12.850, Nghi quyet 102/NQ-CP ngay 03/8/2018")
    assert [c for c in done.text if c.isdigit()] == list("84952026128501020382018")


def test_context_runs_over_line_ends(restorer: Restorer) -> None:
    """A line end inside a paragraph changes no word, and stays where it is."""
    flat = restorer.restore("Ke hoach phat trien doi tuong tham gia bao hiem xa hoi").text
    broken = restorer.restore("Ke hoach phat trien doi\ntuong tham gia bao hiem\nxa hoi").text
    assert broken.replace("\n", " ") == flat
    assert broken.count("\n") == 2


def test_confidence_counts(restorer: Restorer) -> None:
    """One number a word is asked for; what the engine was sure of is changed less readily."""
    with pytest.raises(ValueError, match="confidences"):
        restorer.restore("hai từ", [0.5])
    text = "các phòng ban co lien quan"
    sure = restorer.restore(text, [1.0] * 6).corrections
    unsure = restorer.restore(text, [0.0] * 6).corrections
    assert len(sure) <= len(unsure)


def test_alternatives_are_less_likely_than_the_choice(restorer: Restorer) -> None:
    """A correction names other readings with their shares, which do not exceed what is left."""
    done = restorer.restore("Ve viec giao chi tieu, phuong huong va cac mat cong tac trong tam nam toi")
    assert done.corrections
    for correction in done.corrections:
        assert sum(share for _, share in correction.alternatives) <= 1.0001
        assert all(form != correction.text for form, _ in correction.alternatives)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_maps_exactly(text: str) -> None:
    """Whatever comes in, the corrections turn raw into text, in order."""
    done = LOADED.restore(text)
    assert done.raw == text
    assert replayed(done) == done.text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ké",
                "hoach",
                "d6i",
                "tugng",
                "hdi",
                "x4",
                "BI-IXH",
                "1O,5%",
                "20/6/20",
                "l5",
                "thon",
                "nghipcó",
                "(\\",
                "~",
                "‘",
                "\n",
                "\n\n",
                "ﬁ",
                "é",
                "\x00",
                "đ",
            ]
        ),
        max_size=40,
    )
)
def test_mixed_damage_maps_exactly(pieces: list[str]) -> None:
    """The same for text of all kinds of damage at once."""
    done = LOADED.restore(" ".join(pieces))
    assert replayed(done) == done.text
    assert done.text.count("\n") == done.raw.count("\n")


@pytest.mark.parametrize(
    "text", ["", "a", "đ", "\n\n\n", " ", "\x00\x01", "計画 План خطة 🎉", unicodedata.normalize("NFD", "ế")]
)
def test_odd_text_is_no_trouble(text: str, restorer: Restorer) -> None:
    """Empty, tiny, foreign and control text is handled."""
    assert replayed(restorer.restore(text)) == restorer.restore(text).text


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a", "1", "|", ".", "e\u0301", "1.", "BI-"])
def test_time_grows_with_length_only(piece: str, restorer: Restorer) -> None:
    """Ten megabytes without a blank take seconds of the processor, not hours."""
    began = time.process_time()
    restorer.restore(piece * (10_000_000 // len(piece)))
    assert time.process_time() - began < 60


@pytest.mark.skipif(not (SAMPLES / "plans").is_dir(), reason="the folder of plans is not there")
def test_plans_stay_almost_untouched(restorer: Restorer) -> None:
    """Of the words of correct plans hardly one in a thousand is changed (some changes mend typing errors)."""
    changed = total = 0
    for plan in sorted((SAMPLES / "plans").glob("*.txt"))[::6]:
        text = unicodedata.normalize("NFC", plan.read_text(encoding="utf-8"))
        done = restorer.restore(text)
        changed += sum(1 for c in done.corrections if c.reason == "word")
        total += len(text.split())
    assert changed < total / 1000
