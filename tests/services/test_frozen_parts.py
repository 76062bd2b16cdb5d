"""What papers share: who issues, to whom, which level, which measures by whom, how an earlier notice is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qh_console.documents.snapshots import LevelFacts
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Participant
from qh_console.problems import KnownProblem
from qh_console.services.frozen_parts import notice_of
from tests.builders import HAIDONG, NOW, XINING, consultation, office, publication, to_standing
from tests.services.framing import CORRECT, LIFT, LOWER, RAISE, WITHDRAW, alert_of, for_the_province, framed

CITY, PROVINCE = office(*to_standing()), office(*for_the_province())


def test_a_city_speaks_through_its_headquarters_and_the_province_through_the_leading_group() -> None:
    city, province = framed(CITY), framed(PROVINCE)
    settings = CITY.pack.office
    assert city.issuer(alert_of(CITY)) == CITY.pack.headquarters(XINING).name
    assert province.issuer(alert_of(PROVINCE)) == settings.issuer
    assert city.head(alert_of(CITY), NOW).addressee == settings.city_addressee
    assert province.head(alert_of(PROVINCE), NOW).addressee == settings.province_addressee
    assert province.head(alert_of(PROVINCE), NOW, addressee="").addressee == ""


def test_a_head_is_dated_by_the_day_in_beijing_and_only_numbered_papers_say_who_printed_them() -> None:
    late = NOW.replace(hour=16, minute=1)
    head = framed(CITY).head(alert_of(CITY), late, "1号")
    assert (head.signed_on, head.created_at, head.drill) == (date(2026, 1, 10), late, False)
    assert head.printed_by == "西宁市重污染天气应急指挥部办公室"
    province = framed(PROVINCE).head(alert_of(PROVINCE), late, "1号")
    assert province.printed_by == PROVINCE.pack.office.printed_by
    assert framed(CITY).head(alert_of(CITY), late).printed_by == ""
    assert framed(CITY, drill=True).head(alert_of(CITY), late).drill


def test_a_letter_leaves_room_for_the_serial_of_the_register_on_paper() -> None:
    head = framed(PROVINCE).letter_head(alert_of(PROVINCE), NOW, "省政府")
    assert head.number_by_hand == "青重污应急函〔2026〕　　号"
    assert (head.number, head.addressee) == ("", "省政府")


@pytest.mark.parametrize(
    ("level", "facts"),
    [
        (Level.YELLOW, LevelFacts("黄色预警", "黄色", "Ⅲ")),
        (Level.ORANGE, LevelFacts("橙色预警", "橙色", "Ⅱ")),
        (Level.RED, LevelFacts("红色预警", "红色", "Ⅰ")),
        (Level.HINT, LevelFacts("健康防护提示", "", "")),
        (Level.NONE, LevelFacts("未达预警级别", "", "")),
    ],
)
def test_levels_are_worded_by_the_pack(level: Level, facts: LevelFacts) -> None:
    assert framed(CITY).level(level) == facts


def test_facts_are_those_published_at_the_places_of_the_alert() -> None:
    facts = framed(PROVINCE).facts(alert_of(PROVINCE), publication(), Level.ORANGE)
    assert facts.places == ("西宁市", "海东市")
    assert (facts.starts_at, facts.ends_at) == (NOW, NOW + timedelta(hours=72))
    assert (facts.extent, facts.dispersion, facts.pollutants) == ("西宁市全域", "静稳、逆温", "PM2.5")


def test_who_consulted_is_named_once_and_never_nobody() -> None:
    held = consultation()
    twice = replace(
        held, participants=(Participant("ecology", "甲"), Participant("ecology", "乙"), Participant("x", ""))
    )
    assert framed(CITY).consulted_by(twice) == (CITY.pack.unit("ecology").name, "x")
    assert framed(CITY).consulted_by(replace(held, participants=())) == ("省生态环境厅", "省气象局")


def test_the_signatory_of_the_level_approved_it() -> None:
    (notice,) = alert_of(CITY).notices
    assert framed(CITY).approved_by(notice) == "副组长"
    unnamed = replace(notice, proposal=replace(notice.proposal, signatory=""))
    assert framed(CITY).approved_by(unnamed) == "副组长"
    nobody = replace(framed(CITY), pack=replace(CITY.pack, approvals=()))
    assert nobody.approved_by(unnamed) == "办公室主任"
    stranger = replace(unnamed, proposal=replace(unnamed.proposal, decided_by="x"))
    assert nobody.approved_by(stranger) == "x"


def test_measures_name_units_and_places_by_who_issues() -> None:
    duties = CITY.pack.duties_at(Level.YELLOW)
    city = framed(CITY).measures(duties, alert_of(CITY))
    province = framed(PROVINCE).measures(duties, alert_of(PROVINCE), frozenset({"reduce-10"}))
    own = CITY.pack.headquarters(XINING).short
    assert {m.units for m in city} == {(own,)}
    (reduction,) = [m for m in province if m.is_new]
    assert reduction.clause == "5.3.1-1(1)"
    assert reduction.units[-1] == "有关市州指挥部"
    assert reduction.units[0] == CITY.pack.unit("industry").short
    assert {m.category for m in city} == {"强制性减排措施", "建议性减排措施", "健康防护措施"}
    assert [m.text for m in city] == [m.text for m in province]


@pytest.mark.parametrize(
    ("road", "title"),
    [
        ((), "关于发布重污染天气橙色预警的通知"),
        (RAISE, "关于将重污染天气橙色预警调整为红色预警的通知"),
        (LOWER, "关于将重污染天气橙色预警调整为黄色预警的通知"),
        (LIFT, "关于解除重污染天气橙色预警的通知"),
        (CORRECT, "关于更正{number}文件的通知"),
        (WITHDRAW, "关于撤回{number}文件的通知"),
    ],
)
def test_an_earlier_notice_is_named_by_what_it_did(road: tuple[object, ...], title: str) -> None:
    ledger = office(*to_standing(), *road)  # type: ignore[arg-type]
    alert = alert_of(ledger)
    named = framed(ledger).named(alert, alert.latest_number)
    own = title.format(number=alert.notices[0].number)
    assert named.title == f"{ledger.pack.headquarters(XINING).name}{own}"
    assert (named.number, named.signed_on) == (alert.latest_number, date(2026, 1, 9))


def test_days_that_stand_beside_the_working_are_not_said_twice() -> None:
    held = consultation()
    told = replace(
        held.grades[0], heavy_days=2, working="重污染2天，其中严重污染连续0天，峰值240；计入时段：1月10日0时"
    )
    (row,) = framed(CITY).grades(replace(held, grades=(told,)))
    assert (row.heavy_days, row.working) == (2, "计入时段：1月10日0时")
    none = replace(told, working="没有24小时均值超过标准线的时段")
    assert framed(CITY).grades(replace(held, grades=(none,)))[0].working == none.working


def test_grades_keep_what_the_engine_found() -> None:
    (row,) = framed(CITY).grades(consultation())
    assert (row.place, row.level, row.heavy_days, row.severe_days, row.peak) == ("西宁", "橙色预警", 3, 0, "260")
    assert (row.clauses, row.working) == ("3.1", "连续72小时")
    empty = replace(consultation().grades[0], place=HAIDONG, level=Level.NONE, peak=None, clauses=())
    (row,) = framed(CITY).grades(replace(consultation(), grades=(empty,)))
    assert (row.place, row.level, row.peak, row.clauses) == ("海东", "未达预警级别", "—", "3.1")


def test_a_notice_is_found_by_number_and_what_is_missing_is_said() -> None:
    alert = alert_of(CITY)
    assert notice_of(alert, "") is notice_of(alert, "宁重污应急〔2026〕1号") is alert.notices[0]
    with pytest.raises(KnownProblem, match="没有文号为9号的通知"):
        notice_of(alert, "9号")
    consulted = alert_of(office(*to_standing()[:1]))
    for number in ("", "9号"):
        with pytest.raises(KnownProblem, match="预警还没有发布"):
            notice_of(consulted, number)
