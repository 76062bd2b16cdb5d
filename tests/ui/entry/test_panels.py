"""The administrator's page: enrol, change roles, stop, give a new password, each answered beside its field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qh_console.domain.particulars import Role
from qh_console.ui.entry.panels import AccountsPanel, SignInPanel
from qh_console.ui.theme import Look
from tests.builders import ADMIN, CHIEF, DUTY, NOW
from tests.ui.seats import Seat, seat_at

WORD = "admin-word"


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    made = seat_at(tmp_path, by=ADMIN)
    made.credentials.set(ADMIN, WORD, NOW)
    return made


@pytest.fixture
def panel(dressed: Look, seat: Seat, qtbot: QtBot) -> AccountsPanel:
    made = AccountsPanel(dressed, seat.desk)
    qtbot.addWidget(made)
    made.show()
    return made


def _fill(panel: AccountsPanel, **values: str) -> None:
    panel.form.set_values({"password": WORD, **values})


def test_an_officer_is_enrolled_with_roles_and_a_password(panel: AccountsPanel, seat: Seat) -> None:
    _fill(panel, officer="li", name="李四", title="科员", roles="duty_officer\nreviewer", new_password="long-enough")
    panel.act.click()
    assert seat.desk.board.officers["li"].roles == {Role.DUTY_OFFICER, Role.REVIEWER}
    assert seat.credentials.refusal("li", "long-enough", NOW) is None
    assert "李四" in panel.said.text()
    assert panel.form.values()["officer"] == ""
    assert "li" in {row.id for row in panel.table.rows_model.rows}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"officer": DUTY, "name": "甲", "roles": "approver", "new_password": "long-enough"}, "officer"),
        ({"officer": "li", "name": "甲", "roles": "", "new_password": "long-enough"}, "roles"),
        ({"officer": "li", "name": "甲", "roles": "approver", "new_password": "short"}, "new_password"),
        (
            {"officer": "li", "name": "甲", "roles": "approver", "new_password": "long-enough", "password": "no"},
            "password",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    panel: AccountsPanel, seat: Seat, values: dict[str, str], field: str
) -> None:
    _fill(panel, **values)
    panel.act.click()
    assert set(panel.form.errors()) == {field}
    assert "li" not in seat.desk.board.officers
    assert panel.said.text() == ""


def test_roles_change_and_an_account_stops(panel: AccountsPanel, seat: Seat) -> None:
    panel.table.row_selected.emit(CHIEF)
    assert not panel.form.editor("officer").isEnabled()
    _fill(panel, roles="reviewer", active="")
    panel.act.click()
    assert seat.desk.board.officers[CHIEF].roles == {Role.REVIEWER}
    assert not seat.desk.board.officers[CHIEF].active
    assert panel.form.values()["password"] == "", "asked for again each time"


def test_without_the_own_password_no_account_changes(panel: AccountsPanel, seat: Seat) -> None:
    panel.table.row_selected.emit(CHIEF)
    _fill(panel, roles="reviewer", password="")
    panel.act.click()
    assert seat.desk.board.officers[CHIEF].roles == {Role.APPROVER}
    assert set(panel.form.errors()) == {"password"}


def test_a_forgotten_password_is_asked_for_on_its_own_page(panel: AccountsPanel) -> None:
    assert not panel.reset.isVisible()
    panel.choose(DUTY)
    asked: list[str] = []
    panel.reset_wanted.connect(asked.append)
    panel.reset.click()
    assert asked == [DUTY]
    assert not panel.form.editor("new_password").isEnabled(), "one administrator alone sets nobody's password"


def test_another_new_account_begins_empty(panel: AccountsPanel) -> None:
    panel.choose(DUTY)
    panel.new.click()
    editor = panel.form.editor("officer")
    assert isinstance(editor, QLineEdit)
    assert editor.isEnabled()
    assert editor.text() == ""
    assert panel.act.text() == "登记"


def test_a_drill_says_its_password(dressed: Look, seat: Seat, qtbot: QtBot) -> None:
    made = SignInPanel(dressed, seat.desk)
    qtbot.addWidget(made)
    made.show()
    assert not made.lead.isVisible()
    made.set_hint("演练口令")
    assert made.lead.isVisible()
