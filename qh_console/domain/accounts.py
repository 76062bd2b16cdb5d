"""Accounts: who may be enrolled, in which roles, and who may give whom a new password."""

from __future__ import annotations

from typing import assert_never

from qh_console.domain.acts import OfficerEnrolled, OfficerRolesChanged, PasswordChanged
from qh_console.domain.board import Board
from qh_console.domain.commands import ChangePassword, ChangeRoles, EnrolOfficer
from qh_console.domain.office_acts import PasswordReset
from qh_console.domain.office_commands import ResetPassword
from qh_console.domain.particulars import Role
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict

RULE = "账号规则"
"""What a refusal cites where the plan is silent: the office's own rule."""


def decide_account(board: Board, command: EnrolOfficer | ChangeRoles | ChangePassword) -> Verdict:
    match command:
        case EnrolOfficer():
            reasons = []
            if not command.officer.strip() or not command.name.strip():
                reasons.append(Reason("账号和姓名都要填写", RULE, "officer"))
            if command.officer in board.officers:
                reasons.append(Reason("账号已经存在", RULE, "officer"))
            if not command.roles:
                reasons.append(Reason("至少要有一个岗位", RULE, "roles"))
            if not board.officers and Role.ADMINISTRATOR not in command.roles:
                reasons.append(Reason("第一个账号必须是管理员", RULE, "roles"))
            if not board.officers and command.by != command.officer:
                reasons.append(Reason("第一个账号须由本人登记", RULE, "officer"))
            enrolled = OfficerEnrolled(command.officer, command.name, command.title, command.roles)
            return Refused(tuple(reasons)) if reasons else Accepted((enrolled,))
        case ChangeRoles():
            return _decide_roles(board, command)
        case ChangePassword():
            return _decide_password(board, command)
        case _:
            assert_never(command)


def _decide_password(board: Board, command: ChangePassword) -> Verdict:
    if command.officer not in board.officers:
        return Refused((Reason("账号不存在", RULE, "officer"),))
    if command.by != command.officer:
        return Refused((Reason("只能修改自己的口令，忘记的由两名管理员重设", RULE, "officer"),))
    return Accepted((PasswordChanged(command.officer),))


def decide_reset(board: Board, command: ResetPassword) -> Verdict:
    """Two administrators, neither of them the officer whose word is lost."""
    second = board.officers.get(command.confirmed_by)
    if command.officer not in board.officers:
        return Refused((Reason("账号不存在", RULE, "officer"),))
    if command.officer in (command.by, command.confirmed_by):
        return Refused((Reason("不能重置自己的口令，须由另外两名管理员办理", RULE, "officer"),))
    if command.confirmed_by == command.by or second is None or not second.active:
        return Refused((Reason("须由另一名管理员确认", RULE, "confirmed_by"),))
    if Role.ADMINISTRATOR not in second.roles:
        return Refused((Reason("确认人须是管理员", RULE, "confirmed_by"),))
    return Accepted((PasswordReset(command.officer, command.confirmed_by),))


def _decide_roles(board: Board, command: ChangeRoles) -> Verdict:
    if command.officer not in board.officers:
        return Refused((Reason("账号不存在", RULE, "officer"),))
    others = [o for o in board.officers.values() if o.id != command.officer]
    keeps_admin = command.active and Role.ADMINISTRATOR in command.roles
    if not keeps_admin and not any(o.active and Role.ADMINISTRATOR in o.roles for o in others):
        return Refused((Reason("至少要留一个管理员", RULE, "roles"),))
    return Accepted((OfficerRolesChanged(command.officer, command.roles, command.active),))
