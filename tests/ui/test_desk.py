"""The desk: one way to ask for a change, told to whoever asked; papers follow; what fails stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from qh_console.domain.commands import Command, IssueAlert, StartShift
from qh_console.domain.pack import Level
from qh_console.domain.verdicts import Refused
from qh_console.problems import KnownProblem
from qh_console.services.office import Changed
from qh_console.services.verifying import RecordCheck
from tests.builders import ADMIN, CHIEF, DUTY, NOW, to_standing
from tests.ui.seats import Seat, seat_at

WORD = "right-word-1"


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    made = seat_at(tmp_path)
    made.credentials.set(DUTY, WORD, NOW)
    made.credentials.set(ADMIN, WORD, NOW)
    return made


class Ear:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def __call__(self, *told: object) -> None:
        self.heard.append(told[0] if len(told) == 1 else told)


def test_a_change_is_told_to_whoever_asked_and_to_every_screen(seat: Seat) -> None:
    screen, asker = Ear(), Ear()
    seat.desk.changed.connect(screen)
    seat.desk.submit(StartShift(DUTY), done=asker)
    (changed,) = asker.heard
    assert isinstance(changed, Changed)
    assert screen.heard == [changed]
    assert seat.desk.board is changed.board
    assert seat.desk.board.shift is not None


def test_a_refusal_goes_to_the_form_that_asked_or_to_all(seat: Seat) -> None:
    form, anybody, screens = Ear(), Ear(), Ear()
    seat.desk.refused.connect(anybody)
    seat.desk.changed.connect(screens)
    command: Command = IssueAlert(DUTY, "a1")
    seat.desk.submit(command, WORD, refused=form)
    assert isinstance(form.heard[0], Refused)
    assert anybody.heard == []
    seat.desk.submit(command, WORD)
    assert isinstance(anybody.heard[0], Refused)
    assert screens.heard == []


def test_the_right_password_seats_an_officer(seat: Seat) -> None:
    seats, refusals = Ear(), Ear()
    seat.desk.officer = None
    seat.desk.officer_changed.connect(seats)
    seat.desk.sign_in(DUTY, "wrong", refused=refusals)
    assert seat.desk.by == ""
    assert len(refusals.heard) == 1
    seat.desk.sign_in(DUTY, WORD, refused=refusals)
    assert seat.desk.by == DUTY
    assert seats.heard == [seat.desk.officer]
    seat.desk.sign_out()
    assert seat.desk.by == ""
    assert seats.heard[-1] is None


def test_an_administrator_sits_without_a_shift(seat: Seat) -> None:
    seat.desk.sign_in(ADMIN, WORD, refused=lambda refused: pytest.fail(str(refused)))
    assert seat.desk.by == ADMIN
    assert seat.desk.board.shift is None


def test_papers_follow_an_act_by_themselves(qapp: QApplication, tmp_path: Path) -> None:
    *road, issue = to_standing(Level.YELLOW)
    seat = seat_at(tmp_path, *road)
    seat.credentials.set(DUTY, WORD, NOW)
    progress = Ear()
    seat.desk.papers_progressed.connect(progress)
    seat.desk.submit(issue, WORD, refused=lambda refused: pytest.fail(str(refused)))
    kinds = {filed.paper.kind for filed in seat.desk.board.papers.values()}
    assert {"issue-notice", "bulletin", "duty-sheet"} <= kinds
    assert {filed.by for filed in seat.desk.board.papers.values()} == {DUTY}
    assert progress.heard


def test_a_full_disk_stands_as_a_problem_until_it_is_solved(seat: Seat) -> None:
    arose, solved = Ear(), Ear()
    seat.desk.problem_arose.connect(arose)
    seat.desk.problem_solved.connect(solved)
    _limit_pages(seat, "1")
    for _ in range(200):
        seat.desk.submit(StartShift(DUTY))
        if arose.heard:
            break
    key, problem = arose.heard[0]
    assert key == "journal"
    assert isinstance(problem, KnownProblem)
    assert "磁盘已满" in problem.what
    held = seat.desk.board.length
    solved.heard.clear()
    _limit_pages(seat, "1000000")
    seat.desk.submit(StartShift(DUTY))
    assert solved.heard == ["journal"]
    assert seat.desk.board.length == held + 1


def _limit_pages(seat: Seat, pages: str) -> None:
    """SQLite then takes the disk for full; it never goes below what the file has already."""
    with seat.journal._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = " + pages)


def test_the_journal_is_read_and_verified_on_its_runner(seat: Seat) -> None:
    entries, check = Ear(), Ear()
    seat.desk.read_entries(entries)
    seat.desk.verify(check)
    (read,) = entries.heard
    assert isinstance(read, tuple)
    assert len(read) == seat.desk.board.length
    (found,) = check.heard
    assert isinstance(found, RecordCheck)
    assert found.sound


def test_what_a_service_recorded_by_itself_is_caught_up_with(seat: Seat) -> None:
    screens = Ear()
    seat.desk.changed.connect(screens)
    answer = seat.office.submit(StartShift(DUTY))
    before = seat.desk.board.length
    seat.desk.catch_up((answer,))
    assert seat.desk.board.length == before + 1
    (changed,) = screens.heard
    assert isinstance(changed, Changed)
    assert len(changed.entries) == 1


def test_a_fault_of_ours_is_not_swallowed(seat: Seat) -> None:
    with pytest.raises(ZeroDivisionError):
        seat.desk._failed(ZeroDivisionError())
    assert CHIEF in seat.desk.board.officers
