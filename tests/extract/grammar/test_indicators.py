"""Matching of targets with the catalogue of indicators."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.catalogue import DOMAINS, by_id, indicators
from extract.grammar.indicators import base_unit, match_indicator, named_schemes, plausible

GOLDEN = sorted((Path(__file__).parents[4] / "shared" / "golden").glob("*.json"))

MATCHES = [
    ("Số người tham gia bảo hiểm xã hội bắt buộc", "người", "si_compulsory.participants"),
    ("Đối tượng tham gia BHXH tự nguyện", "người", "si_voluntary.participants"),
    ("Tổng số người tham gia BHXH (bắt buộc và tự nguyện)", "người", "si.participants"),
    (
        "Tốc độ gia tăng đối tượng tham gia BHXH tự nguyện năm sau so với năm trước",
        "người",
        "si_voluntary.yearly_increase",
    ),
    ("Tốc độ gia tăng đối tượng tham gia BHXH tự nguyện năm sau so với năm trước", "%", "si_voluntary.growth_rate"),
    ("Tỷ lệ bao phủ BHYT", "%", "hi.coverage_rate"),
    ("học sinh, sinh viên tham gia BHYT", "%", "hi.coverage_rate"),
    ("Tỷ lệ tham gia bảo hiểm thất nghiệp", "%", "ui.coverage_rate"),
    ("tỷ lệ số tiền chậm đóng BHXH trên số phải thu", "%", "si.late_payment_rate"),
    ("người hưởng lương hưu, trợ cấp BHXH nhận tiền qua tài khoản", "%", "si.cashless_rate"),
    ("đơn vị sử dụng lao động giao dịch điện tử với cơ quan BHXH", "%", "si.e_transaction_rate"),
    ("Tổ 4 - BHYT - Chỉ tiêu năm 2026", "người", "hi.participants"),
    ("BHYT", "%", "hi.coverage_rate"),
    ("Tỷ lệ hộ nghèo đa chiều", "%", "poverty.poor_rate"),
    ("Ty le ho ngheo", "%", "poverty.poor_rate"),
    ("Tỷ lệ che phủ rừng (%)", None, "environment.forest_cover"),
    ("Thu nhập bình quân đầu người", "triệu đồng", "economy.income_per_capita"),
    ("Xã đạt chuẩn nông thôn mới nâng cao", "xã", "new_rural.advanced_communes"),
    ("Tỷ lệ hồ sơ dịch vụ công trực tuyến toàn trình", "%", "digital.online_full_rate"),
    ("Số giường bệnh/vạn dân", "giường", "health.beds"),
    ("Tỷ lệ trường đạt chuẩn quốc gia", "%", "education.standard_school_rate"),
]

NEAR_MISSES = [
    ("học sinh tham gia BHXH, BHYT", "%"),
    ("Tỷ lệ chậm đóng BHXH, BHYT, BHTN", "%"),
    ("Giá trị sản phẩm Cà phê tham gia xuất khẩu", "triệu USD"),
    ("Tỷ lệ hộ nghèo", "người"),
    ("xã, phường không ma túy", "%"),
    ("Số thuê bao nhận tin nhắn", "thuê bao"),
    ("các vụ án được điều tra, làm rõ", "%"),
    ("cán bộ được tập huấn về BHXH tự nguyện", "người"),
    ("", "%"),
]


@pytest.mark.parametrize(("text", "unit", "wanted"), MATCHES)
def test_a_target_gets_the_id_of_its_indicator(text: str, unit: str | None, wanted: str) -> None:
    """Names, abbreviations, lost marks and a unit inside the name lead to the same id."""
    found, confidence = match_indicator(text, unit)
    assert found == wanted
    assert 0.5 < confidence <= 1


@pytest.mark.parametrize(("text", "unit"), NEAR_MISSES)
def test_what_matches_nothing_gets_no_id(text: str, unit: str) -> None:
    """Two schemes in one number, another unit or a narrower measure are no match."""
    assert match_indicator(text, unit) == (None, 0.0)


def test_a_fall_is_told_from_a_level_by_the_sign_of_the_figure() -> None:
    """The word for the change may stand with the figure."""
    assert match_indicator("Tỷ lệ hộ nghèo", "%", sign="down")[0] == "poverty.poor_rate_reduction"
    assert match_indicator("Tỷ lệ hộ nghèo", "%")[0] == "poverty.poor_rate"


def test_the_heading_is_asked_only_where_the_item_names_no_scheme() -> None:
    """An item under a heading takes its scheme from there, with less confidence."""
    found, confidence = match_indicator("Số người tham gia", "người", "Bảo hiểm xã hội tự nguyện")
    assert found == "si_voluntary.participants"
    assert confidence < match_indicator("Số người tham gia BHXH tự nguyện", "người")[1]
    assert match_indicator("Số người tham gia BHYT", "người", "Bảo hiểm xã hội")[0] == "hi.participants"


def test_the_agency_is_no_scheme() -> None:
    """The words "cơ quan BHXH" and "BHXH tỉnh" name a body."""
    assert named_schemes("theo giao của BHXH Việt Nam, cơ quan BHXH") == frozenset()
    assert named_schemes("tham gia BHXH bắt buộc, BHTN") == {"si_compulsory", "ui"}


@pytest.mark.skipif(not GOLDEN, reason="the labelled plans are not at hand")
def test_every_labelled_target_gets_its_id() -> None:
    """On the labelled plans each indicator with its unit gives the labelled id."""
    targets = [target for path in GOLDEN for target in json.loads(path.read_text(encoding="utf-8"))["targets"]]
    got = [match_indicator(target["indicator"], target["unit"])[0] for target in targets]
    assert got == [target["indicator_id"] for target in targets]


def test_the_catalogue_is_sound() -> None:
    """Ids are unique, every domain has entries, every indicator has a name in both languages, words and units."""
    found = indicators()
    assert len(by_id()) == len(found)
    assert {indicator.domain for indicator in found} == set(DOMAINS)
    for indicator in found:
        assert indicator.name_vi
        assert indicator.name_en
        assert indicator.must
        assert indicator.units
        assert re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", indicator.id)
        assert indicator.least is None or indicator.most is None or indicator.least < indicator.most


def test_every_alias_leads_to_its_own_indicator() -> None:
    """An alias with a unit of its indicator is matched with that indicator."""
    for indicator in indicators():
        for alias in indicator.aliases:
            found = {match_indicator(alias, unit)[0] for unit in indicator.units}
            assert indicator.id in found, (alias, found)


def test_bounds_tell_what_is_plausible() -> None:
    """A share over 100 is not plausible; an unknown id has no bounds."""
    assert plausible("hi.coverage_rate", Decimal(95))
    assert not plausible("hi.coverage_rate", Decimal(295))
    assert plausible("unknown.id", Decimal(295))


def test_the_scale_word_is_no_part_of_the_unit() -> None:
    """What counts in "triệu đồng" is measured in đồng."""
    assert [base_unit(unit) for unit in ("triệu đồng", "nghìn tỷ đồng", "%", "người/năm", None)] == [
        "đồng",
        "đồng",
        "%",
        "người",
        None,
    ]


@given(st.text(max_size=60), st.sampled_from(["%", "người", None, "triệu đồng"]))
def test_any_text_can_be_asked(text: str, unit: str | None) -> None:
    """Matching never raises; an id comes from the catalogue."""
    found, confidence = match_indicator(text, unit)
    assert (found is None) == (confidence == 0)
    assert found is None or found in by_id()
