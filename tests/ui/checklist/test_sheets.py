"""The sheets' button: no printer chosen, no run."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from qh_console.ui.checklist.sheets import SheetsButton
from qh_console.ui.theme import Look
from tests.builders import to_standing
from tests.ui.seats import seat_at


def test_a_dialog_that_was_closed_prints_nothing(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path, *to_standing())
    button = SheetsButton(look, seat.desk, list, lambda parent, kind: None)
    qtbot.addWidget(button)
    button.print_all()
    button.show_alert("a1", seat.desk.board.alerts["a1"].latest_number)
    button.print_all()
    assert not button.run.is_running
    assert seat.desk.board.papers == {}
    assert [action.text() for action in button.menu().actions() if action.text()] == [
        "打印全部任务单",
        "打印所选单位的任务单",
        "全部任务单导出到文件夹…",
    ]
