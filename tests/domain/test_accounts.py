"""A lost password is reset by two administrators, neither of them its owner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.domain.commands import ChangeRoles, EnrolOfficer
from qh_console.domain.office_acts import PasswordReset
from qh_console.domain.office_commands import ResetPassword
from qh_console.domain.particulars import Role
from tests.builders import ADMIN, CHIEF, DUTY, Ledger, office

SECOND = "guanli2"
RESET = ResetPassword(ADMIN, DUTY, SECOND)


def ledger() -> Ledger:
    return office(EnrolOfficer(ADMIN, SECOND, "管理员戊", "", (Role.ADMINISTRATOR,)))


def test_two_administrators_reset_a_password_together() -> None:
    found = ledger()
    found.must(RESET)
    assert found.entries[-1].act == PasswordReset(DUTY, SECOND)
    found.must(replace(RESET, by=SECOND, confirmed_by=ADMIN))


@pytest.mark.parametrize(
    ("bend", "field"),
    [
        ({"officer": "nobody"}, "officer"),
        ({"officer": ADMIN}, "officer"),
        ({"officer": SECOND}, "officer"),
        ({"confirmed_by": ADMIN}, "confirmed_by"),
        ({"confirmed_by": "nobody"}, "confirmed_by"),
        ({"confirmed_by": CHIEF}, "confirmed_by"),
    ],
)
def test_anyone_else_cannot(bend: dict[str, str], field: str) -> None:
    assert [r.field for r in ledger().refused(replace(RESET, **bend)).reasons] == [field]


def test_a_closed_account_confirms_nothing() -> None:
    found = ledger()
    found.must(ChangeRoles(ADMIN, SECOND, (Role.ADMINISTRATOR,), False))
    assert found.refused(RESET).reasons[0].field == "confirmed_by"
