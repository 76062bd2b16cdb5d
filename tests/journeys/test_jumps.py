"""What a report or a notice still lacks is named, and a click puts the cursor into the very field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import HoldConsultation
from qh_console.domain.pack import Level
from tests.builders import DUTY, XINING, consultation
from tests.journeys.house_at_night import WORDS, Night, alert_of, outlook_of
from tests.ui.airs import HAZE
from tests.ui.hands import Hands, focused

REPORT = 9
"""Fields of a report-up message (plan 3.2)."""


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot) -> Iterator[Night]:
    made = Night(tmp_path, qtbot, is_drill=True)
    yield made
    made.close()


def test_every_field_of_the_report_leads_into_the_consultation(night: Night) -> None:
    console = night.open(night.begin(told=HAZE))
    console.desk.sign_in(DUTY, WORDS[DUTY], refused=lambda no: pytest.fail(str(no)))
    console.go("outlook", XINING)
    screen, hands = outlook_of(console), Hands()
    screen.consult_on_place()
    QApplication.processEvents()
    assert len(screen.report.buttons) == REPORT
    landed = {}
    for label in tuple(screen.report.buttons):
        screen.form.drop.setFocus()
        hands.click(screen.report.buttons[label])
        QApplication.processEvents()
        assert screen.form.isAncestorOf(focused()), label
        assert focused() is not screen.form.drop, label
        landed[label] = focused()
    assert len(set(landed.values())) > REPORT // 2, "not one place for all"


@pytest.mark.parametrize("field", ["extent", "dispersion", "pollutants", "outlook"])
def test_what_a_publication_lacks_is_named_and_one_click_away(night: Night, field: str) -> None:
    consulted = HoldConsultation(DUTY, "a1", consultation(Level.YELLOW))
    console = night.open(night.begin(consulted))
    console.desk.sign_in(DUTY, WORDS[DUTY], refused=lambda no: pytest.fail(str(no)))
    console.go("alert", "a1")
    screen, hands = alert_of(console), Hands()
    form = screen.pane.form.form
    assert form is not None
    hands.fill("", form.editor(field))
    form.editor("password").setFocus()
    (missing,) = [b for b in screen.paper.ticks.values() if "没有填写" in b.accessibleName()]
    hands.click(missing)
    assert focused() is form.editor(field)
    hands.fill("已补", form.editor(field))
    assert not [b for b in screen.paper.ticks.values() if "没有填写" in b.accessibleName()]
