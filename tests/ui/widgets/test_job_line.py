"""How far a job is, how it ended, and that it can be stopped."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.job_line import JobLine


def test_progress_ending_and_cancelling(look: Look, qtbot: QtBot) -> None:
    line = JobLine(look)
    qtbot.addWidget(line)
    assert line.isHidden()
    assert not line.is_running
    line.show_progress("正在打印（3/20）", 3, 20)
    assert (line.is_running, line.text) == (True, "正在打印（3/20）")
    with qtbot.waitSignal(line.cancelled):
        line.cancel()
    line.end("已打印20份", "ok")
    assert (line.is_running, line.text, line.isHidden()) == (False, "已打印20份", False)
