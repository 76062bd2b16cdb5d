"""Sending by key: release, confirm, read out, fail, take back, send again; a drill only writes down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.channels import Carrier
from qh_console.domain.dispatches import DispatchState, Said
from qh_console.domain.sending_acts import DispatchReported, NoticeQueued
from qh_console.senders.parcel import Delivery, Parcel, refused, sent
from qh_console.ui.papers.sending_page import SendingPage
from qh_console.ui.sending_round import SendingRound
from qh_console.ui.theme import Look
from tests.builders import to_standing
from tests.ui.papers.test_sending_state import lift
from tests.ui.seats import Seat, outward_of, seat_at


@dataclass
class Hook:
    """A sender that refuses first and takes then."""

    answers: list[Delivery]
    given: list[Parcel] = field(default_factory=list)

    def send(self, parcel: Parcel) -> Delivery:
        self.given.append(parcel)
        return self.answers.pop(0) if self.answers else sent("收到")


@dataclass
class Bench:
    page: SendingPage
    sending: SendingRound
    seat: Seat
    hook: Hook

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.page.table, key)

    def type(self, text: str) -> None:
        self.page.ask_line.reason.setText(text)
        QTest.keyClick(self.page.ask_line.reason, Qt.Key.Key_Return)

    def acts(self) -> list[DispatchReported]:
        return [e.act for e in self.seat.office.entries() if isinstance(e.act, DispatchReported)]


@pytest.fixture
def opened(tmp_path: Path, look: Look, qtbot: QtBot) -> Callable[..., Bench]:
    def build(*answers: Delivery, drill: str = "", issued: bool = True) -> Bench:
        seat = seat_at(tmp_path, *(to_standing() if issued else ()))
        hook = Hook(list(answers))
        outward = outward_of(seat, {Carrier.WEBHOOK: hook}, is_drill=bool(drill))
        sending = SendingRound(seat.desk, outward.dissemination)
        page = SendingPage(look, seat.desk, sending, drill)
        qtbot.addWidget(page)
        page.resize(1280, 640)
        page.show()
        sending.look()
        page.refresh(seat.clock())
        return Bench(page, sending, seat, hook)

    return build


def test_the_model_is_sound(opened: Callable[..., Bench]) -> None:
    bench = opened()
    QAbstractItemModelTester(bench.page.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    bench.page.release()
    bench.page.show_bar.button("done").click()
    bench.page.show_bar.button("all").click()
    bench.page.search.setText("电视")


def test_one_key_after_the_other_down_the_list(opened: Callable[..., Bench]) -> None:
    bench = opened()
    bench.page.queue.click()
    assert isinstance(bench.seat.office.entries()[-1].act, NoticeQueued)
    listed = bench.page.table.rows_model.rows
    bench.key(Qt.Key.Key_Return)
    assert bench.page.table.selected_key == listed[1].key
    bench.key(Qt.Key.Key_S)
    bench.key(Qt.Key.Key_T)
    bench.type("")
    assert bench.page.ask_line.error.startswith("电话宣读须记下通话人")
    bench.type("王值班员")
    bench.key(Qt.Key.Key_F)
    bench.type("占线")
    said = [(act.said, act.spoke_to, act.note) for act in bench.acts()]
    assert said == [
        (Said.CONFIRMED, "", ""),
        (Said.SENT, "", ""),
        (Said.READ_OUT, "王值班员", ""),
        (Said.FAILED, "", "占线"),
    ]
    assert bench.page.ask_line.isHidden()


def test_one_key_sends_what_follows_to_everyone_who_had_the_notice_before(opened: Callable[..., Bench]) -> None:
    bench = opened()
    bench.key(Qt.Key.Key_Return)
    told = {(r.key.channel, r.key.recipient) for r in bench.page.table.rows_model.rows}
    lift(bench.seat.office, bench.seat.journal)
    bench.seat.desk.catch_up()
    bench.page.open_waiting()
    assert bench.page.keys.summary.startswith(f"将发给{len(told)}个对象，其中{len(told)}个发过")
    bench.key(Qt.Key.Key_S)
    assert "还没有排发" in bench.page.job_line.text
    bench.key(Qt.Key.Key_Return)
    queued = bench.seat.office.entries()[-1].act
    assert isinstance(queued, NoticeQueued)
    assert queued.number == bench.seat.office.board.alerts["a1"].latest_number
    assert {(a.channel, a.recipient) for a in queued.addressees} == told


def test_many_at_once_and_taken_back(opened: Callable[..., Bench]) -> None:
    bench = opened()
    bench.page.release()
    bench.page.table.selectAll()
    count = len(bench.page.chosen())
    bench.key(Qt.Key.Key_Return)
    assert len(bench.acts()) == count
    bench.page.table.selectRow(0)
    bench.key(Qt.Key.Key_Return)
    assert bench.page.job_line.text.startswith("这一项已经登记过")
    bench.page.buttons[Said.TAKEN_BACK].click()
    bench.type("登错了")
    assert bench.acts()[-1].said is Said.TAKEN_BACK
    assert bench.page.table.rows_model.rows[0].is_open


def test_a_sender_carries_what_it_can_and_is_set_going_again(opened: Callable[..., Bench]) -> None:
    bench = opened(refused("对方不收"))
    bench.page.release()
    bench.sending.work_due(bench.seat.clock())
    carried = [r for r in bench.page.table.rows_model.rows if r.carrier == "接口"]
    (row,) = (r for r in carried if r.state == "没有发出")
    assert {r.state for r in carried if r is not row} == {"已发"}
    assert "接口第1次：对方不收" in row.who
    bench.page.table.select(row.key)
    bench.key(Qt.Key.Key_R)
    assert "先核实" in bench.page.job_line.text
    bench.key(Qt.Key.Key_F)
    bench.type("电话核实没有收到")
    bench.seat.clock.move(minutes=1)
    bench.page.table.select(row.key)
    bench.key(Qt.Key.Key_R)
    bench.sending.work_due(bench.seat.clock())
    assert len(bench.hook.given) == len(carried) + 1
    (again,) = (d for d in bench.sending.dispatches if d.key == row.key)
    assert again.state is DispatchState.SENT


def test_in_a_drill_nothing_leaves(opened: Callable[..., Bench]) -> None:
    bench = opened(drill="演练")
    bench.page.release()
    bench.sending.work_due(bench.seat.clock())
    assert bench.hook.given == []
    assert {row.carrier for row in bench.page.table.rows_model.rows} == {"人工"}
    bench.key(Qt.Key.Key_Return)
    assert bench.acts()[-1].said is Said.CONFIRMED


def test_the_text_is_shown_and_copied(opened: Callable[..., Bench]) -> None:
    bench = opened()
    bench.page.release()
    assert "橙色预警" in bench.page.card.text.toPlainText()
    bench.page.card.copy.click()
    assert QGuiApplication.clipboard().text() == bench.page.card.text.toPlainText()
    assert bench.page.card.warning.isHidden()


def test_nobody_reports_without_a_name(opened: Callable[..., Bench]) -> None:
    bench = opened()
    bench.page.release()
    bench.seat.desk.sign_out()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_R):
        bench.key(key)
        assert bench.page.job_line.text == "请先登录"
    bench.page.release()
    assert bench.acts() == []


def test_what_waits_is_opened_from_the_strip(opened: Callable[..., Bench]) -> None:
    bench = opened()
    bench.page.open_waiting()
    assert bench.page.show_bar.key == "open"
    assert {row.state for row in bench.page.table.rows_model.rows} == {"未排发"}
    bench.page.release()
    bench.key(Qt.Key.Key_Return)
    bench.page.open_waiting()
    assert bench.page.show_bar.key == "open"
    assert all(row.is_open for row in bench.page.table.rows_model.rows)


def test_without_a_notice_it_says_what_comes_first(opened: Callable[..., Bench]) -> None:
    bench = opened(issued=False)
    assert bench.page.table.rows_model.rowCount() == 0
    bench.page.report(Said.CONFIRMED)
    assert bench.acts() == []
