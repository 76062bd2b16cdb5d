"""Contacts and dispatches folded from entries: one desk's in order, two desks' with every clash named."""

from __future__ import annotations

from dataclasses import replace

from qh_console.domain.acts import Act
from qh_console.domain.board import Board, fold
from qh_console.domain.channels import Carrier, TextForm
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import Addressee, DispatchKey, Said
from qh_console.domain.sending_acts import ContactEntered, ContactWithdrawn, DispatchReported, NoticeQueued
from tests.builders import DUTY, REVIEW, Ledger, office

FIRST = Contact("police", Post.LIAISON, "联络员甲", "", "0971-0000001")
SECOND = replace(FIRST, name="联络员乙")
TO = Addressee("tv", "tv", "电视台", "", Carrier.HAND, TextForm.BROADCAST, "0" * 64)
KEY = DispatchKey("1号", "tv", "tv")
QUEUED = NoticeQueued("a1", "1号", (TO,))


def said(word: Said) -> DispatchReported:
    return DispatchReported("a1", "1号", "tv", "tv", word, "丁", "因")


def told(*acts: Act) -> Ledger:
    ledger = office()
    for act in acts:
        ledger.record(act, DUTY)
    return ledger


def whys(board: Board) -> list[str]:
    return [i.why for i in board.irregular]


def test_a_contact_is_entered_changed_and_withdrawn() -> None:
    board = told(ContactEntered(FIRST, 1), ContactEntered(SECOND, 2)).board
    held = board.contacts[FIRST.key]
    assert (held.contact, held.version, held.by) == (SECOND, 2, DUTY)
    gone = told(
        ContactEntered(FIRST, 1), ContactWithdrawn("police", Post.LIAISON, 1, "调离"), ContactEntered(SECOND, 1)
    )
    assert gone.board.contacts[FIRST.key].contact == SECOND
    assert whys(board) == whys(gone.board) == []


def test_two_desks_that_changed_one_contact_are_named_and_the_first_stands() -> None:
    board = told(ContactEntered(FIRST, 1), ContactEntered(SECOND, 1)).board
    assert board.contacts[FIRST.key].contact == FIRST
    assert whys(board) == ["两台工作站改了同一个联系人，先到的有效"]


def test_a_withdrawal_of_a_contact_that_has_changed_since_does_nothing() -> None:
    withdrawn = ContactWithdrawn("police", Post.LIAISON, 1, "调离")
    board = told(ContactEntered(FIRST, 1), ContactEntered(SECOND, 2), withdrawn).board
    assert board.contacts[FIRST.key].contact == SECOND
    assert whys(board) == whys(told(ContactWithdrawn("met", Post.LIAISON, 0, "")).board) == ["联系人已经换过或撤销"]


def test_a_dispatch_keeps_who_queued_it_and_every_report() -> None:
    ledger = told(QUEUED, said(Said.SENT))
    ledger.record(said(Said.CONFIRMED), REVIEW)
    dispatch = ledger.board.dispatches[KEY]
    assert (dispatch.addressee, dispatch.desk, dispatch.by) == (TO, "d1", DUTY)
    assert [(r.said, r.by) for r in dispatch.reports] == [(Said.SENT, DUTY), (Said.CONFIRMED, REVIEW)]
    assert fold(ledger.entries) == ledger.board


def test_one_notice_queued_at_two_desks_stays_one_dispatch() -> None:
    board = told(QUEUED, said(Said.SENT), QUEUED).board
    assert board.dispatches[KEY].said is Said.SENT
    assert whys(board) == ["另一台工作站已经排发过同一份通知"]


def test_a_report_on_nothing_or_a_second_end_is_named() -> None:
    assert whys(told(said(Said.SENT)).board) == ["这份通知没有排发给这个对象"]
    twice = told(QUEUED, said(Said.READ_OUT), said(Said.CONFIRMED)).board
    assert twice.dispatches[KEY].said is Said.READ_OUT
    assert whys(twice) == ["这一次发送已经登记过结果"]
