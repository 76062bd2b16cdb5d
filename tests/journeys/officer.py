"""An officer at work until the machine fails: alert after alert through the office's one door."""

from __future__ import annotations

from pathlib import Path

from qh_console.domain.alerts import Stage
from qh_console.domain.board import Board
from qh_console.domain.commands import (
    ApproveProposal,
    Command,
    EnrolOfficer,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    MarkDuty,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Mark, MarkState, Means, Role
from qh_console.store.database import open_database
from tests.builders import ADMIN, CHIEF, DUTY, ENROLMENTS, NOW, consultation, propose
from tests.services.offices import must, open_office
from tests.source_tree import ROOT
from tests.store.appender import Acknowledge, serve

MIGRATIONS = ROOT / "db" / "migrations"
DONE = Mark(MarkState.DONE, Means.FAX, "", "已落实")


def next_command(board: Board) -> Command:
    """The lawful step that comes next on this board, wherever the last officer was stopped."""
    if len(board.officers) < len(ENROLMENTS):
        return ENROLMENTS[len(board.officers)]
    newest = list(board.alerts)[-1] if board.alerts else ""
    stage = board.alerts[newest].stage if newest else Stage.LIFTED
    match stage:
        case Stage.CONSULTED:
            return propose(Change.ISSUE, Level.ORANGE, newest)
        case Stage.PROPOSED | Stage.LIFT_PROPOSED:
            return ApproveProposal(CHIEF, newest, Approval.SIGNATURE)
        case Stage.APPROVED:
            return IssueAlert(DUTY, newest)
        case Stage.STANDING:
            laid = board.alerts[newest].tasks[0].task.id
            if board.alerts[newest].mark_of(laid) is None:
                return MarkDuty(DUTY, newest, laid, DONE)
            return propose(Change.LIFT, Level.ORANGE, newest)
        case Stage.LIFT_APPROVED:
            return LiftAlert(DUTY, newest)
        case _:
            number = len(board.alerts) + 1
            if len(board.officers) < len(ENROLMENTS) + number:
                return EnrolOfficer(ADMIN, f"o{number}", f"值班员{number}", "", (Role.DUTY_OFFICER,))
            return HoldConsultation(DUTY, f"a{number}", consultation())


def submit_for_ever(folder: Path, acknowledge: Acknowledge) -> None:
    """One command after another; acknowledges the number and digest of each act once the office has answered."""
    office = open_office(open_database(folder, MIGRATIONS), lambda: NOW)
    while True:
        for entry in must(office, next_command(office.board)).entries:
            acknowledge(f"{entry.seq} {entry.digest}")


if __name__ == "__main__":
    serve(submit_for_ever)
