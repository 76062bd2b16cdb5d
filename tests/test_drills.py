"""The bundled drill: its air leads to the levels its script asks for, and every step of it is lawful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from qh_console.domain.acts import Act, Entry
from qh_console.domain.alerts import Stage
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.board import Board
from qh_console.domain.clearing import clear_clock
from qh_console.domain.clock import HOUR, from_beijing
from qh_console.domain.commands import Command, CountersignApproval, HoldConsultation, ProposeChange
from qh_console.domain.decisions import decide
from qh_console.domain.drill import Drill, MarkDuties
from qh_console.domain.dust import dust_hints
from qh_console.domain.grading import Grade, grade
from qh_console.domain.pack import Level
from qh_console.domain.particulars import ChangeEvidence, GradeRecord, Scope
from qh_console.domain.province import ProvinceGrade, grade_province
from qh_console.domain.readings import SIX, Forecast, HourlySeries, Indicator
from qh_console.domain.series import hourly_series
from qh_console.domain.series_aqi import hourly_aqi, window_aqi
from qh_console.domain.verdicts import Accepted
from qh_console.domain.windows import WindowSeries, windows_of_concentrations
from qh_console.drills import drill_names, load_drill
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import BadInput
from tests.builders import plan

FOLDER = resources_folder() / "drills"
XINING, HAIDONG, HAIBEI, HAIXI = "630100", "630200", "632200", "632800"
PACK = plan()
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


@pytest.fixture(scope="module")
def drill() -> Drill:
    return load_drill(FOLDER / "winter-haze.toml")


@pytest.fixture(scope="module")
def editions() -> AqiEditions:
    return load_editions(resources_folder() / "aqi")


def _ahead(drill: Drill, place: str, now: datetime, editions: AqiEditions) -> WindowSeries:
    """What was measured up to `now` and, after it, the latest hourly forecast."""
    measured = hourly_series(place, [r for r in drill.readings if r.received_at <= now])
    forecast = [f for f in drill.forecasts if f.issued_at <= now and f.hourly][-1]
    told = next(s for s in forecast.hourly if s.place == place)
    start = (told.first_at - measured.first_at) // HOUR
    values = {}
    for indicator in (Indicator.PM10, Indicator.PM25):
        joined = np.full(start + told.hours, np.nan)
        joined[start:] = told.values[indicator]
        known = np.isfinite(measured.values[indicator])
        joined[: measured.hours][known] = measured.values[indicator][known]
        values[indicator] = joined
    series = HourlySeries(place, measured.first_at, values)
    return windows_of_concentrations(series, window_aqi(series, editions).graded, PACK.grading.window_hours)


def _graded(drill: Drill, now: datetime, editions: AqiEditions) -> tuple[Mapping[str, Grade], ProvinceGrade]:
    grades = {p.code: grade(_ahead(drill, p.code, now, editions), PACK) for p in PLACES.items}
    return grades, grade_province(tuple(grades.values()), PLACES, PACK)


@pytest.mark.parametrize(
    ("day", "xining", "haidong", "province"),
    [
        (7, Level.HINT, Level.NONE, Level.NONE),
        (8, Level.YELLOW, Level.HINT, Level.NONE),
        (9, Level.ORANGE, Level.ORANGE, Level.ORANGE),
        (11, Level.RED, Level.RED, Level.RED),
    ],
)
def test_each_days_forecast_leads_to_the_level_the_script_asks_for(
    day: int, xining: Level, haidong: Level, province: Level, drill: Drill, editions: AqiEditions
) -> None:
    grades, whole = _graded(drill, from_beijing(2026, 1, day, 16), editions)
    assert (grades[XINING].level, grades[HAIDONG].level, whole.level) == (xining, haidong, province)
    if day == 11:
        assert (grades[HAIBEI].level, whole.affected) == (Level.YELLOW, (XINING, HAIDONG, HAIBEI))
        assert grades[XINING].heavy_days >= 4
        assert grades[XINING].severe_days >= 2
    calm = [code for code, g in grades.items() if g.level is Level.NONE]
    assert {"632300", "632500", "632600", "632700", HAIXI} <= set(calm)


def test_one_forecast_clears_the_air_a_day_too_early(drill: Drill) -> None:
    wrong = next(f for f in drill.forecasts if f.issued_at == from_beijing(2026, 1, 10, 16))
    next_one = next(f for f in drill.forecasts if f.issued_at == from_beijing(2026, 1, 11, 16))

    def high(forecast: Forecast) -> int:
        return next(d.aqi_high for d in forecast.days if (d.place, d.on.day) == (XINING, 13))

    assert high(wrong) < 100 < 200 < high(next_one)


def test_the_lift_has_36_clear_hours_ahead_and_not_before_the_front(drill: Drill, editions: AqiEditions) -> None:
    def clear(day: int, hour: int) -> int:
        now = from_beijing(2026, 1, day, hour)
        settings = PACK.grading
        clocks = [
            clear_clock(_ahead(drill, place, now, editions), settings.heavy_above, settings.clear_hours, now)
            for place in (XINING, HAIDONG, HAIBEI)
        ]
        return min(c.clear_hours for c in clocks)

    assert clear(13, 10) == 0
    assert clear(14, 10) >= 36


def test_two_nights_are_severe_and_the_clean_south_stays_clean(drill: Drill, editions: AqiEditions) -> None:
    xining = hourly_aqi(hourly_series(XINING, drill.readings), editions).aqi
    nights = [xining[start : start + 10] for start in range(20, 220, 24)]
    assert [7 + number for number, night in enumerate(nights) if night.max() > 300] == [11, 12]
    for place in ("632600", "632700"):
        assert hourly_aqi(hourly_series(place, drill.readings), editions).aqi.max() <= 100


def test_dust_is_hinted_in_the_west_only(drill: Drill) -> None:
    hinted = {p.code for p in PLACES.items if dust_hints(hourly_series(p.code, drill.readings), PACK.dust)}
    assert hinted == {HAIXI}


def test_the_record_begins_before_and_ends_after_with_all_six_and_some_gaps(drill: Drill) -> None:
    assert drill.readings[0].at == from_beijing(2026, 1, 7, 1)
    assert drill.readings[-1].at == from_beijing(2026, 1, 17)
    assert {p.code for p in PLACES.items} == {r.place for r in drill.readings}
    assert 8 * 240 - 30 < len(drill.readings) < 8 * 240
    assert any(len(r.values) < len(SIX) for r in drill.readings)
    assert {f.source for f in drill.forecasts} == {"省环境监测中心站（演练）", "数值预报模式（演练）"}
    assert drill.starts_at < drill.opens_at < drill.ends_at


@dataclass
class _Record:
    board: Board = field(default_factory=Board)
    acts: list[Act] = field(default_factory=list)

    def submit(self, command: Command, at: datetime) -> None:
        verdict = decide(self.board, command, PACK, at)
        assert isinstance(verdict, Accepted), (at, command, verdict)
        for act in verdict.acts:
            self.acts.append(act)
            seq = len(self.acts)
            self.board = self.board.with_([Entry("d", seq, seq, at, command.by, act, str(seq - 1), str(seq))])


def _completed(command: Command, board: Board) -> Command:
    """The step with the parts that only the record and the engine know."""
    if isinstance(command, HoldConsultation):
        c = command.consultation
        grades = tuple(GradeRecord(p, c.level, 2, 0, 250, ("3.1",), "") for p in c.places)
        return replace(command, consultation=replace(c, grades=grades, province_level=c.level))
    if isinstance(command, ProposeChange):
        return replace(command, evidence=ChangeEvidence(clear_hours=36))
    if isinstance(command, CountersignApproval):
        notices = board.alerts[command.alert].notices
        return replace(command, number=next(n.number for n in notices if n.needs_countersignature))
    return command


def test_every_step_is_lawful_and_the_story_comes_to_its_end(drill: Drill) -> None:
    record = _Record()
    for officer in drill.officers:
        record.submit(officer, drill.starts_at)
    seen: dict[str, set[Level]] = {}
    for step in drill.steps:
        if isinstance(step.does, MarkDuties):
            commands: tuple[Command, ...] = step.does.commands(record.board.alerts[step.does.alert])
            assert commands, step
        else:
            commands = (_completed(step.does, record.board),)
        for command in commands:
            record.submit(command, step.at)
        for alert in record.board.standing:
            if alert.level is not None:
                seen.setdefault(alert.id, set()).add(alert.level)
    assert record.board.irregular == ()
    assert {a.id: a.stage for a in record.board.alerts.values()} == dict.fromkeys(seen, Stage.ASSESSED)
    assert seen == {
        "xining": {Level.YELLOW, Level.ORANGE, Level.RED},
        "haidong": {Level.ORANGE, Level.RED},
        "haibei": {Level.YELLOW},
        "province": {Level.ORANGE, Level.RED},
    }
    kinds = {type(act).__name__ for act in record.acts}
    assert {"ProposalReturned", "MarkCorrected", "ApprovalCountersigned", "CauseFound", "AlertAdjusted"} <= kinds


def test_what_each_consultation_agrees_on_is_what_the_plan_grades(drill: Drill, editions: AqiEditions) -> None:
    held = [(step.at, step.does.consultation) for step in drill.steps if isinstance(step.does, HoldConsultation)]
    for at, agreed in held:
        grades, province = _graded(drill, at, editions)
        graded = province.level if agreed.scope is Scope.PROVINCE else grades[agreed.places[0]].level
        assert (agreed.level, agreed.reason) == (graded, ""), at
    assert len(held) == 9


def test_units_and_duties_the_script_names_exist(drill: Drill) -> None:
    units, duties = {u.id for u in PACK.units}, {d.id for d in PACK.duties}
    for step in drill.steps:
        if isinstance(step.does, MarkDuties):
            assert set(step.does.units) <= units, step
            assert set(step.does.duties) <= duties, step
            assert {part for name in step.does.besides for part in name.split("@")} <= units | duties, step


def test_drills_are_listed_by_name() -> None:
    assert drill_names(FOLDER) == ("winter-haze",)


SMALL = """
id = "x"
title = "x"
summary = "x"
starts_at = 2026-01-07T00:00:00
opens_at = 2026-01-07T01:00:00
ends_at = 2026-01-08T00:00:00

[[officer]]
id = "ji"
name = "己"
title = "管理员"
roles = ["administrator"]

[[step]]
at = 2026-01-07T02:00:00
by = "ji"
act = "start-shift"

[observed]
source = "测"
first_hour_ends = 2026-01-07T01:00:00
delay_minutes = 5

[observed.places.630100]
pm25 = "1 — 3"
co = "0.5 0.6 —"

[[forecast]]
source = "测"
issued_at = 2026-01-07T16:00:00
days_from = 2026-01-08

[forecast.days]
630100 = ["50~60 PM10"]
"""


def _load(tmp_path: Path, text: str) -> Drill:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    return load_drill(path)


def test_a_small_drill_reads_value_for_value(tmp_path: Path) -> None:
    drill = _load(tmp_path, SMALL)
    assert [dict(r.values) for r in drill.readings] == [
        {Indicator.CO: 0.5, Indicator.PM25: 1.0}, {Indicator.CO: 0.6}, {Indicator.PM25: 3.0},
    ]  # fmt: skip
    assert drill.readings[0].received_at == from_beijing(2026, 1, 7, 1, 5)
    assert drill.forecasts[0].days[0].aqi_high == 60
    assert drill.officers[0].by == "ji"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('by = "ji"', 'by = "gui"', "没有“gui”这个人"),
        ("at = 2026-01-07T02", "at = 2026-01-09T02", "不在演练时段内"),
        ('pm25 = "1 — 3"', 'pm25 = "1 — "', "有2个数"),
        ('pm25 = "1 — 3"', 'pm25 = "1 x 3"', "x.toml 第"),
        ('["administrator"]', '["duty_officer"]', "没有管理员"),
        ("opens_at = 2026-01-07", "opens_at = 2026-02-07", "应在 starts_at 与 ends_at 之间"),
        ("days_from = 2026-01-08\n", "", "days_from"),
        ('act = "start-shift"', 'act = "dance"', "x.toml 第"),
        ('"50~60 PM10"', '"50-60"', "x.toml 第"),
        ("630100 = [", "西宁 = [", "x.toml"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SMALL
    with pytest.raises(BadInput) as caught:
        _load(tmp_path, SMALL.replace(old, new, 1))
    assert said in "\n".join(map(str, caught.value.faults))
