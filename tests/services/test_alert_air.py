"""The 36 h clock of an alert is that of its place that is clear last."""

from __future__ import annotations

from datetime import datetime

from qh_console.domain.board import Board
from qh_console.domain.clock import HOUR
from qh_console.domain.clocks import ClockKind, derive_clocks
from qh_console.domain.commands import ApproveProposal, HoldConsultation, IssueAlert, ProposeChange
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Scope
from qh_console.services.alert_air import air_facts
from qh_console.store.database import Database
from tests.builders import CHIEF, DUTY, HAIDONG, NOW, XINING, consultation, office, publication
from tests.services.air_builders import CLEAN, HEAVY, by_hour, measured
from tests.services.offices import PACK
from tests.services.test_watch import Sky


def standing() -> Board:
    held = consultation(Level.YELLOW, Scope.PROVINCE, (XINING, HAIDONG))
    return office(
        HoldConsultation(DUTY, "a1", held),
        ProposeChange(DUTY, "a1", Change.ISSUE, Level.YELLOW, publication()),
        ApproveProposal(CHIEF, "a1", Approval.SIGNATURE),
        IssueAlert(DUTY, "a1"),
    ).board


def sky(record: Database, heavy_hours: int, places: tuple[str, ...] = (XINING, HAIDONG)) -> Sky:
    told = Sky(record)
    for place in places:
        heavy = heavy_hours if place == HAIDONG else 0
        told.told(measured(NOW, (CLEAN, 48), place=place))
        ahead = ((HEAVY, heavy), (CLEAN, 72 - heavy)) if heavy else ((CLEAN, 72),)
        told.told(by_hour(NOW - HOUR, NOW + HOUR, *ahead, place=place, source=f"模式{place}"))
    return told


def test_the_place_that_is_clear_last_decides(record: Database) -> None:
    board = standing()
    clear = air_facts(board, sky(record, 0).watch.look(board, NOW))
    assert clear["a1"].holds


def test_one_place_that_stays_heavy_holds_the_alert(record: Database) -> None:
    board = standing()
    clear = air_facts(board, sky(record, 40).watch.look(board, NOW))["a1"]
    assert not clear.holds
    assert clear.hours_short > 0
    assert not [c for c in derive_clocks(board, PACK, {"a1": clear}, NOW) if c.kind is ClockKind.CLEAR and c.is_due]


def test_nothing_stands_nothing_runs(record: Database) -> None:
    at: datetime = NOW
    assert air_facts(Board(), sky(record, 0).watch.look(Board(), at)) == {}
