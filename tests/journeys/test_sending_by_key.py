"""Sending in the window by keyboard alone: one key to all a notice is for, one key a line, and its end to the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qh_console.domain.dispatches import Said
from qh_console.domain.sending_acts import DispatchReported, NoticeQueued
from qh_console.services.office import Changed
from tests.builders import DUTY, to_lifted, to_standing
from tests.journeys.house_at_night import WORDS, Night, alert_of, papers_of
from tests.journeys.keys import sign_in
from tests.ui.hands import CTRL, strike, type_over

Key = Qt.Key
FAILED_LINE = 2


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot) -> Iterator[Night]:
    made = Night(tmp_path, qtbot, is_drill=True)
    yield made
    made.close()


def test_a_notice_and_its_end_reach_the_same_people_by_key(night: Night) -> None:
    house = night.begin(*to_standing())
    console = night.open(house)
    sign_in(console, DUTY)
    console.go("alert", "a1")
    assert alert_of(console).side.send.text() == "去排发通知　Ctrl+T"

    strike(Key.Key_T, CTRL)
    page = papers_of(console).sending
    assert page is not None
    assert QApplication.focusWidget() is page.table
    strike(Key.Key_Return)
    issued = house.office.entries()[-1].act
    assert isinstance(issued, NoticeQueued)
    for line in range(len(issued.addressees)):
        strike(Key.Key_F if line == FAILED_LINE else Key.Key_S)
        if line == FAILED_LINE:
            type_over("占线")
            strike(Key.Key_Return)
    reports = [e.act for e in house.office.entries() if isinstance(e.act, DispatchReported)]
    assert [(r.channel, r.recipient) for r in reports] == [(a.channel, a.recipient) for a in issued.addressees]
    assert [r.said for r in reports].count(Said.SENT) == len(issued.addressees) - 1

    for command in to_lifted()[-3:]:
        assert isinstance(house.office.submit(command, WORDS[command.by]), Changed)
    console.desk.catch_up()
    console.go("alert", "a1")
    assert alert_of(console).side.send.text() == f"去排发给先前收到通知的{len(issued.addressees)}个对象　Ctrl+T"
    strike(Key.Key_T, CTRL)
    missed = issued.addressees[FAILED_LINE]
    assert (page.chosen()[0].name, page.chosen()[0].who) == (missed.name, "上次没有发出：占线")
    strike(Key.Key_Return)
    lifted = house.office.entries()[-1].act
    assert isinstance(lifted, NoticeQueued)
    assert lifted.number == house.office.board.alerts["a1"].latest_number
    assert {(a.channel, a.recipient) for a in lifted.addressees} == {
        (a.channel, a.recipient) for a in issued.addressees
    }
    assert alert_of(console).side.send.isHidden()
