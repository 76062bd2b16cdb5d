"""The papers on offer beside the form, and the fields that are missing, which lead back to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.services.paper_requests import PaperKind
from qh_console.ui.alert.field_list import FieldTick
from qh_console.ui.alert.paper_panel import PaperPanel
from qh_console.ui.theme import Look
from tests.builders import to_standing
from tests.ui.seats import seat_at


@pytest.fixture
def panel(tmp_path: Path, look: Look, qtbot: QtBot) -> PaperPanel:
    made = PaperPanel(look, seat_at(tmp_path, *to_standing()).desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_ticks_lead_to_their_fields(panel: PaperPanel, qtbot: QtBot) -> None:
    panel.show_ticks((FieldTick("级别", "橙色预警"), FieldTick("影响范围", "", "没有填写", "extent")))
    assert panel.ticks["影响范围"].toolTip() == "没有填写"
    with qtbot.waitSignal(panel.field_wanted) as told:
        QTest.mouseClick(panel.ticks["影响范围"], Qt.MouseButton.LeftButton)
    assert told.args == ["extent"]


def test_the_kinds_on_offer(panel: PaperPanel, qtbot: QtBot) -> None:
    panel.show_kinds((PaperKind.ISSUE_NOTICE, PaperKind.BULLETIN))
    assert panel.kind is PaperKind.ISSUE_NOTICE
    with qtbot.waitSignal(panel.kind_chosen) as told:
        panel.kind_box.setCurrentIndex(1)
    assert told.args == [PaperKind.BULLETIN.value]
    panel.show_kinds((PaperKind.ISSUE_NOTICE, PaperKind.BULLETIN))
    assert panel.kind_box.currentData() == PaperKind.BULLETIN.value
