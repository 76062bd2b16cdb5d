"""Badges: word, numeral, shape and colour together, and no two levels alike in any of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.level_badge import LevelBadge, LevelView, level_shape

LEVELS = (LevelView("yellow", "黄色", "Ⅲ"), LevelView("orange", "橙色", "Ⅱ"), LevelView("red", "红色", "Ⅰ"))


def test_shapes_differ_without_colour() -> None:
    box = QRectF(0, 0, 32, 32)
    corners = [level_shape(view.level, box).elementCount() - 1 for view in LEVELS]
    assert corners == [3, 4, 8]
    for view in LEVELS:
        assert box.adjusted(-2, -2, 2, 2).contains(level_shape(view.level, box).boundingRect())


@pytest.mark.parametrize("view", LEVELS)
def test_a_badge_says_its_level(look: Look, qtbot: QtBot, view: LevelView) -> None:
    badge = LevelBadge(look, view)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == f"{view.word} {view.numeral}级"
    badge.resize(badge.sizeHint())
    image = badge.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert look.theme.alert[view.level].fill.name() in colours
    for other in LEVELS:
        assert (look.theme.alert[other.level].fill.name() in colours) == (other == view)


def test_no_level_is_said_in_words(look: Look, qtbot: QtBot) -> None:
    badge = LevelBadge(look, LEVELS[0])
    qtbot.addWidget(badge)
    wide = badge.sizeHint().width()
    badge.show_level(None)
    assert badge.accessibleName() == "无预警"
    assert badge.view is None
    assert badge.sizeHint().width() < wide


def test_it_grows_with_the_look(look: Look, qtbot: QtBot) -> None:
    badge = LevelBadge(look, LEVELS[2], size="wall")
    qtbot.addWidget(badge)
    before = badge.sizeHint()
    look.set_scale(2.0)
    assert badge.sizeHint().height() == before.height() * 2
