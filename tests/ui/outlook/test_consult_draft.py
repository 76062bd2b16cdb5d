"""A consultation begun by the engine, renewed, changed, and turned into its command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.domain.commands import HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Participant, Scope
from qh_console.domain.verdicts import Accepted
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.watch import Air
from qh_console.ui.outlook.consult_draft import (
    ConsultDraft,
    Unresolved,
    difference_note,
    new_draft,
    renewed_draft,
    resolved,
    with_choice,
)
from tests.builders import DUTY, HAIDONG, NOW, XINING, office, plan, to_standing
from tests.ui.airs import HAZE, air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
EDITIONS = load_editions(resources_folder() / "aqi")
PACK = plan()
PEOPLE = (Participant("ecology", "辛", "同意"), Participant("met", "壬", "同意"))


@pytest.fixture
def air(tmp_path: Path) -> Air:
    return air_of(tmp_path, *HAZE)


def new(air: Air, *codes: str, scope: Scope = Scope.CITY) -> ConsultDraft:
    return new_draft(codes or (XINING,), scope, air, PACK, PLACES, NOW)


def whole(air: Air) -> ConsultDraft:
    return replace(new(air), cause="haze", meteorology="静稳", participants=PEOPLE)


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


def test_whole_it_is_lawful_as_it_stands(air: Air) -> None:
    command = resolved(whole(air), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(command, HoldConsultation)
    ledger = office()
    assert isinstance(ledger.submit(command), Accepted)
    held = ledger.board.alerts["n1"].consultation
    assert (held.level, held.graded) == (Level.YELLOW, Level.YELLOW)
    assert held.forecast[1].aqi_high == 300
    assert held.figures == ()


def test_typed_concentrations_go_into_the_record(air: Air) -> None:
    command = resolved(replace(whole(air), concentrations="90 180 140"), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(command, HoldConsultation)
    figures = command.consultation.figures[0]
    assert (figures.low_ugm3, figures.high_ugm3, figures.mean_ugm3) == (90, 180, 140)
    assert (figures.aqi_low, figures.aqi_high, figures.pollutant) == (190, 300, "PM2.5")


def test_a_provincial_one(air: Air) -> None:
    draft = new(air, XINING, HAIDONG, scope=Scope.PROVINCE)
    assert (draft.level, len(draft.days)) == ("yellow", 10)
    command = resolved(replace(draft, cause="haze", participants=PEOPLE), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(command, HoldConsultation)
    assert command.consultation.province_level is Level.YELLOW


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"places": ""}, "places"),
        ({"starts_at": "早上"}, "starts_at"),
        ({"concentrations": "100左右"}, "concentrations"),
        ({"participants": (Participant("met", " "),)}, "participants"),
    ],
)
def test_what_is_missing_is_named(air: Air, change: dict[str, object], field: str) -> None:
    answer = resolved(replace(whole(air), **change), DUTY, air, EDITIONS, NOW, "n1")  # type: ignore[arg-type]
    assert isinstance(answer, Unresolved)
    assert [r.field for r in answer.reasons] == [field]


@pytest.mark.parametrize(
    ("low", "high", "good"),
    [("210", "260", True), ("260", "210", False), ("x", "1", False), ("", "260", True), ("1", "501", False)],
)
def test_the_agreed_figures(air: Air, low: str, high: str, good: bool) -> None:
    draft = whole(air)
    days = (replace(draft.days[0], low=low, high=high), *draft.days[1:])
    answer = resolved(replace(draft, days=days), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(answer, HoldConsultation) is good


def test_a_day_left_empty_is_left_out(air: Air) -> None:
    draft = whole(air)
    days = (replace(draft.days[0], low="", high=""), *draft.days[1:])
    answer = resolved(replace(draft, days=days), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(answer, HoldConsultation)
    assert len(answer.consultation.forecast) == len(days) - 1


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
