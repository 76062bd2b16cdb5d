"""The beat: it tells the injected clock's time, and only once it is started."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pytestqt.qtbot import QtBot

from qh_console.ui.ticker import Ticker

START_AT = datetime(2026, 1, 12, 0, 0, tzinfo=UTC)


def test_it_rests_until_started_and_beats_until_stopped(qtbot: QtBot) -> None:
    told: list[datetime] = []
    ticker = Ticker(lambda: START_AT + timedelta(hours=len(told)), told.append, every_ms=1)
    assert not ticker.is_running
    assert told == []
    ticker.start()
    assert told == [START_AT]
    qtbot.waitUntil(lambda: len(told) >= 3, timeout=2000)
    ticker.stop()
    assert not ticker.is_running
    assert told[:3] == [START_AT + timedelta(hours=i) for i in range(3)]


def test_a_beat_by_hand(qtbot: QtBot) -> None:
    told: list[datetime] = []
    Ticker(lambda: START_AT, told.append).tick()
    assert told == [START_AT]
