"""Two desks without a line between them issue for the same place; a bundle each way shows both the same dispute."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qh_console.app import House, build
from qh_console.config import Config
from qh_console.domain.acts import DisputeSettled
from qh_console.domain.alerts import Outcome
from qh_console.domain.board import fold
from qh_console.domain.commands import (
    ApproveProposal,
    Command,
    EnrolOfficer,
    HoldConsultation,
    IssueAlert,
    MarkDuty,
    SettleDispute,
    WithdrawAlert,
)
from qh_console.domain.numbering import derive_number_clashes, derive_number_gaps
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Mark, MarkState, Means
from qh_console.paths import db_folder
from qh_console.services.backup import backup, restore
from qh_console.services.drill import HandClock
from qh_console.services.exchange import Merged, merge, write_bundle
from qh_console.services.office import Changed
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.store.journal import Fork
from tests.builders import CHIEF, DUTY, ENROLMENTS, HAIDONG, NOW, REVIEW, consultation, propose
from tests.services.offices import password_of

MIGRATIONS = db_folder() / "migrations"
SERIALS = {"first": {"first_serial": 1, "last_serial": 500}, "second": {"first_serial": 501, "last_serial": 999}}


def desk(folder: Path, serials: str = "") -> House:
    own = SERIALS.get(serials, {})
    return build(Config(folder, is_drill=True, office=own), HandClock(NOW), lambda: "d1")


def must(house: House, *commands: Command) -> None:
    for command in commands:
        new = password_of(command.officer) if isinstance(command, EnrolOfficer) else ""
        answer = house.office.submit(command, password_of(command.by), new)
        assert isinstance(answer, Changed), (command, answer)


def issue(house: House, alert: str, level: Level) -> str:
    """An alert for 西宁 from this desk, its notice filed; the notice's number."""
    must(
        house,
        HoldConsultation(DUTY, alert, consultation(level)),
        propose(Change.ISSUE, level, alert),
        ApproveProposal(CHIEF, alert, Approval.SIGNATURE),
        IssueAlert(DUTY, alert),
    )
    number = house.office.board.alerts[alert].latest_number
    request = PaperRequest(PaperKind.ISSUE_NOTICE, alert, number)
    assert house.paperwork.file([request], house.office.board, DUTY, lambda done, of: None)
    return number


def carry(out: House, into: House, stick: Path) -> Merged:
    """A bundle on a stick from one desk to the other."""
    file = stick / f"{out.journal.desk}-{len(list(stick.iterdir()))}.qhx"
    made = write_bundle(out.journal, file, NOW, out.archive)
    assert made.missing == ()
    return merge(into.office, into.journal, made.file, into.archive)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def two_desks(tmp_path: Path, ranged: bool) -> Iterator[tuple[House, House]]:
    """The second desk starts from the first one's backup: the same officers and passwords, a desk id of its own."""
    first = desk(tmp_path / "first", "first" if ranged else "")
    must(first, *ENROLMENTS)
    backup(tmp_path / "first", tmp_path / "copy.qhb", NOW)
    restore(tmp_path / "copy.qhb", tmp_path / "second", MIGRATIONS, lambda: "d2", NOW)
    second = desk(tmp_path / "second", "second" if ranged else "")
    yield first, second
    first.database.close()
    second.database.close()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[House, House]]:
    yield from two_desks(tmp_path, ranged=True)


@pytest.fixture
def desks_without_ranges(tmp_path: Path) -> Iterator[tuple[House, House]]:
    yield from two_desks(tmp_path, ranged=False)


def same(first: House, second: House) -> bool:
    """Both desks hold the same record, and say the same of it."""
    return first.office.board == second.office.board and first.journal.heads() == second.journal.heads()


def test_both_show_the_same_dispute_and_one_act_settles_it(desks: tuple[House, House], stick: Path) -> None:
    first, second = desks
    assert (first.journal.desk, second.journal.desk) == ("d1", "d2")
    issue(first, "here", Level.ORANGE)
    issue(second, "there", Level.RED)
    task = second.office.board.alerts["there"].tasks[0].task.id
    must(second, MarkDuty(DUTY, "there", task, Mark(MarkState.DONE, Means.FAX, "", "已落实")))
    assert first.office.board.disputes == second.office.board.disputes == ()

    merged = carry(first, second, stick)
    (dispute,) = merged.disputes
    assert (dispute.first, dispute.second) == ("here", "there")
    assert carry(second, first, stick).disputes == merged.disputes
    assert same(first, second)
    assert len(second.office.board.standing) == 2, "nobody has won in silence"
    assert merged.missing == ()
    assert {p.paper.sha256 for p in first.archive.list()} == {p.paper.sha256 for p in second.archive.list()}
    assert derive_number_clashes(first.office.board) == derive_number_gaps(first.office.board) == ()

    must(first, SettleDispute(REVIEW, dispute.id, "there", "级别更高，标记更全"))
    settled = first.office.entries()[-1].act
    assert isinstance(settled, DisputeSettled)
    assert settled.withdrawal is not None
    assert carry(first, second, stick).disputes == ()
    assert same(first, second)
    assert first.office.board.alerts["here"].owes_withdrawal, "the public still holds its notice"
    must(second, ApproveProposal(CHIEF, "here", Approval.SIGNATURE), WithdrawAlert(DUTY, "here"))
    number = second.office.board.alerts["here"].latest_number
    assert number == "宁重污应急〔2026〕503号", "signed at the second desk, so of its range"
    request = PaperRequest(PaperKind.CORRECTION, "here", number)
    assert second.paperwork.file([request], second.office.board, DUTY, lambda done, of: None)
    carry(second, first, stick)
    assert same(first, second)
    for house in desks:
        board = house.office.board
        assert [a.id for a in board.standing] == ["there"]
        assert board.alerts["here"].outcome is Outcome.WITHDRAWN
        assert derive_number_clashes(board) == derive_number_gaps(board) == ()
        assert board.alerts["there"].mark_of(task) is not None
        assert board.irregular == ()
        assert house.journal.verify().is_sound
        assert fold(house.journal.entries()) == board


def test_two_settlements_made_apart_end_one_alert_and_show_the_other_as_odd(
    desks: tuple[House, House], stick: Path
) -> None:
    first, second = desks
    issue(first, "here", Level.ORANGE)
    issue(second, "there", Level.RED)
    carry(first, second, stick)
    carry(second, first, stick)
    must(first, SettleDispute(REVIEW, "here|there", "here", "先发者有效"))
    must(second, SettleDispute(REVIEW, "here|there", "there", "级别更高"))
    carry(first, second, stick)
    carry(second, first, stick)
    assert same(first, second)
    assert len(first.office.board.standing) == 1
    assert [odd.why for odd in first.office.board.irregular] == ["争议已经处理过"]


def test_desks_with_ranges_never_give_one_number_twice_and_without_them_the_clash_is_named(
    desks_without_ranges: tuple[House, House], stick: Path
) -> None:
    first, second = desks_without_ranges
    number = issue(first, "here", Level.ORANGE)
    assert issue(second, "there", Level.RED) == number
    board = carry(first, second, stick).board
    assert number in derive_number_clashes(board)
    assert derive_number_gaps(board) == ()


def test_ranges_go_on_after_the_merge(desks: tuple[House, House], stick: Path) -> None:
    first, second = desks
    assert issue(first, "here", Level.ORANGE) == "宁重污应急〔2026〕1号"
    assert issue(second, "there", Level.RED) == "宁重污应急〔2026〕501号"
    carry(first, second, stick)
    must(second, SettleDispute(REVIEW, "here|there", "there", "级别更高"), propose(Change.CORRECT, Level.RED, "there"))
    carry(second, first, stick)
    must(first, HoldConsultation(DUTY, "next", consultation(places=(HAIDONG,))))
    must(first, propose(Change.ISSUE, Level.ORANGE, "next"), ApproveProposal(CHIEF, "next", Approval.SIGNATURE))
    must(first, IssueAlert(DUTY, "next"))
    assert first.office.board.alerts["next"].latest_number == "东重污应急〔2026〕1号"
    assert derive_number_gaps(first.office.board) == ()


def test_a_folder_that_was_merely_copied_is_found_out(tmp_path: Path, stick: Path) -> None:
    first = desk(tmp_path / "first")
    must(first, *ENROLMENTS)
    backup(tmp_path / "first", tmp_path / "copy.qhb", NOW)
    restore(tmp_path / "copy.qhb", tmp_path / "second", MIGRATIONS, lambda: "d1", NOW)
    second = desk(tmp_path / "second")
    issue(first, "here", Level.ORANGE)
    issue(second, "there", Level.RED)
    before = second.office.board
    with pytest.raises(Fork):
        carry(first, second, stick)
    assert second.office.board == before
    for house in (first, second):
        house.database.close()
