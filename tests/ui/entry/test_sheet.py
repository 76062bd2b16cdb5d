"""The entry sheet by click and key: first run, sign-in refused and accepted, own password, signing out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.particulars import Role
from qh_console.ui.entry.sheet import EntrySheet
from qh_console.ui.entry.state import Page
from qh_console.ui.theme import Look
from tests.builders import ADMIN, DUTY, NOW
from tests.ui.seats import Seat, empty_seat_at, seat_at

WORD = "right-word-1"
Opened = Callable[[Seat], EntrySheet]


@pytest.fixture
def opened(dressed: Look, qtbot: QtBot) -> Opened:
    def open_at(seat: Seat) -> EntrySheet:
        seat.desk.officer = None
        host = QWidget()
        host.resize(1280, 720)
        qtbot.addWidget(host)
        sheet = EntrySheet(dressed, seat.desk, host)
        host.show()
        sheet.open()
        return sheet

    return open_at


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    made = seat_at(tmp_path)
    for officer in made.desk.board.officers:
        made.credentials.set(officer, WORD, NOW)
    return made


def _type(sheet: EntrySheet, panel: str, **values: str) -> None:
    form = getattr(sheet, panel).form
    for key, text in values.items():
        editor = form.editor(key)
        assert isinstance(editor, QLineEdit)
        editor.setText(text)


def _sign_in(sheet: EntrySheet, officer: str, password: str) -> None:
    sheet.sign_in.form.set_values({"officer": officer})
    _type(sheet, "sign_in", password=password)
    sheet.sign_in.act.click()


def _link(sheet: EntrySheet, text: str) -> QPushButton:
    return next(b for b in sheet.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_the_first_run_makes_an_administrator_who_then_sees_the_accounts(opened: Opened, tmp_path: Path) -> None:
    seat = empty_seat_at(tmp_path)
    sheet = opened(seat)
    assert sheet.page.value == "first"
    _type(sheet, "first", officer="guan", name="管理员", new_password=WORD, again=WORD)
    sheet.first.act.click()
    assert seat.desk.officer is not None
    assert seat.desk.officer.roles == {Role.ADMINISTRATOR}
    assert sheet.page is Page.ACCOUNTS
    assert sheet.isVisible()


def test_a_first_password_typed_differently_or_too_short_is_refused(opened: Opened, tmp_path: Path) -> None:
    seat = empty_seat_at(tmp_path)
    sheet = opened(seat)
    _type(sheet, "first", officer="guan", name="管理员", new_password=WORD, again="other")
    sheet.first.act.click()
    assert seat.desk.board.officers == {}
    _type(sheet, "first", new_password="short", again="short")
    sheet.first.act.click()
    assert seat.desk.board.officers == {}
    assert sheet.first.act.isEnabled()


def test_the_wrong_password_is_refused_beside_its_field(opened: Opened, seat: Seat) -> None:
    sheet = opened(seat)
    _sign_in(sheet, DUTY, "wrong-word")
    assert seat.desk.officer is None
    assert sheet.isVisible()
    assert sheet.sign_in.form.errors()["password"] == "账号或口令不对"
    assert sheet.sign_in.act.isEnabled()


def test_the_right_password_takes_the_shift_and_puts_the_sheet_away(opened: Opened, seat: Seat) -> None:
    sheet = opened(seat)
    _sign_in(sheet, DUTY, WORD)
    assert seat.desk.by == DUTY
    assert seat.desk.board.shift is not None
    assert seat.desk.board.shift.officer == DUTY
    assert not sheet.isVisible()
    assert sheet.sign_in.form.values()["password"] == ""


def test_enter_signs_in_and_escape_puts_the_sheet_away(opened: Opened, seat: Seat) -> None:
    sheet = opened(seat)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    sheet.open()
    sheet.sign_in.form.set_values({"officer": DUTY})
    _type(sheet, "sign_in", password=WORD)
    QTest.keyClick(sheet.sign_in.form.editor("password"), Qt.Key.Key_Return)
    assert seat.desk.by == DUTY


def test_an_officer_changes_the_own_password(opened: Opened, seat: Seat) -> None:
    sheet = opened(seat)
    _sign_in(sheet, DUTY, WORD)
    sheet.open()
    _link(sheet, "修改口令").click()
    _type(sheet, "password", password="wrong-word", new_password="another-1", again="another-1")
    sheet.password.act.click()
    assert sheet.password.form.errors()["password"] == "账号或口令不对"
    _type(sheet, "password", password=WORD)
    sheet.password.act.click()
    assert not sheet.isVisible()
    assert seat.credentials.refusal(DUTY, "another-1", NOW) is None


def test_only_the_administrator_reaches_the_accounts(opened: Opened, seat: Seat) -> None:
    sheet = opened(seat)
    _sign_in(sheet, DUTY, WORD)
    sheet.open()
    assert not [b for b in sheet.findChildren(QPushButton) if b.text() == "账号管理" and b.isVisible()]
    _link(sheet, "退出登录").click()
    assert seat.desk.officer is None
    _sign_in(sheet, ADMIN, WORD)
    sheet.open()
    _link(sheet, "账号管理").click()
    assert sheet.page is Page.ACCOUNTS
    assert len(sheet.accounts.table.rows_model.rows) == 4


def test_the_last_officer_stands_on_top_next_time(opened: Opened, seat: Seat) -> None:
    sheet = opened(seat)
    _sign_in(sheet, ADMIN, WORD)
    sheet.open()
    assert sheet.sign_in.form.values()["officer"] == ADMIN


def test_the_sheet_keeps_its_place_when_the_window_grows(opened: Opened, seat: Seat) -> None:
    sheet = opened(seat)
    host = sheet.parentWidget()
    assert host is not None
    host.resize(1600, 900)
    assert abs(sheet.geometry().center().x() - 800) <= 1
