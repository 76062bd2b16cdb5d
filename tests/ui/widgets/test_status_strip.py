"""The strip: shows what it is given, says what was clicked, rebuilds only what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.level_badge import LevelBadge, LevelView
from qh_console.ui.widgets.status_strip import StatusStrip, StripAlert, StripNote, StripView

ORANGE = LevelView("orange", "橙色", "Ⅱ")
VIEW = StripView(
    "14:05",
    "11月23日 周一",
    (StripAlert("p1", "海东市", ORANGE, "已26h"),),
    StripNote("数据14:00 8/8", "ok", "database", "5分钟前"),
    StripNote("断网 待发3", "fault", "offline"),
    StripNote("值班 马晓东", "", "person"),
)


@pytest.fixture
def strip(dressed: Look, qtbot: QtBot) -> StatusStrip:
    made = StatusStrip(dressed)
    qtbot.addWidget(made)
    made.resize(1366, 48)
    made.show_view(VIEW)
    made.show()
    return made


def _button(strip: StatusStrip, name: str) -> QPushButton:
    found = [b for b in strip.findChildren(QPushButton) if b.accessibleName() == name and not b.isHidden()]
    assert len(found) == 1, name
    return found[0]


def test_everything_given_is_shown(strip: StatusStrip) -> None:
    words = {label.text() for label in strip.findChildren(QLabel)}
    assert {"14:05", "11月23日 周一", "海东市", "已26h"} <= words
    assert [badge.view for badge in strip.findChildren(LevelBadge)] == [ORANGE]
    data = _button(strip, "数据14:00 8/8")
    assert (data.property("tone"), data.toolTip()) == ("ok", "5分钟前")


@pytest.mark.parametrize(
    ("name", "signal"),
    [("数据14:00 8/8", "data_clicked"), ("断网 待发3", "sending_clicked"), ("值班 马晓东", "officer_clicked")],
)
def test_a_click_says_on_what(strip: StatusStrip, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(strip, signal), timeout=100):
        QTest.mouseClick(_button(strip, name), Qt.MouseButton.LeftButton)


def test_an_alert_is_clicked_by_its_key(strip: StatusStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.alert_clicked, timeout=100) as told:
        QTest.mouseClick(_button(strip, "海东市 橙色 Ⅱ级 已26h"), Qt.MouseButton.LeftButton)
    assert told.args == ["p1"]


def test_a_minute_more_leaves_the_alerts_alone(strip: StatusStrip) -> None:
    before = strip.findChildren(LevelBadge)
    strip.show_view(replace(VIEW, clock_text="14:06"))
    assert strip.findChildren(LevelBadge) == before


def test_no_alert_is_said(strip: StatusStrip) -> None:
    strip.show_view(replace(VIEW, alerts=()))
    assert "目前没有预警" in {label.text() for label in strip.findChildren(QLabel)}


def test_an_empty_note_takes_no_room(strip: StatusStrip) -> None:
    button = _button(strip, "断网 待发3")
    strip.show_view(replace(VIEW, sending=StripNote("")))
    assert button.isHidden()


def test_four_alerts_fit_the_smallest_screen_in_a_drill(dressed: Look, qtbot: QtBot) -> None:
    red = LevelView("red", "红色", "Ⅰ")
    alerts = tuple(StripAlert(place, place, red, "已50h") for place in ("全省", "西宁", "海东", "海北州"))
    strip = StatusStrip(dressed)
    qtbot.addWidget(strip)
    strip.show_view(
        StripView(
            "20:45",
            "1月11日 周日",
            alerts,
            StripNote("数据20:00 45分前 8/8 ●", "ok", "database"),
            StripNote("待发4 ▲", "warn", "send"),
            StripNote("值班 值班员甲", "", "person"),
        )
    )
    strip.resize(1350, 48)
    strip.show()
    assert strip.minimumSizeHint().width() <= 1350
