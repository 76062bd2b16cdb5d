"""A level as badges draw it; what is no warning has no badge."""

from __future__ import annotations

import pytest

from qh_console.domain.pack import Level
from qh_console.ui.levels import level_view
from qh_console.ui.widgets.level_badge import LevelView
from tests.builders import plan


@pytest.mark.parametrize(
    ("level", "view"),
    [
        (Level.RED, LevelView("red", "红色", "Ⅰ")),
        (Level.YELLOW, LevelView("yellow", "黄色", "Ⅲ")),
        (Level.HINT, None),
        (Level.NONE, None),
        (None, None),
    ],
)
def test_badges(level: Level | None, view: LevelView | None) -> None:
    assert level_view(level, plan()) == view
