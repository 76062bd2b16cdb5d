"""The form of a finding: edits become drafts, refusals stand beside their field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.verdicts import Reason
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.outlook.cause import CauseDraft
from qh_console.ui.outlook.cause_form import CauseForm
from qh_console.ui.theme import Look
from tests.builders import XINING

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
DRAFT = CauseDraft(XINING, "2026-01-09 08:00", "2026-01-09 20:00", "dust", "PM10骤升", "上游起沙")


@pytest.fixture
def form(look: Look, qtbot: QtBot) -> CauseForm:
    made = CauseForm(look, PLACES)
    qtbot.addWidget(made)
    made.show_draft(DRAFT)
    made.show()
    return made


def test_an_edit_becomes_a_draft_and_is_asked_for(form: CauseForm) -> None:
    told: list[CauseDraft] = []
    form.edited.connect(told.append)
    form.asked.connect(told.append)
    form.form.editor("reason").setPlainText("比值低")  # type: ignore[union-attr]
    QTest.mouseClick(form.go, Qt.MouseButton.LeftButton)
    assert [(d.reason, d.cause, d.places) for d in told] == [("比值低", "dust", XINING)] * 2
    assert form.draft == told[-1]


def test_refusals(form: CauseForm, qtbot: QtBot) -> None:
    form.show_reasons((Reason("请写明判断依据", "1.3", "reason"), Reason("这一步须由值班员办理")))
    assert form.form.editor("reason").property("wrong")
    assert form.error.text() == "这一步须由值班员办理"
    with qtbot.waitSignal(form.closed):
        QTest.mouseClick(form.back, Qt.MouseButton.LeftButton)
