"""Corrections, withdrawals and carried-on episodes come filled in from what was issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.adjusting import CarryOn
from qh_console.domain.alerts import Stage
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    Command,
    CorrectNotice,
    HoldConsultation,
    ProposeChange,
    WithdrawAlert,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change
from qh_console.domain.prefills import Prefilled, carried_on, correction_of, withdrawal_of
from tests.builders import CHIEF, DUTY, NOW, consultation, office, propose, publication, to_lifted, to_standing

SIGN = ApproveProposal(CHIEF, "a1", Approval.SIGNATURE)
H = timedelta(hours=1)


def proposing(filled: Prefilled, reason: str = "") -> Command:
    """What a form that is only signed asks for."""
    return ProposeChange(
        DUTY, "a1", filled.change, filled.level, filled.publication, filled.reason + reason, ecology_agrees=True
    )


def test_a_correction_opens_with_the_words_of_the_notice_and_is_lawful_as_it_stands() -> None:
    ledger = office(*to_standing())
    alert = ledger.board.alerts["a1"]
    filled = correction_of(alert, alert.latest_number)
    assert filled is not None
    assert (filled.change, filled.level, filled.publication) == (Change.CORRECT, Level.ORANGE, publication())
    assert filled.changes_number == alert.latest_number
    assert alert.latest_number in filled.reason
    board = ledger.must(proposing(filled, "范围有误"), SIGN, CorrectNotice(DUTY, "a1"))
    assert board.alerts["a1"].notices[-1].changes_number == alert.latest_number
    assert board.alerts["a1"].is_standing


def test_a_withdrawal_likewise_ends_the_alert() -> None:
    ledger = office(*to_standing())
    alert = ledger.board.alerts["a1"]
    filled = withdrawal_of(alert, alert.latest_number)
    assert filled is not None
    assert filled.change is Change.WITHDRAW
    assert not ledger.must(proposing(filled, "误发"), SIGN, WithdrawAlert(DUTY, "a1")).standing


def test_the_notice_of_a_lift_is_corrected_too_and_the_alert_stays_lifted() -> None:
    ledger = office(*to_lifted())
    alert = ledger.board.alerts["a1"]
    filled = correction_of(alert, alert.latest_number)
    assert filled is not None
    assert (withdrawal_of(alert, alert.latest_number), carried_on(alert, carry(Level.RED), None)) == (None, None)
    corrected = ledger.must(proposing(filled, "时间有误"), SIGN, CorrectNotice(DUTY, "a1")).alerts["a1"]
    assert (corrected.stage, corrected.level, corrected.ended_at) == (Stage.LIFTED, None, alert.ended_at)
    assert (corrected.notices[-1].changes_number, corrected.notices[-1].level) == (alert.latest_number, Level.ORANGE)


def test_there_is_nothing_to_correct_before_issue_while_a_change_is_on_its_way_or_of_another_alert() -> None:
    for commands in (to_standing()[:1], (*to_standing(), propose(Change.LIFT, Level.ORANGE))):
        alert = office(*commands).board.alerts["a1"]
        number = alert.latest_number
        assert (correction_of(alert, number), withdrawal_of(alert, number)) == (None, None)
    assert carried_on(office(*to_standing()[:1]).board.alerts["a1"], carry(Level.RED), None) is None
    assert correction_of(office(*to_standing()).board.alerts["a1"], "别的号") is None


def carry(level: Level) -> CarryOn:
    return CarryOn(20, NOW + 60 * H, level, ("3.3.2",), "两段重污染相隔20小时，按一次过程计")


@pytest.mark.parametrize(
    ("level", "change", "after"),
    [(Level.RED, Change.RAISE, Level.RED), (Level.ORANGE, Change.CORRECT, Level.ORANGE)],
)
def test_a_second_episode_is_one_process_from_its_start_at_the_higher_level(
    level: Level, change: Change, after: Level
) -> None:
    """Plan 3.3.2: consult on the standing alert, then raise it from its start, or publish the longer end."""
    ledger = office(*to_standing())
    ledger.now += 50 * H
    ends_at = NOW + 140 * H
    filled = carried_on(ledger.board.alerts["a1"], carry(level), ends_at)
    assert filled is not None
    assert (filled.change, filled.level) == (change, after)
    assert (filled.publication.starts_at, filled.publication.ends_at) == (NOW, ends_at)
    assert "一次过程" in filled.reason
    renewed = replace(consultation(after), starts_at=NOW, ends_at=ends_at)
    release = AdjustAlert(DUTY, "a1") if change is Change.RAISE else CorrectNotice(DUTY, "a1")
    alert = ledger.must(HoldConsultation(DUTY, "a1", renewed), proposing(filled), SIGN, release).alerts["a1"]
    assert len(ledger.board.alerts) == 1
    assert alert.level is after
    assert alert.notices[-1].publication == filled.publication


def test_the_published_end_is_never_shortened_by_carrying_on() -> None:
    ledger = office(*to_standing())
    for ends_at, expected in ((NOW + 10 * H, NOW + 72 * H), (None, NOW + 72 * H)):
        filled = carried_on(ledger.board.alerts["a1"], carry(Level.RED), ends_at)
        assert filled is not None
        assert filled.publication.ends_at == expected
