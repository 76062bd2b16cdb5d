"""A week and a month of shifts: whole weeks, gaps only where somebody should be, what is ahead in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from qh_console.domain.clock import from_beijing
from qh_console.services.rosters import RosterImport
from qh_console.ui.registers.roster_state import (
    MONTH,
    RosterFilter,
    derive_roster,
    import_words,
    new_values,
    others,
    shift_of,
)
from tests.builders import office
from tests.roster_builders import FIRST, TWELVE, shift, to_roster

WEEK_OF = RosterFilter(date(2026, 1, 9))
NOON = from_beijing(2026, 1, 9, 12)


def test_a_week_is_seven_days_from_monday() -> None:
    state = derive_roster(office(*to_roster(3)).board, WEEK_OF, NOON)
    assert state.title == "2026年1月5日—11日"
    assert [day.on.day for day in state.days] == [5, 6, 7, 8, 9, 10, 11]
    friday = state.days[4].blocks
    assert [(b.name, b.begin, b.end, b.is_now) for b in friday] == [
        ("样本1", 8 / 24, 20 / 24, True),
        ("样本2", 20 / 24, 1.0, False),
    ]
    assert state.days[4].now == 0.5
    saturday = state.days[5].blocks
    assert [(b.name, b.goes_on, b.is_gap) for b in saturday] == [
        ("样本2", True, False),
        ("样本3", False, False),
        ("无人值班", False, True),
    ]
    assert not any(b.is_gap for day in state.days[:5] for b in day.blocks), "before the first shift nobody is missed"


def test_a_month_fills_its_weeks_up() -> None:
    state = derive_roster(office(*to_roster(3)).board, replace(WEEK_OF, view=MONTH), NOON)
    assert state.title == "2026年1月"
    assert len(state.days) == 35
    assert [day.on for day in state.days if not day.is_asked] == [
        date(2025, 12, 29), date(2025, 12, 30), date(2025, 12, 31), date(2026, 2, 1),
    ]  # fmt: skip


def test_turning_goes_over_the_years_end() -> None:
    assert WEEK_OF.moved(-1).on == date(2026, 1, 2)
    month = replace(WEEK_OF, view=MONTH)
    assert (month.moved(-1).on, month.moved(12).on) == (date(2025, 12, 1), date(2027, 1, 1))
    across = derive_roster(office().board, RosterFilter(date(2026, 1, 1)), NOON)
    assert across.title == "2025年12月29日—1月4日"


def test_gaps_ahead_are_told_and_a_full_roster_says_so() -> None:
    short = derive_roster(office(*to_roster(3)).board, WEEK_OF, NOON)
    assert (short.faults_text, short.tone) == ("今后14天：1月10日20:00—1月23日12:00无人值班", "fault")
    full = derive_roster(office(*to_roster(40)).board, WEEK_OF, NOON)
    assert (full.faults_text, full.tone) == ("今后14天每时每刻都有一班在值", "ok")
    none = derive_roster(office().board, WEEK_OF, NOON)
    assert (none.is_first, none.faults_text, none.now_text) == (True, "", "")


def test_a_gap_too_far_ahead_to_matter_is_quiet() -> None:
    late = derive_roster(office(*to_roster(3)).board, RosterFilter(date(2026, 2, 9)), NOON)
    assert {b.is_quiet for day in late.days for b in day.blocks} == {True}


def test_a_new_shift_takes_after_the_one_before_and_ends_at_the_next() -> None:
    book = office(*to_roster(1)).board.roster
    values = new_values(book, FIRST + TWELVE, FIRST + TWELVE + timedelta(hours=4))
    assert (values["starts_at"], values["ends_at"]) == ("2026-01-09 20:00", "2026-01-10 00:00")
    assert (values["leader"], values["main"], values["phone"]) == ("样本甲", "", "0971-0000001")
    assert new_values(book, FIRST + TWELVE, None)["ends_at"] == "2026-01-10 08:00"


def test_what_the_form_holds_is_the_shift_again() -> None:
    board = office(*to_roster(1)).board
    (line,) = derive_roster(board, WEEK_OF, NOON).shifts
    assert shift_of(line.values) == shift(main="样本1")
    assert shift_of(dict(line.values) | {"ends_at": "明早"}) is None
    assert line.title == "1月9日8:00—20:00　星期五"
    assert "副班　样本丙" in line.lines


def test_only_what_is_not_over_can_be_exchanged_with() -> None:
    book = office(*to_roster(3)).board.roster
    first, second, third = book.in_order
    assert others(book, second.id, FIRST + TWELVE) == ((third.id, "1月10日8:00—20:00 样本3"),)
    assert len(others(book, second.id, FIRST)) == 2
    assert first.id != second.id


def test_what_became_of_a_file() -> None:
    assert import_words(RosterImport("表.csv", 2, 1, 0)) == "表.csv：新登记2班，改登1班，相同0班"
    assert import_words(RosterImport("表.csv", refused=2, ignored_columns=("班长",))) == (
        "表.csv：有错未收2行；没有用到的列：班长"
    )
    assert import_words(RosterImport("表.csv")) == "表.csv：没有可以登记的行"
