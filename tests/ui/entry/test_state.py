"""Who may come in and how: pages, choices, and what a form becomes."""

from __future__ import annotations

import pytest

from qh_console.domain.board import Board
from qh_console.domain.commands import ChangePassword, ChangeRoles, EnrolOfficer
from qh_console.domain.office_commands import ResetPassword
from qh_console.domain.particulars import Role
from qh_console.domain.verdicts import Reason
from qh_console.ui.entry.state import (
    DIFFERENT,
    Page,
    account_rows,
    derive_page,
    enrolment,
    errors_by_field,
    first_administrator,
    password_change,
    password_reset,
    repeated_wrongly,
    role_change,
    roles_words,
    sign_in_choices,
)
from tests.builders import ADMIN, CHIEF, DUTY, office

BOARD = office().board


@pytest.mark.parametrize("wanted", list(Page))
def test_before_there_is_an_administrator_only_that_can_be_done(wanted: Page) -> None:
    assert derive_page(Board(), wanted) is Page.FIRST
    assert derive_page(BOARD, wanted) is wanted


def test_whoever_signed_in_last_stands_on_top_then_duty_officers() -> None:
    assert sign_in_choices(BOARD, CHIEF)[0][0] == CHIEF
    assert sign_in_choices(BOARD, "")[0][0] == DUTY
    assert len(sign_in_choices(BOARD, "")) == len(BOARD.officers)


def test_a_stopped_account_cannot_be_chosen_and_stands_last() -> None:
    board = office(ChangeRoles(ADMIN, CHIEF, (Role.APPROVER,), False)).board
    assert CHIEF not in dict(sign_in_choices(board, CHIEF))
    last = account_rows(board)[-1]
    assert (last.id, last.state) == (CHIEF, "停用")


def test_the_first_account_enrols_itself_as_administrator() -> None:
    values = {"officer": " zhang ", "name": "张三 ", "title": "", "new_password": "x", "again": "x"}
    assert first_administrator(values) == EnrolOfficer("zhang", "zhang", "张三", "", (Role.ADMINISTRATOR,))


def test_forms_become_commands() -> None:
    values = {"officer": "li", "name": "李四", "title": "科员", "roles": "approver\nduty_officer", "active": ""}
    assert enrolment(values, ADMIN) == EnrolOfficer(ADMIN, "li", "李四", "科员", (Role.DUTY_OFFICER, Role.APPROVER))
    changed = role_change(values, BOARD.officers[CHIEF], ADMIN)
    assert changed == ChangeRoles(ADMIN, CHIEF, (Role.DUTY_OFFICER, Role.APPROVER), False)
    assert password_change(DUTY) == ChangePassword(DUTY, DUTY)
    forgotten = {"officer": DUTY, "confirmed_by": CHIEF}
    assert password_reset(forgotten, ADMIN) == ResetPassword(ADMIN, DUTY, CHIEF)


def test_roles_are_worded_in_the_office_s_order() -> None:
    assert roles_words([Role.ADMINISTRATOR, Role.DUTY_OFFICER]) == "值班员、管理员"
    assert roles_words([]) == "无岗位"


@pytest.mark.parametrize(("again", "errors"), [("abc", {}), ("abd", {"again": DIFFERENT}), ("", {"again": DIFFERENT})])
def test_a_new_password_is_typed_twice(again: str, errors: dict[str, str]) -> None:
    assert repeated_wrongly({"new_password": "abc", "again": again}) == errors


def test_reasons_stand_beside_their_fields_and_the_rest_beside_the_last() -> None:
    reasons = (
        Reason("甲", field="officer"),
        Reason("乙", field="officer"),
        Reason("丙"),
        Reason("丁", field="elsewhere"),
    )
    assert errors_by_field(reasons, ("officer", "password"), "password") == {"officer": "甲；乙", "password": "丙；丁"}
