"""Every act of the duty roster has one line in the logbook; hours read as people say them."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from qh_console.domain import acts as a
from qh_console.domain.duty_roster import CoverFault, CoverStretch
from qh_console.domain.roster_acts import (
    DutyShiftChanged,
    DutyShiftEntered,
    DutyShiftsExchanged,
    DutyShiftWithdrawn,
    RosterAct,
)
from qh_console.domain.roster_shifts import DutyPost
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.roster_wording import hours_words, stretch_words
from qh_console.services.wording import kind_word, worded
from tests.builders import DUTY, NOW, office, plan
from tests.roster_builders import FIRST, TWELVE, shift, to_roster

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
LEDGER = office(*to_roster(2))
A, B = (held.id for held in LEDGER.board.roster.in_order)
LINES: tuple[tuple[RosterAct, str], ...] = (
    (
        DutyShiftEntered(shift()),
        "登记1月9日8:00—20:00值班：带班领导样本甲，主班样本乙，副班样本丙，电话0971-0000001",
    ),
    (
        DutyShiftChanged(A, shift(), 2, "病假"),
        "改登1月9日8:00—20:00值班：带班领导样本甲，主班样本乙，副班样本丙，电话0971-0000001；理由：病假",
    ),
    (
        DutyShiftsExchanged(A, B, DutyPost.MAIN, 1, 1, "出差"),
        "1月9日8:00—20:00一班与1月9日20:00—次日8:00一班互换主班：出差",
    ),
    (DutyShiftWithdrawn("d9-9", "重复"), "撤销值班d9-9：重复"),
)


@pytest.mark.parametrize(("act", "line"), LINES, ids=lambda value: value if isinstance(value, str) else "")
def test_an_act_in_one_line(act: RosterAct, line: str) -> None:
    entry = a.Entry("d1", 9, 9, NOW, DUTY, act, "p", "d")
    assert worded(entry, LEDGER.board, plan(), PLACES) == line
    assert kind_word(entry)


def test_every_act_of_the_roster_is_above() -> None:
    assert {type(act) for act, _ in LINES} == set(get_args(RosterAct))


@pytest.mark.parametrize(("hours", "words"), [(12, "8:00—20:00"), (16, "8:00—24:00"), (24, "8:00—次日8:00")])
def test_hours_say_another_day(hours: int, words: str) -> None:
    assert hours_words(FIRST, FIRST + timedelta(hours=hours)) == words


def test_a_stretch_says_what_it_is() -> None:
    gap = CoverStretch(CoverFault.GAP, FIRST, FIRST + 4 * TWELVE)
    assert stretch_words(gap) == "1月9日8:00—1月11日8:00无人值班"
