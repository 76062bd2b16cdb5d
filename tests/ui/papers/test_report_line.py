"""A report on dispatches stays about those it was asked for, and outlives a crash until it is sent or put away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.dispatches import DispatchKey, Said
from qh_console.ui.drafts import SAVE_AFTER_MS
from qh_console.ui.papers.report_line import ReportDraft, ReportLine, said_word
from qh_console.ui.theme import Look
from tests.ui.seats import Seat, seat_at

ONE = ReportDraft(Said.FAILED, (DispatchKey("1号", "fax", "ecology"),))
TWO = ReportDraft(Said.READ_OUT, (DispatchKey("1号", "fax", "ecology"), DispatchKey("1号", "fax", "met")))


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    return seat_at(tmp_path)


def line_of(seat: Seat, look: Look, qtbot: QtBot) -> ReportLine:
    made = ReportLine(look, seat.desk)
    qtbot.addWidget(made)
    return made


def test_what_was_written_comes_back_with_its_dispatches(seat: Seat, look: Look, qtbot: QtBot) -> None:
    line = line_of(seat, look, qtbot)
    line.ask_about(TWO, "2项")
    QTest.keyClicks(line.reason, "wang")
    qtbot.wait(SAVE_AFTER_MS + 100)
    (key,) = seat.desk.drafting.keys()
    again = line_of(seat, look, qtbot)
    found: list[ReportDraft] = []
    again.look_up(key, found.append)
    assert found == [ReportDraft(TWO.said, TWO.dispatches, "wang")]
    again.ask_about(TWO, "2项")
    assert (again.reason.text(), again.dispatches) == ("wang", TWO.dispatches)
    again.ask_about(ONE, "生态环境厅")
    assert again.reason.text() == ""


def test_it_is_sent_about_what_was_asked_and_gone_when_put_away(seat: Seat, look: Look, qtbot: QtBot) -> None:
    line = line_of(seat, look, qtbot)
    sent: list[ReportDraft] = []
    line.reported.connect(sent.append)
    line.ask_about(ONE, "生态环境厅")
    QTest.keyClicks(line.reason, "busy")
    QTest.keyClick(line.reason, Qt.Key.Key_Return)
    assert sent == [ReportDraft(ONE.said, ONE.dispatches, "busy")]
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert (line.isHidden(), seat.desk.drafting.keys()) == (True, ())


def test_each_report_has_its_word() -> None:
    assert len({said_word(said) for said in Said}) == len(Said)
