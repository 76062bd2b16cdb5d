"""Facts are found the way papers write them."""

from __future__ import annotations

import pytest

from qh_console.domain.clock import from_beijing
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.stated_facts import StatedTime, everything_said, serial_of, stated, stated_time
from tests.documents.samples import ADJUST, HEAD, ISSUE

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def test_a_paragraph_gives_all_it_names() -> None:
    found = stated(
        "依据宁重污应急〔2026〕3号，西宁、海东市自2026年1月12日20时起发布橙色预警，"
        "1月15日8时30分止，AQI可达300以上，PM2.5浓度210µg/m³，日减排20%。",
        PLACES,
    )
    assert found.levels == {"橙色预警"}
    assert found.places == {"630100", "630200"}
    assert found.times == {StatedTime(1, 12, 20, 0, 2026), StatedTime(1, 15, 8, 30)}
    assert found.numbers == {serial_of("宁重污应急〔2026〕3号")}
    assert found.figures == {"300", "210", "20"}


def test_a_condition_is_not_a_level() -> None:
    assert stated("低于黄色预警条件", PLACES).levels == frozenset()


def test_layout_does_not_part_a_time() -> None:
    assert stated("2026年 1\n月12日 20 时", PLACES).has_time(StatedTime(1, 12, 20))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (StatedTime(1, 12, 20), StatedTime(1, 12, 20, 0, 2026), True),
        (StatedTime(1, 12, 20, 0, 2025), StatedTime(1, 12, 20, 0, 2026), False),
        (StatedTime(1, 12, 20, 30), StatedTime(1, 12, 20), False),
    ],
)
def test_a_time_without_its_year_is_the_same_time(one: StatedTime, other: StatedTime, same: bool) -> None:
    assert one.is_same(other) is same


def test_series_are_told_apart_whatever_stands_in_front() -> None:
    assert serial_of("印发的宁重污应急〔2026〕3号") == serial_of("宁重污应急〔2026〕3号")
    assert serial_of("青环函〔2026〕3号") != serial_of("宁重污应急〔2026〕3号")


def test_a_snapshot_says_its_moments_and_its_earlier_notice() -> None:
    said = stated(everything_said(ADJUST), PLACES)
    assert said.has_time(stated_time(ADJUST.takes_effect_at))
    assert serial_of(HEAD.number) in said.numbers
    assert {"橙色预警", "红色预警"} <= said.levels
    assert str(stated_time(from_beijing(2026, 1, 12, 9, 30))) in everything_said(ISSUE)


def test_messages_leave_out_the_month_and_name_the_province_whole() -> None:
    found = stated("全省发布橙色预警，1月31日20时至2月2日20时", PLACES)
    assert len(found.places) == 8
    assert found.times == {StatedTime(1, 31, 20), StatedTime(2, 2, 20)}
    assert stated("海北、玉树1月12日20时至15日20时", PLACES).times == {StatedTime(1, 12, 20), StatedTime(1, 15, 20)}
    assert stated("全省各地", PLACES).places == frozenset()
