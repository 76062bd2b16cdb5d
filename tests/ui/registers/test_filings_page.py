"""A prefecture's notice by click: entered, refused beside its field, checked, followed by the next one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFrame, QPushButton
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import Command
from qh_console.domain.office_acts import CityAlertFiled, FilingChecked, FloorAnswered
from qh_console.domain.pack import Level
from qh_console.ui.registers.filings_page import FilingsPage
from qh_console.ui.theme import Look
from tests.builders import HAIDONG, XINING
from tests.domain.provinces import city, to_province
from tests.ui.seats import Seat, printer_at, seat_at

NOTICE = {
    "place": XINING,
    "number": "3号",
    "level": "yellow",
    "extent": "全域",
    "dispersion": "静稳",
    "pollutants": "PM2.5",
    "outlook": "13日好转",
    "sender": "王科长",
}


def page_of(folder: Path, look: Look, qtbot: QtBot, *commands: Command) -> tuple[FilingsPage, Seat]:
    seat = seat_at(folder, *commands)
    made = FilingsPage(look, seat.desk)
    seat.desk.changed.connect(lambda _: made.refresh(seat.clock()))
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    made.refresh(seat.clock())
    return made, seat


def button(page: FilingsPage, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible())


def _press(line: QFrame) -> None:
    found = line.findChild(QPushButton)
    assert found is not None
    found.click()


def test_the_model_is_sound(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    page, seat = page_of(tmp_path, look, qtbot)
    QAbstractItemModelTester(page.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    seat.must(city(XINING, Level.YELLOW), city(HAIDONG, Level.ORANGE))
    assert page.table.rows_model.rowCount() == 2


def test_from_the_empty_state_to_a_kept_filing(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    page, seat = page_of(tmp_path, look, qtbot)
    button(page, "登记来件").click()
    button(page, "登记备案").click()
    errors = page.form.form.errors()
    assert {"place", "number", "sender", "level"} <= set(errors)
    page.form.form.set_values(NOTICE)
    button(page, "登记备案").click()
    assert isinstance(seat.office.entries()[-1].act, CityAlertFiled)
    assert page.table.selected_key == (XINING, "3号")
    QTest.keyClick(page.panel.remark, Qt.Key.Key_Return)
    act = seat.office.entries()[-1].act
    assert act == FilingChecked(XINING, "3号", True, "")
    assert not page.panel.accept.isVisible()


def test_an_unfinished_form_comes_back(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    page, seat = page_of(tmp_path, look, qtbot)
    page.open_new()
    number = page.form.form.editor("number")
    QTest.keyClicks(number, "5")
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    page.open_new()
    assert page.form.form.values()["number"] == "5"
    page.form.form.set_values({**NOTICE, "number": "5"})
    page.form.send.click()
    page.open_new()
    assert page.form.form.values()["number"] == ""
    assert len(seat.desk.board.book.filings) == 1


def test_sent_back_needs_a_word_and_can_be_completed(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    page, _seat = page_of(tmp_path, look, qtbot, city(XINING, Level.YELLOW))
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    button(page, "退回补正").click()
    assert "退回补正须写明缺什么" in page.panel.error
    page.panel.remark.setText("缺联系人")
    button(page, "退回补正").click()
    button(page, "登记补正件").click()
    assert page.form.form.values()["number"] == "1号"
    button(page, "登记备案").click()
    assert page.table.rows_model.rows[0].waits


def test_the_next_notice_begins_where_the_last_left_off(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    page, seat = page_of(tmp_path, look, qtbot, city(XINING, Level.YELLOW))
    page.table.selectRow(0)
    button(page, "登记后续通知").click()
    page.form.form.set_values({"number": "2号", "level": "orange"})
    page.form.send.click()
    filing = seat.desk.board.book.filings[XINING, "2号"].filing
    assert (filing.level, filing.changes_number) == (Level.ORANGE, "1号")


def test_a_floor_is_answered_beside_its_line(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    page, seat = page_of(tmp_path, look, qtbot, *to_province())
    line = page.calls[f"floor:p1:{XINING}"]
    _press(line)
    button(page, "登记答复").click()
    page.floor.send.click()
    assert "level" in page.floor.form.errors()
    page.floor.form.set_values({"level": "orange", "spoke_to": "王主任"})
    page.floor.send.click()
    act = seat.office.entries()[-1].act
    assert isinstance(act, FloorAnswered)
    assert (act.place, act.level, act.spoke_to) == (XINING, Level.ORANGE, "王主任")
    assert f"floor:p1:{XINING}" not in page.calls


def test_neighbours_lead_to_a_consultation(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    page, _ = page_of(tmp_path, look, qtbot, city(XINING, Level.ORANGE), city(HAIDONG, Level.ORANGE))
    wanted: list[bool] = []
    page.consultation_wanted.connect(lambda: wanted.append(True))
    _press(page.calls["adjacent"])
    assert wanted == [True]


def test_the_filing_form_is_printed_and_filed(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path, city(XINING, Level.YELLOW))
    page = FilingsPage(look, seat.desk, printer_at(tmp_path / "form.pdf"))
    qtbot.addWidget(page)
    page.show()
    page.refresh(seat.clock())
    button(page, "打印备案表").click()
    (filed,) = seat.desk.board.papers.values()
    assert (filed.paper.kind, filed.paper.alert, filed.runs) == ("filing", None, 1)
    assert filed.paper.subject == seat.desk.pack.headquarters(XINING).name
