"""The office's book after a merge: what two desks did to the same thing is named, and the first stands."""

from __future__ import annotations

import pytest

from qh_console.domain.acts import Entry
from qh_console.domain.board import Shift, fold
from qh_console.domain.duty_book import DutyBook, take
from qh_console.domain.office_acts import (
    CityAlertFiled,
    ClockAcknowledged,
    FilingChecked,
    FloorAnswered,
    HandedOver,
    HandoverAccepted,
    NumberVoided,
    OfficeAct,
    PasswordReset,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, CityFiling, Means
from tests.builders import ADMIN, CHIEF, DUTY, HAIDONG, NOW, REVIEW, publication

FILING = CityFiling(HAIDONG, "1号", Change.ISSUE, Level.YELLOW, NOW, publication(), Means.FAX, "王", NOW)
FILED = CityAlertFiled(FILING)
ACCEPTED = FilingChecked(HAIDONG, "1号", True, "")
RETURNED = FilingChecked(HAIDONG, "1号", False, "缺范围")
PAGE = HandedOver(REVIEW, (), "")


def entries(*acts: OfficeAct) -> list[Entry]:
    return [Entry("d1", k, k, NOW, DUTY, act, "", f"d{k}") for k, act in enumerate(acts, start=1)]


@pytest.mark.parametrize(
    ("acts", "why"),
    [
        ((FILED, FILED), "已经登记过"),
        ((FILED, ACCEPTED, FILED), "已经登记过"),
        ((ACCEPTED,), "没有这份备案"),
        ((FILED, ACCEPTED, RETURNED), "已经核对过"),
        ((NumberVoided("1号", "毁损"), NumberVoided("1号", "也毁损")), "已经作废"),
        ((HandoverAccepted("d1-1", (), ()),), "已经作废或已经接收"),
        ((PAGE, HandoverAccepted("d1-1", (), ()), HandoverAccepted("d1-1", (), ())), "已经接收"),
        ((PAGE, PAGE, HandoverAccepted("d1-1", (), ())), "已经作废"),
    ],
)
def test_what_cannot_follow_is_named_and_changes_nothing(acts: tuple[OfficeAct, ...], why: str) -> None:
    told = entries(*acts)
    board = fold(told)
    (odd,) = board.irregular
    assert why in odd.why
    assert odd.entry == told[-1]
    assert board.book == fold(told[:-1]).book


def test_a_filing_sent_back_is_filed_anew_in_its_place() -> None:
    board = fold(entries(FILED, RETURNED, FILED))
    assert board.irregular == ()
    assert board.book.filings[HAIDONG, "1号"].checked is None


def test_the_latest_answer_and_the_latest_hearing_count() -> None:
    told = entries(
        FloorAnswered("a1", HAIDONG, Level.YELLOW, Means.FAX, "", ""),
        FloorAnswered("a1", HAIDONG, Level.RED, Means.FAX, "", ""),
        ClockAcknowledged("a1", "age/a1", "1", "看过"),
        ClockAcknowledged("a1", "age/a1", "2", "又看过"),
    )
    book = fold(told).book
    assert book.answers["a1", HAIDONG].act.level is Level.RED
    assert book.acknowledgements["age/a1"].act.cause == "2"


def test_a_reset_password_leaves_nothing_on_the_board() -> None:
    (entry,) = entries(PasswordReset(CHIEF, ADMIN))
    assert take(DutyBook(), entry, PasswordReset(CHIEF, ADMIN)) == DutyBook()


def test_taking_over_begins_the_shift() -> None:
    told = entries(PAGE, HandoverAccepted("d1-1", (), ()))
    assert fold(told[:1]).shift is None
    assert fold(told).shift == Shift(DUTY, NOW)
    assert fold(told).book.handovers[0].id == "d1-1"
