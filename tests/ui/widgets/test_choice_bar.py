"""One choice of several: a click tells, a selection from outside does not."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qh_console.ui.widgets.choice_bar import ChoiceBar


def test_one_choice_holds(qtbot: QtBot) -> None:
    bar = ChoiceBar((("all", "全部"), ("late", "逾期")), "显示")
    qtbot.addWidget(bar)
    told: list[str] = []
    bar.chosen.connect(told.append)
    assert bar.key == "all"
    bar.button("late").click()
    assert (bar.key, told) == ("late", ["late"])
    bar.select("all")
    assert (bar.key, told) == ("all", ["late"])
    bar.set_text("late", "逾期 3")
    assert bar.button("late").text() == "逾期 3"
    assert bar.accessibleName() == "显示"


def test_no_choice_is_no_key(qtbot: QtBot) -> None:
    bar = ChoiceBar((), "空")
    qtbot.addWidget(bar)
    assert bar.key == ""
