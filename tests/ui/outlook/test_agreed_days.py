"""The agreed forecast, a line a place and day, beside what the sources say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.outlook.agreed_days import AgreedDaysEditor
from qh_console.ui.outlook.consult_draft import DayDraft
from tests.builders import HAIDONG, XINING

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
DAYS = (
    DayDraft(XINING, date(2026, 1, 10), "210", "260", "PM2.5", "省站 210–260"),
    DayDraft(XINING, date(2026, 1, 11), "80", "90", "PM10", ""),
    DayDraft(HAIDONG, date(2026, 1, 10), "", "", "PM2.5", ""),
)


@pytest.fixture
def editor(qtbot: QtBot) -> AgreedDaysEditor:
    made = AgreedDaysEditor(PLACES)
    qtbot.addWidget(made)
    made.show_days(DAYS)
    made.show()
    return made


def test_there_and_back(editor: AgreedDaysEditor) -> None:
    assert editor.days() == DAYS
    words = [label.text() for label in editor.findChildren(QLabel)]
    assert words.count("西宁") == 1
    assert "省站 210–260" in words


def test_an_edit_is_told_and_kept(editor: AgreedDaysEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.changed):
        editor.findChildren(QLineEdit)[1].setText("275")
    with qtbot.waitSignal(editor.changed):
        editor.findChildren(QComboBox)[1].setCurrentText("PM2.5")
    assert editor.days() == (replace(DAYS[0], high="275"), replace(DAYS[1], pollutant="PM2.5"), DAYS[2])


def test_values_alone_keep_the_editors(editor: AgreedDaysEditor, qtbot: QtBot) -> None:
    fields = editor.findChildren(QLineEdit)
    with qtbot.assertNotEmitted(editor.changed):
        editor.show_days((replace(DAYS[0], low="200"), *DAYS[1:]))
    assert editor.findChildren(QLineEdit) == fields
    assert editor.days()[0].low == "200"
    editor.show_days(())
    assert editor.days() == ()
    editor.focus_first()
