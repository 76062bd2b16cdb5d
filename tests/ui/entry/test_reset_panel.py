"""A forgotten password: two administrators, two passwords, one new one, and both names on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import EnrolOfficer
from qh_console.domain.office_acts import PasswordReset
from qh_console.domain.particulars import Role
from qh_console.ui.entry.reset_panel import ENROL_FIRST
from qh_console.ui.entry.sheet import EntrySheet
from qh_console.ui.entry.state import Page
from qh_console.ui.theme import Look
from tests.builders import ADMIN, CHIEF, DUTY, NOW
from tests.ui.seats import Seat, seat_at

SECOND = "second"
GIVEN = "given-again"


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    made = seat_at(tmp_path, EnrolOfficer(ADMIN, SECOND, "管理员乙", "", (Role.ADMINISTRATOR,)), by=ADMIN)
    for officer in (ADMIN, SECOND, DUTY):
        made.credentials.set(officer, f"word-of-{officer}", NOW)
    return made


@pytest.fixture
def sheet(dressed: Look, qtbot: QtBot, seat: Seat) -> EntrySheet:
    host = QWidget()
    host.resize(1280, 720)
    qtbot.addWidget(host)
    made = EntrySheet(dressed, seat.desk, host)
    host.show()
    made.open(Page.ACCOUNTS)
    made.accounts.choose(DUTY)
    made.accounts.reset.click()
    return made


def _fill(sheet: EntrySheet, **changed: str) -> None:
    values = {
        "new_password": GIVEN,
        "again": GIVEN,
        "password": f"word-of-{ADMIN}",
        "second_password": f"word-of-{SECOND}",
    }
    sheet.reset.form.set_values({**values, **changed})
    sheet.reset.act.click()


def test_two_administrators_give_a_new_password(sheet: EntrySheet, seat: Seat) -> None:
    _fill(sheet)
    assert seat.credentials.refusal(DUTY, GIVEN, NOW) is None
    assert seat.office.entries()[-1].act == PasswordReset(DUTY, SECOND)
    assert seat.office.entries()[-1].by == ADMIN
    assert sheet.page is Page.ACCOUNTS
    assert "重设" in sheet.accounts.said.text()
    kept = sheet.reset.form.values()
    assert [kept[k] for k in ("password", "new_password", "again", "second_password")] == [""] * 4


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"password": "wrong"}, "password"),
        ({"second_password": f"word-of-{ADMIN}"}, "second_password"),
        ({"again": "other"}, "again"),
        ({"new_password": "short", "again": "short"}, "new_password"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    sheet: EntrySheet, seat: Seat, changed: dict[str, str], field: str
) -> None:
    _fill(sheet, **changed)
    assert set(sheet.reset.form.errors()) == {field}
    assert seat.credentials.refusal(DUTY, f"word-of-{DUTY}", NOW) is None


def test_neither_who_forgot_nor_who_asks_is_offered_as_the_second(sheet: EntrySheet) -> None:
    assert sheet.reset.form.values()["confirmed_by"] == SECOND
    assert sheet.reset.form.values()["officer"] == DUTY
    sheet.open_reset(SECOND)
    assert sheet.reset.form.values()["confirmed_by"] == ""
    assert sheet.reset.lead.text() == ENROL_FIRST
    sheet.open_reset(CHIEF)
    assert sheet.reset.lead.text() != ENROL_FIRST
