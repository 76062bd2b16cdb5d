"""The dissemination list: the latest notice, where each dispatch stands, who said so, what may be said next."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from qh_console.domain.board import Board
from qh_console.domain.commands import EnterContact
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import DispatchState, Said
from qh_console.domain.dissemination import not_queued
from qh_console.services.office import Office
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.store.journal import Journal
from qh_console.ui.papers.sending_state import KEYS, TONES, SendingFilter, SendingState, ShowDispatches, derive_sending
from qh_console.ui.papers.state import PaperRow, PapersFilter, derive_papers
from qh_console.ui.sending_round import left_to_send, still_open
from tests.builders import DUTY, NOW, office, to_lifted, to_standing
from tests.ui.seats import Seat, outward_of, seat_at

LIAISON = Contact("ecology", Post.LIAISON, "李工", "", "0971-8000003", "13900000002")


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    return seat_at(tmp_path, EnterContact(DUTY, LIAISON), *to_standing())


def state_of(seat: Seat, wanted: SendingFilter | None = None, queue: bool = True) -> SendingState:
    works = outward_of(seat).dissemination
    number = seat.office.board.alerts["a1"].notices[0].number
    if queue:
        works.queue(number, DUTY)
        key = works.states(number)[0].key
        works.report(key, Said.CONFIRMED, DUTY)
        works.report(works.states(number)[1].key, Said.READ_OUT, DUTY, "王值班员")
    board = seat.office.board
    found = works.states()
    assert len(still_open(board, found)) == max(len(found) - 2, 0)
    return derive_sending(board, found, {}, seat.desk.places, wanted or SendingFilter(), NOW + timedelta(minutes=5))


def test_nothing_issued_is_nothing_to_send(seat: Seat) -> None:
    assert derive_sending(Board(), (), {}, seat.desk.places, SendingFilter(), NOW) == SendingState()
    assert left_to_send(Board(), ()) == 0


def test_before_it_is_released_the_notice_itself_waits(seat: Seat) -> None:
    state = state_of(seat, queue=False)
    assert (state.is_queued, state.rows, state.why_not_queue) == (False, (), "")
    assert left_to_send(seat.office.board, ()) == len(not_queued(seat.office.board)) == 1


def test_each_dispatch_says_where_it_stands_and_who_said_so(seat: Seat) -> None:
    state = state_of(seat)
    assert state.is_queued
    first, second = state.rows[0], state.rows[1]
    assert (first.state, first.tone, first.who) == ("已确认", "ok", "20:00 值班员甲登记已确认收到")
    assert second.history == ("20:00 值班员甲排发", "20:00 值班员甲登记已电话宣读：王值班员")
    assert first.lawful == (Said.TAKEN_BACK,)
    assert state.counts is not None
    assert state.counts[ShowDispatches.DONE] == 2
    (mine,) = (row for row in state.rows if row.address == "13900000002")
    assert (mine.channel, mine.state, mine.is_open) == ("短信", "待发", True)
    assert state.summary.startswith("待发")


def lift(here: Office, journal: Journal) -> None:
    """As another desk's acts come in."""
    for entry in office(*to_lifted()).entries[len(office(*to_standing()).entries) :]:
        journal.append([entry.act], entry.by, entry.at)
    here.reload()


def lifted(seat: Seat) -> tuple[SendingState, str]:
    """After a lift: what the list shows before anybody has released it, and the lift's number."""
    lift(seat.office, seat.journal)
    works, board = outward_of(seat).dissemination, seat.office.board
    seen = derive_sending(board, works.states(), works.foreseen(), seat.desk.places, SendingFilter(), NOW)
    return seen, board.alerts["a1"].latest_number


def test_what_follows_a_notice_is_shown_to_go_to_everyone_who_had_it(seat: Seat) -> None:
    before = state_of(seat)
    works = outward_of(seat).dissemination
    missed = works.states()[5].key
    works.report(missed, Said.FAILED, DUTY, note="占线")
    seen, number = lifted(seat)
    assert (seen.number, seen.is_queued, seen.why_not_queue) == (number, False, "")
    assert {(r.channel, r.name) for r in before.rows} <= {(r.channel, r.name) for r in seen.rows}
    first, *rest = seen.rows
    assert (first.state, first.tone, first.key.recipient) == ("上次没发到", "fault", missed.recipient)
    assert first.who == "上次没有发出：占线"
    assert {r.state for r in rest} == {"未排发"}
    count = len(before.rows)
    assert seen.summary.startswith(f"将发给{len(seen.rows)}个对象，其中{count}个发过{missed.number}，1个上次没发到")


def test_a_first_notice_is_shown_to_go_to_all_it_is_for(seat: Seat) -> None:
    works, board = outward_of(seat).dissemination, seat.office.board
    seen = derive_sending(board, (), works.foreseen(), seat.desk.places, SendingFilter(), NOW)
    assert seen.summary == f"将发给{len(seen.rows)}个对象"
    assert {row.who for row in seen.rows} == {"初次"}


def test_filters(seat: Seat) -> None:
    everything = state_of(seat)
    board, found = seat.office.board, outward_of(seat).dissemination.states()

    def count(wanted: SendingFilter) -> int:
        return len(derive_sending(board, found, {}, seat.desk.places, wanted, NOW).rows)

    assert count(SendingFilter(show=ShowDispatches.OPEN)) == len(everything.rows) - 2
    assert count(SendingFilter(show=ShowDispatches.DONE)) == 2
    assert count(SendingFilter(text="13900000002")) == 1
    assert count(SendingFilter(number="unknown")) == len(everything.rows)


def test_an_earlier_notice_is_no_longer_released(seat: Seat) -> None:
    state_of(seat)
    first = seat.office.board.alerts["a1"].latest_number
    lifted(seat)
    board, found = seat.office.board, outward_of(seat).dissemination.states()
    state = derive_sending(board, found, {}, seat.desk.places, SendingFilter(first), NOW)
    latest = board.alerts["a1"].latest_number
    assert state.why_not_queue == f"已有后续通知{latest}，这一份不再发"
    assert [notice.number for notice in not_queued(board)] == [latest]
    assert still_open(board, found) == ()
    assert derive_sending(board, found, {}, seat.desk.places, SendingFilter(), NOW).number == latest


def test_every_state_has_a_tone_and_every_report_a_key() -> None:
    assert set(TONES) == set(DispatchState)
    assert set(KEYS) == set(Said)


def test_the_papers_say_how_far_a_notice_has_come(seat: Seat) -> None:
    number = seat.office.board.alerts["a1"].latest_number
    seat.file(PaperRequest(PaperKind.ISSUE_NOTICE, "a1", number), PaperRequest(PaperKind.BULLETIN, "a1", number))

    def rows() -> dict[str, PaperRow]:
        found = outward_of(seat).dissemination.states()
        desk = seat.desk
        papers = derive_papers(seat.office.board, desk.pack, desk.places, PapersFilter(), NOW, found)
        return {row.label: row for row in papers.rows}

    assert rows()["预警发布通知"].sent == ""
    count = len(state_of(seat).rows)
    notice, bulletin = rows()["预警发布通知"], rows()["预警公告"]
    assert (notice.sent, notice.sent_tone) == (f"2/{count}", "warn")
    assert "已确认1" in notice.sent_words
    assert bulletin.sent == ""
    works = outward_of(seat).dissemination
    works.report(works.states(number)[2].key, Said.FAILED, DUTY, note="占线")
    assert rows()["预警发布通知"].sent_tone == "fault"
