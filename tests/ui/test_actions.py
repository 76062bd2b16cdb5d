"""One table of actions: no two keys fight in one room, a greyed one says why."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.ui.actions import ACTIONS, ROOMS, Actions
from qh_console.ui.theme import Look


def test_keys_and_shortcuts_are_unique_in_every_room() -> None:
    assert max(Counter(spec.key for spec in ACTIONS).values()) == 1
    for room in ("", *(spec.key.removeprefix("room.") for spec in ROOMS)):
        keys = Counter(spec.shortcut for spec in ACTIONS if spec.shortcut and spec.room in ("", room))
        assert max(keys.values()) == 1, (room, keys.most_common(1))


def test_every_shortcut_is_one_qt_knows(qapp: object) -> None:
    for spec in ACTIONS:
        assert QKeySequence(spec.shortcut).isEmpty() == (not spec.shortcut), spec


def test_eight_rooms_on_f1_to_f8() -> None:
    assert [(spec.text, spec.shortcut) for spec in ROOMS] == [
        ("值守", "F1"), ("研判", "F2"), ("预警", "F3"), ("响应", "F4"),
        ("文书", "F5"), ("台账", "F6"), ("评估", "F7"), ("日志", "F8"),
    ]  # fmt: skip


def test_keys_of_other_rooms_rest(look: Look, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = Actions(look, owner)
    assert actions["papers.print"].shortcut().isEmpty()
    actions.enter_room("papers")
    assert actions["papers.print"].shortcut() == QKeySequence("Ctrl+P")
    actions.enter_room("watch")
    assert actions["papers.print"].shortcut().isEmpty()
    assert actions["room.papers"].shortcut() == QKeySequence("F5")


def test_a_greyed_action_says_why(look: Look, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = Actions(look, owner)
    actions.allow("alert.issue", "还没有批准（预案3.3.1）")
    assert not actions["alert.issue"].isEnabled()
    assert actions.why_not("alert.issue") == actions["alert.issue"].toolTip() == "还没有批准（预案3.3.1）"
    actions.allow("alert.issue")
    assert actions["alert.issue"].isEnabled()
    assert actions.why_not("alert.issue") == ""
    assert actions["alert.issue"].toolTip() == "发布预警、办理当前一步（Ctrl+Return）"
