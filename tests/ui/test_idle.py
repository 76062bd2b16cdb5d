"""The idle lock: after so many minutes without a key the officer is signed out and work stays; zero never locks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from qh_console.domain.acts import ShiftStarted
from qh_console.domain.commands import StartShift
from qh_console.ui.idle import IdleLock
from tests.builders import DUTY, NOW
from tests.ui.seats import Seat, seat_at

WORD = "right-word-1"


@dataclass
class Watch:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def locked(seat: Seat, minutes: int) -> tuple[IdleLock, Watch, list[str]]:
    watch, found = Watch(), list[str]()
    lock = IdleLock(seat.desk, minutes, watch, seat.desk)
    lock.locked.connect(found.append)
    return lock, watch, found


def test_it_locks_after_its_minutes_and_not_before(tmp_path: Path, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path)
    lock, watch, found = locked(seat, 15)
    watch.seconds = 15 * 60 - 1
    lock.look()
    assert seat.desk.by == DUTY
    watch.seconds += 1
    lock.look()
    lock.look()
    assert (found, seat.desk.by) == ([DUTY], "")


def test_a_key_puts_it_off_and_what_was_typed_stays(tmp_path: Path, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path)
    lock, watch, found = locked(seat, 15)
    lock.watch(QApplication.instance())
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    watch.seconds = 14 * 60
    QTest.keyClick(line, Qt.Key.Key_A)
    watch.seconds = 16 * 60
    lock.look()
    assert found == []
    watch.seconds = 30 * 60
    lock.look()
    assert found == [DUTY]
    assert line.text() == "a"


def test_zero_minutes_never_lock(tmp_path: Path, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path)
    lock, watch, found = locked(seat, 0)
    lock.watch(QApplication.instance())
    watch.seconds = 1e9
    lock.look()
    assert found == []


def test_coming_back_is_no_new_shift(tmp_path: Path, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path, StartShift(DUTY))
    seat.credentials.set(DUTY, WORD, NOW)
    lock, watch, _ = locked(seat, 1)
    watch.seconds = 60
    lock.look()
    seat.desk.sign_in(DUTY, WORD, refused=lambda refused: None)
    assert seat.desk.by == DUTY
    assert sum(isinstance(entry.act, ShiftStarted) for entry in seat.office.entries()) == 1
    lock.look()
    assert seat.desk.by == DUTY
