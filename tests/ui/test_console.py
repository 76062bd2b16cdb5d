"""The console whole: feeds tick in, acts need an officer, problems stand, files come in, calls are answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.clock import HOUR
from qh_console.domain.commands import Command
from qh_console.domain.office_acts import ClockAcknowledged
from qh_console.domain.pack import Level
from qh_console.feeds.dropfolder import DropFolder
from qh_console.feeds.feed import Feed
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.ui.actions import ROOMS
from qh_console.ui.entry.state import Page
from qh_console.ui.papers.screen import PapersScreen
from qh_console.ui.theme import Look
from qh_console.ui.watch.screen import WatchScreen
from tests.builders import DUTY, NOW, XINING, to_standing
from tests.services.air_builders import CLEAN, SEVERE, measured
from tests.ui.airs import HAZE, Told
from tests.ui.consoles import DeadFeed, Stand, replay, stand_at

WORD = "right-word-1"


@dataclass
class Bench:
    """Puts up consoles and lets them go after the test."""

    folder: Path
    look: Look
    qtbot: QtBot
    files: list[Path] = field(default_factory=list)

    def open(self, *commands: Command, feeds: tuple[Feed, ...] = (), told: tuple[Told, ...] = ()) -> Stand:
        stand = stand_at(self.folder, self.look, *commands, feeds=feeds, told=told, choose=self._choose)
        stand.seat.credentials.set(DUTY, WORD, NOW)
        self.qtbot.addWidget(stand.console.window)
        stand.console.start()
        stand.console.ticker.stop()
        return stand

    def _choose(self, parent: QWidget) -> list[Path]:
        return self.files


@pytest.fixture
def bench(tmp_path: Path, dressed: Look, qtbot: QtBot) -> Bench:
    return Bench(tmp_path / "data", dressed, qtbot)


def watch_of(stand: Stand) -> WatchScreen:
    screen = stand.console.window.room_screen("watch")
    assert isinstance(screen, WatchScreen)
    return screen


def sign_in(stand: Stand) -> None:
    stand.console.desk.sign_in(DUTY, WORD, refused=lambda refused: pytest.fail(str(refused)))


def lines(stand: Stand) -> list[str]:
    return [problem.what for problem in stand.console.window.problems.shown]


def nag_buttons(stand: Stand) -> list[QPushButton]:
    QApplication.processEvents()  # a line made anew is shown by the event loop
    return [b for b in stand.console.window.nags.findChildren(QPushButton) if b.isVisible()]


def answer_all(stand: Stand) -> None:
    """Each call is answered with a reason."""
    reason = stand.console.calls._reason
    while nag_buttons(stand):
        nag_buttons(stand)[0].click()
        reason.reason.setText("已报厅会商")
        QTest.keyClick(reason.reason, Qt.Key.Key_Return)


def test_the_first_paint_shows_what_the_record_holds(bench: Bench) -> None:
    stand = bench.open(told=(measured(NOW, (SEVERE, 3)),))
    row = watch_of(stand).table.rows_model.rows[0]
    assert (row.code, row.aqi) == (XINING, 350)
    assert stand.console.window.isVisible()


def test_a_tick_brings_the_next_hour_into_table_map_and_plot(bench: Bench) -> None:
    hours = (*measured(NOW, (CLEAN, 30)), *measured(NOW + HOUR, (SEVERE, 1)))
    stand = bench.open(feeds=(replay(hours),))
    screen = watch_of(stand)
    stand.tick()
    assert screen.state is None or screen.state.rows[0].aqi_text == "—" or screen.state.rows[0].aqi == 50
    stand.tick(hours=1, minutes=25)
    assert screen.state is not None
    assert screen.state.rows[0].aqi == 350
    assert screen.state.plot is not None
    assert screen.state.plot.aqi[-1] == 350.0
    assert next(m for m in screen.state.marks if m.key == XINING).aqi_text == "350"


def test_nobody_signed_in_may_look_and_not_act(bench: Bench) -> None:
    stand = bench.open()
    actions = stand.console.window.actions_table
    assert actions.why_not("alert.issue") == "请先登录"
    assert actions.why_not("watch.export_plot") == ""
    sign_in(stand)
    assert actions.why_not("alert.issue") == ""


def test_with_accounts_the_sheet_waits_to_be_asked(bench: Bench) -> None:
    stand = bench.open()
    assert not stand.console.sheet.isVisible()
    stand.console.window.strip.officer_clicked.emit()
    assert stand.console.sheet.isVisible()
    assert stand.console.sheet.page is Page.SIGN_IN


def test_a_dead_platform_stands_with_its_age_and_is_asked_again_by_click(bench: Bench) -> None:
    stand = bench.open(feeds=(DeadFeed(),))
    assert lines(stand) == ["国家平台连不上，从未收到数据"]
    stand.console.window.problems.act_clicked.emit("feed:国家平台")
    assert lines(stand) == ["国家平台连不上，从未收到数据"]


def test_what_fails_stands_until_it_is_solved(bench: Bench) -> None:
    stand = bench.open()
    stand.console.desk.problem_arose.emit("documents", KnownProblem("磁盘已满", "请腾出空间"))
    assert lines(stand) == ["磁盘已满"]
    stand.console.desk.problem_solved.emit("documents")
    assert lines(stand) == []


def test_a_condition_without_an_alert_calls_until_a_named_officer_answers(bench: Bench) -> None:
    stand = bench.open(told=HAZE)
    assert len(nag_buttons(stand)) == 2
    nag_buttons(stand)[0].click()
    assert stand.console.sheet.isVisible()
    assert len(nag_buttons(stand)) == 2
    sign_in(stand)
    answer_all(stand)
    said = [entry.act for entry in stand.seat.office.entries() if isinstance(entry.act, ClockAcknowledged)]
    assert {(act.alert, act.reason) for act in said} == {("", "已报厅会商")}
    assert {act.clock.split("/")[0] for act in said} == {"rise"}


def test_the_answer_outlives_a_restart_and_goes_to_other_desks(bench: Bench, tmp_path: Path) -> None:
    stand = bench.open(told=HAZE)
    sign_in(stand)
    answer_all(stand)
    again = stand_at(tmp_path / "copy", bench.look, told=HAZE)
    bench.qtbot.addWidget(again.console.window)
    for entry in stand.seat.office.entries()[-3:]:
        again.seat.journal.append([entry.act], entry.by, entry.at)
    again.seat.office.reload()
    again.seat.desk.catch_up()
    again.console.start()
    again.console.ticker.stop()
    assert nag_buttons(again) == []


def test_a_file_comes_in_on_the_officer_s_word_and_is_on_record(bench: Bench, tmp_path: Path) -> None:
    stand = bench.open()
    file = tmp_path / "甲.csv"
    file.write_text("place,time,aqi\n西宁,2026-01-09T19:00,180\n西宁,2026-01-09T20:00,190\n", encoding="utf-8")
    bench.files = [file]
    stand.console.import_data()
    assert stand.console.sheet.isVisible()
    sign_in(stand)
    stand.console.import_data()
    assert [(i.file, i.new) for i in stand.console.desk.board.imports] == [("甲.csv", 2)]
    assert watch_of(stand).table.rows_model.rows[0].code == XINING


def test_a_bad_file_stays_out_and_is_named(bench: Bench, tmp_path: Path) -> None:
    stand = bench.open()
    sign_in(stand)
    file = tmp_path / "乙.csv"
    file.write_text("place,time,aqi\n西宁,2026-01-09T19:00,180\n巴黎,2026-01-09T20:00,190\n", encoding="utf-8")
    bench.files = [file]
    stand.console.import_data()
    assert stand.console.desk.board.imports == ()
    assert any("乙.csv 第3行" in line for line in lines(stand))


def test_the_good_part_of_a_dropped_file_is_taken_on_the_officer_s_word(bench: Bench, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "丙.csv").write_text("place,time,aqi\n西宁,2026-01-09T20:00,190\n西宁,坏,190\n", encoding="utf-8")
    places = load_places(resources_folder() / "places" / "qinghai.toml")
    stand = bench.open(feeds=(DropFolder(inbox, places),))
    stand.tick(minutes=2)
    key = next(p.key for p in stand.console.window.problems.shown if p.act_text == "导入有效部分")
    stand.console.window.problems.act_clicked.emit(key)
    assert stand.console.sheet.isVisible()
    sign_in(stand)
    stand.console.window.problems.act_clicked.emit(key)
    assert [(i.file, i.new, i.refused) for i in stand.console.desk.board.imports] == [("丙.csv", 1, 1)]


def test_strip_and_palette_lead_to_rooms(bench: Bench) -> None:
    stand = bench.open(*to_standing(Level.ORANGE), told=(measured(NOW, (CLEAN, 3)),))
    window = stand.console.window
    window.strip.alert_clicked.emit("a1")
    assert window.room == "alert"
    window.palette_chosen.emit(f"place:{XINING}")
    assert window.room == "watch"
    assert watch_of(stand).table.selected_key == XINING
    window.palette_chosen.emit("unit:ecology")
    assert window.room == "response"


def test_preparation_stands_in_a_line_and_calls_for_nothing(bench: Bench) -> None:
    stand = stand_at(bench.folder, bench.look, told=HAZE)
    bench.qtbot.addWidget(stand.console.window)
    told: list[list[str]] = []
    done: list[bool] = []

    def work(job: object) -> None:
        stand.console.start()
        stand.console.ticker.stop()
        told.append(lines(stand))
        assert nag_buttons(stand) == []

    stand.console.prepare("正在准备演练", work, lambda: done.append(True))
    assert told == [["正在准备演练"]]
    assert done == [True]
    assert lines(stand) == []
    assert len(nag_buttons(stand)) == 2


@pytest.mark.parametrize("room", [spec.key.removeprefix("room.") for spec in ROOMS])
def test_every_room_opens_on_an_empty_and_on_a_lively_record(bench: Bench, room: str) -> None:
    stand = bench.open(*to_standing(Level.ORANGE), told=HAZE)
    stand.console.go(room)
    assert stand.console.window.room == room
    stand.tick(minutes=1)


def test_what_waits_to_be_sent_is_one_click_away(bench: Bench) -> None:
    stand = bench.open(*to_standing())
    sign_in(stand)
    stand.console.window.strip.sending_clicked.emit()
    papers = stand.console.window.room_screen("papers")
    assert stand.console.window.room == "papers"
    assert isinstance(papers, PapersScreen)
    assert papers.sending is not None
    papers.sending.release()
    assert papers.sending.table.rows_model.rowCount() > 10


def test_an_idle_desk_asks_for_the_password_and_keeps_the_room(bench: Bench) -> None:
    stand = bench.open()
    sign_in(stand)
    stand.console.go("registers", "filings")
    stand.console.idle.locked.emit(DUTY)
    stand.console.desk.sign_out()
    assert stand.console.sheet.isVisible()
    assert "已锁定" in stand.console.sheet.sign_in.lead.text()
    assert stand.console.window.room == "registers"
    sign_in(stand)
    assert not stand.console.sheet.isVisible()
    assert stand.console.sheet.sign_in.lead.text() == ""
