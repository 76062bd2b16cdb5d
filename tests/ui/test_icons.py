"""Icons: every drawing draws, in the colour asked for, as fine as the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from qh_console.problems import KnownProblem
from qh_console.ui.actions import ACTIONS
from qh_console.ui.icons import IconFolder

FOLDER = Path(__file__).parents[2] / "resources" / "icons"
FOR_THE_STYLE_SHEET = {"chevron-down", "tick-light", "tick-dark"}


def test_every_icon_draws_in_the_colour_asked_for(qapp: QApplication) -> None:
    icons = IconFolder(FOLDER)
    assert len(icons.names()) > 40
    for name in set(icons.names()) - FOR_THE_STYLE_SHEET:
        image = icons.pixmap(name, 24, QColor("#ff0000"), 2.0).toImage()
        assert image.width() == 48
        inks = {image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha()}
        assert inks, name
        assert all(ink[3:] == "0000" for ink in inks), name


def test_every_action_has_its_icon() -> None:
    assert {spec.icon for spec in ACTIONS if spec.icon} <= set(IconFolder(FOLDER).names())


def test_drawn_icons_are_kept(qapp: QApplication) -> None:
    icons = IconFolder(FOLDER)
    first = icons.icon("watch", QColor("red"), QColor("grey"))
    assert first is icons.icon("watch", QColor("red"), QColor("grey"))
    assert first is not icons.icon("watch", QColor("blue"), QColor("grey"))
    assert not first.isNull()


def test_a_missing_icon_is_named(tmp_path: Path, qapp: QApplication) -> None:
    with pytest.raises(KnownProblem, match=r"ghost\.svg"):
        IconFolder(tmp_path).pixmap("ghost", 16, QColor("red"))
