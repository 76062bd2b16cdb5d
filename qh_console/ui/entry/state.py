"""What the entry sheet asks for: the first administrator, a sign-in, a new password, or the accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from qh_console.domain.board import Board, Officer
from qh_console.domain.commands import ChangePassword, ChangeRoles, EnrolOfficer
from qh_console.domain.office_commands import ResetPassword
from qh_console.domain.particulars import Role
from qh_console.domain.verdicts import Reason
from qh_console.services.terms import term

DIFFERENT = "两次输入的口令不一样"
FIRST, ACCOUNTS, RESETS = "entry/first", "entry/accounts/", "entry/reset/"
"""Keys of what is being written here; an account's and a reset's end with the account, which a new one has not yet."""


class Page(StrEnum):
    FIRST = "first"
    SIGN_IN = "sign_in"
    PASSWORD = "password"
    ACCOUNTS = "accounts"
    RESET = "reset"


@dataclass(frozen=True)
class AccountRow:
    """One account as the administrator sees it."""

    id: str
    name: str
    title: str
    roles: str
    is_active: bool

    @property
    def state(self) -> str:
        return "在用" if self.is_active else "停用"


def derive_page(board: Board, wanted: Page) -> Page:
    """Nothing can be done before there is an administrator."""
    return wanted if board.officers else Page.FIRST


def sign_in_choices(board: Board, remembered: str) -> tuple[tuple[str, str], ...]:
    """Active accounts as id and words, whoever signed in last on top."""
    active = [o for o in board.officers.values() if o.active]
    active.sort(key=lambda o: (o.id != remembered, Role.DUTY_OFFICER not in o.roles, o.name))
    return tuple((o.id, f"{o.name}　{o.title or roles_words(o.roles)}") for o in active)


def account_rows(board: Board) -> tuple[AccountRow, ...]:
    return tuple(
        AccountRow(o.id, o.name, o.title, roles_words(o.roles), o.active)
        for o in sorted(board.officers.values(), key=lambda o: (not o.active, o.name))
    )


def roles_words(roles: Iterable[Role]) -> str:
    held = set(roles)
    return "、".join(term(role) for role in Role if role in held) or "无岗位"


def first_administrator(values: Mapping[str, str]) -> EnrolOfficer:
    """The one account that enrols itself."""
    account = values["officer"].strip()
    return EnrolOfficer(
        account, account, values["name"].strip(), values.get("title", "").strip(), (Role.ADMINISTRATOR,)
    )


def enrolment(values: Mapping[str, str], by: str) -> EnrolOfficer:
    return EnrolOfficer(
        by, values["officer"].strip(), values["name"].strip(), values["title"].strip(), roles_of(values["roles"])
    )


def role_change(values: Mapping[str, str], officer: Officer, by: str) -> ChangeRoles:
    return ChangeRoles(by, officer.id, roles_of(values["roles"]), values["active"] == "1")


def password_change(by: str) -> ChangePassword:
    """The own one: another's is given anew by two administrators."""
    return ChangePassword(by, by)


def password_reset(values: Mapping[str, str], by: str) -> ResetPassword:
    return ResetPassword(by, values["officer"], values["confirmed_by"])


def administrators_beside(board: Board, by: str, officer: str) -> tuple[Officer, ...]:
    """Who may confirm that `by` gives `officer` a new password: an administrator in use, and a third person."""
    return tuple(
        o for o in board.officers.values() if o.active and Role.ADMINISTRATOR in o.roles and o.id not in (by, officer)
    )


def roles_of(text: str) -> tuple[Role, ...]:
    """Chosen roles, one a line, in the order the office lists them."""
    chosen = set(text.split("\n"))
    return tuple(role for role in Role if role.value in chosen)


def repeated_wrongly(values: Mapping[str, str]) -> Mapping[str, str]:
    """The error beside the second field where the two new passwords differ."""
    return {} if values["new_password"] == values["again"] else {"again": DIFFERENT}


def errors_by_field(reasons: Iterable[Reason], fields: Iterable[str], otherwise: str) -> Mapping[str, str]:
    """Every reason beside its field; one without a field of this form beside `otherwise`."""
    known, found = set(fields), dict[str, str]()
    for reason in reasons:
        field = reason.field if reason.field in known else otherwise
        found[field] = f"{found[field]}；{reason}" if field in found else str(reason)
    return found
