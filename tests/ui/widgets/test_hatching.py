"""Hatches: lines with gaps, fine on fine screens, slanting both ways."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from qh_console.ui.widgets.hatching import diagonal


def test_lines_and_gaps(qapp: QApplication) -> None:
    image = diagonal(QColor("red"), 8, 1.0).texture().toImage()
    alphas = [image.pixelColor(x, y).alpha() for x in range(8) for y in range(8)]
    assert max(alphas) > 100
    assert min(alphas) == 0


def test_fine_screens_get_fine_lines(qapp: QApplication) -> None:
    texture = diagonal(QColor("red"), 8, 1.0, ratio=2.0).texture()
    assert (texture.width(), texture.devicePixelRatio()) == (16, 2.0)


def test_falling_is_the_mirror_of_rising(qapp: QApplication) -> None:
    rising = diagonal(QColor("red"), 8, 1.0).texture().toImage()
    falling = diagonal(QColor("red"), 8, 1.0, is_falling=True).texture().toImage()
    assert rising != falling
    assert rising.pixelColor(1, 6).alpha() > 100
    assert falling.pixelColor(1, 1).alpha() > 100
