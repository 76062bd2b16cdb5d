"""Plan 3.3.2, 5.4: what may be proposed about a standing alert, hour by hour and level by level."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from qh_console.domain.adjusting import StandingAdvice, advise, base_line
from qh_console.domain.pack import Level, LevelRule
from qh_console.domain.particulars import Change
from qh_console.domain.readings import HourlySeries, Indicator
from qh_console.domain.windows import windows_of_concentrations
from tests.domain.air import FIRST_AT, PLAN, days, hour, mee, stretches, windows

Parts = tuple[tuple[float, int], ...]


def advice(
    standing: Level,
    *parts: tuple[float, int],
    now: int = 48,
    observed: int | None = None,
    starts_at: datetime | None = None,
) -> StandingAdvice:
    return advise(standing, windows(stretches(*parts)), PLAN, hour(now), observed_aqi=observed, starts_at=starts_at)


def changes(found: StandingAdvice) -> dict[str, str]:
    return {p.change.value: p.level.word for p in found.proposals}


@pytest.mark.parametrize(
    ("observed", "next_day", "offered"),
    [
        (301, 300, {"raise": "red"}),
        (301, 299, {}),
        (300, 300, {}),
        (None, 300, {}),
    ],
)
def test_severe_air_without_improvement_raises(observed: int | None, next_day: int, offered: dict[str, str]) -> None:
    """Two heavy days are behind us and the forecast ends after the next 24 h, so the grade alone would stay yellow."""
    found = advice(Level.ORANGE, (0, 24), (201, 24), (next_day, 24), observed=observed)
    assert changes(found) == offered
    assert found.next_mean == next_day


def test_severe_air_goes_up_by_at_least_one_level() -> None:
    found = advice(Level.YELLOW, (0, 24), (201, 24), (310, 24), observed=320)
    proposal = found.may(Change.RAISE)
    assert proposal is not None
    assert (proposal.level, proposal.clauses) == (Level.ORANGE, ("3.3.2",))
    assert proposal.text == "监测AQI 320已达严重污染，未来24小时预报均值310，无明显改善"
    assert proposal.effective_at == hour(48)
    assert found.may(Change.LIFT) is None


@pytest.mark.parametrize(("hours", "offered"), [(71, {}), (72, {"raise": "orange"}), (96, {"raise": "orange"})])
def test_a_forecast_that_grades_higher_raises(hours: int, offered: dict[str, str]) -> None:
    found = advice(Level.YELLOW, (201, hours), now=24)
    assert changes(found) == offered


def test_nothing_is_above_red() -> None:
    assert advice(Level.RED, (400, 96), now=24, observed=400).proposals == ()
    assert advice(Level.RED, (400, 96), now=24).evidence_for(Change.RAISE).working == "系统没有建议这一调整"


@pytest.mark.parametrize(("clear", "may_lift"), [(35, False), (36, True), (37, True)])
def test_lifting_needs_36_clear_hours(clear: int, may_lift: bool) -> None:
    found = advice(Level.YELLOW, (201, 48), (0, clear))
    proposal = found.may(Change.LIFT)
    assert (proposal is not None) is may_lift
    assert found.evidence_for(Change.LIFT).clear_hours == clear
    if proposal is not None:
        assert (proposal.level, proposal.effective_at, proposal.clauses) == (Level.NONE, hour(48), ("3.3.2",))
        assert proposal.text == f"预报连续{clear}小时不高于200，满36小时"


def test_lifting_may_be_proposed_ahead() -> None:
    found = advice(Level.YELLOW, (201, 60), (0, 40))
    proposal = found.may(Change.LIFT)
    assert proposal is not None
    assert proposal.effective_at == hour(60)
    assert proposal.text == "预报自2026年1月12日12时起不高于200，持续36小时以上"


def test_clear_hours_before_an_alert_begins_lift_nothing() -> None:
    parts = ((100, 80), (201, 72))
    assert advice(Level.ORANGE, *parts, now=24).may(Change.LIFT) is not None
    assert advice(Level.ORANGE, *parts, now=24, starts_at=hour(80)).proposals == ()
    assert advice(Level.ORANGE, *parts, now=24, starts_at=hour(0)).may(Change.LIFT) is not None


@pytest.mark.parametrize(
    ("after", "offered"),
    [
        (((250, 36),), {"lower": "yellow"}),
        (((250, 72),), {"lower": "orange"}),
        (((250, 35),), {}),
        (((0, 43),), {"lower": "yellow"}),
        (((0, 44),), {"lift": "none", "lower": "yellow"}),
    ],
)
def test_red_is_lowered_to_what_is_still_to_come(after: Parts, offered: dict[str, str]) -> None:
    """Windows above 300 end with the 301s; one above 200 still reaches 8 h into the clean air behind them."""
    found = advice(Level.RED, (100, 24), (301, 48), *after, now=72)
    assert changes(found) == offered


def test_yellow_can_only_be_lifted() -> None:
    assert changes(advice(Level.YELLOW, (201, 48), (0, 40))) == {"lift": "none"}


def test_orange_that_comes_back_as_orange_is_not_lowered() -> None:
    found = advice(Level.ORANGE, (201, 72), (0, 40), (201, 72), now=72)
    assert changes(found) == {"lift": "none"}


@pytest.mark.parametrize("gap", [35, 36])
def test_a_second_episode_is_carried_on_within_36_hours(gap: int) -> None:
    found = advice(Level.YELLOW, (201, 48), (0, gap), (201, 30))
    if gap == 36:
        assert found.carry_on is None
        assert found.may(Change.LIFT) is not None
        return
    carried = found.carry_on
    assert carried is not None
    assert (carried.gap_hours, carried.next_start_at, carried.level) == (35, hour(83), Level.ORANGE)
    assert carried.clauses == ("3.3.2",)
    assert carried.text == "两段重污染相隔35小时，不足36小时，按一次过程计"
    assert changes(found) == {"raise": "orange"}


def test_carrying_on_keeps_the_higher_level() -> None:
    found = advice(Level.RED, (201, 48), (0, 30), (201, 24))
    assert found.carry_on is not None
    assert found.carry_on.level is Level.RED
    assert advice(Level.RED, (201, 48), (0, 30), (201, 24), now=80).carry_on is None


def test_incomplete_data_raises_nothing() -> None:
    assert advice(Level.YELLOW, (201, 72), (float("nan"), 60), now=24).may(Change.RAISE) is None


def test_days_give_the_mean_of_the_next_24_hours_too() -> None:
    found = advise(Level.YELLOW, days(210, 330, 340), PLAN, hour(30), observed_aqi=320)
    assert found.next_mean == (18 * 330 + 6 * 340) / 24
    assert changes(found) == {"raise": "orange"}
    assert advise(Level.YELLOW, days(210, 330), PLAN, hour(30)).next_mean is None
    assert advise(Level.YELLOW, days(210, 330), PLAN, hour(-3)).next_mean == 210


@pytest.mark.parametrize(("now", "mean"), [(23, None), (24, 318.0), (40, None)])
def test_concentrations_give_it_by_their_own_window(now: int, mean: float | None) -> None:
    values = {Indicator.PM25: np.full(50, 268.0)}
    aqi = np.where(np.arange(50) == 47, 318.0, np.nan)
    series = windows_of_concentrations(HourlySeries("630100", FIRST_AT, values), aqi, 24)
    assert advise(Level.YELLOW, series, PLAN, hour(now)).next_mean == mean


def test_base_lines() -> None:
    assert [base_line(PLAN.rule(level), PLAN) for level in (Level.YELLOW, Level.ORANGE, Level.RED)] == [200, 200, 300]
    pack = mee()
    assert [base_line(pack.rule(level), pack) for level in (Level.YELLOW, Level.ORANGE, Level.RED)] == [150, 150, 300]
    bare = LevelRule(Level.RED, "红色预警", "红色", "Ⅰ", "特别严重", ())
    assert base_line(bare, PLAN) == 200
