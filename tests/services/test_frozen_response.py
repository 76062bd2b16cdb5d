"""The daily brief tells the day's air and progress; the supervision notice sends a team to every prefecture."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qh_console.domain.commands import Command, MarkDuty
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Mark, MarkState, Means
from qh_console.problems import KnownProblem
from qh_console.services.frozen_response import daily_brief, supervision_notice
from qh_console.services.watch import Watch
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import DUTY, NOW, Ledger, office, plan, to_standing
from tests.services.air_builders import HEAVY, measured
from tests.services.framing import EDITIONS, LIFT, PLACES, alert_of, for_the_province, framed, later


@pytest.fixture
def watch(record: Database) -> Watch:
    readings = ReadingStore(record)
    readings.add(measured(NOW + timedelta(hours=26), (HEAVY, 60)))
    return Watch(readings, ForecastStore(record), PLACES, EDITIONS, plan())


def standing() -> Ledger:
    ledger = office(*to_standing())
    task = ledger.board.alerts["a1"].tasks[0].task.id
    return later(ledger, 26, MarkDuty(DUTY, "a1", task, Mark(MarkState.DONE, Means.FAX, "", "已落实")))


def test_a_brief_of_the_second_day_says_what_is_measured_and_what_is_done(watch: Watch) -> None:
    ledger = standing()
    found = daily_brief(framed(ledger), alert_of(ledger), watch.look(ledger.board, ledger.now), EDITIONS, ledger.now)
    total = len(alert_of(ledger).tasks)
    assert (found.serial, found.level.response, found.notice.number) == (2, "Ⅱ", "宁重污应急〔2026〕1号")
    assert found.progress.startswith(f"{total}项任务已办结1项，{total - 1}项超时")
    (row,) = found.rows
    assert row.place == "西宁"
    assert int(row.aqi_now) > 200
    assert int(row.aqi_mean) > 200
    assert "西宁" in found.monitoring
    assert row.aqi_now in found.monitoring
    assert found.duration == "预计持续至2026年1月12日20时；13日冷空气到达后好转"
    assert found.harm


def test_a_brief_without_data_says_so_and_shows_what_was_agreed(record: Database) -> None:
    ledger = standing()
    blind = Watch(ReadingStore(record), ForecastStore(record), PLACES, EDITIONS, plan())
    found = daily_brief(framed(ledger), alert_of(ledger), blind.look(ledger.board, ledger.now), EDITIONS, ledger.now)
    assert found.monitoring == "西宁没有当前数据"
    assert (found.rows[0].aqi_now, found.rows[0].outlook) == ("—", "明日AQI 210至260")


def test_no_brief_once_the_response_is_over(watch: Watch) -> None:
    ledger = later(office(*to_standing()), 60, *LIFT)
    with pytest.raises(KnownProblem, match="没有生效的预警"):
        daily_brief(framed(ledger), alert_of(ledger), watch.look(ledger.board, ledger.now), EDITIONS, ledger.now)


def test_a_team_for_every_prefecture_at_the_provinces_red() -> None:
    """Plan 5.2."""
    ledger = office(*for_the_province(Level.RED))
    alert = alert_of(ledger)
    found = supervision_notice(framed(ledger), alert, alert.notices[0])
    assert [(team, place) for team, place, _ in found.teams] == [("第一组", "西宁市"), ("第二组", "海东市")]
    assert found.starts_on <= found.ends_on
    assert found.notice.number == alert.notices[0].number


@pytest.mark.parametrize("road", [to_standing(Level.RED), for_the_province(Level.ORANGE)])
def test_no_team_at_any_other_level(road: tuple[Command, ...]) -> None:
    ledger = office(*road)
    alert = alert_of(ledger)
    with pytest.raises(KnownProblem, match="省级Ⅰ级"):
        supervision_notice(framed(ledger), alert, alert.notices[0])
