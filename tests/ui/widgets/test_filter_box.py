"""A filter's choice survives new choices, and only a person's choice is told."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.filter_box import FilterBox


def test_the_choice_stays_while_choices_come_and_go(look: Look, qtbot: QtBot) -> None:
    box = FilterBox(look, "事项", 100)
    qtbot.addWidget(box)
    told: list[str] = []
    box.wanted.connect(told.append)
    box.offer([("", "全部"), ("a", "甲")], "")
    assert (box.key, told) == ("", [])
    box.choose("a")
    assert (box.key, told) == ("a", ["a"])
    box.offer([("", "全部"), ("b", "乙"), ("a", "甲")], "a")
    assert (box.key, box.currentText(), told) == ("a", "甲", ["a"])
    box.offer([("", "全部")], "a")
    assert (box.key, box.toolTip(), told) == ("", "全部", ["a"])
