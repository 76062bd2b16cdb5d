"""A consultation begun by the engine, renewed and changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.domain.particulars import BasisKind, Scope
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.watch import Air
from qh_console.ui.outlook.consult_draft import (
    ConsultDraft,
    difference_note,
    new_draft,
    renewed_draft,
    with_choice,
)
from tests.builders import HAIDONG, NOW, XINING, office, plan, to_standing
from tests.ui.airs import HAZE, air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
PACK = plan()


@pytest.fixture
def air(tmp_path: Path) -> Air:
    return air_of(tmp_path, *HAZE)


def new(air: Air, *codes: str, scope: Scope = Scope.CITY) -> ConsultDraft:
    return new_draft(codes or (XINING,), scope, air, PACK, PLACES, NOW)


def test_what_the_engine_knows_is_filled_in(air: Air) -> None:
    draft = new(air)
    assert (draft.level, draft.starts_at, draft.ends_at) == ("yellow", "2026-01-10 00:00", "2026-01-12 00:00")
    assert draft.ecology == "西宁市1-09 20:00 AQI 50（优），24小时均值50，PM2.5/PM10为0.71。"
    assert draft.conclusion == "西宁市1-10 00:00至1-12 00:00重污染2天，达到黄色预警条件。"
    assert [(d.low, d.high) for d in draft.days[:2]] == [("140", "140"), ("190", "300")]
    assert draft.days[1].sources == "数值模式 190–300；省站 210–260"
    assert draft.days[1].pollutant == "PM2.5"
    assert draft.cause == "undecided"
    assert draft.key == f"outlook/consult/new/city+{XINING}"


def test_a_renewed_one_keeps_people_and_cause(air: Air) -> None:
    alert = office(*to_standing()).board.alerts["a1"]
    draft = renewed_draft(alert, air, PACK, PLACES, NOW)
    assert (draft.alert, draft.cause, draft.starts_at) == ("a1", "haze", "2026-01-09 20:00")
    assert [(p.name, p.opinion) for p in draft.participants] == [("甲", ""), ("乙", "")]
    assert draft.key == "outlook/consult/a1"


def test_another_level_than_the_grade_asks_for_a_reason(air: Air) -> None:
    assert difference_note(new(air), air) == ""
    assert difference_note(replace(new(air), level="red"), air) == "按商定预报系统分级为黄色，商定级别不同，须写明理由"
    assert difference_note(replace(new(air), places=""), air) == ""


def test_another_place_brings_its_days_and_keeps_what_was_typed(air: Air) -> None:
    first = new(air)
    typed = replace(first, days=(replace(first.days[0], high="199"), *first.days[1:]))
    both = with_choice(replace(typed, places=f"{XINING}\n{HAIDONG}"), air, PACK, PLACES, NOW)
    assert {d.place for d in both.days} == {XINING, HAIDONG}
    assert both.days[0].high == "199"
    assert "海东市" in both.ecology
    assert with_choice(both, air, PACK, PLACES, NOW) == both
    own = with_choice(replace(typed, places=HAIDONG, ecology="我们的话"), air, PACK, PLACES, NOW)
    assert own.ecology == "我们的话"


def test_without_an_alert_the_conclusion_says_so(air: Air) -> None:
    assert new(air, "632300").conclusion == "黄南藏族自治州未达到黄色预警条件（重污染0天），不发预警。"
    assert new(air, "632300").ecology == "黄南藏族自治州暂无监测数据。"


def test_it_is_opened_on_the_grade_where_there_is_one_and_else_by_hand(air: Air) -> None:
    assert new(air).basis == BasisKind.GRADE.value
    assert new(air, "632300").basis == BasisKind.BY_HAND.value
    assert new(air).observed == ()


def test_opened_on_an_observation_it_holds_what_was_seen(air: Air) -> None:
    draft = new_draft((XINING,), Scope.CITY, air, PACK, PLACES, NOW, BasisKind.OBSERVATION)
    (seen,) = draft.observed
    assert (draft.basis, seen.place, seen.at, seen.aqi, seen.mean_24h) == ("observation", XINING, NOW, 50, 50)
    alert = office(*to_standing()).board.alerts["a1"]
    assert renewed_draft(alert, air, PACK, PLACES, NOW, BasisKind.OBSERVATION).observed == draft.observed
