"""The watch screen's state: worst first, nothing fresh that is not, and what waits for whom."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from qh_console.domain.board import Board
from qh_console.domain.commands import Command, HoldConsultation
from qh_console.domain.office_commands import FileCityAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.feeding import DataAges
from qh_console.services.watch import Air
from qh_console.ui.sending_round import SENDING
from qh_console.ui.watch.state import WatchState, derive_watch, waiting_lines
from tests.builders import DUTY, HAIDONG, NOW, XINING, consultation, office, plan, propose, to_lifted, to_standing
from tests.domain.test_filing import ISSUED
from tests.services.air_builders import CLEAN, HEAVY, SEVERE, measured
from tests.ui.airs import CLEARING, HAZE, Told, air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
EDITIONS = load_editions(resources_folder() / "aqi")
AGES = DataAges()


def state_of(air: Air | None, board: Board | None = None, minutes: int = 0, selected: str = "") -> WatchState:
    now = NOW + timedelta(minutes=minutes)
    return derive_watch(board or Board(), air, AGES, now, selected, plan(), EDITIONS, PLACES)


def texts(air: Air, *commands: Command) -> list[str]:
    board = office(*commands).board if commands else Board()
    return [line.text for line in waiting_lines(board, air, plan(), PLACES, NOW)]


def test_without_air_there_is_nothing_to_see_and_nothing_green() -> None:
    state = state_of(None)
    assert not state.has_air
    assert state.fresh_tone == "fault"
    assert state.plot is None
    assert len(state.rows) == len(PLACES.items)
    assert not any(mark.is_fresh or mark.fill for mark in state.marks)


def test_places_stand_worst_first_and_the_worst_is_chosen(tmp_path: Path) -> None:
    air = air_of(tmp_path, measured(NOW, (CLEAN, 30)), measured(NOW, (SEVERE, 30), place=HAIDONG))
    state = state_of(air)
    assert [row.code for row in state.rows][:2] == [HAIDONG, XINING]
    assert [row.aqi for row in state.rows][2] == -1
    assert state.selected == HAIDONG
    assert (state.rows[0].aqi_text, state.rows[0].class_word) == ("350", "严重污染")
    assert state.plot is not None
    assert state.plot.title.startswith("海东市")


def test_a_choice_stays_chosen(tmp_path: Path) -> None:
    air = air_of(tmp_path, measured(NOW, (CLEAN, 30)), measured(NOW, (SEVERE, 30), place=HAIDONG))
    assert state_of(air, selected=XINING).selected == XINING


def test_a_row_tells_mean_change_pollutant_ratio_and_source(tmp_path: Path) -> None:
    row = state_of(air_of(tmp_path, measured(NOW, (CLEAN, 30), (HEAVY, 2), pm10=1.25))).rows[0]
    assert row.change_text == "+200"
    assert row.primary == "PM2.5"
    assert row.ratio_text == "0.80"
    assert row.source == "国控站"
    assert row.mean_text not in {"—", row.aqi_text}


@pytest.mark.parametrize(
    ("minutes", "tone", "text"),
    [
        (20, "", "20:00 20分前"),
        (120, "", "20:00 2时00分前"),
        (121, "warn", "20:00 2时01分前"),
        (361, "fault", "1-09 20:00"),
    ],
)
def test_the_age_of_data_is_a_number_and_old_data_loses_its_colour(
    tmp_path: Path, minutes: int, tone: str, text: str
) -> None:
    state = state_of(air_of(tmp_path, measured(NOW, (CLEAN, 30))), minutes=minutes)
    row = next(row for row in state.rows if row.code == XINING)
    mark = next(mark for mark in state.marks if mark.key == XINING)
    assert row.age_tone == tone
    assert row.data_text.startswith(text)
    assert (row.fill is not None) == mark.is_fresh == (tone == "")
    assert ("已过时" in mark.class_word) == (tone != "")


def test_the_freshness_of_all_is_green_only_when_all_are(tmp_path: Path) -> None:
    one = measured(NOW, (CLEAN, 3))
    everywhere = [measured(NOW, (CLEAN, 3), place=p.code) for p in PLACES.items]
    assert state_of(air_of(tmp_path / "one", one)).fresh_tone == "warn"
    assert state_of(air_of(tmp_path / "all", *everywhere)).fresh_tone == ""
    assert state_of(air_of(tmp_path / "old", *everywhere), minutes=400).fresh_tone == "fault"


def test_the_edition_in_force_is_named(tmp_path: Path) -> None:
    assert state_of(None).edition_text == "按HJ 633—2012计算"


def test_a_standing_alert_marks_its_place(tmp_path: Path) -> None:
    state = state_of(air_of(tmp_path, *HAZE), office(*to_standing(Level.ORANGE)).board)
    row = next(row for row in state.rows if row.code == XINING)
    assert row.level is not None
    assert row.level.text == "橙色 Ⅱ级"
    assert next(m for m in state.marks if m.key == XINING).alert == row.level


def test_a_condition_that_no_alert_answers_waits_in_the_outlook(tmp_path: Path) -> None:
    air = air_of(tmp_path, *HAZE)
    lines = waiting_lines(Board(), air, plan(), PLACES, NOW)
    assert [line.text for line in lines] == [
        "全省 已达黄色条件，尚无省级预警",
        "西宁 已达黄色条件，尚无预警",
        "海东 已达黄色条件，尚无预警",
    ]
    assert {line.room for line in lines} == {"outlook"}


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ((HoldConsultation(DUTY, "a1", consultation(Level.YELLOW)),), "西宁 黄色 已会商，未提请"),
        (
            (
                HoldConsultation(DUTY, "a1", consultation(Level.YELLOW)),
                propose(Change.ISSUE, Level.YELLOW),
            ),
            "西宁 黄色 待审批",
        ),
    ],
)
def test_a_process_under_way_waits_in_the_alert_room_instead(
    tmp_path: Path, commands: tuple[Command, ...], expected: str
) -> None:
    found = texts(air_of(tmp_path, *HAZE), *commands)
    assert expected in found
    assert not any(text.startswith("西宁 已达") for text in found)


def test_a_standing_alert_of_that_level_leaves_nothing_to_do(tmp_path: Path) -> None:
    assert not any(text.startswith("西宁") for text in texts(air_of(tmp_path, *HAZE), *to_standing(Level.YELLOW)))


def test_duties_past_their_time_and_filings_unchecked_wait_in_their_rooms() -> None:
    filed = FileCityAlert(DUTY, ISSUED)
    board = office(*to_standing(Level.YELLOW), filed).board
    unsent = f"send:{board.alerts['a1'].latest_number}"
    first, second = waiting_lines(board, None, plan(), PLACES, NOW)
    assert (first.key, second.key) == (unsent, "filings")
    assert (first.room, first.subject) == ("papers", f"{SENDING}{board.alerts['a1'].latest_number}")
    late = waiting_lines(board, None, plan(), PLACES, NOW + timedelta(days=9))
    count = len(board.alerts["a1"].tasks)
    assert [(line.text, line.room, line.subject) for line in late[1:]] == [
        (f"西宁 任务逾期{count}项", "response", "a1"),
        ("市州来件待核对1件", "registers", "filings"),
    ]


@pytest.mark.parametrize(("hours", "text"), [(4, "0"), (2, "+200")])
def test_a_change_bears_a_sign_only_where_there_is_one(tmp_path: Path, hours: int, text: str) -> None:
    row = state_of(air_of(tmp_path, measured(NOW, (CLEAN, 9), (HEAVY, hours), pm10=1.25))).rows[0]
    assert row.change_text == text


def test_an_alert_that_was_lifted_waits_for_its_assessment(tmp_path: Path) -> None:
    found = texts(air_of(tmp_path, measured(NOW, (CLEAN, 30))), *to_lifted(Level.YELLOW))
    assert found == ["西宁 已解除，待评估"]


def test_clean_air_offers_the_lift(tmp_path: Path) -> None:
    board = office(*to_standing(Level.YELLOW)).board
    told: tuple[Told, ...] = CLEARING
    lines = waiting_lines(board, air_of(tmp_path, *told, board=board), plan(), PLACES, NOW)
    assert [(line.text, line.room) for line in lines if line.key.startswith("ease")] == [("西宁 已达解除条件", "alert")]
