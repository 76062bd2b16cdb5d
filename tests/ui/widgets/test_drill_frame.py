"""The stripes of a drill: there while it lasts, and away with it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.drill_frame import DrillFrame


def test_the_frame_makes_room_for_stripes_and_takes_it_back(look: Look, qtbot: QtBot, qapp: QApplication) -> None:
    content = QLabel("内容")
    frame = DrillFrame(look, content)
    qtbot.addWidget(frame)
    frame.resize(400, 300)
    frame.show()
    assert content.geometry() == frame.rect()
    frame.set_drill("演练：冬季重污染")
    qapp.processEvents()
    assert (content.x(), content.y(), content.width()) == (8, 28, 384)
    image = frame.grab().toImage()
    assert len({image.pixelColor(4, y).name() for y in range(60, 100)}) > 2
    assert frame.title == "演练：冬季重污染"
    frame.set_drill("")
    qapp.processEvents()
    assert content.geometry() == frame.rect()
