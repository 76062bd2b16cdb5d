"""A drill in the window: what came before is played, then hours tick in, an officer acts and papers follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from qh_console.app import House, build
from qh_console.config import Config
from qh_console.domain.clock import Clock
from qh_console.domain.commands import MarkDuty
from qh_console.domain.drill import Drill
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Mark, MarkState, Means
from qh_console.paths import resources_folder
from qh_console.services.drill import PASSWORD, HandClock
from qh_console.services.drill_clock import DrillClock
from qh_console.services.verifying import check_record
from qh_console.ui.application import dressed_application
from qh_console.ui.console import Console
from qh_console.ui.immortals import keep_constants_alive
from qh_console.ui.runners import Runners
from qh_console.ui.watch.screen import WatchScreen
from qh_console.windowed import furnish, prepare_drill, replay_feeding, tell_until_opening
from tests.builders import NOW, XINING
from tests.drills_in_short import OPENS_AT, first_alert

keep_constants_alive()


@dataclass
class Practice:
    """A drill's window whose seconds pass by hand."""

    drill: Drill
    house: House
    console: Console
    real: HandClock

    @property
    def watch(self) -> WatchScreen:
        screen = self.console.window.room_screen("watch")
        assert isinstance(screen, WatchScreen)
        return screen

    def wait(self, seconds: float) -> None:
        """Real seconds; the drill's own clock runs 180 times as fast."""
        self.real.move(self.real() + timedelta(seconds=seconds))
        self.console.tick(self.console.desk.clock())


def _not_before(clock: Clock) -> datetime:
    return max(clock(), OPENS_AT)


@pytest.fixture
def practice(qapp: QApplication, tmp_path: Path) -> Iterator[Practice]:
    drill = first_alert(hours=12)
    clock, real, root = DrillClock(drill.starts_at), HandClock(NOW), QObject()
    _, look = dressed_application(resources_folder(), "light")
    house = build(Config(tmp_path / "data", is_drill=True), clock)
    tell_until_opening(house, drill)
    feedings = (replay_feeding(house, drill),)
    runners = Runners((feeding.name for feeding in feedings), False, root)
    console = furnish(look, house, partial(_not_before, clock), runners, feedings, drill.title)
    prepare_drill(console, house, drill, clock, real)
    console.start()
    console.ticker.stop()
    yield Practice(drill, house, console, real)
    console.window.close()
    console.window.deleteLater()
    house.database.close()


def test_it_opens_on_the_drill_with_its_officer_alert_and_papers(practice: Practice) -> None:
    desk, window = practice.console.desk, practice.console.window
    assert window.windowTitle().startswith("【演练】")
    assert desk.clock() == OPENS_AT
    assert desk.officer is not None
    assert desk.officer.name == "值班员甲"
    (alert,) = desk.board.standing
    assert (alert.places, alert.level) == ((XINING,), Level.YELLOW)
    kinds = {filed.paper.kind for filed in desk.board.papers.values()}
    assert {"consultation-minutes", "issue-notice", "duty-sheet"} <= kinds
    assert window.problems.shown == ()


def test_the_next_hours_tick_into_table_map_and_plot(practice: Practice) -> None:
    before = practice.watch.state
    assert before is not None
    assert before.plot is not None
    row = next(row for row in before.rows if row.code == XINING)
    for _ in range(40):
        practice.wait(1)
    after = practice.watch.state
    assert after is not None
    assert after.plot is not None
    later = next(row for row in after.rows if row.code == XINING)
    assert later.data_at is not None
    assert row.data_at is not None
    assert later.data_at - row.data_at == timedelta(hours=2)
    assert len(after.plot.aqi) == len(before.plot.aqi) + 2
    assert after.plot.now_at > before.plot.now_at
    assert next(m for m in after.marks if m.key == XINING).aqi_text == later.aqi_text


def test_an_officer_answers_a_duty_and_the_record_holds_it(practice: Practice) -> None:
    desk = practice.console.desk
    (alert,) = desk.board.standing
    task = next(laid.task.id for laid in alert.tasks)
    word = Mark(MarkState.DONE, Means.PHONE, "值班室", "已落实")
    done: list[object] = []
    desk.submit(MarkDuty(desk.by, alert.id, task, word), done=done.append)
    assert done
    given = desk.board.alerts[alert.id].mark_of(task)
    assert given is not None
    assert given.mark == word
    assert check_record(practice.house.journal, practice.house.archive).sound
    assert practice.house.office.reload() == desk.board


def test_another_officer_of_the_drill_signs_in_with_its_known_password(practice: Practice) -> None:
    sheet = practice.console.sheet
    sheet.open()
    assert PASSWORD in sheet.sign_in.lead.text()
    sheet.sign_in.form.set_values({"officer": "shenpi-ding", "password": PASSWORD})
    sheet.sign_in.act.click()
    assert practice.console.desk.by == "shenpi-ding"
