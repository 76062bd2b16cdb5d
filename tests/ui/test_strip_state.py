"""The strip: time in Beijing, alerts by gravity, an age that is always a number, and who is on duty."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qh_console.domain.board import Board, Officer
from qh_console.domain.commands import Command, StartShift
from qh_console.domain.pack import Level
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.feeding import DataAges, FeedReport
from qh_console.services.watch import Air
from qh_console.ui.strip_state import derive_strip
from qh_console.ui.widgets.status_strip import StripView
from tests.builders import CHIEF, DUTY, NOW, office, plan, to_standing
from tests.services.air_builders import CLEAN, measured
from tests.ui.airs import air_of
from tests.ui.seats import PROVINCIAL

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def strip(
    board: Board | None = None,
    air: Air | None = None,
    *feeds: FeedReport,
    officer: Officer | None = None,
    hours: int = 0,
) -> StripView:
    now = NOW + timedelta(hours=hours)
    return derive_strip(board or Board(), air, DataAges(), feeds, officer, plan(), PLACES, now)


def test_the_time_is_beijing_s() -> None:
    view = strip()
    assert (view.clock_text, view.day_text) == ("20:00", "1月9日 周五")


def test_alerts_stand_gravest_first_with_the_hours_they_have_stood() -> None:
    commands: tuple[Command, ...] = (*to_standing(Level.RED), *PROVINCIAL)
    alerts = strip(office(*commands).board, hours=26).alerts
    assert [(a.place, a.level.text, a.age_text) for a in alerts] == [
        ("西宁", "红色 Ⅰ级", "已26h"),
        ("全省", "橙色 Ⅱ级", "已26h"),
    ]


@pytest.mark.parametrize(
    ("hours", "tone", "text"), [(0, "ok", "20:00 0分前 8/8 ●"), (3, "fault", "3时00分前 0/8 ○"), (9, "fault", "0/8 ○")]
)
def test_data_is_green_only_while_all_of_it_is_fresh(tmp_path: Path, hours: int, tone: str, text: str) -> None:
    air = air_of(tmp_path, *(measured(NOW, (CLEAN, 2), place=p.code) for p in PLACES.items))
    note = strip(air=air, hours=hours).data
    assert note.tone == tone
    assert text in note.text


def test_some_places_missing_is_a_warning_and_no_data_a_fault(tmp_path: Path) -> None:
    note = strip(air=air_of(tmp_path, measured(NOW, (CLEAN, 2)))).data
    assert (note.tone, "1/8 ◐" in note.text) == ("warn", True)
    assert strip().data.tone == "fault"


def test_a_platform_that_cannot_be_reached_is_told() -> None:
    down = FeedReport("国家平台", True, "stale", NOW, NOW, "连不上", ())
    assert strip(None, None, down).sending.text == "断网"
    assert strip(None, None, replace(down, problem="")).sending.text == ""
    assert strip(None, None, replace(down, is_remote=False)).sending.text == ""


def test_who_is_on_duty_and_who_only_looks() -> None:
    board = office(StartShift(DUTY)).board
    assert strip(board).officer.text == "未登录"
    assert board.name_of(DUTY) in strip(board).officer.tip
    assert strip(board, officer=board.officers[DUTY]).officer.text.startswith("值班 ")
    assert strip(board, officer=board.officers[CHIEF]).officer.text.startswith("登录 ")


@pytest.mark.parametrize(("count", "text", "tone"), [(0, "", ""), (3, "待发3 ▲", "warn")])
def test_what_waits_to_be_sent_is_counted(count: int, text: str, tone: str) -> None:
    view = derive_strip(Board(), None, DataAges(), (), None, plan(), PLACES, NOW, count)
    assert (view.sending.text, view.sending.tone) == (text, tone)


def test_a_lost_network_and_what_waits_share_a_place() -> None:
    down = FeedReport("国家平台", True, "lost", None, None, "连不上", ())
    view = derive_strip(Board(), None, DataAges(), (down,), None, plan(), PLACES, NOW, 3)
    assert view.sending.text == "断网 待发3 ▲"
    assert "3件通知还没有发到" in view.sending.tip
