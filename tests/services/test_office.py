"""The one door for change: nothing is seen before it is durable, and a refusal leaves no trace in the journal."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qh_console.domain.acts import AlertIssued, ConsultationHeld, OfficerEnrolled, ShiftStarted
from qh_console.domain.alerts import Stage
from qh_console.domain.board import Shift
from qh_console.domain.commands import (
    SIGNED,
    AdjustAlert,
    ChangePassword,
    ChangeRoles,
    Command,
    CorrectNotice,
    CountersignApproval,
    EndShift,
    EnrolOfficer,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    ReturnProposal,
    StartShift,
    WithdrawAlert,
)
from qh_console.domain.office_acts import PasswordReset
from qh_console.domain.office_commands import AcceptHandover, HandOver, ResetPassword, VoidNumber
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, Role
from qh_console.services.drill import HandClock
from qh_console.services.office import Changed, Office, mint_id
from qh_console.store.credentials import Credentials
from qh_console.store.database import FILE, Database, open_database
from qh_console.store.failures import RecordLocked
from qh_console.store.journal import Journal
from tests.builders import (
    ADMIN,
    CHIEF,
    DUTY,
    ENROLMENTS,
    HAIDONG,
    NOW,
    REVIEW,
    consultation,
    plan,
    propose,
    publication,
    to_lifted,
    to_standing,
)
from tests.services.conftest import MIGRATIONS
from tests.services.offices import CHEAP, must, open_office, password_of, refusal, staffed

FIRST = EnrolOfficer(ADMIN, ADMIN, "管理员丁", "系统管理", (Role.ADMINISTRATOR,))


@pytest.fixture
def office(record: Database, clock: HandClock) -> Office:
    return open_office(record, clock)


@pytest.fixture
def journal(record: Database) -> Journal:
    return Journal(record, "d1")


@contextmanager
def held_by_another_program(folder: Path) -> Iterator[None]:
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


# --- accounts -------------------------------------------------------------------------------------------------------


def test_the_first_administrator_enrols_himself(office: Office, record: Database) -> None:
    answer = office.submit(FIRST, new_password="longenough")
    assert isinstance(answer, Changed)
    assert [type(e.act) for e in answer.entries] == [OfficerEnrolled]
    assert answer.board.officers[ADMIN].roles == {Role.ADMINISTRATOR}
    assert Credentials(record, CHEAP).refusal(ADMIN, "longenough", NOW) is None


def test_the_second_officer_is_not_free_for_all(office: Office) -> None:
    must(office, FIRST)
    second = EnrolOfficer("self", "self", "甲", "", (Role.APPROVER,))
    assert refusal(office.submit(second, new_password="longenough")).field == "password"


@pytest.mark.parametrize(
    "command",
    [EnrolOfficer(ADMIN, "li", "李四", "", (Role.APPROVER,)), ChangeRoles(ADMIN, DUTY, (Role.APPROVER,), True)],
    ids=lambda command: type(command).__name__,
)
def test_accounts_change_on_the_administrators_own_password_alone(office: Office, command: Command) -> None:
    staffed(office)
    for word in ("", "wrong-word"):
        assert refusal(office.submit(command, word, "long-enough")).field == "password"
    assert isinstance(office.submit(command, password_of(ADMIN), "long-enough"), Changed)


@pytest.mark.parametrize(("word", "is_taken"), [("", False), ("1234567", False), ("12345678", True)])
@pytest.mark.parametrize("command", [FIRST, ChangePassword(ADMIN, ADMIN)])
def test_a_new_password_has_a_least_length(
    office: Office, journal: Journal, command: Command, word: str, is_taken: bool
) -> None:
    if isinstance(command, ChangePassword):
        staffed(office)
    before = journal.heads()
    answer = office.submit(command, password_of(ADMIN), word)
    assert isinstance(answer, Changed) is is_taken
    assert (journal.heads() != before) is is_taken
    if not is_taken:
        assert refusal(answer).field == "new_password"


def test_an_enrolment_that_is_refused_sets_no_password(office: Office, record: Database) -> None:
    staffed(office)
    stolen = EnrolOfficer(DUTY, CHIEF, "冒名", "", (Role.APPROVER,))
    for command in (stolen, replace(stolen, by=ADMIN)):
        refusal(office.submit(command, password_of(command.by), "stolen-word"))
    assert Credentials(record, CHEAP).refusal(CHIEF, "stolen-word", NOW) is not None
    assert Credentials(record, CHEAP).refusal(CHIEF, password_of(CHIEF), NOW) is None


def test_act_and_password_are_written_together_or_not_at_all(
    office: Office, record: Database, journal: Journal, record_folder: Path
) -> None:
    with closing(sqlite3.connect(record_folder / FILE, isolation_level=None)) as connection:
        connection.execute("ALTER TABLE credentials RENAME TO away")
        with pytest.raises(Exception, match="credentials"):
            office.submit(FIRST, new_password="longenough")
        assert journal.entries() == []
        assert office.board.officers == {}
        connection.execute("ALTER TABLE away RENAME TO credentials")
    must(office, FIRST)
    assert Credentials(record, CHEAP).has(ADMIN)


def test_an_own_password_is_changed_with_the_old_one_and_anothers_by_nobody_alone(
    office: Office, record: Database
) -> None:
    staffed(office)
    credentials = Credentials(record, CHEAP)
    own = ChangePassword(DUTY, DUTY)
    assert refusal(office.submit(own, "wrong", "new-word-1")).field == "password"
    assert isinstance(office.submit(own, password_of(DUTY), "new-word-1"), Changed)
    assert credentials.refusal(DUTY, "new-word-1", NOW) is None
    assert refusal(office.submit(ChangePassword(ADMIN, DUTY), password_of(ADMIN), "new-word-2")).clause == "账号规则"
    assert credentials.refusal(DUTY, "new-word-1", NOW) is None


# --- sessions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("officer", [DUTY, REVIEW])
def test_signing_in_starts_a_shift(office: Office, officer: str) -> None:
    staffed(office)
    answer = office.sign_in(officer, password_of(officer))
    assert isinstance(answer, Changed)
    assert [e.act for e in answer.entries] == [ShiftStarted()]
    assert office.board.shift == Shift(officer, NOW)


@pytest.mark.parametrize("officer", [ADMIN, CHIEF])
def test_whoever_keeps_no_watch_signs_in_without_a_shift(office: Office, journal: Journal, officer: str) -> None:
    staffed(office)
    before = journal.heads()
    assert office.sign_in(officer, password_of(officer)) == Changed(office.board, ())
    assert refusal(office.sign_in(officer, "wrong")).field == "password"
    assert office.board.shift is None
    assert journal.heads() == before


@pytest.mark.parametrize(("officer", "word"), [(DUTY, "wrong"), (DUTY, ""), ("nobody", "wrong"), (REVIEW, "right")])
def test_nobody_learns_which_of_account_and_password_was_wrong(
    office: Office, journal: Journal, officer: str, word: str
) -> None:
    staffed(office, [ChangeRoles(ADMIN, REVIEW, (Role.REVIEWER,), False)])
    before = journal.heads()
    reason = refusal(office.sign_in(officer, password_of(officer) if word == "right" else word))
    assert (reason.text, reason.field) == ("账号或口令不对", "password")
    assert journal.heads() == before
    assert office.board.shift is None


def test_wrong_passwords_lock_the_account_until_the_pause_is_over(office: Office, clock: HandClock) -> None:
    staffed(office)
    for _ in range(4):
        assert "账号或口令不对" in refusal(office.sign_in(DUTY, "wrong")).text
    assert "以后再试" in refusal(office.sign_in(DUTY, "wrong")).text
    clock.move(NOW + timedelta(seconds=29))
    assert "以后再试" in refusal(office.sign_in(DUTY, password_of(DUTY))).text
    assert isinstance(office.sign_in(REVIEW, password_of(REVIEW)), Changed), "the others go on working"
    clock.move(NOW + timedelta(seconds=30))
    assert isinstance(office.sign_in(DUTY, password_of(DUTY)), Changed)


def test_a_lost_password_is_reset_by_two_administrators_with_both_their_passwords(office: Office) -> None:
    staffed(office)
    second = EnrolOfficer(ADMIN, "admin2", "管理员戊", "", (Role.ADMINISTRATOR,))
    must(office, second)
    reset = ResetPassword(ADMIN, DUTY, "admin2")
    words = (password_of(ADMIN), "a-new-password")
    assert refusal(office.submit(reset, "wrong", words[1], password_of("admin2"))).field == "password"
    assert refusal(office.submit(reset, *words, "wrong")).field == "second_password"
    assert refusal(office.submit(reset, *words)).field == "second_password"
    assert refusal(office.submit(reset, words[0], "short", password_of("admin2"))).field == "new_password"
    assert isinstance(office.sign_in(DUTY, password_of(DUTY)), Changed), "nothing has changed yet"
    answer = office.submit(reset, *words, password_of("admin2"))
    assert isinstance(answer, Changed)
    assert [e.act for e in answer.entries] == [PasswordReset(DUTY, "admin2")]
    assert isinstance(office.sign_in(DUTY, "a-new-password"), Changed)
    assert refusal(office.sign_in(DUTY, password_of(DUTY))).field == "password"


# --- signatures -----------------------------------------------------------------------------------------------------


def signed_commands() -> list[Command]:
    """One of every kind that is a signature, each at the moment it would be lawful or at least asked for."""
    return [
        propose(Change.ISSUE, Level.ORANGE),
        ReturnProposal(CHIEF, "a1", "补充范围"),
        to_standing()[2],
        IssueAlert(DUTY, "a1"),
        AdjustAlert(DUTY, "a1"),
        LiftAlert(DUTY, "a1"),
        CorrectNotice(DUTY, "a1"),
        WithdrawAlert(DUTY, "a1"),
        CountersignApproval(CHIEF, "a1", "1号"),
        VoidNumber(DUTY, "宁重污应急〔2026〕1号", "打印毁损"),
        HandOver(DUTY, REVIEW, ()),
        AcceptHandover(REVIEW, "d1-1", ()),
    ]


def test_every_signature_is_tried_below() -> None:
    assert {type(c) for c in signed_commands()} == set(SIGNED)


@pytest.mark.parametrize("command", signed_commands(), ids=lambda c: type(c).__name__)
@pytest.mark.parametrize("word", ["", "wrong", password_of(ADMIN)])
def test_a_signature_without_its_officers_password_is_refused(
    office: Office, journal: Journal, command: Command, word: str
) -> None:
    staffed(office)
    before = journal.heads()
    reason = refusal(office.submit(command, word))
    assert (reason.text, reason.field) == ("账号或口令不对", "password")
    assert journal.heads() == before


def test_the_password_is_asked_again_for_each_signature(office: Office, journal: Journal) -> None:
    staffed(office)
    for command in to_lifted():
        if isinstance(command, SIGNED):
            before = journal.heads()
            assert refusal(office.submit(command)).field == "password"
            assert journal.heads() == before
        must(office, command)
    assert office.board.alerts["a1"].stage is Stage.LIFTED


def test_what_is_no_signature_asks_for_no_password(office: Office) -> None:
    staffed(office)
    for command in (StartShift(DUTY), to_standing()[0], EndShift(DUTY)):
        assert isinstance(office.submit(command), Changed)


# --- record and board -----------------------------------------------------------------------------------------------


def test_the_whole_road_is_recorded_and_reads_back_as_the_live_board(
    office: Office, journal: Journal, record: Database, clock: HandClock
) -> None:
    staffed(office)
    for hour, command in enumerate(to_lifted(), start=1):
        clock.move(NOW + timedelta(hours=hour))
        must(office, command)
    live = office.board
    assert live.alerts["a1"].issued_at == NOW + timedelta(hours=4)
    assert live.length == len(journal.entries()) == len(ENROLMENTS) + len(to_lifted())
    assert live.irregular == ()
    assert office.reload() == live
    assert open_office(record, clock).board == live
    assert tuple(journal.entries()) == office.entries()
    assert office.verify().sound


def test_a_lawful_command_shows_in_the_answer_in_the_board_and_in_the_journal(office: Office, journal: Journal) -> None:
    staffed(office, to_standing()[:3])
    before = office.board
    answer = must(office, IssueAlert(DUTY, "a1"))
    assert [type(e.act) for e in answer.entries] == [AlertIssued]
    assert (answer.entries[0].by, answer.entries[0].at) == (DUTY, NOW)
    assert office.board is answer.board
    assert journal.entries()[-1] == answer.entries[0]
    assert before.alerts["a1"].stage is Stage.APPROVED, "the board before is another value"


def test_what_the_rules_refuse_is_not_recorded(office: Office, journal: Journal) -> None:
    staffed(office, to_standing()[:1])
    before, board = journal.heads(), office.board
    empty = replace(propose(Change.ISSUE, Level.ORANGE), publication=replace(publication(), extent=""))
    for command in (empty, IssueAlert(DUTY, "a1"), LiftAlert(DUTY, "nope"), EndShift(DUTY), to_standing()[2]):
        refusal(office.submit(command, password_of(command.by)))
    assert journal.heads() == before
    assert office.board is board


def test_the_board_stays_where_the_disk_does_not_take_the_act(
    office: Office, journal: Journal, record_folder: Path
) -> None:
    staffed(office)
    before, board = journal.heads(), office.board
    with held_by_another_program(record_folder), pytest.raises(RecordLocked, match="没有记入"):
        office.submit(StartShift(DUTY))
    assert office.board is board
    assert journal.heads() == before
    must(office, StartShift(DUTY))
    assert office.board.shift == Shift(DUTY, NOW)


def test_what_another_desk_did_is_seen_after_a_reload(
    office: Office, journal: Journal, tmp_path: Path, clock: HandClock
) -> None:
    staffed(office)
    with open_database(tmp_path / "elsewhere", MIGRATIONS) as there:
        elsewhere = Journal(there, "d2")
        elsewhere.union(journal.lines())
        other = open_office(there, clock, "d2")
        # Passwords stay on their desk, so only what needs none is done there.
        assert isinstance(other.submit(to_standing()[0]), Changed)
        journal.union(elsewhere.lines())
    assert "a1" not in office.board.alerts
    assert office.reload().alerts["a1"].desk == "d2"
    must(office, *to_standing()[1:])
    assert office.board.alerts["a1"].stage is Stage.STANDING


def test_minted_ids_are_short_and_never_the_same() -> None:
    ids = {mint_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch("[0-9a-f]{8}", i) for i in ids)


def test_an_alert_keeps_the_edition_it_was_opened_under(record: Database, clock: HandClock) -> None:
    """Plan editions change at midnight; an alert that stands is raised, answered and lifted under its own."""
    old, new = plan(), replace(plan(), id="qh-next", digest="f" * 64)
    journal = Journal(record, "d1")
    before = Office(journal, Credentials(record, CHEAP), old, clock)
    staffed(before)
    must(before, *to_standing())
    after = Office(journal, Credentials(record, CHEAP), new, clock, {old.id: old, new.id: new})
    assert after.pack_of("a1") == old
    assert after.pack_of("opened later") == new
    renewed = must(after, HoldConsultation(DUTY, "a1", consultation(Level.ORANGE)))
    opened = must(after, HoldConsultation(DUTY, "a2", consultation(Level.ORANGE, places=(HAIDONG,))))
    held = [e.act for e in (*renewed.entries, *opened.entries) if isinstance(e.act, ConsultationHeld)]
    assert [act.pack for act in held] == [old.id, new.id]
