"""Minutes, the report upwards, bulletin and response notice as the record froze them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.documents.snapshots import MessageRow, Opinion
from qh_console.domain.commands import FindCause, HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    AgreedDay,
    BasisKind,
    Cause,
    Consultation,
    ConsultationBasis,
    ExpectedFigures,
    ObservedAir,
    Participant,
    Scope,
)
from qh_console.services.frozen_messages import bulletin, minutes, report_up, response_notice
from qh_console.services.frozen_notices import duty_sheet
from tests.builders import DUTY, HAIDONG, NOW, XINING, Ledger, consultation, office, to_standing
from tests.services.framing import EDITIONS, RAISE, alert_of, for_the_province, framed, later

NEW, OLD = EDITIONS.by_id("hj633-2026"), EDITIONS.by_id("hj633-2012")
FIGURES = ExpectedFigures(XINING, "PM2.5", 205, 260, 231, 155, 210, 180)


def held(c: Consultation) -> Ledger:
    return office(HoldConsultation(DUTY, "a1", c))


def test_minutes_hold_what_was_said_and_by_whom() -> None:
    c = replace(
        consultation(graded=Level.YELLOW, reason="夜间仍在上升。"),
        participants=(Participant("ecology", "甲", "同意橙色。"), Participant("气象台", "乙")),
        experts="  ",
        figures=(FIGURES,),
    )
    ledger = held(c)
    paper = minutes(framed(ledger), alert_of(ledger))
    assert (paper.held_at, paper.chair, paper.venue) == (NOW, "值班员甲", ledger.pack.office.name)
    assert paper.present == (f"{ledger.pack.unit('ecology').name}甲", "气象台乙")
    assert paper.opinions == (
        Opinion("生态环境部门意见", "颗粒物持续累积"),
        Opinion("气象部门意见", "静稳天气维持"),
        Opinion(f"{ledger.pack.unit('ecology').name}甲意见", "同意橙色"),
    )
    assert (paper.agreed_level, paper.recommended_level, paper.difference) == ("橙色预警", "黄色预警", "夜间仍在上升")
    assert paper.subject == "西宁|重污染天气|会商纪要"
    assert paper.situation == (
        "预计2026年1月9日20时至2026年1月12日20时出现重污染；"
        "西宁AQI 205至260（平均231），PM2.5浓度155至210µg/m³（平均180µg/m³）；污染成因：霾"
    )
    assert (paper.head.number, paper.head.addressee) == ("", "")
    assert paper.pack.readings[0] == ledger.pack.grading.readings["window_hours"]


def test_minutes_tell_the_finding_behind_the_cause_with_its_evidence() -> None:
    """Plan 1.3; a finding of other places, or made after the consultation, is not among it."""
    seen = FindCause(DUTY, (XINING,), NOW, NOW + timedelta(hours=1), Cause.HAZE, "静稳累积", "PM2.5/PM10为0.71")
    elsewhere = replace(seen, places=(HAIDONG,), cause=Cause.DUST)
    ledger = later(office(seen, elsewhere, *to_standing()), 2, replace(seen, reason="后来的判定"))
    paper = minutes(framed(ledger), alert_of(ledger))
    assert paper.situation.endswith(
        "；污染成因：霾；经判定，2026年1月9日20时至2026年1月9日21时为霾：静稳累积（PM2.5/PM10为0.71）"
    )


def test_minutes_and_report_are_of_the_latest_consultation() -> None:
    again = replace(consultation(), conclusion="维持现行级别。", experts="专家意见")
    ledger = later(office(*to_standing()), 20, HoldConsultation(DUTY, "a1", again))
    paper = minutes(framed(ledger), alert_of(ledger))
    assert (paper.held_at, paper.conclusion) == (NOW + timedelta(hours=20), "维持现行级别")
    assert Opinion("专家意见", "专家意见") in paper.opinions
    report = report_up(framed(ledger), alert_of(ledger))
    assert (report.consulted_at, report.trend) == (NOW + timedelta(hours=20), "维持现行级别")


def test_the_report_upwards_has_a_row_for_every_place_in_the_order_of_papers() -> None:
    c = consultation(Level.ORANGE, Scope.PROVINCE, (HAIDONG, XINING))
    begins = NOW + timedelta(hours=3)
    grades = (replace(c.grades[0], starts_at=begins, ends_at=begins + timedelta(hours=50)),)
    ledger = held(replace(c, grades=grades, figures=(FIGURES,)))
    paper = report_up(framed(ledger), alert_of(ledger))
    assert paper.rows == (
        MessageRow("西宁", c.starts_at, c.ends_at, "未达预警级别", "205～260", "231", "PM2.5", "155～210", "180"),
        MessageRow("海东", begins, begins + timedelta(hours=50), "橙色预警", "—", "—", "—", "—", "—"),
    )
    assert (paper.head.issuer, paper.head.addressee) == (ledger.pack.office.name, ledger.pack.office.issuer)
    assert paper.proposal == "建议发布重污染天气橙色预警，启动Ⅱ级应急响应"
    facts = paper.facts
    assert (facts.places, facts.extent, facts.pollutants) == (("西宁市", "海东市"), "西宁市、海东市", "PM2.5")
    assert (facts.dispersion, facts.outlook) == ("静稳天气维持", "达到预警条件")
    assert (facts.starts_at, facts.ends_at) == (c.starts_at, c.ends_at)


def test_without_figures_the_agreed_days_name_the_pollutants() -> None:
    days = tuple(AgreedDay(XINING, d.on, 210, 260, p) for d in consultation().forecast for p in ("PM10", "O3", "PM10"))
    ledger = held(replace(consultation(), forecast=days))
    assert report_up(framed(ledger), alert_of(ledger)).facts.pollutants == "PM10、O3"


@pytest.mark.parametrize("edition", [OLD, NEW])
def test_a_bulletin_repeats_the_notice_and_advises_in_pairs(edition: object) -> None:
    ledger = office(*to_standing())
    (notice,) = alert_of(ledger).notices
    paper = bulletin(framed(ledger), alert_of(ledger), notice, edition)  # type: ignore[arg-type]
    assert paper.facts == framed(ledger).facts(alert_of(ledger), notice.publication, Level.ORANGE)
    assert (paper.head.number, paper.hotline) == (notice.number, "12345")
    assert len(paper.advice) >= 2
    assert all(line.people and line.text and not line.text.endswith("。。") for line in paper.advice)


@pytest.mark.parametrize(("peak", "than"), [(260, 501), (700, 500)])
def test_advice_follows_the_highest_foretold_day_up_to_the_end_of_the_scale(peak: int, than: int) -> None:
    def advice(aqi: int) -> object:
        days = tuple(replace(d, aqi_high=aqi) for d in consultation().forecast)
        ledger = office(HoldConsultation(DUTY, "a1", replace(consultation(), forecast=days)), *to_standing()[1:])
        return bulletin(framed(ledger), alert_of(ledger), alert_of(ledger).notices[0], NEW).advice

    assert (advice(peak) == advice(than)) is (peak > 500)


def test_the_response_notice_has_a_number_of_its_own_and_every_units_sheet() -> None:
    ledger = office(*for_the_province(Level.RED))
    alert = alert_of(ledger)
    paper = response_notice(framed(ledger), alert, alert.notices[0])
    assert (paper.head.number, paper.basis.number) == ("青重污应急〔2026〕2号", "青重污应急〔2026〕1号")
    units = list(dict.fromkeys(laid.task.unit for laid in alert.tasks))
    assert [sheet.unit for sheet in paper.sheets] == [ledger.pack.unit(u).name for u in units]
    assert sum(len(sheet.duties) for sheet in paper.sheets) == len(alert.tasks)
    assert paper.sheets[0] == duty_sheet(framed(ledger), alert, alert.notices[0].number, units[0])
    assert (paper.supervision, paper.level.response) == (True, "Ⅰ")


def test_only_the_provinces_red_sends_teams() -> None:
    """Plan 5.2."""
    city, orange = later(office(*to_standing()), 1, *RAISE), office(*for_the_province())
    for ledger in (city, orange):
        for notice in alert_of(ledger).notices:
            assert not response_notice(framed(ledger), alert_of(ledger), notice).supervision


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (None, ""),
        (ConsultationBasis(BasisKind.BY_HAND), "本次会商由值班员提议发起"),
        (ConsultationBasis(BasisKind.GRADE), "本次会商按系统分级发起，分级为橙色预警"),
        (
            ConsultationBasis(BasisKind.OBSERVATION, (ObservedAir(XINING, NOW, 268, 231, "PM2.5"),)),
            "本次会商按监测实况发起：西宁2026年1月9日20时AQI 268（24小时均值231），首要污染物PM2.5",
        ),
    ],
    ids=["older", "hand", "grade", "observation"],
)
def test_minutes_tell_on_what_the_consultation_was_opened(basis: ConsultationBasis | None, words: str) -> None:
    ledger = held(replace(consultation(), basis=basis))
    assert minutes(framed(ledger), alert_of(ledger)).opened_on == words
