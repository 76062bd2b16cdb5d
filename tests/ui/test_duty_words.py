"""Who should be on watch now and who is next, in one sentence each."""

from __future__ import annotations

from datetime import timedelta

from qh_console.domain.duty_roster import DutyRosterBook
from qh_console.ui.duty_words import next_words, watch_words
from tests.builders import office
from tests.roster_builders import FIRST, TWELVE, to_roster


def test_now_and_next() -> None:
    book = office(*to_roster(2)).board.roster
    assert watch_words(book, FIRST) == ("现在应由样本1值班：带班领导样本甲，主班样本1，副班样本丙，电话0971-0000001")
    assert next_words(book, FIRST + timedelta(hours=10)) == "下一班样本2，20:00接班（2时00分后）"


def test_a_roster_that_ended_says_so_and_an_empty_one_nothing() -> None:
    book = office(*to_roster(2)).board.roster
    late = FIRST + 3 * TWELVE
    assert (watch_words(book, late), next_words(book, late)) == ("现在没有排班", "后面没有排班")
    assert (watch_words(DutyRosterBook(), late), next_words(DutyRosterBook(), late)) == ("", "")
