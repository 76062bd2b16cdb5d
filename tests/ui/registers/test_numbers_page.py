"""Voiding the next number is a signature: it asks why and by whom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.office_acts import NumberVoided
from qh_console.ui.registers.numbers_page import NumbersPage
from qh_console.ui.theme import Look
from tests.builders import DUTY, NOW, to_standing
from tests.ui.seats import seat_at

WORD = "right-word-1"


def test_the_next_number_is_voided_with_a_reason_and_a_password(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path, *to_standing())
    seat.credentials.set(DUTY, WORD, NOW)
    page = NumbersPage(look, seat.desk)
    QAbstractItemModelTester(page.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    seat.desk.changed.connect(lambda _: page.refresh(seat.clock()))
    qtbot.addWidget(page)
    page.show()
    page.refresh(seat.clock())
    before = page.table.rows_model.rowCount()
    page.void.click()
    bar = page.void_bar
    bar.go.click()
    assert bar.error
    bar.password.setText(WORD)
    QTest.keyClick(bar.password, Qt.Key.Key_Return)
    assert "请写明作废原因" in bar.error
    bar.reason.setText("印坏")
    bar.password.setText(WORD)
    QTest.keyClick(bar.reason, Qt.Key.Key_Return)
    act = seat.office.entries()[-1].act
    assert isinstance(act, NumberVoided)
    assert act.reason == "印坏"
    assert bar.isHidden()
    assert page.table.rows_model.rowCount() == before + 1
    page.ask()
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()
