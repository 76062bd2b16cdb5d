"""Standing lines: they stay until solved; a nag calls until it is answered."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.problem_line import NagLines, NagView, ProblemLines, ProblemView

FEED = ProblemView("feed", "全国平台已42分钟没有数据", "可先用投放文件夹导入", "查看")
DISK = ProblemView("disk", "磁盘只剩180 MB", tone="fault")


@pytest.fixture
def lines(dressed: Look, qtbot: QtBot) -> ProblemLines:
    made = ProblemLines(dressed)
    qtbot.addWidget(made)
    return made


def test_faults_come_first_and_all_go_when_solved(lines: ProblemLines) -> None:
    lines.show_problems((FEED, DISK))
    assert lines.shown == (DISK, FEED)
    assert not lines.isHidden()
    lines.show_problems(())
    assert lines.isHidden()


def test_the_helping_button_says_its_key(lines: ProblemLines, qtbot: QtBot) -> None:
    lines.show_problems((FEED, DISK))
    buttons = lines.findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["查看"]
    with qtbot.waitSignal(lines.act_clicked, timeout=100) as told:
        buttons[0].click()
    assert told.args == ["feed"]


def test_equal_problems_are_not_built_again(lines: ProblemLines) -> None:
    lines.show_problems((FEED,))
    before = lines.findChildren(QLabel)
    lines.show_problems((ProblemView("feed", FEED.what, FEED.what_to_do, "查看"),))
    assert lines.findChildren(QLabel) == before


def test_a_nag_calls_again_and_again_until_answered(dressed: Look, qtbot: QtBot) -> None:
    calls: list[int] = []
    nags = NagLines(dressed, lambda: calls.append(1), every_ms=1)
    qtbot.addWidget(nags)
    assert calls == []
    nags.show_nags((NagView("haidong", "海东市小时AQI 312，超过300"),))
    assert calls == [1]
    qtbot.waitUntil(lambda: len(calls) >= 3, timeout=2000)
    with qtbot.waitSignal(nags.acknowledged, timeout=100) as told:
        nags.findChildren(QPushButton)[0].click()
    assert told.args == ["haidong"]
    assert not nags.isHidden(), "only the record says that it was acknowledged"
    nags.show_nags(())
    assert (nags.is_calling, nags.isHidden()) == (False, True)


def test_only_a_new_nag_calls_at_once(dressed: Look, qtbot: QtBot) -> None:
    calls: list[int] = []
    nags = NagLines(dressed, lambda: calls.append(1))
    qtbot.addWidget(nags)
    first, second = NagView("a", "甲"), NagView("b", "乙")
    nags.show_nags((first, second))
    nags.show_nags((second,))
    assert len(calls) == 1
    nags.show_nags((second, first))
    assert len(calls) == 2
