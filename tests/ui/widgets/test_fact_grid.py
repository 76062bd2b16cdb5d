"""Facts as a grid: equal ones are not built again, none hides the grid."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qh_console.ui.widgets.fact_grid import FactGrid, FactLine

LINES = (FactLine("提请", "升级红色", "warn", "3.3.2"), FactLine("", "第二行"))


def test_labels_and_texts(qtbot: QtBot) -> None:
    grid = FactGrid()
    qtbot.addWidget(grid)
    grid.show_lines(LINES)
    labels = grid.findChildren(QLabel)
    assert [label.text() for label in labels] == ["提请", "升级红色", "", "第二行"]
    assert labels[1].property("role") == "warn"
    assert labels[1].toolTip() == "3.3.2"
    grid.show_lines(list(LINES))
    assert grid.findChildren(QLabel) == labels
    grid.show_lines(())
    assert grid.isHidden()
    assert grid.lines == ()
