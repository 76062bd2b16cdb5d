"""What calls: only conditions that no alert covers, each by its place and level."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.channels import load_channels
from qh_console.domain.board import Board
from qh_console.domain.office_acts import ClockAcknowledged
from qh_console.domain.office_commands import Acknowledge
from qh_console.domain.pack import Level
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.calls import Calls, clock_calls, crossings
from qh_console.ui.theme import Look
from qh_console.ui.widgets.problem_line import NagLines
from qh_console.ui.widgets.reason_line import ReasonLine
from tests.builders import DUTY, NOW, XINING, office, plan, to_standing
from tests.services.air_builders import CLEAN, measured
from tests.ui.airs import HAZE, air_of
from tests.ui.seats import Seat, seat_at

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
NAMES = {"a1": "西宁"}


def test_a_condition_calls_until_an_alert_covers_it(tmp_path: Path) -> None:
    air = air_of(tmp_path, *HAZE)
    key = f"rise:{XINING}:yellow"
    (call,) = (c for c in crossings(Board(), air, plan(), PLACES) if c.key == key)
    board = office(*to_standing(Level.YELLOW)).board
    assert key not in [c.key for c in crossings(board, air, plan(), PLACES)]
    (heard,) = call.about
    answer = Acknowledge(DUTY, heard.alert, heard.clock, heard.cause, "等厅里会商")
    answered = office(answer).board
    assert key not in [c.key for c in crossings(answered, air, plan(), PLACES)]
    another = office(replace(answer, cause="2026-01-20")).board
    assert key in [c.key for c in crossings(another, air, plan(), PLACES)], "other days call anew"


def test_clean_air_is_silent(tmp_path: Path) -> None:
    assert crossings(Board(), air_of(tmp_path, measured(NOW, (CLEAN, 30))), plan(), PLACES) == ()


@pytest.fixture
def lines(look: Look, qtbot: QtBot) -> NagLines:
    made = NagLines(look, lambda: None)
    qtbot.addWidget(made)
    return made


def calls_at(folder: Path, look: Look, lines: NagLines, qtbot: QtBot) -> tuple[Calls, ReasonLine, Seat]:
    seat = seat_at(folder, *to_standing())
    reason = ReasonLine(look, "", "")
    qtbot.addWidget(reason)
    calls = Calls(seat.desk, lines, reason)
    seat.desk.changed.connect(lambda _: calls.show(seat.desk.board, None))
    return calls, reason, seat


def test_silent_units_are_one_call_after_all_others(tmp_path: Path, look: Look, lines: NagLines, qtbot: QtBot) -> None:
    calls, _, seat = calls_at(tmp_path, look, lines, qtbot)
    quiet = lines.is_calling
    seat.clock.move(hours=30)
    calls.show(seat.desk.board, None)
    assert (quiet, lines.is_calling) == (False, True)
    found = clock_calls(calls.clocks, NAMES)
    assert [call.key for call in found][-1] == "clock:silence/a1"
    assert len(found[-1].about) > 2
    assert f"共{len(found[-1].about)}个单位" in found[-1].text
    assert all(len(call.about) == 1 for call in found[:-1])


def test_a_clock_is_silent_after_a_reason_and_stays_so(
    tmp_path: Path, look: Look, lines: NagLines, qtbot: QtBot
) -> None:
    calls, reason, seat = calls_at(tmp_path, look, lines, qtbot)
    seat.clock.move(hours=30)
    calls.show(seat.desk.board, None)
    while lines.is_calling:
        calls.acknowledge_first()
        assert reason.key
        QTest.keyClick(reason.reason, Qt.Key.Key_Return)
        assert "请写明" in reason.error
        reason.reason.setText("已电话催办")
        QTest.keyClick(reason.reason, Qt.Key.Key_Return)
        assert reason.key == ""
    said = [entry for entry in seat.office.entries() if isinstance(entry.act, ClockAcknowledged)]
    assert {(entry.by, entry.act.reason) for entry in said if isinstance(entry.act, ClockAcknowledged)} == {
        (DUTY, "已电话催办")
    }
    again = NagLines(look, lambda: pytest.fail("it called"))
    qtbot.addWidget(again)
    seat.office.reload()
    other = Calls(seat.desk, again, ReasonLine(look, "", ""))
    assert not again.is_calling
    other.acknowledge_first()


def test_nobody_answers_without_a_name(tmp_path: Path, look: Look, lines: NagLines, qtbot: QtBot) -> None:
    calls, reason, seat = calls_at(tmp_path, look, lines, qtbot)
    seat.clock.move(hours=30)
    seat.desk.sign_out()
    calls.show(seat.desk.board, None)
    asked: list[bool] = []
    calls.asked_for_officer.connect(lambda: asked.append(True))
    calls.acknowledge_first()
    assert (asked, reason.key) == ([True], "")


def test_a_bulletin_that_falls_due_calls(tmp_path: Path, look: Look, lines: NagLines, qtbot: QtBot) -> None:
    """Plan 3.4.2."""
    seat = seat_at(tmp_path, *to_standing())
    reason = ReasonLine(look, "", "")
    qtbot.addWidget(reason)
    channels = load_channels(resources_folder() / "channels.toml")
    calls = Calls(seat.desk, lines, reason, channels)
    seat.clock.move(hours=channels.bulletin_hours[Level.ORANGE])
    calls.show(seat.desk.board, None)
    (call,) = (c for c in clock_calls(calls.clocks, NAMES) if "播发一次公告" in c.text)
    assert call.text.startswith("西宁：每")
    assert "播发一次公告" in call.text
    assert lines.is_calling
