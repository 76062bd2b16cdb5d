"""The hand-over by key: made from the record, answered line by line, accepted with one's own password, then locked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import StartShift
from qh_console.domain.office_acts import HandoverAccepted
from qh_console.services.paper_requests import PaperKind
from qh_console.ui.logbook.hand_over import HandoverFacts, HandOverPage
from qh_console.ui.theme import Look
from tests.builders import DUTY, NOW, REVIEW, to_standing
from tests.ui.seats import Seat, seat_at

MINE, THEIRS = "right-word-1", "right-word-2"


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    made = seat_at(tmp_path, StartShift(DUTY), *to_standing())
    made.credentials.set(DUTY, MINE, NOW)
    made.credentials.set(REVIEW, THEIRS, NOW)
    return made


def page_of(seat: Seat, look: Look, qtbot: QtBot, paper: Path | None = None) -> HandOverPage:
    def printer(parent: QWidget, kind: str) -> QPrinter | None:
        if paper is None:
            return None
        made = QPrinter()
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(paper))
        return made

    facts = HandoverFacts(lambda: (), lambda: (), lambda: ())
    made = HandOverPage(look, seat.desk, facts, printer)
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    made.refresh(seat.clock())
    return made


@pytest.fixture
def page(seat: Seat, look: Look, qtbot: QtBot, tmp_path: Path) -> HandOverPage:
    return page_of(seat, look, qtbot, tmp_path / "page.pdf")


def hand(page: HandOverPage) -> None:
    page.successor.setCurrentIndex(page.successor.findData(REVIEW))
    page.note.setText("海东还没有回音")
    page.password.setText(MINE)
    page.send.click()


def answer_all(page: HandOverPage) -> None:
    page.table.selectRow(0)
    for _ in page.table.rows_model.rows:
        QTest.keyClick(page.table, Qt.Key.Key_Space)


def test_the_model_is_sound(page: HandOverPage) -> None:
    QAbstractItemModelTester(page.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    hand(page)
    answer_all(page)


def test_handing_over_is_signed(page: HandOverPage, seat: Seat) -> None:
    page.successor.setCurrentIndex(page.successor.findData(REVIEW))
    page.password.setText("not-the-word")
    page.send.click()
    assert page.error
    assert seat.desk.board.book.pending_handover is None
    assert page.password.text() == ""


def test_line_by_line_and_the_shift_is_the_next_officer_s(page: HandOverPage, seat: Seat) -> None:
    hand(page)
    rows = page.table.rows_model.rows
    assert len(rows) >= 2
    assert not page.send.isEnabled()
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_N)
    QTest.keyClick(page.remark.reason, Qt.Key.Key_Return)
    assert page.remark.error == "请写明有什么出入"
    page.remark.reason.setText("会商改到明早")
    QTest.keyClick(page.remark.reason, Qt.Key.Key_Return)
    assert page.table.selected_key == rows[1].id
    for _ in rows[1:]:
        QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.send.isEnabled()
    page.password.setText(THEIRS)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    act = seat.office.entries()[-1].act
    assert isinstance(act, HandoverAccepted)
    assert [(r.line, r.text) for r in act.remarks] == [(rows[0].id, "会商改到明早")]
    assert len(act.accepted) == len(rows) - 1
    shift = seat.desk.board.shift
    assert shift is not None
    assert shift.officer == REVIEW
    assert seat.desk.by == REVIEW


def test_an_answer_can_be_taken_back_before_the_page_is_locked(page: HandOverPage) -> None:
    hand(page)
    answer_all(page)
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Backspace)
    assert not page.send.isEnabled()


def test_answers_outlive_a_crash(page: HandOverPage, seat: Seat, look: Look, qtbot: QtBot) -> None:
    hand(page)
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    page._drafts.flush()
    again = page_of(seat, look, qtbot)
    assert [row.answer for row in again.table.rows_model.rows].count("接收") == 1


def test_a_locked_page_is_looked_at_and_printed(page: HandOverPage, seat: Seat, tmp_path: Path) -> None:
    hand(page)
    answer_all(page)
    page.password.setText(THEIRS)
    page.send.click()
    page.page_box.choose(seat.desk.board.book.handovers[0].id)
    assert {row.answer for row in page.table.rows_model.rows} == {"接收"}
    assert not page.send.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_Backspace)
    assert {row.answer for row in page.table.rows_model.rows} == {"接收"}
    page.print.click()
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    (filed,) = seat.desk.board.papers.values()
    held = seat.desk.board.book.handovers[0]
    assert (filed.paper.kind, filed.paper.subject, filed.runs) == (PaperKind.HANDOVER, held.id, 1)


def test_a_page_not_handed_over_is_not_printed(page: HandOverPage, seat: Seat) -> None:
    page.print.click()
    assert page.printing.line.text == "交班以后才能打印"
    hand(page)
    page.print.click()
    (filed,) = seat.desk.board.papers.values()
    assert filed.paper.subject.endswith("未接收")


def test_without_a_shift_there_is_nothing_to_hand_over(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    page = page_of(seat_at(tmp_path / "other"), look, qtbot)
    assert not page.send.isEnabled()
    page.answer_accepted()
    page.ask_remark()
    assert page.remark.isHidden()
