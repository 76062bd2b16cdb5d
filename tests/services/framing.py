"""Boards to freeze papers from: every notice an alert can have, one after the other, over a ledger in memory."""

from __future__ import annotations

from datetime import timedelta

from qh_console.domain.alerts import Alert
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    AssessAlert,
    Command,
    CorrectNotice,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    WithdrawAlert,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Assessment, Change, Scope
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.frozen_parts import Frame
from tests.builders import CHIEF, DUTY, HAIDONG, XINING, Ledger, consultation, propose

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
EDITIONS = load_editions(resources_folder() / "aqi")
SIGN = ApproveProposal(CHIEF, "a1", Approval.SIGNATURE)
RAISE = (propose(Change.RAISE, Level.RED), SIGN, AdjustAlert(DUTY, "a1"))
LOWER = (propose(Change.LOWER, Level.YELLOW), SIGN, AdjustAlert(DUTY, "a1"))
LIFT = (propose(Change.LIFT, Level.NONE), SIGN, LiftAlert(DUTY, "a1"))
CORRECT = (propose(Change.CORRECT, Level.NONE), SIGN, CorrectNotice(DUTY, "a1"))
WITHDRAW = (propose(Change.WITHDRAW, Level.NONE), SIGN, WithdrawAlert(DUTY, "a1"))
ASSESS = AssessAlert(DUTY, "a1", Assessment("静稳", "冬季采暖", "", "", "无", "响应偏慢", "早会商", "加密会商"))


def framed(ledger: Ledger, drill: bool = False) -> Frame:
    return Frame(ledger.board, ledger.pack, PLACES, drill)


def alert_of(ledger: Ledger) -> Alert:
    return ledger.board.alerts["a1"]


def for_the_province(level: Level = Level.ORANGE) -> tuple[Command, ...]:
    """The road to an alert of the leading group over two prefectures."""
    held = consultation(level, Scope.PROVINCE, (HAIDONG, XINING))
    return (HoldConsultation(DUTY, "a1", held), propose(Change.ISSUE, level), SIGN, IssueAlert(DUTY, "a1"))


def later(ledger: Ledger, hours: float, *commands: Command) -> Ledger:
    """`commands` done so much later."""
    ledger.now += timedelta(hours=hours)
    ledger.must(*commands)
    return ledger
