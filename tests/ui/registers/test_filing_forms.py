"""A form at the side says what is wrong beside its field, the rest below, and is left by Escape."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.verdicts import Reason
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.registers.filing_forms import SideForm, filing_fields, floor_fields
from qh_console.ui.registers.filings_state import fresh_values
from qh_console.ui.theme import Look
from tests.builders import NOW, plan

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def test_every_field_of_a_new_form_has_a_value() -> None:
    assert {spec.key for spec in filing_fields(plan(), PLACES)} == set(fresh_values(NOW))


def test_refusals_find_their_place(look: Look, qtbot: QtBot) -> None:
    form = SideForm(look, floor_fields(plan()), "登记")
    qtbot.addWidget(form)
    form.show()
    told: list[object] = []
    form.sent.connect(told.append)
    form.left.connect(lambda: told.append("left"))
    form.open("西宁市", "", {"level": "orange", "means": "phone", "spoke_to": "", "says": ""}, "level")
    form.refuse((Reason("须记下通话人", field="spoke_to"), Reason("没有生效的省级预警")))
    assert form.form.errors() == {"spoke_to": "须记下通话人"}
    assert form.error == "没有生效的省级预警"
    form.send.click()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert told == [{"level": "orange", "means": "phone", "spoke_to": "", "says": ""}, "left"]
    form.open("西宁市", "", {}, "level")
    assert form.form.errors() == {}
