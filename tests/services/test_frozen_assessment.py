"""The assessment's figures: verdicts on forecasts, shares of duties, bands of levels, hours and days of the air."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from qh_console.documents.assessed import AssessmentReport, DutyShare, ForecastCheck
from qh_console.documents.charts import Band
from qh_console.domain.board import Board
from qh_console.domain.commands import CorrectMark, MarkDuty
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, Mark, MarkState, Means
from qh_console.domain.readings import Forecast, Indicator
from qh_console.packs import load_shapes
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.frozen_assessment import BEFORE, assessment
from qh_console.services.watch import ObservedAir, Watch
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import DUTY, NOW, XINING, Ledger, office, propose, to_standing
from tests.emission_builders import to_register
from tests.services.air_builders import CLEAN, GASES, HEAVY, SEVERE, by_day, measured, reading
from tests.services.framing import (
    ASSESS,
    CORRECT,
    EDITIONS,
    LIFT,
    LOWER,
    PLACES,
    RAISE,
    SIGN,
    alert_of,
    for_the_province,
    framed,
    later,
)

SHAPES = load_shapes(resources_folder() / "geo" / "qinghai_prefectures.geojson")
TOMORROW = date(2026, 1, 10)
FINE_OF_A_DAY = {50: 35.0, 99: 74.0, 120: 91.0, 200: 150.0, 201: 151.0, 250: 200.0}
"""PM2.5 in µg/m³ that makes a day of this AQI under the standard of that winter."""


def at(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


@pytest.fixture
def readings(record: Database) -> ReadingStore:
    return ReadingStore(record)


@pytest.fixture
def watch(record: Database, readings: ReadingStore) -> Watch:
    return Watch(readings, ForecastStore(record), PLACES, EDITIONS, office().pack)


def seen(watch: Watch, board: Board, until: datetime) -> dict[str, ObservedAir]:
    return {p.code: watch.observed(p.code, NOW - BEFORE, until + BEFORE, board) for p in PLACES.items}


def report(ledger: Ledger, watch: Watch, *forecasts: Forecast) -> AssessmentReport:
    alert = alert_of(ledger)
    assert alert.ended_at is not None
    air = seen(watch, ledger.board, alert.ended_at)
    mine = [air[code] for code in PLACES.in_order(alert.places)]
    return assessment(framed(ledger), alert, mine, list(air.values()), forecasts, SHAPES, ())


def heavy_days(readings: ReadingStore, hours: int = 72) -> None:
    """Clean air, `hours` of heavy smog with one severe hour, clean air."""
    readings.add(measured(at(hours + 24), (CLEAN, 24), (HEAVY, hours - 1), (SEVERE, 1), (CLEAN, 24)))


# --- forecasts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "came", "verdict"),
    [
        (190, 200, 200, "命中"),
        (201, 260, 201, "命中"),
        (201, 250, 250, "命中"),
        (150, 200, 201, "漏报"),
        (150, 190, 250, "漏报"),
        (201, 220, 200, "空报"),
        (150, 201, 200, "空报"),
        (210, 240, 250, "偏低"),
        (260, 300, 250, "偏高"),
        (100, 119, 120, "偏低"),
        (100, 119, 99, "偏高"),
        (50, 50, 50, "命中"),
    ],
)
def test_the_day_ahead_word_is_judged_by_the_line_and_then_by_its_range(
    readings: ReadingStore, watch: Watch, low: int, high: int, came: int, verdict: str
) -> None:
    ledger = later(office(*to_standing()), 72, *LIFT, ASSESS)
    readings.add(measured(at(96), (CLEAN, 24), (FINE_OF_A_DAY[came], 97)))
    (check,) = report(ledger, watch, by_day(at(-6), TOMORROW, (low, high))).checks
    assert check == ForecastCheck("西宁", at(-6), TOMORROW, f"{low}～{high}", str(came), 10, verdict)


def test_only_the_forecast_of_the_day_before_is_held_against_what_came(readings: ReadingStore, watch: Watch) -> None:
    heavy_days(readings)
    ledger = later(office(*to_standing()), 72, *LIFT, ASSESS)
    today, two_ahead = by_day(at(-6), date(2026, 1, 9), 250), by_day(at(-30), TOMORROW, 250)
    assert report(ledger, watch, today, two_ahead).checks == ()
    assert report(ledger, watch, today, two_ahead).forecast_review == "过程期间没有可以对照的逐日预报"
    found = report(ledger, watch, by_day(at(-6), TOMORROW, 250, 100), by_day(at(18), date(2026, 1, 11), 100))
    assert [(c.on, c.verdict) for c in found.checks] == [(TOMORROW, "命中"), (date(2026, 1, 11), "漏报")]
    assert found.forecast_review == "提前一天的预报与实况对照2次，其中命中1次、漏报1次"


# --- duties ---------------------------------------------------------------------------------------------------------


def mark(task: str, state: MarkState) -> MarkDuty:
    return MarkDuty(DUTY, "a1", task, Mark(state, Means.FAX, "", "已办"))


def test_shares_count_what_was_finished_late_or_never_and_the_median_of_first_answers(
    readings: ReadingStore, watch: Watch
) -> None:
    heavy_days(readings)
    ledger = office(*for_the_province())
    readings.add(measured(at(96), (CLEAN, 121), place="630200"))
    own = [t.task for t in alert_of(ledger).tasks if t.task.unit == "housing"]
    assert len(own) >= 3
    first, second, third = own[:3]
    later(ledger, 0.5, mark(first.id, MarkState.NOTIFIED))
    later(ledger, 0.5, mark(first.id, MarkState.DONE), mark(second.id, MarkState.NOT_APPLICABLE))
    later(ledger, 47, mark(third.id, MarkState.DONE))
    later(ledger, 24, *LIFT, ASSESS)
    shares = {s.name: s for s in report(ledger, watch).duties_by_unit}
    late = 1 + len(own) - 3
    assert shares[ledger.pack.unit("housing").short] == DutyShare("住建厅", len(own), 3, late, 60)
    silent = shares[ledger.pack.unit("transport").short]
    assert (silent.done, silent.overdue, silent.median_minutes) == (0, silent.total, None)


def test_what_is_due_on_the_minute_is_in_time_and_a_mark_taken_back_does_not_count(
    readings: ReadingStore, watch: Watch
) -> None:
    heavy_days(readings)
    ledger = office(*to_standing())
    tasks = [t.task for t in alert_of(ledger).tasks if t.task.due_hours == 6 and t.task.place]
    assert len(tasks) >= 2
    later(ledger, 6, mark(tasks[0].id, MarkState.DONE), mark(tasks[1].id, MarkState.DONE))
    ledger.must(CorrectMark(DUTY, "a1", tasks[1].id, "记错单位"))
    later(ledger, 66, *LIFT, ASSESS)
    (share,) = [s for s in report(ledger, watch).duties_by_place if s.name == "西宁"]
    places = [t for t in alert_of(ledger).tasks if t.task.place]
    assert (share.total, share.done, share.overdue, share.median_minutes) == (len(places), 1, len(places) - 1, 360)


def test_a_task_taken_up_again_after_it_was_done_is_not_finished(readings: ReadingStore, watch: Watch) -> None:
    heavy_days(readings)
    ledger = office(*to_standing())
    task = alert_of(ledger).tasks[0].task
    later(ledger, 1, mark(task.id, MarkState.DONE))
    later(ledger, 1, mark(task.id, MarkState.UNDER_WAY))
    later(ledger, 70, *LIFT, ASSESS)
    found = report(ledger, watch)
    assert task.id in alert_of(ledger).left_open
    assert sum(s.done for s in found.duties_by_unit) == len(alert_of(ledger).tasks) - len(alert_of(ledger).left_open)


# --- levels and air -------------------------------------------------------------------------------------------------


def test_bands_follow_the_levels_in_force_and_a_correction_is_none_of_them(
    readings: ReadingStore, watch: Watch
) -> None:
    heavy_days(readings)
    ledger = office(*to_standing())
    later(ledger, 10, *RAISE)
    later(ledger, 5, *CORRECT)
    later(ledger, 5, *LOWER)
    later(ledger, 52, *LIFT, ASSESS)
    found = report(ledger, watch)
    assert found.air[0].alerts == (
        Band("橙色", NOW, at(10), 1),
        Band("红色", at(10), at(20), 2),
        Band("黄色", at(20), at(72), 0),
    )
    assert [n.number[-2:] for n in found.notices] == ["1号", "3号", "4号", "5号", "6号"]
    assert found.outcomes[0].level == "红色预警"
    assert found.overview == (
        "2026年1月9日20时，西宁市重污染天气应急指挥部对西宁市发布重污染天气预警，最高级别为红色预警，启动Ⅰ级应急响应；"
        f"2026年1月12日20时解除，预警历时72小时，共印发通知5份，下达任务{len(alert_of(ledger).tasks)}项，"
        f"解除时有{len(alert_of(ledger).left_open)}项任务未办结"
    )
    assert {(r.pollutant, r.required_percent) for r in found.reduction_rows} == {
        ("二氧化硫", 30.0),
        ("氮氧化物", 30.0),
        ("颗粒物", 30.0),
        ("挥发性有机物", 20.0),
    }


def test_what_the_list_planned_stands_beside_what_the_level_asks(readings: ReadingStore, watch: Watch) -> None:
    heavy_days(readings)
    ledger = later(office(*to_register(), *to_standing()), 72, *LIFT, ASSESS)
    found = report(ledger, watch)
    planned = {r.pollutant: (r.planned_percent, r.reached_percent) for r in found.reduction_rows}
    assert planned["二氧化硫"] == (24.1, None), "nobody has told what came of it"
    assert {told for _, told in planned.values()} == {None}


def test_hours_days_and_peak_are_those_of_the_air(readings: ReadingStore, watch: Watch) -> None:
    heavy_days(readings)
    ledger = later(office(*to_standing()), 72, *LIFT, ASSESS)
    found = report(ledger, watch)
    (outcome,) = found.outcomes
    assert (outcome.place, outcome.heavy_hours, outcome.heavy_days) == ("西宁", 72, 3)
    assert (outcome.peak_aqi, outcome.peak_at, outcome.pm25_peak_ugm3) == (350, at(72), SEVERE)
    assert outcome.pm25_mean_ugm3 == pytest.approx((HEAVY * 71 + SEVERE + CLEAN * 48) / 120)
    whole = {d.on: d.aqi for d in found.days if d.aqi is not None}
    assert whole[date(2026, 1, 11)] == 250
    (region,) = [r for r in found.regions if r.name == "西宁"]
    assert (region.value, len(found.regions)) == (str(max(whole.values())), len(PLACES.items))
    assert {r.value for r in found.regions if r.name != "西宁"} == {"—"}


def test_the_timeline_is_in_order_and_names_who_did_what(readings: ReadingStore, watch: Watch) -> None:
    heavy_days(readings)
    ledger = later(office(*to_standing()), 72, *LIFT, ASSESS)
    moments = [(m.at, m.text) for m in report(ledger, watch).timeline]
    assert moments == sorted(moments, key=lambda m: m[0])
    assert [text for _, text in moments] == [
        "会商，商定橙色预警",
        "值班员甲提请发布",
        "审批人丙批准",
        "发布橙色预警（宁重污应急〔2026〕1号）",
        "值班员甲提请解除",
        "审批人丙批准",
        "解除橙色预警（宁重污应急〔2026〕3号）",
    ]


def test_what_a_person_left_out_is_said_plainly(readings: ReadingStore, watch: Watch) -> None:
    heavy_days(readings)
    found = report(later(office(*to_standing()), 72, *LIFT, ASSESS), watch)
    assert found.reductions == "各地减排量正在核算，核算结果另行补报"
    assert found.publicity == "按预案要求发布预警信息和健康防护提示"
    assert (found.meteorology, found.causes, found.lessons) == ("静稳", "冬季采暖", "早会商")


def test_without_an_assessment_there_is_no_report(watch: Watch) -> None:
    with pytest.raises(KnownProblem, match="评估还没有填写"):
        report(later(office(*to_standing()), 72, *LIFT), watch)


def test_a_place_without_readings_is_named(readings: ReadingStore, watch: Watch) -> None:
    ledger = later(office(*to_standing()), 72, *LIFT, ASSESS)
    with pytest.raises(KnownProblem, match="西宁市在过程期间没有监测数据"):
        report(ledger, watch)
    readings.add([reading(at(h), GASES) for h in range(72)])
    with pytest.raises(KnownProblem, match="西宁市在过程期间没有监测数据"):
        report(ledger, watch)


def test_an_hour_without_a_figure_is_a_gap_in_the_curve(readings: ReadingStore, watch: Watch) -> None:
    readings.add(measured(at(72), (HEAVY, 50), (float("nan"), 1), (HEAVY, 22)))
    ledger = later(office(*to_standing()), 72, *LIFT, ASSESS)
    (place,) = report(ledger, watch).air
    gaps = [k for k, v in enumerate(place.pm25_ugm3) if v is None]
    missing = (at(72 - 22) - place.first_at) // timedelta(hours=1)
    assert missing in gaps
    assert place.pm25_ugm3[missing + 1] == HEAVY
    assert Indicator.PM25 in seen(watch, ledger.board, at(72))[XINING].series.values


def test_a_level_never_raised_keeps_one_band(readings: ReadingStore, watch: Watch) -> None:
    heavy_days(readings)
    ledger = office(*to_standing(Level.YELLOW))
    later(ledger, 72, propose(Change.LIFT, Level.YELLOW), SIGN, LIFT[2], ASSESS)
    assert report(ledger, watch).air[0].alerts == (Band("黄色", NOW, at(72), 0),)
