"""The officers' road by clicks, across both rooms: the engine's answer, consultation, two hands, a standing alert."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.pack import Level
from qh_console.ui.alert.screen import AlertScreen
from qh_console.ui.outlook.screen import OutlookScreen
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import FieldForm
from tests.builders import CHIEF, DUTY, NOW, XINING
from tests.ui.airs import HAZE, air_of
from tests.ui.seats import seat_at


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def put(form: FieldForm | None, field: str, text: str) -> None:
    assert form is not None
    editor = form.editor(field)
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(text))
    else:
        editor.setFocus()
        QTest.keyClicks(editor, text) if text.isascii() else editor.setPlainText(text)  # type: ignore[union-attr]


def test_from_the_forecast_to_the_standing_alert(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path / "desk")
    seat.credentials.set(DUTY, "duty-word", NOW)
    seat.credentials.set(CHIEF, "chief-word", NOW)
    seat.desk.show_air(air_of(tmp_path / "air", *HAZE))
    outlook, alert = OutlookScreen(look, seat.desk, lambda: "n1"), AlertScreen(look, seat.desk)
    for screen in (outlook, alert):
        qtbot.addWidget(screen)
        screen.resize(1280, 720)
        screen.show()
    outlook.consulted.connect(alert.open_alert)

    click(outlook.begin)
    put(outlook.form.head, "cause", "haze")
    put(outlook.form.texts, "meteorology", "静稳，夜间逆温")
    for i in range(2):
        QTest.keyClicks(outlook.form.participants.name_field(i), "xin")
    click(outlook.form.go)

    put(alert.pane.form.form, "password", "duty-word")
    click(alert.pane.form.go)
    put(alert.pane.form.form, "by", CHIEF)
    put(alert.pane.form.form, "password", "chief-word")
    click(alert.pane.form.go)
    click(alert.pane.form.go)
    assert alert.confirm is not None
    QTest.keyClicks(alert.confirm.password, "duty-word")
    click(alert.confirm.go)

    standing = seat.desk.board.standing
    assert [(a.places, a.level) for a in standing] == [((XINING,), Level.YELLOW)]
    assert standing[0].tasks
    row = alert.table.rows_model.rows[0]
    assert (row.where, row.stage, row.is_standing) == ("西宁", "预警生效中", True)
    assert next(r for r in outlook.matrix.rows if r.code == XINING).standing is Level.YELLOW
