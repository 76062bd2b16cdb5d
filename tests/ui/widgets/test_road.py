"""The road: steps by click and key, states that look different, and words for those who cannot see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.road import Road, RoadStep

STEPS = (
    RoadStep("watch", "监测", "done", "马晓东", "08:10"),
    RoadStep("issue", "发布", "current", missing="缺签发人"),
    RoadStep("assess", "评估"),
)


@pytest.fixture
def road(look: Look, qtbot: QtBot) -> Road:
    made = Road(look)
    qtbot.addWidget(made)
    made.resize(600, 112)
    made.show_steps(STEPS, "issue")
    made.show()
    return made


def test_a_click_chooses_and_a_second_is_silent(road: Road, qtbot: QtBot) -> None:
    with qtbot.waitSignal(road.step_chosen, timeout=100) as told:
        QTest.mouseClick(road, Qt.MouseButton.LeftButton, pos=QPoint(100, 20))
    assert told.args == ["watch"]
    with qtbot.assertNotEmitted(road.step_chosen):
        QTest.mouseClick(road, Qt.MouseButton.LeftButton, pos=QPoint(100, 20))
    assert road.chosen == "watch"


def test_arrows_walk_and_stop_at_the_ends(road: Road) -> None:
    walked: list[str] = []
    road.step_chosen.connect(walked.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(road, key)
    assert walked == ["assess", "issue", "watch"]


def test_states_look_different_and_are_said(road: Road) -> None:
    pictures = []
    for state in ("done", "current", "waiting", "skipped"):
        road.show_steps((RoadStep("a", "监测", state),), None)
        pictures.append(road.grab().toImage())
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[i + 1 :])
    road.show_steps(STEPS, "issue")
    assert road.accessibleName() == "监测已完成；发布进行中；评估未到"


def test_an_empty_road(look: Look, qtbot: QtBot) -> None:
    road = Road(look)
    qtbot.addWidget(road)
    road.grab()
    assert road.step_at(QPointF(1, 1)) is None
    QTest.keyClick(road, Qt.Key.Key_Right)
    assert road.chosen is None
