"""A form at the side says what is wrong beside its field, the rest below, and is left by Escape."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qh_console.domain.verdicts import Reason
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.registers.filing_forms import SideForm, filing_fields, floor_fields
from qh_console.ui.registers.filings_state import fresh_values
from qh_console.ui.theme import Look
from tests.builders import NOW, plan
from tests.ui.seats import seat_at

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
KEY = "registers/floor/a1/630100"


def test_every_field_of_a_new_form_has_a_value() -> None:
    assert {spec.key for spec in filing_fields(plan(), PLACES)} == set(fresh_values(NOW))


def test_refusals_find_their_place(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    form = SideForm(look, seat_at(tmp_path).desk, floor_fields(plan()), "登记")
    qtbot.addWidget(form)
    form.show()
    told: list[object] = []
    form.sent.connect(told.append)
    form.left.connect(lambda: told.append("left"))
    form.open(
        KEY,
        "西宁市",
        "",
        {"level": "orange", "means": "phone", "spoke_to": "", "says": ""},
        "level",
    )
    form.refuse((Reason("须记下通话人", field="spoke_to"), Reason("没有生效的省级预警")))
    assert form.form.errors() == {"spoke_to": "须记下通话人"}
    assert form.error == "没有生效的省级预警"
    form.send.click()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert told == [{"level": "orange", "means": "phone", "spoke_to": "", "says": ""}, "left"]
    form.open(KEY, "西宁市", "", {}, "level")
    assert form.form.errors() == {}


def test_what_was_typed_comes_back_until_it_is_recorded(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    desk = seat_at(tmp_path).desk
    form = SideForm(look, desk, floor_fields(plan()), "登记")
    qtbot.addWidget(form)
    form.open(KEY, "西宁市", "", {"says": ""}, "level")
    says = form.form.editor("says")
    assert isinstance(says, QLineEdit)
    says.setText("正在启动")
    form.open("registers/floor/a1/630200", "海东市", "", {"says": ""}, "level")
    assert form.form.values()["says"] == ""
    form.open(KEY, "西宁市", "", {"says": ""}, "level")
    assert form.form.values()["says"] == "正在启动"
    form.forget()
    form.open(KEY, "西宁市", "", {"says": ""}, "level")
    assert form.form.values()["says"] == ""
